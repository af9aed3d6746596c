"""A document → the same one with whole sentences, and with the rows that each edition of the form finds in its lost tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from itertools import groupby

from audit.document import Block, Document, Paragraph, Table
from audit.forms import editions
from audit.match.labels import COMMON, Labels, label_key, labels
from audit.match.rescue._gather import FORM_LINES_OF_TABLE, gather, words_of_across
from audit.match.rescue._linewords import ends_with_figures
from audit.match.rescue._sentences import sentences
from audit.patterns import regex

_BARE_NUMBER = regex(r"\s*\d{1,3}\s*")


class RowOrigin(Enum):
    """Where the rows of a document's tables come from, and what is not certain of them therefore.

    Of rows that were gathered from bare lines any may have lost a blank. Where numbers of pages stand among the lines, one
    of them may stand in the place of a lost blank besides.
    """

    DRAWN = "drawn"
    GATHERED = "gathered"
    GATHERED_AMONG_PAGE_NUMBERS = "gathered among page numbers"

    @property
    def may_lack_blanks(self) -> bool:
        """Whether a row may be without some of its blanks."""
        return self is not RowOrigin.DRAWN

    @property
    def may_hold_page_numbers(self) -> bool:
        """Whether a row may hold the number of a page."""
        return self is RowOrigin.GATHERED_AMONG_PAGE_NUMBERS


@dataclass(frozen=True)
class Gathered:
    """A document as one edition's labels make rows of its lines; ``origin`` says where the rows of its tables come from."""

    document: Document
    origin: RowOrigin = RowOrigin.DRAWN

    @cached_property
    def loose_rows(self) -> tuple[Paragraph, ...]:
        """Lines of a lost table that end with figures and became no row: nobody knows whose the figures are."""
        if not self.origin.may_lack_blanks:
            return ()
        return tuple(paragraph for paragraph in self.document.paragraphs if ends_with_figures(paragraph.text))

    @cached_property
    def text(self) -> tuple[Paragraph, ...]:
        """The running text: the paragraphs without loose rows."""
        if not self.origin.may_lack_blanks:
            return self.document.paragraphs
        return tuple(paragraph for paragraph in self.document.paragraphs if not ends_with_figures(paragraph.text))


@dataclass(frozen=True, slots=True)
class Rescued:
    """A document with whole sentences, and by edition of the form what becomes of the lines of its lost tables."""

    document: Document
    gathered: Mapping[str, Gathered]

    @property
    def as_given(self) -> Gathered:
        """The document with its own tables only."""
        return Gathered(self.document)


def rescue(document: Document) -> Rescued:
    """``document`` with broken sentences put together and lost tables gathered, as each edition's labels make rows of them."""
    if document.format == "text":
        document = sentences(document)
    return Rescued(document, {edition: _gathered(document, labels(edition)) for edition in editions()})


def _gathered(document: Document, known: Labels) -> Gathered:
    """``document`` with lost tables gathered: all of them, or those that stand as text between tables that are drawn."""
    if not any(known.lines_of(document.tables)):
        found = gather(document.blocks, known)
    else:
        found = _gathered_between(document.blocks, known, _printed(document.tables, known, 1))
    if found is None:
        return Gathered(document)
    whole = replace(document, blocks=found)
    numbered = _has_page_numbers(whole)
    return Gathered(whole, RowOrigin.GATHERED_AMONG_PAGE_NUMBERS if numbered else RowOrigin.GATHERED)


def _gathered_between(blocks: Sequence[Block], known: Labels, drawn: frozenset[str]) -> tuple[Block, ...] | None:
    """``blocks`` with the tables gathered that none of the ``drawn`` is; None where there are none.

    What stands between two tables is gathered by itself: that nothing of it is lost is then proven by its own lines.
    """
    found: list[Block] = []
    some = False
    for is_text, group in groupby(blocks, lambda block: isinstance(block, Paragraph)):
        stretch = list(group)
        gathered = gather(stretch, known) if is_text and len(drawn) < len(known.form.tables) else None
        tables = (block for block in gathered or () if isinstance(block, Table))
        own = _printed(tables, known, FORM_LINES_OF_TABLE)
        is_lost = bool(own) and own.isdisjoint(drawn)
        found += gathered if gathered and is_lost else stretch
        some |= is_lost
    return tuple(found) if some else None


def _printed(tables: Iterable[Table], known: Labels, least: int) -> frozenset[str]:
    """The numbers of the form's tables of which ``tables`` print at least so many lines, or words of the one in a row."""
    lines: dict[str, set[str]] = {table.number: set() for table in known.form.tables}
    across, words = words_of_across(known)
    for table in tables:
        for text in {cell.text for cell in table.cells}:
            key = label_key(text)
            if key in words:
                lines[across].add(key)
            elif key not in COMMON and (hit := known.line(text)):
                lines[hit.table.number].add(hit.line.key)
    return frozenset(number for number, keys in lines.items() if len(keys) >= least)


def _has_page_numbers(document: Document) -> bool:
    """Whether some line is a bare number: of several pages' numbers one at least stands outside of rows."""
    alone = [row[0].text for table in document.tables for row in table.rows() if len(row) == 1]
    return any(_BARE_NUMBER.fullmatch(text) for text in (*alone, *(p.text for p in document.paragraphs)))
