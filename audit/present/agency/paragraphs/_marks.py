"""Marks in the report's text: which characters the problems speak of, which figures were held against a cell of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from audit.causes import Problem, Problems, level
from audit.document import Place
from audit.findings import GRAVEST_FIRST, Outcome
from audit.forms import Form
from audit.model import Report
from audit.present.agency.evidence import OF_THE_TEXT, cells_of, faulty_places, passage_place, speaking


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that the same marks cover: the gravest of them as ``css``, the cell they were held against as ``key``.

    ``ends`` are the problems whose mark ends behind these characters.
    """

    text: str
    css: str = ""
    key: str = ""
    ends: tuple[Problem, ...] = ()


@dataclass(slots=True)
class PassageMarks:
    """What is marked in one passage: spans of problems, spans of figures with their cell, problems of the whole passage."""

    spans: list[tuple[int, int, Problem]] = field(default_factory=list)
    held: list[tuple[int, int, str]] = field(default_factory=list)
    whole: list[Problem] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """All problems that speak of the passage, each once."""
        return list({one.number: one for one in (*self.whole, *(problem for _, _, problem in self.spans))}.values())


def marks(
    report: Report, every: Problems, outcomes: Iterable[Outcome], form: Form | None
) -> Mapping[int, PassageMarks]:
    """What is marked in each passage of the report, by its number from 1."""
    numbers = {passage_place(passage.place): at for at, passage in enumerate(report.passages, 1)}
    found: dict[int, PassageMarks] = {}
    for problem in every.standing:
        for number, span in _spoken_of(speaking(problem), numbers, report):
            marked = found.setdefault(number, PassageMarks())
            if span is None:
                marked.whole += [] if problem in marked.whole else [problem]
            elif (*span, problem) not in marked.spans:
                marked.spans.append((*span, problem))
    for number, start, end, key in _held(report, outcomes, numbers, form):
        found.setdefault(number, PassageMarks()).held.append((start, end, key))
    return found


def _spoken_of(
    outcomes: Iterable[Outcome], numbers: Mapping[Place, int], report: Report
) -> Iterator[tuple[int, tuple[int, int] | None]]:
    """The passages that outcomes speak of, by number, with the characters; None for the whole passage."""
    for evidence in faulty_places(outcomes, report):
        number = numbers.get(passage_place(evidence.place))
        if number is None or evidence.role not in OF_THE_TEXT:
            continue
        text = report.passages[number - 1].raw()
        start, end = evidence.place.start or 0, evidence.place.end or 0
        part = 0 <= start < end <= len(text) and text[:start].strip() + text[end:].strip()
        yield number, (start, end) if part else None


def _held(
    report: Report, outcomes: Iterable[Outcome], numbers: Mapping[Place, int], form: Form | None
) -> Iterator[tuple[int, int, int, str]]:
    """The figures of the text that agree or do not agree with a cell: passage, start, end, the cell's key."""
    known = form.cells if form else {}
    claims = {(claim.place.paragraph, claim.place.line, claim.place.start): claim for claim in report.claims}
    seen = set()
    for outcome in outcomes:
        if outcome.verdict == "undecided" or not cells_of(outcome):
            continue
        for place in (evidence.place for evidence in outcome.places if evidence.role in OF_THE_TEXT):
            number = numbers.get(passage_place(place))
            if number is None or place.start is None or place.end is None or (number, place.start) in seen:
                continue
            claim = claims.get((place.paragraph, place.line, place.start))
            subject = (claim.subject if claim else None) or ""
            key = next((key for key in (subject, f"{subject}.total", *outcome.cells) if key in known), "")
            if key and 0 <= place.start < place.end <= len(report.passages[number - 1].raw()):
                seen.add((number, place.start))
                # The figure alone, without the words that name it.
                yield number, place.start + (claim.number_start - claim.start if claim else 0), place.end, key


def segments(text: str, marked: PassageMarks, start: int = 0, end: int | None = None) -> list[Segment]:
    """Characters ``start`` to ``end`` of ``text``, cut wherever a mark begins or ends; of marks that overlap the gravest is shown."""
    end = len(text) if end is None else end
    every = [*((a, b) for a, b, _ in marked.spans), *((a, b) for a, b, _ in marked.held)]
    edges = sorted({start, end, *(at for span in every for at in span if start < at < end)})
    found = []
    for left, right in pairwise(edges):
        covering = [problem for a, b, problem in marked.spans if a <= left and right <= b]
        key = next((key for a, b, key in marked.held if a <= left and right <= b), "")
        ending = {problem.number: problem for a, b, problem in marked.spans if b == right}
        css = level(min(covering, key=_gravity)) if covering else ""
        found.append(Segment(text[left:right], css, key, tuple(ending[number] for number in sorted(ending))))
    return found


def _gravity(problem: Problem) -> tuple[bool, int]:
    return problem.verdict == "undecided", GRAVEST_FIRST[problem.severity]
