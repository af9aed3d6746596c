"""缺少规定的部分

依据：{内容条}规定年度报告应当包括的内容；格式文件（{格式}）列六个部分；{不遗漏}。
核对：六个部分的标题是否都在报告中出现，每个部分一个结果。
不判：标题措辞属常见变体的视为有；没有识别出任何标题，或另有序号相符而措辞不同的标题时不判（由M103提示）；该部分的表格已读到而只缺标题的，降为疑点；标题应在之处有未能读取的图片、页面等，文件在句中、表中中断，或只有前几部分、其后至少三个部分的标题和表格全无的，为一个无法核对；表格被打散的，为无法核对。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audit.findings import AbsentParts, Part, lacks
from audit.rules.completeness.sections._headings import heading_before, other_heading
from audit.rules.kit import (
    Case,
    Outcome,
    broken_off,
    is_behind,
    last_words,
    passage_evidence,
    rule,
    stated,
    why_open,
)

_UNSEEN = "未见{part}“{missing}”的标题"


@rule(severity="error", also=("warning",), cause="part")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per section of the form; one for all those behind the place where the file breaks off."""
    report = case.report
    found = {section.number: section for section in report.sections}
    lost = [number for number in case.form.sections if number not in found and is_behind(report, number)]
    for number, title in case.form.sections.items():
        locus = f"section:{number}"
        if number in found:
            heading = next((p for p in report.passages if p.place == found[number].place), None)
            places = [passage_evidence(heading)] if heading else []
            facts = stated("{part}“{title}”有标题", part=Part(number), title=title)
            yield case.outcome("pass", facts, locus, places, section=number)
        elif number not in lost:
            yield _missing(case, number)
    if lost:
        last = last_words(report)
        behind = lacks(
            "{reason}，其后的{missing}未见，请核对原文件", missing=AbsentParts(tuple(lost)), reason=broken_off(report)
        )
        section = lost[0] if len(lost) == 1 else 0
        yield case.outcome("undecided", behind, "broken_off", [last] if last else [], section=section)


def _missing(case: Case, number: int) -> Outcome:
    return replace(_unseen(case, number), section=number)


def _unseen(case: Case, number: int) -> Outcome:
    report, locus, title = case.report, f"section:{number}", case.form.sections[number]
    part = AbsentParts((number,))
    if not report.sections:
        return case.outcome("undecided", stated("没有识别出任何部分的标题，无法核对"), locus)
    if other := other_heading(report, number):
        form = _UNSEEN + "，但有“{printed}”，无法确定是否即该部分"
        perhaps = lacks(form, missing=title, part=part, printed=other.text.strip())
        return case.outcome("undecided", perhaps, locus, [passage_evidence(other)], confidence=0.5)
    if reason := why_open(report, number):
        unsure = lacks(_UNSEEN + "，{reason}，请人工核对", missing=title, part=part, reason=reason)
        return case.outcome("undecided", unsure, locus, heading_before(report, number))
    if any(c.key in report.cells for t in case.form.tables if t.section == number for c in t.cells):
        untitled = lacks(_UNSEEN + "，但有该部分的表格", missing=title, part=part)
        return case.outcome("fail", untitled, locus, heading_before(report, number), severity="warning", confidence=0.8)
    facts = lacks(_UNSEEN, missing=title, part=part)
    return case.outcome("fail", facts, locus, heading_before(report, number), expected=title, confidence=0.9)
