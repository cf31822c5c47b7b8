"""The tree of a web page → its lines, as a browser would break them, with how much of each is links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

__all__ = ["Line", "page_lines"]

# Elements that never hold text of a report.
SKIPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "video", "audio", "map"),
        *("head", "select", "button", "input", "textarea", "nav", "footer", "dialog", "-comment"),
    )
)
# Elements that stand on lines of their own.
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend"),
        *("li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"),
    )
)
CELLS = frozenset({"td", "th"})
HEADINGS = frozenset({"h1", "h2", "h3"})
# A cell with more text, or with a table in it, is there for the layout of the page, not for data.
LONGEST_CELL = 200
BETWEEN_CELLS = "\t"

_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d]")
_INVISIBLE = "\ufeff\u200b\u200c\u200d"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


@dataclass(frozen=True, slots=True)
class Line:
    """``linked`` counts the characters of ``text`` that are links; ``heading`` says that it stands in a h1, h2 or h3."""

    text: str
    linked: int
    heading: bool


class _Lines:
    """Collects pieces of text into lines."""

    def __init__(self) -> None:
        self.done: list[Line] = []
        self.pieces: list[str] = []
        self.linked = 0
        self.heading = 0

    def add(self, text: str, linked: bool) -> None:
        self.pieces.append(text)
        self.linked += len(text.strip()) if linked else 0

    def close(self) -> None:
        """End the line; blank ones are dropped."""
        text = _SPACES.sub(_space, "".join(self.pieces)).strip().strip(_INVISIBLE).strip()
        if text:
            self.done.append(Line(text, self.linked, self.heading > 0))
        self.pieces.clear()
        self.linked = 0


def _space(match: re.Match[str]) -> str:
    """Return what is shown for white space in the source.

    Browsers show a line end as a space; beside a Chinese character none was meant (after CSS Text 3, 4.1.3).
    """
    space, text = match[0], match.string
    if BETWEEN_CELLS in space:  # ours: text nodes have lost theirs
        return BETWEEN_CELLS
    beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    return "" if "\n" in space and _WIDE.search(beside) else " "


def page_lines(body: LexborNode, furniture_classes: frozenset[str]) -> list[Line]:
    """Return the lines of all that is shown of ``body``. A row of a table of data is a line, its cells set apart by tabs.

    Elements whose class or id has a word of ``furniture_classes`` are left out unless they hold half of the text. Linear, and
    without recursion, however deep the page is nested.
    """
    sizes = _sizes(body)
    most = sizes[body.mem_id].characters // 2

    def is_shown(node: LexborNode) -> bool:
        tag = node.tag or ""
        if tag in SKIPPED:
            return False
        return tag == "-text" or not _is_hidden(node, furniture_classes, sizes[node.mem_id].characters <= most)

    lines = _Lines()
    links = 0
    row: int | None = None  # the row of data that is open; none lies in another
    for node, enters in _events(body, is_shown):
        tag = node.tag or ""
        if tag == "-text":
            if enters:
                lines.add((node.text_content or "").replace(BETWEEN_CELLS, " "), links > 0)
        elif tag == "br" and enters and row is None:
            lines.close()
        elif tag == "a":
            links += 1 if enters else -1
        elif tag in CELLS and row is not None:
            if not enters:
                lines.add(BETWEEN_CELLS, False)
        elif tag in BLOCKS or tag in CELLS:
            if tag == "tr" and enters and row is None and sizes[node.mem_id].is_data:
                lines.close()
                row = node.mem_id
            elif row == node.mem_id:
                row = None
            if row is None:
                lines.close()
            lines.heading += (tag in HEADINGS) * (1 if enters else -1)
    lines.close()
    return lines.done


@dataclass(slots=True)
class _Size:
    """Characters in an element; ``is_data`` of a row: it has two cells or more, none long and none with a table in it."""

    characters: int = 0
    cells: int = 0
    is_data: bool = True


def _sizes(body: LexborNode) -> dict[int, _Size]:
    """Return the size of every element at or below ``body``."""
    sizes: dict[int, _Size] = {}
    around = _Size()
    above: list[_Size] = [around]
    for node, enters in _events(body, lambda node: (node.tag or "") not in SKIPPED):
        tag = node.tag or ""
        if tag == "-text":
            above[-1].characters += len((node.text_content or "").strip()) if enters else 0
        elif enters:
            sizes[node.mem_id] = size = _Size(is_data=tag != "table")
            above.append(size)
        else:
            size = above.pop()
            up = above[-1]
            up.characters += size.characters
            if tag in CELLS:
                up.cells += 1
                up.is_data = up.is_data and size.is_data and size.characters <= LONGEST_CELL
            elif tag == "tr":
                size.is_data = size.is_data and size.cells > 1
            elif tag not in ("tbody", "thead", "tfoot"):
                up.is_data = up.is_data and size.is_data
    return sizes


def _events(body: LexborNode, is_entered: Callable[[LexborNode], bool]) -> Iterator[tuple[LexborNode, bool]]:
    """Yield every node twice: when it is entered (True) and when it is left, its children in between."""
    node = body
    yield node, True
    below = node.child
    while True:
        if below is not None:
            node = below
            if is_entered(node):
                yield node, True
                below = node.child
                if below is not None:
                    continue
                yield node, False
        elif node.mem_id == body.mem_id:
            yield node, False
            return
        while node.next is None:
            parent = node.parent
            if parent is None:
                return
            node = parent
            yield node, False
            if node.mem_id == body.mem_id:
                return
        below = node.next


def _is_hidden(node: LexborNode, furniture_classes: frozenset[str], is_small: bool) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or _HIDDEN.search((attributes.get("style") or "")[:1000]):
        return is_small
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:1000]
    return is_small and any(word.lower() in furniture_classes for word in _WORD.findall(names))
