"""正文按申请人分的件数与表三不一致

依据：{内容}；{不准确}。文表不一可能出自统计口径，故列为疑点。
核对：正文所述自然人、法人或其他组织及五类组织的申请件数（新收、上年结转、办结、结转下年）与表三对应列逐处比较；“法人或其他组织”按五列之和比较；符合“新收加上年结转”“办理结果总计”口径的，注明后判为相符。
不判：正文没有这类数字时不判；涉及其他年度、其他单位或分渠道的数字不判；统计范围不能确定、约数有出入而其写法不能确定、表中空白或未能读取时只列出双方数字，不判不符。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.consistency.comparison import check_subjects
from audit.rules.kit import Case, Outcome, rule

#: Lines of which applicants are counted besides those of results.
_ROWS = tuple(f"applications.{row}." for row in ("received", "carried_in", "carried_out", "concluded"))


def _wanted(subject: str) -> bool:
    return subject.startswith(_ROWS) and not all(part.endswith(".total") for part in subject.split("+"))


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per statement in the text."""
    yield from check_subjects(case, _wanted)
