"""正文的收到申请件数与表三不一致

依据：{内容}；{不准确}。文表不一可能出自统计口径，故列为疑点。
核对：正文所述收到、新收、受理申请的件数与表三“本年新收”逐处比较；符合“新收加上年结转”等其他口径的，注明口径后判为相符；写明“新收”，或者紧接着另写上年结转的，不含上年结转。
不判：正文没有这类数字时不判；同句减去咨询等件数后与表格相同的，不判不符；涉及其他年度、其他单位或分渠道的数字不判；统计范围不能确定、约数有出入而其写法不能确定、表中空白或未能读取时只列出双方数字，不判不符。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.consistency.comparison import check_subjects
from audit.rules.kit import Case, Outcome, rule

_SUBJECTS = frozenset(("applications.received.total", "applications.accepted"))
#: Everything there was to do in the year: “应办件数”.
_IN_HAND = "applications.carried_in.total+applications.received.total"


def _wanted(subject: str) -> bool:
    return subject in _SUBJECTS or subject == _IN_HAND


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per statement in the text."""
    yield from check_subjects(case, _wanted)
