"""Paragraphs → the six sections by their headings, and passages that know their section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from audit.document import Cell, Paragraph
from audit.forms import Form, section_named, title_patterns
from audit.match.labels import labels
from audit.match.sections._headings import headings
from audit.model import Passage, Section
from audit.patterns import regex
from audit.text import clean
from audit.words import ORDINAL, PAGE_NUMBER, chinese_number

#: Lines of marks alone.
_MARKS = regex(r"\W+")
#: Characters of a paragraph beyond which it may hold a heading run into it.
_LONGEST_HEADING = 20


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a report by their headings, in printed order, and all passages, each with its section."""

    sections: tuple[Section, ...] = ()
    passages: tuple[Passage, ...] = ()


def find_sections(paragraphs: Sequence[Paragraph], narrative: Sequence[Cell], form: Form) -> Outline:
    """The headings of ``form`` among ``paragraphs``; words of its tables and page numbers are no passages.

    ``narrative`` are sentences printed inside tables; they follow the passages of the section they stand in.
    """
    known = labels(form.edition)
    paragraphs = [part for paragraph in paragraphs for part in _parts(paragraph, form)]
    chosen = {heading.index: heading for heading in headings([p.text for p in paragraphs], form)}
    sections: list[Section] = []
    passages: list[Passage] = []
    current = 0
    for index, paragraph in enumerate(paragraphs):
        text = clean(paragraph.text).strip()
        heading = chosen.get(index)
        if heading:
            current = heading.section
            printed = text if not heading.rest else text[: len(text) - len(heading.rest)].rstrip()
            title = form.sections[current]
            sections.append(Section(current, title, printed, heading.numeral, paragraph.place))
            passages.append(Passage(printed, paragraph.place, current, heading=True))
            if heading.rest.strip():
                start = len(paragraph.text.rstrip()) - len(heading.rest)
                place = paragraph.place.span(start, len(paragraph.text))
                passages.append(Passage(paragraph.text[start:], place, current))
        elif (
            text
            and not known.known(text)
            and known.line(text) is None
            and not (PAGE_NUMBER.fullmatch(text) or _MARKS.fullmatch(text))
        ):
            passages.append(Passage(paragraph.text, paragraph.place, current))
    passages += [Passage(cell.text, cell.place, _section_of(cell, sections), in_table=True) for cell in narrative]
    return Outline(tuple(sections), tuple(passages))


def _parts(paragraph: Paragraph, form: Form) -> Iterator[Paragraph]:
    """``paragraph``, cut where a converter has run a numbered heading into the sentence before it (“…。 一、总体情况 2024年…”)."""
    cuts = [0]
    if len(paragraph.text) > _LONGEST_HEADING:
        for match in _inner_headings(form.edition).finditer(paragraph.text):
            named = section_named(match["title"], form.edition)
            if named and chinese_number(match["numeral"]) == named.section:
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
    return re.compile(
        rf"""
        (?P<start>^)? (?: (?(start) | (?<=[。；！？\s）)|]) ) )              # at the beginning, or behind an end
        (?P<numeral>[{ORDINAL[:6]}]) \s? [、.．] \s?
        (?P<title>{title_patterns(edition)})
        (?: (?=\s|$) | (?(start) (?!) | [。：:] ) )                        # a mark does not do at the beginning
        """,
        re.VERBOSE,
    )


def _section_of(cell: Cell, sections: Sequence[Section]) -> int:
    """The section a table cell stands in: by lines of a text file, else by the table's ordinal (二, 三, 四)."""
    if cell.place.line is not None:
        before = [s.number for s in sections if s.place.line is not None and s.place.line <= cell.place.line]
        return before[-1] if before else 0
    return min(1 + (cell.place.table or 1), 4)
