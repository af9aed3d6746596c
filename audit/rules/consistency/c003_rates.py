"""正文的占比、增减幅度或办结率与数字不合

依据：《政府信息公开条例》第五十条、国办公开办函〔2021〕30号（内容不准确并造成不良后果的，按《条例》第四十七条处理）。百分比由同一报告的数字算出，但分母可能取自别处，故列为疑点。
核对：办结率与表三（办理结果总计÷新收加上年结转，或÷新收）比较；占比与同句的分项、总数及表三总计比较；同比增减与提供的同一机关上一年度报告比较，正文写明与哪一年度相比的，与该年度报告比较。四舍五入和截去尾数到所印位数均视为相符。
不判：没有提供所比年度的报告时不判同比；以百分点表示的变化不判；约数、其他年度、其他单位的百分比不判；“按时”“按期”办结率和答复率、找不到唯一分母的占比，不合时只列出，不判不符。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from audit.findings import Evidence, Outcome
from audit.forms import load
from audit.history import by_year
from audit.model import Claim, Passage, Report
from audit.rules import Case, rule
from audit.rules.consistency._claim import UNCLEAR_CONFIDENCE, by_sentence, figure, minus, rounded_alike, text_evidence
from audit.rules.consistency._readings import Reading, quantity
from audit.rules.consistency._years import in_reports
from audit.text import Value, show

_RECEIVED = Reading("新收", ("applications.received.total",))
_ALL = Reading("新收加上年结转", ("applications.received.total", "applications.carried_in.total"))
_CONCLUDED = Reading("办理结果总计", ("applications.concluded.total",))
_NAMED_YEAR = re.compile(r"20\d\d(?=年)")
_DUE_ONLY = re.compile("按时|按期|依法|答复|回复|办复")


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per percentage (or change) that can be computed."""
    number = 0
    for passage, claims in by_sentence(case):
        for index, claim in enumerate(claims):
            kind = (claim.subject or "").split(".")[0]
            if kind not in ("rate", "share", "change") or not claim.exact or claim.scope != "report":
                continue
            number += 1
            locus = f"rate#{number}"
            before = [c for c in claims[:index] if c.unit != "%" and not (c.subject or "").startswith("change")]
            if kind == "rate":
                yield _concluded(case, claim, locus)
            elif kind == "share":
                yield from _share(case, passage, claim, before, locus)
            else:
                yield from _change(case, claim, before, locus)


def _concluded(case: Case, claim: Claim, locus: str) -> Outcome:
    done, bases = figure(case, _CONCLUDED).value, [figure(case, _ALL), figure(case, _RECEIVED)]
    places = (text_evidence(claim),)
    whole = bases[0].value
    if done is None or not whole:
        message = f"正文“{claim.text}”：表三没有可供计算的申请件数，无法核对"
        return case.outcome("undecided", message, locus, places, confidence=UNCLEAR_CONFIDENCE)
    shown = (
        f"正文“{claim.text}”，表三办理结果总计 {show(done)} ÷ 新收加上年结转 {show(whole)} = {_percent(done, whole)}"
    )
    for base in bases:
        if base.value and rounded_alike(claim.value, _rate(done, base.value)):
            taken = f"表三办理结果总计 {show(done)} ÷ {base.reading.name} {show(base.value)}"
            message = f"正文“{claim.text}”，{taken} = {_percent(done, base.value)}，相符"
            return case.outcome("pass", message, locus, places, cells=(*_CONCLUDED.keys, *base.reading.keys))
    if _DUE_ONLY.search(claim.text):
        message = f"{shown}；正文可能只计到期申请，请人工核对"
        return case.outcome("undecided", message, locus, places, confidence=UNCLEAR_CONFIDENCE)
    return case.outcome(
        "fail",
        f"{shown}，不合",
        locus,
        places,
        confidence=0.8,
        cells=(*_CONCLUDED.keys, *_ALL.keys),
        expected=_percent(done, whole),
        actual=f"{show(claim.value)}%",
    )


def _share(case: Case, passage: Passage, claim: Claim, before: Sequence[Claim], locus: str) -> Iterator[Outcome]:
    if not before or not before[-1].exact:
        return
    part = before[-1]
    wholes = [c for c in before[:-1] if c.unit == part.unit and c.exact and c.value >= part.value and c.value]
    bases: list[tuple[str, Value]] = [(f"“{c.text}”", c.value) for c in wholes]
    if (part.subject or "").startswith("applications."):
        figures = [figure(case, reading) for reading in (_RECEIVED, _ALL, _CONCLUDED)]
        bases += [(f"表三{f.reading.name}", f.value) for f in figures if f.value]
    places = (text_evidence(claim), text_evidence(part), *(text_evidence(c) for c in wholes))
    for name, value in bases:
        if rounded_alike(claim.value, _rate(part.value, value)):
            message = (
                f"正文“{claim.text}”：{show(part.value)} ÷ {show(value)}（{name}）= {_percent(part.value, value)}，相符"
            )
            yield case.outcome("pass", message, locus, places)
            return
    if not bases:
        return
    tried = "、".join(f"÷ {show(value)}（{name}）= {_percent(part.value, value)}" for name, value in bases)
    message = f"正文“{claim.text}”：“{part.text}”{tried}，不合"
    told = passage.text[wholes[-1].place.end or 0 : part.place.start or 0] if wholes else ""
    expected = _percent(part.value, bases[0][1])
    if len(wholes) == 1 and "其中" in told:
        numbers = {"expected": expected, "actual": f"{show(claim.value)}%"}
        yield case.outcome("fail", message, locus, places, confidence=0.8, **numbers)
    else:
        yield case.outcome("undecided", f"{message}，分母不能确定", locus, places, confidence=UNCLEAR_CONFIDENCE)


def _change(case: Case, claim: Claim, before: Sequence[Claim], locus: str) -> Iterator[Outcome]:
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
        if counted or (claim.unit == "%" and value and rounded_alike(claim.value, _rate(step, value))):
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
    expected = _percent(step, usual) if claim.unit == "%" else show(step)
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
    earlier = replace(case, report=report, known_form=form)
    for reading in meant.readings if meant else ():
        value = figure(earlier, reading).value
        if value is not None:
            yield value, reading


def _places(report: Report, pairs: Sequence[tuple[Value, Reading]]) -> Iterator[Evidence]:
    """The cells of last year's report behind the usual reading; a long sum is told by its number only."""
    keys = [key for _, reading in pairs for key in reading.keys]
    for key in keys if len(keys) <= 2 else ():
        side = in_reports((report,), key)
        if side.printed:
            yield side.printed.evidence


def _rate(part: Value, whole: Value) -> Decimal:
    return Decimal(part) * 100 / Decimal(whole)


def _percent(part: Value, whole: Value) -> str:
    rounded = _rate(part, whole).quantize(Decimal("0.01"))
    return f"{rounded.normalize():f}%"
