"""How far what was found over a review is put right: what is closed, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from audit.assessment import Assessment, Terms
from audit.causes import Cause, Problems
from audit.decisions import OPEN, DecisionEvent, Standing
from audit.present import putright
from audit.rulings import ReportRulings


class Closing(NamedTuple):
    """How far things are put right: how many are closed, how many that count are not, how many are overdue."""

    closed: int = 0
    unclosed: int = 0
    overdue: int = 0

    @classmethod
    def of(cls, rulings: ReportRulings, problems: Problems, terms: Terms) -> Closing:
        """The counts over one report on these terms."""
        handled = putright.handlings(rulings, problems.all, terms.asof, terms.office.correction_days)
        closed = {key for key, one in handled.items() if one.closed}
        keys = [one.cause.key if one.cause else "" for one in problems.standing]
        keys += [event.about for event in rulings.findings]
        return cls(len(closed), sum(key not in closed for key in keys), sum(one.overdue for one in handled.values()))

    @classmethod
    def of_one(cls, events: Sequence[DecisionEvent], cause: Cause, standing: Standing, terms: Terms) -> Closing:
        """The counts over the one ``cause`` that ``events`` put right and that stands so."""
        one = putright.handling(events, cause, standing, terms.asof, terms.office.correction_days)
        if one is None:
            return cls()
        return cls(int(one.closed), int(not one.closed and standing.state != "dismissed"), int(one.overdue))

    @classmethod
    def total(cls, each: Iterable[Closing]) -> Closing:
        """The sum of ``each``, number by number."""
        return cls(*map(sum, zip(cls(), *each, strict=True)))

    def words(self) -> list[str]:
        """What there is to say (Chinese)."""
        named = (self.closed, "已销号"), (self.overdue, "已过整改期限")
        return [f"{name}{number}处" for number, name in named if number]


def absent_closing(review: Assessment) -> Iterator[Closing]:
    """How far each thing is put right that was found on agencies without a readable report."""
    for cause in review.absent_causes:
        standing = review.absent_rulings.standings.get(cause.key, OPEN)
        yield Closing.of_one(review.absent_rulings.handling.get(cause.key, ()), cause, standing, review.terms)


#: Where nobody has put anything right.
NOTHING_PUT_RIGHT = Closing()
