"""The identities of one table compared together, so that one cause (a line not read, totals left blank) is one outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from audit.findings import Outcome
from audit.rules import Case
from audit.rules._compare import all_blank, equal_sums, evidences, not_stated, owed_totals, sum_of, unread
from audit.text import show

#: Undecided outcomes of one kind, and blank totals, that are still taken one by one; more of them have one cause.
_FEW = 2
#: Failures of one kind that are still told one by one.
_FEW_FAILED = 3
#: Identities that a message names.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Identity:
    """Two sums that must be equal; ``name`` is how people call it, ``total`` the cell that stands for one of the sums."""

    name: str
    locus: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    total: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """All cells."""
        return (*self.left, *self.right)


def compare(case: Case, table: str, identities: Sequence[Identity], unit: str, blank: str) -> Iterator[Outcome]:
    """The outcomes of ``identities`` of a table, what cannot be decided for the same reason as one.

    ``unit`` is what is counted (行, 列), ``blank`` what is not filled where all cells of an identity are blank.
    """
    unstated = {total.key for total in owed_totals(case)}
    unstated = unstated if len(unstated) > _FEW else set()
    groups: dict[str, list[Identity]] = {"unread": [], "blank": [], "total": [], "compared": []}
    for identity in identities:
        groups[_state(case, identity, unstated)].append(identity)
    tell = _Together(case, table, len(identities), unit)
    yield from _unread(tell, groups["unread"])
    if found := groups["blank"]:
        message = f"表{table}有{len(found)}{tell.unit}的{blank}均未填，无法核对"
        yield tell.undecided("blank", message, found)
    yield from _no_total(tell, groups["total"])
    yield from _compared(tell, groups["compared"])


@dataclass(frozen=True, slots=True)
class _Together:
    """Says one thing of several identities of a table."""

    case: Case
    table: str
    all: int
    unit: str

    def names(self, found: Sequence[Identity], say: Callable[[Identity], str] = lambda item: item.name) -> str:
        """The first of them."""
        return "、".join(say(item) for item in found[:_NAMED]) + ("等" if len(found) > _NAMED else "")

    def single(self, item: Identity, said: str) -> Outcome:
        """``item`` undecided by itself."""
        places = evidences(self.case, (*_stands_for(item), *(key for key in item.keys if key != item.total)))
        message = f"表{self.table}{item.name}：{said}"
        return self.case.outcome("undecided", message, item.locus, places, cells=item.keys)

    def undecided(self, locus: str, message: str, found: Sequence[Identity], first: Sequence[str] = ()) -> Outcome:
        """``found`` undecided together; the cells ``first`` before those that stand for them."""
        keys = tuple(dict.fromkeys((*first, *(key for item in found for key in _stands_for(item)))))
        locus = f"{locus}:{self.table}"
        return self.case.outcome("undecided", message, locus, evidences(self.case, keys), cells=keys)


def _state(case: Case, identity: Identity, unstated: set[str]) -> str:
    if unread(case, identity.keys):
        return "unread"
    if all_blank(case, identity.keys):
        return "blank"
    if (identity.total and not_stated(case, (identity.total,))) or unstated & set(identity.keys):
        return "total"
    return "compared"


def _unread(tell: _Together, found: Sequence[Identity]) -> Iterator[Outcome]:
    cells = [unread(tell.case, item.keys) for item in found]
    if len(found) <= _FEW:
        for item, missing in zip(found, cells, strict=True):
            labels = [tell.case.form.cells[key].label for key in missing]
            listed = "、".join(labels[:_NAMED]) + (f"等{len(labels)}格" if len(labels) > _NAMED else "")
            yield tell.single(item, f"{listed}未能读取为数字，无法核对")
        return
    every = len(found) == tell.all
    count = f"{len(found)}{tell.unit}均" if every else f"有{len(found)}{tell.unit}"
    which = "" if every else f"：{tell.names(found)}"
    message = f"表{tell.table}{count}有未能读取为数字的单元格，无法核对{which}"
    yield tell.undecided("unread", message, found, tuple(dict.fromkeys(key for keys in cells for key in keys)))


def _no_total(tell: _Together, found: Sequence[Identity]) -> Iterator[Outcome]:
    due = [item for item in found if item.total and sum_of(tell.case, item.left)]
    if len(found) <= _FEW:
        for item in found:
            should = f"（分项之和为{show(sum_of(tell.case, item.left))}）" if item in due else ""
            yield tell.single(item, f"合计未填数字，无法核对{should}")
        return

    def value(item: Identity) -> str:
        return f"{item.name}为{show(sum_of(tell.case, item.left))}"

    message = f"表{tell.table}有{len(found)}{tell.unit}的合计未填数字，无法核对"
    message += f"；分项之和不为0的{len(due)}处：{tell.names(due, value)}" if due else ""
    yield tell.undecided("total", message, found)


def _compared(tell: _Together, identities: Sequence[Identity]) -> Iterator[Outcome]:
    """An outcome each; but totals that are 0 all along, and totals without any parts all along, are one fault each."""
    case = tell.case
    found = [equal_sums(case, f"表{tell.table}{i.name}", i.locus, i.left, i.right, total=i.total) for i in identities]
    failed = [item for item, outcome in zip(identities, found, strict=True) if outcome.verdict == "fail"]
    told: set[str] = set()
    for direction in dict.fromkeys(item.locus.split(":")[0] for item in failed if item.total):
        every = [item for item in identities if item.locus.startswith(f"{direction}:")]
        wrong = [item for item in failed if item in every]
        if len(wrong) <= _FEW_FAILED:
            continue
        if not any(sum_of(case, item.right) for item in every):
            yield _all_wrong(tell, wrong, zero=True)
        elif not any(case.report.value(key) for item in every for key in item.left):
            yield _all_wrong(tell, wrong, zero=False)
        else:
            continue
        told.update(item.locus for item in wrong)
    yield from (outcome for outcome in found if outcome.locus not in told)


def _all_wrong(tell: _Together, wrong: Sequence[Identity], *, zero: bool) -> Outcome:
    """One failure for all of ``wrong``: their totals are ``zero``, or else their parts are."""
    what, said = ("zero", "合计填为0而分项之和不为0") if zero else ("alone", "只填合计而各分项均为0")

    def value(item: Identity) -> str:
        return f"{item.name}{'应为' if zero else '合计为'}{show(sum_of(tell.case, item.left if zero else item.right))}"

    keys = tuple(dict.fromkeys(key for item in wrong for key in (*item.right, *item.left)))
    return tell.case.outcome(
        "fail",
        f"表{tell.table}有{len(wrong)}{tell.unit}{said}：{tell.names(wrong, value)}",
        f"{what}:{wrong[0].locus.split(':')[0]}:{tell.table}",
        evidences(tell.case, [item.right[0] for item in wrong]),
        cells=keys,
        confidence=min(tell.case.report.cells[key].confidence for key in keys),
    )


def _stands_for(item: Identity) -> tuple[str, ...]:
    return (item.total,) if item.total else item.keys
