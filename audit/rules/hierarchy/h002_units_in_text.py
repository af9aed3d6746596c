"""正文列举的各单位数字与其报告不符

依据：{内容条}：年度报告应当包括规定的内容；同一数字在汇总机关和单位报告中应为同一口径。
核对：正文写明某单位或“各部门”“各乡镇”等的件数，与名录中相应单位报告的数字（多家的为其和）是否相同；同一句另行列出其中的单位（或“县政府”）的，“各部门”等按不含该单位（或办公室）也可以相符。
不判：名称不能与名录唯一对应的、约数、没有写明是何种件数的、单位没有报告、单元格未读取或几个版本数字不一的；口径可能不同，故为疑点。
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from audit.corpus import Names, Roster
from audit.findings import Evidence, Outcome
from audit.forms import Form, load
from audit.metrics import CellSum, listed_sums
from audit.model import Report
from audit.rules import Survey, rule
from audit.rules.hierarchy._names import meant, ways_to_name
from audit.rules.hierarchy._versions import UNSETTLED
from audit.text import show


@rule(severity="warning", scope="corpus", cause="figure")
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per figure of a unit or a group of units in the text of an agency that has units."""
    corpus = survey.corpus
    for agency in corpus.roster.agencies if corpus.year else ():
        units = corpus.roster.children(agency)
        report = corpus.report(agency, corpus.year or 0)
        if not units or report is None or report.edition is None:
            continue
        children = {unit.name: corpus.agreed(unit, corpus.year or 0) for unit in units}
        form, names = load(report.edition), Names(Roster(units))
        listed = listed_sums(report, children, ways_to_name(units), partial(meant, names))
        for number, item in enumerate(listed, 1):
            if item.key in form.cells:
                yield _outcome(survey, report, form, item, number)


def _outcome(survey: Survey, report: Report, form: Form, item: CellSum, number: int) -> Outcome:
    claim = item.claim
    text = claim.text if claim else ""
    places = [Evidence(claim.place, text, "正文")] if claim else []
    names = "、".join(item.children[:3]) + (f"等{len(item.children)}家" if len(item.children) > 3 else "")
    head = f"正文“{text}”（{form.cells[item.key].label}）"
    locus = f"text:{text}:{number}"
    if item.relation == "open" or item.total is None:
        lacking = "、".join(item.lacking[:3]) or names
        return survey.outcome(
            report, "undecided", f"{head}：缺{lacking}的报告或单元格{UNSETTLED}，无法核对", locus, places
        )
    if item.relation == "equal":
        message = f"{head}与{names}的报告相符"
        return survey.outcome(report, "pass", message, locus, places, cells=(item.key,))
    return survey.outcome(
        report,
        "fail",
        f"{head}，而{names}的报告{'合计' if len(item.children) > 1 else ''}为{show(item.total)}",
        locus,
        places,
        cells=(item.key,),
        expected=item.total,
        actual=item.stated,
        difference=item.difference,
        confidence=0.8,
    )
