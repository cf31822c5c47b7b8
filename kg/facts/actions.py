"""What kinds of action a statement tells: the classes of the verbs that govern in it."""

from __future__ import annotations

from collections.abc import Iterable

from kg.facts.clauses import Clause, Grammar, View
from kg.facts.phrases import Phrases, is_adverb

__all__ = ["actions"]


def actions(parts: Iterable[tuple[Clause, int]], seen: View, compiled: Grammar) -> tuple[str, ...]:
    """Return the classes of the verbs of a statement's clauses, each given with where its subject ends, in order, each once.

    A verb that is denied, an attribute (…的) or an adverb, one that serves as a noun, and one of a class that tells nothing are
    passed over.
    """
    found: dict[str, None] = {}
    for clause, begin in parts:
        phrases: Phrases | None = None
        for index, token in enumerate(clause.tokens):
            if token.kind != "verb" or token.action in compiled.vague or token.action in found:
                continue
            if phrases is None:
                phrases = Phrases(clause, seen.text, compiled, begin)
            following = phrases.following(index)
            if (is_adverb(token) and following and following.kind == "verb") or phrases.is_attributive(token):
                continue
            before, adjoins = phrases.before(index)
            chained = adjoins and clause.tokens[before].kind == "verb"  # 立案查处, 开展检查
            if token.nominal and not chained and not phrases.must_be_verb(index):
                continue
            if not (adjoins and clause.tokens[before].kind == "negations"):
                found[token.action] = None
    return tuple(found)
