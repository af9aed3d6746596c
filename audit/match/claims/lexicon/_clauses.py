"""Paragraphs cut into sentences and clauses, offsets kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from audit.patterns import regex
from audit.text import brackets

#: Longest sentence looked at as a whole; what is longer is cut, so that hostile text costs no more than its length.
MAX_SENTENCE = 1_000
#: Longest piece of a clause that patterns are tried on.
MAX_LEAD = 120
#: Brackets within brackets that are told from each other; no report has as many.
_MAX_BRACKETS_OPEN = 4
_SENTENCE_END = regex(r"[。！？!?]+")
_BREAK = regex(r"[，；;:()]|,(?!\d{3}(?!\d))")
_TRAIL_BREAK = regex(r"[，,；;:()、。！？!?]")


class ClauseSpan(NamedTuple):
    """Characters ``start`` to ``end`` between two breaks, and where the brackets open in which they stand, outer ones first."""

    start: int
    end: int
    brackets: tuple[int, ...] = ()

    @property
    def inside(self) -> bool:
        """Whether they stand in brackets."""
        return bool(self.brackets)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end (closing mark included) of each sentence of ``text``."""
    start = 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    for end in (*ends, len(text)):
        while end - start > MAX_SENTENCE:
            yield start, start + MAX_SENTENCE
            start += MAX_SENTENCE
        if end > start:
            yield start, end
        start = end


def blanked(text: str, depth: int = 0) -> str:
    """``text`` with blanks of the same length for every bracket, or for those that stand in ``depth`` others alone."""
    kept, position = [], 0
    for bracket in brackets(text):
        if bracket.depth == depth + 1:
            kept += [text[position : bracket.start], " " * (bracket.end - bracket.start)]
            position = bracket.end
    return "".join((*kept, text[position:])) if kept else text


def clause_spans(text: str, start: int, end: int) -> tuple[ClauseSpan, ...]:
    """The clauses of ``text[start:end]`` in printed order."""
    found: list[ClauseSpan] = []
    opened: tuple[int, ...] = ()
    first, deeper = start, 0
    for match in _BREAK.finditer(text, start, end):
        at = match.start()
        if at > first:
            found.append(ClauseSpan(first, at, opened))
        if text[at] == "(" and len(opened) == _MAX_BRACKETS_OPEN:
            deeper += 1
        elif text[at] == "(":
            opened = (*opened, at)
        elif text[at] == ")" and deeper:
            deeper -= 1
        elif text[at] == ")":
            opened = opened[:-1]
        first = at + 1
    if end > first:
        found.append(ClauseSpan(first, end, opened))
    return tuple(found)


def lead_start(text: str, first: int, position: int) -> int:
    """Where the clause that runs up to ``position`` begins, not before ``first``; a colon right before it is passed over."""
    first = max(first, position - MAX_LEAD)
    stop = position
    while stop > first and (text[stop - 1] == ":" or text[stop - 1].isspace()):
        stop -= 1
    for match in _BREAK.finditer(text, first, stop):
        first = match.end()
    return first


def trail_end(text: str, position: int, last: int) -> int:
    """Where the clause that begins at ``position`` ends, not behind ``last``."""
    match = _TRAIL_BREAK.search(text, position, last)
    return match.start() if match else last
