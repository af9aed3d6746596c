"""本年度的语句写成上一年

依据：条例第四十九条规定按年度报告上一年度的工作；评估实务对沿用上年文字扣分。
核对：第一、五、六部分中，以上一年年份开头、直接陈述本机关工作（“我局”“本机关”“全年”“共”等）而没有比较、回顾词语的句子。
不判：含有同比、较、以来、回顾、结转、曾等词语或同时写有本年的句子；书名、文号中的年份；报告年度不明的。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.findings import Outcome
from audit.rules import Case, rule
from audit.rules._passages import Hit, narrative, one_per_hit, where

_SENTENCE = re.compile(r"[^。；;]+[。；;]?")
_PAST = re.compile(r"同比|相比|较上|去年|上年|上一年|以来|回顾|结转|曾|印发|修订|荣获|被评|反馈|中存在|年度报告")
_SECTIONS = (1, 5, 6)


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per sentence; one pass where there is none."""
    year = case.report.year
    if year is None:
        yield case.outcome("undecided", "报告年度不明，无法核对语句的年份", "report", severity="info")
        return
    opening = re.compile(
        rf"\s*(?:[（(]?[一二三四五六七八九十\d]{{1,2}}[)）、.．]\s*)?(?P<year>{year - 1})年度?，?\s*"
        r"(?:我[局市县区镇乡街委办厅州省]|本[局市县区镇乡街委办厅机单]|全年|全[局市县区镇乡]|共)"
    )
    hits = []
    for passage in narrative(case.report):
        for sentence in _SENTENCE.finditer(passage.text) if passage.section in _SECTIONS else ():
            match = opening.match(sentence[0])
            if match and f"{year}年" not in sentence[0] and not _PAST.search(sentence[0]):
                start = sentence.start() + match.start("year")
                message = f"{where(passage)}一句以“{year - 1}年”开头，报告年度为{year}年，可能沿用上年文字"
                hits.append(Hit(passage, start, start + len(f"{year - 1}年"), message))
    yield from one_per_hit(case, hits, "未见写成上一年的语句", confidence=0.7)
