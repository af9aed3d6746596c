"""年份数字之后缺“年”字

依据：GB/T 15835—2011《出版物上数字用法》：年份书写应带“年”字；评估实务按文字差错扣分。
核对：标题、引言和正文中报告年度前后的四位年份，其后直接跟月份、机关、地区名称或“政府信息”“政务公开”的，是否缺“年”字。
不判：文号、书号、网址、电话、金额和件数中的四位数；其后为量词或单位的；与报告年度相差五年以上的。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.patterns import regex
from audit.rules.kit import Case, Outcome, narrative, one_per_hit, rule, stated, wrong_words
from audit.words import OWN_ORGAN, REGION, WHOLE, ending

_UNITS = "年件条份次期人个元万亿余多名篇项起宗字平号版第届户家台套场张册批处所座米公千吨辆亩株只位点分页天月日时小本季周部头支"
_YEAR = regex(
    rf"""
    (?<! [\d.\-—/〔\[（(第号#No] )                              # no number of a document, no part of a longer number
    (?P<year> 20[0-4]\d )
    (?= (?![{_UNITS}]) (?:
        [\u4e00-\u9fff]{{1,12}}? (?: [{REGION}] | {ending("bureau", "office", "government", "town", "force", "centre", "company")} )
      | 年度 | 度 | 全年 | 我{OWN_ORGAN} | 本机关 | {WHOLE}
      | 政府信息 | 政务公开 | 政务 | 信息公开
      | (?: 1[0-2] | 0?[1-9] )月                               # 20241月1日
    ))
    """,
    re.VERBOSE,
)
#: Years around the report's that are looked at; characters behind the year that are shown.
_YEARS_AROUND, _CHARACTERS_BEHIND = 5, 4


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per place; one pass where there is none."""
    year = case.report.year
    if year is None:
        yield case.outcome("undecided", stated("报告年度不明，无法核对年份书写"), "report", severity="info")
        return
    hits = [
        wrong_words(
            passage,
            match.span(),
            "{where}“{found}”的年份之后缺“年”字",
            shown=f"{passage.text[match.start() : match.end() + _CHARACTERS_BEHIND]}…",
            correction=f"{match['year']}年",
        )
        for passage in narrative(case.report)
        for match in _YEAR.finditer(passage.text)
        if abs(int(match["year"]) - year) < _YEARS_AROUND
    ]
    yield from one_per_hit(case, hits, stated("年份书写未见缺“年”字"))
