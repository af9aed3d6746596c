"""Excerpts of the form: the lines that a problem concerns, with the faulty cell, its parts and totals marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from audit.causes import Cause, Problem
from audit.findings import Equation, Outcome, WrongTotals
from audit.forms import Form, FormTable, Line
from audit.model import Report
from audit.present import facts
from audit.present.agency.evidence._blanks import blank_cells, sums_of_blanks
from audit.present.agency.evidence._evidence import cells_of

#: What a cell is to a problem: likely wrong, blank where a number is due, the sum of others, or one of what is added or compared.
Part = Literal["wrong", "empty", "total", "part"]
_GRAVEST: tuple[Part, ...] = ("wrong", "empty", "total", "part")
#: Lines of a table that an excerpt shows in any case, and those of a longer one that stand unfolded; tables that it shows.
_MOST_LINES, _MOST_UNFOLDED, _MOST_TABLES = 8, 12, 3
#: Terms of an equation whose lines all stand unfolded: the arithmetic beside the excerpt names them.
_FEW_TERMS = 4


@dataclass(frozen=True, slots=True)
class ExcerptCell:
    """One cell: its key, what is printed, what it is to the problem ("" for a neighbour), whether a person read it otherwise."""

    key: str
    text: str
    part: Part | Literal[""]
    unread: bool
    corrected: bool


@dataclass(frozen=True, slots=True)
class ExcerptLine:
    """One line: its label and cells; whether it is folded away on a screen, where it only adds to a long sum."""

    label: str
    cells: tuple[ExcerptCell, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class ExcerptGap:
    """How many lines stand elsewhere: ``zero`` that are left out since they print 0 in all cells that are concerned, ``away`` that are folded away.

    ``folded`` is whether it is told in place of lines that are folded away, or among them; None where it is told in any case.
    """

    zero: int = 0
    away: int = 0
    folded: bool | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines of one table: the heads of the columns, then the lines, and gaps where some are left out or folded away."""

    table: str
    heads: tuple[str, ...]
    lines: tuple[ExcerptLine | ExcerptGap, ...]

    @property
    def folded(self) -> int:
        """How many lines can be unfolded."""
        return sum(isinstance(line, ExcerptLine) and line.folded for line in self.lines)


def excerpts(
    report: Report, outcomes: Iterable[Outcome], cause: Cause | None, possible: Collection[str] = ()
) -> list[Excerpt]:
    """The excerpts that show a problem: one a table or block of lines, none where no cell is concerned or none of them was read.

    ``possible`` are the cells that the card names as possibly wrong.
    """
    form, found = facts.form_of(report), list(outcomes)
    marked = _marked(found, cause, report)
    absent = facts.not_printed(found)
    if form is None or not any(key in report.cells or key in absent for key in marked):
        return []
    few = (one for outcome in found for one in _equations(outcome) if len(one.terms) <= _FEW_TERMS)
    named = {key for key, part in marked.items() if part != "part"} | {term.cell for one in few for term in one.terms}
    shown = _ExcerptSource(form, report, marked, absent, frozenset(named | set(possible)))
    every = [each for table in form.tables for each in _of_table(table, shown)]
    return every[:_MOST_TABLES]


def concerned(problem: Problem, drawn: Sequence[Excerpt]) -> list[str]:
    """The keys of the cells on which a problem rests, and of those that stand beside them in its excerpts."""
    lines = [line for one in drawn for line in one.lines if isinstance(line, ExcerptLine)]
    beside = [cell.key for line in lines for cell in line.cells]
    return [*(key for one in problem.outcomes for key in one.cells), *beside]


@dataclass(frozen=True, slots=True)
class _ExcerptSource:
    """What excerpts are made of: the form, the report, what each cell is to the problem, the cells that are surely not printed.

    The lines of those ``named`` stand unfolded.
    """

    form: Form
    report: Report
    marked: Mapping[str, Part]
    absent: frozenset[str]
    named: frozenset[str]


def _marked(outcomes: Sequence[Outcome], cause: Cause | None, report: Report) -> dict[str, Part]:
    """What each cell is to the problem; the gravest counts."""
    found: dict[str, Part] = {}

    def mark(keys: Iterable[str], part: Part) -> None:
        for key in keys:
            if _GRAVEST.index(part) < _GRAVEST.index(found.get(key, "part")) or key not in found:
                found[key] = part

    if cause:
        mark((change.cell for change in cause.changes), "wrong")
    mark(blank_cells(outcomes, report), "empty")
    for equation in sums_of_blanks(outcomes, report):
        mark((term.cell for term in equation.right), "total")
        mark((term.cell for term in equation.left), "part")
    for outcome in outcomes:
        for equation in _equations(outcome):
            mark((term.cell for term in equation.right), "total" if equation.total else "part")
        mark(cells_of(outcome), "part")
    return found


