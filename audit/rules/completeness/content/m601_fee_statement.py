"""第六部分没有信息处理费说明

依据：国办函〔2020〕109号（2021年1月1日起施行）规定收取信息处理费；实务要求在“其他需要报告的事项”中说明收取情况，格式文件正文未明文要求，故为疑点。
核对：第六部分有无收取或未收取信息处理费的语句。
不判：金额是否正确由其他规则核对；写在其他部分的仅作提示；没有识别出第六部分的不判；该办法施行之前的年度不核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import AbsentParts, Part, lacks
from audit.patterns import regex
from audit.rules.kit import Case, Outcome, in_force, narrative, part_name, passage_evidence, rule, stated

_FEE = regex(r"处理费|收费|收取[^。；]{0,12}费|费用")


@rule(severity="warning", also=("info",), cause="part")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per report of a year in which the fee could be charged."""
    report = case.report
    if report.year is None or "by_item" not in in_force("收费办法", report.year):
        return
    if not any(section.number == 6 for section in report.sections):
        facts = stated("未识别出{part}，无法核对信息处理费说明", part=AbsentParts((6,)))
        yield case.outcome("undecided", facts, "fee")
        return
    found = [(p, match) for p in narrative(report) if (match := _FEE.search(p.text))]
    inside = next(((p, match) for p, match in found if p.section == 6), None)
    elsewhere = next(((p, match) for p, match in found if p.section and "处理费" in p.text), None)
    if inside:
        places = [passage_evidence(inside[0], *inside[1].span(), "第六部分")]
        yield case.outcome("pass", stated("第六部分有收费说明"), "fee", places)
    elif elsewhere:
        place = passage_evidence(elsewhere[0], *elsewhere[1].span(), part_name(elsewhere[0]))
        facts = stated("信息处理费说明写在{where}", where=Part(elsewhere[0].section))
        yield case.outcome("fail", facts, "fee", [place], severity="info")
    else:
        heading = next((p for p in report.passages if p.heading and p.section == 6), None)
        places = [passage_evidence(heading)] if heading else []
        gone = lacks("{where}没有{missing}", missing="收取或未收取信息处理费的说明", where=Part(6))
        yield case.outcome("fail", gone, "fee", places)
