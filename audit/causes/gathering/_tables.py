"""Causes in the tables: what the localisation says is wrong, and the outcomes that its changes make right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from audit.causes._draft import Draft, mended, order
from audit.causes.gathering._places import of_changes, of_locus, of_sum, of_table
from audit.findings import CarriedOver, CauseKind, Comparison, Equation, Outcome, Share, WrongTotals
from audit.forms import Form
from audit.locate import CellChange, Fault, Solution
from audit.text import Value

#: Facts by which a number that agrees as printed speaks against another.
_TELLING = (Comparison, Share, CarriedOver)
#: Solutions whose costs differ by no more than totals cost besides details are equally likely to whoever corrects them.
_ALIKE = 10


def table_causes(
    faults: Sequence[Fault], outcomes: Sequence[Outcome], every: Sequence[Outcome], form: Form
) -> list[Draft]:
    """The causes behind ``faults`` and behind totals that are wrong all along, each with those of ``outcomes`` that it explains.

    An outcome belongs to the cause whose changes alone make it right, else to the first of those that do so together.
    Causes without an outcome are left out. ``every`` outcome, those that pass among them, has a say in what is likely.
    """
    drafts = _one_per_table([_draft(fault, every, form) for fault in faults], form)
    left = list(outcomes)
    for outcome in outcomes:
        if isinstance(outcome.facts, WrongTotals):
            _totals_of(drafts, outcome.facts, form).outcomes.append(outcome)
            left.remove(outcome)
    sure: dict[str, Value] = {cell: value for draft in drafts for cell, value in draft.values.items()}
    for outcome in left:
        alone = (draft for draft in drafts if mended(outcome, draft.values))
        together = (draft for draft in drafts if _concerns(draft, outcome) and _mends(draft, outcome, sure))
        if cause := next(alone, None) or next(together, None):
            cause.outcomes.append(outcome)
    found = [draft for draft in drafts if draft.outcomes]
    for draft in found:
        draft.outcomes.sort(key=partial(_closeness, draft, form))
        draft.place = draft.place or _of_root(draft.outcomes[0])
    return found


def _of_root(outcome: Outcome) -> str:
    """Where a table does not add up whose wrong cells are open: the total or the column."""
    return of_sum(outcome.facts) if isinstance(outcome.facts, Equation) else of_locus(outcome)


def _draft(fault: Fault, outcomes: Sequence[Outcome], form: Form) -> Draft:
    """A fault as a cause: of the kind and at the place that its likeliest solutions share, with the only one of them as proposal.

    What the text and other reports say decides between solutions, then their cost; totals come first of those that are
    left open. Where the likeliest share no place, it is known only that the table does not add up.
    """
    every = (*fault.solutions, *fault.alternatives)
    support = {solution: _support(solution, outcomes) for solution in every}
    possible = tuple(sorted(every, key=lambda s: (-support[s], not fault.certain and s.kind != "totals")))
    borne_out = [solution for solution in every if support[solution] == support[possible[0]]]
    likeliest = [solution for solution in borne_out if solution.cost <= borne_out[0].cost + _ALIKE]
    shared = {(_kind(solution), of_changes(_kind(solution), solution.changes, form)) for solution in likeliest}
    kind, place = min(shared)
    if len(shared) > 1 or kind == "sums":
        return Draft("sums", "", candidates=possible, likeliest=tuple(likeliest))
    if len(likeliest) > 1:
        return Draft(kind, place, candidates=possible, likeliest=tuple(likeliest))
    (only,) = likeliest
    others = tuple(solution for solution in possible if solution != only)
    certain = fault.certain and only == fault.solutions[0]
    return Draft(kind, place, changes=only.changes, reason=only.reason, certain=certain, candidates=others)


def _support(solution: Solution, outcomes: Iterable[Outcome]) -> int:
    """How many more outcomes besides the sums the solution makes right than wrong."""
    values: dict[str, Value] = {change.cell: change.value for change in solution.changes}
    concerned = [o for o in outcomes if o.role != "identity" and not values.keys().isdisjoint(o.cells)]
    right = sum(outcome.verdict != "pass" and mended(outcome, values) for outcome in concerned)
    return right - sum(
        isinstance(outcome.facts, _TELLING) and outcome.verdict == "pass" and not mended(outcome, values)
        for outcome in concerned
    )


def _kind(solution: Solution) -> CauseKind:
    return "sums" if solution.kind == "several" else solution.kind


def _one_per_table(drafts: Iterable[Draft], form: Form) -> list[Draft]:
    """Totals of one table that were not updated are one cause, whatever their number."""
    found: dict[tuple[str, str], Draft] = {}
    kept = []
    for draft in drafts:
        known = found.get((draft.kind, draft.place)) if draft.kind == "totals" and draft.changes else None
        if known is None:
            kept.append(draft)
            if draft.kind == "totals" and draft.changes:
                found[draft.kind, draft.place] = draft
            continue
        known.changes = _in_order((*known.changes, *draft.changes), form)
        known.reason = "；".join(dict.fromkeys((known.reason, draft.reason)))
        known.certain = known.certain and draft.certain
        known.candidates = (*known.candidates, *draft.candidates)
    return kept


def _in_order(changes: Iterable[CellChange], form: Form) -> tuple[CellChange, ...]:
    places = {key: place for place, key in enumerate(form.cells)}
    return tuple(sorted(changes, key=lambda change: places[change.cell]))


def _totals_of(drafts: list[Draft], facts: WrongTotals, form: Form) -> Draft:
    """The cause of the totals of a table; a new one, with the sums as proposal, where the localisation has none."""
    totals = [equation.right[0] for equation in facts.equations]
    place = of_table(totals[0].cell, form)
    known = next((draft for draft in drafts if (draft.kind, draft.place) == ("totals", place)), None)
    if known is None:
        known = Draft("totals", place)
        drafts.append(known)
    if facts.why == "zero":
        due = {e.right[0].cell: CellChange(e.right[0].cell, e.right[0].value, int(e.expected)) for e in facts.equations}
        known.changes = _in_order((due | {change.cell: change for change in known.changes}).values(), form)
    return known


def _cells(draft: Draft) -> frozenset[str]:
    solutions = () if draft.changes else draft.candidates
    return frozenset(draft.values).union(*({c.cell for c in solution.changes} for solution in solutions))


def _concerns(draft: Draft, outcome: Outcome) -> bool:
    return not _cells(draft).isdisjoint(outcome.cells)


def _mends(draft: Draft, outcome: Outcome, sure: dict[str, Value]) -> bool:
    """Whether the outcome would hold with all that is proposed, and with whichever is likeliest where that is open."""
    if draft.changes:
        return mended(outcome, sure)
    possible = [{change.cell: change.value for change in solution.changes} for solution in draft.likeliest]
    return all(mended(outcome, sure | values) for values in possible)


def _closeness(draft: Draft, form: Form, outcome: Outcome) -> tuple[object, ...]:
    """Sorts a cause's outcomes: on nothing but what wrong cells print, on sums with a wrong total or with most wrong cells, others."""
    cells = _cells(draft)
    places = {key: place for place, key in enumerate(form.cells)}
    inside = len(cells.intersection(outcome.cells))
    exactly = inside == len(outcome.cells) and outcome.cause_kind in ("cell", "blank")
    first = min((places[key] for key in outcome.cells if key in places), default=len(places))
    identity = outcome.role == "identity"
    facts = outcome.facts
    stale = draft.kind == "totals" and isinstance(facts, Equation) and facts.total and facts.right[0].cell in cells
    return (outcome.verdict != "fail", not exactly, not identity, not stale, -inside, first, *order(outcome))
