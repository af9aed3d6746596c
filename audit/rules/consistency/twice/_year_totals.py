"""Figures that state how much was made public in the whole year: “全年主动公开信息1288条”."""

from __future__ import annotations

import re
from collections.abc import Mapping

from audit.model import JUDGED_SCOPES, Claim, Passage, Report
from audit.patterns import regex
from audit.rules.consistency.nearby import paragraph
from audit.rules.kit import Case
from audit.text import fold
from audit.words import OWN, YEAR, channels, one_of

#: The year's total of what was made public, with no word that narrows it.
_YEAR_TOTAL = regex(
    rf"""
    (?:{YEAR}年度?)? [，,]? (?: 全年度? | 本年度? | 年度内 | 年内 ) (?:{OWN})?     # in the whole year
    (?: 共计? | 累计 | 合计 | 总共 | 仅 | 只 )*
    (?:主动)? 公开 (?: 各类 | 各项 | 有关 | 相关 )* (?:政府|政务)? 信息 (?:总数|总量)?
    (?: 共计? | 累计 | 仅有? | 只有? | 总计 | 合计 | 达到? | 为 )* \d[\d,]*条
    """,
    re.VERBOSE,
)
#: What narrows such a total where it stands in the same paragraph.
_NARROWER = regex(rf"{one_of(channels('publishing'))}|平台|电子屏|村|社区|部门|单位")


def is_year_total(case: Case, claim: Claim) -> bool:
    """Whether the figure is the year's total of what was made public, and nothing in its paragraph narrows it."""
    if claim.scope not in JUDGED_SCOPES or not claim.exact or not _YEAR_TOTAL.fullmatch(fold(claim.text)):
        return False
    found = paragraph(case, claim.place)
    return not (found and case.once(_narrowed).get(found[0]))


def _narrowed(report: Report) -> Mapping[Passage, bool]:
    """Which passages name something that narrows a total."""
    return {passage: _NARROWER.search(passage.text) is not None for passage in report.passages}
