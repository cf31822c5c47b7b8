"""Reads the posts of a person: right before or after the name, and those that he is said to take (县长李清任组长)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.facts.clauses import Grammar, View
from kg.records import Mention, Relation

__all__ = ["posts"]

_LONGEST = 24  # characters of one post with the organ that no mention covers
_Span = tuple[int, int]


def posts(mentions: Sequence[Mention], span: _Span, index: int, text: str, seen: View, compiled: Grammar) -> Iterator[Relation]:
    """Yield ``holds_post`` for the persons among ``mentions``, those of the ``index``-th statement, which covers ``span``.

    The post is text as written, the organ's name with it; several posts of one person (区委副书记、区长) are one text, and
    ``object_span`` is its span.
    """
    persons = [mention for mention in mentions if mention.type == "PERSON"]
    if not persons:
        return
    ends = {mention.end: mention for mention in mentions}
    starts = {mention.start: mention for mention in mentions}
    taken: _Span | None = None
    later: Mention | None = None
    found: list[Relation] = []
    for person in reversed(persons):
        start, end = _before(person.start, span[0], seen, compiled, ends), person.start
        if start == end:
            post = compiled.post.match(seen.text, person.end, span[1])
            start, end = (post.start(), post.end()) if post else (start, end)
        if later is None or not _coordinated(person, later, span[0], seen, compiled, ends):
            taken = _taken(person.end, span[1], seen, compiled, starts)
        later = person
        for held in ((start, end), taken):
            if held is not None and held[0] < held[1]:
                covered = (min(held[0], person.start), max(held[1], person.end))
                post_text = text[held[0] : held[1]]
                by = (person.start, person.end)
                found.append(Relation(person.text, "holds_post", post_text, *covered, by, held, index, "post"))
    yield from reversed(found)


def _before(position: int, floor: int, seen: View, compiled: Grammar, ends: Mapping[int, Mention]) -> int:
    """Return where the posts that end at ``position`` begin; ``position`` itself when none does."""
    begin = position
    while post := compiled.post_before.search(seen.text, max(floor, position - _LONGEST), position):
        organ = ends.get(post.start())
        begin = organ.start if organ and organ.type in compiled.actors and organ.type != "PERSON" else post.start()
        if begin <= floor or seen.text[begin - 1] not in compiled.words["joins"]:
            break
        position = begin - 1
    return begin


def _coordinated(person: Mention, later: Mention, floor: int, seen: View, compiled: Grammar, ends: Mapping[int, Mention]) -> bool:
    """Say whether nothing but 、 and posts stands between two persons: what the second takes the first does too."""
    begin = _before(later.start, floor, seen, compiled, ends)
    return seen.text[person.end : begin] in compiled.words["joins"]


def _taken(position: int, ceiling: int, seen: View, compiled: Grammar, starts: Mapping[int, Mention]) -> _Span | None:
    """Return the span of the post that the person whose name ends at ``position`` is said to take."""
    taking = compiled.taking.match(seen.text, position, ceiling)
    if taking is None:
        return None
    start = taking.end()
    organ = starts.get(start)
    at = organ.end if organ is not None and organ.type in compiled.actors and organ.type != "PERSON" else start
    post = compiled.post.match(seen.text, at, ceiling) or compiled.post_with_organ.match(seen.text, at, ceiling)
    return (start, post.end()) if post else None
