"""A cause while outcomes are being gathered under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.findings import FAMILY_NAMES, GRAVEST_FIRST, CauseKind, Outcome
from audit.locate import CellChange, Solution
from audit.text import Value

_FAMILIES = {family: place for place, family in enumerate(FAMILY_NAMES)}


@dataclass
class Draft:
    """Kind, place and proposal of a cause, and the outcomes found for it so far.

    ``following`` are those that other causes may have a part in: the cause is not known by them, nor its evidence.
    """

    kind: CauseKind
    place: str
    outcomes: list[Outcome] = field(default_factory=list)
    following: list[Outcome] = field(default_factory=list)
    changes: tuple[CellChange, ...] = ()
    reason: str = ""
    certain: bool = False
    candidates: tuple[Solution, ...] = ()
    #: Those of the candidates that are equally likely, where there is no proposal.
    likeliest: tuple[Solution, ...] = ()

    @property
    def values(self) -> dict[str, Value]:
        """The number proposed for each cell."""
        return {change.cell: change.value for change in self.changes}


def order(outcome: Outcome) -> tuple[object, ...]:
    """Sorts outcomes: failures first, the gravest first, by family; nothing in it depends on how they came, or on ids of rules."""
    places = tuple(
        tuple(
            -1 if at is None else at for at in (one.place.page, one.place.paragraph, one.place.table, one.place.start)
        )
        for one in outcome.places[:1]
    )
    grave = (outcome.verdict != "fail", GRAVEST_FIRST[outcome.severity])
    return (*grave, _FAMILIES.get(outcome.family, len(_FAMILIES)), places, outcome.locus, outcome.message)


def mended(outcome: Outcome, values: Mapping[str, Value]) -> bool:
    """Whether the outcome would hold if cells had these numbers, one of its own cells at least among them."""
    own = {key: value for key, value in values.items() if key in outcome.cells}
    return bool(own) and outcome.facts is not None and outcome.facts.holds_with(own)
