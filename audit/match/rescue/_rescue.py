"""A document → the same one with whole sentences, and with the rows that each edition of the form finds in its lost tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from audit.document import Document, Paragraph
from audit.forms import editions
from audit.match.labels import Labels, labels
from audit.match.rescue._gather import gather
from audit.match.rescue._linewords import ends_with_figures
from audit.match.rescue._sentences import sentences

_BARE_NUMBER = re.compile(r"\s*\d{1,3}\s*")


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
    """``document`` with lost tables gathered; a document with tables that print a line of the form has lost none."""
    found = None if any(known.lines_of(document.tables)) else gather(document.blocks, known)
    if found is None:
        return Gathered(document)
    whole = replace(document, blocks=found)
    numbered = _has_page_numbers(whole)
    return Gathered(whole, RowOrigin.GATHERED_AMONG_PAGE_NUMBERS if numbered else RowOrigin.GATHERED)


def _has_page_numbers(document: Document) -> bool:
    """Whether some line is a bare number: of several pages' numbers one at least stands outside of rows."""
    alone = [row[0].text for table in document.tables for row in table.rows() if len(row) == 1]
    return any(_BARE_NUMBER.fullmatch(text) for text in (*alone, *(p.text for p in document.paragraphs)))
