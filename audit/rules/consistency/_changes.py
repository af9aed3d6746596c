"""Changes that the text states (“同比增长20%”) against the earlier year's report, the sentence itself and the paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from audit.findings import Change, Counted, Evidence, Outcome, Side, Verdict, rate, rounded_alike
from audit.forms import load
from audit.history import by_year
from audit.model import Claim, Report
from audit.rules import Case
from audit.rules.consistency._claim import UNCLEAR_CONFIDENCE, figure, text_evidence, text_side
from audit.rules.consistency._rates import ALL, CONCLUDED, RECEIVED, counts_before
from audit.rules.consistency._readings import quantity
from audit.rules.consistency._years import file_name, in_reports
from audit.text import Value, added, minus
from audit.words import YEAR

_NAMED_YEAR = re.compile(rf"{YEAR}(?=年)")
#: The year compared with and the bracket behind it, and what closes that.
_COMPARED = re.compile(rf"(?:[较比]|与)(?:上一?年度?|去年|{YEAR}年度?)(?:同期)?[（(]\s*")
_CLOSED = re.compile(r"\s*[）)]")
_REMEMBERED = 64
_RISE = re.compile("(?P<up>增长|增加|上升|提高)|下降|减少|降低|回落")


class _Judged(NamedTuple):
    """One comparison of a change, before it is an outcome."""

    verdict: Verdict
    facts: Change
    locus: str
    places: tuple[Evidence, ...]
    confidence: float = 1.0

    def outcome(self, case: Case) -> Outcome:
        """The outcome on it."""
        return case.outcome(self.verdict, self.facts, self.locus, self.places, confidence=self.confidence)


def change_outcomes(case: Case, claims: Sequence[Claim], index: int, locus: str) -> Iterator[Outcome]:
    """The outcomes on the change at ``index``, named ``locus``: by the earlier report and by the sentence itself.

    Two failures are told as one, because it is one number that is wrong.
    """
    before = counts_before(claims, index)
    held = (
        _by_report(case, claims[index], before, locus),
        _within_sentence(claims, index, before, f"{locus}:text"),
    )
    judged = [one for one in held if one is not None]
    failures = [one for one in judged if one.verdict == "fail"]
    yield from (one.outcome(case) for one in judged if one.verdict != "fail")
    if failures:
        also = tuple(one.facts for one in failures[1:])
        yield failures[0]._replace(facts=replace(failures[0].facts, also=also)).outcome(case)


def change_alone(case: Case, claims: Sequence[Claim], above: Sequence[Claim], locus: str) -> Iterator[Outcome]:
    """Hold “较2023年的8件增长25%”, a sentence of its own, against the figures that its paragraph has stated before."""
    if len(claims) != 2 or claims[0].subject != "change.base" or claims[1].unit != "%" or not above:
        return
    base, change = claims
    rise = _RISE.search(change.text)
    counts = [c for c in above if c.unit == base.unit and c.exact and c.scope == "report" and c.value]
    if rise is None or not base.value or not base.exact or not change.exact or not counts:
        return
    places = (text_evidence(change), text_evidence(base), *(text_evidence(c) for c in counts[:1]))

    def fits(value: Value) -> bool:
        step = minus(value, base.value) if rise["up"] else minus(base.value, value)
        return rounded_alike(change.value, rate(step, base.value))

    fitting = next((c for c in counts if fits(c.value)), None)
    now = text_side(fitting or counts[0])
    facts = Change(
        "paragraph", text_side(change), now, (text_side(base),), "agrees" if fitting else "differs", bool(rise["up"])
    )
    if fitting is not None:
        yield case.outcome("pass", facts, locus, places)
        return
    tables = (figure(case, reading) for reading in (RECEIVED, ALL, CONCLUDED))
    meant = next((found for found in tables if found.value and fits(found.value)), None)
    if meant is not None:
        facts = replace(facts, result="unclear", elsewhere=meant)
        yield case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE)
    else:
        yield case.outcome("fail", facts, locus, places, confidence=0.6)


def _by_report(case: Case, claim: Claim, before: Sequence[Claim], locus: str) -> _Judged | None:
    """Hold a change against the last number ``before`` it and what the report of the year compared with gives for it."""
    year, versions = _compared_year(case, claim)
    meant = quantity(claim.about or "", case.form)
    if not versions or meant is None or not before or "百分点" in claim.unit:
        return None
    now = before[-1]
    earlier = [
        Side("earlier_report", found.name, found.value, found.cells, year=year, source=file_name(report))
        for report in versions
        for found in _then(case, report, claim.about or "")
    ]
    places = (text_evidence(claim), text_evidence(now), *_places(versions[0], earlier[:1]))
    rises = claim.subject == "change.growth"
    facts = Change("report", text_side(claim), text_side(now), tuple(earlier), "agrees", rises)
    for side in earlier:
        step = minus(now.value, side.number) if rises else minus(side.number, now.value)
        counted = claim.unit != "%" and step == claim.value
        if counted or (claim.unit == "%" and side.value and rounded_alike(claim.value, rate(step, side.number))):
            return _Judged("pass", replace(facts, before=(side,)), locus, places)
    usual = tuple(side for side in earlier if side.name == earlier[0].name)
    certain = now.exact and now.scope == "report" and len({side.value for side in usual}) == 1
    if certain and usual[0].value:
        return _Judged("fail", replace(facts, before=usual, result="differs"), locus, places, 0.8)
    usual = usual or (Side("earlier_report", "", None, year=year, source=file_name(versions[0])),)
    facts = replace(facts, before=usual, result="unknown")
    return _Judged("undecided", facts, locus, places, UNCLEAR_CONFIDENCE)


def _compared_year(case: Case, claim: Claim) -> tuple[int, tuple[Report, ...]]:
    """The year that the claim compares with, the one before unless it names another, and the organ's reports of it."""
    named = _NAMED_YEAR.search(claim.text)
    year = int(named[0]) if named else (case.report.year or 0) - 1
    return year, by_year(case.report, case.previous).get(year, ())


