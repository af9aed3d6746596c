"""Pairs of reports worth aligning: MinHash signatures of windows, banded (LSH), linked within each bucket.

Windows begin where winnowing (Schleimer, Wilkerson, Aiken 2003) puts them, so the same passage has the same windows
wherever it stands: of any ``REACH`` + ``WINDOW`` + ``SIZE`` equal characters at least one window is the same in both.
Buckets are found by sorting one band after another: datasketch's own index keeps a Python set for every bucket, some
five kilobytes a window. A bucket gives links between neighbours only, so a text that many copied costs no more than
its copies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from audit.reuse._sections import sections_with_text
from audit.reuse._shingles import Mask, shingles
from audit.reuse.text import ReportText

#: Characters of a shingle, of a window, and the farthest from one window's start to the next.
SIZE, WINDOW, REACH = 5, 48, 32
#: Shingles of its own that a window must have.
_MIN_OWN_SHINGLES = 10
#: Bands and rows of LSH: windows of Jaccard 0.5 meet with probability 0.9, of 0.1 with 0.016.
BANDS, ROWS = 16, 3
_SEED = 711
#: Next windows of the same bucket that a window is linked to, and equal values of the signatures that a link takes.
_NEXT, _ALIKE = 8, 20
#: Shingles of their own that two reports must share, as estimated: those of a window times its likeness.
_EVIDENCE = 16
#: Partners of one report that are aligned, those that share most first.
PARTNERS = 12

_TOP = np.uint64(32)
_LAST = np.uint32(0xFFFFFFFF)
Signatures = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Windows:
    """Signatures of one report's windows, ``BANDS * ROWS`` values each, and the shingles that each is made of."""

    signatures: Signatures
    sizes: NDArray[np.intp]


@cache
def permutations() -> tuple[Signatures, Signatures]:
    """Factors and summands of the maps h → a·h + b modulo 2³², as datasketch draws them; an odd a loses no hash."""
    # The stream of this generator is the same in every version of numpy. datasketch itself would load scipy.
    random = np.random.RandomState(_SEED)
    a = random.randint(0, 1 << 31, BANDS * ROWS, np.uint32) * np.uint32(2) + np.uint32(1)
    return a, random.randint(0, 1 << 32, BANDS * ROWS, np.uint32)


def windows(text: ReportText, common: Mask) -> Windows:
    """The MinHash signatures of the windows of ``text``; shingles with a common character are no part of them."""
    hashes, valid = shingles(text.text, SIZE)
    for offset in range(SIZE):
        valid &= ~common[offset : offset + len(valid)]
    values = np.where(valid, (hashes >> _TOP).astype(np.uint32), _LAST)
    starts = _anchors(values)
    if not len(starts):
        return Windows(np.empty((0, BANDS * ROWS), np.uint32), np.empty(0, np.intp))
    breaks = np.array([end for _, _, end in text.sections])
    ends = np.minimum(starts + WINDOW, breaks[np.searchsorted(breaks, starts, "right")]) - SIZE + 1
    counts = np.concatenate(([0], np.cumsum(valid)))
    sizes = counts[ends] - counts[starts]
    enough = sizes >= _MIN_OWN_SHINGLES
    starts, ends, sizes = starts[enough], ends[enough], sizes[enough]
    a, b = permutations()
    permuted = np.where(valid[:, None], values[:, None] * a + b, _LAST)
    permuted = np.vstack((permuted, np.full((1, len(a)), _LAST)))
    edges = np.stack((starts, ends), axis=1).ravel()
    reduced = np.minimum.reduceat(permuted, edges)[::2] if len(edges) else permuted[:0]
    return Windows(np.ascontiguousarray(reduced), sizes)


def sections(text: ReportText, common: Mask) -> Windows:
    """One signature for each section of ``text`` that is no formula, of all that it says, clauses with figures too.

    So sections that are the same throughout meet, however short they are.
    """
    hashes, valid = shingles(text.text, SIZE)
    for offset in range(SIZE):
        valid &= ~common[offset : offset + len(valid)]
    values = (hashes >> _TOP).astype(np.uint32)
    a, b = permutations()
    made = [np.empty((0, BANDS * ROWS), np.uint32)]
    sizes = []
    for _, start, end in sections_with_text(text):
        own = values[start : end - SIZE + 1][valid[start : end - SIZE + 1]]
        if len(own) >= _MIN_OWN_SHINGLES:
            made.append((own[:, None] * a + b).min(axis=0, keepdims=True))
            sizes.append(len(own))
    return Windows(np.ascontiguousarray(np.concatenate(made)), np.array(sizes, np.intp))


