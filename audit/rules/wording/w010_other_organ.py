"""文中机关名称与报告机关不同

依据：条例第四条、第五十条由各行政机关就本机关的工作编制年度报告；评估实务对机关名称错误、套用其他单位文字扣分。
核对：“由某机关编制”“公布某机关政府信息公开”“请与某机关联系”三处，以及第一部分首句的主语（“2024年，某机关认真……”），机关名称与报告机关是否相同或相含。
不判：简称、内设机构、办公室，政府和乡镇街道报告的联系单位（可由其他机关承担），以及名称相近的，均不作为差错；报告机关不明的不核对。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.findings import Outcome
from audit.rules import Case, rule
from audit.rules._passages import Hit, narrative, one_per_hit, where
from audit.rules.wording._names import same_organ
from audit.text import fold, widened

_NAME = (
    r"(?P<who>[\u4e00-\u9fff]{3,25}?(?:局|厅|委员会|委(?!会|办)|管委会|人民政府|分局|街道办事处|街道|镇|乡|支队|中心))"
)
_BY = re.compile(rf"由{_NAME}(?:依据|根据|按照|负责|组织)?[^，。；]{{0,30}}?编制")
_OF = re.compile(
    rf"公布(?:20\d\d年?度?)?{_NAME}(?:20\d\d年?度?)?政府信息(?:公开)?(?:工作)?(?:20\d\d年?)?年?度?(?:报告|情况)"
)
_WITH = re.compile(rf"(?:请与|请向|联系单位：|编制单位：){_NAME}[^，。；：]{{0,20}}?(?:联系|咨询|反映)")
#: The subject of the sentence that section 一 opens with.
_FIRST = re.compile(
    rf"\s*(?:20\d\d年度?(?:以来)?[，,]?)\s*{_NAME}(?=始终|继续|进一步|高度重视|认真|坚持|深入|严格|扎实|积极|持续|紧紧围绕|全面|以习近平)"
)
_OPEN_TO_OTHERS = re.compile(r"人民政府$|街道(?:办事处)?$|[镇乡]$")
_PRONOUN = re.compile(r"我|本|各|相关|有关|上级|该")


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per place; one pass where all places name the organ; undecided where it is not known."""
    agency = fold(case.report.agency or "")
    patterns = (_BY, _OF) if _OPEN_TO_OTHERS.search(agency) else (_BY, _OF, _WITH)
    found = [
        (p, match)
        for p in narrative(case.report)
        for pattern in patterns
        for match in pattern.finditer(widened(p.text))
    ]
    opening = next((p for p in narrative(case.report) if p.section == 1), None)
    if opening and (match := _FIRST.match(widened(opening.text))):
        found.append((opening, match))
    named = [(p, match) for p, match in found if not _PRONOUN.search(match["who"])]
    if not named:
        return
    if not agency:
        yield case.outcome("undecided", "报告机关不明，无法核对机关名称", "report", severity="info")
        return
    hits = [
        Hit(p, *match.span("who"), f"{where(p)}写有“{match['who']}”，报告机关为“{case.report.agency}”")
        for p, match in named
        if not same_organ(fold(match["who"]), agency)
    ]
    yield from one_per_hit(case, hits, f"{len(named)}处机关名称与报告机关相同", confidence=0.7)
