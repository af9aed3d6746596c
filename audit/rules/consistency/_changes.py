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
#: So near before a number stands the year that it is of: “2022年为91件”.
NEAR = 10
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
    year, versions = compared_year(case, claim)
    meant = quantity(claim.about or "", case.form)
    before = [c for c in before if c.role in ("", "now") and c.scope != "other_year"]
    if "分别" in claim.sentence[: end_in_sentence(claim)]:
        return None
    if not versions or meant is None or not before or "百分点" in claim.unit:
        return None
    now = next((c for c in reversed(before) if c.subject == claim.about), before[-1])
    if now.subject not in (claim.about, None):
        return None
    earlier = earlier_sides(case, versions, year, claim.about or "")
    places = (text_evidence(claim), text_evidence(now), *earlier_places(versions[0], earlier[:1]))
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


def compared_year(case: Case, claim: Claim) -> tuple[int, tuple[Report, ...]]:
    """The year that the claim compares with, the one before unless it names another, and the organ's reports of it."""
    said = claim.sentence[max(0, end_in_sentence(claim) - len(claim.text) - NEAR) : end_in_sentence(claim)]
    named = _NAMED_YEAR.findall(claim.text if claim.role != "base" else said)
    year = int(named[-1]) if named else (case.report.year or 0) - 1
    return year, by_year(case.report, case.previous).get(year, ())


def earlier_sides(case: Case, versions: Sequence[Report], year: int, subject: str) -> list[Side]:
    """What ``subject`` may have been in the reports of ``year``, by each of them and each way of counting."""
    return [
        Side("earlier_report", found.name, found.value, found.cells, year=year, source=file_name(report))
        for report in versions
        for found in _then(case, report, subject)
    ]


def _then(case: Case, report: Report, subject: str) -> Iterator[Counted]:
    """What ``subject`` may have been in an earlier report, in the readings that the edition of its form has."""
    form = load(report.edition) if report.edition else None
    meant = quantity(subject, form) if form else None
    earlier = replace(case, report=report, known_form=form, known={})
    for reading in meant.readings if meant else ():
        found = figure(earlier, reading)
        if found.value is not None:
            yield found


def earlier_places(report: Report, usual: Sequence[Side]) -> Iterator[Evidence]:
    """The cells of the earlier report behind the usual reading; a long sum is told by its number only."""
    keys = [key for side in usual for key in side.cells]
    for key in keys if len(keys) <= 2 else ():
        side = in_reports((report,), key)
        if side.printed:
            yield side.printed.evidence


def _within_sentence(claims: Sequence[Claim], index: int, before: Sequence[Claim], locus: str) -> _Judged | None:
    """Hold a change against the figure, the earlier figure and the other change that its sentence states besides."""
    claim = claims[index]
    now = _later(claims, index, before)
    if now is None or "分别" in claim.sentence[: end_in_sentence(claim)]:
        return None
    rises = claim.subject == "change.growth"
    base = _earlier(claims, index, now)
    compared = _NAMED_YEAR.search(claim.text)
    if base is not None and compared and compared[0] not in base.sentence[: end_in_sentence(base)][-2 * NEAR :]:
        return None
    near = claims[claims.index(now) + 1 : index + 2]
    step = next((c for c in near if c.subject == claim.subject and c.unit == now.unit), None)
    if step is not None and _NAMED_YEAR.findall(step.text) != _NAMED_YEAR.findall(claim.text) and step is not claim:
        step = None if _NAMED_YEAR.search(claim.text) else step
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
    own = base is not None and base.role == "base" and not _is_bracketed(base)
    if (
        base is not None
        and base.scope == "other_year"
        and not own
        and (_is_bracketed(base) or base.subject != now.subject)
    ):
        return _Judged("undecided", replace(facts, result="unclear"), locus, places, UNCLEAR_CONFIDENCE)
    return _Judged("fail", replace(facts, result="differs"), locus, places, 0.8)


def _later(claims: Sequence[Claim], index: int, before: Sequence[Claim]) -> Claim | None:
    """This year's number that the change at ``index`` leads to: the last before it, or “达到120件” right behind it."""
    claim = claims[index]
    counts = [c for c in before if c.role in ("", "now") and c.scope in ("report", "unclear") and not _is_bracketed(c)]
    if claim.about is None and not (counts and counts[-1].role == "now"):
        counts = []
    if counts and counts[-1].exact and (counts[-1].subject == claim.about or counts[-1].role == "now"):
        return counts[-1]
    behind = claims[index + 1] if index + 1 < len(claims) else None
    if not counts and behind is not None and behind.unit != "%" and behind.exact and behind.scope == "report":
        return behind if any(c.role == "base" for c in before) else None
    return None


def _earlier(claims: Sequence[Claim], index: int, now: Claim) -> Claim | None:
    """The earlier number of what ``now`` counts, nearest to it in the sentence."""
    position = claims.index(now)
    if now.role == "now":  # “由上年的40件增长到64件”
        return next((c for c in reversed(claims[:position]) if c.role == "base" and c.unit == now.unit), None)
    behind = claims[position + 1 : index + 2]
    found = next((c for c in behind if _is_earlier(c) and _is_same(c, now)), None)
    if found is None and position:
        last = claims[position - 1]
        found = last if _is_earlier(last) and _is_same(last, now) else None
    return found


def _is_same(base: Claim, now: Claim) -> bool:
    """Whether the earlier number may be of what ``now`` counts."""
    return base.subject in (now.subject, "change.base", None)


def _is_earlier(claim: Claim) -> bool:
    named = claim.subject == "change.base" or claim.role == "base" or claim.scope == "other_year"
    return claim.unit != "%" and (named or _is_bracketed(claim))


def end_in_sentence(claim: Claim) -> int:
    """Where the claim's words end in its sentence."""
    at = claim.sentence.find(claim.text)
    return at + len(claim.text) if at >= 0 else len(claim.sentence)


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
