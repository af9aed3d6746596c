"""Quotations: the paragraph that a piece of evidence stands in, with its words marked, personal data hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from audit.findings import Evidence
from audit.model import Passage, Report
from audit.present.agency._marks import OF_THE_TEXT, passage_place

#: Characters of a paragraph before and behind the words; a longer paragraph is cut between sentences where it can be.
_BEFORE, _BEHIND = 110, 80
_END_OF_SENTENCE = re.compile(r"[。；！？]")
#: Quotations that one problem shows.
_MOST_QUOTES = 6


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in their paragraph: what stands ``before`` and ``behind`` them there, the place in words, the paragraph's number.

    ``paragraph`` counts the passages of the report from 1, None for evidence that is no part of its text.
    """

    label: str
    where: str
    before: str
    words: str
    behind: str
    paragraph: int | None = None


def quotes(report: Report, places: Iterable[Evidence]) -> tuple[list[Quote], int]:
    """The quotations of ``places`` that are no cells of the form, each once, and how many more there are."""
    known = {passage_place(passage.place): (at, passage) for at, passage in enumerate(report.passages, 1)}
    cells = {cell.place for cell in report.cells.values()}
    found: dict[tuple[object, ...], Quote] = {}
    for evidence in places:
        if evidence.place in cells:
            continue
        if evidence.role is None and evidence.place.table is not None and passage_place(evidence.place) not in known:
            continue
        quote = _quote(evidence, *known.get(passage_place(evidence.place), (None, None)))
        found.setdefault((quote.where, quote.before, quote.words), quote)
    every = list(found.values())
    return every[:_MOST_QUOTES], max(0, len(every) - _MOST_QUOTES)


def _quote(evidence: Evidence, number: int | None, passage: Passage | None) -> Quote:
    place, where = evidence.place, evidence.place.describe()
    if passage is None or number is None or evidence.role not in OF_THE_TEXT:
        return Quote(evidence.label, where, "", evidence.raw, "")
    text = passage.shown()
    start = place.start if place.start is not None else text.find(evidence.raw)
    end = place.end if place.end is not None else start + len(evidence.raw)
    if not 0 <= start < end <= len(text):
        return Quote(evidence.label, where, "", evidence.raw, "", number)
    return Quote(evidence.label, where, _tail(text[:start]), text[start:end], _head(text[end:]), number)


def _tail(text: str) -> str:
    """The end of what stands before the words."""
    if len(text) <= _BEFORE:
        return text
    ends = [found.end() for found in _END_OF_SENTENCE.finditer(text) if found.end() >= len(text) - _BEFORE]
    return "……" + text[ends[0] if ends and ends[0] < len(text) else len(text) - _BEFORE :]


def _head(text: str) -> str:
    """The beginning of what stands behind the words."""
    if len(text) <= _BEHIND:
        return text
    end = _END_OF_SENTENCE.search(text, 0, _BEHIND)
    return text[: end.end() if end else _BEHIND] + "……"
