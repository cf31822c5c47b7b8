"""Stage ``reading``: bytes of a file → a Report with its text and source. Knows nothing of the domain."""

from kg.reading.discover import Found, discover
from kg.reading.errors import ReadingError
from kg.reading.inputs import Given, Input, Limits, report_id
from kg.reading.read import READERS, content, read

__all__ = ["READERS", "Found", "Given", "Input", "Limits", "ReadingError", "content", "discover", "read", "report_id"]
