"""Percentages of the text against table 三: the totals they may be shares of, and shares of results named without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from audit.findings import Outcome
from audit.model import Claim, Passage
from audit.rules import Case
from audit.rules.consistency._claim import UNCLEAR_CONFIDENCE, figure, minus, rounded_alike, text_evidence
from audit.rules.consistency._readings import Reading, quantity
from audit.text import Value, show

RECEIVED = Reading("表三新收", ("applications.received.total",))
ALL = Reading("表三新收加上年结转", ("applications.received.total", "applications.carried_in.total"))
CONCLUDED = Reading("表三办理结果总计", ("applications.concluded.total",))
#: Results of table 三 by the names that the text gives them, the longer first, and the longest text looked at.
_RESULTS = (
    ("(?<!不)予以公开(?:或者?|和|及|与|、|以及)(?:予以)?部分公开", "applications.granted_or_partial"),
    ("部分公开", "applications.partial.total"),
    ("(?<!不)(?:予以|同意)公开", "applications.granted.total"),
    ("不予公开", "applications.refused.total"),
    ("无法提供", "applications.unavailable.total"),
    ("不予处理", "applications.rejected.total"),
    # Whichever results are meant: not judged.
    ("其[他它](?:情况|情形|处理|方式|类型)?", ""),
)
_LONGEST_NAME = 30
_RISE = re.compile("(?P<up>增长|增加|上升|提高)|下降|减少|降低|回落")


def named_result(passage: Passage, claims: Sequence[Claim], index: int) -> str | None:
    """The subject of the result that stands right before the share at ``index``, without a number of its own.

    "" where the result is not to be told; None where no result stands there.
    """
    start = claims[index].place.start or 0
    behind = max((c.place.end or 0 for c in claims[:index]), default=0)
    words = passage.text[max(behind, start - _LONGEST_NAME) : start]
    for pattern, subject in _RESULTS:
        if re.search(rf"(?:{pattern})(?:政府信息)?(?:的|申请|答复|情况|类|件)*$", words):
            return subject
    return None


def share_of_result(case: Case, claims: Sequence[Claim], index: int, subject: str, locus: str) -> Outcome:
    """Hold the share of a named result of table 三 against its cells and every total that it may be a share of."""
    share, meant = claims[index], quantity(subject, case.form)
    places = (text_evidence(share),)
    part = figure(case, meant.readings[0]) if meant else None
    wholes = [found for reading in (CONCLUDED, ALL, RECEIVED) if (found := figure(case, reading)).value]
    if meant is None or part is None or part.value is None or not wholes:
        message = f"正文“{share.text}”：表三没有可供计算的申请件数，无法核对"
        return case.outcome("undecided", message, locus, places, confidence=UNCLEAR_CONFIDENCE)
    keys = tuple(dict.fromkeys((*part.reading.keys, *(key for whole in wholes for key in whole.reading.keys))))
    tried = []
    for whole in wholes:
        told = (
            f"{show(part.value)} ÷ {show(whole.value)}（{whole.reading.name}）= {percent(part.value, whole.value or 1)}"
        )
        if rounded_alike(share.value, rate(part.value, whole.value or 1)):
            return case.outcome("pass", f"正文“{share.text}”，{meant.name} {told}，相符", locus, places, cells=keys)
        tried.append(told)
    message = f"正文“{share.text}”，{meant.name} {'、'.join(tried)}，均不合"
    spoken = [c for c in claims[:index] if (c.subject or "").startswith("applications.")]
    if part.blanks or (spoken and spoken[-1].scope != "report"):
        message += "，统计范围不能确定"
        return case.outcome("undecided", message, locus, places, confidence=UNCLEAR_CONFIDENCE, cells=keys)
    expected = percent(part.value, wholes[0].value or 1)
    numbers = {"expected": expected, "actual": f"{show(share.value)}%"}
    return case.outcome("fail", message, locus, places, confidence=0.7, cells=keys, **numbers)


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
        numbers = {"expected": expected, "actual": f"{show(change.value)}%"}
        yield case.outcome("fail", message, locus, places, confidence=0.6, **numbers)


def one_fault(found: Sequence[Outcome]) -> Iterator[Outcome]:
    """The outcomes on one percentage, two failures told as one."""
    failures = [outcome for outcome in found if outcome.verdict == "fail"]
    yield from (outcome for outcome in found if outcome.verdict != "fail")
    if failures:
        first = failures[0]
        further = "".join(f"；{other.message.partition('：')[2]}" for other in failures[1:])
        yield replace(first, message=first.message + further)


def rate(part: Value, whole: Value) -> Decimal:
    return Decimal(part) * 100 / Decimal(whole)


def percent(part: Value, whole: Value) -> str:
    rounded = rate(part, whole).quantize(Decimal("0.01"))
    return f"{rounded.normalize():f}%"
