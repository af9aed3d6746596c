"""Causes of what stays open: cells that are missing, unread or blank, with the checks that hang on them."""

from __future__ import annotations

from collections.abc import Sequence

from audit.causes._draft import Draft, order
from audit.causes._places import of_locus, of_tables
from audit.findings import CauseKind, Comparison, Outcome, Stated
from audit.forms import Form
from audit.model import Report

#: Kinds of causes that leave other checks open, those that explain most first.
_LACKING: tuple[CauseKind, ...] = ("missing", "blank")
_BLANK = ("blank", "not_applicable")
#: What comes of a comparison that blank cells leave open.
_OPEN = ("unread", "blank", "incomplete")


def open_causes(report: Report, outcomes: Sequence[Outcome], form: Form) -> list[Draft]:
    """A cause for each outcome that says which cells lack a number, with the undecided ones that hang on these cells."""
    drafts: list[Draft] = []
    for kind in _LACKING:
        roots = sorted((o for o in outcomes if o.cause_kind == kind and not _hangs_by_table(o, form)), key=order)
        for root in roots:
            place = of_tables(root.cells, form) if kind == "missing" else of_locus(root)
            known = next((draft for draft in drafts if (draft.kind, draft.place) == (kind, place)), None)
            if known is None:
                known = Draft(kind, place)
                drafts.append(known)
            known.outcomes.append(root)
    lacking = [(draft, frozenset(key for root in draft.outcomes for key in root.cells)) for draft in drafts]
    taken = {id(outcome) for draft in drafts for outcome in draft.outcomes}
    for outcome in sorted(outcomes, key=order):
        if outcome.verdict != "undecided" or id(outcome) in taken:
            continue
        cells = _open_cells(report, outcome, form)
        if cells and cells <= frozenset().union(*(keys for _, keys in lacking)):
            next(draft for draft, keys in lacking if cells & keys).outcomes.append(outcome)
    return drafts


def _open_cells(report: Report, outcome: Outcome, form: Form) -> frozenset[str]:
    """The cells without a number for want of which the outcome is undecided."""
    keys = frozenset(outcome.cells) or _cells_of_table(outcome, form)
    unread = {key for key in keys if key not in report.cells or report.cells[key].kind == "text"}
    if unread:
        return frozenset(unread)
    blank = frozenset(key for key in keys if report.cells[key].kind in _BLANK)
    by_blanks = isinstance(outcome.facts, Comparison) and outcome.facts.result in _OPEN
    return blank if by_blanks or outcome.role == "identity" or blank == keys else frozenset()


def _cells_of_table(outcome: Outcome, form: Form) -> frozenset[str]:
    """The cells of the table that the outcome is about as a whole, where it names no cells."""
    facts = outcome.facts
    number = dict(facts.values).get("table") if isinstance(facts, Stated) else None
    return frozenset(cell.key for table in form.tables if table.number == number for cell in table.cells)


def _hangs_by_table(outcome: Outcome, form: Form) -> bool:
    """Whether it only says that nothing of a table was read, which is another outcome's to say."""
    return outcome.verdict == "undecided" and not outcome.cells and bool(_cells_of_table(outcome, form))
