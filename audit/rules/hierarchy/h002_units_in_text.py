"""正文列举的各单位数字与其报告不符

依据：条例第五十条：年度报告应当包括规定的内容；同一数字在汇总机关和单位报告中应为同一口径。
核对：正文写明某单位或“各部门”“各乡镇”等的件数，与名录中相应单位报告的数字（多家的为其和）是否相同；同一句另行列出其中的单位（或“县政府”）的，“各部门”等按不含该单位（或办公室）也可以相符。
不判：名称不能与名录唯一对应的、约数、没有写明是何种件数的、单位没有报告、单元格未读取或几个版本数字不一的；口径可能不同，故为疑点。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from audit.corpus import Agency, Names, Roster
from audit.findings import Evidence, Outcome
from audit.forms import Form, load
from audit.metrics import CellSum, listed_sums
from audit.model import Report
from audit.rules import Survey, rule
from audit.rules.hierarchy._versions import UNSETTLED
from audit.text import show

_REGION = re.compile(r"^.{2,9}?(?:省|自治区|自治州|市|地区|盟|州|县|区|旗)(?=.{3})")
#: Words for all units of a kind.
_GROUPS = {
    "部门": (
        "各部门",
        "县直部门",
        "市直部门",
        "区直部门",
        "政府各部门",
        "县直各部门",
        "市直各部门",
        "区直各部门",
        "县级部门",
        "市级部门",
        "区级部门",
        "县级各部门",
        "市级各部门",
        "区级各部门",
        "政府部门",
        "县政府各部门",
        "政府工作部门",
    ),
    "乡镇街道": ("各乡镇", "各镇街", "各乡镇（街道）", "各乡镇街道", "乡镇（街道）", "各街道", "各镇"),
}


@rule(severity="warning", scope="corpus")
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
        listed = listed_sums(report, children, _words(units), partial(_meant, names))
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


def _meant(names: Names, said: str) -> str | None:
    """The unit that a name in the text means for certain, which it may give for short: 人社局, 石塘乡."""
    agency = names.recognise(said).agency
    return agency.name if agency else None


def _words(units: Sequence[Agency]) -> dict[str, tuple[str, ...]]:
    """The ways in which a text may name a unit or a group, the longest first; a way that fits two units is none."""
    found: dict[str, set[str]] = {}
    for unit in units:
        for name in (unit.name, *unit.aliases):
            for way in (name, _REGION.sub("", name)):
                found.setdefault(way, set()).add(unit.name)
    words = {way: tuple(names) for way, names in found.items() if len(names) == 1}
    for kind, ways in _GROUPS.items():
        members = tuple(unit.name for unit in units if unit.kind == kind)
        words |= dict.fromkeys(ways, members) if members else {}
    return dict(sorted(words.items(), key=lambda item: (-len(item[0]), item[0])))
