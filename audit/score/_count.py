"""What the findings of one clause cost together: units counted once, then the caps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from audit.findings import Outcome, Verdict
from audit.score._result import Decision
from audit.score._rubric import Clause

#: How undecided outcomes are counted: as the rubric says, as faults, as none.
Mode = Literal["ruled", "worst", "best"]
CENT, ZERO = Decimal("0.01"), Decimal(0)


@dataclass(frozen=True, slots=True)
class Judged:
    """An outcome with the verdict that counts: the inspector's where there is one, else the tool's."""

    outcome: Outcome
    verdict: Verdict
    decision: Decision | None = None

    @property
    def fixed(self) -> Decimal | None:
        """The points that an inspector set for this finding."""
        return self.decision.points if self.decision and self.verdict != "pass" else None


@dataclass(frozen=True, slots=True)
class Charge:
    """What one finding costs: ``wanted`` before the caps, ``granted`` after them; ``shared`` if another one bears it."""

    wanted: Decimal
    granted: Decimal
    shared: bool


def charges(clause: Clause, found: Sequence[Judged], mode: Mode, room: Decimal) -> list[Charge]:
    """A charge for each of ``found``, at most ``room`` together.

    Every unit is borne by the finding that makes it dearest, by the first of them where several do; points that an
    inspector set come before any others. Raising one finding never lowers the sum, and the order of ``found`` decides
    only which finding bears what.
    """
    bearers: dict[object, tuple[tuple[bool, Decimal], int]] = {}
    for index, entry in enumerate(found):
        for position, unit in enumerate(_units(clause, entry.outcome)):
            fixed = entry.fixed
            value = worth(clause, entry, mode) if fixed is None else fixed if position == 0 else ZERO
            rank = (fixed is not None, value)
            if unit not in bearers or rank > bearers[unit][0]:
                bearers[unit] = (rank, index)
    wanted = [ZERO] * len(found)
    for (_, value), index in bearers.values():
        wanted[index] += value
    bearing = {index for _, index in bearers.values()}
    granted = _granted(clause, found, wanted, room)
    return [
        Charge(want, grant, index not in bearing)
        for index, (want, grant) in enumerate(zip(wanted, granted, strict=True))
    ]


def worth(clause: Clause, entry: Judged, mode: Mode) -> Decimal:
    """What one unit of this finding costs, before the caps."""
    if entry.verdict == "pass":
        return ZERO
    if (entry.verdict == "fail" and not needs_word(clause, entry)) or mode == "worst":
        return clause.points
    return ZERO if mode == "best" else clause.undecided.quantize(CENT, ROUND_HALF_UP)


def needs_word(clause: Clause, entry: Judged) -> bool:
    """Whether the finding counts only once an inspector has confirmed it, and none has."""
    return clause.confirm and (entry.decision is None or entry.decision.verdict is None)


def is_open(clause: Clause, entry: Judged) -> bool:
    """Whether it is not settled what the finding costs."""
    if entry.fixed is not None:
        return False
    return entry.verdict == "undecided" or (entry.verdict == "fail" and needs_word(clause, entry))


def wrong_cells(outcome: Outcome) -> tuple[str, ...]:
    """The cell that the outcome points at as wrong, else all cells that it compared, in order."""
    return (outcome.suggestion.cell,) if outcome.suggestion else tuple(sorted(set(outcome.cells)))


def _units(clause: Clause, outcome: Outcome) -> Sequence[object]:
    """What the finding counts as: its cells, its rule, its one wrong place, or itself."""
    cells = wrong_cells(outcome)
    if clause.per == "rule":
        return (outcome.rule,)
    if clause.per == "cell" and cells:
        return cells
    if clause.same_cell_once and cells:
        return (cells,)
    return ((outcome.key, outcome.message),)


def _granted(clause: Clause, found: Sequence[Judged], wanted: Sequence[Decimal], room: Decimal) -> Iterator[Decimal]:
    left = room if clause.cap is None else min(room, clause.cap)
    by_rule: dict[str, Decimal] = {}
    for entry, want in zip(found, wanted, strict=True):
        rule = entry.outcome.rule
        grant = min(want, left)
        if clause.cap_per_rule is not None:
            grant = min(grant, by_rule.setdefault(rule, clause.cap_per_rule))
            by_rule[rule] -= grant
        left -= grant
        yield grant
