"""What the form asks for, as one document answers it, with places and raw text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Literal, NamedTuple

from audit.cells import Kind
from audit.document import Place, SkippedKind, whole
from audit.errors import Failure
from audit.model._claims import Claim, SetClaim
from audit.model._json import json_value
from audit.model._unplaced import Unplaced
from audit.patterns import regex
from audit.persons import hidden_at
from audit.text import Value

Status = Literal["read", "partial", "unreadable"]
Absence = Literal["", "nowhere", "other"]

#: Between an archive and the path inside it; names of files and folders may hold the mark as well.
_ARCHIVE_MARK = regex(r"(?<=\.zip)!", re.IGNORECASE)
#: Room within a text, as readers of pages leave it where pieces of a line stand apart.
_GAP = regex(r"\S\s+\S")


def own_path(source: str) -> PurePath:
    """The path of a report's own file: inside the innermost archive of ``source``, else as given."""
    return PurePath(_ARCHIVE_MARK.split(source)[-1])


@dataclass(frozen=True, slots=True)
class ReportCell:
    """One cell of the form as printed; ``value`` is set only for ``kind == "number"``."""

    key: str
    kind: Kind
    value: Value | None
    raw: str
    place: Place
    confidence: float = 1.0
    note: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The contract's object for a cell."""
        data: dict[str, Any] = {
            "value": json_value(self.value),
            "raw": self.raw,
            "kind": self.kind,
            "place": self.place.as_cell(),
            "confidence": self.confidence,
        }
        return data | ({"note": self.note} if self.note else {})


@dataclass(frozen=True, slots=True)
class CellCorrection:
    """That a person corrected how a cell was read: printed ``raw`` and ``read`` as a number before, ``corrected`` as printed."""

    key: str
    raw: str
    read: str | None
    corrected: str
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the report.

    ``section`` is 1 to 6, or 0 before the first heading; ``heading`` is True for a section's own heading line.
    ``in_table`` marks a sentence printed inside a table. ``printed`` are the characters of ``text`` as printed, where the
    report is in traditional script and ``text`` in simplified; else "". ``private`` are the spans of numbers and names of
    private people, which nobody is shown.
    """

    text: str
    place: Place
    section: int
    heading: bool = False
    in_table: bool = False
    printed: str = ""
    private: tuple[tuple[int, int], ...] = ()

    def raw(self, start: int = 0, end: int | None = None) -> str:
        """Characters ``start`` to ``end`` (excluded) of the text, as printed."""
        return (self.printed or self.text)[start:end]

    def shown(self) -> str:
        """The text as printed and as people may see it, private data hidden, no character more or less."""
        return hidden_at(self.printed or self.text, self.private)

    @property
    def hides(self) -> bool:
        """Whether anything of what is printed is hidden where people see it."""
        return self.shown() != (self.printed or self.text)


@dataclass(frozen=True, slots=True)
class Section:
    """A section found by its heading. ``printed`` is the heading line, ``numeral`` its printed number or ""."""

    number: int
    title: str
    printed: str
    numeral: str
    place: Place


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that the document shows and that was not read; ``sections`` are those that it may belong to, 0 for the opening."""

    kind: SkippedKind
    sections: frozenset[int]
    place: Place


@dataclass(frozen=True, slots=True)
class Printed:
    """A label as one of the form's tables prints it.

    ``table`` is that table's number (二, 三, 四); ``key`` the form's line or column that it names, None where the form has
    none of that name; of a "block", a row that prints several lines of the form as one, their group. ``exact`` is False
    where it is known by its likeness or its place only. ``raws`` are the values beside a line, () where none
    stand there, as in sources that lose blanks.
    """

    table: str
    kind: Literal["line", "column", "block"]
    key: str | None
    text: str
    place: Place
    exact: bool = True
    confidence: float = 1.0
    raws: tuple[str, ...] = ()

    def prints_for(self, table: str, row: str) -> bool:
        """Whether this one row is printed for a group of lines of ``table`` of which ``row`` is one."""
        return self.kind == "block" and self.table == table and row.startswith(f"{self.key}/")


