"""正文的占比、增减幅度或办结率与数字不合

依据：《政府信息公开条例》第五十条、国办公开办函〔2021〕30号（内容不准确并造成不良后果的，按《条例》第四十七条处理）。百分比由同一报告的数字算出，但分母可能取自别处，故列为疑点。
核对：办结率与表三（办理结果总计÷新收加上年结转，或÷新收）比较；占比与同句的总数、同段前文的数字及表三、表四总计逐一比较，“分别占”逐项对应；只写办理结果名称而没有件数的占比（“予以公开占58.5%”），以表三该结果的件数计算；同比增减与提供的同一机关上一年度报告比较，正文写明与哪一年度相比的，与该年度报告比较；同句另写有上年数或增减件数的，与该数互相比较；单独成句的“较某年的几件增长百分之几”，与同段前文的件数比较。四舍五入和截去尾数到所印位数均视为相符。
不判：没有提供所比年度的报告、同句也没有上年数或增减件数时，不判同比；以百分点表示的变化不判；约数、其他年度、其他单位的百分比不判；“按时”“按期”办结率和答复率、找不到唯一分母的占比，不合时只列出，不判不符。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from audit.document import Place
from audit.findings import Evidence, Outcome
from audit.forms import load
from audit.history import by_year
from audit.model import Claim, Passage, Report
from audit.rules import Case, rule
from audit.rules.consistency._claim import (
    UNCLEAR_CONFIDENCE,
    Figure,
    by_sentence,
    figure,
    minus,
    rounded_alike,
    text_evidence,
)
from audit.rules.consistency._rates import (
    ALL,
    CONCLUDED,
    RECEIVED,
    change_alone,
    named_result,
    one_fault,
    percent,
    rate,
    share_of_result,
)
from audit.rules.consistency._readings import Reading, quantity
from audit.rules.consistency._years import in_reports
from audit.text import Value, show

_NAMED_YEAR = re.compile(r"20\d\d(?=年)")
#: Beginnings of subjects, and the total that they are shares of.
_CASES = (("litigation.review.", "litigation.review.total"), ("litigation.suit", "litigation.suit.total"))
#: So many denominators are listed in a message.
_MOST_BASES = 5
_DUE_ONLY = re.compile("按时|按期|依法|答复|回复|办复")


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per percentage (or change) that can be computed."""
    number = sentences = 0
    earlier: tuple[Place | None, list[Claim]] = (None, [])
    for passage, claims in by_sentence(case):
        above = earlier[1] if earlier[0] == passage.place else []
        for index, claim in enumerate(claims):
            kind = (claim.subject or "").split(".")[0]
            judged = kind in ("rate", "share", "change") and claim.subject != "change.base"
            if not judged or not claim.exact or claim.scope != "report":
                continue
            number += 1
            locus = f"rate#{number}"
            before = [c for c in claims[:index] if c.unit != "%" and not (c.subject or "").startswith("change")]
            if kind == "rate":
                yield _concluded(case, claim, locus)
            elif kind == "share":
                yield from _shares(case, passage, claims, index, above=above, locus=locus)
            else:
                past = _change(case, claim, before, locus)
                yield from one_fault([*past, *_among_themselves(case, claims, index, before, f"{locus}:text")])
        sentences += 1
        yield from change_alone(case, claims, above, f"alone#{sentences}")
        earlier = (passage.place, [*above, *claims])


def _concluded(case: Case, claim: Claim, locus: str) -> Outcome:
    done, bases = figure(case, CONCLUDED).value, [figure(case, ALL), figure(case, RECEIVED)]
    places = (text_evidence(claim),)
    whole = bases[0].value
    if done is None or not whole:
        message = f"正文“{claim.text}”：表三没有可供计算的申请件数，无法核对"
        return case.outcome("undecided", message, locus, places, confidence=UNCLEAR_CONFIDENCE)
    shown = f"正文“{claim.text}”，表三办理结果总计 {show(done)} ÷ 新收加上年结转 {show(whole)} = {percent(done, whole)}"
    for base in bases:
        if base.value and rounded_alike(claim.value, rate(done, base.value)):
            taken = f"表三办理结果总计 {show(done)} ÷ {base.reading.name.removeprefix('表三')} {show(base.value)}"
            message = f"正文“{claim.text}”，{taken} = {percent(done, base.value)}，相符"
            return case.outcome("pass", message, locus, places, cells=(*CONCLUDED.keys, *base.reading.keys))
    if _DUE_ONLY.search(claim.text):
        message = f"{shown}；正文可能只计到期申请，请人工核对"
        return case.outcome("undecided", message, locus, places, confidence=UNCLEAR_CONFIDENCE)
    return case.outcome(
        "fail",
        f"{shown}，不合",
        locus,
        places,
        confidence=0.8,
        cells=(*CONCLUDED.keys, *ALL.keys),
        expected=percent(done, whole),
        actual=f"{show(claim.value)}%",
    )


