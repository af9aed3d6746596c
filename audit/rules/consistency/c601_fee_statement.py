"""信息处理费的件数、金额互不相合

依据：{收费办法}。
核对：正文所述收费通知件数、应收（总）金额、实收金额：金额是否为10元的整数倍；实收是否不大于应收；件数为0时金额是否为0；应收金额是否不低于每件10元；写明“按件”计收的，金额是否为100元的整数倍、应收是否不低于每件100元；写“未收取”“未产生”的，与同文的金额、表三“逾期未按收费通知要求缴纳费用”比较。
不判：没有信息处理费数字的不判（有无说明由完整性规则核对）；约数、其他年度的不判；该办法施行之前的年度（2020年度及以前），不核对金额的倍数和每件的下限；表三有逾期未缴费而正文称未产生的，写有收费通知而没有金额的，只列出，不判不符；不核对与表二行政事业性收费的关系。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from audit.findings import FeeResult, FeeStatement, Side
from audit.model import Claim
from audit.rules.consistency._fees import fee_faults, fee_numbers, stated_fees
from audit.rules.consistency.comparison import UNCLEAR_CONFIDENCE, text_evidence, text_side
from audit.rules.kit import Case, Outcome, cell_evidences, rule
from audit.text import Value

_UNPAID, _UNPAID_ROW = "applications.other.fee_unpaid.total", "表三“逾期未按收费通知要求缴纳费用”"


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome for the whole statement."""
    fees = stated_fees(case)
    if not fees:
        return
    numbers = fee_numbers(fees)
    faults = fee_faults(case, fees, numbers)
    places = tuple(text_evidence(claim) for claim in fees)
    facts = FeeStatement(tuple(text_side(claim) for claim in fees), _result(case, fees, numbers), faults)
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


def _result(case: Case, fees: Sequence[Claim], numbers: Mapping[str, Sequence[Value]]) -> FeeResult:
    """What comes of numbers without a fault."""
    if max(numbers["notices"], default=0) and not numbers["charged"] and not numbers["received"]:
        return "no_amounts"
    if case.report.value(_UNPAID) and any(claim.denies and "产生" in claim.text for claim in fees):
        return "unpaid"
    unclear = any(claim.scope != "report" for claim in fees) and not all(claim.value == 0 for claim in fees)
    return "unclear" if unclear else "agrees"
