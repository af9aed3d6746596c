"""文号的序号或括号书写有误

依据：GB/T 9704—2012《党政机关公文格式》：发文字号的年份标全称，用六角括号“〔〕”括入；发文顺序号不加“第”字，不编虚位，用阿拉伯数字，后加“号”字。
核对：正文所引文号：年份一边是六角括号、一边不是；序号之前有“第”字；序号以“0”开头；数字为全角。
不判：两边都不是六角括号的由W005核对；文号是否真实由M009核对；国务院令、案号等不属发文字号的编号；没有“号”字的引用。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.patterns import regex
from audit.rules.kit import Case, Outcome, narrative, one_per_hit, rule, stated, wrong_words

_NUMBER = regex(
    r"""
    [\u4e00-\u9fff]{1,8} \s?                                                                  # whose it is
    (?P<open>[\[(（【［〔﹝]) (?P<year>[2２][0０]\d\d) 年? (?P<close>[\])）】］〕﹞]) \s?           # the year in brackets
    (?P<th>第?) (?P<count>\d{1,4}) 号
    """,
    re.VERBOSE,
)
_OPEN, _CLOSE = "〔﹝", "〕﹞"


@rule(severity="info", needs_form=False, matter="citation")
def check(case: Case) -> Iterator[Outcome]:
    """One failure per number; one pass where there is none."""
    hits = [
        wrong_words(passage, match.span(), fault)
        for passage in narrative(case.report)
        if "号" in passage.text
        for match in _NUMBER.finditer(passage.text)
        if (fault := _fault(match))
    ]
    yield from one_per_hit(case, hits, stated("文号的书写未见差错"))


def _fault(match: re.Match[str]) -> str:
    """What is to be said of the writing of a document's number; "" where nothing is wrong."""
    if (match["open"] in _OPEN) != (match["close"] in _CLOSE):
        return "{where}文号“{found}”的年份两边括号不同"
    if match["th"]:
        return "{where}文号“{found}”的序号之前不加“第”字"
    if match["count"].startswith(("0", "０")):
        return "{where}文号“{found}”的序号不编虚位"
    return "" if (match["year"] + match["count"]).isascii() else "{where}文号“{found}”使用了全角数字"
