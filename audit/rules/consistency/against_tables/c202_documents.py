"""正文的规章、规范性文件件数与表二不一致

依据：{内容}；{不准确}。文表不一可能出自统计口径，故列为疑点。
核对：正文所述规章、行政规范性文件的制发、废止、现行有效件数与表二逐处比较；2019年格式比较新制作、新公开、对外公开总数量。
不判：“公开”“清理”规范性文件的件数未必等于制发、废止件数，不同时不判不符；正文没有这类数字时不判；涉及其他年度、其他单位或分渠道的数字不判；统计范围不能确定、约数有出入而其写法不能确定、表中空白或未能读取时只列出双方数字，不判不符。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.consistency.comparison import check_subjects
from audit.rules.kit import Case, Outcome, rule


def _wanted(subject: str) -> bool:
    return subject.startswith(("disclosure.normative_documents.", "disclosure.regulations."))


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per statement in the text."""
    yield from check_subjects(case, _wanted)
