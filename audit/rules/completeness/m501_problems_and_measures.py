"""第五部分只写问题或只写改进情况

依据：{问题项}规定年度报告应当包括“政府信息公开工作存在的主要问题及改进情况”；评估实务对有问题无措施、有措施无问题扣分。由关键词识别，故为疑点。
核对：第五部分的文字（不含标题）是否既写有问题（“问题”“不足”“有待”“不够”等），又写有改进（“改进”“下一步”“整改”“针对”等，或“有待”之外的加强、完善、提升）。
不判：问题和措施是否具体、是否对应；第五部分没有识别出、没有内容或只写“无”的，由M101、M105核对；短于二十字的不判；改进情况之前另有文字的，视为写有问题。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.findings import Outcome, Part, lacks, stated
from audit.rules import Case, rule
from audit.rules._passages import evidence, narrative
from audit.text import fold

_SHORTEST = 20
#: A sentence on what is to be done has so many characters before its first verb, no more.
_OPENING = 20
_PROBLEM = re.compile(
    "问题|不足|不够|有待|亟待|尚待|还需|仍需|需要?进一步|需要?加强|欠缺|薄弱|滞后|单一|短板|差距|困难|不高|不强|不深|不及时|不完善|不规范|不平衡|缺乏|缺少|有限|偏少|偏低"
)
#: What is amiss, in plainer words: a problem where it stands in front of the first measure.
_AMISS = re.compile("慢|差(?!异)|弱|乱|旧|难|没|未(?!来)|不(?!断|仅|但|懈|折不扣)|漏|错|迟|太|过于|只有|仅有")
#: What is still to be done says that something is lacking, not that it was done: left out before looking for measures.
_LACKING = re.compile(
    "(?:有待|亟待|尚待|还需|仍需|需要?|尚需|不够|不太|不|未能|缺乏)(?:进一步|继续|不断|持续|更加)*(?:地)?"
    "(?:加强|完善|提升|提高|优化|规范|改进|加大|强化|拓展|丰富|健全|深化|增强|细化|推进|加快)"
)
_MEASURE = re.compile(
    "改进|下一步|下步|今后|整改|措施|针对|打算|计划|采取|将(?:继续|进一步|不断|持续|严格|认真|着力|重点|按照|加|从|在|以)"
    "|加强|完善|提升|提高|优化|强化|拓展|丰富|健全|深化|加大|落实|解决|推进|严格"
)
#: What may tell a measure in other words, done or planned: with it the text is left to people.
_DONE = re.compile(
    "举措|对策|明年|下一?(?:年|阶段)|将|拟|已|增加|增设|建立|制定|修订|开展|组织|安排|补齐|填补|细化|明确"
    "|→|年内|年底前|每[周月季]|改为|更换|换新|印发|把[^，。；]{1,12}[成为到入给]"
)


@rule(severity="warning", cause="part")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome for section 五; silent where it says too little to be told."""
    passages = [p for p in narrative(case.report) if p.section == 5]
    text = fold("".join(p.text for p in passages))
    if len(text) < _SHORTEST:
        return
    measure = _MEASURE.search(_LACKING.sub("", text))
    # Whatever stands before the first measure may be a problem told in other words.
    problem = _PROBLEM.search(text) or (
        measure is not None and (measure.start() > _OPENING or _AMISS.search(text, 0, measure.start()))
    )
    if problem and measure:
        yield case.outcome("pass", stated("第五部分写有问题和改进情况"), "problems", confidence=0.8)
        return
    if not measure and _DONE.search(_LACKING.sub("", text)):
        facts = stated("第五部分写有问题，未见常用的改进用语，所写的举措是否为改进情况，请人工核对")
        yield case.outcome("undecided", facts, "problems", [evidence(passages[0])], confidence=0.5)
        return
    if not problem and not measure:
        facts = stated("第五部分的文字中未见问题和改进的用语，请人工核对")
        yield case.outcome("undecided", facts, "problems", [evidence(passages[0])], confidence=0.5)
        return
    said, lacking = ("问题", "改进情况") if problem else ("改进情况", "存在的主要问题")
    gone = lacks("{where}写有{found}，未见{missing}", missing=lacking, where=Part(5), found=said)
    yield case.outcome("fail", gone, "problems", [evidence(p) for p in passages[:1]], confidence=0.7)
