"""What shows a problem: the outcomes that speak for it, the cells that they are about, the places that are at issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit.causes import Cause, Problem
from audit.document import Place
from audit.findings import Evidence, Missing, Outcome, UnitsInText
from audit.model import Passage, Report

#: Evidence with another role is no part of the text of the report.
OF_THE_TEXT = (None, "text", "title", "table")
#: What a sentence is called that states what a cell is to be changed to.
_AS_PROPOSED = "正文写明的数与改正值相同"
#: Kinds of causes for want of which other things stay open.
_WANTING = ("missing", "blank")


def speaking(problem: Problem) -> tuple[Outcome, ...]:
    """The outcomes whose cells and places show the problem; what is merely left open with it has nothing to do with what it prints."""
    if failing := tuple(one for one in problem.outcomes if one.verdict == "fail"):
        return failing
    if problem.kind == "unread":
        return (problem.root,)
    if problem.kind in _WANTING:
        return tuple(one for one in problem.outcomes if one.cause_kind == problem.root.cause_kind)
    return problem.outcomes


def cells_of(outcome: Outcome) -> tuple[str, ...]:
    """The cells whose numbers are at issue: of a number of the text against other reports' none, the cell only names what is counted."""
    return () if isinstance(outcome.facts, UnitsInText) else outcome.cells


def testimony(cause: Cause | None, report: Report) -> Iterator[Evidence]:
    """The places of the text that state, exactly and of the whole year, the number that a cell is to be changed to."""
    due = {change.cell: change.value for change in cause.changes} if cause else {}
    for claim in report.claims if due else ():
        keys = (claim.subject or "", f"{claim.subject}.total")
        value = next((due[key] for key in keys if key in due), None)
        if claim.exact and claim.scope == "report" and claim.value == value:
            yield Evidence(claim.place, claim.printed or claim.text, _AS_PROPOSED)


def passage_place(place: Place) -> Place:
    """The place of the paragraph that ``place`` is a part of."""
    return place._replace(start=None, end=None, bbox=None)


def numbered(report: Report) -> dict[Place, tuple[int, Passage]]:
    """Each passage of the report with its number from 1, by the place of its paragraph."""
    return {passage_place(passage.place): (at, passage) for at, passage in enumerate(report.passages, 1)}


def faulty_places(outcomes: Iterable[Outcome], report: Report) -> Iterator[Evidence]:
    """The places at which something is wrong."""
    return (evidence for evidence, faulty in _places(outcomes, report) if faulty)


def vain_places(outcomes: Iterable[Outcome], report: Report) -> Iterator[Evidence]:
    """The paragraphs that are as they should be and only say where something was sought in vain."""
    return (evidence for evidence, faulty in _places(outcomes, report) if not faulty)


def _places(outcomes: Iterable[Outcome], report: Report) -> Iterator[tuple[Evidence, bool]]:
    paragraphs = {passage.place for passage in report.passages}
    for outcome in outcomes:
        for evidence in outcome.places:
            yield evidence, not (isinstance(outcome.facts, Missing) and evidence.place in paragraphs)
