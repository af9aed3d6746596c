"""Excerpts of the form: the lines that a problem concerns, with the faulty cell, its parts and totals marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from audit.causes import Cause
from audit.findings import Equation, Outcome, WrongTotals
from audit.forms import Form, FormTable, Line
from audit.model import Report
from audit.present import facts

#: What a cell is to a problem: likely wrong, the sum of others, or one of what is added or compared.
Part = Literal["wrong", "total", "part"]
_GRAVEST: tuple[Part, ...] = ("wrong", "total", "part")
#: Lines of a table that an excerpt shows; tables that it shows.
_MOST_LINES, _MOST_TABLES = 8, 3


@dataclass(frozen=True, slots=True)
class ExcerptCell:
    """One cell: its key, what is printed, and what it is to the problem ("" for a neighbour)."""

    key: str
    text: str
    part: Part | Literal[""]
    unread: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines of one table: the heads of the columns, then label and cells of each line, None where lines are left out.

    ``left_out`` says what those are (Chinese).
    """

    table: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, tuple[ExcerptCell, ...]] | None, ...]
    left_out: str = ""


def excerpts(report: Report, outcomes: Iterable[Outcome], cause: Cause | None) -> list[Excerpt]:
    """The excerpts that show a problem: one a table or block of lines, none where no cell is concerned."""
    form = facts.form_of(report)
    if form is None:
        return []
    marked = _marked(outcomes, cause)
    found = [each for table in form.tables for each in _of_table(table, form, report, marked)]
    return found[:_MOST_TABLES]


def _marked(outcomes: Iterable[Outcome], cause: Cause | None) -> dict[str, Part]:
    """What each cell is to the problem; the gravest counts."""
    found: dict[str, Part] = {}

    def mark(keys: Iterable[str], part: Part) -> None:
        for key in keys:
            if _GRAVEST.index(part) < _GRAVEST.index(found.get(key, "part")) or key not in found:
                found[key] = part

    if cause:
        mark((change.cell for change in cause.changes), "wrong")
    for outcome in outcomes:
        for equation in _equations(outcome):
            mark((term.cell for term in equation.right), "total" if equation.total else "part")
        mark(outcome.cells, "part")
    return found


def _equations(outcome: Outcome) -> Sequence[Equation]:
    match outcome.facts:
        case Equation() as equation:
            return [equation]
        case WrongTotals() as totals:
            return totals.equations
    return []


def _of_table(table: FormTable, form: Form, report: Report, marked: Mapping[str, Part]) -> list[Excerpt]:
    """The excerpts of one table, one for each set of columns that concerned lines have."""
    concerned = [line for line in table.lines if any(_key(table, line, column) in marked for column, _ in line.columns)]
    found = []
    for columns, lines in groupby(concerned, key=lambda line: line.columns):
        group = list(lines)
        shown = _shown(table, group, report, marked)
        alone = {column for line in group for column, _ in columns if _key(table, line, column) in marked}
        kept = [pair for pair in columns if len(alone) > 1 or len(columns) <= 2 or pair[0] in alone]
        rows = tuple(
            (_label(form, table, line), _cells(table, line, kept, report, marked)) if line else None for line in shown
        )
        omitted = [line for line in group if line not in shown]
        heads = tuple(form.cells[_key(table, group[0], column)].column_name for column, _ in kept)
        found.append(Excerpt(table.number, heads, rows, _omitted(table, omitted, report, marked)))
    return found


def _shown(table: FormTable, lines: Sequence[Line], report: Report, marked: Mapping[str, Part]) -> list[Line | None]:
    """The lines to show in their order, None where some are left out: those with what is wrong and totals, then others with numbers."""
    if len(lines) <= _MOST_LINES:
        return list(lines)

    def weight(line: Line) -> int:
        parts = {marked.get(_key(table, line, column)) for column, _ in line.columns}
        if "wrong" in parts:
            return 0
        if "total" in parts:
            return 1
        return 2 if any(report.value(key) for key in _marked_keys(table, line, marked)) else 3

    ranked = sorted(range(len(lines)), key=lambda at: (weight(lines[at]), at))
    chosen = sorted(ranked[: _MOST_LINES - 1])
    shown: list[Line | None] = []
    for at, following in zip(chosen, [*chosen[1:], len(lines)], strict=True):
        shown.append(lines[at])
        if following > at + 1 and None not in shown:
            shown.append(None)
    return shown


def _marked_keys(table: FormTable, line: Line, marked: Mapping[str, Part]) -> list[str]:
    return [key for column, _ in line.columns if (key := _key(table, line, column)) in marked]


def _omitted(table: FormTable, lines: Sequence[Line], report: Report, marked: Mapping[str, Part]) -> str:
    """What is left out (Chinese): how many lines, and whether all of them are 0."""
    if not lines:
        return ""
    values = [report.value(key) for line in lines for key in _marked_keys(table, line, marked)]
    return f"另有{len(lines)}行{'，均为0' if all(value == 0 for value in values) else '，见下文表格'}"


def _label(form: Form, table: FormTable, line: Line) -> str:
    return form.cells[_key(table, line, line.columns[0][0])].line_name


def _cells(
    table: FormTable,
    line: Line,
    columns: Sequence[tuple[str, str]],
    report: Report,
    marked: Mapping[str, Part],
) -> tuple[ExcerptCell, ...]:
    keys = [_key(table, line, column) for column, _ in columns]
    return tuple(
        ExcerptCell(key, facts.printed(report.cells.get(key)), marked.get(key, ""), key not in report.cells)
        for key in keys
    )


def _key(table: FormTable, line: Line, column: str) -> str:
    return f"{table.prefix}.{line.key}.{column}"
