"""Sections that two reports share as a whole, clauses with figures included: short reports have no long passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audit.reuse._align import Chain, EqualRun, chains
from audit.reuse._shingles import Mask
from audit.reuse.text import ReportText

#: Sections that agencies word alike because the form asks for it: tables with their notes, statements on fees.
FORMULAS = frozenset((2, 3, 4, 6))
#: A section is the same throughout where so much of what one report says in it is in the other's, and so much of the
#: other's in the first: a paragraph may have been added.
_ALL, _BACK = 0.8, 0.5
#: It is half the same where so much of what either report says in its own words is in the other's.
_HALF = 0.5
#: Equal characters of the shortest piece of such a section.
PIECE = 12


@dataclass(frozen=True, slots=True)
class TextMasks:
    """What a text says, as masks: ``own`` is what not everybody writes, ``worded`` has clauses with figures too."""

    own: Mask
    worded: Mask


@dataclass(frozen=True, slots=True)
class Alike:
    """Section ``number`` is the same in two reports, ``throughout`` or half of it.

    ``worded`` and ``own`` are the equal characters that not everybody writes, with clauses with figures and without.
    """

    number: int
    worded: int
    own: int
    throughout: bool


def sections_with_text(text: ReportText) -> list[tuple[int, int, int]]:
    """The sections that an agency words itself."""
    return [part for part in text.sections if part[0] not in FORMULAS]


def alike(
    a: ReportText, b: ReportText, spoken_a: TextMasks, spoken_b: TextMasks, runs: Sequence[EqualRun]
) -> tuple[list[Alike], list[Chain]]:
    """The sections that are the same in both texts, apart from figures and names, and their passages."""
    runs = [run for run in runs if a.sections[run.parts[0] - 1][0] == b.sections[run.parts[1] - 1][0]]
    # All runs together cover more than the passages made of them: most pairs are told apart without those.
    likely = {section.number for section in _alike(a, b, spoken_a, spoken_b, [Chain(tuple(runs))])} if runs else set()
    found = chains([run for run in runs if a.section_at(run.i) in likely], PIECE)
    same = _alike(a, b, spoken_a, spoken_b, found)
    numbers = {section.number for section in same}
    return same, [chain for chain in found if a.section_at(chain.a[0]) in numbers]


def repeated(a: ReportText, b: ReportText, spoken_a: TextMasks, spoken_b: TextMasks) -> tuple[TextMasks, TextMasks]:
    """The masks of an agency's two reports: of a section that says word for word the same, all counts, phrases too.

    What everybody writes excuses two agencies that both write it, but not one that prints its section once more.
    """
    worded_a, worded_b = spoken_a.worded.copy(), spoken_b.worded.copy()
    for number, start, end in sections_with_text(a):
        for other, begin, close in sections_with_text(b):
            if number == other and a.text[start:end] == b.text[begin:close]:
                worded_a[start:end] = worded_b[begin:close] = True
    return TextMasks(spoken_a.own, worded_a), TextMasks(spoken_b.own, worded_b)


def covered(count_a: int, count_b: int, found: Sequence[Chain]) -> tuple[Mask, Mask]:
    """The characters of either text that stand in a passage."""
    in_a, in_b = np.zeros(count_a, np.bool_), np.zeros(count_b, np.bool_)
    for run in (run for chain in found for run in chain.runs):
        in_a[run.i : run.i + run.length] = True
        in_b[run.j : run.j + run.length] = True
    return in_a, in_b


def _alike(
    a: ReportText, b: ReportText, spoken_a: TextMasks, spoken_b: TextMasks, found: Sequence[Chain]
) -> list[Alike]:
    in_a, in_b = covered(len(a.text), len(b.text), found)
    same = []
    for number in sorted({part[0] for part in sections_with_text(a)} & {part[0] for part in sections_with_text(b)}):
        counts = [
            (
                count(text, number, spoken.worded & shared),
                count(text, number, spoken.worded),
                count(text, number, spoken.own & shared),
                count(text, number, spoken.own),
            )
            for text, spoken, shared in ((a, spoken_a, in_a), (b, spoken_b, in_b))
        ]
        low, high = sorted(worded / max(1, all_worded) for worded, all_worded, _, _ in counts)
        throughout = high >= _ALL and low >= _BACK
        if throughout or all(own >= _HALF * max(1, all_own) for _, _, own, all_own in counts):
            worded, own = (min(side[column] for side in counts) for column in (0, 2))
            same.append(Alike(number, worded, own, throughout))
    return same


def count(text: ReportText, number: int, mask: Mask) -> int:
    """How many characters of section ``number`` are in ``mask``."""
    return sum(int(mask[start:end].sum()) for section, start, end in text.sections if section == number)
