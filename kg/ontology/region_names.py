"""The model of ``ontology/rules/region_names.yaml``: how the names of regions are shortened."""

from __future__ import annotations

from kg.ontology.yaml_file import Entry

__all__ = ["RegionNames", "Suffix"]

SHORTEST = 2  # A stem of one character (芒 of 芒市) is never used alone.


class Suffix(Entry):
    """An ending of region names; the fields are explained in the file."""

    suffix: str
    ethnic: bool = False
    plain: str | None = None
    nearby: bool = False


class RegionNames(Entry):
    """The rules of shortening; names are full names of regions."""

    suffixes: tuple[Suffix, ...]
    ethnic_groups: tuple[str, ...]
    stems: dict[str, str]
    whole: frozenset[str]
    whole_endings: tuple[str, ...]
    local: dict[str, tuple[str, ...]]

    def short(self, name: str) -> str:
        """Return the stem of a full name, or the name itself when nothing shorter stands for it: 顺河回族区 → 顺河."""
        return self.stem(name)[0]

    def stem(self, name: str) -> tuple[str, Suffix | None]:
        """Return the stem and the ending that fell (None: the name is its own stem)."""
        if name in self.whole or name.endswith(self.whole_endings):
            return name, None
        for ending in self.suffixes:
            stem = name.removesuffix(ending.suffix)
            if stem == name or len(stem) < SHORTEST:
                continue
            if ending.ethnic:
                stem = self._without_groups(stem)
            return self.stems.get(name, stem), ending
        return name, None

    def forms(self, name: str) -> tuple[str, ...]:
        """Return all names that are shorter than the full one, the stem first: 延边朝鲜族自治州 → 延边, 延边州."""
        stem, ending = self.stem(name)
        forms = [stem]
        if ending is not None and ending.plain is not None:
            forms.append(stem + ending.plain)
        forms += self.local.get(name, ())
        return tuple(form for form in dict.fromkeys(forms) if form != name)

    def is_nearby(self, name: str) -> bool:
        """Tell whether the stem stands for this region only where its own city or province is spoken of."""
        ending = self.stem(name)[1]
        return ending is not None and ending.nearby

    def _without_groups(self, stem: str) -> str:
        while True:
            group = max((g for g in self.ethnic_groups if stem.endswith(g)), key=len, default="")
            if not group or len(stem) - len(group) < SHORTEST:
                return stem
            stem = stem.removesuffix(group)
