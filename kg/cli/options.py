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

__all__ = ["BUILD_FOLDER", "PATH", "REPORTS_FAILED", "build_folder", "console", "inputs", "say", "with_ontology"]

Command = TypeVar("Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)
BUILD_FOLDER = click.Path(path_type=Path, file_okay=False)

# Exit status: some reports failed, the rest is written.
REPORTS_FAILED = 3

inputs = click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH…")
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
