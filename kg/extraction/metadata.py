"""Reads what a report says of itself (GUIDELINE §5): title, dates, issuers, source, year, kind and region."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter

from kg.extraction.bylines import labelled
from kg.extraction.dates import find_date
from kg.extraction.margins import COLUMN, Margins, find_margins
from kg.extraction.reporting_region import Place, find_place, told_place
from kg.ontology import Ontology
from kg.ontology.metadata import MetadataRules
from kg.records import Metadata, Report

__all__ = ["read_metadata"]

SHORT_LINE = 45
OPENING = 3000  # characters from the beginning in which the year is looked for
TOLD_YEAR = 3  # the year for which the text says that it reports counts so many times more
OWN_ORGAN = 3  # so many times 我局 make a text a department's when no organ is named
LATE_IN_YEAR = 10  # a report signed from this month on is about its own year


def read_metadata(report: Report, ontology: Ontology) -> Metadata:
    """Return the metadata of ``report``. What its ``meta`` holds already, from a manifest or a page's own tags, stays.

    The rest is read from the text; what that does not say is None or empty.
    """
    rules, told = ontology.metadata, report.meta
    margins = find_margins(report.text)
    if report.source.site:  # names the place as the page's footer does
        margins = dataclasses.replace(margins, tail=(*margins.tail, report.source.site))
    title = told.title or find_title(margins.head, rules)
    published = _published(margins, rules)
    signed, signers = _signature(margins, title, rules)
    year = told.year or _year(title, report.text, signed or told.published or published, rules)
    named = told.issuers or signers or _issuers(title, margins, rules)
    place = told_place(report.text, told, margins, year, ontology) or find_place(
        report.text, title, named, margins, year, ontology
    )
    issuers = named or _header(margins, rules)
    kind = _kind(title, issuers, report.text, margins, place, rules)
    return Metadata(
        title=title,
        region_path=place.path if place else (),
        adcode=place.adcode if place else None,
        level=place.level if place else None,
        year=year,
        issuers=issuers,
        source=told.source or _source(margins, rules),
        published=told.published or published,
        signed=signed,
        kind=kind,
    )


def find_title(head: tuple[str, ...], rules: MetadataRules) -> str | None:
    """Return the title among the lines above the text, its lines joined when it has several; None when there is none."""
    candidates: list[tuple[int, int, str]] = []
    head = _whole(head, rules)
    for index, line in enumerate(head):
        for text in (line, line + head[index + 1] if index + 1 < len(head) else ""):
            if not text or len(text) > rules.title_length or re.search(rules.no_title, text):
                continue
            if not re.search(rules.title_subject, text) or not re.search(rules.title_end, text):
                continue
            if text is not line and (
                _is_title(line, rules)
                or re.search(rules.byline, text)
                or _is_title(head[index + 1], rules)
                or any(find_date(part, rules) for part in head[index : index + 2])
            ):
                continue
            if index and re.match(rules.title_continued, text) and _organs(head[index - 1], rules):
                text = head[index - 1] + text
            candidates.append((-bool(re.search(rules.title_year, text)), index, text))
    return min(candidates)[2] if candidates else None


def _whole(head: tuple[str, ...], rules: MetadataRules) -> tuple[str, ...]:
    """Return the lines with titles whole: an end that stands alone joined to its beginning, label, site and marks 《》 gone."""
    lines: list[str] = []
    for printed in head:
        line = re.sub(rules.title_site, "", printed)
        if (named := next(labelled((line,), rules.title_labels), None)) and not named[0].strip(" |｜[【"):
            line = re.split(r"\s*[|｜]", named[1])[0] or line
        if lines and re.search(rules.title_rest, line) and re.search(rules.title_subject, lines[-1]):
            lines[-1] += line
        else:
            quoted = re.fullmatch(r"《([^《》]+)》", line)
            lines.append(quoted.group(1) if quoted else line)
    return tuple(lines)


def _is_title(line: str, rules: MetadataRules) -> bool:
    return (
        re.search(rules.title_subject, line) is not None
        and re.search(rules.title_end, line) is not None
        and re.search(rules.title_year, line) is not None
        and not re.search(rules.no_title, line)
    )


def _published(margins: Margins, rules: MetadataRules) -> str | None:
    lines = (*margins.head, *margins.tail)
    for labels in rules.published_labels:
        for before, rest in labelled(lines, labels):
            found = find_date(rest[:24], rules)
            if found and found[1] <= 1 and not re.search(rules.no_published_label, before[-2:]):
                return found[0]
    for line in margins.head:
        date = find_date(line, rules)
        if not date or re.search(rules.banner, line) or line[: date[1]].endswith(("(", "（")):
            continue
        alone = not re.search(r"[^\W\d]", line[: date[1]] + line[date[2] :])
        if alone or (re.search(rules.byline, line) and not re.search(rules.no_published_label, line)):
            return date[0]
    return None


def _signature(margins: Margins, title: str | None, rules: MetadataRules) -> tuple[str | None, tuple[str, ...]]:
    """Return the date under the text, or in parentheses under the title, and the organs that sign."""
    for index, line in enumerate(margins.tail):
        date = find_date(line, rules)
        if date is None or line[date[2] :].strip(" )）") or re.search(r"[:：]", line):
            continue
        signers = _organs(line[: date[1]].strip(" （(\u3000"), rules)
        if line[: date[1]].strip(" （(\u3000") and not signers:
            continue
        above = index - 1
        while above >= 0 and (more := _organs(margins.tail[above], rules)):
            signers = (*more, *signers)
            above -= 1
        return date[0], signers
    head_date = next((date[0] for line in margins.head if line[:1] in "(（" and (date := find_date(line, rules))), None)
    return head_date, next((organs for line in margins.tail[:2] if (organs := _organs(line, rules))), ())


def _organs(line: str, rules: MetadataRules) -> tuple[str, ...]:
    """Return the organs that a line names when it holds nothing else: 中共顺河回族区委 顺河回族区人民政府."""
    parts = [part for part in re.split(r"[\s\u3000、]+", line.strip()) if part]
    if parts and all(len(part) == 1 for part in parts):
        parts = ["".join(parts)]  # set wide: 开 封 市 人 民 政 府
    organ = re.compile(
        f"[\\u4e00-\\u9fff][\\u4e00-\\u9fff（）()·]{{0,29}}(?:{rules.government}|{rules.party}|{rules.government_office}|{rules.department})"
    )
    return tuple(parts) if len(line) <= SHORT_LINE and all(organ.fullmatch(part) for part in parts) else ()


def _issuers(title: str | None, margins: Margins, rules: MetadataRules) -> tuple[str, ...]:
    """Return who stands as issuer in the title, in the byline or alone on the line below the title."""
    if title and (organ := _title_organ(title, rules)):
        return (organ,)
    value = re.compile(f"(?!{rules.labels})([^\\s:：\\[\\]【】|]{{2,}}?)(?={rules.labels}|[\\s\\[【|]|$)")
    for _, rest in labelled(margins.head, rules.issuer_labels):
        if match := value.match(rest):
            return (match.group(1),)
    for line in _after_title(title, _whole(margins.head, rules)):
        if organs := _organs(line, rules):
            return organs
    return ()


def _header(margins: Margins, rules: MetadataRules) -> tuple[str, ...]:
    """Return the government with whose name the page begins."""
    for line in margins.head[:2]:
        name = COLUMN.split(line)[0].split(" ")[0]
        if re.fullmatch(f"[\\u4e00-\\u9fff]{{2,20}}(?:{rules.government})", name):
            return (name,)
    return ()


def _after_title(title: str | None, head: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines below the title, which may take two lines, and stand on the page and in the text itself."""
    found: list[str] = []
    for index in range(len(head)):
        for last in (index, index + 1):
            if "".join(head[index : last + 1]) == title:
                found += head[last + 1 : last + 2]
    return tuple(found)


