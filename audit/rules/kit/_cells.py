"""Compares cells of the tables: decides in one place what a blank and an unread cell mean, so that all rules agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from audit.findings import Equation, Evidence, Outcome, Stated, Term, Verdict, stated, term_of
from audit.forms import Total
from audit.model import Report, is_blank, is_unread, sum_of_cells
from audit.model import owed_totals as owed_by
from audit.rules._case import Case
from audit.rules.kit._unread import why_open
from audit.text import Value

#: The confidence of a verdict in which a blank counts as 0.
BLANK_CONFIDENCE = 0.8


def cell_evidence(case: Case, key: str) -> Evidence | None:
    """Where the cell ``key`` is printed, its text and its label, as evidence; None where it is not printed."""
    cell = case.report.cells.get(key)
    if cell is None or case.known_form is None:
        return None
    return Evidence(cell.place, cell.raw, case.form.cells[key].label)


def cell_evidences(case: Case, keys: Sequence[str]) -> tuple[Evidence, ...]:
    """The evidence of those cells among ``keys`` that are printed."""
    return tuple(found for key in keys if (found := cell_evidence(case, key)))


def unread_cells(case: Case, keys: Sequence[str]) -> list[str]:
    """Those of ``keys`` whose cell was not read: it is missing, or holds text that is no number. A blank is read."""
    return [key for key in keys if is_unread(case.report, key)]


def not_stated(case: Case, keys: Sequence[str]) -> list[str]:
    """Those of ``keys`` whose cell is printed blank or as “/” (not applicable)."""
    return [key for key in keys if is_blank(case.report, key)]


def unread_table(case: Case, keys: Sequence[str]) -> Stated | None:
    """Says that the whole tables of the cells ``keys`` were not seen, or not read; None where any cell of them was read."""
    report = case.report
    tables = [table for table in case.form.tables if any(cell.key in keys for cell in table.cells)]
    if not tables or any(cell.key in report.cells for table in tables for cell in table.cells):
        return None
    numbers = {table.number for table in tables}
    there = report.shattered or report.unplaced or any(label.table in numbers for label in report.printed)
    unseen = not there and not any(why_open(report, table.section) for table in tables)
    names = tuple(f"表{table.number}" for table in tables)
    return stated("{tables}整张未见" if unseen else "{tables}未能读取", tables=names)


def all_blank(case: Case, keys: Sequence[str]) -> bool:
    """Whether all cells ``keys`` are printed, and every one is blank or “/”."""
    return len(not_stated(case, keys)) == len(keys)


def sum_of(case: Case, keys: Sequence[str]) -> Value:
    """The sum of the cells ``keys``; a blank, a “/” or a missing cell counts as 0. Ask ``unread_cells`` first."""
    return sum_of_cells(case.report, keys)


def owed_totals(case: Case) -> list[Total]:
    """The totals of the form that are printed blank although their parts, all of them read, do not add up to 0."""
    return owed_by(case.report, case.form)


def term(case: Case, key: str) -> Term:
    """The cell ``key``, which must be read, as one term of an ``Equation``; a blank counts as 0."""
    return case.once(_terms)[key]


def _terms(report: Report) -> Mapping[str, Term]:
    """Every cell that is printed as a term: most stand in a line, in a column and in what the text states."""
    return {key: term_of(report, key) for key in report.cells}


def equation(case: Case, name: str, left: Sequence[str], right: Sequence[str], *, total: bool = False) -> Equation:
    """The facts that the sum of the cells ``left`` should equal that of ``right``; all of them must be read.

    ``name`` is what people call the equation; ``total`` says that ``right`` is the printed total of ``left``.
    """
    return Equation(name, tuple(term(case, key) for key in left), tuple(term(case, key) for key in right), total)


def equal_sums(case: Case, facts: Equation, locus: str) -> Outcome:
    """The outcome on an equation: a pass where it holds, else a failure; less certain where a blank counts as 0."""
    keys = tuple(term.cell for term in facts.terms)
    primary = tuple(term.cell for term in facts.right) if facts.total else ()
    places = cell_evidences(case, (*primary, *(key for key in keys if key not in primary)))
    confidence = sureness(case, keys)
    if any(term.blank for term in facts.terms):
        confidence = min(confidence, BLANK_CONFIDENCE)
    verdict: Verdict = "pass" if facts.holds else "fail"
    return case.outcome(verdict, facts, locus, places, confidence=confidence, cells=keys)


def sureness(case: Case, keys: Iterable[str]) -> float:
    """How sure the reading of the least certain of the cells ``keys`` is, from 0 to 1."""
    return min(case.report.cells[key].confidence for key in keys)
