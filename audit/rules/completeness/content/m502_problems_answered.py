"""问题与改进措施逐个对应，有的问题未见措施

依据：{问题项}规定年度报告应当包括“政府信息公开工作存在的主要问题及改进情况”，统一格式（{格式}）第五部分为“存在的主要问题及改进情况”；评估实务要求逐条提出改进措施。由用语识别，故只作提示。
核对：第五部分自身将问题与措施逐个对应的，每个问题是否都有措施：措施写明所对应问题的序号（“针对第一个问题”），或者问题和措施同名编号（“问题一”“措施一”）的，比较序号；各问题之下分别写“措施：”的，看最后一个问题之下有无；写明逐项、逐一、分别采取措施，或者写明措施与问题项数相同的，比较所列措施与所列问题的项数。
不判：问题或措施没有编号的；没有写明逐个对应，只是分别编号、末尾的措施较少的；一项措施回应几个问题的；措施多于问题的；措施以文字而不以序号指明问题、在问题之后随即写明，或者在末项之后另行写出的；措施是否具体、有效不判；该部分有未能读取的图片等，或文件在此中断的，为无法核对。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.findings import Listed, Part, lacks
from audit.model import Passage
from audit.rules.completeness.content._answers import ListedItem, Pairing, pairing
from audit.rules.kit import (
    Case,
    Evidence,
    Facts,
    Outcome,
    narrative,
    part_name,
    passage_evidence,
    rule,
    stated,
    why_open,
)
from audit.text import widened
from audit.words import in_numerals

_PROBLEMS = 5
#: Problems that a sentence names.
_PROBLEMS_NAMED = 3


@rule(severity="info", cause="part")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome where section 五 itself pairs problems with measures; silent elsewhere."""
    passages = [p for p in narrative(case.report) if p.section == _PROBLEMS]
    found = pairing("\n".join(widened(p.text) for p in passages))
    if found is None:
        return
    if not found.without:
        facts = stated("第五部分的{number}个问题均有对应的改进措施", number=len(found.problems))
        yield case.outcome("pass", facts, "answers", confidence=0.7)
        return
    places = [_shown(passages, item) for item in (*found.without, found.heading)]
    gone = _without_measures(passages, found)
    if reason := why_open(case.report, _PROBLEMS):
        unsure = stated("{gone}；{reason}，无法核对", gone=gone, reason=reason)
        yield case.outcome("undecided", unsure, "answers", places)
    else:
        yield case.outcome("fail", gone, "answers", places, confidence=0.6)


def _without_measures(passages: Sequence[Passage], found: Pairing) -> Facts:
    """The facts about measures that were not seen."""
    number = len(found.problems)
    if found.way == "announced":
        form = "{where}列出{number}个问题，写有“{said}”，其后列出的{missing}只有{measures}项"
        words = _shown(passages, found.heading).raw
        return lacks(form, missing="措施", where=Part(_PROBLEMS), number=number, said=words, measures=found.measures)
    form = "{where}列出{number}个问题并逐个写明改进措施，未见与第{missing}个问题对应的措施"
    numbers = Listed(tuple(in_numerals(item.number) for item in found.without), _PROBLEMS_NAMED)
    return lacks(form, missing=numbers, where=Part(_PROBLEMS), number=number)


def _shown(passages: Sequence[Passage], item: ListedItem) -> Evidence:
    """Place and printed text of an item of the section's text, as far as it stands in one paragraph."""
    at = 0
    for passage in passages:
        if item.start <= at + len(passage.text):
            start, end = item.start - at, min(item.end - at, len(passage.text))
            return passage_evidence(passage, start, end, part_name(passage))
        at += len(passage.text) + 1
    raise ValueError(f"the section's text ends before character {item.start}")
