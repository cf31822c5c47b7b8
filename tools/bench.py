"""Measures the program beside its rivals in one run; prints a table of ratios and writes them to a file.

Usage: bench.py [--out FILE] [--groups text,graph,build] [--rounds N] [--reports N] [--scale N,N…]

Speeds are of processor time but for the one by workers, which is of the clock and so shows what else the machine is doing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from bench_build import build_figures, scale_figures
from bench_graph import graph_figures
from bench_measure import Figure
from bench_text import text_figures
from make_corpus import SEEDS, write
from rich.console import Console
from rich.table import Table

from kg.api import extract
from kg.ontology import Ontology, load
from kg.reading import discover

__all__ = ["GROUPS", "figures", "main"]

ROOT = Path(__file__).resolve().parents[1]
GROUPS = ("text", "graph", "build")
_GENERATED = 40  # reports of a round, beside the seeds


def figures(groups: list[str], rounds: int, generated: int, reports: int, ontology: Ontology) -> Iterator[Figure]:
    """Yield the figures of ``groups``: texts of the seeds and ``generated`` others a round, builds of ``reports``."""
    if "text" in groups:
        with tempfile.TemporaryDirectory() as folder:
            write(generated * rounds, Path(folder))
            seeds, made = (discover([path])[0] for path in (SEEDS, Path(folder)))
            each = [[*seeds, *made[n * generated : (n + 1) * generated]] for n in range(rounds)]
            yield from text_figures(each, ontology)
    if "graph" in groups:
        yield from graph_figures(list(extract(SEEDS, ontology=ontology)), ontology)
    if "build" in groups:
        yield from build_figures(reports, max(1, rounds - 1), ontology)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "bench.json")
    parser.add_argument("--groups", default=",".join(GROUPS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--generated", type=int, default=_GENERATED)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--scale", default="")
    args = parser.parse_args()
    ontology = load()
    table = Table(title="kg beside its rivals; a ratio above 1 is in our favour")
    for name in ("", "what", "kg", "rival", "ratio", ""):
        table.add_column(name, justify="right" if name in {"kg", "rival", "ratio"} else "left")
    found: list[Figure] = []
    for figure in _all(args, ontology):
        found.append(figure)
        table.add_row(*_row(figure))
    Console(width=max(100, Console().width)).print(table)
    machine = {
        "system": platform.system(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "load": [round(load, 2) for load in os.getloadavg()],
    }
    args.out.parent.mkdir(parents=True, exist_ok=True)
    made = {"machine": machine, "figures": [asdict(figure) for figure in found]}
    args.out.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _all(args: argparse.Namespace, ontology: Ontology) -> Iterator[Figure]:
    yield from figures(args.groups.split(","), args.rounds, args.generated, args.reports, ontology)
    if args.scale:
        yield from scale_figures([int(size) for size in args.scale.split(",")], ontology)


def _row(figure: Figure) -> tuple[str, ...]:
    rival = _number(figure.rival) if figure.rival is not None else ""
    ratio = f"{figure.ratio:,.2f}" if figure.ratio is not None else ""
    against = f"beside {figure.against}" if figure.against else ""
    return figure.about, figure.name, f"{_number(figure.value)} {figure.unit}", rival, ratio, against


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"


if __name__ == "__main__":
    main()
