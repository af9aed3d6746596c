"""Numbers of official documents (“国办公开办函〔2021〕30号”) that a text cites, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

from audit.findings import Part
from audit.forms import editions, form_for_year, load
from audit.model import Passage
from audit.patterns import regex
from audit.rules.kit import Stated, data_file, stated
from audit.text import widened
from audit.words import YEAR

_NUMBER = regex(
    r"""
    (?P<series>[\u4e00-\u9fff]{1,12}?) \s*+                            # the organ and the kind of document
    [〔\[(（【［﹝] (?P<year>[2２][0０]\d\d) 年? [〕\])）】］﹞] \s*+      # the year in any brackets
    第? (?P<count>\d{1,4}) 号
    """,
    re.VERBOSE,
)
_DECREE_NUMBER = r"""
    (?P<decree>
        国(?:务院)? \s*+ (?: 第? \s*+ (?P<a>\d{1,4}) \s*+ 号令 | 令 \s*+ [（(]? 第? \s*+ (?P<b>\d{1,4}) \s*+ 号 )   # 国令第711号
    )
    """
#: The decree named right behind the regulations, or right in front of them.
_DECREES = tuple(
    regex(pattern.replace("DECREE", _DECREE_NUMBER), re.VERBOSE)
    for pattern in (
        r"政府信息公开条例 》? [（(]? [^。；，、）)]{0,12}? DECREE",
        r"DECREE [）)]? (?:公布|发布|颁布|修订)? (?:后?的)? 《 (?:中华人民共和国)? 政府信息公开条例 》",
    )
)
#: One named alone, with no title beside it.
_DECREE_ALONE = regex(
    rf"(?<![（(》]) {_DECREE_NUMBER} (?! \s*+ [）)]? \s*+ (?:公布|发布|颁布|修订)? (?:后?的)? 《)", re.VERBOSE
)
#: Characters around a document's number in which words say what it is cited for.
_CHARACTERS_AROUND = 80
#: The office that issues the form, as its numbers begin.
_OFFICE = "国办公开"
#: What ends a title in book-title marks right in front of a number in brackets, and the characters that a title may take.
_BEFORE = regex(r"》\s*[（(]\s*$")
_LONGEST_BEFORE, _SHORTEST_TITLE = 160, 8
_MARKS = regex(r"[《》〈〉<>“”\s（(）)]")
_LOOSE = regex(rf"{_MARKS.pattern}|关于|的")
#: A document about another one has a title that holds the other's; the number may be the other's as well.
_ABOUT_ANOTHER = regex("转发|转印|贯彻|学习|解读|分工|落实")
#: What is in force now, however the sentence speaks of revising.
_REVISED = regex(r"新\s*修[订改]的?\s*《?(?:中华人民共和国)?$")
#: What a report says of the document it is written by, before and behind the number.
_BY, _WRITTEN = (
    regex("按照|依照|根据|依据"),
    regex("格式|编制|编写|撰写|起草|(?:公布|发布)[^，。；、]{0,30}年度?报告|年度?报告[^，。；、]{0,20}如下"),
)
#: The same of an opening, in any order; titles are no such words.
_OPENS = (
    regex("[依按遵]|参照|对照|根据|沿用|执行|从(?=国办)"),
    regex("格式|体例|样式|编制|编写|总结|公布|报告|国(?:务院)?令"),
)
_TITLES = regex("《[^《》]{1,160}》")
_SENTENCE = regex("[^。；;]+")
_OTHER_TIME = regex(r"废止|修订|修改|上一?年|去年|往年|以前|此前|不再")


@dataclass(frozen=True, slots=True)
class Citation:
    """Characters ``start`` to ``end`` of a text cite a document; ``fault`` is what is to be said of that, or None."""

    start: int
    end: int
    fault: Stated | None


def citations(passage: Passage, year: int | None, latest: dt.date | None) -> Iterator[Citation]:
    """The documents cited in ``passage`` of the report of ``year``, which was published on ``latest`` or before.

    Documents come first, then the decree named behind the regulations. Without ``year`` or ``latest`` (None) nothing is
    said of what depends on them.
    """
    wide, part = widened(passage.text), Part(passage.section)
    sentences = _Sentences(wide)
    for match in _NUMBER.finditer(wide):
        near = passage.text[max(0, match.start() - _CHARACTERS_AROUND) : match.end() + _CHARACTERS_AROUND]
        fault = (
            _fault(part, match, near, latest, opens=not part.number and sentences.at(match.start()).opens)
            or _misnamed(part, match, wide)
            or _outdated(part, match, sentences, year)
            or _miscounted(part, match, sentences, year)
        )
        yield Citation(*match.span(), fault)
    for match in _decrees(wide, part, sentences):
        yield Citation(*match.span("decree"), _decree(part, match, wide, sentences, year))


def _plain(match: re.Match[str]) -> str:
    """The number as it should be written, whatever brackets and digits are printed."""
    return f"{match['series']}〔{int(match['year'])}〕{int(match['count'])}号"


def _fault(part: Part, match: re.Match[str], near: str, latest: dt.date | None, *, opens: bool) -> Stated | None:
    """What is to be said of a known document's wrong number, and of a document that did not exist yet.

    Where the opening says by what the report is written (``opens``), or names this office's number, that is the form's.
    """
    right = _plain(match)
    of_form = opens or (not part.number and _OFFICE in match["series"])
    for entry in _listed():
        if not (of_form and "first_year" in entry) and not re.search(entry["about"], near):
            continue
        if any(right.endswith(wrong) for wrong in entry.get("wrong", ())):
            form = "{where}的文号“{printed}”应为“{expected}”"
            return stated(form, where=part, printed=match[0], expected=entry["number"])
        if right.endswith(entry["number"]) and latest and entry.get("issued", latest) > latest:
            form = "{where}引用的{printed}于{issued}印发，晚于报告的公布时间"
            return stated(form, where=part, printed=entry["number"], issued=entry["issued"])
    if latest and int(match["year"]) > latest.year:
        return stated("{where}的文号“{printed}”年份晚于报告的公布时间", where=part, printed=match[0])
    return None


def _misnamed(part: Part, match: re.Match[str], text: str) -> Stated | None:
    """What is to be said where a document's title stands right in front of another document's number, or is misquoted."""
    title = _title(text, match.start())
    if len(title) < _SHORTEST_TITLE or _ABOUT_ANOTHER.search(title):
        return None
    words, printed = _MARKS.sub("", title), _plain(match).replace("涵", "函")
    for entry in _listed():
        if re.search(f"(?:{entry['name']})$", words) and not printed.endswith(_numbers(entry)):
            form = "{where}的文号“{printed}”不是所注文件的文号，该文件为“{expected}”"
            return stated(form, where=part, printed=match[0], expected=entry["number"])
    for entry in _listed():
        known = [full for each in _listed() if printed in _numbers(each) for full in each["titles"]]
        if printed == entry["number"] and not any(_leaves_out(words, full) for full in known):
            form = "{where}{printed}之前所注的文件名称“{title}”有误，该文件为《{expected}》"
            return stated(form, where=part, printed=printed, title=title, expected=entry["titles"][0])
    return None


def _numbers(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The numbers by which titles of the entry are cited; the form in force and those before and after it have one title."""
    return (entry["number"], *(_of_forms() if "first_year" in entry else ()))


def _title(text: str, start: int) -> str:
    """The title in book-title marks that ends right in front of a bracket before ``start``, marks within it kept; else ""."""
    text = text[max(0, start - _LONGEST_BEFORE) : start]
    end = _BEFORE.search(text)
    depth = 0
    for at in range(end.start() if end else -1, -1, -1):
        depth += (text[at] == "》") - (text[at] == "《")
        if depth == 0:
            return text[at : end.start() + 1] if end and text[at] == "《" else ""
    return ""


def _leaves_out(printed_title: str, full: str) -> bool:
    """Whether ``printed_title`` is the title ``full`` but for words left out, marks, and words that say no other thing (关于, 和 for 与)."""
    plain, rest = (_LOOSE.sub("", title).replace("和", "与") for title in (printed_title, full))
    left = iter(rest)
    return all(char in left for char in plain)


def _decrees(text: str, part: Part, sentences: _Sentences) -> Iterable[re.Match[str]]:
    """The decrees named beside the regulations, and in the opening, where it says by what the report is written, alone."""
    beside = chain.from_iterable(pattern.finditer(text) for pattern in _DECREES)
    found = {match.span("decree"): match for match in beside}
    for match in _DECREE_ALONE.finditer(text) if not part.number else ():
        if sentences.at(match.start()).opens:
            found.setdefault(match.span("decree"), match)
    return found.values()


def _decree(part: Part, match: re.Match[str], text: str, sentences: _Sentences, year: int | None) -> Stated | None:
    """What is to be said of the decree named behind the regulations; a sentence on their revision is not judged."""
    right = data_file(__package__, "documents")["decree"]
    if year is None or year < right["first_year"]:
        return None
    if sentences.at(match.start()).on_other_time and not _REVISED.search(text, 0, match.start()):
        return None
    if int(match["a"] or match["b"]) == right["number"]:
        return None
    behind = match.start("decree") > match.start()
    form = f"{{where}}条例{'之后所注' if behind else '的令号印'}为“{{printed}}”，现行条例为{{expected}}"
    return stated(form, where=part, printed=match["decree"], expected=right["name"])


def _outdated(part: Part, match: re.Match[str], sentences: _Sentences, year: int | None) -> Stated | None:
    """What is to be said where the report is written by a format that no longer applies; a sentence citing two is not judged."""
    sentence = sentences.at(match.start())
    here = sentence.on_report and sentence.by <= match.start("year") and match.end() <= sentence.written
    if not (here or (not part.number and sentence.opens)):
        return None
    if sentence.years - {year} or sentence.on_other_time:
        return None
    right = _plain(match)
    in_force = form_for_year(year) if year else None
    for form, later in pairwise(map(load, editions())):
        if (
            right.endswith(form.reference)
            and sentence.numbers == 1
            and in_force
            and in_force.from_year >= later.from_year
        ):
            return stated(
                "{where}引用的{printed}适用于{last_year}年度及以前的报告，{year}年度适用{expected}",
                where=part,
                printed=form.reference,
                last_year=later.from_year - 1,
                year=year,
                expected=in_force.reference,
            )
    return None


def _miscounted(part: Part, match: re.Match[str], sentences: _Sentences, year: int | None) -> Stated | None:
    """What is to be said where the opening names one document, of the form's series and year and of no known number."""
    since = next(entry["first_year"] for entry in _listed() if "first_year" in entry)
    form = form_for_year(year) if year and year >= since else None
    sentence = sentences.at(match.start())
    if part.number or form is None or sentence.numbers > 1 or not sentence.opens:
        return None
    right, series = _plain(match), form.reference[: form.reference.index("〕")]
    known = (*(entry["number"] for entry in _listed()), *_of_forms())
    if right[: right.index("〕")].endswith(series) and not right.endswith(known):
        form_of_words = "{where}的文号“{printed}”有误，年度报告格式的文号为“{expected}”"
        return stated(form_of_words, where=part, printed=match[0], expected=form.reference)
    return None


def _listed() -> Sequence[Mapping[str, Any]]:
    """The documents of ``documents.toml``."""
    listed: Sequence[Mapping[str, Any]] = data_file(__package__, "documents")["documents"]
    return listed


def _of_forms() -> tuple[str, ...]:
    """The numbers of the documents that prescribe the forms, the oldest first."""
    return tuple(load(edition).reference for edition in editions())


@dataclass(frozen=True, slots=True)
class _CitingSentence:
    """What a sentence says around the numbers in it.

    ``by`` is where its first word such as 按照 ends, behind everything where it has none; ``written`` where its last word
    on how the report is written begins, before everything where it has none; ``years`` are those named, ``numbers``
    counts the documents cited, ``opens`` tells that it may be the opening's on what the report is written by.
    """

    by: int
    written: int
    years: frozenset[int]
    on_other_time: bool
    on_report: bool
    numbers: int
    opens: bool


class _Sentences:
    """The sentences of a paragraph, each looked through once however many numbers it cites."""

    def __init__(self, text: str) -> None:
        self._spans = [match.span() for match in _SENTENCE.finditer(text)]
        self._text = text
        self._told: dict[int, _CitingSentence] = {}

    def at(self, position: int) -> _CitingSentence:
        """The sentence in which the character at ``position`` stands."""
        number = bisect_right(self._spans, (position, len(self._text))) - 1
        if number not in self._told:
            self._told[number] = self._look(*self._spans[number])
        return self._told[number]

    def _look(self, start: int, end: int) -> _CitingSentence:
        words = self._text[start:end]
        by = _BY.search(words)
        written = max((match.start() for match in _WRITTEN.finditer(words)), default=-1)
        return _CitingSentence(
            start + by.end() if by else len(self._text) + 1,
            start + written if written >= 0 else -1,
            frozenset(int(named) for named in re.findall(rf"({YEAR})年", words)),
            _OTHER_TIME.search(words) is not None,
            "年度报告" in words,
            len(_NUMBER.findall(words)),
            all(pattern.search(_TITLES.sub("", words)) for pattern in _OPENS),
        )