def _shares(
    case: Case, passage: Passage, claims: Sequence[Claim], index: int, *, above: Sequence[Claim], locus: str
) -> Iterator[Outcome]:
    """The share at ``index`` and its part; after “分别占” that share and the percentages behind it, each with its own part."""
    before = [c for c in claims[:index] if c.unit != "%" and not (c.subject or "").startswith("change")]
    named = named_result(passage, claims, index)
    if named is not None:
        if named:
            yield share_of_result(case, claims, index, named, locus)
        return
    if not before:
        return
    run = [claims[index]]
    if "分别" in passage.text[before[-1].place.end or 0 : claims[index].place.end or 0]:
        run += list(takewhile(lambda c: c.unit == "%" and c.subject is None, claims[index + 1 :]))
        if len(run) == 1 or len(run) > len(before):
            return
    parts = before[-len(run) :]
    wholes = [c for c in before[: -len(run)] if not _is_part(claims, c)]
    for order, (part, share) in enumerate(zip(parts, run, strict=True)):
        said = locus if not order else f"{locus}:{order}"
        if part.exact and share.exact:
            yield from _share(case, passage, (part, share), same=wholes, above=above, locus=said)


def _is_part(claims: Sequence[Claim], count: Claim) -> bool:
    """Whether a share of its own follows ``count``, so that it is a part like the others and no whole of theirs."""
    following = claims.index(count) + 1
    return following < len(claims) and (claims[following].subject or "") == "share"


def _share(
    case: Case,
    passage: Passage,
    pair: tuple[Claim, Claim],
    *,
    same: Sequence[Claim],
    above: Sequence[Claim],
    locus: str,
) -> Iterator[Outcome]:
    part, share = pair
    wholes = [c for c in same if c.unit == part.unit and c.exact and c.value >= part.value and c.value]
    others = [c for c in above if c.unit == part.unit and c.exact and c.value >= part.value and c.value]
    bases: list[tuple[str, Value]] = [(f"“{c.text}”", c.value) for c in (*wholes, *reversed(others))]
    bases += [(f.reading.name, f.value) for f in _totals(case, (part, *wholes, *others)) if f.value]
    bases = list({value: (name, value) for name, value in reversed(bases)}.values())[::-1]
    places = (text_evidence(share), text_evidence(part), *(text_evidence(c) for c in wholes))
    for name, value in bases:
        if rounded_alike(share.value, rate(part.value, value)):
            message = (
                f"正文“{share.text}”：{show(part.value)} ÷ {show(value)}（{name}）= {percent(part.value, value)}，相符"
            )
            yield case.outcome("pass", message, locus, places)
            return
    if not bases:
        return
    tried = "、".join(f"÷ {show(value)}（{name}）= {percent(part.value, value)}" for name, value in bases[:_MOST_BASES])
    more = f"等{len(bases)}种算法" if len(bases) > _MOST_BASES else ""
    message = f"正文“{share.text}”：“{part.text}”{tried}{more}，均不合"
    told = passage.text[wholes[-1].place.end or 0 : part.place.start or 0] if wholes else ""
    expected = percent(part.value, bases[0][1])
    if len(wholes) == 1 and "其中" in told and part.scope != "sub_unit":
        numbers = {"expected": expected, "actual": f"{show(share.value)}%"}
        yield case.outcome("fail", message, locus, places, confidence=0.8, **numbers)
    else:
        yield case.outcome("undecided", f"{message}，分母不能确定", locus, places, confidence=UNCLEAR_CONFIDENCE)


def _totals(case: Case, stated: Sequence[Claim]) -> list[Figure]:
    """The totals of the tables that a part of ``stated`` may be a share of, by what the text speaks of."""
    subjects = [claim.subject or "" for claim in stated]
    readings: list[Reading] = []
    if any(subject.startswith("applications.") for subject in subjects):
        readings += [RECEIVED, ALL, CONCLUDED]
    for name, total in _CASES:
        meant = quantity(total, case.form)
        if meant and any(subject.startswith(name) for subject in subjects):
            readings += [replace(reading, name=f"{meant.name}{reading.name}") for reading in meant.readings]
    return [figure(case, reading) for reading in readings]


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


def _among_themselves(
    case: Case, claims: Sequence[Claim], index: int, before: Sequence[Claim], locus: str
) -> Iterator[Outcome]:
    """Hold a change against the figure, the earlier figure and the other change that its sentence states besides."""
    claim = claims[index]
    if claim.about is None or not before or before[-1].subject != claim.about or not before[-1].exact:
        return
    now, sign = before[-1], 1 if claim.subject == "change.growth" else -1
    near = claims[claims.index(now) + 1 : index + 2]
    base = next((c for c in near if c.subject == "change.base" or c.scope == "other_year"), None)
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
