"""One thing to correct, with the outcomes that it explains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from audit.findings import (
    CAUSE_NAMES,
    GRAVEST_FIRST,
    OPEN_CAUSE_NAMES,
    CauseKind,
    Evidence,
    Outcome,
    Severity,
    UnitsFirst,
    Verdict,
    within,
)
from audit.locate import CellChange, Solution

#: Kinds of causes that say, where they are open, what could not be read or compared for want of material.
_OF_MATERIAL: frozenset[CauseKind] = frozenset(("unread", "carried"))
#: Kinds of causes for want of whose cells other outcomes are open, of which nothing is said by that.
_ONLY_OPEN: frozenset[CauseKind] = frozenset(("missing", "blank"))


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing to correct in one report.

    ``outcomes`` are those that it explains, the root first, then what merely follows. ``changes`` is the proposal: the cells
    with the numbers that would make all of them hold, and ``reason`` (Chinese) what probably happened; ``certain`` says
    that nothing else explains them. ``candidates`` are the solutions that are possible, the likeliest first; the proposal
    is not among them where it is certain.

    ``key`` (16 hexadecimal digits) is made of organ, year, kind and place and stays the same while the thing does; ``former``
    are the keys that earlier versions gave it. ``evidence`` (16 hexadecimal digits) is a hash of what was printed and
    judged: a decision on the key holds while this is the same.
    """

    kind: CauseKind
    outcomes: tuple[Outcome, ...]
    key: str
    evidence: str
    changes: tuple[CellChange, ...] = ()
    reason: str = ""
    certain: bool = False
    candidates: tuple[Solution, ...] = ()
    former: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The kind in Chinese; of what is left open it names no fault."""
        return (CAUSE_NAMES if self.verdict == "fail" else OPEN_CAUSE_NAMES)[self.kind]

    @property
    def root(self) -> Outcome:
        """The outcome that the cause is known by."""
        return self.outcomes[0]

    @property
    def following(self) -> tuple[Outcome, ...]:
        """The outcomes that are corrected with the root."""
        return self.outcomes[1:]

    @property
    def verdict(self) -> Verdict:
        """What does not agree for certain fails; else the cause is undecided."""
        return verdict_of(self.outcomes)

    def confirms(self, outcome: Outcome) -> bool:
        """Whether ``outcome``, one of its own, is a fault to whoever finds that the cause is one.

        What fails is; what is open only where all of the cause is. It never is where the reports of units are to be looked at
        first, where more material is to be had, or where it is open only for want of the cells that the cause is about.
        """
        if self.verdict == "fail":
            return outcome.verdict == "fail"
        hangs = self.kind in _ONLY_OPEN and outcome.cause_kind != self.kind
        return not (hangs or _is_on_units(outcome) or self.is_of_material)

    def leaves_to_units(self, outcome: Outcome) -> bool:
        """Whether nobody can tell by this report alone whether ``outcome`` is a fault: the reports of units are to be looked at first."""
        return _is_on_units(outcome)

    @property
    def is_on_units(self) -> bool:
        """Whether that is so of all its outcomes."""
        return all(map(self.leaves_to_units, self.outcomes))

    @property
    def is_of_material(self) -> bool:
        """Whether it is that what is at hand does not suffice, a whole file or a report of the year before: true or not, that is no fault in the report."""
        return self.verdict == "undecided" and self.kind in _OF_MATERIAL

    @property
    def is_charged(self) -> bool:
        """Whether it is a fault of the organ once a person finds it true."""
        return not self.is_on_units and not self.is_of_material

    @property
    def is_open_as_a_whole(self) -> bool:
        """Whether all outcomes are open for the report as a whole (its year is not known), each with its own fault to find."""
        return not any(outcome.verdict == "fail" or outcome.cells or outcome.places for outcome in self.outcomes)

    @property
    def severity(self) -> Severity:
        """The gravest severity among the outcomes of that verdict."""
        return severity_of(self.outcomes)

    @property
    def places(self) -> tuple[Evidence, ...]:
        """The places of all outcomes, those of the root first, each once."""
        return tuple(dict.fromkeys(place for outcome in self.outcomes for place in outcome.places))


def _is_on_units(outcome: Outcome) -> bool:
    return outcome.verdict == "undecided" and any(within(outcome.facts, UnitsFirst))


def verdict_of(outcomes: Iterable[Outcome]) -> Verdict:
    """The verdict on the one thing that ``outcomes``, none of which passes, tell of."""
    return "fail" if any(outcome.verdict == "fail" for outcome in outcomes) else "undecided"


def severity_of(outcomes: Sequence[Outcome]) -> Severity:
    """The gravest severity among those of ``outcomes`` that have the verdict on all of them."""
    verdict = verdict_of(outcomes)
    return min((one.severity for one in outcomes if one.verdict == verdict), key=GRAVEST_FIRST.__getitem__)


class Membership(NamedTuple):
    """The cause that an outcome belongs to, as programs are told it: all None for an outcome that belongs to none.

    ``cause`` is the key, ``cause_evidence`` the hash; ``cause_position`` is 1 for the root, then goes on in the cause's order.
    """

    cause: str | None = None
    cause_evidence: str | None = None
    cause_kind: CauseKind | None = None
    cause_position: int | None = None


def membership(causes: Mapping[int, Cause], outcome: Outcome) -> Membership:
    """Where ``outcome`` stands among ``causes``, which are ``by_outcome``."""
    cause = causes.get(id(outcome))
    if cause is None:
        return Membership()
    position = next(number for number, one in enumerate(cause.outcomes, 1) if one is outcome)
    return Membership(cause.key, cause.evidence, cause.kind, position)


def by_outcome(causes: Iterable[Cause]) -> dict[int, Cause]:
    """The cause of each outcome by the outcome's ``id()``; outcomes that pass have none."""
    return {id(outcome): cause for cause in causes for outcome in cause.outcomes}
