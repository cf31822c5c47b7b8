"""Reads the post that stands right before or after a person's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.facts.clauses import Grammar, View
from kg.records import Mention, Relation

__all__ = ["posts"]

_LONGEST = 24  # characters of one post with the organ that no mention covers


def posts(
    mentions: Sequence[Mention], span: tuple[int, int], index: int, text: str, seen: View, compiled: Grammar
) -> Iterator[Relation]:
    """Yield ``holds_post`` for the persons among ``mentions``, those of the ``index``-th statement, which covers ``span``.

    The post is text as written, the organ's name with it; several posts of one person (区委副书记、区长) are one text, and
    ``object_span`` is its span.
    """
    ends = {mention.end: mention for mention in mentions}
    for person in mentions:
        if person.type != "PERSON":
            continue
        start, end = _before(person.start, span[0], seen, compiled, ends), person.start
        if start == end:
            post = compiled.post.match(seen.text, person.end, span[1])
            start, end = (post.start(), post.end()) if post else (start, end)
        if start < end:
            covered = (min(start, person.start), max(end, person.end))
            yield Relation(
                person.text, "holds_post", text[start:end], *covered, (person.start, person.end), (start, end), index, "post"
            )


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
