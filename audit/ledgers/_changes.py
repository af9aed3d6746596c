"""One thing that a row of a filled ledger changes: what is entered, or why it is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.decisions import MAX_NOTE, DecisionEvent, DecisionSubject, Entry
from audit.ledgerrows import RowMark, is_same, masked_cell
from audit.ledgers._filled import FilledRow

ANEW = "如仍要改，请在新的台账中填写。"


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing to enter: the row that says it, the entry, what it comes to, and what should be looked at again (Chinese)."""

    row: FilledRow
    entry: Entry
    words: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Untaken:
    """What of a row is not entered, and why (Chinese): it does not fit, or ``newer`` entries say otherwise."""

    text: str
    newer: bool = False


def subject_of(mark: RowMark, holding: Sequence[DecisionEvent]) -> DecisionSubject:
    """What an entry is about; it goes on under the key that what it takes the place of has."""
    keys = dict.fromkeys(event.about for event in holding)
    about = mark.key if not keys or mark.key in keys else holding[-1].about
    former = tuple(key for key in keys if key != about)
    return DecisionSubject(mark.agency, mark.year, about, mark.evidence, former)


def in_full(text: str, recorded: Iterable[str]) -> str:
    """``text``, or what was ``recorded`` that the ledger shows so: what is hidden there is not lost."""
    return next((one for one in recorded if is_same(masked_cell(one), text)), text)


def too_long(head: str, text: str) -> str:
    """Why ``text`` cannot stand in the column ``head`` for its length (Chinese); "" where it can."""
    return f"“{head}”应在{MAX_NOTE}字以内，现有{len(text)}字。" if len(text) > MAX_NOTE else ""
