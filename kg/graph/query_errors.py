"""What can be wrong with a query, in words for people: a sentence, what to do, and the line with a caret under the place."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection
from itertools import pairwise
from pathlib import Path

from kg.graph.sparql import Break, Word

__all__ = ["QueryError", "QueryFileError", "QuerySyntaxError", "QueryTimeoutError", "ServiceError", "UnansweredError"]

_BEGIN = "SELECT, ASK, CONSTRUCT or DESCRIBE"
# SPARQL 1.1 Update, 19.8, rule 30: the first words of what changes a graph.
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))
_CLOSING = {"{": "}", "(": ")", "[": "]"}
# What Oxigraph finds wrong with a query as a whole, and how it is put right.
_WHOLE = {
    "contains a variable that is unbound": (
        "SELECT names a variable that GROUP BY does not",
        "add it to GROUP BY, or take a value of the group, like SAMPLE(?x)",
    ),
    "overrides an existing variable": ("AS names a variable that the pattern has already", "give the result a name of its own"),
    "SELECT * is not authorized": ("SELECT * does not go with GROUP BY", "name the variables"),
}
_AROUND = 50  # characters of the line shown on each side of the place
_LONGEST = 40  # characters of a word shown


class QueryError(ValueError):
    """A query that is not answered: ``wrong`` says why, ``remedy`` what to do.

    ``line`` and ``column`` count from 1; 0 when it is the query as a whole. The message ends with the line and a caret.
    """

    def __init__(self, wrong: str, remedy: str, sparql: str = "", at: int | None = None) -> None:
        self.wrong, self.remedy = wrong, remedy
        self.line = 0 if at is None else sparql.count("\n", 0, at) + 1
        self.column = 0 if at is None else at - sparql.rfind("\n", 0, at)
        where = "query" if at is None else f"query, line {self.line}, column {self.column}"
        picture = "" if at is None else f"\n{_picture(sparql, self.line, self.column)}"
        super().__init__(f"{where}: {wrong}; {remedy}{picture}")


class QuerySyntaxError(QueryError):
    """A query is not SPARQL; ``prefixes`` are those that need no declaration."""

    def __init__(self, sparql: str, found: Break, prefixes: Collection[str]) -> None:
        wrong, remedy, at = _mistake(found, prefixes)
        super().__init__(wrong, remedy, sparql, at)


class ServiceError(QueryError):
    """A query asks another endpoint, which would need the network; ``at`` is where in its text."""

    def __init__(self, sparql: str, at: int) -> None:
        wrong = "SERVICE asks another endpoint, and kg contacts no network"
        super().__init__(wrong, "load that data into a store of your own, or take it out", sparql, at)


class UnansweredError(QueryError):
    """A query is SPARQL, but asks for what Oxigraph does not have, like a function of somebody else."""

    def __init__(self, said: str) -> None:
        super().__init__(" ".join(said.split()), "ask without it")


class QueryTimeoutError(QueryError):
    """A query took longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not done after {seconds:g} s", "give it more time, or join fewer patterns without a shared variable")
        self.seconds = seconds


class QueryFileError(ValueError):
    """A file of a named query lacks its Chinese or English title."""

    def __init__(self, path: Path, language: str) -> None:
        self.path = path
        self.wrong, self.remedy = f"no title in {language!r}", f"add a comment line `# {language}: …` at the top"
        super().__init__(f"{path}:1: {self.wrong}; {self.remedy}")


def _mistake(found: Break, prefixes: Collection[str]) -> tuple[str, str, int | None]:
    """Return what is wrong with a query, what to do, and where."""
    if not found.words:
        return "it is empty", f"ask with {_BEGIN}", None
    quote = next((word for word in found.words if word.text in ("'", '"')), None)
    if quote:
        return "the text that begins here does not end", f"close it with another {quote.text} in the same line", quote.start
    if found.word is None:
        for phrase, (wrong, remedy) in _WHOLE.items():
            if phrase in found.said:
                return wrong, remedy, None
        missing = "".join(_open_brackets(found.words))
        return "the query breaks off here", f"close it with {missing}" if missing else "write the rest", found.words[-1].end
    text = found.word.text
    return *_misplaced(found, text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…", prefixes), found.word.start


def _misplaced(found: Break, word: str, prefixes: Collection[str]) -> tuple[str, str]:
    """Return what is wrong with the word at which a query stops being one, and what to do."""
    prefix = re.match(r"[\w.-]*(?=:)", word)
    plain = unicodedata.normalize("NFKC", word)
    if _is_first(found.words):
        if word.upper() in _UPDATES:
            return f"{word} would change the graph, which is only read", f"ask with {_BEGIN}"
        return f"no query begins with {word!r}", f"begin with {_BEGIN}; PREFIX lines may stand before"
    if found.is_complete:
        return f"{word!r} stands behind the end of the query", "take it out, or the bracket before it that ends the query"
    if prefix and prefix[0] not in {*prefixes, *_declared(found.words)}:
        close = difflib.get_close_matches(prefix[0], prefixes, 1)
        remedy = f"write {close[0]}:" if close else f"put PREFIX {prefix[0]}: <…> before the query"
        return f"the prefix {prefix[0]}: is not declared", remedy
    if word == ">" and "IRI parsing failed" in found.said:
        return "what stands between < and > is no IRI", "write one in full and without blanks, like <https://…>"
    if re.fullmatch(r"<(?![A-Za-z][A-Za-z0-9+.-]*:).*>", word):
        return f"{word} is no IRI in full", "begin it with its scheme, like <https://…>"
    if plain != word and plain.isascii():
        return f"{word!r} is no sign of SPARQL", f"write {plain!r}"
    return f"{word!r} cannot stand here", "mend it, or what stands before it"


def _is_first(words: list[Word]) -> bool:
    """Say whether all that stands before the last word are declarations of prefixes and of the base."""
    texts = [word.text for word in words[:-1]]
    while texts:
        length = {"PREFIX": 3, "BASE": 2}.get(texts[0].upper())
        if length is None or len(texts) < length:
            return False
        texts = texts[length:]
    return True


def _declared(words: list[Word]) -> list[str]:
    """Return the prefixes that a query declares."""
    return [name.text.removesuffix(":") for before, name in pairwise(words) if before.text.upper() == "PREFIX"]


def _open_brackets(words: list[Word]) -> list[str]:
    """Return what closes the brackets that are open after ``words``, the innermost first."""
    missing: list[str] = []
    for word in words:
        if word.text in _CLOSING:
            missing.insert(0, _CLOSING[word.text])
        elif missing and word.text == missing[0]:
            missing.pop(0)
    return missing


def _picture(sparql: str, line: int, column: int) -> str:
    """Return a line of the query, cut to what stands around the column, and below it a caret under that."""
    text = sparql.split("\n")[line - 1].replace("\r", " ").replace("\t", " ")
    first, last = max(0, column - 1 - _AROUND), column - 1 + _AROUND
    before = ("…" if first else "") + text[first : column - 1]
    after = text[column - 1 : last] + ("…" if len(text) > last else "")
    return f"  {before}{after}\n  {' ' * sum(map(_columns, before))}^"


def _columns(character: str) -> int:
    """Return how many columns of a terminal a character takes."""
    return 2 if unicodedata.east_asian_width(character) in "WF" else 0 if unicodedata.combining(character) else 1
