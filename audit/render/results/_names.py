"""File names for pages: readable, unique, harmless on every system whatever a report calls its agency."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

from audit.model import Report, own_path
from audit.patterns import regex
from audit.persons import masked

#: Characters and UTF-8 bytes of a name without its ending; systems allow 255 bytes in all.
_CHARACTERS, _BYTES = 60, 180
_HARMLESS = "-_()·（）"
_DEVICES = regex(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
#: Names that the batch itself uses.
RESERVED = frozenset({"index", "ledger", "cells", "outcomes", "reports", "manifest", "rules"})
#: What the files of a list are called that is too long for one.
_PARTS = regex(r"index-\d+", re.IGNORECASE)


def file_names(reports: Iterable[Report], kept: Iterable[str] = ()) -> dict[str, str]:
    """Source → file name without ending, from agency and year; what would clash has what else its file's own name says, such as “(更正)”, else the file's digest.

    ``kept`` are names of pages that stay as they are.
    """
    every = list(reports)
    plain = {report.source: safe_name(_wanted(report)) for report in every}
    taken = {name.casefold() for name in kept}
    number = Counter([*taken, *(name.casefold() for name in plain.values())])
    own = {
        report.source: _by_file(report, name) if number[(name := plain[report.source]).casefold()] > 1 else name
        for report in every
    }
    number = Counter([*taken, *(name.casefold() for name in own.values())])
    names: dict[str, str] = {}
    for report in every:
        name = own[report.source]
        if number[name.casefold()] > 1:
            name = f"{name}-{report.sha256[:8]}"
        unique, count = name, 1
        while unique.casefold() in taken:
            count += 1
            unique = f"{name}-{count}"
        taken.add(unique.casefold())
        names[report.source] = unique
    return names


def safe_name(wanted: str) -> str:
    """``wanted`` with only letters, digits and a few signs left, bounded in length, no name that a system keeps."""
    kept = "".join(c if c.isalnum() or c in _HARMLESS else "_" for c in unicodedata.normalize("NFKC", wanted))
    name = re.sub(r"_{2,}", "_", kept).strip("_-")[:_CHARACTERS]
    name = name.encode("utf-8", "replace")[:_BYTES].decode("utf-8", "ignore").strip("_-") or "report"
    return f"_{name}" if _is_taken(name) else name


def _by_file(report: Report, plain: str) -> str:
    """``plain``, with what its file's own name says besides agency and year."""
    rest = unicodedata.normalize("NFKC", masked(own_path(report.source).stem, report.private))
    for known in (report.called, report.agency, f"{report.year}年度", f"{report.year}年", str(report.year or "")):
        rest = rest.replace(unicodedata.normalize("NFKC", known), "", 1) if known else rest
    rest = rest.strip("_- ")
    return safe_name(f"{plain}{'' if rest[:1] in ('', '(') else '-'}{rest}") if report.agency else plain


def _is_taken(name: str) -> bool:
    """Whether a system or the batch itself keeps the name."""
    return bool(_DEVICES.fullmatch(name) or _PARTS.fullmatch(name)) or name.casefold() in RESERVED


def _wanted(report: Report) -> str:
    year = f"{report.year}年" if report.year else ""
    return (
        f"{report.agency}{year}"
        if report.agency
        else PurePosixPath(masked(report.source, report.private).replace("\\", "/")).stem
    )
