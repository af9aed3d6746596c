"""Causes of what stays open: files that were not read as a whole, cells that are missing or blank, and what hangs on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit.causes._cause import Cause
from audit.causes._draft import Draft, order
from audit.causes.gathering._places import of_locus, of_tables
from audit.findings import (
    AbsentParts,
    BrokenOff,
    CauseKind,
    Comparison,
    Facts,
    MissingCells,
    NotRead,
    Outcome,
    Shattered,
    Stated,
    TooMuch,
    within,
)
from audit.forms import Form
from audit.model import Report

#: Why a report may hold what it seems to lack, or was not looked at as a whole.
_REASONS: tuple[type[Facts], ...] = (BrokenOff, NotRead, Shattered, TooMuch)
#: Kinds of outcomes that say which cells lack a number, those that explain most first.
_LACKING: tuple[CauseKind, ...] = ("missing", "blank")
_BLANK = ("blank", "not_applicable")
#: What comes of a comparison that blank cells leave open.
_OPEN = ("unread", "blank", "incomplete")


def unread_causes(outcomes: Iterable[Outcome]) -> list[Draft]:
    """A cause for each thing that kept the report from being read as a whole, with what stays open for it.

    It is known by what says which parts are behind the end of the file, else which cells are wanting.
    """
    drafts: dict[str, Draft] = {}
    for outcome in sorted(outcomes, key=lambda outcome: (_nearness(outcome), order(outcome))):
        reason = next(within(outcome.facts, _REASONS), None) if outcome.verdict == "undecided" else None
        if reason is not None:
            place = f"unread:{reason.kind}{f':{reason.part}' if isinstance(reason, NotRead) else ''}"
            drafts.setdefault(place, Draft("unread", place)).outcomes.append(outcome)
    return list(drafts.values())


def incompleteness(cause: Cause | None) -> Facts | None:
    """Why the file is not there, or its tables were not read, as a whole; None where ``cause`` is another thing.

    What is found then holds only of what was read, so that it comes before all else. Pictures and the like that were not
    read are such a thing where cells of the form are wanting for them.
    """
    if cause is None or cause.verdict != "undecided" or cause.kind not in ("unread", "missing"):
        return None
    if cause.kind == "missing":
        tables = (one for outcome in cause.outcomes for one in within(outcome.facts, MissingCells))
        return next((one for one in tables if not one.actual), None)
    reason = next(within(cause.root.facts, (BrokenOff, NotRead, Shattered)), None)
    lacking = any(outcome.cause_kind in _LACKING for outcome in cause.outcomes)
    return reason if lacking or not isinstance(reason, NotRead) else None


def _nearness(outcome: Outcome) -> int:
    """How near to the cause the outcome is: it says what is behind the end of the file, which cells, or what follows from it."""
    kinds = {type(fact) for fact in within(outcome.facts, (AbsentParts, BrokenOff))}
    if len(kinds) == 2:
        return 0
    return 1 if outcome.cause_kind in _LACKING else 2


def lacking_causes(outcomes: Sequence[Outcome], form: Form) -> list[Draft]:
    """A cause for each outcome that says which cells lack a number, those on the same table as one."""
    drafts: dict[tuple[str, str], Draft] = {}
    for outcome in sorted(outcomes, key=order):
        if outcome.cause_kind in _LACKING and not _says_only_that_nothing_was_read(outcome, form):
            place = of_tables(outcome.cells, form) if outcome.cause_kind == "missing" else of_locus(outcome)
            draft = drafts.setdefault((outcome.cause_kind, place), Draft(outcome.cause_kind, place))
            draft.outcomes.append(outcome)
    return sorted(drafts.values(), key=lambda draft: _LACKING.index(draft.kind))


def hang(drafts: Sequence[Draft], outcomes: Iterable[Outcome], report: Report, form: Form) -> None:
    """Put the undecided ``outcomes`` under the causes for want of whose cells they are undecided."""
    lacking = [(draft, _lacked(draft, report, form)) for draft in drafts]
    known = frozenset[str]().union(*(keys for _, keys in lacking))
    for outcome in sorted(outcomes, key=order):
        cells = _open_cells(report, outcome, form) if outcome.verdict == "undecided" else frozenset()
        if cells and cells <= known:
            next(draft for draft, keys in lacking if cells & keys).following.append(outcome)


def _lacked(draft: Draft, report: Report, form: Form) -> frozenset[str]:
    """The cells that lack a number for this cause: those that its outcomes name, and all that were not read where no table kept its grid."""
    named = frozenset(key for root in draft.outcomes if root.cause_kind in _LACKING for key in root.cells)
    shattered = any(True for root in draft.outcomes for _ in within(root.facts, Shattered))
    return named | frozenset(key for key in form.cells if key not in report.cells) if shattered else named


def _open_cells(report: Report, outcome: Outcome, form: Form) -> frozenset[str]:
    """The cells without a number for want of which the outcome is undecided."""
    keys = frozenset(outcome.cells) or _cells_of_table(outcome, form)
    unread = frozenset(key for key in keys if key not in report.cells or report.cells[key].kind == "text")
    if unread:
        return unread
    blank = frozenset(key for key in keys if report.cells[key].kind in _BLANK)
    by_blanks = isinstance(outcome.facts, Comparison) and outcome.facts.result in _OPEN
    return blank if by_blanks or outcome.role == "identity" or blank == keys else frozenset()


def _cells_of_table(outcome: Outcome, form: Form) -> frozenset[str]:
    """The cells of the table that the outcome is about as a whole, where it names no cells."""
    facts = outcome.facts
    number = dict(facts.values).get("table") if isinstance(facts, Stated) else None
    return frozenset(cell.key for table in form.tables if table.number == number for cell in table.cells)


def _says_only_that_nothing_was_read(outcome: Outcome, form: Form) -> bool:
    """Whether it only says that nothing of a table was read, which is another outcome's to say."""
    return outcome.verdict == "undecided" and not outcome.cells and bool(_cells_of_table(outcome, form))
