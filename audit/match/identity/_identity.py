"""Who reports, for which year and period: from the title, the preamble and the period sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.document import Paragraph, Place
from audit.match.identity._agency import TRAIL_OF_PAGES, organ, organ_of_title
from audit.match.identity._agencyframes import is_short
from audit.match.identity._year import report_year
from audit.model import Passage, own_path
from audit.patterns import regex
from audit.text import clean
from audit.words import DIGIT, YEAR, ZERO, chinese_number, ending, in_front, is_named, is_phrase, year_in

_DIGIT = f"0-9０-９{DIGIT}十Ｏ"


def _year_pattern(group: str) -> str:
    """A year in full: 2024, ２０２４, 二〇二四."""
    return rf"(?P<{group}>[12１２][0-9０-９]{{3}}|二[{ZERO}Ｏ0][{_DIGIT}]{{2}})"


def _day_pattern(month: str, day: str) -> str:
    """A day of a year: 1月31日, 十二月三十一日."""
    return rf"(?P<{month}>[{_DIGIT}]{{1,3}})\s*+月\s*+(?P<{day}>[{_DIGIT}]{{1,3}})\s*+日"


#: An hour behind a day: 零时, 24时, 0点.
_HOUR = r"(?: \s*+ (?:零|\d{1,2}) \s*+ [时点] )?"
#: “自2024年1月1日起至2024年12月31日止”; the second year may be left out.
_PERIOD = regex(
    rf"""
    (?: [自从为限] \s*+ )?
    {_year_pattern("y1")} \s*+ 年 \s*+ {_day_pattern("m1", "d1")} {_HOUR}
    \s*+ (?: 开?始 | 起 )? \s*+ [，,、]? \s*+ (?: (?:统计|计算|算|截止|截)? [至到] | [止讫终]于 | [—－\-–~～起] )? \s*+ (?:当年|本年|同年)? \s*+
    (?: {_year_pattern("y2")} \s*+ 年 )? \s*+ {_day_pattern("m2", "d2")} {_HOUR}
    (?: \s*+ (?:止|为止|期间) )?
    """,
    re.VERBOSE,
)
#: What is named as the statistical period, up to its first digit.
_NAMED = r"(?:统计|数据|起止) (?:的)? (?:期限|时限|时间|区间|期间|周期) [^\d。；，]{0,6}"
#: A named period in other forms: in figures (2024.1.1—2024.12.31), its year behind (1月1日至2024年12月31日), or its end first
#: (截至2024年12月31日，从2024年1月1日算起).
_OTHER_PERIODS = (
    regex(
        rf"""
        {_NAMED}
        (?P<period>
            (?P<y1>\d{{4}}) \s*+ [./-] \s*+ (?P<m1>\d{{1,2}}) \s*+ [./-] \s*+ (?P<d1>\d{{1,2}}) 日? \s*+ [起始]? \s*+
            (?:[至到—－–~～]|-+) \s*+
            (?: (?P<y2>\d{{4}}) \s*+ [./-] )? \s*+ (?P<m2>\d{{1,2}}) \s*+ [./-] \s*+ (?P<d2>\d{{1,2}}) (?!\d) 日?
        )
        """,
        re.VERBOSE,
    ),
    regex(
        rf"""
        {_NAMED}
        (?P<period>
            {_day_pattern("m1", "d1")} \s*+ [起始]? \s*+ [至到—－\-–~～] \s*+
            (?P<y1>[{_DIGIT}]{{4}}) (?P<y2>) \s*+ 年 \s*+ {_day_pattern("m2", "d2")}
        )
        """,
        re.VERBOSE,
    ),
    regex(
        rf"""
        (?P<period>
            (?: 截 | [止讫终]于 | [至到] ) [至到]? \s*+ {_year_pattern("y2")} \s*+ 年 \s*+ {_day_pattern("m2", "d2")}
            \s*+ (?:止|为止)? \s*+ [，,、]? \s*+
            (?: [自从] | [始起][于自] ) \s*+ {_year_pattern("y1")} \s*+ 年 \s*+ {_day_pattern("m1", "d1")} \s*+ (?:算|计|统计|开)? [起始]
        )
        """,
        re.VERBOSE,
    ),
)
#: What is named as the period and is no pair of dates (“20241月1日至12月31日”, “2024年1月1至12月31日”).
_NO_PERIOD = regex(
    rf"""
    {_NAMED}
    (?P<period>
        (?= [^。；，]{{0,40}} (?: 日 | 月\d ) )
        [\d年月日]{{4,14}} \s*+ [起始]? \s*+ [至到—－\-–~～] \s*+ [\d年月日]{{3,13}}
    )
    """,
    re.VERBOSE,
)
_TITLE_END = regex(
    r"""
    (?: 政府信息公开 | 政务公开 | 信息公开 | 政府信息 )
    .{0,24}? (?: 报告 | 年报 )
    \s* (?: [（(] [^（）()]{0,20} [）)] )?       # （更正）
    (?: [\[［〔]? \d{1,2} [\]］〕]? )?           # the mark of a note
    $
    """,
    re.VERBOSE,
)
#: A title with the text right behind it in the same paragraph.
_RUN_IN_TITLE = regex(
    rf"""
    \s*+
    (?P<title>
        (?= [^，。：；《》]{{0,60}} (?: {YEAR} | 二[{ZERO}] ) )                # it names a year
        [^，。：；《》,:;]{{2,50}}? (?:政府信息|政务|信息)公开 (?:工作)? (?:情况)? (?:的)?
        (?:{YEAR}年?度?)? (?:年度)? (?:工作)? 报告
    ) \s*+
    (?= 根据 | 按照 | 依据 | 为了? | 本年?度?报告 | 现将 | 一、 )            # how the text begins
    """,
    re.VERBOSE,
)
#: Converters leave the walls of a web page's layout tables.
_WALLS = " \t\r\n|｜"
#: A line that is an organ's name by itself: the site's above the title.
_WHOLE_NAME = regex(
    rf"""
    {ending("government", "bureau", "office", "township", "zone", "unit", "room")}
    (?<! 城乡 ) $  # 城乡 is no town
    """,
    re.VERBOSE,
)
_TITLE_LINES, _LONGEST_TITLE, _LONGEST_LINE = 40, 80, 40
_SENTENCE_END = "。；！？：，、;!?:,"


@dataclass(frozen=True, slots=True)
class Identity:
    """Agency, year, title and period as found, None where the document does not say; ``doubt`` tells why not the year."""

    agency: str | None
    year: int | None
    title: tuple[str, Place] | None
    period: tuple[dt.date, dt.date] | None
    period_text: tuple[str, Place] | None
    doubt: str = ""


def identify(
    paragraphs: Sequence[Paragraph], passages: Sequence[Passage], meta: Mapping[str, str], source: str
) -> Identity:
    """Who and when; the file's name and the page's own title are asked last."""
    title = _title(paragraphs, passages)
    period_text, period = _period(passages)
    agency = organ([title[0]] if title else [], [meta.get("title", ""), own_path(source).stem], paragraphs, passages)
    found = report_year(title[0] if title else None, period, passages, meta, source)
    return Identity(agency, found.year, title, period, period_text, found.doubt)


def _title(paragraphs: Sequence[Paragraph], passages: Sequence[Passage]) -> tuple[str, Place] | None:
    """The title, above the first section: of several such lines the first that tells most of organ and year."""
    first = next((passage.place for passage in passages if passage.heading), None)
    best: tuple[int, str, Place] | None = None
    for index, paragraph in enumerate(paragraphs[:_TITLE_LINES]):
        if first is not None and paragraph.place == first:
            break
        found = _title_at(paragraphs, index)
        if found is not None:
            worth = 2 * (organ_of_title(found[0]) is not None) + (year_in(found[0]) is not None)
            if best is None or worth > best[0]:
                best = (worth, *found)
    return best[1:] if best else None


def _title_at(paragraphs: Sequence[Paragraph], index: int) -> tuple[str, Place] | None:
    """The title that ends in this paragraph, with short lines above it as far as they supply organ or year."""
    paragraph = paragraphs[index]
    line = clean(paragraph.text).strip(_WALLS)
    if TRAIL_OF_PAGES.search(line):
        return None
    flat = re.sub(r"\s+", "", line)
    if len(flat) > _LONGEST_TITLE or line[-1:] in _SENTENCE_END:
        run_in = _RUN_IN_TITLE.match(clean(paragraph.text))
        return (run_in["title"].strip(), paragraph.place.span(*run_in.span("title"))) if run_in else None
    place = paragraph.place
    for above in range(index - 1, max(index - 3, -1), -1):
        named = organ_of_title(flat)
        if _TITLE_END.search(flat) and named and not is_short(named) and year_in(flat):
            break
        upper = clean(paragraphs[above].text).strip(_WALLS)
        joined = re.sub(r"\s+", "", upper) + flat
        ends = upper[-1:] in _SENTENCE_END or _TITLE_END.search(upper) or TRAIL_OF_PAGES.search(upper)
        if ends or len(upper) > _LONGEST_LINE or len(joined) > _LONGEST_TITLE:
            break
        if _TITLE_END.search(flat) and not _adds_to_title(joined, flat):
            break
        flat, place = joined, paragraphs[above].place
    return (flat, place) if _TITLE_END.search(flat) else None


def _adds_to_title(joined: str, flat: str) -> bool:
    """Whether the lines above name the organ, its place or the year that the title itself leaves out."""
    whole, part = organ_of_title(joined), organ_of_title(flat)
    placed = bool(whole and part) and _is_place(joined.removesuffix(flat), whole or "", part or "")
    return bool((whole and not part) or (year_in(joined) and not year_in(flat)) or placed)


def _is_place(above: str, whole: str, part: str) -> bool:
    """Whether the line above holds the beginning of the name: its region, perhaps with more, but no name of its own."""
    regions, rest = in_front(f"{above}{part}")
    named = bool(regions) and is_named(regions[-1]) and is_short(part) and whole == above + part
    return named and (rest == part or not _WHOLE_NAME.search(above)) and not is_phrase(above)


def _period(
    passages: Sequence[Passage],
) -> tuple[tuple[str, Place] | None, tuple[dt.date, dt.date] | None]:
    """The statistical period: its words with place, and its dates where they are real dates."""
    found = [
        (passage, match) for passage in passages if "日" in passage.text for match in _PERIOD.finditer(passage.text)
    ]
    found.sort(key=lambda item: (not re.search(r"统计|期限|数据|起止|时间", item[0].text), item[0].section != 0))
    for passage, match in found:
        place = passage.place.span(match.start(), match.end())
        return (match[0], place), _days(match)
    for passage, match in ((p, m) for p in passages for pattern in _OTHER_PERIODS if (m := pattern.search(p.text))):
        place = passage.place.span(*match.span("period"))
        return (match["period"], place), _days(match)
    for passage in passages:
        if unlike := _NO_PERIOD.search(passage.text):
            return (unlike["period"], passage.place.span(*unlike.span("period"))), None
    return None, None


def _days(match: re.Match[str]) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of a period, None where one is no day; a year that is left out is the other's."""
    try:
        first = dt.date(_int(match["y1"]), _int(match["m1"]), _int(match["d1"]))
        last = dt.date(_int(match["y2"] or match["y1"]), _int(match["m2"]), _int(match["d2"]))
    except ValueError:
        return None
    return first, last


def _int(text: str) -> int:
    """A year, month or day in full-width, Arabic or Chinese digits; ValueError if it is none."""
    folded = clean(text).translate(str.maketrans("０１２３４５６７８９Ｏ", "0123456789〇"))
    if folded.isascii():
        return int(folded)
    value = chinese_number(folded.replace("0", "〇"))
    if value is None:
        raise ValueError(text)
    return value
