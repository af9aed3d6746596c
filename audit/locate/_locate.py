"""From a report to the cells that are likely wrong, and from there to its outcomes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from audit.findings import Outcome, Suggestion
from audit.forms import Form
from audit.history import last_year, readings
from audit.locate._patterns import stale_totals
from audit.locate._program import cheapest_cells
from audit.locate._reasons import explain
from audit.locate._search import Mending, least_wrong, search
from audit.locate._solution import MAX_SOLUTIONS, CellChange, Fault, Location, Solution, SolutionKind
from audit.locate._step import Step
from audit.locate._system import Residual, System, build, fails
from audit.model import Report
from audit.text import Value

#: The lines by which one year's report follows from the one before.
CARRIED_IN, CARRIED_OUT = "applications.carried_in", "applications.carried_out"
#: Answers that are kept for whoever asks again; each is small.
_REMEMBERED = 4096
_KNOWN: dict[bytes, Location] = {}
#: A table with more wrong cells than this is not a table with some wrong cells: nothing is pointed at.
MAX_WRONG_CELLS = 12


def locate(report: Report, form: Form, previous: Sequence[Report] = ()) -> Location:
    """The cells of ``report`` that are likely wrong where totals or printed equations of ``form`` fail.

    Faults in tables that share no equation are solved apart, and so is whatever all cheapest explanations have in
    common. A fault that needs more changes than the violated equations bear out is never certain. Among ``previous``,
    the organ's report of the year before tells what must have been carried over, and which lines may be copied from it.
    """
    if not fails(report, form):
        return Location()
    before = _stated(last_year(report, previous), form)
    asked = _digest(report, form, before)
    if asked not in _KNOWN:
        if len(_KNOWN) >= _REMEMBERED:
            del _KNOWN[next(iter(_KNOWN))]
        _KNOWN[asked] = _located(report, form, before)
    return _KNOWN[asked]


def _digest(report: Report, form: Form, before: Mapping[str, Value]) -> bytes:
    """A digest of all that the answer depends on, so that the same question need not be solved twice."""
    cells = [(cell.key, cell.kind, str(cell.value), cell.confidence) for cell in report.cells.values()]
    stated = [(claim.subject, str(claim.value)) for claim in report.claims if claim.exact and claim.scope == "report"]
    asked = (form.edition, form.totals, form.balances, cells, stated, sorted(before.items()))
    return hashlib.sha256(repr(asked).encode()).digest()


def _located(report: Report, form: Form, before: Mapping[str, Value]) -> Location:
    system = build(report, form, _carried(before), before)
    faults: list[Fault] = []
    for residual in _apart(system, system.residual()):
        explanations, complete = search(system, residual)
        if not explanations and least_wrong(system, residual) <= MAX_WRONG_CELLS:
            explanations, complete = cheapest_cells(system, residual)
        if explanations:
            faults += _faults(system, form, residual, explanations, complete)
    return Location(tuple(faults))


def attach(outcomes: Sequence[Outcome], report: Report, form: Form, previous: Sequence[Report] = ()) -> list[Outcome]:
    """``outcomes`` in the same order, the failed arithmetic ones with ``suggestion`` and ``candidates``.

    ``suggestion`` is set where one explanation stands alone; where it changes several cells of the same identity, all
    of them are ``candidates`` too. Otherwise ``candidates`` lists the cells of all possible explanations.
    """
    if not any(map(_is_concerned, outcomes)):
        return list(outcomes)
    faults = locate(report, form, previous).faults
    return [_attached(outcome, faults) if _is_concerned(outcome) else outcome for outcome in outcomes]


def _stated(before: Sequence[Report], form: Form) -> dict[str, Value]:
    """What last year's report states, by the cell of this year's form; nothing where its versions differ."""
    found: dict[str, Value] = {}
    for key in form.cells if before else ():
        versions = readings(before, key)
        if len(versions) == 1 and (value := versions[0][1].value) is not None:
            found[key] = value
    return found


def _carried(before: Mapping[str, Value]) -> dict[str, Value]:
    """What last year's report carried over, by the cell that it was carried into."""
    return {
        key.replace(CARRIED_OUT, CARRIED_IN): value
        for key, value in before.items()
        if key.startswith(f"{CARRIED_OUT}.")
    }


def _is_concerned(outcome: Outcome) -> bool:
    """Whether it says that one identity fails."""
    return outcome.role == "identity" and outcome.verdict == "fail" and outcome.difference is not None


