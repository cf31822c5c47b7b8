"""``kg compare``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import build_folder, console, with_ontology
from kg.cli.selection import FORMATS, print_rows, say_left_out, selection, years_option

if TYPE_CHECKING:
    from kg.graph.compare import Cell, Comparison
    from kg.ontology import Ontology
    from kg.ontology.comparison import Measure

__all__ = ["compare"]


@click.command(short_help="Compare indicators across regions and years.")
@build_folder
@click.option("--indicator", "indicators", multiple=True, metavar="CODE", help="An indicator, by code or label; may be repeated.")
@selection
@years_option
@click.option("--parts", is_flag=True, help="Show figures that cover only a part as well.")
@click.option("--sentences", is_flag=True, help="Below each table, print the sentence and the report of every cell.")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print the cells."
)
@with_ontology
def compare(
    out: Path,
    indicators: tuple[str, ...],
    regions: tuple[str, ...],
    level: str | None,
    kinds: tuple[str, ...],
    years: tuple[int, ...],
    parts: bool,
    sentences: bool,
    format_: str,
    ontology: Ontology,
) -> None:
    """Compare indicators across regions and years.

    OUT is the folder of a build. Without --indicator kg lists the indicators that its reports give.

    A cell shows a figure for the whole, with ≥, ≤ or 约 where it is a bound; 提及 where the report speaks of the indicator but
    gives no such figure; 未提及 where it says nothing of it; 无报告 where there is no report. Figures of the year, as of a day
    (截至) and of several years (累计) stand in rows of their own. Of several reports of a region-year the one issued last
    counts. A region that was renamed or changed its status keeps its row; merged and divided ones have rows of their own.

    CSV and JSON hold one figure, or one empty cell, a row, with its sentence and report.

    \b
    Example:
      kg compare out/
      kg compare out/ --indicator reconsideration.concluded --indicator legal_aid.cases
      kg compare out/ --indicator mediation.cases --region 河南省 --level city --year 2018-2022 --format csv
    """
    from kg.build import read_reports, require_records
    from kg.graph.compare import compare as run
    from kg.graph.compare import find_indicators

    codes = find_indicators(indicators, ontology)
    require_records(out)
    reports = read_reports(out / "reports.jsonl")
    if not codes:
        _list(Counter(code for r in reports for code in {o.code for o in r.observations} if code), ontology)
        return
    found = run(reports, codes, ontology, regions=regions, years=years, level=level, kinds=kinds, parts=parts)
    if format_ == "table":
        _tables(found, sentences, ontology)
    else:
        print_rows(list(_rows(found, ontology)), format_, ontology)
    say_left_out(found.left_out)


def _list(counts: Counter[str], ontology: Ontology) -> None:
    from rich.table import Table

    table = Table("indicator", "", "", "reports", title="indicators: kg compare OUT --indicator CODE")
    for code, concept in ontology.indicators.concepts.items():
        if counts[code]:
            table.add_row(code, concept.zh, concept.en, str(counts[code]))
    console().print(table)


def _word(cell: Cell, ontology: Ontology) -> str:
    """Return what stands in a cell without figures."""
    words = ontology.comparison.cells
    return {"no_report": words.no_report, "mentioned": words.mentioned}.get(cell.status, words.not_mentioned).zh


def _tables(found: Comparison, sentences: bool, ontology: Ontology) -> None:
    from rich.markup import escape
    from rich.table import Table

    screen = console()
    if not found.cells:
        screen.print("no region fits")
    rules = ontology.comparison
    for code, of_code in groupby(found.cells, key=lambda cell: cell.indicator):
        concept, cells = ontology.indicators.concepts[code], list(of_code)
        screen.print(escape(f"{code}  {concept.zh}  {concept.en}"), style="bold", highlight=False)
        table = Table("region", "", *map(str, found.years))
        for series, of_series in groupby(cells, key=lambda cell: cell.series):
            here = {(cell.year, cell.measure): cell for cell in of_series}
            measures: list[Measure | None] = [m for m in rules.measures if any(m == measure for _, measure in here)]
            for measure in measures or [None]:
                row = (here.get((year, measure)) or here.get((year, None)) for year in found.years)
                name = rules.measures[measure].zh if measure else ""
                table.add_row(escape(series.name), name, *(escape(_shown(cell, ontology)) for cell in row))
        screen.print(table)
        for cell in cells:
            where = f"  {cell.series.name} {cell.year}: "
            said = "\n".join(dict.fromkeys(figure.sentence for figure in cell.figures)) or cell.sentence
            source = f"{said} — {cell.entry.title}" if sentences and said and cell.entry else ""
            for line in filter(None, ("; ".join(note.en for note in cell.notes), source)):
                screen.print(escape(where + line), highlight=False, soft_wrap=True)


def _shown(cell: Cell | None, ontology: Ontology) -> str:
    """Return what stands in a cell of a table; None is one whose figures are of another measure."""
    from kg.graph.compare import written

    if cell is None:
        return ontology.comparison.cells.other_measure.zh
    return "\n".join(written(figure, ontology) for figure in cell.figures) or _word(cell, ontology)


def _rows(found: Comparison, ontology: Ontology) -> Iterator[dict[str, Any]]:
    """Yield one row a figure, or one a cell that has none."""
    from kg.graph.compare import written

    for cell in found.cells:
        entry = cell.entry
        for figure in cell.figures or (None,):
            o = figure.observation if figure else None
            yield {
                "indicator": cell.indicator,
                "indicator_zh": ontology.indicators.concepts[cell.indicator].zh,
                "region": cell.series.name,
                "adcode": cell.series.adcode,
                "level": cell.series.level,
                "year": cell.year,
                "status": cell.status,
                "cell": written(figure, ontology) if figure else _word(cell, ontology),
                "measure": cell.measure,
                "value": o.value if o else None,
                "unit": o.unit if o else None,
                "bound": o.bound if o else None,
                "kind": o.kind if o else None,
                "scope": o.scope if o else None,
                "period": o.period if o else None,
                "counted": o.indicator if o else None,
                "agent": o.agent if o else None,
                "notes": "; ".join(note.en for note in cell.notes),
                "sentence": figure.sentence if figure else cell.sentence,
                "report": entry.report if entry else None,
                "id": entry.id if entry else None,
                "title": entry.title if entry else None,
                "start": o.start if o else None,
                "end": o.end if o else None,
                "corrected": o.corrected if o else None,
            }
