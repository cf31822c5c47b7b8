"""Prints the figures of an evaluation, in the lines of ``score.py``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.evaluation.evaluate import PARTS, Result
from kg.evaluation.scores import Figure

__all__ = ["lines"]


def lines(result: Result, only: Sequence[str] = PARTS, errors: int = 0) -> Iterator[str]:
    """Yield the lines of the parts in ``only``, then up to ``errors`` differences of each kind."""
    for part in PARTS:
        if part in only:
            yield part
            yield from (f"  {name:15} {_row(figure)}" for name, figure in result.figures[part].items())
    if errors:
        for part in PARTS:
            for kind, rows in result.differences[part].items() if part in only else ():
                yield f"-- {kind}: {len(rows)}"
                yield from ("    " + " ".join(map(str, row)) for row in rows[:errors])


def _row(figure: Figure) -> str:
    if "p" in figure:
        counts = f"({figure['tp']} of {figure['gold']} found, {figure['pred']} predicted)"
        return f"F1 {_number(figure['f1'])}  P {_number(figure['p'])}  R {_number(figure['r'])}   {counts}"
    if "f1" in figure:
        return "-" if figure["f1"] is None else f"F1 {_number(figure['f1'])}"
    return f"{_number(figure['accuracy'])}   ({figure['right']} of {figure['of']})"


def _number(value: float | int | None) -> str:
    return "-" if value is None else f"{value:.3f}"
