"""What kinds of action a statement tells: the classes of the verbs that govern in it."""

from __future__ import annotations

from collections.abc import Iterable

from kg.facts.clauses import Clause, Grammar, View
from kg.facts.phrases import Phrases

__all__ = ["actions"]


def actions(parts: Iterable[tuple[Clause, int]], seen: View, compiled: Grammar) -> tuple[str, ...]:
    """Return the classes of the verbs of a statement's clauses, each given with where its subject ends, in order, each once.

    A verb that is denied, an attribute (…的) or an adverb, one that serves as a noun, and one of a class that tells nothing are
    passed over.
    """
    found: dict[str, None] = {}
    text, possessive, telling = seen.text, compiled.possessive, compiled.telling
    for clause, begin in parts:
        for index, label in enumerate(clause.labels):
            if label in found or label not in telling:
                continue
            token = clause.tokens[index]
            if token.kind != "verb" or text.startswith(possessive, token.end):
                continue
            plain = not (token.light or "negations" in clause.labels) and (not token.nominal or token.start == begin)
            if plain or _governs(index, Phrases(clause, text, compiled, begin)):
                found[label] = None
    return tuple(found)


def _governs(index: int, phrases: Phrases) -> bool:
    """Say whether the verb, token ``index``, is neither adverb nor noun, and not denied."""
    verb = phrases.tokens[index]
    if verb.light and (following := phrases.following(index)) and following.kind == "verb":
        return False
    before, adjoins = phrases.before(index)
    kind = phrases.tokens[before].kind if adjoins else None
    if kind == "negations":
        return False
    return not verb.nominal or kind == "verb" or phrases.must_be_verb(index, before)  # 立案查处, 开展检查
