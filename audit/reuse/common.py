"""What everybody writes: shingles of the shipped list, and those that many agencies of the corpus write."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from audit.reuse._shingles import Hashes, Mask, shingles
from audit.reuse.text import ReportText, normalised

#: Characters of a shingle: long enough that one names a phrase, not a word.
SIZE = 8
#: Written by more than this share of the agencies, and by more than this many, a shingle is everybody's.
SHARE, LEAST = 0.25, 20
#: In a corpus too small for that, what more than half of the agencies write, and more than so many, or what all of so
#: many write, is told apart: it may be the area's own slogan as well as one text that all have copied.
HALF, FEW = 0.5, 4
#: Agencies that are learned from; more would not change what a quarter of them write.
_SAMPLE = 1_000
#: Other characters between two common shingles that are taken with them: a name, a number, another wording.
_GAP = 4


@dataclass(frozen=True, slots=True)
class Common:
    """Sorted hashes of what everybody writes; ``threshold`` and ``learned`` tell of what the corpus taught.

    ``majority`` are those together with what most agencies of a small corpus write; None where there is no such text.
    """

    hashes: Hashes
    agencies: int
    threshold: int
    learned: int
    majority: Hashes | None = None

    def mask(self, text: ReportText, hashes: Hashes | None = None, *, given: bool = True) -> Mask:
        """The characters of ``text`` that everybody writes, or that ``hashes`` cover, and titles; with or without all that is given."""
        known_hashes = self.hashes if hashes is None else hashes
        hashes, whole = shingles(text.text, SIZE)
        known = _within(hashes, known_hashes) & whole
        covered = (text.given if given else text.titles).copy()
        for offset in range(SIZE):
            covered[offset : offset + len(known)] |= known
        return _closed(covered)


def learn(texts: Sequence[ReportText]) -> Common:
    """The common shingles of a corpus; below ``LEAST`` agencies only the shipped list's are everybody's.

    Document frequency is counted over agencies: a sentence that one agency repeats every year is its own.
    """
    by_agency: dict[str, list[ReportText]] = defaultdict(list)
    for text in texts:
        by_agency[text.who].append(text)
    names = sorted(by_agency)
    sample = names[:: -(-len(names) // _SAMPLE)] if names else []
    threshold = max(LEAST, int(SHARE * len(sample)))
    half = max(FEW - 1, min(len(sample) - 1, max(FEW, int(HALF * len(sample)))))
    learned = most = np.empty(0, np.uint64)
    if len(sample) > min(threshold, half):
        each = [np.unique(np.concatenate([_whole(text.text) for text in by_agency[name]])) for name in sample]
        values, counts = np.unique(np.concatenate(each), return_counts=True)
        learned, most = values[counts > threshold], values[counts > half]
    known = np.union1d(learned, shipped())
    majority = np.union1d(known, most) if half < threshold and len(most) else None
    return Common(known, len(names), threshold, len(learned), majority)


@cache
def shipped() -> Hashes:
    """The shingles of the sentences in boilerplate.toml."""
    data = tomllib.loads(Path(__file__).with_name("boilerplate.toml").read_text("utf-8"))
    sentences = [sentence for group in data.values() for sentence in group["sentences"]]
    return np.unique(np.concatenate([_whole(normalised(sentence)) for sentence in sentences]))


def _whole(text: str) -> Hashes:
    hashes, whole = shingles(text, SIZE)
    return hashes[whole]


def _within(hashes: Hashes, known: Hashes) -> Mask:
    """Which of ``hashes`` are in the sorted ``known``."""
    if not len(known):
        return np.zeros(len(hashes), np.bool_)
    at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.asarray(known[at] == hashes)


def _closed(covered: Mask) -> Mask:
    """``covered`` with short gaps between covered characters filled."""
    edges = np.flatnonzero(np.diff(covered.astype(np.int8)))
    for left, right in pairwise(edges):
        if covered[left] and right - left <= _GAP:
            covered[left + 1 : right + 1] = True
    return covered