def _equations(outcome: Outcome) -> Sequence[Equation]:
    match outcome.facts:
        case Equation() as equation:
            return [equation]
        case WrongTotals() as totals:
            return totals.equations
    return []


def _of_table(table: FormTable, shown: _ExcerptSource) -> list[Excerpt]:
    """The excerpts of one table, one for each set of columns that concerned lines have."""
    concerned = [line for line in table.lines if _marked_keys(table, line, shown)]
    found = []
    for columns, lines in groupby(concerned, key=lambda line: line.columns):
        group = list(lines)
        alone = {column for line in group for column, _ in columns if _key(table, line, column) in shown.marked}
        kept = [pair for pair in columns if len(alone) > 1 or len(columns) <= 2 or pair[0] in alone]
        lines_shown = _with_gaps(table, group, shown)
        away = _folded([line for line in lines_shown if not isinstance(line, int)], table, shown)
        rows = [
            ExcerptGap(zero=line)
            if isinstance(line, int)
            else ExcerptLine(_label(shown.form, table, line), _cells(table, line, kept, shown), line in away)
            for line in lines_shown
        ]
        heads = tuple(shown.form.cells[_key(table, group[0], column)].column_name for column, _ in kept)
        found.append(Excerpt(table.number, heads, tuple(_with_folds(rows))))
    return found


def _with_gaps(table: FormTable, lines: Sequence[Line], shown: _ExcerptSource) -> list[Line | int]:
    """The lines to show in their order, a number where as many are left out: of many lines those that add nothing."""
    if len(lines) <= _MOST_LINES:
        return list(lines)
    found: list[Line | int] = []
    for nothing, together in groupby(lines, key=lambda line: _adds_nothing(table, line, shown)):
        group = list(together)
        found += [len(group)] if nothing and len(group) > 1 else group
    return found


def _folded(lines: Sequence[Line], table: FormTable, shown: _ExcerptSource) -> Sequence[Line]:
    """Those of ``lines``, where they are many, that are folded away: neither named nor beside a line that is likely wrong."""
    if len(lines) <= _MOST_LINES:
        return ()
    named = [not shown.named.isdisjoint(_keys(table, line)) for line in lines]
    wrong = [any(shown.marked.get(key) == "wrong" for key in _keys(table, line)) for line in lines]
    beside = [any(wrong[max(0, at - 1) : at + 2]) for at in range(len(lines))]
    kept = [at for at in range(len(lines)) if named[at] or beside[at]] or list(range(_MOST_LINES))
    away = [line for at, line in enumerate(lines) if at not in kept[:_MOST_UNFOLDED]]
    return away if len(away) > 1 else ()


def _with_folds(rows: Sequence[ExcerptLine | ExcerptGap]) -> Iterator[ExcerptLine | ExcerptGap]:
    """``rows`` with a gap before each run of folded lines; the gaps inside such a run are told where it is unfolded."""

    def is_away(at: int) -> bool:
        row = rows[at]
        if isinstance(row, ExcerptLine):
            return row.folded
        # What is left out beside a folded line is told in one with it.
        return any(isinstance(one, ExcerptLine) and one.folded for one in rows[max(0, at - 1) : at + 2])

    for away, run in groupby(range(len(rows)), key=is_away):
        together = [rows[at] for at in run]
        if away:
            zero = sum(row.zero for row in together if isinstance(row, ExcerptGap))
            lines = sum(isinstance(row, ExcerptLine) for row in together)
            yield ExcerptGap(zero, lines, folded=True)
        for row in together:
            yield replace(row, folded=False) if away and isinstance(row, ExcerptGap) else row


def _adds_nothing(table: FormTable, line: Line, shown: _ExcerptSource) -> bool:
    """Whether the line only takes part in a sum, and with nothing but 0."""
    keys = _marked_keys(table, line, shown)
    return all(shown.marked[key] == "part" and shown.report.value(key) == 0 for key in keys)


def _marked_keys(table: FormTable, line: Line, shown: _ExcerptSource) -> list[str]:
    return [key for key in _keys(table, line) if key in shown.marked]


def _keys(table: FormTable, line: Line) -> list[str]:
    return [_key(table, line, column) for column, _ in line.columns]


def _label(form: Form, table: FormTable, line: Line) -> str:
    return form.cells[_key(table, line, line.columns[0][0])].line_label


def _cells(
    table: FormTable, line: Line, columns: Sequence[tuple[str, str]], shown: _ExcerptSource
) -> tuple[ExcerptCell, ...]:
    keys = [_key(table, line, column) for column, _ in columns]
    cells, corrected = shown.report.cells, {one.key for one in shown.report.corrected}
    return tuple(
        ExcerptCell(
            key,
            facts.NOT_PRINTED if key in shown.absent else facts.printed(cells.get(key)),
            shown.marked.get(key, ""),
            key not in cells,
            key in corrected,
        )
        for key in keys
    )


def _key(table: FormTable, line: Line, column: str) -> str:
    return f"{table.prefix}.{line.key}.{column}"
