"""Stage ``reading``: bytes of a file → a Report with its text and source. Knows nothing of the domain."""

from kg.reading.discover import discover, report_id
from kg.reading.errors import (
    BinaryFileError,
    EmptyFileError,
    MissingFileError,
    NoReportsError,
    ReadingError,
    RepeatedIdError,
    UndecodableFileError,
    UnsupportedSuffixError,
)
from kg.reading.read import READERS, read

__all__ = [
    "READERS",
    "BinaryFileError",
    "EmptyFileError",
    "MissingFileError",
    "NoReportsError",
    "ReadingError",
    "RepeatedIdError",
    "UndecodableFileError",
    "UnsupportedSuffixError",
    "discover",
    "read",
    "report_id",
]
