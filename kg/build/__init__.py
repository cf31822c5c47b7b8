"""Many reports: discovery, workers, the output folder and its manifest."""

from kg.build.build import BuildResult, NothingReadError, build
from kg.build.folder import OutputError
from kg.build.manifest import IncompleteBuildError, read_manifest
from kg.build.work import Failure, Outcome

__all__ = [
    "BuildResult",
    "Failure",
    "IncompleteBuildError",
    "NothingReadError",
    "Outcome",
    "OutputError",
    "build",
    "read_manifest",
]
