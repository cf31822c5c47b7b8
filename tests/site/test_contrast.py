"""The colours of both themes against WCAG 2.2 AA: text 4.5, marks that carry meaning 3."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kg.site

CSS = (Path(kg.site.__file__).parent / "assets" / "site.css").read_text("utf-8")
LIGHT, DARK = [
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root(?:\.dark)? \{(.*?)\}", CSS, re.S)[:2]
]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance of an sRGB colour."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast(theme: dict[str, str]) -> None:
    grounds = ("ground", "surface")
    text = [(f, g) for f in ("ink", "muted", "accent", "done", "problem", "planned") for g in grounds]
    text += [("muted", "sunken"), ("ink", "mark"), ("surface", "accent")]
    marks = [(f, g) for f in (*(f"c{i}" for i in range(12)), "done", "problem", "planned") for g in grounds]
    low = {(f, g): contrast(theme[f], theme[g]) for f, g in text if contrast(theme[f], theme[g]) < 4.5}
    low |= {(f, g): contrast(theme[f], theme[g]) for f, g in marks if contrast(theme[f], theme[g]) < 3}
    low |= {("line-strong", g): c for g in grounds if (c := contrast(theme["line-strong"], theme[g])) < 3}
    assert low == {}
