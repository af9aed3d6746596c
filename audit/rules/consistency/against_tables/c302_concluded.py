"""正文的办结、答复件数与表三不一致

依据：{内容}；{不准确}。文表不一可能出自统计口径，故列为疑点。
核对：正文所述办理、办结、答复申请的件数与表三“（七）总计”逐处比较；符合“新收加上年结转”“总计减去其他处理”等其他口径的，注明口径后判为相符。
不判：正文没有这类数字时不判；涉及其他年度、其他单位或分渠道的数字不判；统计范围不能确定、约数有出入而其写法不能确定、表中空白或未能读取时只列出双方数字，不判不符。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.consistency.comparison import check_subjects
from audit.rules.kit import Case, Outcome, rule

_SUBJECTS = frozenset(("applications.handled", "applications.concluded.total", "applications.answered"))
#: Everything in hand by where it went, and what went there added to what came in, as texts that check themselves do.
_ALL_ENDED = frozenset(("applications.carried_out.total+applications.concluded.total",))


def _wanted(subject: str) -> bool:
    return subject in _SUBJECTS or subject in _ALL_ENDED


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per statement in the text."""
    yield from check_subjects(case, _wanted)
