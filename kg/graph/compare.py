"""Indicators across regions and years: what each report says of them, one cell a region-year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from kg.graph.iris import report_iri
from kg.graph.measures import Figure, figures, mention
from kg.graph.series import GOVERNMENT, Series, UnknownNameError, select, series_of
from kg.ontology import Ontology
from kg.ontology.comparison import Measure, NoteWords
from kg.ontology.yaml_file import Label
from kg.records import Observation, Report

__all__ = ["Cell", "Comparison", "Entry", "compare", "entries", "find_indicators", "latest", "span", "tabulate", "written"]

Status = Literal["value", "mentioned", "not_mentioned", "no_report"]

MEASURES: tuple[Measure, ...] = ("year", "as_of", "cumulative")


@dataclass(frozen=True, slots=True)
class Entry:
    """A report as far as a comparison needs it: whose and of when it is, and what it says of the indicators asked for.

    ``issued`` is the day of publication, else of the signature ("" unknown); ``region`` the name of its region in its year.
    """

    series: Series
    year: int
    issued: str
    report: str
    id: str
    title: str
    region: str
    figures: dict[str, list[Figure]] = field(default_factory=dict)
    mentions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of an indicator in a region-year.

    ``figures`` are those of ``measure`` (None: a cell without any); ``notes`` say what a reader has to know of them.
    """

    indicator: str
    series: Series
    year: int
    status: Status
    measure: Measure | None = None
    figures: tuple[Figure, ...] = ()
    entry: Entry | None = None
    sentence: str = ""
    notes: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The cells in the order of indicators asked for, series and years; what was left out of them, and how often."""

    years: tuple[int, ...]
    cells: tuple[Cell, ...]
    left_out: dict[str, int]


def find_indicators(names: Iterable[str], ontology: Ontology) -> list[str]:
    """Return the codes of the indicators ``names``, codes or labels in either language, each once. Raises UnknownNameError."""
    concepts = ontology.indicators.concepts
    by_name = {label: code for code, concept in concepts.items() for label in (code, concept.zh, concept.en)}
    found = []
    for name in names:
        if name not in by_name:
            raise UnknownNameError("indicator", name, by_name)
        found.append(by_name[name])
    return list(dict.fromkeys(found))


def entries(
    reports: Iterable[Report], codes: Collection[str], kinds: Collection[str], ontology: Ontology
) -> tuple[list[Entry], dict[str, int]]:
    """Return the reports of ``kinds`` as entries, and how many were left out for what reason.

    A report that does not show whose it is counts as a government's.
    """
    found: list[Entry] = []
    left_out: Counter[str] = Counter()
    for report in reports:
        meta = report.meta
        series = series_of(report, ontology)
        kind = meta.kind or GOVERNMENT
        if kind not in kinds:
            left_out[f"of kind {kind}"] += 1
        elif series is None or meta.year is None:
            left_out["without region or year"] += 1
        else:
            said = figures(report, codes, ontology)
            spoken = {code: sentence for code in codes if (sentence := mention(report, code, ontology))}
            issued = meta.published or meta.signed or ""
            title = meta.title or report.id
            named = meta.region_path[-1] if meta.region_path else ""
            found.append(Entry(series, meta.year, issued, report_iri(report, ontology), report.id, title, named, said, spoken))
    return found, dict(sorted(left_out.items()))


def latest(found: Iterable[Entry]) -> tuple[dict[tuple[Series, int], Entry], Counter[tuple[Series, int]]]:
    """Return of each region-year the report that was issued last (then the one whose IRI is last), and how many there are."""
    chosen: dict[tuple[Series, int], Entry] = {}
    counts: Counter[tuple[Series, int]] = Counter()
    for entry in found:
        key = (entry.series, entry.year)
        counts[key] += 1
        if key not in chosen or (entry.issued, entry.report) > (chosen[key].issued, chosen[key].report):
            chosen[key] = entry
    return chosen, counts


def span(years: Iterable[int]) -> tuple[int, ...]:
    """Return every year from the first to the last of ``years``."""
    found = sorted(set(years))
    return tuple(range(found[0], found[-1] + 1)) if found else ()


def compare(
    reports: Iterable[Report],
    codes: Sequence[str],
    ontology: Ontology,
    *,
    regions: Sequence[str] = (),
    years: Collection[int] = (),
    level: str | None = None,
    kinds: Collection[str] = ("government",),
    parts: bool = False,
) -> Comparison:
    """Compare the indicators ``codes`` across the regions and years asked for; what is left empty asks for all.

    Only figures that cover the whole count, unless ``parts``. Raises UnknownNameError and AmbiguousRegionError.
    """
    found, left_out = entries(reports, codes, kinds, ontology)
    return tabulate(found, codes, ontology, regions=regions, years=years, level=level, parts=parts, left_out=left_out)


def tabulate(
    found: Collection[Entry],
    codes: Sequence[str],
    ontology: Ontology,
    *,
    regions: Sequence[str] = (),
    years: Collection[int] = (),
    level: str | None = None,
    parts: bool = False,
    left_out: dict[str, int] | None = None,
) -> Comparison:
    """Do what :func:`compare` does with reports that are entries already."""
    chosen, counts = latest(found)
    rows = select({entry.series for entry in found}, regions, level, ontology)
    shown = set(rows)
    wanted = tuple(sorted(set(years))) or span(year for series, year in chosen if series in shown)
    cells: list[Cell] = []
    words = ontology.comparison.notes
    for code in codes:
        for series in rows:
            for year in wanted:
                cells += _cells(code, series, year, chosen.get((series, year)), counts[series, year], parts, words)
    return Comparison(wanted, tuple(cells), left_out or {})


def written(figure: Figure, ontology: Ontology) -> str:
    """Return a figure as a cell shows it: mark of its bound, value, unit; what part it is; its measure unless of the year."""
    o, rules = figure.observation, ontology.comparison
    mark = rules.marks.get(o.bound, "") if o.bound != "exact" else ""
    text = f"{mark}{Decimal(str(o.value)).normalize():,f}{o.unit or ''}"
    if o.scope == "part":
        text = f"{rules.cells.part.zh} {o.indicator} {text}"
    if figure.measure == "as_of":
        return f"{text} ({rules.measures['as_of'].zh} {(o.period or '').removeprefix('as-of:')})"
    if figure.measure == "cumulative":
        since = (o.period or "").replace("/", "–") if "/" in (o.period or "") else ""
        return f"{text} ({' '.join(filter(None, (since, rules.measures['cumulative'].zh)))})"
    return text


def _cells(
    code: str, series: Series, year: int, entry: Entry | None, count: int, parts: bool, words: NoteWords
) -> Iterator[Cell]:
    """Yield the cells of a region-year: one a measure of which there are figures, else one that says why there is none."""
    if entry is None:
        yield Cell(code, series, year, "no_report")
        return
    notes: list[Label] = []
    if entry.region and not series.organ and not series.name.endswith(entry.region):
        notes.append(_filled(words.then, name=entry.region))
    if count > 1:
        notes.append(_filled(words.latest_of if entry.issued else words.latest, count=count, day=entry.issued))
    said = entry.figures.get(code, [])
    grouped: defaultdict[Measure, list[Figure]] = defaultdict(list)
    for figure in said:
        if parts or figure.observation.scope == "whole":
            grouped[figure.measure].append(figure)
    for measure in MEASURES:
        if measure in grouped:
            kept = _distinct(grouped[measure])
            whole = [f.observation for f in kept if f.observation.scope == "whole"]
            contradicts = len({o.period for o in whole}) < len(whole)
            extra = [words.several] if contradicts else []
            yield Cell(code, series, year, "value", measure, kept, entry, kept[0].sentence, (*notes, *extra))
    if not grouped:
        spoken = entry.mentions.get(code, "")
        extra = [words.parts] if said else []
        status: Status = "mentioned" if spoken else "not_mentioned"
        yield Cell(code, series, year, status, None, (), entry, spoken, (*notes, *extra))


def _filled(form: Label, **values: object) -> Label:
    return Label(zh=form.zh.format(**values), en=form.en.format(**values))


def _distinct(group: list[Figure]) -> tuple[Figure, ...]:
    """Return each figure once, those for the whole first; of stocks those of the last day."""

    def said(o: Observation) -> tuple[object, ...]:
        return (o.value, o.unit, o.bound, o.scope, o.period, o.indicator if o.scope == "part" else "")

    if group[0].measure == "as_of":
        last = max(figure.observation.period or "" for figure in group)
        group = [figure for figure in group if (figure.observation.period or "") == last]
    unique = {said(figure.observation): figure for figure in reversed(group)}
    return tuple(sorted(unique.values(), key=lambda f: (f.observation.scope != "whole", f.observation.start)))
