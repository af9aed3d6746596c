"""正文的行政复议件数与表四不一致

依据：{内容}；{不准确}。文表不一可能出自统计口径，故列为疑点。
核对：正文所述行政复议的件数及维持、纠正、其他结果、尚未审结件数与表四逐处比较；符合“已审结”（总计减去尚未审结）口径的，注明后判为相符。
不判：句中没有写明与政府信息公开有关的复议件数可能包括其他复议，不同时不判不符（写作“发生”“引发”“被提起”、同段没有说到应诉、执法等工作的，以及同句总数与表四相同的各项结果除外）；正文没有这类数字时不判；涉及其他年度、其他单位或分渠道的数字不判；统计范围不能确定、约数有出入而其写法不能确定、表中空白或未能读取时只列出双方数字，不判不符。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.consistency.comparison import check_subjects
from audit.rules.kit import Case, Outcome, rule


def _wanted(subject: str) -> bool:
    return subject.startswith("litigation.review.") or subject == "litigation.total"


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per statement in the text."""
    yield from check_subjects(case, _wanted)
