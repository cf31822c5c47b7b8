"""Looks into zip archives. Nothing is unpacked to disk; a member is read into memory, within the limits."""

from __future__ import annotations

import zipfile
import zlib
from functools import lru_cache
from pathlib import Path, PurePosixPath

from kg.reading.errors import (
    DamagedFileError,
    EncryptedFileError,
    MissingFileError,
    OversizeError,
    UnsafePathError,
)
from kg.reading.inputs import Limits, is_file

__all__ = ["ARCHIVE", "archive_of", "members", "read_member"]

ARCHIVE = ".zip"
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
# What zipfile raises on damaged, truncated or unknown content.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError, OSError)
# No text is packed tighter; a zip bomb is (deflate reaches 1,032).
_RATIO = 200
_SMALL = 1_000_000


def archive_of(path: Path) -> Path | None:
    """Return the archive that ``path`` leads into, None when it does not lead into one."""
    if ARCHIVE not in str(path).lower():  # as of nearly every path: its folders need not be looked at
        return None
    return next((above for above in path.parents if above.suffix.lower() == ARCHIVE and is_file(above)), None)


def members(archive: Path, limits: Limits) -> tuple[list[str], list[str]]:
    """Return the names of the files in ``archive``, with ``/``, sorted; and the names that lead out of it.

    Raises DamagedFileError or OversizeError.
    """
    names = _open(archive, limits)[1]
    safe = [name for name in names if _is_safe(name)]
    return sorted(safe), sorted(set(names) - set(safe))


def read_member(path: Path, limits: Limits) -> bytes:
    """Return the content of the member that ``path`` names, as if its archive were a folder.

    Raises MissingFileError, UnsafePathError, EncryptedFileError, OversizeError or DamagedFileError.
    """
    archive = archive_of(path)
    if archive is None:
        raise MissingFileError(path)
    opened, names = _open(archive, limits)
    name = path.relative_to(archive).as_posix()
    if not _is_safe(name):
        raise UnsafePathError(archive, name)
    info = names.get(name)
    if info is None:
        raise MissingFileError(path, f"no such file in {archive.name}")
    if info.flag_bits & _ENCRYPTED:
        raise EncryptedFileError(path)
    if info.file_size > limits.file_bytes:
        raise OversizeError(path, info.file_size, limits.file_bytes, "bytes", "--max-file-size")
    if info.file_size > _SMALL and info.file_size > _RATIO * info.compress_size:
        raise DamagedFileError(path, "zip", f"{info.compress_size:,} bytes would unpack to {info.file_size:,}, as no text does")
    try:
        return opened.read(info)  # zipfile reads no more than the size it has announced, and checks it
    except _DAMAGE as error:
        raise DamagedFileError(path, "zip", str(error) or type(error).__name__) from None


def _open(archive: Path, limits: Limits) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]:
    try:
        found = archive.stat()
    except OSError as error:
        raise MissingFileError(archive, (error.strerror or "cannot be opened").lower()) from None
    if found.st_size > limits.file_bytes:
        raise OversizeError(archive, found.st_size, limits.file_bytes, "bytes", "--max-file-size")
    return _opened(archive, limits, found.st_mtime_ns)


@lru_cache(maxsize=2)
def _opened(archive: Path, limits: Limits, changed: int) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]:
    """Open an archive once for all of its members; ``changed`` tells a new file of the same name from the old."""
    try:
        opened = zipfile.ZipFile(archive)
        entries = [info for info in opened.infolist() if not info.is_dir()]
    except _DAMAGE as error:
        raise DamagedFileError(archive, "zip", str(error) or type(error).__name__) from None
    if len(entries) > limits.members:
        raise OversizeError(archive, len(entries), limits.members, "files", "--max-members")
    unpacked = sum(info.file_size for info in entries)
    if unpacked > limits.unpacked_bytes:
        raise OversizeError(archive, unpacked, limits.unpacked_bytes, "bytes unpacked", "--max-unpacked-size")
    return opened, {_name(info): info for info in entries}


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member; archives made on Chinese Windows hold it in GBK without saying so."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = name.encode()
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _is_safe(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and ":" not in parts[0] and "\0" not in name \
        and PurePosixPath(name).as_posix() == name  # fmt: skip
