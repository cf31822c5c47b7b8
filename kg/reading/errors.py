"""What can be wrong with an input. Every message is one line: the file, the place where there is one, and the remedy."""

from __future__ import annotations

from pathlib import Path

__all__ = [
    "BinaryFileError",
    "EmptyFileError",
    "MissingFileError",
    "NoReportsError",
    "ReadingError",
    "RepeatedIdError",
    "UndecodableFileError",
    "UnsupportedSuffixError",
]


class ReadingError(ValueError):
    """A file that cannot be read as a report. ``path`` is the file as it was given."""

    def __init__(self, path: Path, said: str) -> None:
        # A file name may hold line ends and bytes that are no text; the message stays one printable line.
        name = " ".join(str(path).encode("utf-8", "backslashreplace").decode("utf-8").split())
        super().__init__(f"{name}: {said}")
        self.path = path


class MissingFileError(ReadingError):
    """The path leads to nothing that can be opened."""

    def __init__(self, path: Path, reason: str = "no such file or folder") -> None:
        super().__init__(path, f"{reason}; check the path and its permissions")


class EmptyFileError(ReadingError):
    """The file holds no character but white space."""

    def __init__(self, path: Path, size: int) -> None:
        found = "the file is empty" if size == 0 else f"nothing but white space in {size} bytes"
        super().__init__(path, f"{found}; get the report again from where it was published")


class BinaryFileError(ReadingError):
    """The file is not text, whatever its suffix says. ``offset`` is the byte that shows it."""

    def __init__(self, path: Path, offset: int, found: str) -> None:
        super().__init__(path, f"not a text file: {found} at byte {offset}; save the report as UTF-8 text")
        self.offset = offset


class UndecodableFileError(ReadingError):
    """The bytes are text in no encoding that is known here. ``offset`` is the first byte that is not UTF-8."""

    def __init__(self, path: Path, offset: int) -> None:
        super().__init__(
            path, f"neither UTF-8 (from byte {offset} on), UTF-16 with a mark nor Chinese GB18030; save the report as UTF-8 text"
        )
        self.offset = offset


class UnsupportedSuffixError(ReadingError):
    """A file of a kind that no reader is there for."""

    def __init__(self, path: Path, supported: tuple[str, ...]) -> None:
        kind = f"files ending in {path.suffix}" if path.suffix else "files without a suffix"
        super().__init__(path, f"{kind} are not read; convert it to one of: {', '.join(supported)}")


class NoReportsError(ReadingError):
    """A folder that holds no file of a supported kind."""

    def __init__(self, path: Path, supported: tuple[str, ...]) -> None:
        super().__init__(path, f"the folder holds no reports; put files there that end in: {', '.join(supported)}")


class RepeatedIdError(ReadingError):
    """Two files whose paths differ in their suffix alone: records could not be told apart."""

    def __init__(self, path: Path, other: Path, id: str) -> None:
        super().__init__(path, f"has the same id {id!r} as {other}; rename one of the two files or leave it out")
        self.other = other
