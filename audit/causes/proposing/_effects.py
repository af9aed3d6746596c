"""What one sees after the cells of one cause are corrected and nothing else, worked out on the numbers that then stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

from audit.causes._cause import Cause
from audit.causes._draft import mended
from audit.findings import Comparison, Equation, Facts, NoNumbers, Outcome, equation_of, within
from audit.forms import Form
from audit.locate import CellChange
from audit.model import Report, state_of_sum, unstated_totals
from audit.text import Value, show

#: Further causes that are tried together before all of them are.
_MOST_TRIED_TOGETHER = 2
#: The cells of an equation, side by side.
_Sides = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An outcome that agrees only where the cells of ``others`` are corrected too; none where it does not even then."""

    outcome: Outcome
    others: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Appearing:
    """What agrees today or is not compared, and would disagree; ``others`` are the causes that put it right, if any do.

    ``words`` (Chinese) say what would be found.
    """

    words: str
    others: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What is found after the cells of one cause alone are corrected.

    Of the outcomes of the cause that fail, ``agree`` agree then and ``waiting`` do not yet; ``appearing`` are new.
    """

    agree: tuple[Outcome, ...]
    waiting: tuple[Waiting, ...]
    appearing: tuple[Appearing, ...]


def effect(cause: Cause, outcomes: Sequence[Outcome], causes: Sequence[Cause], report: Report, form: Form) -> Effect:
    """The effect of the changes of ``cause``, which has some.

    ``outcomes`` are all those on ``report``, those that pass among them; ``causes`` all of its causes.
    """
    agree, waiting = [], []
    for outcome in (one for one in cause.outcomes if one.verdict == "fail"):
        others = further(outcome, values_of(cause.changes), causes)
        if others == ():
            agree.append(outcome)
        else:
            waiting.append(Waiting(outcome, others or ()))
    return Effect(tuple(agree), tuple(waiting), tuple(_appearing(cause, outcomes, causes, report, form)))


def further(outcome: Outcome, values: Mapping[str, Value], causes: Iterable[Cause]) -> tuple[Cause, ...] | None:
    """The fewest of ``causes`` whose changes make ``outcome`` agree together with ``values`` for cells; None where none do.

    It is empty where ``values`` alone are enough.
    """
    for others in _sets(outcome.cells, values, causes):
        if _agrees(outcome, _with(values, others)):
            return others
    return None


def _agrees(outcome: Outcome, values: Mapping[str, Value]) -> bool:
    """Whether a new check finds nothing to say; of cells without a number, that each of them gets one."""
    lacking = (key for facts in within(outcome.facts, NoNumbers) for side in facts.cells for key in side.cells)
    return mended(outcome, values) and values.keys() >= set(lacking)


def values_of(changes: Iterable[CellChange]) -> dict[str, Value]:
    """The proposed numbers by cell."""
    return {change.cell: change.value for change in changes}


def _sets(cells: Sequence[str], values: Mapping[str, Value], causes: Iterable[Cause]) -> Iterator[tuple[Cause, ...]]:
    """None of the causes that change one of ``cells`` besides those with ``values``, each, each two, and all of them."""
    taken = set(values)
    touching: list[Cause] = []
    for cause in causes:
        own = {change.cell for change in cause.changes}
        if cause.verdict == "fail" and own.isdisjoint(taken) and not own.isdisjoint(cells):
            touching.append(cause)
            taken |= own
    sizes = range(_MOST_TRIED_TOGETHER + 1)
    return chain(*(combinations(touching, size) for size in sizes), (tuple(touching),))


def _with(values: Mapping[str, Value], causes: Iterable[Cause]) -> dict[str, Value]:
    return {**values, **values_of(change for cause in causes for change in cause.changes)}


def _appearing(
    cause: Cause, outcomes: Sequence[Outcome], causes: Sequence[Cause], report: Report, form: Form
) -> Iterator[Appearing]:
    """What agrees or is not compared as printed and would disagree, the sums of the tables first."""
    values = values_of(cause.changes)
    after = _changed(report, values)
    known = {
        _sides(one) for outcome in outcomes if outcome.verdict == "fail" for one in within(outcome.facts, Equation)
    }
    for facts in _compared(after, form):
        if not facts.holds and _sides(facts) not in known:
            cells = [term.cell for term in facts.terms]
            yield Appearing(facts.message(), _righting(facts, cells, values, causes))
    for outcome in outcomes:
        if outcome.facts is None or outcome.verdict != "pass" or isinstance(outcome.facts, Equation):
            continue
        if _is_told(outcome, report, outcome.facts) and _breaks(outcome.facts, outcome.cells, values):
            yield Appearing(_words(outcome, values), _righting(outcome.facts, outcome.cells, values, causes))


def _changed(report: Report, values: Mapping[str, Value]) -> Report:
    """The report with other numbers in some of its cells."""
    changed = {
        key: replace(report.cells[key], kind="number", value=value, raw=show(value))
        for key, value in values.items()
        if key in report.cells
    }
    return replace(report, cells={**report.cells, **changed})


def _compared(report: Report, form: Form) -> Iterator[Equation]:
    """The equations of the form that are compared on the report."""
    unstated = unstated_totals(report, form)
    for total in form.totals:
        if state_of_sum(report, (*total.parts, total.key), total.key, unstated) == "compared":
            name = f"表{form.cells[total.key].table}{form.name_of(total)}"
            yield equation_of(report, name, total.parts, (total.key,), total=True)
    for balance in form.balances:
        if state_of_sum(report, (*balance.left, *balance.right), None, unstated) == "compared":
            first = form.cells[balance.left[0]]
            yield equation_of(
                report, f"表{first.table}“{first.column_name}”列", balance.left, balance.right, total=False
            )


def _sides(facts: Equation) -> _Sides:
    left, right = (tuple(term.cell for term in side) for side in (facts.left, facts.right))
    return left, right


def _is_told(outcome: Outcome, report: Report, facts: Facts) -> bool:
    """Whether the facts can tell what numbers they would agree with: they say so of those that are printed."""
    printed = {key: report.value(key) or 0 for key in outcome.cells}
    return bool(printed) and facts.holds_with(printed)


def _breaks(facts: Facts, cells: Sequence[str], values: Mapping[str, Value]) -> bool:
    own = {key: value for key, value in values.items() if key in cells}
    return bool(own) and not facts.holds_with(own)


def _righting(
    facts: Facts, cells: Sequence[str], values: Mapping[str, Value], causes: Iterable[Cause]
) -> tuple[Cause, ...]:
    """The fewest other causes with which facts on ``cells`` that would disagree agree again; none where none do."""
    for others in _sets(cells, values, causes):
        if others and not _breaks(facts, cells, _with(values, others)):
            return others
    return ()


def _words(outcome: Outcome, values: Mapping[str, Value]) -> str:
    """What would be found where ``outcome`` agrees today: of a sentence against the tables with both numbers."""
    facts = outcome.facts
    if isinstance(facts, Comparison) and (number := facts.agreeing.with_cells(values)) is not None:
        return f"正文“{facts.text.words}”，{facts.agreeing.name}改后为 {show(number)}"
    return outcome.title
