"""本年度的语句写成其他年份

依据：{公布条}规定按年度报告上一年度的工作；评估实务对沿用上年文字扣分。
核对：第一部分中，以报告年度以外的年份开头、其后直接写“开展”“组织”“公开”等并写有次数、件数的句子，整段没有写到报告年度、今年、同期的；各部分中，以上一年或更早的年份开头、直接陈述本机关工作（机关或所在行政区名称、“我局”“本机关”“全年”“共”等，或者省略主语直接写“认真”“坚持”，其间可有“在……领导下”“按照……要求”）而没有比较、回顾词语的句子；第一、五、六部分中，写作已经过去的年度的打算的句子（2024年度报告写“2023年，我局将进一步……”“力争2023年底前完成”）。
不判：以后年度的打算；前后句写明曾经提出、承诺，或者写明已完成、已落实的打算；早于上一年的沿革（“2019年，我局设立……”）；含有同比、较、以来、回顾、结转、曾、几年累计等词语，或同时写有本年、其他年份、下一句接着写本年的句子；名称不是本机关的；书名、文号中的年份；报告年度不明的。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from audit.model import Passage
from audit.rules.kit import Case, Hit, Outcome, narrative, one_per_hit, rule, stated, wrong_words
from audit.rules.wording._plans import is_plan, stale_plans
from audit.rules.wording.organs import same_organ
from audit.text import fold, widened
from audit.words import NUMERAL, ORDINAL, OWN, REGION, WHOLE, YEAR, ending, measures, one_of

_SENTENCE = re.compile(r"[^。；;]+[。；;]?")
_PAST = re.compile(
    r"同比|相比|较上|去年|上年|上一年|以来|回顾|结转|曾|[到办发结出]过(?!程)|当年(?=便|就|即|已|均|全)|印发|修订|荣获|被评|反馈|中存在|年度报告"
)
#: Sums over several years, and a clause on a further year, its plan or paper left out: the sentence looks back.
_SUMMED = re.compile(rf"(?<![{NUMERAL}\d])[{NUMERAL}几数\d] ?个?年(?:来|间|期间|度)?[，,]?(?:累计|合计|总计|共)")
_FURTHER = re.compile(rf"[，,、；;]\s*({YEAR})年(?!度?(?:\d|报告|要点|计划|工作|修|印))")
#: Where the organ's work is told, and where only figures and their introductions stand.
_TELLING, _FIGURES = (1, 5, 6), (2, 3, 4)
_YEAR = len("2000年")
_OLD = "{where}一句以“{found}”开头，报告年度为{correction}，可能沿用上年文字"
_PLAN = "{where}一句是{found}的打算，报告年度为{correction}，可能沿用以前年度报告的文字"
_OTHER = "{where}一句以“{found}”开头，报告年度为{correction}，年份可能写错"
#: How a sentence on the year's work goes on behind whom it speaks of.
_WORK = (
    "(?=始终|继续|进一步|高度重视|认真|坚持|深入|严格|扎实|积极|持续|紧紧围绕|全面贯彻|全面落实|全面推进|以习近平"
    "|把[^，。；]{2,30}(?:作为|与|同|和|纳入|摆在|摆上|列入|融入)|将[^，。；]{2,30}(?:作为|纳入|摆在|摆上|列入|融入)|切实|着力|大力|不断|牢固|牢牢|聚焦|紧扣|立足|围绕|统筹)"
)
_NUMBER = rf"(?: [（(]? \s*+ [{ORDINAL}\d]{{1,2}} \s*+ [)）、.．] \s*+ )?"
#: How a sentence on the year's work begins; YEAR stands for the years looked for.
_OPENING = rf"""
    \s*+ {_NUMBER} (?P<year>YEAR) 年度? [，,]? \s*+
    (?: (?:在|按照|根据|围绕|依据) [^，。；\d]{{2,50}} ，\s*+ ){{0,2}}              # 在县委的领导下，
    (?:
        {_WORK} | {OWN} | {WHOLE} | 全年 | 共
      | (?P<who>
            [\u4e00-\u9fff]{{1,8}} [{REGION}] {_WORK}
          | [\u4e00-\u9fff]{{2,30}}? {ending("bureau", "office", "government", "township", "force", "centre")} (?!(?<=委)[会办、])
        ) (?![、和与及])
    )
    """
#: What an older year, or a part of the report that holds figures, has to go on with: the work of a year, no history.
_YEARS_WORK = re.compile(
    rf"{_WORK}|[，,]?(?:全年|共计|共|累计)*(?:主动公开|公开|发布|收到|受理|办理|办结|答复)[^，。；]{{0,20}}\d|(?:未|没有)(?:收到|发生|产生)",
    re.VERBOSE,
)
_NOW = "今年|本年|当年|同期"
_MEASURE = one_of(measures("papers", "issues", "cases", "others", "persons", "events"))
#: Work done, with its count, under a year that stands alone: “2022年，开展自查2次”.
_DONE = re.compile(
    rf"""
    \s*+ {_NUMBER} (?P<year>{YEAR}) 年度? [，,]? \s*+ (?:共|累计|全年|先后)?
    (?:开展|组织|召开|举办|公开|发布|办理|收到|受理|答复|制发|更新|培训|检查|编发|报送)
    [^。；]{{0,40}}? \d+ \s? [余多]? {_MEASURE}
    """,
    re.VERBOSE,
)
_PLANNED = re.compile(r"将|拟|计划|打算|预计|下一步|继续|力争|目标|底前|年前|起(?=，|实施)")


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per sentence; one pass where there is none."""
    year = case.report.year
    if year is None:
        yield case.outcome("undecided", stated("报告年度不明，无法核对语句的年份"), "report", severity="info")
        return
    opening = re.compile(_OPENING.replace("YEAR", YEAR), re.VERBOSE)
    agency = fold(case.report.agency or "")
    hits = [hit for passage in narrative(case.report) if passage.section == 1 for hit in _other_year(passage, year)]
    hits += [
        wrong_words(passage, (start, start + _YEAR), _PLAN, correction=f"{year}年")
        for passage, start, who in stale_plans(case.report)
        if _is_own(who, agency)
    ]
    told = {(hit.passage.place, hit.start) for hit in hits}
    for passage in narrative(case.report):
        hits += [
            wrong_words(passage, (start, start + _YEAR), _OLD, correction=f"{year}年")
            for start, who in _old(passage, opening, year)
            if (passage.place, start) not in told and _is_own(who, agency)
        ]
    yield from one_per_hit(case, hits, stated("未见写成上一年的语句"), confidence=0.7)


