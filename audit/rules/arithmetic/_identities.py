"""The identities of one table compared together, so that one cause (a line not read, totals left blank) is one outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from audit.findings import Equation, Listed, WrongTotals
from audit.model import MOST_BLANK_TOTALS_ONE_BY_ONE, SumState, state_of_sum, unstated_totals
from audit.rules.kit import (
    Case,
    Outcome,
    Stated,
    cell_evidences,
    equal_sums,
    equation,
    not_printed_cells,
    stated,
    sum_of,
    sureness,
    unread_cells,
)
from audit.text import show

#: Undecided outcomes of one kind that are still taken one by one; more of them have one cause, as blank totals have.
_MOST_ONE_BY_ONE = MOST_BLANK_TOTALS_ONE_BY_ONE
#: Failures of one kind that are outcomes of their own; more are one outcome.
_MOST_FAILED_ONE_BY_ONE = 3
#: Identities that a message names.
_IDENTITIES_NAMED = 3


@dataclass(frozen=True, slots=True)
class SumIdentity:
    """Two sums that must be equal; ``name`` is how people call it, ``total`` the cell that stands for one of the sums."""

    name: str
    locus: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    total: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the cells of both sums."""
        return (*self.left, *self.right)


def compare(case: Case, table: str, identities: Sequence[SumIdentity], unit: str, blank: str) -> Iterator[Outcome]:
    """The outcomes of ``identities`` of a table, what cannot be decided for the same reason as one.

    ``unit`` is what is counted (行, 列), ``blank`` what is not filled where all cells of an identity are blank.
    """
    unstated = unstated_totals(case.report, case.form)
    groups: dict[SumState, list[SumIdentity]] = {"unread": [], "blank": [], "total": [], "compared": []}
    for identity in identities:
        groups[state_of_sum(case.report, identity.keys, identity.total, unstated)].append(identity)
    tell = _Together(case, table, len(identities), unit)
    yield from _unread(tell, groups["unread"])
    if found := groups["blank"]:
        yield tell.undecided("blank", tell.state("的{blank}均未填，无法核对", found, blank=blank), found)
    yield from _no_total(tell, groups["total"])
    yield from _compared(tell, groups["compared"])


@dataclass(frozen=True, slots=True)
class _Together:
    """Says one thing of several identities of a table."""

    case: Case
    table: str
    all: int
    unit: str

    def names(self, found: Sequence[SumIdentity], say: Callable[[SumIdentity], str] = lambda item: item.name) -> Listed:
        """The names of the first of ``found``, or what ``say`` makes of each."""
        return Listed(tuple(map(say, found)), _IDENTITIES_NAMED)

    def equation(self, item: SumIdentity) -> Equation:
        """The equation of ``item`` with its numbers."""
        return equation(self.case, f"表{self.table}{item.name}", item.left, item.right, total=item.total is not None)

    def state(self, form: str, found: Sequence[SumIdentity], **values: str | int | Listed) -> Stated:
        """The facts that ``form`` states of all of ``found``, behind how many of which table they are."""
        head = "表{table}有{number}{unit}"
        return stated(head + form, table=self.table, number=len(found), unit=self.unit, **values)

    def single(self, item: SumIdentity, form: str, **values: str | Listed) -> Outcome:
        """An undecided outcome on ``item`` alone; ``form`` says why."""
        places = cell_evidences(self.case, (*_stands_for(item), *(key for key in item.keys if key != item.total)))
        facts = stated("表{table}{name}：" + form, table=self.table, name=item.name, **values)
        return self.case.outcome("undecided", facts, item.locus, places, cells=item.keys)

    def undecided(self, locus: str, facts: Stated, found: Sequence[SumIdentity], first: Sequence[str] = ()) -> Outcome:
        """One undecided outcome on all of ``found``, which shows the cells ``first`` before those that stand for them."""
        keys = tuple(dict.fromkeys((*first, *(key for item in found for key in _stands_for(item)))))
        locus = f"{locus}:{self.table}"
        return self.case.outcome("undecided", facts, locus, cell_evidences(self.case, keys), cells=keys)