def _anchors(values: Signatures) -> NDArray[np.intp]:
    """The positions of the least value of every ``REACH`` consecutive ones, the last of equals."""
    if len(values) < 1:
        return np.empty(0, np.intp)
    reach = min(REACH, len(values))
    view = np.lib.stride_tricks.sliding_window_view(values[::-1], reach)
    found = np.unique(len(values) - 1 - (np.arange(len(view)) + view.argmin(axis=1)))
    return np.asarray(found[values[found] != _LAST])


def candidates(texts: Sequence[ReportText], made: Sequence[Windows]) -> list[tuple[int, int]]:
    """Pairs of indices into ``texts``, reports of different agencies, sorted; at most ``PARTNERS`` for a report's sake."""
    if not any(len(item.signatures) for item in made):
        return []
    signatures = np.concatenate([item.signatures for item in made])
    sizes = np.concatenate([item.sizes for item in made])
    owners = np.repeat(np.arange(len(made)), [len(item.sizes) for item in made])
    agencies = np.unique([text.who for text in texts], return_inverse=True)[1]
    # Windows that are quite the same stand side by side in every bucket, however full it is.
    order = np.lexsort((owners, *(signatures[:, column] for column in range(4))))
    signatures, owners, sizes = signatures[order], owners[order], sizes[order]
    links = np.empty(0, np.uint64)
    for band in range(BANDS):
        links = np.union1d(links, _links(signatures, owners, agencies, band))
    size = np.uint64(len(owners))
    first, second = (links // size).astype(np.intp), (links % size).astype(np.intp)
    shared = (signatures[first] == signatures[second]).sum(axis=1) * np.minimum(sizes[first], sizes[second])
    return _best(owners, first, second, shared, len(texts))


def _links(
    signatures: Signatures, owners: NDArray[np.intp], agencies: NDArray[np.intp], band: int
) -> NDArray[np.uint64]:
    """Pairs of windows that meet in ``band``, each as one number."""
    rows = signatures[:, band * ROWS : (band + 1) * ROWS].astype(np.uint64)
    keys = rows[:, 0]
    for column in range(1, ROWS):
        keys = keys * np.uint64(0x9E3779B97F4A7C15) + rows[:, column]
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    found = [np.empty(0, np.uint64)]
    for step in range(1, _NEXT + 1):
        met = np.flatnonzero(keys[step:] == keys[:-step])
        if not len(met):
            break
        left, right = order[met], order[met + step]
        of_two_agencies = agencies[owners[left]] != agencies[owners[right]]
        left, right = left[of_two_agencies], right[of_two_agencies]
        alike = (signatures[left] == signatures[right]).sum(axis=1) >= _ALIKE
        left, right = left[alike], right[alike]
        found.append(np.minimum(left, right).astype(np.uint64) * np.uint64(len(owners)) + np.maximum(left, right))
    return np.unique(np.concatenate(found))


def _best(
    owners: NDArray[np.intp],
    first: NDArray[np.intp],
    second: NDArray[np.intp],
    shared: NDArray[np.intp],
    count: int,
) -> list[tuple[int, int]]:
    """Pairs of reports whose linked windows share enough; each report's ``PARTNERS`` best are kept."""
    swap = owners[first] > owners[second]
    first, second = np.where(swap, second, first), np.where(swap, first, second)
    # One window of the first report counts once, for what it shares with the most alike of the second.
    total = len(owners)
    linked, most = _reduced(np.maximum, (owners[first] * count + owners[second]) * total + first, shared)
    pairs, evidence = _reduced(np.add, linked // total, most)
    enough = evidence >= _EVIDENCE * BANDS * ROWS
    partners: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair, weight in zip(pairs[enough].tolist(), evidence[enough].tolist(), strict=True):
        partners[pair // count].append((-weight, pair))
        partners[pair % count].append((-weight, pair))
    kept = {pair for found in partners.values() for _, pair in sorted(found)[:PARTNERS]}
    return [(pair // count, pair % count) for pair in sorted(kept)]


def _reduced(
    function: np.ufunc, keys: NDArray[np.intp], values: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The distinct ``keys``, sorted, and ``function`` over the values of each."""
    if not len(keys):
        return keys, values
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.concatenate(([0], np.flatnonzero(np.diff(keys)) + 1))
    return keys[starts], np.asarray(function.reduceat(values[order], starts))
