"""Sentences that tell the work of another year than the report's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from audit.model import Passage
from audit.patterns import regex
from audit.rules.kit import Hit, wrong_words
from audit.rules.wording.years._plans import is_plan
from audit.text import widened
from audit.words import NUMERAL, ORDINAL, OWN, REGION, WHOLE, YEAR, ending, measures, one_of

_SENTENCE = regex(r"[^。；;]+[。；;]?")
_PAST = regex(
    r"""
      同比 | 相比 | 较上 | 去年 | 上年 | 上一年                                      # what is compared with
    | 以来 | 回顾 | 结转 | 曾 | [到办发结出]过(?!程) | 当年(?=便|就|即|已|均|全)     # what looks back
    | 印发 | 修订 | 荣获 | 被评 | 反馈 | 中存在 | 年度报告                           # what bears a year of its own
    """,
    re.VERBOSE,
)
#: Sums over several years, and a clause on a further year, its plan or paper left out: the sentence looks back.
_SUMMED = regex(
    rf"""
    (?<! [{NUMERAL}\d] ) [{NUMERAL}几数\d] [ ]? 个? 年 (?: 来 | 间 | 期间 | 度 )?    # so many years
    [，,]? (?: 累计 | 合计 | 总计 | 共 )
    """,
    re.VERBOSE,
)
_FURTHER = regex(rf"[，,、；;]\s*({YEAR})年(?!度?(?:\d|报告|要点|计划|工作|修|印))")
#: Sections that describe the organ's work, and sections that hold figures with their introductions.
_SECTIONS_ON_WORK, _SECTIONS_OF_FIGURES = (1, 5, 6), (2, 3, 4)
#: Characters of a year as it is printed.
LENGTH_OF_YEAR = len("2000年")
_OTHER = "{where}一句以“{found}”开头，报告年度为{correction}，年份可能写错"
#: How a sentence on the year's work goes on behind whom it speaks of.
_WORK = """(?=
      始终 | 继续 | 进一步 | 高度重视 | 认真 | 坚持 | 深入 | 严格 | 扎实 | 积极 | 持续                    # how work is done
    | 紧紧围绕 | 全面贯彻 | 全面落实 | 全面推进 | 以习近平                                                # by what
    | 把 [^，。；]{2,30} (?: 作为 | 与 | 同 | 和 | 纳入 | 摆在 | 摆上 | 列入 | 融入 )                     # as what
    | 将 [^，。；]{2,30} (?: 作为 | 纳入 | 摆在 | 摆上 | 列入 | 融入 )
    | 切实 | 着力 | 大力 | 不断 | 牢固 | 牢牢 | 聚焦 | 紧扣 | 立足 | 围绕 | 统筹
)"""
_NUMBER = rf"(?: [（(]? \s*+ [{ORDINAL}\d]{{1,2}} \s*+ [)）、.．] \s*+ )?"
#: How a sentence on the year's work begins.
_OPENING = regex(
    rf"""
    \s*+ {_NUMBER} (?P<year>{YEAR}) 年度? [，,]? \s*+
    (?: (?:在|按照|根据|围绕|依据) [^，。；\d]{{2,50}} ，\s*+ ){{0,2}}              # 在县委的领导下，
    (?:
        {_WORK} | {OWN} | {WHOLE} | 全年 | 共
      | (?P<who>
            [\u4e00-\u9fff]{{1,8}} [{REGION}] {_WORK}
          | [\u4e00-\u9fff]{{2,30}}? {ending("bureau", "office", "government", "township", "force", "centre")} (?!(?<=委)[会办、])
        ) (?![、和与及])
    )
    """,
    re.VERBOSE,
)
#: What an older year, or a part of the report that holds figures, has to go on with: the work of a year, no history.
_YEARS_WORK = regex(
    rf"{_WORK}|[，,]?(?:全年|共计|共|累计)*(?:主动公开|公开|发布|收到|受理|办理|办结|答复)[^，。；]{{0,20}}\d|(?:未|没有)(?:收到|发生|产生)",
    re.VERBOSE,
)
_NOW = "今年|本年|当年|同期"
_MEASURE = one_of(measures("papers", "issues", "cases", "others", "persons", "events"))
#: Work done, with its count, under a year that stands alone: “2022年，开展自查2次”.
_DONE = regex(
    rf"""
    \s*+ {_NUMBER} (?P<year>{YEAR}) 年度? [，,]? \s*+ (?:共|累计|全年|先后)?
    (?:开展|组织|召开|举办|公开|发布|办理|收到|受理|答复|制发|更新|培训|检查|编发|报送)
    [^。；]{{0,40}}? \d+ \s? [余多]? {_MEASURE}
    """,
    re.VERBOSE,
)
_PLANNED = regex(r"将|拟|计划|打算|预计|下一步|继续|力争|目标|底前|年前|起(?=，|实施)")


def beginning_with_earlier_year(passage: Passage, year: int) -> Iterator[tuple[int, str | None]]:
    """Sentences that begin with a year before ``year`` and tell its work: where the year stands, and whose work it is.

    Of a year before the last one, and in the parts that hold figures, only what tells a year's work in a paragraph that
    does not name the report's own year: a history has such years too.
    """
    text = widened(passage.text)
    sentences = list(_SENTENCE.finditer(text)) if passage.section in (*_SECTIONS_ON_WORK, *_SECTIONS_OF_FIGURES) else []
    for sentence, then in zip_longest(sentences, sentences[1:]):
        match = _OPENING.match(sentence[0])
        if (
            match is None
            or int(match["year"]) >= year
            or is_plan(sentence[0])
            or _looks_back(sentence[0], match["year"])
        ):
            continue
        compared = f"{year}年" in sentence[0] or (then is not None and then[0].lstrip().startswith(f"{year}年"))
        strictly = int(match["year"]) < year - 1 or passage.section in _SECTIONS_OF_FIGURES
        history = strictly and (re.search(f"{year}|{_NOW}", text) or not _YEARS_WORK.match(sentence[0], match.end()))
        if not (compared or history):
            yield sentence.start() + match.start("year"), match["who"]


def done_in_another_year(passage: Passage, year: int) -> Iterator[Hit]:
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
            yield wrong_words(passage, (start, start + LENGTH_OF_YEAR), _OTHER, correction=f"{year}年")


def _looks_back(sentence: str, year: str) -> bool:
    """Whether a sentence that begins with ``year`` compares or retells: by its words, a sum over years, another year."""
    several = any(match[1] != year for match in _FURTHER.finditer(sentence))
    return several or bool(_PAST.search(sentence) or _SUMMED.search(sentence))
