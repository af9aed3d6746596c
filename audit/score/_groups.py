"""Findings that are charged together: those of one cause, where the rubric counts causes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from audit.score._judged import Mode, ScoredOutcome
from audit.score.rubric import Rubric


@dataclass(frozen=True, slots=True)
class ChargedGroup:
    """Findings that cost what the dearest of them costs. They are charged in one clause, that of the ``bearer``.

    The bearer does not depend on what is still open or what an inspector decided, so that a decision never moves the
    charge to a clause with another cap.
    """

    bearer: ScoredOutcome
    members: tuple[ScoredOutcome, ...]

    def value(self, mode: Mode) -> tuple[bool, Decimal]:
        """What one unit costs, before the caps, and whether an inspector set that, which goes before any other amount."""
        fixed = [member.judged.fixed for member in self.members if member.judged.fixed is not None]
        return (True, max(fixed)) if fixed else (False, max(member.worth(mode) for member in self.members))

    @property
    def payer(self) -> ScoredOutcome:
        """The finding whose points are counted: the bearer, unless another one costs more as things stand."""
        return max(self.members, key=lambda member: (*_dearness(member), member is self.bearer))


def group(rubric: Rubric, counted: Iterable[ScoredOutcome]) -> list[ChargedGroup]:
    """Every finding in one group, in the order of the first members."""
    found: dict[object, list[ScoredOutcome]] = {}
    for index, one in enumerate(counted):
        found.setdefault(_together(rubric, one) or index, []).append(one)
    return [ChargedGroup(min(members, key=_bearing), tuple(members)) for members in found.values()]


def _together(rubric: Rubric, one: ScoredOutcome) -> object:
    """What all findings share that are charged together; None for one that is charged by itself."""
    cause = one.judged.cause
    if cause is None:
        return None
    if one.judged.as_cause and one.judged.fixed is not None:
        return cause.key
    if one.clause.per == "cell" or cause.is_open_as_a_whole:
        return None
    if rubric.one_cause_once:
        return cause.key
    return (one.place, cause.key) if one.clause.per == "cause" else None


def _bearing(one: ScoredOutcome) -> tuple[bool, Decimal, int]:
    """Sorts the findings of a group: what is certain first, the dearest first, then as the cause has them."""
    return (not one.is_sure, -one.clause.points, one.judged.position)


def _dearness(one: ScoredOutcome) -> tuple[bool, bool, Decimal]:
    fixed = one.judged.fixed
    return (one.judged.verdict != "pass", fixed is not None, one.worth("ruled") if fixed is None else fixed)
