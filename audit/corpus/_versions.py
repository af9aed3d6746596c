"""Of several reports of one agency and year, which is the one to go by, and what tells so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from audit import settings
from audit.errors import FormError
from audit.forms import load
from audit.model import Report, own_path
from audit.patterns import regex
from audit.persons import masked
from audit.text import fold
from audit.words import ONE_TO_NINE, whole_number

#: What tells which report is the one to go by: a person chose it, it says that it is a corrected one, or of several corrected ones the later,
#: more of it was read, its own words say whose it is, the order of names, which tells nothing; or nothing has to, for all files are the same.
Basis = Literal["chosen", "marked", "later", "read", "own", "order", "same"]
_BETTER = {"read": 0, "partial": 1, "unreadable": 2}
#: Paragraphs in front of the first heading in which a report says that it is a corrected one.
_MOST_IN_FRONT = 6
#: A work that is named, with what a bracket says of it: “《政府信息公开条例》（2019年修订）”.
_WORK = regex(r"《(?![^《》]*报)[^《》]*》(?:[(【\[〔][^()【】\[\]〔〕]*[)】\]〕])?")
_YEAR = regex(r"(?:19|20)\d\d")
_BRACKET = regex(r"[(【\[〔]([^()【】\[\]〔〕]{1,24})[)】\]〕]")


class Preference(NamedTuple):
    """Why a report is gone by before another one: the first thing in which two differ decides, the smaller goes first."""

    unreadable: bool
    not_chosen: bool
    not_marked: bool
    earlier: int
    worse_read: int
    by_file: bool
    fewer_cells: int
    source: str

    def basis(self, other: Preference) -> Basis:
        """What tells that this report goes before the ``other``."""
        first = next(
            (name for name, one, two in zip(self._fields, self, other, strict=True) if one != two), self._fields[-1]
        )
        return _BASES[first]


_BASES: dict[str, Basis] = {
    "unreadable": "read",
    "not_chosen": "chosen",
    "not_marked": "marked",
    "earlier": "later",
    "worse_read": "read",
    "by_file": "own",
    "fewer_cells": "read",
    "source": "order",
}


class CorrectionMark(NamedTuple):
    """By what ``word`` a report says for certain that it is a corrected one, "" where it does not; for which ``time`` it was, 0 where that is not certain."""

    word: str = ""
    time: int = 0


NO_MARK = CorrectionMark()


class _Marks(NamedTuple):
    """How a corrected report is marked: a bracket, or a line, by itself; how a name ends or begins; what a sentence in front says."""

    whole: re.Pattern[str]
    names: tuple[re.Pattern[str], ...]
    sentence: re.Pattern[str]


@cache
def _marks() -> _Marks:
    with settings.refusing("更正字样", "versions.toml", FormError):
        top = settings.own("audit.corpus", "versions.toml").only("marks")
        words = "|".join(map(re.escape, top.section("marks").only("words").texts("words")))
    mark, times, date = f"(?P<mark>{words})", rf"(?:第?[{ONE_TO_NINE}\d]{{1,2}}|再)次", r"[\d年月日.\-/]"
    before = f"(?P<times>{times})"
    whole, end, edition, beginning, sentence = (
        rf"(?:已|于|{before}|{date})* {mark} (?:后|版|后版)? (?:{times}|重新)? (?:发布|公布|公开)? 于?{date}*",
        rf"(?:年报|报告|\d+年?|年度|[-_—·.]|^) {before}? {mark} (?:后|版|后版)? [-_—]? {date}* $  # 2024年报更正",
        rf"(?<![未待需拟不无非]) {before}? {mark} 后?版 $  # 水利局更正版",
        rf"^ {mark} (?:后的?|版|[-_—]) (?!《》)  # 更正版-2024年报",
        rf"""
        [本此] (?:份|年度|年)? 报告 (?: 系 | 为 | 是 | 已 | 经 | 于 | 现 | [,，] | {date} | 因[^。;；,，]{{1,20}}[,，] )*
        {mark} (?: 后?[,，]? (?:予以?|再次|重新|现|已|并|于|{date})* (?:发布|公布|公开)+ )? (?: $ | [。.;；,，、)于如] )
        # 本报告系更正后重新发布
        """,
    )

    def made(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.VERBOSE)

    return _Marks(made(whole), (made(end), made(edition), made(beginning)), made(sentence))


def mark_of(report: Report) -> CorrectionMark:
    """How a report says for certain that it is a corrected one: in its file's name, its title, or in front of its first heading."""
    if not _is_whole(report):
        return NO_MARK
    named = (own_path(report.source).stem, report.title[0] if report.title else "")
    in_front = [fold(one.text) for one in report.passages if one.section == 0 and not one.in_table][:_MOST_IN_FRONT]
    every = [*map(_named, named), *map(_said, in_front)]
    found = [one.groupdict() for one in every if one and not _is_before(one[0], report.year)]
    return (
        CorrectionMark(found[0]["mark"], _time([one["times"] for one in found if one.get("times")]))
        if found
        else NO_MARK
    )


