"""Makes a corpus of any size from the five seeds, to measure the program on; the same bytes for the same number everywhere.

Usage: make_corpus.py [--reports N] [--seed TEXT] OUT

A report is a seed with another region of the same level (its surroundings and towns replaced with it), another year, other
figures, and its sections in another order. Report i is the same whatever N is, so a small corpus is the beginning of a large one.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from kg.ontology import load
from kg.ontology.regions import Gazetteer, Region

__all__ = ["Template", "corpus", "main", "templates", "write"]

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
# The code of the region that each seed reports on, and the year that it reports on.
ABOUT = {
    "000": ("410203", 2022),
    "001": ("522601", 2024),
    "002": ("120106", 2020),
    "003": ("420204", 2023),
    "004": ("411000", 2020),
}
YEARS = range(2016, 2025)
FOLDER = 1000  # files in one folder

_NUMERALS = "一二三四五六七八九十"
_CHAPTER = re.compile(rf"^([{_NUMERALS}]+、)", re.MULTILINE)
_BEFORE_CHAPTER = re.compile(rf"^(?=[{_NUMERALS}]+、)", re.MULTILINE)
_SECTION = re.compile(rf"^([((][{_NUMERALS}]+[))])", re.MULTILINE)
# A year; not one of the two of a plan's period (2021—2025), which belong to a name that all reports share.
_YEAR = re.compile(r"(?<!\d)(?<!\d{4}[-—–~至])20[0-2]\d(?!\d)(?![-—–~至]\d{4})")
# A numeral with a unit behind it, which is neither a date nor an ordinal; and the number of a document.
_FIGURE = re.compile(r"(?<![\d.第:])([1-9]\d*)(\.\d+)?(?=[%\u4e00-\u9fff])(?![年月日号时点分])(?!个?小时)")
_NUMBER = re.compile(r"(?<=〕)\d+(?=号)")


@dataclass(frozen=True, eq=False)
class Template:
    """A seed: its text, the code of its region, and its year."""

    name: str
    text: str
    adcode: str
    year: int
    gazetteer: Gazetteer

    @cached_property
    def path(self) -> tuple[Region, ...]:
        """The regions from the province down to the one that reports."""
        return self.gazetteer.path(self.adcode, self.year)

    def names(self, adcode: str, year: int) -> dict[str, str]:
        """Return what each name of this seed's surroundings is in the report of another region, short names included."""
        there = self.gazetteer.path(adcode, year)
        pairs: dict[str, str] = {}
        for here, other in zip(reversed(self.path), reversed(there), strict=True):
            old, new = (self.gazetteer.children(r.adcode, y) for r, y in ((here, self.year), (other, year)))
            pairs = {here.name: other.name, **pairs}
            pairs |= _paired([r.name for r in old if r.name not in pairs], [r.name for r in new])
        pairs |= {self.gazetteer.short(a): self.gazetteer.short(b) for a, b in pairs.items()} | pairs
        pairs |= _paired(self.gazetteer.towns(self.adcode), self.gazetteer.towns(adcode))
        return {a: b for a, b in pairs.items() if len(a) > 1 and a in self.text}

    def vary(self, chance: random.Random) -> str:
        """Return a report like this one, chosen by ``chance``."""
        year = chance.choice(YEARS)
        names = self.names(chance.choice(_places(self, year)), year)
        later = year - self.year
        text = re.sub("|".join(sorted(map(re.escape, names), key=lambda n: (-len(n), n))), lambda m: names[m[0]], self.text)
        text = _reordered(text, _CHAPTER, 5, chance)  # three are what was done, what lacks and what is planned: they stay
        text = "".join(_reordered(part, _SECTION, 3, chance) for part in _BEFORE_CHAPTER.split(text))
        text = _YEAR.sub(lambda m: str(int(m[0]) + later), text)
        text = _NUMBER.sub(lambda m: str(chance.randint(1, 99)), text)
        return _FIGURE.sub(lambda m: _figure(m, chance), text)


@cache
def _places(template: Template, year: int) -> tuple[str, ...]:
    """Return the codes of the regions that may take the template's place: as deep, each name on the path of the same kind."""
    gazetteer, path = template.gazetteer, template.path

    def is_alike(code: str) -> bool:
        there = gazetteer.path(code, year)
        return len(there) == len(path) and all(a.name[-1] == b.name[-1] for a, b in zip(path, there, strict=True))

    regions = {region for name in gazetteer.names(year) for region in gazetteer.named(name, year, short=False)}
    own = path[-1]
    return tuple(sorted(r.adcode for r in regions if r.level == own.level and r.adcode != own.adcode and is_alike(r.adcode)))


def _paired(old: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    """Return for each old name a new one of the same kind (its last character), in order, when there is any."""
    pairs: dict[str, str] = {}
    kinds: dict[str, int] = {}
    for name in old:
        alike = [other for other in new if other[-1] == name[-1]]
        if alike:
            turn = kinds.setdefault(name[-1], 0)
            pairs[name] = alike[turn % len(alike)]
            kinds[name[-1]] = turn + 1
    return pairs


def _reordered(text: str, heading: re.Pattern[str], least: int, chance: random.Random) -> str:
    """Return ``text`` with its parts, when there are ``least``, in another order under the same numbers.

    The last stays where it is: it holds the end of the report.
    """
    head, *pieces = heading.split(text)
    numbers, bodies = pieces[::2], pieces[1::2]
    if len(bodies) < least:
        return text
    moved = bodies[:-1]
    chance.shuffle(moved)
    return head + "".join(number + body for number, body in zip(numbers, [*moved, bodies[-1]], strict=True))


def _figure(match: re.Match[str], chance: random.Random) -> str:
    """Return another number of the same order; a share stays below 100, and what is whole stays whole."""
    value, decimals = int(match[1]), match[2] or ""
    highest = max(value, min(99, value * 3 // 2)) if match.string[match.end()] == "%" else value * 3 // 2 + 1
    other = chance.randint(max(1, value // 2), highest) if value != 100 else value
    return f"{other}{decimals and '.' + str(chance.randint(1, 9))}"


def templates() -> list[Template]:
    """Return the seeds as templates."""
    gazetteer = load().gazetteer
    files = {file.name[:3]: file for file in sorted(SEEDS.glob("*.txt"))}
    return [Template(name, files[name].read_text("utf-8"), *about, gazetteer) for name, about in ABOUT.items()]


def corpus(reports: int, seed: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path (relative) and the text of each report."""
    made = templates()
    for number in range(reports):
        chance = random.Random(f"{seed}/{number}")
        template = made[number % len(made)]
        yield f"{number // FOLDER:03}/{number % FOLDER:03}.txt", template.vary(chance)


def write(reports: int, out: Path, seed: str = "") -> None:
    """Write ``reports`` reports under ``out``, one at a time."""
    for path, text in corpus(reports, seed):
        file = out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--seed", default="")
    args = parser.parse_args()
    write(args.reports, args.out, args.seed)
    print(f"{args.reports} reports in {args.out}")


if __name__ == "__main__":
    main()
