"""Who reports, for which year and period: from the title, the preamble and the period sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from audit.document import Paragraph, Place
from audit.model import Passage
from audit.text import chinese_number, clean

_DIGIT = "0-9０-９〇零一二三四五六七八九十○Ｏ"


def _year_pattern(group: str) -> str:
    """A year in full: 2024, ２０２４, 二〇二四."""
    return rf"(?P<{group}>[12１２][0-9０-９]{{3}}|二[〇零○Ｏ0][{_DIGIT}]{{2}})"


def _day_pattern(month: str, day: str) -> str:
    """A day of a year: 1月31日, 十二月三十一日."""
    return rf"(?P<{month}>[{_DIGIT}]{{1,3}})\s*月\s*(?P<{day}>[{_DIGIT}]{{1,3}})\s*日"


#: “自2024年1月1日起至2024年12月31日止”; the second year may be left out.
_PERIOD = re.compile(
    rf"(?:自|从|为|限)?\s*{_year_pattern('y1')}\s*年\s*{_day_pattern('m1', 'd1')}"
    r"\s*起?\s*[，,]?\s*[至到—－\-–~～起]?\s*(?:当年|本年|同年)?\s*"
    rf"(?:{_year_pattern('y2')}\s*年)?\s*{_day_pattern('m2', 'd2')}(?:\s*(?:止|为止|期间))?"
)
_YEAR_WORD = re.compile(
    r"(?:[（(]\s*)?((?:19|20)\d{2}|二[〇零○0][〇零○一二三四五六七八九]{2})\s*年?\s*度?(?:\s*[）)])?"
)
_TITLE_END = re.compile(
    r"(?:政府信息公开|政务公开|信息公开|政府信息).{0,24}?(?:报告|年报)\s*(?:[（(][^（）()]{0,20}[）)])?$"
)
_SUBJECT = re.compile(
    r"(?:关于)?(?P<who>.*?)(?:的)?(?:政府信息(?:和政务)?公开|政务公开|信息公开|政府信息工作|政府信息)"
)
_SENTENCE_END = "。；！？：，、;!?:,"
_BRACKETED_TAIL = re.compile(r"[（(][^（）()]*[）)]$")


@dataclass(frozen=True, slots=True)
class Identity:
    """Agency, year, title and period as found; None where the document does not say."""

    agency: str | None
    year: int | None
    title: tuple[str, Place] | None
    period: tuple[dt.date, dt.date] | None
    period_text: tuple[str, Place] | None


def identify(
    paragraphs: Sequence[Paragraph], passages: Sequence[Passage], meta: Mapping[str, str], source: str
) -> Identity:
    """Who and when; the file's name and the page's own title are asked last."""
    title = _title(paragraphs)
    period_text, period = _period(passages)
    named = [t for t in (title[0] if title else "", meta.get("title", ""), PurePath(source).stem) if t]
    agency = next((who for text in named if (who := _agency(text))), None) or _agency_in_text(passages)
    years = [year for text in named if (year := _year(text))]
    year = years[0] if title and years and _year(title[0]) else None
    mentioned = Counter(y for p in passages for y in map(int, re.findall(r"(20\d{2})年", clean(p.text))))
    if period and (year is None or (year != period[1].year and mentioned[period[1].year] > mentioned[year])):
        year = period[1].year
    if year is None:
        year = years[0] if years else mentioned.most_common(1)[0][0] if mentioned else None
    return Identity(agency, year, title, period, period_text)


def _title(paragraphs: Sequence[Paragraph]) -> tuple[str, Place] | None:
    """The title line, with short lines above it that belong to it (organ and year on lines of their own)."""
    for index, paragraph in enumerate(paragraphs[:40]):
        line = clean(paragraph.text).strip()
        joined = line
        first = index
        for above in range(index, max(index - 3, -1), -1):
            if above < index:
                upper = clean(paragraphs[above].text).strip()
                if len(upper) > 40 or upper[-1:] in _SENTENCE_END or _TITLE_END.search(upper):
                    break
                joined, first = upper + joined, above
            flat = re.sub(r"\s+", "", joined)
            if len(flat) > 80 or line[-1:] in _SENTENCE_END:
                break
            if _TITLE_END.search(flat) and _agency(flat) and _year(flat):
                return flat, paragraphs[first].place
        flat = re.sub(r"\s+", "", line)
        if len(flat) <= 80 and _TITLE_END.search(flat) and line[-1:] not in _SENTENCE_END:
            return _best_title(paragraphs, index)
    return None


def _best_title(paragraphs: Sequence[Paragraph], index: int) -> tuple[str, Place]:
    """A title that lacks organ or year: take short lines above as far as they supply what is missing."""
    flat, first = re.sub(r"\s+", "", clean(paragraphs[index].text)), index
    while first > 0 and index - first < 2 and not _agency(flat):
        upper = clean(paragraphs[first - 1].text).strip()
        if len(upper) > 40 or upper[-1:] in _SENTENCE_END:
            break
        first -= 1
        flat = re.sub(r"\s+", "", upper) + flat
    return flat, paragraphs[first].place


def _year(text: str) -> int | None:
    """The first year in ``text``, Arabic or Chinese."""
    match = re.search(r"(20\d{2})(?!\d)|(二[〇零○][〇零○一二三四五六七八九]{2})", clean(text))
    if not match:
        return None
    return int(match[1]) if match[1] else chinese_number(match[2])


def _agency(text: str) -> str | None:
    """The organ that a title names: what stands before “政府信息公开”, years and the like taken away."""
    flat = re.sub(r"\s+", "", clean(text))
    match = _SUBJECT.match(_YEAR_WORD.sub("", flat))
    if not match:
        return None
    who = _BRACKETED_TAIL.sub("", match["who"]).strip("-—_.·:：，,《》<>【】[]的年度")
    who = re.sub(r"^(?:附件\d*[:：]?|\d+[.、_-]*)", "", who)
    return who if 2 <= len(who) <= 60 else None


def _agency_in_text(passages: Sequence[Passage]) -> str | None:
    """The organ from a preamble sentence such as “本年度报告由××编制” or “现公布2024年××政府信息公开…”."""
    pattern = re.compile(
        r"(?:由|现公布|现将|公布|特向社会公布)(?:20\d{2}年?度?)?(?P<who>[^，。；、《》“”（）\d]{4,40}?)"
        r"(?:20\d{2}年度?)?(?:依据|根据|按照|编制|政府信息公开|政府信息工作|负责编制)"
    )
    for passage in passages[:12]:
        if match := pattern.search(re.sub(r"\s+", "", clean(passage.text))):
            return match["who"].strip("的")
    return None


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
        try:
            first = dt.date(_int(match["y1"]), _int(match["m1"]), _int(match["d1"]))
            last = dt.date(_int(match["y2"] or match["y1"]), _int(match["m2"]), _int(match["d2"]))
        except ValueError:
            return (match[0], place), None
        return (match[0], place), (first, last)
    return None, None


def _int(text: str) -> int:
    """A year, month or day in full-width, Arabic or Chinese digits; ValueError if it is none."""
    folded = clean(text).translate(str.maketrans("０１２３４５６７８９Ｏ", "0123456789〇"))
    if folded.isascii():
        return int(folded)
    value = chinese_number(folded.replace("0", "〇"))
    if value is None:
        raise ValueError(text)
    return value
