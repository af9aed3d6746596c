"""Paragraphs → the six sections by their headings, and passages that know their section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from audit.document import Cell, Paragraph
from audit.forms import Form, load
from audit.match._labels import Labels, aliases, label_key
from audit.model import Passage, Section
from audit.text import chinese_number, clean, fold

_HEADING = re.compile(
    r"^\s*(?:(?P<bracketed>[（(]\s*(?P<inner>[一二三四五六七八九十]{1,3}|\d{1,2})\s*[）)][、.．，,：:]?)"
    r"|第(?P<part>[一二三四五六七八九十]{1,3}|\d)(?:部分|章|节)[、.．，,：:\s]?"
    r"|(?P<plain>[一二三四五六七八九十]{1,3}|\d{1,2})\s*[、.．，,：:\s]\s*)?"
    r"(?P<words>\S(?:.*\S)?)\s*$",
    re.DOTALL,
)
_RUN_IN = re.compile(r"^(?P<title>[^。：:]{2,40})[。：:](?P<rest>.*)$", re.DOTALL)
#: Page numbers, and lines of marks alone.
_NO_TEXT = re.compile(r"[-—–\s·]*(?:第?\s*\d{1,3}\s*页?(?:\s*[/共]\s*\d{1,3}\s*页?)?)[-—–\s·]*|\W+")
_LONGEST_HEADING, _LONGEST_LIKELY = 60, 35
#: A paragraph longer than a heading may hold one.
_SHORTEST_CUT = 20
#: Ranks of a candidate: 0 Chinese number and right, 1 right, 2 unnumbered, then these.
_WRONG_NUMBER, _ASPECT = 3, 4
#: So many certain headings show how a report numbers them.
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    number: int
    numeral: str
    rank: int
    rest: str = ""


def find_sections(
    paragraphs: Sequence[Paragraph], narrative: Sequence[Cell], form: Form, known: Labels
) -> tuple[tuple[Section, ...], tuple[Passage, ...]]:
    """The headings found, in printed order, and all passages; words of tables and page numbers are no passages.

    ``narrative`` are sentences printed inside tables; they follow the passages of the section they stand in.
    """
    paragraphs = [part for paragraph in paragraphs for part in _parts(paragraph, form)]
    candidates = [_candidate(index, paragraph, form) for index, paragraph in enumerate(paragraphs)]
    chosen = {candidate.index: candidate for candidate in _choose([c for c in candidates if c])}
    sections: list[Section] = []
    passages: list[Passage] = []
    current = 0
    for index, paragraph in enumerate(paragraphs):
        text = clean(paragraph.text).strip()
        candidate = chosen.get(index)
        if candidate:
            current = candidate.number
            printed = text if not candidate.rest else text[: len(text) - len(candidate.rest)].rstrip()
            title = form.sections[current]
            sections.append(Section(current, title, printed, candidate.numeral, paragraph.place))
            passages.append(Passage(printed, paragraph.place, current, heading=True))
            if candidate.rest.strip():
                start = len(paragraph.text.rstrip()) - len(candidate.rest)
                place = paragraph.place.span(start, len(paragraph.text))
                passages.append(Passage(paragraph.text[start:], place, current))
        elif text and not known.known(text) and known.line(text) is None and not _NO_TEXT.fullmatch(text):
            passages.append(Passage(paragraph.text, paragraph.place, current))
    passages += [Passage(cell.text, cell.place, _section_of(cell, sections), in_table=True) for cell in narrative]
    return tuple(sections), tuple(passages)


def _parts(paragraph: Paragraph, form: Form) -> Iterator[Paragraph]:
    """``paragraph``, cut where a converter has run a numbered heading into the sentence before it (“…。 一、总体情况 2024年…”)."""
    cuts = [0]
    if len(paragraph.text) > _SHORTEST_CUT:
        for match in _inner_headings(form.edition).finditer(paragraph.text):
            if chinese_number(match["numeral"]) == _number(match["title"], form):
                cuts += [match.start("numeral"), match.end()]
    if len(cuts) == 1:
        yield paragraph
        return
    for start, end in pairwise([*cuts, len(paragraph.text)]):
        text = paragraph.text[start:end]
        if text.strip():
            first = start + len(text) - len(text.lstrip())
            yield paragraph._replace(text=text.strip(), place=paragraph.place.span(first, first + len(text.strip())))


@cache
def _inner_headings(edition: str) -> re.Pattern[str]:
    """A numbered heading behind the end of a sentence or a gap, with a gap, a number or a mark behind it."""
    titles = [re.escape(title) for title in load(edition).sections.values()]
    titles += [pattern for patterns in aliases()["sections"].values() for pattern in patterns if ".*" not in pattern]
    return re.compile(
        rf"(?P<start>^)?(?:(?(start)|(?<=[。；！？\s）)|])))(?P<numeral>[一二三四五六])\s?[、.．]\s?(?P<title>{'|'.join(titles)})"
        r"(?:(?=\s|$)|(?(start)(?!)|[。：:]))"
    )


def _candidate(index: int, paragraph: Paragraph, form: Form) -> _Candidate | None:
    match = _HEADING.match(clean(paragraph.text))
    if not match:
        return None
    numeral = match["plain"] or match["part"] or match["inner"] or ""
    words, rest = match["words"], ""
    number = _number(words, form)
    likely = _likely(numeral, words) if number is None and match["plain"] else None
    number = likely or number
    run_in = _RUN_IN.match(words) if number is None else None
    if run_in:
        number, rest = _number(run_in["title"], form), run_in["rest"]
    if number is None:
        return None
    right = chinese_number(numeral) == number or numeral == str(number)
    if run_in and (match["bracketed"] or not right):
        return None  # an aspect with its text behind it (“1.主动公开政府信息情况。…”), not a section
    if match["bracketed"]:
        rank = _ASPECT
    elif not numeral:
        rank = 2
    elif right:
        rank = int(numeral.isdigit() or likely is not None)
    else:
        rank = _WRONG_NUMBER
    return _Candidate(index, number, numeral, rank, rest)


def _number(words: str, form: Form) -> int | None:
    """The section whose heading ``words`` are, or None."""
    if len(words) > _LONGEST_HEADING:
        return None
    key, folded = label_key(words), fold(words).rstrip("。:,.")
    headings = _headings(form.edition)
    return next((number for number, title, other in headings if key == title or other.fullmatch(folded)), None)


def _likely(numeral: str, words: str) -> int | None:
    """The section that a short line numbered like it speaks of in words of its own (“四、因信息公开引起的复议情况”)."""
    number = chinese_number(numeral)
    if number is None or len(words) > _LONGEST_LIKELY or re.search(r"[。；，:：;,!?]", words.rstrip("。:：")):
        return None
    pattern = aliases()["likely"].get(str(number))
    return number if pattern and re.search(pattern, words) else None


@cache
def _headings(edition: str) -> tuple[tuple[int, str, re.Pattern[str]], ...]:
    """Number, key of the title and other wordings of each section of ``edition``."""
    other = {number: "|".join(f"(?:{p})" for p in patterns) for number, patterns in aliases()["sections"].items()}
    return tuple(
        (number, label_key(title), re.compile(other[str(number)])) for number, title in load(edition).sections.items()
    )


def _choose(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """One heading a section: the best numbered; of equals, one that is followed by text (not a table of contents)."""
    chosen = []
    for number in sorted({candidate.number for candidate in candidates}):
        mine = [candidate for candidate in candidates if candidate.number == number]
        best = min(candidate.rank for candidate in mine)
        equals = [candidate for candidate in mine if candidate.rank == best]
        indices = {candidate.index for candidate in candidates}
        followed = [c for c in equals if c.index + 1 not in indices] or equals
        chosen.append(followed[0] if len(equals) == 1 else followed[-1] if equals[0] not in followed else followed[0])
    # A bracketed heading (“（一）主动公开政府信息情况”), or one with a wrong Arabic number where the others are Chinese, is
    # an aspect of section 一 unless so few other headings are found that it may well be the report's own way.
    solid = [c for c in chosen if c.rank < _ASPECT and not (c.rank == _WRONG_NUMBER and c.numeral.isdigit())]
    chinese = [c for c in solid if c.numeral and not c.numeral.isdigit()]
    return [c for c in chosen if c in solid or (_fits(c, solid) if c.rank == _ASPECT else len(chinese) < _ENOUGH)]


def _fits(candidate: _Candidate, solid: Sequence[_Candidate]) -> bool:
    """Whether the headings found elsewhere are few and stand around ``candidate`` in the form's order."""
    in_order = all((other.index < candidate.index) == (other.number < candidate.number) for other in solid)
    return in_order and len(solid) < _ENOUGH


def _section_of(cell: Cell, sections: Sequence[Section]) -> int:
    """The section a table cell stands in: by lines of a text file, else by the table's ordinal (二, 三, 四)."""
    if cell.place.line is not None:
        before = [s.number for s in sections if s.place.line is not None and s.place.line <= cell.place.line]
        return before[-1] if before else 0
    return min(1 + (cell.place.table or 1), 4)