def _old(passage: Passage, opening: re.Pattern[str], year: int) -> Iterator[tuple[int, str | None]]:
    """Sentences that begin with a year before ``year`` and tell its work: where the year stands, and whose work it is.

    Of a year before the last one, and in the parts that hold figures, only what tells a year's work in a paragraph that
    does not name the report's own year: a history has such years too.
    """
    text = widened(passage.text)
    sentences = list(_SENTENCE.finditer(text)) if passage.section in (*_TELLING, *_FIGURES) else []
    for sentence, then in zip_longest(sentences, sentences[1:]):
        match = opening.match(sentence[0])
        if (
            match is None
            or int(match["year"]) >= year
            or is_plan(sentence[0])
            or _looks_back(sentence[0], match["year"])
        ):
            continue
        compared = f"{year}年" in sentence[0] or (then is not None and then[0].lstrip().startswith(f"{year}年"))
        strictly = int(match["year"]) < year - 1 or passage.section in _FIGURES
        history = strictly and (re.search(f"{year}|{_NOW}", text) or not _YEARS_WORK.match(sentence[0], match.end()))
        if not (compared or history):
            yield sentence.start() + match.start("year"), match["who"]


def _other_year(passage: Passage, year: int) -> Iterator[Hit]:
    """Sentences of a paragraph that never names the report's year, on work done in a year far from it or yet to come."""
    text = widened(passage.text)
    if re.search(f"{year}|{_NOW}", text):
        return
    for sentence in _SENTENCE.finditer(text):
        match = _DONE.match(sentence[0])
        if (
            match
            and match["year"] != str(year)
            and not (_looks_back(sentence[0], match["year"]) or _PLANNED.search(sentence[0]))
        ):
            start = sentence.start() + match.start("year")
            yield wrong_words(passage, (start, start + _YEAR), _OTHER, correction=f"{year}年")


def _looks_back(sentence: str, year: str) -> bool:
    """Whether a sentence that begins with ``year`` compares or retells: by its words, a sum over years, another year."""
    several = any(match[1] != year for match in _FURTHER.finditer(sentence))
    return several or bool(_PAST.search(sentence) or _SUMMED.search(sentence))


def _is_own(who: str | None, agency: str) -> bool:
    """Whether the sentence is about the report's own organ: by a pronoun (no name) or by its name."""
    return who is None or (bool(agency) and same_organ(fold(who), agency))
