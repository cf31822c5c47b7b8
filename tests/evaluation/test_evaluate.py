"""kg.evaluation gives the figures of tests/gold/score.py, whatever is wrong with the predictions."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest

from kg.evaluation import GoldError, TextMismatchError, evaluate, lines, read_gold, read_records
from kg.ontology import load

GOLD = Path(__file__).parents[1] / "gold"
TYPES = ("REGION", "AGENCY", "DOCUMENT", "MECHANISM")
STATUSES = ("done", "planned", "problem", "frame")
OWN_NAMES = ("区政府", "顺河回族区人民政府", "河南省开封市顺河回族区政府", "REPORT", "许昌政府", "区司法局")


def shake(record: dict, rng: random.Random) -> dict:
    """Return a copy of a gold report with mistakes of every kind in it."""

    def some(rate: float) -> bool:
        return rng.random() < rate

    record = deepcopy(record)
    record["entities"] = [e for e in record["entities"] if not some(0.15)]
    for entity in list(record["entities"]):
        if some(0.2):
            entity["start"] = max(0, entity["start"] - rng.randint(0, 3))
            entity["end"] += rng.randint(0, 3)
        if some(0.15):
            entity["type"] = rng.choice(TYPES)
        if some(0.05):
            record["entities"].append({**entity, "start": entity["start"] + 1})
    rng.shuffle(record["entities"])

    record["observations"] = [o for o in record["observations"] if not some(0.15)]
    for observation in list(record["observations"]):
        if some(0.15):
            observation["end"] += rng.randint(1, 3)
        if some(0.1):
            observation["value"] = rng.choice([0, 1, observation["value"] + 1e-9, 7.5])
        if some(0.1):
            observation["unit"] = rng.choice([None, "件", " 次"])
        if some(0.2):
            observation["code"] = rng.choice([None, "no.such_code", "legal_aid.cases"])
        if some(0.2):
            observation["indicator"] = rng.choice(["", "行政复议案件", observation["indicator"][1:], None])
        if some(0.2):
            observation["agent"] = rng.choice([None, "区司法局", "“区司法局”"])
        if some(0.2):
            observation["bound"] = "over"
        if some(0.2):
            del observation["kind"]
        if some(0.1):
            record["observations"].append({**observation, "indicator": "重复"})

    relations = [list(r) for r in record["relations"] if not some(0.15)]
    for relation in relations:
        if some(0.2):
            relation[0] = rng.choice(OWN_NAMES)
        if some(0.1):
            relation[1] = rng.choice(["issued", "implemented", "abolished"])
        if some(0.1):
            relation[2] = relation[2].strip("“”《》")
    record["relations"] = [dict(zip(("agent", "predicate", "object"), r, strict=True)) if some(0.5) else r for r in relations]

    record["statements"] = [s for s in record["statements"] if not some(0.1)]
    for statement in record["statements"]:
        if some(0.2):
            statement["start"] = max(0, statement["start"] - rng.randint(0, 40))
        if some(0.15):
            statement["status"] = rng.choice(STATUSES)
        if some(0.15):
            statement["topic"] = rng.choice(["leadership", "other", "-"])
        if some(0.15):
            statement["agent"] = rng.choice([None, "区政府", "、"])

    meta = record["meta"]
    for name in list(meta):
        if some(0.3):
            meta[name] = rng.choice([None, meta[name], "2021"]) if name not in {"issuers", "region_path"} else meta[name][1:]
    meta["issuers"] = list(reversed(meta["issuers"]))
    if some(0.2):
        del record["meta"]
    return record


def write(path: Path, records: list[dict]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    return path


def score_py(*arguments: object) -> str:
    command = [sys.executable, str(GOLD / "score.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def ours(gold: list[dict], predicted: list[dict]):
    return evaluate(gold, predicted, read_gold(GOLD).codes, load().evaluation.government_names)


@pytest.mark.parametrize("seed", range(8))
def test_same_figures_as_the_script(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    gold = read_gold(GOLD).reports
    if seed == 6:  # a department's report: REPORT is who signs
        gold = [{**g, "meta": {**g["meta"], "kind": "department"}} for g in gold]
    if seed == 7:  # gold of entities alone
        gold = [{"id": g["id"], "text": g["text"], "entities": g["entities"]} for g in gold]
    whole = read_gold(GOLD).reports
    predicted = [shake(g, rng) for g in whole if rng.random() < 0.85]
    expected = json.loads(score_py(write(tmp_path / "gold.jsonl", gold), write(tmp_path / "p.jsonl", predicted), "--json"))
    result = ours(gold, predicted)
    figures = json.loads(json.dumps(result.to_dict()))
    # The script adds up its mean over predicates in the order of a set, so where the mean ends in a 5 the last digit is chance.
    assert [figures["relations"].pop("macro")["f1"]] == pytest.approx([expected["relations"].pop("macro")["f1"]], abs=1.5e-4)
    assert figures == expected
    table = score_py(tmp_path / "gold.jsonl", tmp_path / "p.jsonl").splitlines()
    printed = list(lines(result))
    mean = next((n for n, line in enumerate(table) if line.startswith("  macro ")), None)
    assert [line for n, line in enumerate(printed) if n != mean] == [line for n, line in enumerate(table) if n != mean]


def test_gold_against_itself_is_perfect() -> None:
    gold = read_gold(GOLD).reports
    result = ours(gold, gold)
    for figures in result.figures.values():
        assert {figure.get("f1", figure.get("accuracy")) for figure in figures.values()} == {1.0}
    assert not any(rows for kinds in result.differences.values() for rows in kinds.values())


def test_the_figures_notice_mistakes() -> None:
    gold = read_gold(GOLD).reports
    result = ours(gold, [shake(g, random.Random(1)) for g in gold])
    assert all(0 < result.figures[part]["all"].get("f1", 1) < 1 for part in ("entities", "relations"))
    assert 0 < result.figures["observations"]["figure"]["f1"] < 1
    assert 0 < result.figures["statements"]["status"]["accuracy"] < 1


def test_differences_are_listed_under_their_part() -> None:
    gold = read_gold(GOLD).reports
    predicted = deepcopy(gold)
    lost = predicted[0]["entities"].pop(0)
    printed = list(lines(ours(gold, predicted), only=["entities"], errors=3))
    assert printed[0] == "entities"
    assert printed[-2:] == ["-- entity -: 1", f"    000 {lost['type']} {lost['text']}"]
    assert not any(line.startswith("statements") for line in printed)


def test_another_text_is_refused() -> None:
    gold = read_gold(GOLD).reports
    with pytest.raises(TextMismatchError, match=r"000: .*predict on gold's own \.txt"):
        ours(gold, [{**gold[0], "text": gold[0]["text"][1:]}])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file; give a folder"),
        ("", "holds no report"),
        ('{"id": "1", "text": ""}\n{', ":2: not JSON"),
        ('{"id": "1"}', ":1: not a report: `id` or `text` is missing"),
        ("[1]", ":1: not a report"),
    ],
)
def test_bad_files_are_named_with_line_and_remedy(content: str | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(GoldError) as caught:
        read_records(path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


def test_a_folder_without_codes_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "gold.jsonl", read_gold(GOLD).reports)
    with pytest.raises(GoldError, match=r"codes\.list: no such file"):
        read_gold(tmp_path)
    (tmp_path / "codes.list").write_text("legal_aid.cases\n", "utf-8")
    assert read_gold(tmp_path).codes == {"legal_aid.cases"}
    with pytest.raises(GoldError, match=r"000\.txt: the text of a gold report is missing"):
        read_gold(tmp_path).texts()
