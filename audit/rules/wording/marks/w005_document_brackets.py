"""文号的年份没有使用六角括号

依据：GB/T 9704—2012《党政机关公文格式》：发文字号的年份用六角括号“〔〕”括入。
核对：正文所引文号的年份是否用方括号、圆括号或方头括号代替了六角括号。
不判：案号（如“（2024）某01行初1号”）；“第（2024）15号”一类建议、提案的编号；以形近符号代替的六角括号；没有“号”字的引用。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.patterns import regex
from audit.rules.kit import Case, Outcome, narrative, one_per_hit, rule, stated, wrong_words
from audit.words import YEAR

_WRONG = regex(rf"[\u4e00-\u9fff]{{1,8}}(?<!第)[\[(（【［]{YEAR}年?[\])）】］]\d{{1,4}}号")


@rule(severity="info", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per number; one pass where there is none."""
    hits = [
        wrong_words(passage, match.span(), "{where}文号“{found}”的年份没有使用六角括号“〔〕”")
        for passage in narrative(case.report)
        for match in _WRONG.finditer(passage.text)
    ]
    yield from one_per_hit(case, hits, stated("文号的括号未见差错"))