class PrivatePlace(NamedTuple):
    """A paragraph or cell of the document with numbers and names of private people in it, or pieces of them, as printed."""

    place: Place
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One agency's report of one year, or what could be read of it.

    ``source`` is the path as given (with the inner path behind ``!`` for archives); ``edition`` the form's edition or
    None; ``cells`` only what is printed and certain; ``printed`` the labels of the form's tables. ``called`` is the name that
    the report gives itself, where ``agency`` is another one, that of the roster. ``recognised`` are the pages whose text was
    recognised in a picture. ``private`` are the numbers and names of private people that the document holds, ``private_places`` where
    these or pieces of them stand, in tables that are not of the form as well. ``claims_cut`` says that the text states more figures than were looked at;
    ``sets`` is what its text says of all or of none. ``unread`` is what
    was shown and not read, ``broken_off`` the last thing before the file ends in the midst of the report, ``ends_after`` the
    part after which it ends, between two paragraphs, where nothing of three parts or more is there; ``shattered`` says that
    its tables were dumped as loose lines. ``error`` is set only where ``status == "unreadable"``;
    ``failure`` besides where it was the toolkit itself that failed, which says nothing about the document. ``absence`` tells
    "nowhere" where nothing stands at ``source`` (a mistyped path, a folder without reports), "other" where the document was
    read and is surely no annual report. ``corrected`` are the cells that people read otherwise than the toolkit; ``cells``
    hold what these read.
    """

    source: str
    sha256: str
    format: str
    status: Status
    agency: str | None = None
    called: str | None = None
    year: int | None = None
    edition: str | None = None
    period: tuple[dt.date, dt.date] | None = None
    period_text: tuple[str, Place] | None = None
    title: tuple[str, Place] | None = None
    published: dt.date | None = None
    sections: tuple[Section, ...] = ()
    passages: tuple[Passage, ...] = ()
    cells: Mapping[str, ReportCell] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    sets: tuple[SetClaim, ...] = ()
    claims_cut: bool = False
    unplaced: tuple[Unplaced, ...] = ()
    printed: tuple[Printed, ...] = ()
    recognised: frozenset[int] = frozenset()
    private: tuple[str, ...] = ()
    private_places: tuple[PrivatePlace, ...] = ()
    unread: tuple[Unread, ...] = ()
    broken_off: Place | None = None
    ends_after: int | None = None
    shattered: bool = False
    notes: tuple[str, ...] = ()
    error: str | None = None
    failure: Failure | None = None
    absence: Absence = ""
    corrected: tuple[CellCorrection, ...] = ()

    def value(self, key: str) -> Value | None:
        """The number read at ``key``, or None where there is none (missing, blank, “/”, text)."""
        cell = self.cells.get(key)
        return cell.value if cell else None

    def is_recognised(self, place: Place) -> bool:
        """Whether what stands at ``place`` was recognised in a picture: a slip in it may be the reader's own."""
        return place.page in self.recognised

    def may_be_disordered(self, place: Place) -> bool:
        """Whether words of the text at ``place``, recognised in a picture, may follow each other otherwise than on the page.

        A frame around text that was taken for a table parts its lines; what stands apart on a line may be two columns.
        """
        at = whole(place)
        own = [one for one in self.passages if whole(one.place) == at and self.is_recognised(at)]
        if any(_GAP.search(one.text) for one in own):
            return True
        # Where a sentence goes on beyond its passage is not known either.
        return bool(own) and any(one.in_table and self.is_recognised(one.place) for one in self.passages)

    def section_passages(self, number: int) -> tuple[Passage, ...]:
        """The paragraphs of one section, its heading line left out."""
        return tuple(p for p in self.passages if p.section == number and not p.heading)

    def as_json(self) -> dict[str, Any]:
        """The contract's object for ``extract --json``."""
        data: dict[str, Any] = {
            "source": self.source,
            "sha256": self.sha256,
            "format": self.format,
            "status": self.status,
            "agency": self.agency,
            "year": self.year,
            "edition": self.edition,
            "period": [day.isoformat() for day in self.period] if self.period else None,
            "sections": [
                {"number": s.number, "title": s.title, "printed": s.printed, "place": s.place.as_dict()}
                for s in self.sections
            ],
            "cells": {key: cell.as_json() for key, cell in self.cells.items()},
            "claims": [claim.as_json() for claim in self.claims],
            "unplaced": [item.as_json() for item in self.unplaced],
            "notes": list(self.notes),
        }
        if self.published:
            data["published"] = self.published.isoformat()
        return data | ({"error": self.error} if self.error else {})
