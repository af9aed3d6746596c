"""A report out of a rule's TOML case: cells by key, text as lines, everything else unsaid and unremarkable."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

from audit.document import Place
from audit.forms import Form, load
from audit.model import Passage, Report, ReportCell, Section
from audit.readers import plain
from audit.text import chinese_number, fold, read_cell

#: What a case may say of the report; a key with a dot in it is a cell, the rest is what is expected.
GIVEN = ("edition", "year", "agency", "text", "missing", "published", "previous")
EXPECTED = ("why", "message", "cells", "raw", "severity", "count", "confidence", "suggestion", "expected", "actual")


def report(case: dict[str, Any]) -> Report:
    """The report that ``case`` describes.

    Cells not named are 0; a string is the printed text; ``missing`` are not printed. ``edition = ""`` is a
    report without a unified form. ``text`` is read like a text file.
    """
    if unknown := [key for key in case if "." not in key and key not in (*GIVEN, *EXPECTED)]:
        raise ValueError(f"unknown keys in a case: {unknown}")
    known = form(case)
    read = _read(case.get("text", ""), known)
    return replace(
        read,
        agency=case.get("agency", "清河县水务局"),
        year=case.get("year", 2024),
        edition=known.edition if known else None,
        published=case.get("published"),
        cells={**read.cells, **cells(known, case)} if known else {},
    )


def form(case: dict[str, Any]) -> Form | None:
    """The form of the case's edition; None for ``edition = ""``."""
    edition = case.get("edition", "2021")
    return load(edition) if edition else None


def cells(known: Form, case: dict[str, Any]) -> dict[str, ReportCell]:
    """All cells of the form: 0, or what the case says; without those that it calls missing."""
    given = {key: str(value) for key, value in case.items() if "." in key}
    if wrong := ({*given, *case.get("missing", ())} - set(known.cells)):
        raise ValueError(f"no such cell: {sorted(wrong)}")
    missing = set(case.get("missing", ()))
    return {key: _cell(key, given.get(key, "0"), row) for row, key in enumerate(known.cells, 1) if key not in missing}


def _cell(key: str, raw: str, row: int) -> ReportCell:
    reading = read_cell(raw)
    return ReportCell(key, reading.kind, reading.value, raw, Place(table=1, row=row, column=1), note=reading.note)


_HEADING = re.compile(r"^\s*(?P<numeral>[一二三四五六七八九十\d]{0,2})\s*[、.．]?\s*(?P<title>\S{4,30})$")
_PERIOD = re.compile(r"(?:自|从|为)?(\d{4})年(\d+)月(\d+)日起?(?:至|到)(\d{4})年(\d+)月(\d+)日")


def _read(text: str, known: Form | None) -> Report:
    document = plain.read(text.encode())
    passages, sections, current = [], [], 0
    for paragraph in document.paragraphs:
        found = _HEADING.match(paragraph.text)
        number = _section(found["title"], known) if found else 0
        if found and number:
            current = number
            title = known.sections[number] if known else found["title"]
            sections.append(Section(number, title, paragraph.text, found["numeral"], paragraph.place))
        passages.append(Passage(paragraph.text, paragraph.place, current, heading=bool(number)))
    passages += [Passage(c.text, c.place, current, in_table=True) for t in document.tables for c in t.cells]
    title = next((p for p in passages if p.section == 0 and "报告" in p.text and len(p.text) < 50), None)
    period = next(((m, p) for p in passages if (m := _PERIOD.search(p.text))), None)
    return Report(
        source="case.txt",
        sha256="0" * 64,
        format="text",
        status="read",
        title=(title.text, title.place) if title else None,
        period=_dates(period[0]) if period else None,
        period_text=(period[0][0], period[1].place.span(*period[0].span())) if period else None,
        sections=tuple(sections),
        passages=tuple(passages),
    )


def _dates(match: re.Match[str]) -> tuple[dt.date, dt.date]:
    n = [int(part) for part in match.groups()]
    return dt.date(n[0], n[1], n[2]), dt.date(n[3], n[4], n[5])


def _section(title: str, known: Form | None) -> int:
    words = {1: "总体情况", 2: "主动公开政府信息", 3: "政府信息公开申请", 4: "行政诉讼", 5: "问题", 6: "其他"}
    marks = set("。；，")
    if known and not marks & set(title) and chinese_number(title) is None:
        return next((n for n, word in words.items() if word in fold(title)), 0)
    return 0
