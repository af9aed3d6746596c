"""Changes that the text states (“同比增长20%”) against the earlier year's report, the sentence itself and the paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from audit.findings import Details, Evidence, Outcome
from audit.forms import load
from audit.history import by_year
from audit.model import Claim, Report
from audit.rules import Case
from audit.rules.consistency._claim import UNCLEAR_CONFIDENCE, figure, rounded_alike, text_evidence
from audit.rules.consistency._rates import ALL, CONCLUDED, RECEIVED, counts_before, percent, rate
from audit.rules.consistency._readings import Reading, quantity
from audit.rules.consistency._years import in_reports
from audit.text import Value, minus, show

_NAMED_YEAR = re.compile(r"20\d\d(?=年)")
#: The year compared with and the bracket behind it, and what closes that.
_COMPARED = re.compile(r"(?:[较比]|与)(?:上一?年度?|去年|20\d\d年度?)(?:同期)?[（(]\s*")
_CLOSED = re.compile(r"\s*[）)]")
_REMEMBERED = 64
_RISE = re.compile("(?P<up>增长|增加|上升|提高)|下降|减少|降低|回落")


def change_outcomes(case: Case, claims: Sequence[Claim], index: int, locus: str) -> Iterator[Outcome]:
    """The outcomes on the change at ``index``, named ``locus``: by the earlier report and by the sentence itself.

    Two failures are told as one, because it is one number that is wrong.
    """
    before = counts_before(claims, index)
    past = _by_report(case, claims[index], before, locus)
    yield from _one_fault([*past, *_within_sentence(case, claims, index, before, f"{locus}:text")])


def change_alone(case: Case, claims: Sequence[Claim], above: Sequence[Claim], locus: str) -> Iterator[Outcome]:
    """Hold “较2023年的8件增长25%”, a sentence of its own, against the figures that its paragraph has stated before."""
    if len(claims) != 2 or claims[0].subject != "change.base" or claims[1].unit != "%" or not above:
        return
    base, change = claims
    rise = _RISE.search(change.text)
    counts = [c for c in above if c.unit == base.unit and c.exact and c.scope == "report" and c.value]
    if rise is None or not base.value or not base.exact or not change.exact or not counts:
        return
    sign = 1 if rise["up"] else -1
    places = (text_evidence(change), text_evidence(base), *(text_evidence(c) for c in counts[:1]))

    def grown(value: Value) -> Value:
        return sign * minus(value, base.value)

    fitting = next((c for c in counts if rounded_alike(change.value, rate(grown(c.value), base.value))), None)
    said = f"正文“{base.text}{change.text}”"
    if fitting is not None:
        yield case.outcome("pass", f"{said}：前文“{fitting.text}”，相符", locus, places)
        return
    expected = percent(grown(counts[0].value), base.value)
    message = f"{said}：前文“{counts[0].text}”，应为 {expected}，与前文其他件数相比亦不合"
    tables = (figure(case, reading) for reading in (RECEIVED, ALL, CONCLUDED))
    meant = next((f for f in tables if f.value and rounded_alike(change.value, rate(grown(f.value), base.value))), None)
    if meant is not None:
        message += f"；与{meant.reading.name} {show(meant.value)} 相比则相合，正文所指的件数不能确定，请人工核对"
        yield case.outcome("undecided", message, locus, places, confidence=UNCLEAR_CONFIDENCE)
    else:
        numbers: Details = {"expected": expected, "actual": f"{show(change.value)}%"}
        yield case.outcome("fail", message, locus, places, confidence=0.6, **numbers)


def _by_report(case: Case, claim: Claim, before: Sequence[Claim], locus: str) -> Iterator[Outcome]:
    """Hold a change against the last number ``before`` it and what the report of the year compared with gives for it."""
    year, versions = _compared_year(case, claim)
    meant = quantity(claim.about or "", case.form)
    if not versions or meant is None or not before or "百分点" in claim.unit:
        return
    now = before[-1]
    pairs = [(value, reading) for report in versions for value, reading in _then(case, report, claim.about or "")]
    places = (text_evidence(claim), text_evidence(now), *_places(versions[0], pairs[:1]))
    sign = 1 if claim.subject == "change.growth" else -1
    for value, reading in pairs:
        step = sign * minus(now.value, value)
        counted = claim.unit != "%" and step == claim.value
        if counted or (claim.unit == "%" and value and rounded_alike(claim.value, rate(step, value))):
            message = (
                f"正文“{claim.text}”：{year}年度报告“{reading.name}”为 {show(value)}，本年 {show(now.value)}，相符"
            )
            yield case.outcome("pass", message, locus, places)
            return
    usual = pairs[0][0] if pairs else None
    agreed = {value for value, reading in pairs if reading.name == pairs[0][1].name}
    if not usual or not now.exact or now.scope != "report" or len(agreed) > 1:
        shown = "或".join(map(show, sorted(agreed))) or "空白或未读取"
        message = f"正文“{claim.text}”：{year}年度报告为 {shown}，无法核对"
        yield case.outcome("undecided", message, locus, places, confidence=UNCLEAR_CONFIDENCE)
        return
    step = sign * minus(now.value, usual)
    expected = percent(step, usual) if claim.unit == "%" else show(step)
    message = f"正文“{claim.text}”：{year}年度报告为 {show(usual)}，本年 {show(now.value)}，应为 {expected}，不合"
    yield case.outcome("fail", message, locus, places, confidence=0.8, expected=expected, actual=claim.text)


def _compared_year(case: Case, claim: Claim) -> tuple[int, tuple[Report, ...]]:
    """The year that the claim compares with, the one before unless it names another, and the organ's reports of it."""
    named = _NAMED_YEAR.search(claim.text)
    year = int(named[0]) if named else (case.report.year or 0) - 1
    return year, by_year(case.report, case.previous).get(year, ())


