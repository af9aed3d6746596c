"""所列问题没有逐项写出改进措施

依据：{问题项}规定年度报告应当包括“政府信息公开工作存在的主要问题及改进情况”；评估实务对问题与措施不对应扣分。由用语识别，故只作提示。
核对：第五部分分点列出问题（“一是”“二是”等，至少两项），其后写有改进措施的，每项问题所说的事项（清单见 topics.toml）在措施中是否提到。
不判：问题没有分点列出、没有写措施（由M501核对）、措施逐条穿插在问题之后的；问题所说的事项不在清单中，或者措施用到问题中任意四个连续的字的，视为已回应；措施是否具体、有效不判；第五部分有未能读取的图片、页面的，为无法核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Fact, Listed, Outcome, Part, lacks, stated
from audit.rules import Case, rule
from audit.rules._passages import evidence, narrative, where
from audit.rules._unread import why_open
from audit.rules.completeness._answers import problems, unanswered

#: Problems that are held against measures, at the least; those that a sentence names; characters of measures that are some.
_FEWEST, _NAMED, _SHORTEST = 2, 3, 20
_PROBLEMS = 5


@rule(severity="info", cause="part")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome where section 五 lists problems and goes on to measures."""
    listed, measures = problems([p for p in narrative(case.report) if p.section == _PROBLEMS])
    if len(listed) < _FEWEST or len(measures) < _SHORTEST:
        return
    without = unanswered(listed, measures)
    if not without:
        facts = stated("第五部分列出的{number}项问题，措施均有提及", number=len(listed))
        yield case.outcome("pass", facts, "answers", confidence=0.6)
        return
    named = Listed(tuple(problem.words.strip("，、：") for problem in without), _NAMED, mark="”、“")
    places = [evidence(p.passage, p.start, p.end, where(p.passage)) for p in without]
    values: dict[str, Fact] = {"where": Part(_PROBLEMS), "number": len(listed), "missing": named}
    if reason := why_open(case.report, _PROBLEMS):
        open_ = "{where}列出{number}项问题，未见与“{missing}”对应的措施；{reason}，无法核对"
        yield case.outcome("undecided", lacks(open_, reason=reason, **values), "answers", places)
        return
    gone = lacks("{where}列出{number}项问题，改进措施未提到“{missing}”", **values)
    yield case.outcome("fail", gone, "answers", places, confidence=0.5)
