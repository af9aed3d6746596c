"""汇总机关的数字与各单位报告之和不符

依据：{内容条}：年度报告应当包括主动公开、收到和处理申请、复议诉讼情况；汇总范围由名录中的“汇总机关”一列规定。
核对：名录规定由其汇总的各单位报告，逐表逐格相加，是否等于汇总机关报告的数字。
不判：有单位缺报告、缺单元格或几个版本数字不一，且不能由已有数字判定的，列为无法核对；名录中没有“办公室”或“本级”一类单位的，汇总机关多出的数字可能属于其本级，只作提示；汇总口径由名录确定，故为疑点。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from audit.findings import Evidence, Fact, Listed, Outcome, UnitSum, UnitSums, filled_in, stated
from audit.forms import Form, load
from audit.metrics import OFFICE, CellSum, cell_sums, shared_keys
from audit.model import Report
from audit.rules import Survey, rule
from audit.rules.hierarchy._versions import UNSETTLED

#: Units and cells that are named, or shown with their places.
_SHOWN = 5
_COMPARED = "表{table}与{number}家单位报告之和"


@rule(severity="warning", scope="corpus", also=("info",))
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per table of each agency of the roster that has units and a report with tables."""
    corpus = survey.corpus
    for agency in corpus.roster.agencies if corpus.year else ():
        units = corpus.roster.children(agency)
        report = corpus.report(agency, corpus.year or 0)
        if not units or report is None or report.edition is None:
            continue
        children = {unit.name: corpus.agreed(unit, corpus.year or 0) for unit in units}
        known = [child for child in children.values() if child is not None]
        for table in (each.number for each in load(report.edition).tables):
            sums = cell_sums(report, children, shared_keys([report, *known], (table,)))
            if sums:
                yield _outcome(survey, report, table, sums, children)


def _outcome(
    survey: Survey,
    report: Report,
    table: str,
    sums: Sequence[CellSum],
    children: Mapping[str, Report | None],
) -> Outcome:
    form = load(report.edition or "")
    differing = [item for item in sums if item.relation == "differs"]
    lacking = sorted({name for item in sums if item.relation == "open" for name in item.lacking})
    blanks = sum(bool(item.blanks) for item in sums)
    locus = f"table:{table}"
    if differing:
        complete = any(OFFICE.search(name) for name in children)
        surely = complete or any((item.difference or 0) < 0 for item in differing)
        cells = tuple(
            UnitSum(item.key, form.cells[item.key].label, item.stated or 0, item.total or 0, item.lacking)
            for item in differing
        )
        places = [place for item in differing[:_SHOWN] for place in _places(form, report, item, children)]
        return survey.outcome(
            report,
            "fail",
            UnitSums(table, len(children), cells, surely, blanks),
            locus,
            places,
            severity="warning" if surely else "info",
            cells=tuple(item.key for item in differing),
            confidence=0.8 if blanks else 1.0,
        )
    values: dict[str, Fact] = {"table": table, "number": len(children)}
    if lacking:
        form_of = f"{_COMPARED}：缺{{units}}的报告或部分单元格{UNSETTLED}，无法核对"
        facts = stated(form_of, units=Listed(tuple(lacking), _SHOWN, "家"), **values)
        return survey.outcome(report, "undecided", facts, locus)
    if all(item.relation == "equal" for item in sums):
        facts = stated(_COMPARED + "相符，共{cells}格{blanks}", cells=len(sums), blanks=filled_in(blanks), **values)
        return survey.outcome(report, "pass", facts, locus)
    facts = stated(_COMPARED + "：本报告有未读取或未填的单元格，无法全部核对", **values)
    return survey.outcome(report, "undecided", facts, locus)


def _places(form: Form, report: Report, item: CellSum, children: Mapping[str, Report | None]) -> Iterator[Evidence]:
    label = form.cells[item.key].label
    yield Evidence(report.cells[item.key].place, report.cells[item.key].raw, label)
    for name in item.children:
        child = children.get(name)
        if child and item.key in child.cells and child.cells[item.key].value:
            cell = child.cells[item.key]
            yield Evidence(cell.place, cell.raw, f"{name}{label}", "other_report")
