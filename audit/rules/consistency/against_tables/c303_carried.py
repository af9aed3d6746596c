"""正文的结转件数与表三不一致

依据：{内容}；{不准确}。文表不一可能出自统计口径，故列为疑点。
核对：正文所述上年结转、结转下年度的件数与表三对应行“总计”逐处比较；只写“结转”而不写方向的，与两行比较，符合其一即为相符。
不判：只写“结转”而与两行均不符的，只列出，不判不符；正文没有这类数字时不判；涉及其他年度、其他单位或分渠道的数字不判；统计范围不能确定、约数有出入而其写法不能确定、表中空白或未能读取时只列出双方数字，不判不符。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.consistency.comparison import check_subjects
from audit.rules.kit import Case, Outcome, rule

_SUBJECTS = frozenset(("applications.carried_in.total", "applications.carried_out.total", "applications.carried"))


def _wanted(subject: str) -> bool:
    return subject in _SUBJECTS


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per statement in the text."""
    yield from check_subjects(case, _wanted)
