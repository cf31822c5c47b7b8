"""Many reports: discovery, workers, the output folder and its manifest."""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.build.assemble import read_reports
from kg.build.build import BuildResult, NothingReadError, build
from kg.build.folder import OutputError
from kg.build.manifest import IncompleteBuildError, read_manifest
from kg.build.work import Failure, Outcome
from kg.ontology import load


class _Build(ModuleType):
    """Makes the package callable: ``kg.build`` is this package and the function of the public interface in one."""

    def __call__(self, *paths: str | Path, out: str | Path, **options: Any) -> BuildResult:
        """Read all reports under ``paths`` and write the build into ``out``; ``options`` as of :func:`kg.build.build.build`."""
        ontology = options.pop("ontology", None) or load()
        return build([Path(path) for path in paths], Path(out), ontology, **options)


sys.modules[__name__].__class__ = _Build

__all__ = [
    "BuildResult",
    "Failure",
    "IncompleteBuildError",
    "NothingReadError",
    "Outcome",
    "OutputError",
    "build",
    "read_manifest",
    "read_reports",
]