def _then(case: Case, report: Report, subject: str) -> Iterator[Counted]:
    """What ``subject`` may have been in an earlier report, in the readings that the edition of its form has."""
    form = load(report.edition) if report.edition else None
    meant = quantity(subject, form) if form else None
    earlier = replace(case, report=report, known_form=form, known={})
    for reading in meant.readings if meant else ():
        found = figure(earlier, reading)
        if found.value is not None:
            yield found


def _places(report: Report, usual: Sequence[Side]) -> Iterator[Evidence]:
    """The cells of the earlier report behind the usual reading; a long sum is told by its number only."""
    keys = [key for side in usual for key in side.cells]
    for key in keys if len(keys) <= 2 else ():
        side = in_reports((report,), key)
        if side.printed:
            yield side.printed.evidence


def _within_sentence(claims: Sequence[Claim], index: int, before: Sequence[Claim], locus: str) -> _Judged | None:
    """Hold a change against the figure, the earlier figure and the other change that its sentence states besides."""
    claim = claims[index]
    before = [count for count in before if not _is_bracketed(count)]
    if claim.about is None or not before or before[-1].subject != claim.about or not before[-1].exact:
        return None
    now, rises = before[-1], claim.subject == "change.growth"
    near = claims[claims.index(now) + 1 : index + 2]
    base = next((c for c in near if c.subject == "change.base" or c.scope == "other_year" or _is_bracketed(c)), None)
    step = next((c for c in near if c.subject == claim.subject and c.unit == now.unit), None)
    if base is not None and (base.unit != now.unit or not base.exact):
        return None
    if base is None and (step is None or step is claim or not step.exact):
        return None
    earlier = _before_step(now, base, step, rises=rises)
    change = minus(now.value, earlier.number) if rises else minus(earlier.number, now.value)
    places = tuple(text_evidence(c) for c in (claim, now, base, step) if c is not None)
    if claim.unit == "%" and earlier.number <= 0:
        return None
    facts = Change("sentence", text_side(claim), text_side(now), (earlier,), "agrees", rises)
    if change == claim.value if claim.unit != "%" else rounded_alike(claim.value, rate(change, earlier.number)):
        return _Judged("pass", facts, locus, places)
    if base is not None and base.scope == "other_year":
        return _Judged("undecided", replace(facts, result="unclear"), locus, places, UNCLEAR_CONFIDENCE)
    return _Judged("fail", replace(facts, result="differs"), locus, places, 0.8)


def _before_step(now: Claim, base: Claim | None, step: Claim | None, *, rises: bool) -> Side:
    """The earlier number: ``base``, or worked out from the ``step`` that the sentence states."""
    if base is not None:
        return text_side(base)
    more = step.value if step is not None else 0
    value = minus(now.value, more) if rises else added((now.value, more))
    return Side("text", "正文", value, sentence=now.sentence)


def _is_bracketed(claim: Claim) -> bool:
    """Whether the number stands in brackets behind the year compared with: “比2023年（31起）下降29%”."""
    number = claim.text.strip()
    return any(
        claim.sentence.startswith(number, start) and _CLOSED.match(claim.sentence, start + len(number))
        for start in _opened(claim.sentence)
    )


@lru_cache(_REMEMBERED)
def _opened(sentence: str) -> tuple[int, ...]:
    """Where brackets are opened behind a year compared with."""
    return tuple(match.end() for match in _COMPARED.finditer(sentence))
