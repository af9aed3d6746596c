"""正文的办理结果件数与表三不一致

依据：{内容}；{不准确}。文表不一可能出自统计口径，故列为疑点。
核对：正文所述予以公开、部分公开、不予公开、无法提供、不予处理、其他处理及其各分项的件数与表三“总计”列逐处比较；“予以公开及部分公开”等几项合计的按各项之和比较，写明申请人的与该列比较。
不判：正文没有这类数字时不判；涉及其他年度、其他单位或分渠道的数字不判；统计范围不能确定、约数有出入而其写法不能确定、表中空白或未能读取时只列出双方数字，不判不符。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.consistency.comparison import check_subjects
from audit.rules.kit import Case, Outcome, rule
from audit.words import RESULTS

_RESULTS = tuple(f"applications.{result}" for result in RESULTS)


def _wanted(subject: str) -> bool:
    return subject.startswith(_RESULTS)


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per statement in the text."""
    yield from check_subjects(case, _wanted)
