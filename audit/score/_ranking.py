"""The order of scores: year by year, the best first, equal totals with one rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from audit.score._result import Score

#: Key, rank (None without a total) and score.
Ranked = tuple[str, int | None, Score]


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
