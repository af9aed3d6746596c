"""The passages that two texts share: equal runs of characters, chained over small differences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from audit.reuse._shingles import Hashes, shingles
from audit.reuse.text import ReportText

#: Characters of the shortest equal run.
RUN = 6
#: Characters that may stand between two runs of one passage. What differs costs double, so that at least two thirds of
#: the shorter side are equal; what only one of the texts has costs half.
_GAP, _OTHER, _ADDED = 96, 2.0, 0.5
#: Places of a report from which on the same characters say nothing about where they come from.
_REPEATED = 8
#: Bounds for texts made to be slow: runs that are chained (longest first), passages that are looked for.
_MOST_RUNS, _MOST_PASSAGES = 400, 50


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A text as it is aligned: sorted shingles of ``RUN`` characters with their positions, the section of each position."""

    hashes: Hashes
    positions: NDArray[np.intp]
    parts: NDArray[np.intp]


class EqualRun(NamedTuple):
    """Characters ``i`` to ``i + length`` of the first text equal ``j`` to ``j + length`` of the second.

    ``parts`` are the ordinals of the sections they stand in.
    """

    i: int
    j: int
    length: int
    parts: tuple[int, int]

    def part(self, start: int, end: int) -> EqualRun:
        """Its characters ``start`` to ``end``."""
        return EqualRun(self.i + start, self.j + start, end - start, self.parts)


@dataclass(frozen=True, slots=True)
class Chain:
    """The runs of one passage, in order."""

    runs: tuple[EqualRun, ...]

    @property
    def length(self) -> int:
        """Equal characters."""
        return sum(run.length for run in self.runs)

    @property
    def a(self) -> tuple[int, int]:
        """Start and end in the first text."""
        return self.runs[0].i, self.runs[-1].i + self.runs[-1].length

    @property
    def b(self) -> tuple[int, int]:
        """Start and end in the second text."""
        return self.runs[0].j, self.runs[-1].j + self.runs[-1].length


def side(text: ReportText, *, given: bool = False) -> AlignedText:
    """``text`` ready to be aligned.

    What is given is no part of a run, it stands between two like other words, unless ``given`` asks for it: then clauses
    are equal that differ in their figures only.
    """
    hashes, whole = shingles(text.text, RUN)
    for offset in range(0 if given else RUN):
        whole &= ~text.given[offset : offset + len(whole)]
    positions = np.flatnonzero(whole)
    positions = positions[np.argsort(hashes[positions], kind="stable")]
    starts = [start for _, start, _ in text.sections]
    return AlignedText(hashes[positions], positions, np.searchsorted(starts, np.arange(len(hashes)), "right"))


def equal_runs(a: AlignedText, b: AlignedText) -> list[EqualRun]:
    """All longest runs of equal characters, found by their shingles as neighbours on one diagonal."""
    first = np.searchsorted(b.hashes, a.hashes, "left")
    counts = np.searchsorted(b.hashes, a.hashes, "right") - first
    counts[counts > _REPEATED] = 0
    total = int(counts.sum())
    if not total:
        return []
    i = np.repeat(a.positions, counts)
    j = b.positions[np.repeat(first, counts) + np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)]
    order = np.lexsort((i, i - j))
    i, j = i[order], j[order]
    starts = np.concatenate(([0], np.flatnonzero((np.diff(i) != 1) | (np.diff(j) != 1)) + 1))
    lengths = np.diff(np.append(starts, total)) + RUN - 1
    i, j = i[starts], j[starts]
    columns = (i, j, lengths, a.parts[i], b.parts[j])
    return [EqualRun(i, j, n, (p, q)) for i, j, n, p, q in zip(*(column.tolist() for column in columns), strict=True)]


def chains(found_runs: Sequence[EqualRun], shortest: int) -> list[Chain]:
    """The passages of at least ``shortest`` equal characters, best first; no character belongs to two of them."""
    runs = sorted(found_runs, key=lambda run: (-run.length, run.i, run.j))[:_MOST_RUNS]
    found: list[Chain] = []
    while runs and len(found) < _MOST_PASSAGES:
        chain = _best(sorted(runs, key=lambda run: (run.i, run.j)))
        if chain.length < shortest:
            break
        found.append(chain)
        runs = [rest for run in runs if (rest := _outside(run, chain))]
    return found


def _best(runs: list[EqualRun]) -> Chain:
    """The chain of most equal characters less what stands between them; ``runs`` are sorted by ``i``."""
    scores: list[float] = []
    steps: list[tuple[int, EqualRun]] = []
    longest = max(run.length for run in runs)
    for number, run in enumerate(runs):
        best, step = float(run.length), (-1, run)
        for other in range(bisect_left(runs, run.i - longest - _GAP, key=lambda item: item.i), number):
            earlier = steps[other][1]
            near = (
                earlier.i + earlier.length + _GAP >= run.i and earlier.j + earlier.length + _GAP >= run.j >= earlier.j
            )
            if near and earlier.parts == run.parts and (joined := _joined(earlier, run)):
                score = scores[other] + joined[0]
                if score > best:
                    best, step = score, (other, joined[1])
        scores.append(best)
        steps.append(step)
    number = max(range(len(runs)), key=lambda index: (scores[index], -index))
    found: list[EqualRun] = []
    while number >= 0:
        number, run = steps[number]
        found.append(run)
    return Chain(tuple(reversed(found)))


def _joined(earlier: EqualRun, run: EqualRun) -> tuple[float, EqualRun] | None:
    """What ``run`` adds to a chain that ends with ``earlier`` near it, and the part of it that is added; None if it cannot."""
    end_a, end_b = earlier.i + earlier.length, earlier.j + earlier.length
    # Runs overlap by a character or two where these are repeated: the later one begins where the earlier one ends.
    cut = max(0, end_a - run.i, end_b - run.j)
    if cut >= run.length:
        return None
    gaps = run.i + cut - end_a, run.j + cut - end_b
    if max(gaps) > _GAP:
        return None
    cost = _OTHER * min(gaps) + _ADDED * (max(gaps) - min(gaps))
    return run.length - cut - cost, run.part(cut, run.length) if cut else run


def _outside(run: EqualRun, chain: Chain) -> EqualRun | None:
    """The longest part of ``run`` that touches ``chain`` in neither text, or None if that is too little."""
    (start_a, end_a), (start_b, end_b) = chain.a, chain.b
    i, j, length, _ = run
    if (i >= end_a or i + length <= start_a) and (j >= end_b or j + length <= start_b):
        return run
    taken = sorted(((start_a - i, end_a - i), (start_b - j, end_b - j)))
    free, at = [], 0
    for start, end in taken:
        free.append((at, min(start, length)))
        at = max(at, end)
    free.append((at, length))
    start, end = max(free, key=lambda part: part[1] - part[0])
    return run.part(start, end) if end - start >= RUN else None
