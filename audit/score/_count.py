"""What the findings of one clause cost together: units counted once, then the caps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from audit.findings import Outcome
from audit.score._groups import ChargedGroup
from audit.score._judged import ZERO, Mode, ScoredOutcome
from audit.score.rubric import RubricClause


@dataclass(frozen=True, slots=True)
class Charge:
    """What a group of findings costs: ``wanted`` before the caps, ``granted`` after them; ``shared`` if another one bears it."""

    wanted: Decimal
    granted: Decimal
    shared: bool


def charges(clause: RubricClause, groups: Sequence[ChargedGroup], mode: Mode, room: Decimal) -> list[Charge]:
    """A charge for each of ``groups``, all borne in ``clause``, at most ``room`` together.

    Every unit is borne by the group that makes it dearest, by the first of them where several do; points that an
    inspector set come before any others. Raising one finding never lowers the sum, and the order of ``groups`` decides
    only which of them bears what.
    """
    bearers: dict[object, tuple[tuple[bool, Decimal], int]] = {}
    for index, group in enumerate(groups):
        is_fixed, value = group.value(mode)
        for position, unit in enumerate(_units(group.bearer) or (index,)):
            rank = (is_fixed, ZERO if is_fixed and position else value)
            if unit not in bearers or rank > bearers[unit][0]:
                bearers[unit] = (rank, index)
    wanted = [ZERO] * len(groups)
    for (_, value), index in bearers.values():
        wanted[index] += value
    bearing = {index for _, index in bearers.values()}
    granted = _granted(clause, groups, wanted, room)
    return [
        Charge(want, grant, index not in bearing)
        for index, (want, grant) in enumerate(zip(wanted, granted, strict=True))
    ]


def wrong_cells(outcome: Outcome) -> tuple[str, ...]:
    """The cell that the outcome points at as wrong, else all cells that it compared, in order."""
    return (outcome.suggestion.cell,) if outcome.suggestion else tuple(sorted(set(outcome.cells)))


def _units(bearer: ScoredOutcome) -> Sequence[object]:
    """What groups count as together, by their bearers: a rule, cells, one wrong place; () for what counts by itself."""
    clause, outcome = bearer.clause, bearer.judged.outcome
    cells = wrong_cells(outcome)
    if clause.per == "rule":
        return (outcome.rule,)
    if clause.per == "cell":
        return cells
    return (cells,) if clause.same_cell_once and cells else ()


def _granted(
    clause: RubricClause, groups: Sequence[ChargedGroup], wanted: Sequence[Decimal], room: Decimal
) -> Iterator[Decimal]:
    left = room if clause.cap is None else min(room, clause.cap)
    by_rule: dict[str, Decimal] = {}
    for group, want in zip(groups, wanted, strict=True):
        rule = group.bearer.judged.outcome.rule
        grant = min(want, left)
        if clause.cap_per_rule is not None:
            grant = min(grant, by_rule.setdefault(rule, clause.cap_per_rule))
            by_rule[rule] -= grant
        left -= grant
        yield grant
