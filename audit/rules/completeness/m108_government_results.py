"""政府报告未写考核、社会评议或责任追究结果

依据：{内容条}：各级人民政府的年度报告还应当包括工作考核、社会评议和责任追究结果情况；国办公开办函〔2021〕30号将其列入监督保障。
核对：县级以上人民政府的报告，第一、五部分是否分别提到考核、社会评议、责任追究。
不判：部门、乡镇和街道的报告不核对；由关键词识别，是否充实不判；没有读取到第一、五部分文字的不判；这两部分有未能读取的图片、页面等，或文件中断的，为无法核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Outcome, Parts, lacks, stated
from audit.rules import Case, rule
from audit.rules._agency import kind
from audit.rules._passages import evidence, narrative, where
from audit.rules._unread import why_open

_WORDS = {
    "工作考核": ("考核", "考评"),
    "社会评议": ("评议", "满意度", "测评"),
    "责任追究": ("责任追究", "追究责任", "追究", "追责", "问责"),
}
_SECTIONS = (1, 5)
_UNSEEN = "{where}未见{missing}结果情况"


@rule(severity="warning", cause="part")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per kind of result; silent for organs that are no government of county level or above."""
    if kind(case.report.agency) != "government" or not case.form.aspects:
        return
    passages = [p for p in narrative(case.report) if p.section in _SECTIONS]
    if not passages:
        yield case.outcome("undecided", stated("没有读取到{where}的文字，无法核对", where=Parts(_SECTIONS)), "results")
        return
    for name, words in _WORDS.items():
        named = next(((p, word) for p in passages for word in words if word in p.text), None)
        if named:
            start = named[0].text.index(named[1])
            place = evidence(named[0], start, start + len(named[1]), where(named[0]))
            yield case.outcome("pass", stated("写有{found}情况", found=name), f"results:{name}", [place])
        elif reason := why_open(case.report, 1) or why_open(case.report, 5):
            unsure = lacks(_UNSEEN + "；{reason}，无法核对", missing=name, where=Parts(_SECTIONS), reason=reason)
            yield case.outcome("undecided", unsure, f"results:{name}")
        else:
            gone = lacks(_UNSEEN, missing=name, where=Parts(_SECTIONS))
            places = [evidence(passages[0], label=where(passages[0]))]
            yield case.outcome("fail", gone, f"results:{name}", places, confidence=0.8)
