"""Many reports: discovery, workers, the cache, the output folder and its manifest."""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.build.assemble import read_reports
from kg.build.build import BuildResult, NothingReadError, build
from kg.build.cluster import ClusterError
from kg.build.entry import Outcome
from kg.build.folder import OutputError
from kg.build.manifest import IncompleteBuildError, read_manifest, require_records, verify
from kg.build.partitions import Plan
from kg.build.remote import RemoteError
from kg.build.work import Failure
from kg.ontology import load


class _Build(ModuleType):
    """Makes the package callable: ``kg.build`` is this package and the function of the public interface in one."""

    def __call__(self, *paths: str | Path, out: str | Path, **options: Any) -> BuildResult:
        """Read all reports under ``paths``, paths or URLs, and write the build into ``out``.

        ``options`` are those of :func:`kg.build.build.build`.
        """
        ontology = options.pop("ontology", None) or load()
        return build(paths, out, ontology, **options)


sys.modules[__name__].__class__ = _Build

__all__ = [
    "BuildResult",
    "ClusterError",
    "Failure",
    "IncompleteBuildError",
    "NothingReadError",
    "Outcome",
    "OutputError",
    "Plan",
    "RemoteError",
    "build",
    "read_manifest",
    "read_reports",
    "require_records",
    "verify",
]
