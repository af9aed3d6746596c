"""The order of scores: year by year, the surest best first; a rank is a number only where nothing that is open can change it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from audit.score._result import Score
from audit.score.rubric import Rubric


class Rank(NamedTuple):
    """The place of a score among those of its year: from ``first`` to ``last``, whatever becomes of what is open in any of them.

    It is ``provisional`` as long as a person has still to give points in any of them, which may move every place.
    """

    first: int
    last: int
    among: int
    provisional: bool = False

    @property
    def certain(self) -> int | None:
        """The place, None where it lies between two."""
        return self.first if self.first == self.last else None


#: Key, rank (None without a total) and score.
Ranked = tuple[str, Rank | None, Score]


def is_lowest(score: Score | None, rubric: Rubric | None) -> bool:
    """Whether a score has the lowest grade of its rubric."""
    return (
        score is not None and rubric is not None and score.total is not None and score.grade == rubric.grades[-1].name
    )


def ranks(scores: Mapping[str, Score]) -> dict[str, Rank]:
    """The rank of each score that has a total, by its key."""
    return {key: rank for _, year in ranked_by_year(scores) for key, rank, _ in year if rank is not None}


def ranked_by_year(scores: Mapping[str, Score]) -> list[tuple[int | None, list[Ranked]]]:
    """The scores of each year, the latest first, with their ranks; equal totals share one, no total has none.

    They are ordered by the points that are theirs in any case.
    """
    years: dict[int | None, list[tuple[str, Score]]] = {}
    for key, score in scores.items():
        years.setdefault(score.year, []).append((key, score))
    return [(year, _ranked(years[year])) for year in sorted(years, key=lambda y: -(y or 0))]


def _ranked(scores: Iterable[tuple[str, Score]]) -> list[Ranked]:
    ordered = sorted(scores, key=_order)
    ends = [_ends(score) for _, score in ordered if score.total is not None]
    lows, highs = sorted(low for low, _ in ends), sorted(high for _, high in ends)
    provisional = len(ends) > 1 and any(item.is_due for _, score in ordered for item in score.items)

    def rank(score: Score) -> Rank | None:
        if score.total is None:
            return None
        low, high = _ends(score)
        surely_above = len(lows) - bisect_right(lows, high)
        perhaps_above = len(highs) - bisect_right(highs, low) - (high > low)
        return Rank(1 + surely_above, 1 + perhaps_above, len(ends), provisional)

    return [(key, rank(score), score) for key, score in ordered]


def _order(one: tuple[str, Score]) -> tuple[object, ...]:
    key, score = one
    low, _ = _ends(score)
    return score.total is None, -low, -(score.total or 0), score.agency or "", key


def _ends(score: Score) -> tuple[Decimal, Decimal]:
    """The least and the greatest total that the score can come to."""
    total = score.total or Decimal(0)
    return (total if score.low is None else score.low), (total if score.high is None else score.high)
