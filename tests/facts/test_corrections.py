"""Reviewed corrections of figures: applied after the rules, marked, kept through rebuilds, and told of when they do not fit."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
from pathlib import Path

import msgspec
import pyoxigraph
import pytest
import yaml

from kg.build import build, read_manifest, read_reports
from kg.facts.corrections import correct
from kg.graph import open_store, query, validate
from kg.ontology import Ontology, OntologyError, default_folder, load
from kg.ontology.corrections import Corrections
from kg.records import Observation, Report, Source

TEXT = "2022年,区司法局办理行政复议案件8件,调解纠纷12起,打造15分钟服务圈。\n"
KEY = hashlib.sha256(TEXT.encode()).hexdigest()
EIGHT, TWELVE, FIFTEEN = (TEXT.index(figure) for figure in ("8件", "12起", "15分"))
BASE = {"report": KEY[:16], "start": EIGHT, "end": EIGHT + 1, "figure": "8", "why": "见附表", "by": "LM"}


def observation(start: int, figure: str, **fields: object) -> Observation:
    given = {"value": int(figure), "unit": "件", "bound": "exact", "kind": "total", "indicator": "办理案件", **fields}
    return Observation(start, start + len(figure), figure, **given)  # type: ignore[arg-type]


REPORT = Report(
    "reports/a",
    TEXT,
    Source("reports/a.txt", "0" * 64, "text/plain"),
    observations=(observation(EIGHT, "8", code="litigation.cases"), observation(TWELVE, "12"), observation(FIFTEEN, "15")),
)


def corrected(ontology: Ontology, *entries: dict[str, object]) -> Report:
    written = Corrections.model_validate({"corrections": [{**BASE, **entry} for entry in entries]})
    return correct(REPORT, dataclasses.replace(ontology, corrections=written))


@pytest.mark.parametrize(
    ("entry", "changes"),
    [
        ({"value": 80}, {"value": 80}),
        ({"value": 0.5, "unit": None, "kind": "rate"}, {"value": 0.5, "unit": None, "kind": "rate"}),
        ({"code": None}, {"code": None}),
        ({"code": "reconsideration.concluded", "scope": "part"}, {"code": "reconsideration.concluded", "scope": "part"}),
        ({"indicator": "办理复议案件", "bound": "min"}, {"indicator": "办理复议案件", "bound": "min"}),
        ({"period": "2018/2022", "agent": "区司法局"}, {"period": "2018/2022", "agent": "区司法局"}),
        ({"report": "reports/a", "value": 9}, {"value": 9}),
        ({"report": KEY, "value": 9}, {"value": 9}),
    ],
)
def test_what_is_wrong_is_set_right_and_nothing_else(
    entry: dict[str, object], changes: dict[str, object], ontology: Ontology
) -> None:
    found = corrected(ontology, entry)
    first = msgspec.structs.replace(REPORT.observations[0], **changes, corrected="见附表 (LM)")
    assert found == msgspec.structs.replace(REPORT, observations=(first, *REPORT.observations[1:]))


def test_what_is_no_figure_is_left_out(ontology: Ontology) -> None:
    entry = {"start": FIFTEEN, "end": FIFTEEN + 2, "figure": "15", "not_a_figure": True}
    assert corrected(ontology, entry).observations == REPORT.observations[:2]
    # Once the rules leave it out by themselves the entry is idle, which is no mistake.
    again = {**entry, "start": EIGHT - 2, "end": EIGHT, "figure": TEXT[EIGHT - 2 : EIGHT]}
    assert corrected(ontology, again) == REPORT


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            {"start": EIGHT + 1, "end": EIGHT + 2, "value": 9},
            f"characters {EIGHT + 1}-{EIGHT + 2} are '件', not '8'; give the place",
        ),
        ({"start": 999, "end": 1000, "value": 9}, "characters 999-1000 are '', not '8'; give the place"),
        ({"start": 0, "end": 4, "figure": "2022", "value": 9}, "no figure was read at 0-4 ('2022'); take the entry out"),
    ],
)
def test_an_entry_that_does_not_fit_changes_nothing_and_is_told(entry: dict[str, object], said: str, ontology: Ontology) -> None:
    found = corrected(ontology, entry)
    (warning,) = found.warnings
    assert warning.startswith("corrections.yaml:")
    assert said in warning
    assert found.observations == REPORT.observations


@pytest.mark.parametrize("report", ["0" * 16, KEY[:16] + "0" * 8, "reports/b", KEY[:12]])
def test_an_entry_of_another_report_does_not_apply(report: str, ontology: Ontology) -> None:
    assert corrected(ontology, {"report": report, "value": 9}) == REPORT


def folder_with(entries: list[dict[str, object]], tmp_path: Path) -> Path:
    folder = tmp_path / "ontology"
    shutil.copytree(default_folder(), folder, dirs_exist_ok=True)
    content = yaml.safe_dump({"corrections": entries}, allow_unicode=True, sort_keys=False)
    (folder / "corrections.yaml").write_text(content, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({}, "no single decision"),
        ({"value": 9, "not_a_figure": True}, "no single decision"),
        ({"end": EIGHT, "value": 9}, "not as long as '8'"),
        ({"code": "reconsideration.conclude"}, "is no indicator"),
        ({"bound": "circa"}, "bound"),
        ({"value": "many"}, "value"),
        ({"why": "", "value": 9}, "why"),
        ({"valeu": 9}, "write 'value'"),
        ({"period": "last year"}, "period"),
    ],
)
def test_mistakes_are_found_at_loading(entry: dict[str, object], said: str, tmp_path: Path) -> None:
    with pytest.raises(OntologyError) as error:
        load(folder_with([{**BASE, "value": 7, "start": 0, "end": 1}, {**BASE, **entry}], tmp_path))
    assert all(problem.file == "corrections.yaml" and problem.line > 7 for problem in error.value.problems)
    assert said in str(error.value)


def test_a_figure_is_corrected_once(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"corrections.yaml:\d+: '8' at \d+ is corrected twice; keep one of the two"):
        load(folder_with([{**BASE, "value": 9}, {**BASE, "value": 10}], tmp_path))


def test_corrections_survive_rebuilds_and_are_marked_everywhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    twelve = {**BASE, "start": TWELVE, "end": TWELVE + 2, "figure": "12"}
    entries = [
        {**BASE, "value": 80, "bound": "min"},
        {**twelve, "not_a_figure": True},
        {**BASE, "start": 0, "end": 1, "value": 1},
    ]
    ontology = load(folder_with(entries, tmp_path))
    out = tmp_path / "out"
    for _ in range(2):
        build([tmp_path / "a.txt"], out, ontology, workers=1, site=False)
        (report,) = read_reports(out / "reports.jsonl")
        assert [(o.figure, o.value, o.bound, o.corrected) for o in report.observations if o.start < FIFTEEN] == [
            ("8", 80, "min", "见附表 (LM)")
        ]
        (warning,) = read_manifest(out)["warnings"]
        line = int(warning.split("corrections.yaml:")[1].split(":")[0])
        assert (ontology.folder / "corrections.yaml").read_text("utf-8").splitlines()[line - 1].startswith("- report:")
        assert line > 15
    solutions = query(open_store(out), "SELECT ?value ?why { ?o kg:corrected ?why ; kg:value ?value }", ontology)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    assert [(s["value"].value, s["why"].value) for s in solutions] == [("80", "见附表 (LM)")]  # type: ignore[union-attr]
    assert ",见附表 (LM)\r\n" in (out / "tables" / "observations.csv").read_bytes().decode()
    assert validate(out).conforms


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_example_of_the_readme_fits_the_seeds(readme: str, built: Path, ontology: Ontology) -> None:
    content = (Path(__file__).parents[2] / readme).read_text("utf-8")
    (example,) = (block for block in content.split("```yaml\n")[1:] if block.startswith("corrections:"))
    written = Corrections.model_validate(yaml.safe_load(example.split("```")[0]))
    changed = dataclasses.replace(ontology, corrections=written)
    for report in read_reports(built / "reports.jsonl"):
        found = correct(report, changed)
        assert found.warnings == report.warnings
        figures = {"002": ["1.2万"], "001": ["84"]}.get(report.id[:3], [])
        assert [o.figure for o in found.observations if o.corrected and o.code is None] == figures
