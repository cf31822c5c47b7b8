"""The command's front: what is common to all commands, and the explicit list of them."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from kg import __version__
from kg.cli.audit import audit
from kg.cli.build import build
from kg.cli.compare import compare
from kg.cli.coverage import coverage
from kg.cli.evaluate import evaluate
from kg.cli.explain import explain
from kg.cli.export import export
from kg.cli.extract import extract
from kg.cli.ontology import ontology
from kg.cli.options import say
from kg.cli.query import query
from kg.cli.serve import serve
from kg.cli.validate import validate

__all__ = ["COMMANDS", "main"]

COMMANDS: tuple[click.Command, ...] = (
    *(build, extract),
    *(query, explain, compare, coverage, audit, export, serve),
    *(validate, evaluate, ontology),
)

# The shell's own codes for a program that was ended by Ctrl-C or by a reader that went away.
INTERRUPTED = 130
PIPE_CLOSED = 141


class _Front(click.Group):
    """Ends every command in an orderly way: what people can put right is one line a mistake, without traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [command.name or "" for command in COMMANDS]

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python flushes standard output once more at exit; give it something that cannot fail.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(PIPE_CLOSED)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except OSError as error:  # a full disk, a folder without permission, a query that asks another endpoint
            say(
                [
                    f"{error.filename or 'output'}: {error.strerror}; make room or choose another place"
                    if error.errno
                    else str(error)
                ]
            )
            ctx.exit(2)
        except ValueError as error:
            if not _is_expected(error):
                raise
            say([str(error)])
            ctx.exit(2)
        return result


def _is_expected(error: ValueError) -> bool:
    """Return whether ``error`` tells people what to put right, rather than developers."""
    # Late: these modules are heavy, and where such an error came from they are loaded already.
    from kg.build import ClusterError, IncompleteBuildError, NothingReadError, OutputError, RemoteError
    from kg.build.explanation import NothingKnownError
    from kg.build.export import TargetError
    from kg.build.parquet import MissingPartError
    from kg.evaluation import GoldError, TextMismatchError
    from kg.graph import FormatError, GraphFileError, QueryError, QueryFileError
    from kg.graph.series import AmbiguousRegionError, UnknownNameError
    from kg.ontology import OntologyError
    from kg.reading import ReadingError
    from kg.serve import ServeError

    return isinstance(
        error,
        (
            *(ReadingError, OntologyError),
            *(NothingReadError, OutputError, IncompleteBuildError, NothingKnownError),
            *(RemoteError, ClusterError),
            *(GraphFileError, QueryFileError, QueryError, FormatError),
            *(UnknownNameError, AmbiguousRegionError, TargetError, MissingPartError),
            *(GoldError, TextMismatchError, ServeError),
        ),
    )


@click.group(cls=_Front, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Turn China's law-based-government reports (法治政府建设年度报告) into a knowledge graph.

    \b
    Example:
      kg build seeds/ -o out/

    Exit status: 0 done; 1 a negative finding; 2 bad usage, input or ontology, or nothing readable; 3 some reports failed, the
    rest is written.
    """


for _command in COMMANDS:
    main.add_command(_command)
