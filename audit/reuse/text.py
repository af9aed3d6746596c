"""A report's running text in one string for comparison, and the way back to what is printed.

Folded are: width and case (NFKC), blanks and punctuation (dropped), every run of digits (one “0”), the agency's own
names, its region's names and words such as 我局, 全县 (one “A”). So a copy with other figures and names is the same text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.model import Passage, Report
from audit.patterns import regex
from audit.persons import hidden_at, masked
from audit.reuse._model import MAX_COMPARED_CHARACTERS, PassageSpan, ReportSource
from audit.words import CHINESE_YEAR, COUNTY, MYRIADS, OWN, TEXT_MEASURE, TOWN, WHOLE, endings, one_of, region_kinds

#: Stands between sections; no shared passage goes beyond it.
BREAK = "\n"

_REGION = regex(
    rf"""(
    .{{1,8}}?                                                                               # its name
    (?: {one_of(region_kinds("province", "city", "county", "zone", "zone_whole"))}          # 县, 开发区
      | 街道 | [{TOWN}] (?! [{COUNTY}市] )                                                  # 镇, not 镇 of 镇江市
    ))""",
    re.VERBOSE,
)
_SELF = f"{OWN}|[我本]政府|{WHOLE}"
_YEAR = f"(?:{CHINESE_YEAR}(?=年))"
_GENERIC = frozenset((*endings("government_full", "government_short", "town_office", "office"), "委员会"))
#: What is given: quoted titles with the numbers of their documents, and clauses that state a figure.
_TITLE = regex(r"《[^《》]{2,90}》(?:\s{0,4}[（(][^（）()]{2,40}号[）)])?")
_FIGURE = regex(rf"[\d.]{{1,20}}\s{{0,4}}[余多{MYRIADS}]{{0,2}}(?:{TEXT_MEASURE}|[%％])")
_CLAUSE_ENDS, _CLAUSE = frozenset("，,。；;：:！!？? \n\t"), 40
_OPENING, _CLOSING = "（(“‘《〈【〔", "）)”’》〉】〕。；，：！？;!?"


class _Folding(dict[str, str]):
    """A character → what is compared of it: nothing, itself, or what it stands for."""

    def __missing__(self, char: str) -> str:
        folded = "".join(c for c in unicodedata.normalize("NFKC", char).lower() if c.isalnum())
        self[char] = folded
        return folded


_FOLD = _Folding()


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report's text. ``sections`` are (number, start, end) in ``text``.

    ``titles`` marks quoted titles; ``given`` all that the agency did not choose to say so: those, and clauses that state a
    figure. ``cut`` says that the report goes on beyond what is compared.
    """

    source: ReportSource
    passages: tuple[Passage, ...]
    text: str
    sections: tuple[tuple[int, int, int], ...]
    titles: NDArray[np.bool_]
    given: NDArray[np.bool_]
    cut: bool = False

    @property
    def who(self) -> str:
        """The agency, or the path where it is not known."""
        return self.source.agency or self.source.source

    def section_at(self, position: int) -> int:
        """The number of the section that the character at ``position`` stands in."""
        return next(number for number, start, _ in reversed(self.sections) if start <= position)

    def printed(self) -> PrintedText:
        """The way back from normalised characters to what is printed."""
        return PrintedText(self.passages, _fold_all(self.passages, self.source.agency))


