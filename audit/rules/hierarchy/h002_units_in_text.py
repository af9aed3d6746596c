"""正文列举的各单位数字与其报告不符

依据：{内容条}：年度报告应当包括规定的内容；同一数字在汇总机关和单位报告中应为同一口径。
核对：正文写明某单位或“各部门”“各乡镇”等的件数，与名录中相应单位报告的数字（多家的为其和）是否相同；同一句另行列出其中的单位（或“县政府”）的，“各部门”等按不含该单位（或办公室）也可以相符。
不判：名称不能与名录唯一对应的、单位的表内数字自身不相符且改正后即与正文相符的（列在该单位名下）、约数、没有写明是何种件数的、单位没有报告、单元格未读取或几个版本数字不一的；口径可能不同，故为疑点。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from audit.corpus import Roster, RosterNames
from audit.findings import Fact, Listed, Side, UnitsFirst, UnitsInText
from audit.forms import load
from audit.metrics import CellSum, listed_sums
from audit.model import Report
from audit.rules.hierarchy._differing import cells_of_units
from audit.rules.hierarchy._names import unit_named, ways_to_name
from audit.rules.hierarchy._versions import UNSETTLED
from audit.rules.kit import Evidence, Outcome, Survey, rule, stated

#: Units that are named.
_UNITS_NAMED = 3
_AT_ODDS = "正文“{text}”（{cell}）：{units}的表内数字不相符，改正后与正文相符，先请核对该单位的报告"
_OPEN = f"正文“{{text}}”（{{cell}}）：缺{{units}}的报告或单元格{UNSETTLED}，无法核对"


@rule(severity="warning", scope="corpus", cause="figure", matter="units")
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per figure of a unit or a group of units in the text of an agency that has units."""
    corpus = survey.corpus
    for agency in corpus.roster.agencies if corpus.year else ():
        units = corpus.roster.children(agency)
        report = corpus.report(agency, corpus.year or 0)
        if not units or report is None or report.edition is None:
            continue
        children = {unit.name: corpus.agreed(unit, corpus.year or 0) for unit in units}
        form, names = load(report.edition), RosterNames(Roster(units))
        listed = listed_sums(report, children, ways_to_name(units), partial(unit_named, names))
        for number, item in enumerate(listed, 1):
            if item.key in form.cells:
                yield _outcome(survey, report, item, number, children)


def _outcome(
    survey: Survey, report: Report, item: CellSum, number: int, children: Mapping[str, Report | None]
) -> Outcome:
    form = load(report.edition or "")
    claim, label = item.claim, form.cells[item.key].label
    text = _text_side(item)
    places = [Evidence(claim.place, text.words, "正文")] if claim else []
    locus = f"text:{text.words}:{number}"
    terms = cells_of_units(item, children, label)
    if item.at_odds:
        facts = stated(_AT_ODDS, text=text, cell=label, units=UnitsFirst(item.at_odds, _UNITS_NAMED, "家"))
        return survey.outcome(report, "undecided", facts, locus, [*places, *terms])
    if item.relation == "open" or item.total is None:
        units: Fact = item.lacking[:_UNITS_NAMED] or Listed(item.children, _UNITS_NAMED, "家")
        facts = stated(_OPEN, text=text, cell=label, units=units)
        return survey.outcome(report, "undecided", facts, locus, [*places, *terms])
    compared = UnitsInText(text, label, item.children, item.total)
    if item.relation == "equal":
        return survey.outcome(report, "pass", compared, locus, places, cells=(item.key,))
    return survey.outcome(report, "fail", compared, locus, [*places, *terms], cells=(item.key,), confidence=0.8)


def _text_side(item: CellSum) -> Side:
    """What the text says."""
    claim = item.claim
    if claim is None:
        return Side("text", "正文", item.stated)
    return Side("text", "正文", item.stated, words=claim.text, sentence=claim.sentence, unit=claim.unit)
