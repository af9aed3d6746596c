"""第五部分只写问题或只写改进情况

依据：{问题项}规定年度报告应当包括“政府信息公开工作存在的主要问题及改进情况”；评估实务对有问题无措施、有措施无问题扣分。由关键词识别，故为疑点。
核对：第五部分的文字（不含标题）是否既写有问题（“问题”“不足”“有待”“不够”等），又写有改进（“改进”“下一步”“整改”“针对”等，或“有待”之外的加强、完善、提升）。
不判：问题和措施是否具体、是否对应；第五部分没有识别出、没有内容或只写“无”的，由M101、M105核对；短于二十字的不判；改进情况之前另有文字的，视为写有问题。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Part, lacks
from audit.rules.completeness.content._problems import AMISS, PROBLEM, goes_beyond_problems, may_tell_measure, measure
from audit.rules.kit import Case, Outcome, narrative, passage_evidence, rule, stated
from audit.text import fold

#: A section of fewer characters says neither.
_SHORTEST_SECTION = 20
#: Characters at most before the first verb of a sentence on what is to be done.
_MOST_BEFORE_VERB = 20


@rule(severity="warning", cause="part")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome for section 五; silent where it is too short to judge."""
    passages = [p for p in narrative(case.report) if p.section == 5]
    text = fold("".join(p.text for p in passages))
    if len(text) < _SHORTEST_SECTION:
        return
    done = measure(text)
    # Whatever stands before the first measure may be a problem told in other words.
    problem = PROBLEM.search(text) or (
        done and (done.start() > _MOST_BEFORE_VERB or AMISS.search(text, 0, done.start()))
    )
    if problem and done:
        yield case.outcome("pass", stated("第五部分写有问题和改进情况"), "problems", confidence=0.8)
        return
    if not done and (may_tell_measure(text) or goes_beyond_problems("\n".join(p.text for p in passages))):
        facts = stated("第五部分写有问题，未见常用的改进用语，所写的举措是否为改进情况，请人工核对")
        yield case.outcome("undecided", facts, "problems", [passage_evidence(passages[0])], confidence=0.5)
        return
    if not problem and not done:
        facts = stated("第五部分的文字中未见问题和改进的用语，请人工核对")
        yield case.outcome("undecided", facts, "problems", [passage_evidence(passages[0])], confidence=0.5)
        return
    found, lacking = ("问题", "改进情况") if problem else ("改进情况", "存在的主要问题")
    gone = lacks("{where}写有{found}，未见{missing}", missing=lacking, where=Part(5), found=found)
    yield case.outcome("fail", gone, "problems", [passage_evidence(p) for p in passages[:1]], confidence=0.7)