@dataclass(slots=True)
class _Folded:
    """Folded characters, and for each the paragraph and the printed characters that it stands for."""

    chars: list[str]
    owners: list[int]
    starts: list[int]
    ends: list[int]


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A text as it is printed."""

    passages: tuple[Passage, ...]
    folded: _Folded

    def spans(self, start: int, end: int) -> tuple[PassageSpan, ...]:
        """What is printed for characters ``start`` to ``end`` (excluded), paragraph by paragraph."""
        owners, found = self.folded.owners, []
        while start < end:
            index = owners[start]
            behind = min(end, bisect_right(owners, index))
            passage = self.passages[index]
            first, last = _with_marks(passage.text, self.folded.starts[start], self.folded.ends[behind - 1])
            found.append(
                PassageSpan(
                    passage.place.span(first, last), hidden_at(masked(passage.text), passage.private)[first:last]
                )
            )
            start = behind
        return tuple(found)


def digest(report: Report) -> ReportText:
    """The text of ``report``: paragraphs of the sections, without headings, tables and what stands before section 一.

    A report whose headings were not found is compared from its first paragraph on, as section 0.
    """
    first = 1 if report.sections else 0
    passages = tuple(p for p in report.passages if p.section >= first and not p.heading and not p.in_table)
    folded = _fold_all(passages, report.agency or "")
    text = "".join(folded.chars)
    titles = _marked(passages, folded, lambda words: [match.span() for match in _TITLE.finditer(words)])
    figures = _marked(passages, folded, lambda words: [_clause(words, *m.span()) for m in _FIGURE.finditer(words)])
    sections, begin = [], 0
    for part in text.split(BREAK):
        if part:
            sections.append((passages[folded.owners[begin]].section, begin, begin + len(part)))
        begin += len(part) + 1
    source = ReportSource(report.agency or "", report.year or 0, report.source)
    cut = bool(folded.owners) and folded.owners[-1] < len(passages) - 1 and len(text) > MAX_COMPARED_CHARACTERS
    return ReportText(source, passages, text, tuple(sections), titles, titles | figures, cut)


def _marked(
    passages: tuple[Passage, ...], folded: _Folded, spans_of: Callable[[str], list[tuple[int, int]]]
) -> NDArray[np.bool_]:
    """The folded characters of the spans that ``spans_of`` finds in each paragraph."""
    owners, starts = np.array(folded.owners, np.intp), np.array(folded.starts, np.intp)
    marked = np.zeros(len(owners), np.bool_)
    for index, passage in enumerate(passages):
        if spans := spans_of(passage.text):
            first, last = np.searchsorted(owners, index), np.searchsorted(owners, index, "right")
            for begin, end in first + np.searchsorted(starts[first:last], np.array(spans)):
                marked[begin:end] = True
    return marked


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around characters ``start`` to ``end``; ``_CLAUSE`` characters to either side at most."""
    first, last = max(0, start - _CLAUSE), min(len(text), end + _CLAUSE)
    while start > first and text[start - 1] not in _CLAUSE_ENDS:
        start -= 1
    while end < last and text[end] not in _CLAUSE_ENDS:
        end += 1
    return start, end


def normalised(text: str, agency: str = "") -> str:
    """``text`` as it is compared; the names of ``agency`` are folded."""
    return "".join(_fold(text, _names(agency))[0])


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """``start`` and ``end`` moved over an opening bracket in front and the punctuation behind."""
    while start and text[start - 1] in _OPENING:
        start -= 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return start, end


def _fold_all(passages: tuple[Passage, ...], agency: str) -> _Folded:
    names = _names(agency)
    folded = _Folded([], [], [], [])
    section = passages[0].section if passages else 0
    for index, passage in enumerate(passages):
        chars, starts, ends = _fold(passage.text, names)
        if passage.section != section and folded.chars:
            _append(folded, [BREAK], index, [0], [0])
        section = passage.section
        _append(folded, chars, index, starts, ends)
        if len(folded.chars) > MAX_COMPARED_CHARACTERS:
            break
    return folded


def _append(folded: _Folded, chars: list[str], owner: int, starts: list[int], ends: list[int]) -> None:
    folded.chars += chars
    folded.owners += [owner] * len(chars)
    folded.starts += starts
    folded.ends += ends


def _fold(text: str, names: re.Pattern[str]) -> tuple[list[str], list[int], list[int]]:
    """The folded characters of ``text``, the first printed character of each and the one behind its last."""
    folded = [_FOLD[printed] for printed in text]
    plain = "".join(folded)
    at = [index for index, chars in enumerate(folded) for _ in chars]
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in names.finditer(plain):
        start, end = match.span()
        chars += plain[done:start]
        starts += at[done:start]
        ends += [index + 1 for index in at[done:start]]
        chars.append("A" if match.lastgroup == "name" else "0")
        starts.append(at[start])
        ends.append(at[end - 1] + 1)
        done = end
    chars += plain[done:]
    starts += at[done:]
    ends += [index + 1 for index in at[done:]]
    return chars, starts, ends


def _names(agency: str) -> re.Pattern[str]:
    """Names and words of self-reference, or digits; longer names first."""
    folded = "".join(_FOLD[char] for char in agency)
    names, rest = set(), folded
    while rest:
        if rest not in _GENERIC:
            names.add(rest)
        match = _REGION.match(rest)
        if not match or match.end() == len(rest):
            break
        names.add(match[1])
        rest = rest[match.end() :]
    known = [re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)) if len(name) > 1]
    return re.compile(rf"(?P<name>(?:{'|'.join([*known, _SELF])})+)|(?P<digits>\d+|{_YEAR})")
