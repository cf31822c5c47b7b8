"""Records for the tests of the site: the gold annotations as reports, and a report that attacks its pages."""

from __future__ import annotations

import json
from pathlib import Path

from kg.linking.iri import mint
from kg.ontology import Ontology
from kg.ontology.regions import Region
from kg.records import Finding, Mention, Metadata, Observation, Relation, Report, Section, Source, Statement
from kg.structure import segment

GOLD = Path(__file__).resolve().parents[1] / "gold" / "gold.jsonl"


def gold_reports(ontology: Ontology) -> list[Report]:
    """Return the annotated reports, with IRIs minted from region and text."""
    return [_report(json.loads(line), ontology) for line in GOLD.read_text("utf-8").splitlines()]


def _report(raw: dict, ontology: Ontology) -> Report:
    meta, text = raw["meta"], raw["text"]
    statements = tuple(Statement(**s) for s in raw["statements"])
    mentions = tuple(Mention(**m, rule="gold", iri=_iri(m["type"], m["text"], meta["adcode"], ontology)) for m in raw["entities"])

    def statement(at: int) -> int | None:
        return next((i for i, s in enumerate(statements) if s.start <= at < s.end), None)

    relations = []
    for agent, predicate, target in raw["relations"]:
        at = text.index(target)
        actor = next((m for m in mentions if m.text == agent), None)
        relations.append(
            Relation(
                agent=agent,
                predicate=predicate,
                object=target,
                start=at,
                end=at + len(target),
                agent_span=(actor.start, actor.end) if actor else None,
                object_span=next(((m.start, m.end) for m in mentions if m.text == target), (at, at + len(target))),
                statement=statement(at),
                rule="gold",
            )
        )
    fields = ("title", "adcode", "level", "year", "source", "published", "signed", "kind")
    source = Source(f"{raw['id']}.txt", "0" * 64, "text/plain")
    return Report(
        id=raw["id"],
        text=text,
        source=source,
        sections=segment(Report(raw["id"], text, source), ontology).sections,
        meta=Metadata(
            **{f: meta[f] and str(meta[f]) if f in ("published", "signed") else meta[f] for f in fields},
            region_path=tuple(meta["region_path"]),
            issuers=tuple(meta["issuers"]),
        ),
        statements=statements,
        entities=mentions,
        observations=tuple(
            Observation(**{k: v for k, v in o.items() if k != "quote"}, statement=statement(o["start"]))
            for o in raw["observations"]
        ),
        relations=tuple(relations),
    )


def _iri(type: str, text: str, adcode: str, ontology: Ontology) -> str:
    entry = next(c for c in ontology.classes.values() if c.type == type)
    return mint(ontology.settings.base, entry.path or "", *([] if entry.scope == "value" else [adcode]), text)


ATTACKS = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(2)>",
    "javascript:alert(3)",
    '" onmouseover="alert(4)',
    "]]>\u2028--><svg/onload=alert(5)>",
)


def hostile_report(ontology: Ontology) -> Report:
    """Return a report whose id, metadata, entities and sentences try to become markup or script."""
    text = "区政府制定" + "、".join(ATTACKS) + "共9件。"
    statements = (Statement(0, len(text), "done", "other"),)
    spans = [(text.index(a), text.index(a) + len(a)) for a in ATTACKS]
    mentions = tuple(
        Mention(s, e, "DOCUMENT", text[s:e], "test", mint(ontology.settings.base, "document", "1", text[s:e])) for s, e in spans
    )
    nine = text.index("9件")
    return Report(
        id='../<script>alert("id")</script>/ 报告',
        text=text,
        source=Source(ATTACKS[0], "f" * 64, "text/html", "javascript:alert(6)"),
        meta=Metadata(
            title=ATTACKS[0], region_path=(ATTACKS[1],), adcode="1", year=2021, issuers=(ATTACKS[2],), kind="government"
        ),
        statements=(*statements, Statement(0, len(text), "problem", "other"), Statement(0, len(text), "planned", "other")),
        entities=mentions,
        observations=(Observation(nine, nine + 1, "9", 9, "件", "exact", "total", ATTACKS[3], agent=ATTACKS[1], statement=0),),
        relations=tuple(Relation("REPORT", "issued", text[s:e], 0, e, None, (s, e), 0, "test") for s, e in spans),
        sections=(Section(0, len(text), 1, "一、", ATTACKS[0], "other"),),
        findings=(Finding("sum", 9, 8, 0, "件", nine, nine + 1, (0,), "test"),),
    )


def synthetic_reports(ontology: Ontology, count: int, counties: int = 500) -> list[Report]:
    """Return short reports, the first of so many counties on 2024, then on the years before; each has a document of its own."""
    gazetteer = ontology.gazetteer
    known = {region.adcode: region for name in gazetteer.names() for region in gazetteer.named(name, short=False)}
    places = [known[code] for code in sorted(known) if known[code].level == "county"]
    return [_synthetic(places[number % counties], 2024 - number // counties, number, ontology) for number in range(count)]


def _synthetic(region: Region, year: int, number: int, ontology: Ontology) -> Report:
    title = f"《{region.name}{year}年法治政府建设方案》"
    text = (
        f"一、加强领导\n区司法局印发{title}{number + 1}件。\n"
        f"区政府贯彻《中华人民共和国行政处罚法》。\n立案查处案件{number + 10}件，约3次。"
    )
    first, second, third = (text.index(s) for s in ("区司法局", "区政府贯彻", "立案"))
    names = (("AGENCY", "区司法局"), ("DOCUMENT", title), ("DOCUMENT", "《中华人民共和国行政处罚法》"))
    spans = [(t, n, text.index(n)) for t, n in names]
    mentions = tuple(
        Mention(s, s + len(n), t, n, "test", _iri(t, n, "" if "中华" in n else region.adcode, ontology)) for t, n, s in spans
    )
    (_, _, a), (_, n, d), (_, law, at) = spans
    figure = text.index(str(number + 10), third)
    return Report(
        id=f"synthetic-{number}",
        text=text,
        source=Source(f"{number}.txt", "0" * 64, "text/plain"),
        meta=Metadata(
            title=f"{region.name}{year}年法治政府建设报告",
            region_path=tuple(r.name for r in ontology.gazetteer.path(region.adcode)),
            adcode=region.adcode,
            level="county",
            year=year,
            kind="government",
        ),
        statements=(
            Statement(first, second - 1, "done", "leadership"),
            Statement(second, third - 1, "done", "rulemaking"),
            Statement(third, len(text), "problem", "enforcement"),
        ),
        entities=mentions,
        observations=(
            Observation(
                figure,
                figure + len(str(number + 10)),
                str(number + 10),
                number + 10,
                "件",
                "exact",
                "total",
                "立案查处案件",
                "enforcement.cases",
                statement=2,
            ),
        ),
        relations=(
            Relation("区司法局", "issued", title, a, d + len(n), (a, a + 4), (d, d + len(n)), 0, "test"),
            Relation("REPORT", "implemented", law, second, at + len(law), None, (at, at + len(law)), 1, "test"),
        ),
    )
