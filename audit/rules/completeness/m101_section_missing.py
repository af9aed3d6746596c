"""缺少规定的部分

依据：条例第五十条规定年度报告应当包括的内容；格式文件（国办公开办函〔2021〕30号、国办公开办函〔2019〕60号）列六个部分，“不能遗漏”。
核对：六个部分的标题是否都在报告中出现，每个部分一个结果。
不判：标题措辞属常见变体的视为有；没有识别出任何标题，或另有序号相符而措辞不同的标题时不判（由M103提示）；该部分的表格已读到而只缺标题的，降为疑点。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import SECTION_NAMES, Evidence, Outcome
from audit.model import Report
from audit.rules import Case, rule
from audit.rules._passages import evidence
from audit.rules.completeness._headings import other_heading


@rule(severity="error", also=("warning",))
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per section of the form."""
    report = case.report
    found = {section.number: section for section in report.sections}
    for number, title in case.form.sections.items():
        locus = f"section:{number}"
        if number in found:
            heading = next((p for p in report.passages if p.place == found[number].place), None)
            places = [evidence(heading)] if heading else []
            yield case.outcome("pass", f"{SECTION_NAMES[number]}“{title}”有标题", locus, places)
            continue
        message = f"未见{SECTION_NAMES[number]}“{title}”的标题"
        near = _near(report, number)
        if not found:
            yield case.outcome("undecided", "没有识别出任何部分的标题，无法核对", locus)
        elif other := other_heading(report, number):
            message += f"，但有“{other.text.strip()}”，无法确定是否即该部分"
            yield case.outcome("undecided", message, locus, [evidence(other)], confidence=0.5)
        elif any(c.key in report.cells for t in case.form.tables if t.section == number for c in t.cells):
            yield case.outcome("fail", message + "，但有该部分的表格", locus, near, severity="warning", confidence=0.8)
        else:
            yield case.outcome("fail", message, locus, near, expected=title, confidence=0.9)


def _near(report: Report, number: int) -> list[Evidence]:
    """The heading that the missing section should follow, else the report's first paragraph."""
    before = [section for section in report.sections if section.number < number]
    if before:
        return [Evidence(before[-1].place, before[-1].printed, "应在此部分之后")]
    return [evidence(passage, label="报告开头") for passage in report.passages[:1]]
