"""What each row of a ledger remembers in its hidden column: what it is about, and what was known when it was written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

#: What a row is about: a cause, a finding that a person added (of which only how it is put right is filled in), a manual item.
RowKind = Literal["cause", "finding", "points"]
_KINDS: tuple[RowKind, ...] = ("cause", "finding", "points")
#: What ledgers of earlier versions do not say, as it is where nothing is said.
_UNSAID: Sequence[object] = ("", False, "", None)
#: Digits of the check that ends a mark, and of the name of a ledger.
_CHECK, _NAME = 8, 12
#: Characters of the text of a hidden cell, as many as one can hold.
_MAX_MARK = 32_000


@dataclass(frozen=True, slots=True)
class RowMark:
    """One row: the ``key`` of its cause, or the name of the manual item, of an agency and year.

    ``known`` are the UUIDs of the decisions (or points) on it when it was written, ``handling`` those of how it is put right;
    ``limit`` is the full points of an item (“least～most” where there are other bounds), or the day that the toolkit
    filled in until when a cause is to be put right. ``telling`` is what the columns that say what it is about say, in the order of their
    heads here. ``ledger`` is the name of the ledger, the same in every copy of it. ``seen`` is the UUID of the last event of the
    record that it was written from, "" where there was none: what is not ``known`` and stood there by then is on something else.
    ``on_units`` says that whoever finds the cause true finds it true of units, see ``Cause.is_on_units``; ``title`` is what the
    problem is called in one sentence (Chinese), by which people know it where it is found no more. ``noted`` are the UUIDs of
    the decisions whose note stood in the row, None in ledgers of earlier versions, which showed that of the last decision ``known``.
    """

    kind: RowKind
    key: str
    evidence: str
    agency: str
    year: int | None
    known: tuple[str, ...] = ()
    handling: tuple[str, ...] = ()
    limit: str = ""
    telling: tuple[tuple[str, str], ...] = ()
    ledger: str = ""
    seen: str = ""
    on_units: bool = False
    title: str = ""
    noted: tuple[str, ...] | None = None


def sealed(marks: Sequence[RowMark], seen: str = "") -> list[RowMark]:
    """The marks of all rows of one ledger that was written in sight of the event ``seen``, each with the ledger's name.

    The name follows from all of them.
    """
    marks = [replace(mark, seen=seen) for mark in marks]
    name = hashlib.sha256("\n".join(map(_body, marks)).encode("utf-8", "replace")).hexdigest()[:_NAME]
    return [replace(mark, ledger=name) for mark in marks]


def encoded(mark: RowMark) -> str:
    """The text of the hidden cell: what is remembered, and a check against slips."""
    body = _body(mark)
    return f"{body}#{_check(body)}"


def decoded(text: str) -> RowMark | None:
    """The mark that the hidden cell holds; None where it is none, or is not as it was written."""
    body, _, check = text.strip().rpartition("#")
    if len(text) > _MAX_MARK or not body or check != _check(body):
        return None
    try:
        kind, key, evidence, agency, year, known, handling, limit, telling, ledger, *more = json.loads(body)
        seen, on_units, title, notes = list(more) + list(_UNSAID[len(more) :])
        mark = RowMark(
            kind,
            str(key),
            str(evidence),
            str(agency),
            year,
            tuple(map(str, known)),
            tuple(map(str, handling)),
            str(limit),
            tuple((str(head), str(said)) for head, said in telling),
            str(ledger),
            str(seen),
            bool(on_units),
            str(title),
            tuple(map(str, notes)) if isinstance(notes, list) else None,
        )
    except (ValueError, TypeError, RecursionError):
        return None
    return mark if kind in _KINDS and (year is None or type(year) is int) else None


def digest(text: str) -> str:
    """A few digits by which a text is known again, however it is spaced."""
    return _check("".join(text.split()))


def tellings(cells: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What columns say, by their heads, as a mark remembers it."""
    return tuple((head, digest(text)) for head, text in cells)


def _body(mark: RowMark) -> str:
    values = (
        mark.kind, mark.key, mark.evidence, mark.agency, mark.year, mark.known, mark.handling, mark.limit, mark.telling,
        mark.ledger, mark.seen, mark.on_units, mark.title, mark.noted,
    )  # fmt: skip
    return json.dumps(values, separators=(",", ":"))


def _check(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_CHECK]
