"""Reads many broken files and says which of them crash, hang or give a wrong record.

Usage: ``python tests/fuzz/fuzz.py [--inputs N] [--seed S] [--jobs J]``

Each input is made from the seed and its number alone, so that a finding can be made again. Inputs are read in processes of
their own: one that dies, as a defect in a parser written in C would make it, is a finding like any other.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).parent))
from check import check_file
from mutate import mutant, originals

from kg.ontology import load

SECONDS = 30  # for one input, on a busy machine; it takes some hundredths
BATCH = 100
GRAPHS = 10  # one input in so many is also written as a graph


class Hang(BaseException):
    """Not an Exception, so that nothing on the way takes it for a defect."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise Hang


@cache
def _files() -> dict[str, list[bytes]]:
    return originals()


def made(seed: int, number: int) -> tuple[str, bytes]:
    """Return the suffix and the content of input ``number``."""
    return mutant(_files(), random.Random(f"{seed}/{number}"))


def tried(seed: int, number: int) -> str:
    """Return ``read .html``, ``refused .html`` or a finding, which begins with its kind."""
    suffix, data = made(seed, number)
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(SECONDS)
    try:
        return f"{check_file(suffix, data, graph=number % GRAPHS == 0)} {suffix}"
    except Hang:
        return f"HANG {number} {suffix}: more than {SECONDS} s"
    except Exception as error:
        return f"WRONG {number} {suffix}: {type(error).__name__}: {str(error)[:300]}"
    finally:
        signal.alarm(0)


def batch(seed: int, numbers: range) -> list[str]:
    """Return the outcome of several inputs."""
    return [tried(seed, number) for number in numbers]


def fuzz(inputs: int, seed: int, jobs: int) -> tuple[Counter[str], list[str]]:
    """Try ``inputs`` inputs; return how many came to what end, and the findings."""
    made(seed, 0), load()  # once, for all processes that are forked from this one
    counts: Counter[str] = Counter()
    findings: list[str] = []
    for start in range(0, inputs, BATCH * jobs * 4):
        batches = [range(n, min(n + BATCH, inputs)) for n in range(start, min(start + BATCH * jobs * 4, inputs), BATCH)]
        for numbers, outcomes in _in_processes(seed, batches, jobs):
            if outcomes is None:
                outcomes = [
                    one[0] if one else f"DIED {number} {made(seed, number)[0]}"
                    for number in numbers
                    for _, one in _in_processes(seed, [range(number, number + 1)], 1)
                ]
            for outcome in outcomes:
                kind = outcome.split()[0]
                counts[outcome if kind in ("read", "refused") else kind] += 1
                if kind not in ("read", "refused"):
                    findings.append(outcome)
                    print(outcome, flush=True)
        print(f"{min(start + BATCH * jobs * 4, inputs):>7,} inputs, {len(findings)} findings", flush=True)
    return counts, findings


def _in_processes(seed: int, batches: list[range], jobs: int) -> list[tuple[range, list[str] | None]]:
    with ProcessPoolExecutor(jobs) as pool:
        futures = [(numbers, pool.submit(batch, seed, numbers)) for numbers in batches]
        found: list[tuple[range, list[str] | None]] = []
        for numbers, future in futures:
            try:
                found.append((numbers, future.result()))
            except BrokenProcessPool:
                found.append((numbers, None))
        return found


def main() -> None:
    """Run and report; exit status 1 when there is a finding."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    started = time.monotonic()
    counts, findings = fuzz(args.inputs, args.seed, args.jobs)
    for outcome, count in sorted(counts.items()):
        print(f"{count:>7,} {outcome}")
    print(f"{sum(counts.values()):,} inputs in {time.monotonic() - started:.0f} s, {len(findings)} findings")
    sys.exit(bool(findings))


if __name__ == "__main__":
    main()
