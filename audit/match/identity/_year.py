"""The year that a report is of, from all that says it: where title and period differ, the rest of the report decides."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit.match.identity._agencyframes import CITED
from audit.model import Passage, own_path
from audit.patterns import regex
from audit.text import clean, fold, widened, without_cited
from audit.words import (
    DAY_IN_FIGURES,
    PUBLISHED_DAY,
    SIGNED_DAY,
    SIGNED_DAY_IN_FIGURES,
    YEAR,
    only_year,
    whole_number,
    year_in,
)

_REPORT_OF = regex(
    rf"""
    ({YEAR}) \s*+ 年?度? [^，。；\d]{{0,30}}?
    (?:政府信息|政务|信息)公开 (?:工作)? (?:的)? (?:情况)? (?:年度)? (?:工作)? (?:报告|年报|情况)
    """,
    re.VERBOSE,
)
#: A year that is not a day's, and one besides that the report's own is not compared with and nothing is carried over to.
_YEAR_ALONE = regex(rf"({YEAR})年(?!\s*+\d{{1,2}}\s*+月\s*+\d{{1,2}}\s*+日)")
_SPOKEN_OF = regex(rf"(?<![较比同与和入至到转往]){_YEAR_ALONE.pattern}")
_YEAR = regex(rf"({YEAR})年")
_DAY = regex(DAY_IN_FIGURES)
#: Days that a period has at least which may be a year's; a few weeks are those of something else.
_LEAST_DAYS_OF_YEAR = 300
_LONGEST_SIGNATURE, _SIGNING_LINES, _PREAMBLE_PASSAGES = 60, 6, 8
#: Times that section one speaks of its year at least.
_LEAST_MENTIONS = 2
#: A day in the year's first half tells that the year before is reported on; one of its last month, the year itself.
_FIRST_HALF, _LAST_MONTH = 6, 12


@dataclass(frozen=True, slots=True)
class ReportYear:
    """The year, None where nothing says it or what says it is evenly split; then ``doubt`` (Chinese) tells of it."""

    year: int | None
    doubt: str = ""


def report_year(
    title: str | None,
    period: tuple[dt.date, dt.date] | None,
    passages: Sequence[Passage],
    meta: Mapping[str, str],
    source: str,
) -> ReportYear:
    """The year of title and preamble; where the period is another year's, the one that more of the evidence speaks for.

    Where no period is printed, what two others say together holds against a title that nothing bears out.

    Evidence are title, preamble, period, the years that the text names, the day of signing or publishing and the file's
    name, each counted once. Without title, preamble and period the file's name, then the page's own title is asked.
    """
    titled, stated = year_in(title or ""), _stated(passages, title or "")
    own = titled or stated
    yearly = period and (period[1] - period[0]).days > _LEAST_DAYS_OF_YEAR
    if period and yearly and own and own not in (period[0].year, period[1].year):
        sides = {year for year in (titled, stated, period[1].year) if year}
        body = [p for p in passages if not _of_title(p, title or "")]
        rest = (_of_text(body, sides), _of_day(body, meta), only_year(own_path(source).stem))
        return _by_votes({"标题": titled, "引言": stated, "统计期限": period[1].year}, rest)
    if titled and not period and only_year(own_path(source).stem) != titled:
        body = [p for p in passages if not _of_title(p, title or "")]
        spoken = _mentioned(p for p in body if p.section == 1 and not p.in_table)
        if other := _year_against_title(titled, spoken, stated, _of_day(body, meta)):
            return ReportYear(other)
    if own or period:
        return ReportYear(own or (period[1].year if period else None))
    named = [year for text in (meta.get("title", ""), own_path(source).stem) if (year := year_in(text))]
    return ReportYear(named[0] if named else _inferred(passages))


def _inferred(passages: Sequence[Passage]) -> int | None:
    """The year where nothing names it: that of the day of signing where the text speaks of it or of none, else its most frequent.

    A text names the year before for comparison, and days of the year after, as often as its own.
    """
    alone = {int(year) for text in _texts(passages) for year in _YEAR_ALONE.findall(text)}
    signed = _signed(passages)
    if signed and (signed in alone or not alone):
        return signed
    return next((year for year, _ in _mentioned(passages).most_common(1)), None)


def _by_votes(printed: Mapping[str, int | None], rest: Iterable[int | None]) -> ReportYear:
    """The year that most speaks for: ``printed`` are the years that are printed, by where, ``rest`` what tells one from the other."""
    votes = Counter(year for year in printed.values() if year)
    votes.update([year for year in rest if year and year in votes])
    (first, most), (_, second) = votes.most_common(2)
    if most > second:
        return ReportYear(first)
    places = "，".join(f"{where}为{year}年" for where, year in printed.items() if year)
    return ReportYear(None, f"{places}，其他内容不能说明哪一个是报告年度，年度未确定。请核对原件。")


def _year_against_title(titled: int, spoken: Counter[int], stated: int | None, signed: int | None) -> int | None:
    """The year of the report where the title's is another one that nothing bears out.

    Two at least must agree: the year that section one speaks of (``spoken`` counts its years), the preamble's, the day's.
    """
    often = [year for year, count in spoken.most_common(1) if count >= _LEAST_MENTIONS]
    votes = Counter(year for year in (*often, stated, signed) if year)
    if titled in votes or titled in spoken:
        return None
    return next((year for year, count in votes.most_common(1) if count > 1 and abs(year - titled) == 1), None)


def _of_title(passage: Passage, title: str) -> bool:
    """Whether the passage is the title, or a line of it."""
    return passage.section == 0 and bool(fold(passage.text)) and fold(passage.text) in fold(title)


def _stated(passages: Sequence[Passage], title: str) -> int | None:
    """The year of which the preamble calls itself the report (“现公布××2024年政府信息公开工作年度报告”)."""
    for passage in passages[:_PREAMBLE_PASSAGES]:
        if passage.heading or _of_title(passage, title):
            continue
        text = clean(passage.text).replace(title, "", 1)
        if match := _REPORT_OF.search(without_cited(widened(text), CITED)):
            return int(match[1])
    return None


def _mentioned(passages: Iterable[Passage]) -> Counter[int]:
    """The years that the text speaks of and how often; days (of publishing, of meetings) only where it names no other."""
    texts = _texts(passages)
    years = [year for text in texts for year in _YEAR_ALONE.findall(text)]
    return Counter(map(int, years or [year for text in texts for year in _YEAR.findall(text)]))


def _texts(passages: Iterable[Passage]) -> list[str]:
    """What the text says itself, without the names of documents that it cites."""
    return [without_cited(clean(passage.text), CITED) for passage in passages]


def _of_text(passages: Sequence[Passage], sides: set[int]) -> int | None:
    """Which of the years ``sides`` section one speaks of most, else the whole text; None where none is ahead."""
    for part in ([p for p in passages if p.section == 1], passages):
        texts = (without_cited(clean(passage.text), CITED) for passage in part if not passage.in_table)
        counts = Counter(int(year) for text in texts for year in _SPOKEN_OF.findall(text) if int(year) in sides)
        ranked = counts.most_common(2)
        if len(ranked) == 1 or (ranked and ranked[0][1] > ranked[1][1]):
            return ranked[0][0]
    return None


def _of_day(passages: Sequence[Passage], meta: Mapping[str, str]) -> int | None:
    """The year that the day of signing, else that of publishing, tells of."""
    if day := _day_of_signing(passages):
        return _year_by_day(day)
    first = "\n".join(passage.text for passage in passages if passage.section == 0)
    published = PUBLISHED_DAY.search(first) or _DAY.match(meta.get("published", ""))
    return _year_by_day(published) if published else None


def _signed(passages: Sequence[Passage]) -> int | None:
    """The year that the day of signing tells of."""
    day = _day_of_signing(passages)
    return _year_by_day(day) if day else None


def _day_of_signing(passages: Sequence[Passage]) -> re.Match[str] | None:
    """The day by which the report is signed, in one of its last lines."""
    last = [p.text for p in passages if not p.in_table and p.text.strip()][-_SIGNING_LINES:]
    for line in (clean(text) for text in reversed(last) if len(text) <= _LONGEST_SIGNATURE):
        if day := SIGNED_DAY_IN_FIGURES.fullmatch(line) or SIGNED_DAY.fullmatch(line):
            return day
    return None


def _year_by_day(day: re.Match[str]) -> int | None:
    """The year that a report signed or published on ``day`` is of; None where the day tells nothing."""
    year, month = (whole_number(day[name]) or 0 for name in ("year", "month"))
    return year - 1 if 1 <= month <= _FIRST_HALF else year if month == _LAST_MONTH else None
