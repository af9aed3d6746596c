"""信息处理费的件数、金额互不相合

依据：{收费办法}。
核对：正文所述收费通知件数、应收（总）金额、实收金额：金额是否为10元的整数倍；实收是否不大于应收；件数为0时金额是否为0；应收金额是否不低于每件10元；写明“按件”计收的，金额是否为100元的整数倍、应收是否不低于每件100元；写“未收取”“未产生”的，与同文的金额、表三“逾期未按收费通知要求缴纳费用”比较。
不判：没有信息处理费数字的不判（有无说明由完整性规则核对）；约数、其他年度的不判；该办法施行之前的年度（2020年度及以前），不核对金额的倍数和每件的下限；表三有逾期未缴费而正文称未产生的，写有收费通知而没有金额的，只列出，不判不符；不核对与表二行政事业性收费的关系。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from audit.findings import FeeResult, FeeStatement, Side
from audit.model import JUDGED_SCOPES, Claim
from audit.rules.consistency.comparison import UNCLEAR_CONFIDENCE, text_evidence, text_side
from audit.rules.kit import Case, Outcome, Stated, cell_evidences, in_force, rule, stated
from audit.text import Value

_YUAN = {"元": 1, "万元": 10_000, "": 1}
_UNPAID, _UNPAID_ROW = "applications.other.fee_unpaid.total", "表三“逾期未按收费通知要求缴纳费用”"
_CHARGED, _RECEIVED, _TAKEN = (f"information_fee.{name}" for name in ("charged", "received", "taken"))
_NO_MULTIPLE = "{amount} {printed} 元不是{step}元的整数倍"


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome for the whole statement."""
    told = [
        claim
        for claim in case.report.claims
        if (claim.subject or "").startswith("information_fee.")
        and claim.exact
        and claim.scope in JUDGED_SCOPES
        and (claim.subject == "information_fee.notices" or claim.unit in _YUAN)
    ]
    if not told:
        return
    told = list(_told_apart(told))
    numbers = {name: _numbers(told, name) for name in ("notices", "charged", "received")}
    law = in_force("收费办法", case.report.year)
    step: int | None = law.get("by_item" if _by_item(told) else "by_volume")
    faults = (*_amounts(numbers, step), *_together(numbers, step))
    places = tuple(text_evidence(claim) for claim in told)
    facts = FeeStatement(tuple(text_side(claim) for claim in told), _result(case, told, numbers), faults)
    if faults:
        yield case.outcome("fail", replace(facts, result="faults"), "fee", places, confidence=0.9)
    elif facts.result == "agrees":
        yield case.outcome("pass", facts, "fee", places)
    elif facts.result == "unpaid":
        unpaid = Side("table", _UNPAID_ROW, case.report.value(_UNPAID), (_UNPAID,))
        places = (*places, *cell_evidences(case, unpaid.cells))
        facts = replace(facts, unpaid=unpaid)
        yield case.outcome("undecided", facts, "fee", places, confidence=UNCLEAR_CONFIDENCE, cells=unpaid.cells)
    else:
        yield case.outcome("undecided", facts, "fee", places, confidence=UNCLEAR_CONFIDENCE)


def _result(case: Case, told: Sequence[Claim], numbers: Mapping[str, Sequence[Value]]) -> FeeResult:
    """What comes of numbers without a fault."""
    if max(numbers["notices"], default=0) and not numbers["charged"] and not numbers["received"]:
        return "no_amounts"
    if case.report.value(_UNPAID) and any(claim.denies and "产生" in claim.text for claim in told):
        return "unpaid"
    unclear = any(claim.scope != "report" for claim in told) and not all(claim.value == 0 for claim in told)
    return "unclear" if unclear else "agrees"


def _told_apart(told: Sequence[Claim]) -> Iterator[Claim]:
    """The claims, “金额” as the sum that is asked for where none stands before it, else as what came in.

    Where several stand behind such a sum, or what came in is told as well, they may be parts: none of them is judged.
    """
    subjects = [claim.subject for claim in told]
    first = next((n for n, name in enumerate(subjects) if name in (_CHARGED, _TAKEN)), len(subjects))
    single = _RECEIVED not in subjects and subjects[first + 1 :].count(_TAKEN) == 1
    for number, claim in enumerate(told):
        if claim.subject != _TAKEN:
            yield claim
        elif number == first or single:
            yield replace(claim, subject=_CHARGED if number == first else _RECEIVED)


def _by_item(told: Sequence[Claim]) -> bool:
    """Whether the sentences say that the fee was taken by item, and none says by volume."""
    text = "".join(claim.sentence for claim in told)
    return "按件" in text and not re.search("按量|按页|计页", text)


def _numbers(told: Sequence[Claim], name: str) -> list[Value]:
    values = []
    for claim in told:
        if claim.subject == f"information_fee.{name}":
            yuan = Decimal(claim.value) * (_YUAN[claim.unit] if name != "notices" else 1)
            values.append(int(yuan) if yuan == int(yuan) else yuan)
    return values


def _amounts(numbers: Mapping[str, Sequence[Value]], step: int | None) -> Iterator[Stated]:
    for name, word in (("charged", "应收金额"), ("received", "实收金额")):
        values = set(numbers[name])
        if len(values) > 1:
            yield stated("{amount}前后不一", amount=word)
        for value in sorted(values):
            if step and value % step:
                form = _NO_MULTIPLE + ("（按件计收）" if step > 10 else "")
                yield stated(form, amount=word, printed=value, step=step)


def _together(numbers: Mapping[str, Sequence[Value]], step: int | None) -> Iterator[Stated]:
    notices, charged, received = (max(numbers[name], default=None) for name in ("notices", "charged", "received"))
    if charged is not None and received is not None and received > charged:
        yield stated("实收 {received} 元大于应收 {charged} 元", received=received, charged=charged)
    amount = charged if charged is not None else received
    if notices == 0 and amount:
        yield stated("没有收费通知而有金额 {printed} 元", printed=amount)
    if step and notices and charged is not None and charged < step * notices:
        form = "收费通知 {notices} 件而应收 {charged} 元，低于每件{step}元"
        yield stated(form, notices=notices, charged=charged, step=step)
