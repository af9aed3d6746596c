"""正文的结转件数与表三不一致

依据：《政府信息公开条例》第五十条（年度报告应当包括主动公开、收到和处理申请、复议诉讼等情况）；国办公开办函〔2021〕30号（内容不准确并造成不良后果的，按《条例》第四十七条处理）。文表不一可能出自统计口径，故列为疑点。
核对：正文所述上年结转、结转下年度的件数与表三对应行“总计”逐处比较；只写“结转”而不写方向的，与两行比较，符合其一即为相符。
不判：只写“结转”而与两行均不符的，只列出，不判不符；正文没有这类数字时不判；涉及其他年度、其他单位或分渠道的数字不判；统计范围不能确定、约数相差较大、表中空白或未能读取时只列出双方数字，不判不符。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Outcome
from audit.rules import Case, rule
from audit.rules.consistency._claim import check_subjects

_SUBJECTS = frozenset(("applications.carried_in.total", "applications.carried_out.total", "applications.carried"))


def _wanted(subject: str) -> bool:
    return subject in _SUBJECTS


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per statement in the text."""
    yield from check_subjects(case, _wanted)
