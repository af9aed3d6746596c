"""How many of the things on which people decide stand in which way: the same counts and words wherever they are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from audit.decisions.standing._standing import STATE_NAMES, Standing, State

#: What somebody has looked at and nobody has settled.
_UNSETTLED: tuple[State, ...] = ("pending", "disputed", "lapsed")


class StateCounts(NamedTuple):
    """How many things stand in each way, see ``State``; each is counted once."""

    open: int = 0
    confirmed: int = 0
    dismissed: int = 0
    pending: int = 0
    disputed: int = 0
    lapsed: int = 0

    @classmethod
    def of(cls, standings: Iterable[Standing]) -> StateCounts:
        """The counts over ``standings``, one a thing."""
        number = Counter(one.state for one in standings)
        return cls(*(number[state] for state in STATE_NAMES))

    @classmethod
    def total(cls, each: Iterable[StateCounts]) -> StateCounts:
        """The sum of ``each``, number by number."""
        return cls(*map(sum, zip(cls(), *each, strict=True)))

    @property
    def every(self) -> int:
        """How many things there are."""
        return sum(self)

    @property
    def settled(self) -> int:
        """How many somebody has found to be faults, or none."""
        return self.confirmed + self.dismissed

    @property
    def is_complete(self) -> bool:
        """Whether there are things, and all of them are settled."""
        return 0 < self.every == self.settled

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has looked at any of them."""
        return self.open == self.every

    def ruled(self) -> str:
        """What was found of those that are settled (Chinese): “属实3处、不属实1处”; "" where none is."""
        return "、".join(self._named(("confirmed", "dismissed")))

    def unsettled(self) -> str:
        """What people left unsettled (Chinese): “待查1处，已失效1处”; "" where that is nothing."""
        return "，".join(self._named(_UNSETTLED))

    def words(self, *, apart: bool = True) -> str:
        """How far people are (Chinese): “已认定4处（属实3处、不属实1处），待查1处，尚有2处未认定”.

        Not ``apart``, without what was found of those that are settled.
        """
        ruled = f"（{self.ruled()}）" if apart and self.settled else ""
        left = f"尚有{self.open}处未认定" if self.open else "各处均已认定" if self.is_complete else ""
        return "，".join(filter(None, (f"已认定{self.settled}处{ruled}", self.unsettled(), left)))

    def _named(self, states: Iterable[State]) -> list[str]:
        return [f"{STATE_NAMES[state]}{number}处" for state in states if (number := getattr(self, state))]
