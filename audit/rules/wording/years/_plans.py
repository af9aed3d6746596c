"""Plans for a year that is over: “2023年，我局将进一步…” in the report of 2024, left standing from an earlier report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Passage, Report
from audit.patterns import regex
from audit.rules.kit import narrative
from audit.text import widened
from audit.words import OWN, REGION, WHOLE, YEAR, ending

_SENTENCE = regex(r"[^。；;\n]+[。；;]?")
#: The sections that tell what is planned.
_SECTIONS = (1, 5, 6)
_QUOTED = regex("“[^“”]{0,200}”|《[^《》]{0,120}》|‘[^‘’]{0,200}’")
#: How what an organ will do goes on behind 将, which also means 把: “将政务公开纳入考核” was done.
_GOES_ON = """(?:
      继续|进一步|持续|不断|更加|着力|着重|重点|大力|努力|切实|认真|严格|坚持|深入|坚定|全力|加快|加大|加强|强化|健全|完善|优化|拓宽
    | 从|以|围绕|按照|立足|聚焦|紧扣|紧紧围绕
    )"""
#: A plan, its year in front of whom it is of and what will be done.
_PLAN = regex(
    rf"""
    (?<![^，,：:。；;）)、.．是\s])                                     # at the beginning of a clause
    (?P<year>{YEAR}) 年度? [，,]? \s*
    (?: (?:在|按照|根据|围绕|依据) [^，。；\d]{{2,50}} ，\s* )?           # 在县委的领导下，
    (?: {OWN} | {WHOLE} | (?P<who>
        [\u4e00-\u9fff]{{1,8}}? [{REGION}]
      | [\u4e00-\u9fff]{{2,30}}? {ending("bureau", "office", "government", "township", "force", "centre")}
    ) )? [，,]?
    (?: (?:政府信息公开|政务公开) (?:工作)? )?
    (?:
        (?:下一步)? [还也仍]? [将要拟] (?: 在 [^，。；]{{2,30}} (?:上|方面|中|下) ，? )? {_GOES_ON}
        (?! [^，。；]{{0,40}} (?:作为|纳入|列为|列入|摆在|摆上|放在|融入|融合|结合|贯穿|当作|当成|落到) )
      | [还也]? (?:力争|争取|拟|打算|计划) (?= 在|于|再|新|开展|组织|建|完成|实现|举办|推出|开设|修订|制定|出台|对 )
    )
    """,
    re.VERBOSE,
)
#: A plan with its term: “力争2023年底前完成网站改版”.
_TERM = regex(
    rf"""
    (?:力争|争取|确保|计划|打算|预计|将|拟) [于在到]? \s* (?P<year>{YEAR}) 年 [^，。；]{{0,8}}? 前 ，?
    [^，。；]{{0,20}}? (?:完成|实现|建成|到位|上线)
    """,
    re.VERBOSE,
)
#: Words of the same sentence, or of the one beside it, that look back on what was planned: it was named, and done or not.
_RETOLD = regex(
    """
      提出|承诺|报告[中里]|去年|上年|上一年|年初|当时|曾|既定|原定|原计划|回顾|对照|如期|兑现|规划|要求|部署
    | (?:已|均|全部|基本|按期|按时|逐项|逐一|大部分|尚未|仍未|未能) (?:经|于|按|在|全部|基本|如期|全面|已|本年|年内|今年)*
      (?:完成|落实|实现|建成|开展|到位|整改|解决|推进|达到|办结|上线)
    """,
    re.VERBOSE,
)


def stale_plans(report: Report) -> Iterator[tuple[Passage, int, str | None]]:
    """Each sentence that plans what to do in a year that is over: its passage, where its year begins, and whose plan it is (None where it names nobody).

    A plan for the report's own year is one of these only where the period says that the year is over.
    """
    if report.year is None:
        return
    over = report.year - 1
    if report.period and report.period[0].year == report.period[1].year == report.year:
        over = report.year
    for passage in narrative(report):
        text = _without_quotes(widened(passage.text)) if passage.section in _SECTIONS else ""
        sentences = list(_SENTENCE.finditer(text))
        for number, sentence in enumerate(sentences):
            near = sentences[max(0, number - 1) : number + 2]
            match = _PLAN.search(sentence[0]) or _TERM.search(sentence[0])
            if match is None or any(_RETOLD.search(each[0]) for each in near):
                continue
            # With a figure behind it, “将” of the year itself rather tells what was done.
            is_of_this_year = int(match["year"]) == report.year and re.search(r"\d", sentence[0][match.end() :])
            if int(match["year"]) <= over and not is_of_this_year:
                yield passage, sentence.start() + match.start("year"), match.groupdict().get("who")


def is_plan(sentence: str) -> bool:
    """Whether the sentence says what is to be done in a year that it names."""
    return _PLAN.search(sentence) is not None


def _without_quotes(text: str) -> str:
    """``text`` without what it cites, of the same length."""
    return _QUOTED.sub(lambda quoted: "”" * len(quoted[0]), text)
