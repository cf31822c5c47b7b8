"""Trains the tagger on annotated reports and writes its model; deterministic.

Usage: train_tagger.py [--out FILE] [--leave-out PREFIX,…] GOLD.jsonl…

With --leave-out the reports whose ids begin so are kept out of training and the figures on them are printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from msgspec.structs import replace

from kg import extraction
from kg.extraction import tagger
from kg.extraction.metadata import read_metadata
from kg.extraction.tagger.model import bucket, load_model
from kg.extraction.view import Candidate, View
from kg.ontology import Ontology, load
from kg.records import Report, Source
from kg.structure import segment

__all__ = ["digest", "main", "read", "train"]

# The rules know these texts better than others, having been written beside them: so many in a hundred of their mentions are
# hidden in training, lest the tagger rely on them too much.
_FORGOTTEN = 15
_SEEN, _OFTEN = 2, 0.04  # a cue ends so many names, and so large a part of its occurrences are ends of names
_NEVER = -30.0  # what a step costs of which there is none
_PARAMETERS = {"c1": 0.03, "c2": 0.03, "max_iterations": 100, "feature.possible_transitions": True}


def read(paths: list[Path]) -> list[dict[str, Any]]:
    """Return the records of files in the form of gold.jsonl."""
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def digest(reports: list[dict[str, Any]]) -> str:
    """Return the SHA-256 of what a model is trained on, so that a test can tell when a model is older than its texts."""
    said = [(r["id"], r["text"], [(e["start"], e["end"], e["type"]) for e in r["entities"]]) for r in reports]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _prepared(gold: dict[str, Any], ontology: Ontology) -> tuple[View, tuple[Candidate, ...]]:
    """Return what the tagger looks at in an annotated text, and what the rules find in it."""
    report = segment(Report(gold["id"], gold["text"], Source(gold["id"], "", "text/plain")), ontology)
    report = replace(report, meta=read_metadata(report, ontology))
    return extraction.by_rules(report, ontology)


def _forgetful(seen: View, rules: Iterable[Candidate]) -> list[Candidate]:
    """Return ``rules`` without those that a checksum of the report's id and their place in it picks out."""
    id, offsets = seen.report.id, seen.offsets
    return [rule for rule in rules if zlib.crc32(f"{id}{offsets[rule[0]]}".encode()) % 100 >= _FORGOTTEN]


def _labels(gold: dict[str, Any]) -> list[str]:
    labels = ["O"] * len(gold["text"])
    for e in gold["entities"]:
        last = e["end"] - 1
        labels[e["start"] : e["end"]] = [f"I-{e['type']}"] * (e["end"] - e["start"])
        labels[e["start"]], labels[last] = f"B-{e['type']}", f"E-{e['type']}"
    return labels


def _seen_labels(gold: dict[str, Any], seen: View) -> list[str]:
    labels = _labels(gold)
    return [labels[at] for at in seen.offsets[:-1]]


def _cues(reports: list[dict[str, Any]], ontology: Ontology) -> frozenset[str]:
    """Return the words in which names end where neither a rule nor a head word tells of one, if they often do."""
    ends: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for gold in reports:
        seen, rules = _prepared(gold, ontology)
        labels = _seen_labels(gold, seen)
        told = bytearray(len(labels))
        for start, end in tagger.promising(seen, rules, ()).tolist():
            told[start:end] = b"\1" * (end - start)
        untold = [(word, end - 1) for word, end in zip(seen.tokens.words, seen.tokens.ends, strict=True) if not told[end - 1]]
        words.update(word for word, _ in untold)
        ends.update(word for word, last in untold if labels[last].startswith("E-"))
    return frozenset(word for word, times in ends.items() if times >= _SEEN and times / words[word] >= _OFTEN)


def train(reports: list[dict[str, Any]], ontology: Ontology, out: Path) -> None:
    """Train on ``reports`` (records of gold.jsonl) and write the model to ``out``."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(_PARAMETERS)
    for gold in reports:
        seen, rules = _prepared(gold, ontology)
        layers = tagger.layers(seen, _forgetful(seen, rules))
        codes = tagger.codes(layers, np.arange(len(seen.text))).T
        labels = _seen_labels(gold, seen)
        names = [[f"{c:x}" for c in row] for row in codes.tolist()]
        for start, end in tagger.clauses(seen).tolist():
            trainer.append(names[start:end], labels[start:end])
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "model.crfsuite")
        trainer.train(file)
        model = pycrfsuite.Tagger()
        model.open(file)
        info = model.info()
    _write(info, codes.shape[1], _cues(reports, ontology), digest(reports), out)


def _write(info: Any, templates: int, cues: Iterable[str], inputs: str, out: Path) -> None:
    """Write what was learnt as whole numbers, in a unit so small that no sum of a character's weights leaves 16 bits."""
    types = sorted({label[2:] for label in info.labels if label != "O"})
    labels = ["O", *(f"{place}-{type}" for place in "BIE" for type in types)]
    number = {label: i for i, label in enumerate(labels)}
    weighty: dict[int, dict[str, float]] = {}
    for (code, label), weight in info.state_features.items():
        if abs(weight) > 1e-3:
            weighty.setdefault(int(code, 16), {})[label] = weight
    kept = _one_a_bucket(weighty)
    known = sorted(kept)
    entries = sorted((row, number[label], weight) for row, code in enumerate(known) for label, weight in kept[code].items())
    rows, columns, weights = (np.array(column) for column in zip(*entries, strict=True))
    unit = max(
        np.sort(np.abs(weights[(columns == label) & (np.sign(weights) == sign)]))[-templates:].sum()
        for label in range(len(labels))
        for sign in (-1, 1)
    ) / (32767 - templates)  # each weight may be rounded up
    steps = {name: np.round(np.array(values) / unit).astype(np.int32) for name, values in _steps(info.transitions, types).items()}
    np.savez_compressed(
        out,
        types=np.array(types),
        known=np.array(known, dtype=np.uint32),
        rows=rows.astype(np.int32),
        columns=columns.astype(np.uint8),
        values=np.round(weights / unit).astype(np.int16),
        cues=np.array(sorted(cues)),
        inputs=np.array(inputs),
        **steps,
    )
    print(f"{out}: {len(labels)} labels, {len(known)} codes, {len(entries)} weights, {out.stat().st_size} bytes")


