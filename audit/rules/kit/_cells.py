"""Comparing cells: the one place that decides about blanks and unread cells, so that all rules speak alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit.findings import Equation, Evidence, Outcome, Stated, Term, Verdict, stated
from audit.forms import Total
from audit.rules._case import Case
from audit.rules.kit._unread import why_open
from audit.text import Value, added

#: Confidence of a verdict in which a blank was counted as nothing.
BLANK_CONFIDENCE = 0.8
#: Kinds of cells that print no number although they are read.
_WITHOUT_NUMBER = ("blank", "not_applicable")


def cell_evidence(case: Case, key: str) -> Evidence | None:
    """Place, raw text and label of a cell; None where it is not printed."""
    cell = case.report.cells.get(key)
    if cell is None or case.known_form is None:
        return None
    return Evidence(cell.place, cell.raw, case.form.cells[key].label)


def cell_evidences(case: Case, keys: Sequence[str]) -> tuple[Evidence, ...]:
    """The evidence of all printed cells among ``keys``."""
    return tuple(found for key in keys if (found := cell_evidence(case, key)))


def unread_cells(case: Case, keys: Sequence[str]) -> list[str]:
    """The keys whose cell is missing, unplaced or holds text that is no number."""
    cells = case.report.cells
    return [key for key in keys if key not in cells or cells[key].kind == "text"]


def not_stated(case: Case, keys: Sequence[str]) -> list[str]:
    """The keys whose cell is printed blank or “not applicable”."""
    cells = case.report.cells
    return [key for key in keys if key in cells and cells[key].kind in _WITHOUT_NUMBER]


def unread_table(case: Case, keys: Sequence[str]) -> Stated | None:
    """That the tables of the cells ``keys`` were not seen, or not read; None where some cell of them was read."""
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
    """Whether every one of ``keys`` is printed, and blank or “not applicable”."""
    return len(not_stated(case, keys)) == len(keys)


def sum_of(case: Case, keys: Sequence[str]) -> Value:
    """The sum of cells, what states no number counted as nothing."""
    return added(case.report.value(key) or 0 for key in keys)


def owed_totals(case: Case) -> list[Total]:
    """The totals printed blank whose parts, all of them read, do not come to nothing."""
    return [
        total
        for total in case.form.totals
        if not_stated(case, (total.key,)) and not unread_cells(case, total.parts) and sum_of(case, total.parts)
    ]


def term(case: Case, key: str) -> Term:
    """The cell ``key``, which is read, as a term of a sum; a blank counts as nothing."""
    cell = case.report.cells[key]
    return Term(key, cell.value or 0, cell.raw, blank=cell.kind in _WITHOUT_NUMBER)


def equation(case: Case, name: str, left: Sequence[str], right: Sequence[str], *, total: bool = False) -> Equation:
    """The sum of the cells ``left`` against that of ``right``, all of them read; see ``Equation``."""
    return Equation(name, tuple(term(case, key) for key in left), tuple(term(case, key) for key in right), total)


def equal_sums(case: Case, facts: Equation, locus: str) -> Outcome:
    """The outcome on an equation, less certain where a blank counts as nothing; the place of a total comes first."""
    keys = tuple(term.cell for term in facts.terms)
    primary = tuple(term.cell for term in facts.right) if facts.total else ()
    places = cell_evidences(case, (*primary, *(key for key in keys if key not in primary)))
    confidence = sureness(case, keys)
    if any(term.blank for term in facts.terms):
        confidence = min(confidence, BLANK_CONFIDENCE)
    verdict: Verdict = "pass" if facts.holds else "fail"
    return case.outcome(verdict, facts, locus, places, confidence=confidence, cells=keys)


def sureness(case: Case, keys: Iterable[str]) -> float:
    """How sure the least certain of the cells ``keys`` is read."""
    return min(case.report.cells[key].confidence for key in keys)