def _time(said: Sequence[str]) -> int:
    """For which time a report was corrected that says so of it, the first where it says nothing; 0 for “再次” and where it contradicts itself."""
    numbers = {whole_number(one.strip("第次")) or 0 for one in said} or {1}
    return numbers.pop() if len(numbers) == 1 else 0


def _is_before(words: str, year: int | None) -> bool:
    """Whether ``words`` name a year before that of the report: what was revised then is a law, “（2019年修订）”."""
    named = [int(one) for one in _YEAR.findall(words)]
    return year is not None and bool(named) and max(named) < year


def _is_whole(report: Report) -> bool:
    """Whether it is a report and no notice of what was corrected: most of its parts and of its tables are there."""
    form = load(report.edition) if report.edition else None
    parts = {one.number for one in report.sections}
    return form is not None and len(parts) > len(form.sections) // 2 and len(report.cells) > len(form.cells) // 2


def _named(text: str) -> re.Match[str] | None:
    """What of a name or a title says that the report is a corrected one."""
    flat, marks = _WORK.sub("《》", fold(text)), _marks()
    found = [marks.whole.fullmatch(inner) for inner in _BRACKET.findall(flat)]
    found += [one.search(_BRACKET.sub("", flat)) for one in marks.names]
    return next(filter(None, found), None)


def _said(paragraph: str) -> re.Match[str] | None:
    """What of a folded paragraph in front says that the report is a corrected one."""
    return _marks().whole.fullmatch(paragraph.strip("()【】[]〔〕")) or _marks().sentence.search(paragraph)


def preferred(report: Report, *, by_file: bool, mark: CorrectionMark, chosen: str = "") -> Preference:
    """How far ``report`` is the one to go by; ``chosen`` is the SHA-256 of the file that a person chose, "" where nobody did.

    A mark counts for nothing where only the file's name says whose the report is.
    """
    return Preference(
        report.status == "unreadable",
        not (chosen and report.sha256 == chosen),
        by_file or not mark.word,
        0 if by_file else -mark.time,
        _BETTER[report.status],
        by_file,
        -len(report.cells),
        report.source,
    )


def told_apart(reports: Iterable[Report]) -> dict[str, str]:
    """By source the end of each path that no other one has, from its file's name on."""
    left = {report.source: (re.split(r"[/\\!]", report.source), report.private) for report in reports}
    found: dict[str, str] = {}
    length = 1
    while left:
        number = Counter(tuple(path[-length:]) for path, _ in left.values())
        for source, (path, private) in list(left.items()):
            if number[tuple(path[-length:])] == 1 or length >= len(path):
                found[source] = masked("/".join(path[-length:]), private)
                del left[source]
        length += 1
    return found
