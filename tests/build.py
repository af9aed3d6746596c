"""A report out of a rule's TOML case: cells by key, text as lines, everything else unsaid and unremarkable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from audit.assessment import Examined
from audit.causes import gather
from audit.cells import read_cell
from audit.corpus import Agency, Corpus, Roster, assemble
from audit.document import Place
from audit.findings import Outcome
from audit.forms import Form, load
from audit.match import match
from audit.model import Report, ReportCell
from audit.profiles import Profile, merged, parse
from audit.profiles import load as load_profile
from audit.readers.text import plain
from audit.rules import catalogue

#: The headings of the six parts, as the form prints them.
PARTS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)

#: The organ of a case that names none.
AGENCY = "清河县水务局"
#: What a case may say of the report; a key with a dot in it is a cell, the rest is what is expected.
GIVEN = (
    "source",
    "sha256",
    "format",
    "unreadable",
    "absence",
    "edition",
    "year",
    "agency",
    "text",
    "missing",
    "missing_all",
    "no_year",
    "published",
    "previous",
    "profile",
)
EXPECTED = (
    "why",
    "message",
    "basis",
    "cells",
    "raw",
    "severity",
    "count",
    "confidence",
    "suggestion",
    "expected",
    "actual",
)


def report(case: dict[str, Any]) -> Report:
    """The report that ``case`` describes.

    Cells not named are 0; a string is the printed text; ``missing`` are not printed, with ``missing_all`` none is. ``edition = ""`` is a
    report without a unified form. ``text`` is read like a text file; with cells it is a piece of a report that goes on.
    """
    if unknown := [key for key in case if "." not in key and key not in (*GIVEN, *EXPECTED)]:
        raise ValueError(f"unknown keys in a case: {unknown}")
    known = form(case)
    source = case.get("source", "case.txt")
    read = match(plain.read(case.get("text", "").encode()), source, case.get("sha256", "0" * 64))
    if case.get("unreadable"):
        absence = case.get("absence", "")
        return replace(
            read, status="unreadable", error=case["unreadable"], agency=None, year=None, sections=(), absence=absence
        )
    numbers = {**read.cells, **cells(known, case)} if known else {}
    return replace(
        read,
        format=case.get("format", read.format),
        agency=case.get("agency", AGENCY),
        year=None if case.get("no_year") else case.get("year", 2024),
        edition=known.edition if known else None,
        published=case.get("published"),
        cells=numbers,
        ends_after=None if numbers else read.ends_after,
    )


def profile(case: dict[str, Any]) -> Profile:
    """What the case's profiles come to for its agency: a list of names of shipped ones and of TOML texts."""
    rules = {rule.id for rule in catalogue()}
    given = case.get("profile", ())
    found = [
        parse(entry.encode(), "用例", rules) if "\n" in entry else load_profile([entry], rules)[0] for entry in given
    ]
    return merged(found, case.get("agency", AGENCY))


def corpus(case: dict[str, Any]) -> Corpus:
    """The reports of ``case["reports"]`` with its ``roster`` (a list of lines by column), ``previous`` and ``asof``."""
    if unknown := set(case) - {"reports", "roster", "previous", "asof", *EXPECTED}:
        raise ValueError(f"unknown keys in a case: {sorted(unknown)}")
    lines = [
        Agency(
            **{"level": "县级", "kind": "部门"} | line | {"aliases": tuple(line.get("aliases", ()))},
            place=Place(line=number),
            raw=line["name"],
        )
        for number, line in enumerate(case.get("roster", ()), 2)
    ]
    roster = Roster(tuple(lines), "名录.csv") if lines else None
    reports = [report(entry) for entry in case["reports"]]
    return assemble(reports, roster, previous=map(report, case.get("previous", ())), asof=case.get("asof"))


def form(case: dict[str, Any]) -> Form | None:
    """The form of the case's edition; None for ``edition = ""``."""
    edition = case.get("edition", "2021")
    return load(edition) if edition else None


def cells(known: Form, case: dict[str, Any]) -> dict[str, ReportCell]:
    """All cells of the form: 0, or what the case says; without those that it calls missing."""
    given = {key: str(value) for key, value in case.items() if "." in key}
    if wrong := ({*given, *case.get("missing", ())} - set(known.cells)):
        raise ValueError(f"no such cell: {sorted(wrong)}")
    missing = set(known.cells) if case.get("missing_all") else set(case.get("missing", ()))
    return {key: _cell(key, given.get(key, "0"), row) for row, key in enumerate(known.cells, 1) if key not in missing}


def _cell(key: str, raw: str, row: int) -> ReportCell:
    reading = read_cell(raw)
    return ReportCell(key, reading.kind, reading.value, raw, Place(table=1, row=row, column=1), note=reading.note)


def examined(paper: Report, outcomes: Sequence[Outcome], **more: Any) -> Examined:
    """What was found on a report, its causes with it unless they are given."""
    return Examined(paper, tuple(outcomes), **{"causes": gather(paper, outcomes)} | more)