def _attached(outcome: Outcome, faults: Iterable[Fault]) -> Outcome:
    sure: dict[str, Suggestion] = {}
    possible: dict[tuple[str, int], Suggestion] = {}
    for fault in faults:
        for solution in fault.solutions:
            for change in solution.changes:
                if change.cell in outcome.cells:
                    suggestion = Suggestion(change.cell, change.value, solution.reason)
                    possible.setdefault((change.cell, change.value), suggestion)
                    if fault.certain:
                        sure.setdefault(change.cell, suggestion)
    best = next(iter(sure.values()), None)
    candidates = tuple(possible.values())[:MAX_SOLUTIONS]
    if best and len(candidates) == 1:
        candidates = ()
    return replace(outcome, suggestion=best, candidates=candidates)


def _apart(system: System, residual: Residual) -> Iterator[Residual]:
    """The violated equations in groups that share no cell, not even through equations that hold."""
    left = dict(residual)
    while left:
        reached, waiting = set(), [min(left)]
        while waiting:
            i = waiting.pop()
            if i not in reached:
                reached.add(i)
                waiting += [j for k in system.rows[i] for j, _ in system.columns[k]]
        yield {i: left.pop(i) for i in sorted(reached & left.keys())}


def _faults(
    system: System, form: Form, residual: Residual, explanations: list[Mending], complete: bool
) -> Iterator[Fault]:
    """What all explanations share, step by step, as certain faults; the rest as one more."""
    shared = set(explanations[0].steps).intersection(*(item.steps for item in explanations[1:]))
    for item in explanations[0].steps:
        if item in shared:
            sure = complete and _borne_out(system, residual, explanations)
            yield Fault((_solution(system, form, (item,), item.cost),), sure, _alternatives(system, form, item))
    rest = [(tuple(step for step in item.steps if step not in shared), item.cost) for item in explanations]
    solutions = tuple(_solution(system, form, steps, cost) for steps, cost in rest if steps)
    if solutions:
        yield Fault(solutions[:MAX_SOLUTIONS], certain=False)


def _alternatives(system: System, form: Form, item: Step) -> tuple[Solution, ...]:
    """What explains a wrong part as well: that it is right and the totals over it were not updated."""
    if item.kind != "cell":
        return ()
    own = {i: -off for i, off in system.after({}, item.changes).items()}
    steps = [step for step in stale_totals(system, own) if step.part == item.changes[0][0]]
    whole = [step for step in steps if not system.after(own, step.changes)]
    return tuple(
        _solution(system, form, (step,), step.cost) for step in sorted(whole, key=lambda s: (s.cost, s.changes))
    )


def _borne_out(system: System, residual: Residual, explanations: Iterable[Mending]) -> bool:
    """Whether the changes are determined, and clearly fewer than the equations that they violate.

    As many free changes as violated equations can mend anything; they would prove nothing. A wrong cell in
    table 三 violates two or three; where two of them share one, at least no total and its own part may both be
    wrong, for in a line whose other numbers are 0 that also mends faults of other lines. A number that the text
    or last year’s report states counts like an equation.
    """
    for item in explanations:
        cells = [k for step in item.steps if step.kind == "cell" for k, _ in step.changes]
        stated = sum(system.stated(k, value) for step in item.steps for k, value in step.changes)
        evidence = len(residual) + stated
        if 3 * len(item.steps) > 2 * evidence or not system.determined(cells):
            return False
        if 2 * len(item.steps) > evidence and _holds_total_and_part(system, residual, cells):
            return False
    return True


def _holds_total_and_part(system: System, residual: Residual, cells: Sequence[int]) -> bool:
    return any(len({system.rows[i][k] for k in cells if k in system.rows[i]}) > 1 for i in residual)


def _solution(system: System, form: Form, steps: tuple[Step, ...], cost: int) -> Solution:
    changes = [
        CellChange(system.keys[k], None if k in system.blank else system.printed[k], int(value))
        for step in steps
        for k, value in sorted(step.changes)
    ]
    reasons = dict.fromkeys(explain(step, system, form) for step in steps)
    return Solution(tuple(changes), cost, "；".join(reasons), _kind(form, steps, changes))


def _kind(form: Form, steps: tuple[Step, ...], changes: Sequence[CellChange]) -> SolutionKind:
    kinds = {step.kind for step in steps}
    if kinds == {"totals"}:
        return "totals"
    if kinds <= {"cell", "line"} and {change.cell for change in changes} <= {total.key for total in form.totals}:
        return "totals"
    if len(steps) > 1:
        return "several"
    (kind,) = kinds
    return kind if kind in ("cell", "swap") else "line"