def _unread(tell: _Together, found: Sequence[SumIdentity]) -> Iterator[Outcome]:
    if len(found) <= _MOST_ONE_BY_ONE:
        for item in found:
            yield tell.single(item, "{cells}，无法核对", cells=_why_no_number(tell.case, item.keys))
        return
    together = tuple(dict.fromkeys(key for item in found for key in unread_cells(tell.case, item.keys)))
    state = _state(tell.case, together)
    facts = tell.state("有{state}的单元格，无法核对：{which}", found, state=state, which=tell.names(found))
    if len(found) == tell.all:
        form = "表{table}{number}{unit}均有{state}的单元格，无法核对"
        facts = stated(form, table=tell.table, number=len(found), unit=tell.unit, state=state)
    yield tell.undecided("unread", facts, found, together)


def _why_no_number(case: Case, keys: Sequence[str]) -> Listed:
    """Which of the cells print no number that can be compared, those of one state together."""
    states: dict[str, list[str]] = {}
    for key in unread_cells(case, keys):
        states.setdefault(_state(case, [key]), []).append(case.form.cells[key].label)
    each = (
        stated("{cells}{state}", cells=Listed(tuple(labels), _IDENTITIES_NAMED, "格"), state=state)
        for state, labels in states.items()
    )
    return Listed(tuple(each), len(states), mark="，")


def _state(case: Case, keys: Sequence[str]) -> str:
    """What keeps cells from being compared, as far as it is the same for all (Chinese): not printed, or not read as a number."""
    absent = case.once(not_printed_cells)
    gone = [key in absent for key in keys]
    if all(gone):
        return "没有印出"
    return "没有印出或未能读取为数字" if any(gone) else "未能读取为数字"


def _no_total(tell: _Together, found: Sequence[SumIdentity]) -> Iterator[Outcome]:
    due = [item for item in found if item.total and sum_of(tell.case, item.left)]
    if len(found) <= _MOST_ONE_BY_ONE:
        for item in found:
            form = "合计未填数字，无法核对"
            if item in due:
                yield tell.single(item, form + "（分项之和为{sum}）", sum=show(sum_of(tell.case, item.left)))
            else:
                yield tell.single(item, form)
        return

    def value(item: SumIdentity) -> str:
        return f"{item.name}为{show(sum_of(tell.case, item.left))}"

    facts = tell.state("的合计未填数字，无法核对", found)
    if due:
        form = "的合计未填数字，无法核对；分项之和不为0的{count}处：{due}"
        facts = tell.state(form, found, count=len(due), due=tell.names(due, value))
    yield tell.undecided("total", facts, found)


def _compared(tell: _Together, identities: Sequence[SumIdentity]) -> Iterator[Outcome]:
    """An outcome each; but totals that are 0 all along, and totals without any parts all along, are one fault each."""
    case = tell.case
    found = [equal_sums(case, tell.equation(item), item.locus) for item in identities]
    failed = [item for item, outcome in zip(identities, found, strict=True) if outcome.verdict == "fail"]
    covered: set[str] = set()
    for direction in dict.fromkeys(item.locus.split(":")[0] for item in failed if item.total):
        every = [item for item in identities if item.locus.startswith(f"{direction}:")]
        wrong = [item for item in failed if item in every]
        if len(wrong) <= _MOST_FAILED_ONE_BY_ONE:
            continue
        if not any(sum_of(case, item.right) for item in every):
            yield _all_wrong(tell, wrong, zero=True)
        elif not any(case.report.value(key) for item in every for key in item.left):
            yield _all_wrong(tell, wrong, zero=False)
        else:
            continue
        covered.update(item.locus for item in wrong)
    yield from (outcome for outcome in found if outcome.locus not in covered)


def _all_wrong(tell: _Together, wrong: Sequence[SumIdentity], *, zero: bool) -> Outcome:
    """One failure for all of ``wrong``: their totals are ``zero``, or else their parts are."""
    facts = WrongTotals(tell.table, tell.unit, "zero" if zero else "alone", tuple(map(tell.equation, wrong)))
    keys = tuple(dict.fromkeys(key for item in wrong for key in (*item.right, *item.left)))
    locus = f"{facts.why}:{wrong[0].locus.split(':')[0]}:{tell.table}"
    places = cell_evidences(tell.case, [item.right[0] for item in wrong])
    return tell.case.outcome("fail", facts, locus, places, cells=keys, confidence=sureness(tell.case, keys))


def _stands_for(item: SumIdentity) -> tuple[str, ...]:
    return (item.total,) if item.total else item.keys
