"""正文的行政事业性收费金额与表二不一致

依据：{内容}；{不准确}。文表不一可能出自统计口径，故列为疑点。
核对：正文所述行政事业性收费金额换算为万元后与表二“本年收费金额（单位：万元）”比较，四舍五入或截取到所印位数后相同即为相符。
不判：信息处理费另有规则；正文没有收费金额时不判；正文没有这类数字时不判；涉及其他年度、其他单位或分渠道的数字不判；统计范围不能确定、约数有出入而其写法不能确定、表中空白或未能读取时只列出双方数字，不判不符。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from audit.findings import Counted, rounded_alike
from audit.model import Claim
from audit.rules.consistency.comparison import against_tables, judged
from audit.rules.kit import Case, Outcome, rule

_IN_TEN_THOUSAND = {"元": Decimal("0.0001"), "万元": Decimal(1), "百万元": Decimal(100), "千万元": Decimal(1000)}
_IN_TEN_THOUSAND |= {"亿元": Decimal(10_000)}


def _wanted(subject: str) -> bool:
    return subject == "disclosure.fees.amount"


def _same_as_printed(claim: Claim, _: Claim, found: Counted) -> bool:
    # Text and table may each round to their own digits: 12345 元 is 1.23 万元 on the form.
    factor = _IN_TEN_THOUSAND[claim.unit]
    stated, table = Decimal(claim.value) * factor, Decimal(found.value or 0)
    return stated == table or rounded_alike(found.value or 0, stated) or rounded_alike(claim.value, table / factor)


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per statement in the text; numbers of an outcome are in 万元."""
    for claim, locus in judged(case, _wanted):
        if claim.unit in _IN_TEN_THOUSAND:
            in_table_unit = replace(claim, value=Decimal(claim.value) * _IN_TEN_THOUSAND[claim.unit], unit="万元")
            outcome = against_tables(case, in_table_unit, locus, same=partial(_same_as_printed, claim))
            if outcome is not None:
                yield outcome
