"""Paragraphs cut into sentences and clauses, offsets kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: Longest sentence looked at as a whole; what is longer is cut, so that hostile text costs no more than its length.
MAX_SENTENCE = 1_000
#: Longest piece of a clause that patterns are tried on.
MAX_LEAD = 120
_SENTENCE_END = re.compile(r"[。！？!?]+")
_BREAK = re.compile(r"[，；;:()]|,(?!\d{3}(?!\d))")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_TRAIL_BREAK = re.compile(r"[，,；;:()、。！？!?]")


class ClauseSpan(NamedTuple):
    """Characters ``start`` to ``end`` between two breaks; ``inside`` says that they stand in brackets."""

    start: int
    end: int
    inside: bool = False


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


def blanked(text: str) -> str:
    """``text`` with every bracketed insertion replaced by blanks of the same length."""
    return _BRACKETS.sub(lambda match: " " * len(match[0]), text) if "(" in text else text


def clauses(text: str, start: int, end: int) -> tuple[ClauseSpan, ...]:
    """The clauses of ``text[start:end]`` in printed order."""
    found, first, depth = [], start, 0
    for match in _BREAK.finditer(text, start, end):
        at = match.start()
        if at > first:
            found.append(ClauseSpan(first, at, depth > 0))
        if text[at] == "(":
            depth += 1
        elif text[at] == ")" and depth:
            depth -= 1
        first = at + 1
    if end > first:
        found.append(ClauseSpan(first, end, depth > 0))
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
