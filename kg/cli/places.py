"""Places that a build reads from and writes to, paths or URLs of any file system that fsspec knows; and how it is cut up."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.build import Plan

__all__ = ["partition_plan", "place", "places"]

UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9}
_SIZE = re.compile(r"([1-9]\d{0,8})(KB|MB|GB)", re.IGNORECASE)


def places(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[Path | str, ...]:
    """Take arguments for paths, but those that are URLs: as a path a URL would lose a slash."""
    return tuple(value if "://" in value else Path(value) for value in values)


def place(context: click.Context, parameter: click.Parameter, value: str) -> Path | str:
    """Take the value of an option likewise."""
    return places(context, parameter, (value,))[0]


def partition_plan(value: str | None, compression: str) -> Plan | None:
    """Return the plan that ``--partitions`` asks for, a number of parts or a size like 500MB; None when it was not given."""
    if value is None:
        return None
    from kg.build import Plan
    from kg.build.partitions import MOST_PARTS

    if size := _SIZE.fullmatch(value):
        return Plan(size=int(size[1]) * UNITS[size[2].upper()], compression=compression)
    if value.isascii() and value.isdecimal() and 1 <= int(value) <= MOST_PARTS:
        return Plan(count=int(value), compression=compression)
    message = f"{value!r} is neither a number of parts, 1 to {MOST_PARTS}, nor a size like 500MB."
    raise click.BadParameter(message, param_hint="--partitions")
