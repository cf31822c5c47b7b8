"""Gets what is known of every input: out of the cache where it has not changed, else from those who read it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.build.cache import Cache, cache_key
from kg.build.entry import Outcome
from kg.build.remote import stamp_of
from kg.build.work import Failure, Task
from kg.ontology import Ontology
from kg.reading import Input, ReadingError, content

__all__ = ["Collected", "collect"]

# Reads tasks and yields what became of each.
Readers = Callable[[Iterable[Task]], Iterator[Outcome | Failure]]


@dataclass(slots=True)
class Collected:
    """What became of the inputs; ``seconds`` has the paths of those that were read now, with how long that took."""

    outcomes: list[Outcome] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.outcomes) + len(self.failures)


def collect(
    inputs: Sequence[Input],
    cache: Cache,
    ontology: Ontology,
    readers: Readers,
    progress: Callable[[int], None],
    force: bool = False,
    send: bool = False,
) -> Collected:
    """Return what became of ``inputs``, when all of it is in ``cache``; ``progress`` is told the number done.

    ``force`` reads all of them; ``send`` gives the bytes of local files to the readers.
    """
    found = Collected()

    def unknown() -> Iterator[Task]:
        for each in inputs:
            try:
                task = _task(each, ontology, send)
            except ReadingError as error:
                found.failures.append(Failure.of(each.name, each.remote or each.path, error))
                progress(len(found))
                continue
            outcome = None if force else cache.find(task.key)
            if outcome:
                found.outcomes.append(outcome)
                progress(len(found))
            else:
                yield task

    for made in readers(unknown()):
        if isinstance(made, Failure):
            found.failures.append(made)
        else:
            found.outcomes.append(made)
            found.seconds[made.path] = made.seconds
        progress(len(found))
    return found


def _task(input: Input, ontology: Ontology, send: bool) -> Task:
    if input.remote:
        stamp = stamp_of(input)
        return Task(input, cache_key(input, stamp, ontology), stamp)
    data = content(input.path, input.limits)
    stamp = hashlib.sha256(data).hexdigest()
    return Task(input, cache_key(input, stamp, ontology), stamp, data if send else None)
