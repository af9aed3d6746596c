"""信息处理费的件数、金额互不相合

依据：{收费办法}。
核对：正文所述收费通知件数、应收（总）金额、实收金额：金额是否为10元的整数倍；实收是否不大于应收；件数为0时金额是否为0；应收金额是否不低于每件10元；写明“按件”计收的，金额是否为100元的整数倍、应收是否不低于每件100元；写“未收取”“未产生”的，与同文的金额、表三“逾期未按收费通知要求缴纳费用”比较。
不判：没有信息处理费数字的不判（有无说明由完整性规则核对）；约数、其他年度的不判；该办法施行之前的年度（2020年度及以前），不核对金额的倍数和每件的下限；表三有逾期未缴费而正文称未产生的，写有收费通知而没有金额的，只列出，不判不符；不核对与表二行政事业性收费的关系。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from audit.findings import Outcome
from audit.model import Claim
from audit.rules import Case, rule
from audit.rules._compare import evidences
from audit.rules._law import in_force
from audit.rules.consistency._claim import UNCLEAR_CONFIDENCE, is_denial, text_evidence
from audit.text import Value, show

_YUAN = {"元": 1, "万元": 10_000, "": 1}
_UNPAID = "applications.other.fee_unpaid.total"


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome for the whole statement."""
    said = [
        claim
        for claim in case.report.claims
        if (claim.subject or "").startswith("information_fee.")
        and claim.exact
        and claim.scope in ("report", "unclear")
        and (claim.subject == "information_fee.notices" or claim.unit in _YUAN)
    ]
    if not said:
        return
    places = tuple(text_evidence(claim) for claim in said)
    numbers = {name: _numbers(said, name) for name in ("notices", "charged", "received")}
    law = in_force("收费办法", case.report.year)
    step: int | None = law.get("by_item" if _by_item(said) else "by_volume")
    faults = [*_amounts(numbers, step), *_together(numbers, step)]
    listed = "、".join(f"“{claim.text}”" for claim in said)
    if faults:
        yield case.outcome("fail", f"正文{listed}：{'；'.join(faults)}", "fee", places, confidence=0.9)
    elif max(numbers["notices"], default=0) and not numbers["charged"] and not numbers["received"]:
        message = f"正文{listed}，未见应收和实收金额，请人工核对"
        yield case.outcome("undecided", message, "fee", places, confidence=UNCLEAR_CONFIDENCE)
    elif case.report.value(_UNPAID) and any(is_denial(claim) and "产生" in claim.text for claim in said):
        message = f"正文{listed}，而表三“逾期未按收费通知要求缴纳费用”为 {show(case.report.value(_UNPAID))}，请人工核对"
        places = (*places, *evidences(case, (_UNPAID,)))
        yield case.outcome("undecided", message, "fee", places, confidence=UNCLEAR_CONFIDENCE, cells=(_UNPAID,))
    elif any(claim.scope != "report" for claim in said) and not all(claim.value == 0 for claim in said):
        message = f"正文{listed}：数字之间没有矛盾，但所指事项不能完全确定，请人工核对"
        yield case.outcome("undecided", message, "fee", places, confidence=UNCLEAR_CONFIDENCE)
    else:
        yield case.outcome("pass", f"正文{listed}，件数与金额没有矛盾", "fee", places)


def _by_item(said: Sequence[Claim]) -> bool:
    """Whether the sentences say that the fee was taken by item, and none says by volume."""
    text = "".join(claim.sentence for claim in said)
    return "按件" in text and not re.search("按量|按页|计页", text)


def _numbers(said: Sequence[Claim], name: str) -> list[Value]:
    values = []
    for claim in said:
        if claim.subject == f"information_fee.{name}":
            yuan = Decimal(claim.value) * (_YUAN[claim.unit] if name != "notices" else 1)
            values.append(int(yuan) if yuan == int(yuan) else yuan)
    return values


def _amounts(numbers: dict[str, list[Value]], step: int | None) -> Iterator[str]:
    for name, word in (("charged", "应收金额"), ("received", "实收金额")):
        values = set(numbers[name])
        if len(values) > 1:
            yield f"{word}前后不一"
        for value in sorted(values):
            if step and value % step:
                yield f"{word} {show(value)} 元不是{step}元的整数倍" + ("（按件计收）" if step > 10 else "")


def _together(numbers: dict[str, list[Value]], step: int | None) -> Iterator[str]:
    notices, charged, received = (max(numbers[name], default=None) for name in ("notices", "charged", "received"))
    if charged is not None and received is not None and received > charged:
        yield f"实收 {show(received)} 元大于应收 {show(charged)} 元"
    amount = charged if charged is not None else received
    if notices == 0 and amount:
        yield f"没有收费通知而有金额 {show(amount)} 元"
    if step and notices and charged is not None and charged < step * notices:
        yield f"收费通知 {show(notices)} 件而应收 {show(charged)} 元，低于每件{step}元"
