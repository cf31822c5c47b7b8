"""Options and arguments that commands have in common, a decorator each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["BUILD_FOLDER", "PATH", "REPORTS_FAILED", "build_folder", "console", "inputs", "say", "with_limits", "with_ontology"]

Command = TypeVar("Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)


class _Local(click.Path):
    """A path on this machine; as a path a URL would lose a slash and lead to nothing."""

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        """Refuse URLs."""
        if "://" in str(value):
            what, remedy = ("files", "copy them, or use kg build") if self.file_okay else ("a folder", "copy the build first")
            self.fail(f"{value} is a URL; this command works on {what} of this machine: {remedy}.", parameter, context)
        return super().convert(value, parameter, context)


BUILD_FOLDER = _Local(path_type=Path, file_okay=False)

# Exit status: some reports failed, the rest is written.
REPORTS_FAILED = 3

inputs = click.argument("paths", nargs=-1, required=True, type=_Local(path_type=Path), metavar="PATH…")
build_folder = click.argument("out", type=BUILD_FOLDER, metavar="OUT")


def with_ontology(command: Command) -> Callable[..., Any]:
    """Add ``--ontology FOLDER`` and hand the command the loaded ontology as ``ontology``."""

    @click.option(
        "--ontology", "folder", type=PATH, metavar="FOLDER", help="Ontology to use instead of the one that comes with kg."
    )
    @wraps(command)
    def wrapper(*args: Any, folder: Path | None, **kwargs: Any) -> Any:
        from kg.ontology import default_folder, load

        return command(*args, ontology=load(folder or default_folder()), **kwargs)

    return wrapper


def with_limits(command: Command) -> Callable[..., Any]:
    """Add the options that limit how much is read of one report, and hand the command a ``kg.reading.Limits`` as ``limits``."""

    @click.option("--max-file-size", type=click.IntRange(1), metavar="BYTES", default=100_000_000, show_default=True,
                  help="Refuse larger files.")  # fmt: skip
    @click.option("--max-unpacked-size", type=click.IntRange(1), metavar="BYTES", default=500_000_000, show_default=True,
                  help="Refuse archives and docx that hold more.")  # fmt: skip
    @click.option("--max-characters", type=click.IntRange(1), metavar="N", default=1_000_000, show_default=True,
                  help="Refuse reports whose text is longer.")  # fmt: skip
    @click.option("--max-members", type=click.IntRange(1), metavar="N", default=100_000, show_default=True,
                  help="Refuse archives and manifests with more files.")  # fmt: skip
    @click.option("--timeout", type=click.IntRange(1), metavar="SECONDS", default=600, show_default=True,
                  help="Give a report up that takes more processor time.")  # fmt: skip
    @wraps(command)
    def wrapper(
        *args: Any, timeout: int, max_file_size: int, max_unpacked_size: int, max_characters: int, max_members: int, **kwargs: Any
    ) -> Any:
        from kg.reading import Limits

        return command(*args, limits=Limits(max_file_size, max_unpacked_size, max_characters, max_members, timeout), **kwargs)

    return wrapper


def console() -> Console:
    """Return a console on standard output."""
    from rich.console import Console

    # A pipe or a log has no width of its own, and 80 columns would break the Chinese titles.
    return Console(width=None if sys.stdout.isatty() else 140)


def say(messages: Iterable[str]) -> None:
    """Write messages to standard error, each line after the program's name."""
    for message in messages:
        for line in message.splitlines():
            click.echo(f"kg: {line}", err=True)