def _title_organ(title: str, rules: MetadataRules) -> str | None:
    """Return the organ with which a title begins: 天津市红桥区人民政府关于…."""
    match = re.match(
        f"([\\u4e00-\\u9fff（）()·]{{2,40}}?(?:{rules.government}|{rules.party}|{rules.government_office}|{rules.department}))"
        f"(?={rules.title_after_organ})",
        title,
    )
    return match.group(1) if match else None


def _source(margins: Margins, rules: MetadataRules) -> str | None:
    value = re.compile(f"(?!{rules.labels})([^\\s:：\\[\\]【】|]{{2,30}}?)(?={rules.labels}|[\\s\\[\\]【】|]|$)")
    for _, rest in labelled((*margins.head, *margins.tail), rules.source_labels):
        if match := value.match(rest):
            return match.group(1)
    return None


def _year(title: str | None, text: str, dated: str | None, rules: MetadataRules) -> int | None:
    """Return the year reported on: of the title, else the one named most in the opening, else that before the dates."""
    latest = int(dated[:4]) if dated else 9999
    if title and (years := _years(title, rules)):
        return min(years)
    years = [year for year in _years(text[:OPENING], rules) if year <= latest]
    if years:
        first, counts = years[0], Counter(years)
        if (match := re.search(rules.told_year, text[:OPENING])) and int(match.group(1)) in counts:
            counts[int(match.group(1))] += TOLD_YEAR
        return max(counts, key=lambda year: (counts[year] + (year == first), -year))
    if dated is None:
        return None
    return latest if int(dated[5:7]) >= LATE_IN_YEAR else latest - 1


def _years(text: str, rules: MetadataRules) -> list[int]:
    """Return the years that ``text`` speaks of, those in Chinese numerals after the others."""
    chinese = ("".join(rules.digits[char] for char in year) for year in re.findall(rules.chinese_year, text))
    return [int(year) for year in (*re.findall(rules.year, text), *chinese)]


def _kind(
    title: str | None, issuers: tuple[str, ...], text: str, margins: Margins, place: Place | None, rules: MetadataRules
) -> str:
    """Return government, party or department: by the title's organ, or else by who signs, or else by whom the text begins with.

    A title that names a place and no organ is that of its government.
    """
    organ = _title_organ(title, rules) if title else None
    kinds = {_organ_kind(name, rules) for name in ((organ,) if organ else issuers)}
    if "government" in kinds:
        return "government"
    if kinds == {"party"}:
        return "party"
    if organ is None and title and place and place.in_title:
        return "government"
    own = len(re.findall(rules.own_department, text[:OPENING]))
    begins = re.match(rules.department_subject, margins.opening) is not None and not issuers
    return "department" if "department" in kinds or begins or own >= OWN_ORGAN else "government"


def _organ_kind(name: str, rules: MetadataRules) -> str:
    if re.search(f"(?:{rules.government}|{rules.government_office})$", name):
        return "government"
    if re.search(f"(?:{rules.party})$", name) or (re.match(rules.party_prefix, name)):
        return "party"
    return "department"
