"""What may have been misread in a picture is not held against the report, whatever rule found it.

Figures are recognised twice and held against the ink; words are not, nor is the order in which the lines of a text were put
together around its figures. A finding that a slip of recognition could have made is undecided, with what was found as a
fact: rules need not know of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from audit.findings import Outcome, Recognised
from audit.model import Report
from audit.persons import masked
from audit.rules._rule import Rule

#: Most that is known of whether it is a fault, and the places that are shown.
_CONFIDENCE, _MOST_PLACES = 0.5, 30


def without_misread(rule: Rule, report: Report, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The ``outcomes`` of ``rule`` on ``report``; those of its failures that may be slips of recognition as one, undecided."""
    doubtful: list[Outcome] = []
    for outcome in outcomes:
        if outcome.verdict == "fail" and _may_be_misread(rule, report, outcome):
            doubtful.append(outcome)
        else:
            yield outcome
    if doubtful:
        yield _undecided(report, doubtful)


def _may_be_misread(rule: Rule, report: Report, outcome: Outcome) -> bool:
    if not report.recognised or rule.misread == "never":
        return False
    if rule.misread == "anywhere":
        return True
    own = [evidence.place for evidence in outcome.places if evidence.role in (None, "title")]
    if rule.misread == "order":
        return any(map(report.may_be_disordered, own))
    return not own or any(map(report.is_recognised, own))


def _undecided(report: Report, doubtful: list[Outcome]) -> Outcome:
    """One undecided outcome that holds what each of ``doubtful`` states, known by the first of them."""
    facts = Recognised(tuple(one.facts for one in doubtful if one.facts is not None))
    sections = {one.section for one in doubtful}
    return replace(
        doubtful[0],
        verdict="undecided",
        severity="info",
        confidence=min(_CONFIDENCE, *(one.confidence for one in doubtful)),
        message=masked(facts.message(), report.private),
        facts=facts,
        cells=tuple(dict.fromkeys(cell for one in doubtful for cell in one.cells)),
        places=tuple(dict.fromkeys(place for one in doubtful for place in one.places))[:_MOST_PLACES],
        section=sections.pop() if len(sections) == 1 else None,
        expected=None,
        actual=None,
        difference=None,
        suggestion=None,
        candidates=(),
    )
