"""正文的许可、处罚、强制件数与表二不一致

依据：{内容}；{不准确}。文表不一可能出自统计口径，故列为疑点。
核对：正文所述行政许可、行政处罚、行政强制的件数与表二“本年处理决定数量”逐处比较，几类合计的按各类之和比较。
不判：权责清单中的事项数、公开信息条数、许可的受理数、处罚的立案数、不予处罚和不予许可的件数未必等于处理决定件数，数字不同时不判不符；正文没有这类数字时不判；涉及其他年度、其他单位或分渠道的数字不判；统计范围不能确定、约数有出入而其写法不能确定、表中空白或未能读取时只列出双方数字，不判不符。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Claim
from audit.patterns import regex
from audit.rules.consistency.comparison import check_subjects
from audit.rules.consistency.nearby import paragraph
from audit.rules.kit import Case, Outcome, rule

#: Lists of powers count kinds of decisions, not decisions.
_POWERS = regex("行政权力|行政职权|权责清单|权力清单|权责事项|职权事项|行政执法事项|事项清单|服务事项")
#: Characters before a figure in which a list of powers is named.
_CHARACTERS_BEFORE = 80


def _wanted(subject: str) -> bool:
    return subject.endswith(".decisions")


def _of_powers(case: Case, claim: Claim) -> bool:
    """Whether the sentence, or the words before it, speak of the powers that the organ has."""
    if claim.scope == "report" or claim.unit not in ("项", "个", ""):
        return False
    start = claim.place.start or 0
    passage = next((p for p in paragraph(case, claim.place) if not p.heading), None)
    before = passage.text[: start - (passage.place.start or 0)][-_CHARACTERS_BEFORE:] if passage else ""
    return _POWERS.search(before + claim.sentence) is not None


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per statement in the text."""
    yield from check_subjects(case, _wanted, aside=_of_powers)