def _one_a_bucket(weighty: dict[int, dict[str, float]]) -> dict[int, dict[str, float]]:
    """Return the weights by code and label, of the codes that share a bucket those of the weightiest alone."""
    codes = sorted(weighty, key=lambda code: (sum(map(abs, weighty[code].values())), code))
    last = dict(zip(bucket(np.array(codes, dtype=np.uint32)).tolist(), codes, strict=True))
    return {code: weighty[code] for code in last.values()}


def _steps(learnt: dict[tuple[str, str], float], types: list[str]) -> dict[str, list[float]]:
    """Return the steps between labels as :class:`kg.extraction.tagger.model.Model` has them.

    A step from outside to outside is free, all others cost the difference. Where a name follows another at once, the steps are
    taken as if a character stood between: there is too little of that in the texts to be learnt.
    """

    def step(before: str, after: str) -> float:
        return learnt.get((before, after), _NEVER)

    free = step("O", "O")
    enter, leave = [step("O", f"B-{t}") for t in types], [step(f"E-{t}", "O") - free for t in types]
    begin, stay = [step(f"B-{t}", f"I-{t}") for t in types], [step(f"I-{t}", f"I-{t}") for t in types]
    end, at_once = [step(f"I-{t}", f"E-{t}") for t in types], [step(f"B-{t}", f"E-{t}") for t in types]
    beginnings = [into + b - s for into, b, s in zip(enter, begin, stay, strict=True)]
    return {
        "always": [free, *beginnings, *stay, *(e + out for e, out in zip(end, leave, strict=True))],
        "direct": [o - b + s - e for o, b, s, e in zip(at_once, begin, stay, end, strict=True)],
        "first": [free - into for into in enter],
        "last": [-out for out in leave],
    }


def score(reports: list[dict[str, Any]], ontology: Ontology, model: Path) -> dict[str, list[int]]:
    """Return per type, and for `all`, `rules` and `relaxed`, the counts [found, predicted, gold] on ``reports``."""
    counts: dict[str, list[int]] = {}

    def add(name: str, hit: int, predicted: int, gold: int) -> None:
        row = counts.setdefault(name, [0, 0, 0])
        row[0] += hit
        row[1] += predicted
        row[2] += gold

    for gold in reports:
        seen, rules = _prepared(gold, ontology)
        right = {(e["start"], e["end"], e["type"]) for e in gold["entities"]}
        by_rules = {(m.start, m.end, m.type) for m in (seen.mention(*rule) for rule in rules)}
        add("rules", len(right & by_rules), len(by_rules), len(right))
        tagged = tagger.tag(seen, rules, load_model(model))
        found = {(m.start, m.end, m.type) for m in (seen.mention(*name) for name in tagged)}
        add("all", len(right & found), len(found), len(right))
        near = sum(any(a < d and c < b and k == t for c, d, t in found) for a, b, k in right)
        add("relaxed", near, len(found), len(right))
        for kind in {k for *_, k in right | found}:
            one, two = {m for m in right if m[2] == kind}, {m for m in found if m[2] == kind}
            add(kind, len(one & two), len(two), len(one))
    return counts


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=tagger.MODEL)
    parser.add_argument("--leave-out", default="")
    args = parser.parse_args()
    ontology = load()
    reports = read(args.gold)
    left_out = tuple(filter(None, args.leave_out.split(",")))
    train([r for r in reports if not (left_out and r["id"].startswith(left_out))], ontology, args.out)
    if left_out:
        rows = score([r for r in reports if r["id"].startswith(left_out)], ontology, args.out)
        for name, (hit, found, gold) in sorted(rows.items()):
            precision, recall = hit / max(1, found), hit / max(1, gold)
            print(f"{name:12} P {precision:.3f} R {recall:.3f} F1 {2 * hit / max(1, found + gold):.3f}")


if __name__ == "__main__":
    main()
