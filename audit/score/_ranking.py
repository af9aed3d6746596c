"""The order of scores: year by year, the best first, equal totals with one rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from audit.score._result import Score

#: Key, rank (None without a total) and score.
Ranked = tuple[str, int | None, Score]


class Rank(NamedTuple):
    """The place of a total among those of its year; a provisional total has one for the time being."""

    place: int
    among: int


def ranks(scores: Mapping[str, Score]) -> dict[str, Rank]:
    """The rank of each score that has a total, by its key."""
    found: dict[str, Rank] = {}
    for _, year in by_year(scores):
        placed = [(key, place) for key, place, _ in year if place is not None]
        found |= {key: Rank(place, len(placed)) for key, place in placed}
    return found


def by_year(scores: Mapping[str, Score]) -> list[tuple[int | None, list[Ranked]]]:
    """The scores of each year, the latest first, with their ranks; equal totals share one, no total has none."""
    years: dict[int | None, list[tuple[str, Score]]] = {}
    for key, score in scores.items():
        years.setdefault(score.year, []).append((key, score))
    return [(year, _ranked(years[year])) for year in sorted(years, key=lambda y: -(y or 0))]


def _ranked(scores: Iterable[tuple[str, Score]]) -> list[Ranked]:
    ordered = sorted(scores, key=lambda s: (s[1].total is None, -(s[1].total or 0), s[1].agency or "", s[0]))
    first: dict[Decimal | None, int] = {}
    for rank, (_, score) in enumerate(ordered, 1):
        first.setdefault(score.total, rank)
    return [(key, None if score.total is None else first[score.total], score) for key, score in ordered]
