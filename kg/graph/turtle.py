"""Terms as Turtle writes them, and triples of such terms as a Turtle body.

A term is its N-Triples form as pyoxigraph writes it, so every escape is pyoxigraph's; numbers, which need no escape, are written
here. Sorting and joining these strings is 1.5 times as fast as building, sorting and serialising term objects; nodes come written
(a :data:`Node`), what is said of each in order, and only nodes are sorted.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

__all__ = [
    "END",
    "NEXT",
    "Node",
    "Triple",
    "address",
    "body",
    "date",
    "decimal",
    "integer",
    "iri",
    "minted",
    "node_body",
    "plain",
    "prefixes",
    "quoted",
    "said_of",
    "text",
    "year",
]

Triple = tuple[str, str, str]
# A subject and all that is said of it as it stands in a body: the subject, predicates with their objects, sorted and joined by
# NEXT, and END. Other nodes may follow in one text with it, such as stand behind it in any body.
Node = tuple[str, str]

NEXT = " ;\n\t"  # between what is said of one subject
END = " .\n"  # behind it
# What a literal cannot hold as it is.
_ESCAPED = re.compile(r"""[\x00-\x1f"\\\x7f\ufffe\uffff]""")
# What RFC 3987 allows nowhere in an IRI, though web pages write it in addresses.
_ILLEGAL = re.compile(r"""[\x00-\x20\x7f-\x9f<>"{}|\\^`]""")


@lru_cache(maxsize=1 << 14)
def iri(value: str) -> str:
    """Return an IRI in angle brackets. Raises ValueError when it is no absolute IRI.

    >>> iri("https://fazhi-kg.example/id/region/410203")
    '<https://fazhi-kg.example/id/region/410203>'
    """
    return str(NamedNode(value))


def minted(value: str) -> str:
    """Return an IRI that :mod:`kg.graph.iris` made, which needs no check: it is a checked one and ASCII behind it."""
    return f"<{value}>"


def text(value: str, language: str | None = None) -> str:
    r"""Return a string literal, with a language tag or plain.

    >>> text('“一网通办” 又称 "一网"', "zh")
    '"“一网通办” 又称 \\"一网\\""@zh'
    """
    if value.isprintable() and '"' not in value and "\\" not in value:  # nothing to escape: three times as fast
        return f'"{value}"@{language}' if language else f'"{value}"'
    return str(Literal(value, language=language) if language else Literal(value))


def quoted(values: Sequence[str]) -> Sequence[str]:
    r"""Return what stands between the quotation marks of the literals of many texts: of each what :func:`text` has there.

    >>> quoted(["a\nb", 'c"d'])
    ['a\\nb', 'c\\"d']
    """
    found = set(_ESCAPED.findall("".join(values)))
    for character in sorted(found, key="\\".__ne__):  # the backslash first: the others get one
        escape = text(character)[1:-1]
        values = [value.replace(character, escape) for value in values]
    return values


def address(url: str) -> str | None:
    """Return a web address as an IRI, what no IRI may hold percent-encoded; None when it is no absolute address.

    >>> address("http://www.gov.example/法治 报告|1.html")
    '<http://www.gov.example/法治%20报告%7C1.html>'
    """
    legal = _ILLEGAL.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url.strip())
    try:
        return iri(legal)
    except ValueError:
        return None


def integer(value: int) -> str:
    """Return an xsd:integer.

    >>> integer(2022)
    '2022'
    """
    return str(int(value))


def decimal(value: float | int) -> str:
    """Return the shortest xsd:decimal that reads back as ``value``, in canonical form. Raises ValueError unless it is finite.

    >>> decimal(18.0), decimal(92.3)
    ('"18"^^xsd:decimal', '"92.3"^^xsd:decimal')
    """
    if isinstance(value, int):
        return f'"{value}"^^xsd:decimal'
    if not math.isfinite(value):
        raise ValueError(f"{value!r} is no decimal: a figure's value must be finite")
    written = plain(value)
    return f'"{"0" if written == "-0" else written}"^^xsd:decimal'


def plain(value: float | int) -> str:
    """Return the shortest digits that read back as ``value``, without an exponent or a point that nothing follows.

    >>> plain(18.0), plain(1.2e4), plain(1e-6)
    ('18', '12000', '0.000001')
    """
    digits = repr(value)
    if "e" in digits:
        digits = format(Decimal(digits), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def year(value: int) -> str:
    """Return an xsd:gYear.

    >>> year(2022)
    '"2022"^^xsd:gYear'
    """
    return f'"{value:04d}"^^xsd:gYear'


def date(value: str) -> str:
    """Return an xsd:date of an ISO 8601 date.

    >>> date("2023-01-03")
    '"2023-01-03"^^xsd:date'
    """
    return f"{text(value)}^^xsd:date"


def body(triples: Iterable[Triple]) -> str:
    r"""Return triples as Turtle without prefixes: sorted, each once, a subject's together.

    >>> body([("<a:b>", "kg:p", "2"), ("<a:b>", "kg:p", "1")])
    '<a:b> kg:p 1 ;\n\tkg:p 2 .\n'
    """
    return node_body([(subject, f"{subject} {predicate} {object_}{END}") for subject, predicate, object_ in triples])


def node_body(nodes: Collection[Node]) -> str:
    r"""Return nodes as :func:`body` returns triples; what comes of one subject in several nodes is joined.

    >>> node_body([("<a:b>", "<a:b> kg:p 2 .\n"), ("<a:b>", "<a:b> kg:p 1 ;\n\tkg:p 2 .\n")])
    '<a:b> kg:p 1 ;\n\tkg:p 2 .\n'
    """
    written = dict(nodes)
    if len(written) < len(nodes):
        again: defaultdict[str, set[str]] = defaultdict(set)
        for subject, node in nodes:
            if written[subject] is not node:
                again[subject].update(said_of(subject, node))
        for subject, lines in again.items():
            written[subject] = f"{subject} {NEXT.join(sorted(lines.union(said_of(subject, written[subject]))))}{END}"
    return "".join([written[subject] for subject in sorted(written)])


def said_of(subject: str, node: str) -> list[str]:
    """Return the predicates with their objects of the node of ``subject``."""
    return node[len(subject) + 1 : -len(END)].split(NEXT)


def prefixes(names: Mapping[str, str]) -> str:
    """Return the declarations of ``names``, prefix → namespace."""
    return "".join(f"@prefix {prefix}: {iri(namespace)} .\n" for prefix, namespace in names.items())