def _then(case: Case, report: Report, subject: str) -> Iterator[tuple[Value, Reading]]:
    """What ``subject`` may have been in an earlier report, in the readings that the edition of its form has."""
    form = load(report.edition) if report.edition else None
    meant = quantity(subject, form) if form else None
    earlier = replace(case, report=report, known_form=form, known={})
    for reading in meant.readings if meant else ():
        value = figure(earlier, reading).value
        if value is not None:
            yield value, reading


def _places(report: Report, pairs: Sequence[tuple[Value, Reading]]) -> Iterator[Evidence]:
    """The cells of the earlier report behind the usual reading; a long sum is told by its number only."""
    keys = [key for _, reading in pairs for key in reading.keys]
    for key in keys if len(keys) <= 2 else ():
        side = in_reports((report,), key)
        if side.printed:
            yield side.printed.evidence


def _within_sentence(
    case: Case, claims: Sequence[Claim], index: int, before: Sequence[Claim], locus: str
) -> Iterator[Outcome]:
    """Hold a change against the figure, the earlier figure and the other change that its sentence states besides."""
    claim = claims[index]
    before = [count for count in before if not _is_bracketed(count)]
    if claim.about is None or not before or before[-1].subject != claim.about or not before[-1].exact:
        return
    now, sign = before[-1], 1 if claim.subject == "change.growth" else -1
    near = claims[claims.index(now) + 1 : index + 2]
    base = next((c for c in near if c.subject == "change.base" or c.scope == "other_year" or _is_bracketed(c)), None)
    step = next((c for c in near if c.subject == claim.subject and c.unit == now.unit), None)
    if base is not None and (base.unit != now.unit or not base.exact):
        return
    if base is None and (step is None or step is claim or not step.exact):
        return
    earlier = base.value if base is not None else minus(now.value, sign * step.value) if step is not None else 0
    change = sign * minus(now.value, earlier)
    places = tuple(text_evidence(c) for c in (claim, now, base, step) if c is not None)
    if claim.unit != "%":
        fits, expected = change == claim.value, show(change)
    elif earlier <= 0:
        return
    else:
        fits, expected = rounded_alike(claim.value, rate(change, earlier)), percent(change, earlier)
    said = f"正文“{claim.text}”：同句本年 {show(now.value)}，上年 {show(earlier)}" + (
        "" if base else "（由增减数推得）"
    )
    if fits:
        yield case.outcome("pass", f"{said}，相符", locus, places)
    elif base is not None and base.scope == "other_year":
        message = f"{said}，应为 {expected}；上年数的口径可能不同，请人工核对"
        yield case.outcome("undecided", message, locus, places, confidence=UNCLEAR_CONFIDENCE)
    else:
        message = f"{said}，应为 {expected}，不合"
        yield case.outcome("fail", message, locus, places, confidence=0.8, expected=expected, actual=claim.text)


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


def _one_fault(found: Sequence[Outcome]) -> Iterator[Outcome]:
    """The outcomes on one percentage, two failures told as one."""
    failures = [outcome for outcome in found if outcome.verdict == "fail"]
    yield from (outcome for outcome in found if outcome.verdict != "fail")
    if failures:
        first = failures[0]
        further = "".join(f"；{other.message.partition('：')[2]}" for other in failures[1:])
        yield replace(first, message=first.message + further)
