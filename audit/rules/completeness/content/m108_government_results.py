"""政府报告未写考核、社会评议或责任追究结果

依据：{内容条}：各级人民政府的年度报告还应当包括工作考核、社会评议和责任追究结果情况；国办公开办函〔2021〕30号将其列入监督保障。
核对：县级以上人民政府的报告，第一、五部分是否分别提到考核、社会评议、责任追究；社会评议须有评议、社会评价、满意度调查及结果等用语。
不判：部门、乡镇和街道的报告不核对；由关键词识别，是否充实不判；只写“满意度不断提高”一类的，是否即社会评议结果由人工核对；没有读取到第一、五部分文字的不判；这两部分有未能读取的图片、页面等，或文件中断的，为无法核对。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit.findings import Parts, lacks
from audit.model import Passage
from audit.patterns import regex
from audit.rules.kit import (
    Case,
    Evidence,
    Outcome,
    narrative,
    organ_kind,
    part_name,
    passage_evidence,
    rule,
    stated,
    why_open,
)

#: The words of each result; “满意度”, “评价” alone may speak of anything else.
_WORDS = {
    "工作考核": (regex("考核|考评"), None),
    "社会评议": (
        regex(
            r"""
              评议                                                          # 社会评议, 评议员, 政风行风评议
            | (?: 社会 | 公众 | 群众 | 服务对象 | 第三方 ) [^，。；]{0,6} (?: 测评 | 评价 )
            | (?: 满意 [度率] | 问卷 ) (?: 调查 | 测评 | 评价 | [^，。；]{0,10}\d )    # 满意度为98%
            """,
            re.VERBOSE,
        ),
        regex("满意[度率]|测评|评价"),
    ),
    "责任追究": (regex("责任追究|追究责任|追究|追责|问责"), None),
}
_SECTIONS = (1, 5)
_UNSEEN = "{where}未见{missing}结果情况"


@rule(severity="warning", cause="part")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per kind of result; silent for organs that are no government of county level or above."""
    if organ_kind(case.report.agency) != "government" or not case.form.aspects:
        return
    passages = [p for p in narrative(case.report) if p.section in _SECTIONS]
    if not passages:
        yield case.outcome("undecided", stated("没有读取到{where}的文字，无法核对", where=Parts(_SECTIONS)), "results")
        return
    for name, (sure, perhaps) in _WORDS.items():
        if found := _first(passages, sure):
            yield case.outcome("pass", stated("写有{found}情况", found=name), f"results:{name}", [found])
        elif perhaps and (found := _first(passages, perhaps)):
            form = "未见“{missing}”的用语，只提到“{found}”，是否即其结果请人工核对"
            unsure = lacks(form, missing=name, found=found.raw)
            yield case.outcome("undecided", unsure, f"results:{name}", [found], severity="info", confidence=0.5)
        elif reason := why_open(case.report, 1) or why_open(case.report, 5):
            unsure = lacks(_UNSEEN + "；{reason}，无法核对", missing=name, where=Parts(_SECTIONS), reason=reason)
            yield case.outcome("undecided", unsure, f"results:{name}")
        else:
            gone = lacks(_UNSEEN, missing=name, where=Parts(_SECTIONS))
            places = [passage_evidence(passages[0], label=part_name(passages[0]))]
            yield case.outcome("fail", gone, f"results:{name}", places, confidence=0.8)


def _first(passages: Sequence[Passage], pattern: re.Pattern[str]) -> Evidence | None:
    """The first place with such words."""
    found = ((p, match) for p in passages if (match := pattern.search(p.text)))
    return next((replace(passage_evidence(p, *m.span(), part_name(p)), raw=m[0]) for p, m in found), None)
