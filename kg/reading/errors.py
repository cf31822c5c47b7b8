"""What can be wrong with an input. Every message is one line: the file, the place where there is one, and the remedy."""

from __future__ import annotations

from pathlib import Path

from kg.reading.formats import refusal

__all__ = [
    "BinaryFileError",
    "DamagedFileError",
    "EmptyFileError",
    "EmptyManifestError",
    "EncryptedFileError",
    "ManifestError",
    "MissingFileError",
    "NestedArchiveError",
    "NoMatchError",
    "NoReportsError",
    "NoTextLayerError",
    "OversizeError",
    "ReadingError",
    "RemoteArchiveError",
    "RepeatedIdError",
    "UndecodableFileError",
    "UnfollowedLinkError",
    "UnsafePathError",
    "UnsupportedSuffixError",
]


def _printable(text: str) -> str:
    """Return ``text`` as one printable line: it may hold line ends, controls and bytes that are no text."""
    legible = " ".join(text.encode("utf-8", "backslashreplace").decode("utf-8").split())
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in legible)


class ReadingError(ValueError):
    """A file that cannot be read as a report. ``path`` is the file as it was given, ``said`` the message without it."""

    def __init__(self, path: Path, said: str) -> None:
        super().__init__(f"{_printable(str(path))}: {said}")
        self.path = path
        self.said = said


class MissingFileError(ReadingError):
    """The path leads to nothing that can be opened."""

    def __init__(self, path: Path, reason: str = "no such file or folder") -> None:
        super().__init__(path, f"{reason}; check the path and its permissions")


class EmptyFileError(ReadingError):
    """The file holds no character but white space; ``drawn`` is what was looked for in it."""

    def __init__(self, path: Path, size: int, drawn: str = "") -> None:
        found = "the file is empty" if size == 0 else f"{drawn or 'nothing but white space'} in {size} bytes"
        super().__init__(path, f"{found}; get the report again from where it was published")


class BinaryFileError(ReadingError):
    """The file is not text, whatever its suffix says. ``offset`` is the byte that shows it."""

    def __init__(self, path: Path, offset: int, found: str, suffix: str = "") -> None:
        remedy = f"if it is one, name it {suffix}, else save" if suffix else "save"
        super().__init__(path, f"not a text file: {found} at byte {offset}; {remedy} the report as UTF-8 text")
        self.offset = offset


class UndecodableFileError(ReadingError):
    """The bytes are text in no encoding that is known here. ``offset`` is the first byte that is not UTF-8."""

    def __init__(self, path: Path, offset: int) -> None:
        super().__init__(
            path, f"neither UTF-8 (from byte {offset} on), UTF-16, GB18030 nor Big5 Chinese; save the report as UTF-8 text"
        )
        self.offset = offset


class UnsupportedSuffixError(ReadingError):
    """A file of a kind that no reader is there for; ``suffix`` is that of its content, when that is known."""

    def __init__(self, path: Path, supported: tuple[str, ...], suffix: str = "") -> None:
        if known := refusal(suffix or path.suffix.lower()):
            said = f"{known.what} is not read; {known.remedy}"
        else:
            kind = f"files ending in {_printable(path.suffix)}" if path.suffix else "files without a suffix"
            said = f"{kind} are not read; convert it to one of: {', '.join(supported)}"
        super().__init__(path, said)


class DamagedFileError(ReadingError):
    """The file is of its format, but breaks off or contradicts itself. ``found`` says where."""

    def __init__(self, path: Path, format: str, found: str) -> None:
        super().__init__(path, f"a damaged {format} file: {_printable(found)}; get it again from where it was published")


class EncryptedFileError(ReadingError):
    """The file opens with a password alone."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "opens only with a password; save it without one")


class NoTextLayerError(ReadingError):
    """A PDF of pictures."""

    def __init__(self, path: Path, pages: int) -> None:
        super().__init__(
            path, f"a scanned PDF: no text on its {pages} pages; recognise the characters (OCR), for example: "
            "ocrmypdf -l chi_sim FILE NEW.pdf"
        )  # fmt: skip


class OversizeError(ReadingError):
    """More than the limits allow. ``size`` is None where counting was given up at the limit; ``option`` raises the limit."""

    def __init__(self, path: Path, size: int | None, limit: int, unit: str, option: str) -> None:
        found = f"{size:,} {unit}" if size is not None else f"more than {limit:,} {unit}"
        super().__init__(path, f"{found}, the limit is {limit:,}; if that is right for a report, raise it with {option}")


class UnsafePathError(ReadingError):
    """A name in an archive or a manifest that leads out of it."""

    def __init__(self, path: Path, name: str) -> None:
        super().__init__(path, f"names {_printable(name)!r}, a path that leads out of it; use paths inside it")


class NestedArchiveError(ReadingError):
    """An archive within an archive."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "an archive within an archive is not read; unpack it and give the folder")


class RemoteArchiveError(ReadingError):
    """An archive that a URL leads to."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "a zip archive is not read from a URL; copy it to this machine and give its path")


class ManifestError(ReadingError):
    """A mistake in a manifest. ``line`` counts from 1."""

    def __init__(self, path: Path, line: int, wrong: str, remedy: str) -> None:
        super().__init__(path, f"line {line}: {_printable(wrong)}; {remedy}")
        self.line = line


class NoReportsError(ReadingError):
    """A folder or archive without a file of a supported kind."""

    def __init__(self, path: Path, supported: tuple[str, ...], what: str = "folder") -> None:
        super().__init__(path, f"the {what} holds no reports; put files there that end in: {', '.join(supported)}")


class NoMatchError(ReadingError):
    """A pattern that no file of a supported kind matches; ``matched`` is how many others do."""

    def __init__(self, pattern: Path, supported: tuple[str, ...], matched: int) -> None:
        what = f"none of the {matched} files that match is a report" if matched else "no file matches this pattern"
        super().__init__(pattern, f"{what}; check it: reports end in {', '.join(supported)}")


class EmptyManifestError(ReadingError):
    """A manifest that holds the names of its columns and no more."""

    def __init__(self, manifest: Path) -> None:
        super().__init__(manifest, "the manifest lists no reports; write a row for each, its file in the column path")


class UnfollowedLinkError(ReadingError):
    """A symbolic link in a folder that is passed over. ``target`` is where it leads when that is outside the folder."""

    def __init__(self, link: Path, why: str, remedy: str, target: Path | None = None) -> None:
        super().__init__(link, f"a link {why} is not followed; {remedy}")
        self.target = target


class RepeatedIdError(ReadingError):
    """Two files whose names are one in Unicode form NFC: records could not be told apart."""

    def __init__(self, path: Path, other: Path, id: str) -> None:
        super().__init__(path, f"has the same id {id!r} as {other}; rename one of the two files or leave it out")
        self.other = other
