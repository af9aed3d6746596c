"""汇总机关的数字与各单位报告之和不符

依据：{内容条}：年度报告应当包括主动公开、收到和处理申请、复议诉讼情况；汇总范围由名录中的“汇总机关”一列规定。
核对：名录规定由其汇总的各单位报告，逐表逐格相加，是否等于汇总机关报告的数字；少于各单位之和的、多于各单位之和的分别列出。有单位缺报告、缺单元格或几个版本数字不一的，已有各单位之和超过汇总数的格仍为不符，其余的格为无法核对。
不判：件数不会为负，汇总数少于其中各单位之和的为疑点；多出的，名录中没有“办公室”或“本级”一类单位的可能属于其本级，只作提示；单位的表内数字自身不相符（合计漏填的在内，至多三家）、改正后即与汇总数相符的，由A001、A301、M002列在该单位名下，此处为无法核对；汇总口径由名录确定，故不作为错误。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from audit.findings import Fact, Facts, Listed, UnitsFirst, filled_in
from audit.forms import load
from audit.metrics import OFFICE, CellSum, cell_sums, shared_keys
from audit.model import Report
from audit.rules.hierarchy._differing import SHOWN, beside, differ, places
from audit.rules.hierarchy._versions import UNSETTLED
from audit.rules.kit import Outcome, Survey, rule, stated

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
                yield from _outcomes(survey, report, table, sums, children)


def _outcomes(
    survey: Survey, report: Report, table: str, sums: Sequence[CellSum], children: Mapping[str, Report | None]
) -> Iterator[Outcome]:
    """A failure for what is below the sums and one for what is above them, then what is open; a pass where nothing is."""
    differing = [item for item in sums if item.relation == "differs"]
    below = [item for item in differing if (item.difference or 0) < 0]
    above = [item for item in differing if item not in below]
    # With the organ's own office among the units nothing is left that its own numbers could be.
    listed = any(OFFICE.search(name) for name in children)
    for items, surely in ((below, True), (above, listed)):
        if items:
            locus = f"table:{table}" if items is below or not below else f"table:{table}:above"
            yield differ(survey, report, table, items, children, surely=surely, locus=locus)
    locus = f"table:{table}:open" if differing else f"table:{table}"
    open_ = [item for item in sums if item.relation == "open"]
    values: dict[str, Fact] = {"table": table, "number": len(children)}
    if at_odds := [item for item in open_ if item.at_odds]:
        units = UnitsFirst(tuple(dict.fromkeys(name for item in at_odds for name in item.at_odds)), SHOWN, "家")
        form_of = _COMPARED + "：{units}的表内数字不相符，改正后本报告有{cells}格与之相符，先请核对该单位的报告；{sums}"
        facts = stated(form_of, units=units, cells=len(at_odds), sums=beside(report, at_odds, children), **values)
        yield _open(survey, report, facts, f"table:{table}:units", items=at_odds, children=children)
    rest = [item for item in open_ if not item.at_odds]
    # What the units that are wanting may have is what is left to find; elsewhere nothing is told by what is known.
    telling = [item for item in rest if item.stated is not None and item.stated != item.total] or rest
    if lacking := sorted({name for item in rest for name in item.lacking}):
        form_of = f"{_COMPARED}：缺{{units}}的报告或部分单元格{UNSETTLED}，无法核对；{{sums}}"
        facts = stated(
            form_of, units=Listed(tuple(lacking), SHOWN, "家"), sums=beside(report, telling, children), **values
        )
        yield _open(survey, report, facts, locus, items=telling, children=children)
    elif rest and not differing:
        facts = stated(_COMPARED + "：本报告有未读取或未填的单元格，无法全部核对", **values)
        yield _open(survey, report, facts, locus, items=rest, children=children)
    elif not open_ and not differing:
        blanks = filled_in(sum(bool(item.blanks) for item in sums))
        facts = stated(_COMPARED + "相符，共{cells}格{blanks}", cells=len(sums), blanks=blanks, **values)
        yield survey.outcome(report, "pass", facts, locus)


def _open(
    survey: Survey,
    report: Report,
    facts: Facts,
    locus: str,
    *,
    items: Sequence[CellSum],
    children: Mapping[str, Report | None],
) -> Outcome:
    """What is left open of the cells ``items``, with the numbers that are known."""
    cells = tuple(item.key for item in items)
    return survey.outcome(report, "undecided", facts, locus, places(report, items, children), cells=cells)
