"""部分只有标题没有内容

依据：{内容条}规定年度报告应当包括的内容；{敷衍}。
核对：第一、五部分有无文字，是否只写“无”；第六部分有无文字（写“无”即可，缺文字为疑点）；第二、三、四部分有无表格或文字，是否没有表格而只写“无”。
不判：文字是否充分不判；第二、三、四部分的表格一格也未能读取、但该表可能以图片插入或版式未能识别（有未能归位的内容、有带数字的文字，或三张表均未读取到）时，不判；该部分有未能读取的图片、页面等，或文件在该部分中断的，为无法核对；表格被打散的由M001一并说明；缺少标题的部分由M101核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Part
from audit.rules.kit import Case, Evidence, Outcome, Severity, rule, stated, why_open
from audit.text import fold

_NOTHING = frozenset({"无", "无。", "暂无", "暂无。", "没有", "没有。", "/", "不涉及", "不涉及。"})


@rule(severity="error", also=("warning",), cause="part")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per section found."""
    tables = {table.section: table for table in case.form.tables}
    for section in {s.number: s for s in case.report.sections}.values():
        locus, places = f"section:{section.number}", [Evidence(section.place, section.printed.strip(), "标题")]
        part = Part(section.number)
        text = "".join(fold(p.text) for p in case.report.section_passages(section.number))
        table = tables.get(section.number)
        if table and any(cell.key in case.report.cells for cell in table.cells):
            yield case.outcome("pass", stated("{part}有表格", part=part), locus, places)
        elif table and case.report.unplaced:
            yield from _without_its_table(case, part, locus, places)
        elif table and not text and not case.report.cells:
            facts = stated("{part}未读取到表格或文字，可能为图片，请人工核对", part=part)
            yield case.outcome("undecided", facts, locus, places)
        elif (not text or (table and text in _NOTHING)) and (reason := why_open(case.report, section.number)):
            facts = stated("{part}没有读取到内容，{reason}，请人工核对", part=part, reason=reason)
            yield case.outcome("undecided", facts, locus, places)
        elif table and text in _NOTHING and case.report.cells:
            facts = stated("{part}只写“{printed}”，没有表格", part=part, printed=text)
            yield case.outcome("fail", facts, locus, places, severity="warning", confidence=0.8)
        elif table and text:
            facts = stated("{part}的表格未能读取，请人工核对", part=part)
            yield case.outcome("undecided", facts, locus, places)
        elif not text:
            severity: Severity = "warning" if section.number == max(case.form.sections) else "error"
            facts = stated("{part}只有标题，没有内容", part=part)
            yield case.outcome("fail", facts, locus, places, severity=severity, confidence=0.9)
        elif text in _NOTHING and section.number in (1, 5):
            facts = stated("{part}只写“{printed}”", part=part, printed=text)
            yield case.outcome("fail", facts, locus, places, severity="warning")
        else:
            yield case.outcome("pass", stated("{part}有内容", part=part), locus, places)


def _without_its_table(case: Case, part: Part, locus: str, places: list[Evidence]) -> Iterator[Outcome]:
    """That a table was not read whose figures may be those that found no place; of shattered tables M001 says so once."""
    if not case.report.shattered:
        form = "{part}的表格未能读取，报告中有{number}处内容未能归位，请人工核对"
        facts = stated(form, part=part, number=len(case.report.unplaced))
        yield case.outcome("undecided", facts, locus, places)
