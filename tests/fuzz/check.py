"""What must hold of whatever is read: no crash, no wrong span, a record and a graph that can be written and read again."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import pyoxigraph

sys.path.insert(0, str(Path(__file__).parent))

from kg.build.inputs import find_inputs
from kg.build.work import attempt
from kg.graph import prefixes_turtle, serialize
from kg.ontology import load
from kg.reading import Limits
from kg.records import Report

__all__ = ["WrongError", "check_file", "check_report"]


SECONDS = 30  # for one report, on a busy machine; it takes some hundredths


class WrongError(AssertionError):
    """Something does not hold."""


def check_report(report: Report, graph: bool = True) -> None:
    """Raise WrongError when ``report`` is not what a record must be."""
    text = report.text

    def hold(condition: bool, what: object) -> None:
        if not condition:
            raise WrongError(f"{report.id}: {what}")

    last = 0
    for mention in report.entities:
        hold(text[mention.start : mention.end] == mention.text != "", mention)
        hold(mention.start >= last, f"overlapping or unordered: {mention}")
        last = mention.end
    for statement in report.statements:
        hold(0 <= statement.start < statement.end <= len(text), statement)
        hold(text[statement.start : statement.end].strip() != "", statement)
    for section in report.sections:
        hold(0 <= section.start < section.end <= len(text), section)
    for observation in report.observations:
        hold(0 <= observation.start < observation.end <= len(text), observation)
        hold(observation.statement is None or 0 <= observation.statement < len(report.statements), observation)
    for relation in report.relations:
        hold(0 <= relation.start < relation.end <= len(text), relation)
        hold(0 <= relation.object_span[0] < relation.object_span[1] <= len(text), relation)
    line = report.to_json()
    line.encode("utf-8")
    hold(Report.from_json(line) == report, "the record does not come back from JSON")
    hold(json.loads(line)["text"] == text, "text")
    if graph:
        written = serialize(report, load())
        for _ in pyoxigraph.parse((prefixes_turtle(load()) + written.trig).encode(), format=pyoxigraph.RdfFormat.TRIG):
            pass


def check_file(suffix: str, data: bytes, graph: bool = True) -> str:
    """Read ``data`` as a file that ends in ``suffix``; return "read" or "refused". Raises WrongError."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{suffix}"
        path.write_bytes(data)
        if suffix == ".csv":
            (Path(folder) / "a.txt").write_text("区政府办理行政复议案件8件。", "utf-8")
        inputs, failures, *_ = find_inputs([path], limits=Limits(seconds=SECONDS))
        reports = [attempt(each, load()) for each in inputs]
        failures += [each for each in reports if not isinstance(each, Report)]
        for failure in failures:
            said = str(failure)
            if "--timeout" in said or "defect of kg" in said or "\n" in said or "; " not in failure.reason:
                raise WrongError(said)
            said.encode("utf-8")
        read = [each for each in reports if isinstance(each, Report)]
        for report in read:
            check_report(report, graph)
        if not read and not failures:
            raise WrongError("neither read nor refused")
        return "read" if read else "refused"
