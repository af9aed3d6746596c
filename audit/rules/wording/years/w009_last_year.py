"""本年度的语句写成其他年份

依据：{公布条}规定按年度报告上一年度的工作；评估实务对沿用上年文字扣分。
核对：第一部分中，以报告年度以外的年份开头、其后直接写“开展”“组织”“公开”等并写有次数、件数的句子，整段没有写到报告年度、今年、同期的；各部分中，以上一年或更早的年份开头、直接陈述本机关工作（机关或所在行政区名称、“我局”“本机关”“全年”“共”等，或者省略主语直接写“认真”“坚持”，其间可有“在……领导下”“按照……要求”）而没有比较、回顾词语的句子；第一、五、六部分中，写作已经过去的年度的打算的句子（2024年度报告写“2023年，我局将进一步……”“力争2023年底前完成”）。
不判：以后年度的打算；前后句写明曾经提出、承诺，或者写明已完成、已落实的打算；早于上一年的沿革（“2019年，我局设立……”）；含有同比、较、以来、回顾、结转、曾、几年累计等词语，或同时写有本年、其他年份、下一句接着写本年的句子；名称不是本机关的；书名、文号中的年份；报告年度不明的。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.kit import Case, Outcome, narrative, one_per_hit, rule, stated, wrong_words
from audit.rules.wording.organs import same_organ
from audit.rules.wording.years._other_years import (
    LENGTH_OF_YEAR,
    beginning_with_earlier_year,
    done_in_another_year,
)
from audit.rules.wording.years._plans import stale_plans
from audit.text import fold

_OLD = "{where}一句以“{found}”开头，报告年度为{correction}，可能沿用上年文字"
_PLAN = "{where}一句是{found}的打算，报告年度为{correction}，可能沿用以前年度报告的文字"


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per sentence; one pass where there is none."""
    year = case.report.year
    if year is None:
        yield case.outcome("undecided", stated("报告年度不明，无法核对语句的年份"), "report", severity="info")
        return
    agency = fold(case.report.agency or "")
    hits = [
        hit for passage in narrative(case.report) if passage.section == 1 for hit in done_in_another_year(passage, year)
    ]
    hits += [
        wrong_words(passage, (start, start + LENGTH_OF_YEAR), _PLAN, correction=f"{year}年")
        for passage, start, who in stale_plans(case.report)
        if _is_own(who, agency)
    ]
    found = {(hit.passage.place, hit.start) for hit in hits}
    for passage in narrative(case.report):
        hits += [
            wrong_words(passage, (start, start + LENGTH_OF_YEAR), _OLD, correction=f"{year}年")
            for start, who in beginning_with_earlier_year(passage, year)
            if (passage.place, start) not in found and _is_own(who, agency)
        ]
    yield from one_per_hit(case, hits, stated("未见写成上一年的语句"), confidence=0.7)


def _is_own(who: str | None, agency: str) -> bool:
    """Whether the sentence is about the report's own organ: by a pronoun (no name) or by its name."""
    return who is None or (bool(agency) and same_organ(fold(who), agency))
