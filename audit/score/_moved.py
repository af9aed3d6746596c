"""Which scores a changed rubric moves, from what to what, and by which items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from audit.errors import UsageError
from audit.score._result import ItemScore, Score


@dataclass(frozen=True, slots=True)
class ItemMove:
    """An item whose points earned or full points differ; None on the side whose rubric lacks it."""

    item: str
    before: ItemScore | None
    after: ItemScore | None


@dataclass(frozen=True, slots=True)
class ScoreMove:
    """A report whose total or grade differs between two rubrics; ``change`` is None where one side gives no total."""

    before: Score
    after: Score
    items: tuple[ItemMove, ...]

    @property
    def change(self) -> Decimal | None:
        """Points won (above 0) or lost."""
        if self.before.total is None or self.after.total is None:
            return None
        return self.after.total - self.before.total


def moved(before: Mapping[str, Score], after: Mapping[str, Score]) -> tuple[ScoreMove, ...]:
    """The reports that score otherwise in ``after``, by agency, year and key.

    Both hold the same reports under the same keys (their sources, say); UsageError where they do not.
    """
    if before.keys() != after.keys():
        names = "、".join(sorted(before.keys() ^ after.keys())[:5])
        raise UsageError(f"两次评分的报告不同，无法比较：{names}只有一方评分。请用同一批报告的评分比较。")
    found = [(key, ScoreMove(before[key], after[key], _items(before[key], after[key]))) for key in before]
    return tuple(
        move
        for _, move in sorted(found, key=lambda pair: (pair[1].after.agency or "", pair[1].after.year or 0, pair[0]))
        if (move.before.total, move.before.grade) != (move.after.total, move.after.grade)
    )


def _items(before: Score, after: Score) -> tuple[ItemMove, ...]:
    old = {item.item: item for item in before.items}
    new = {item.item: item for item in after.items}
    return tuple(
        ItemMove(name, old.get(name), new.get(name))
        for name in dict.fromkeys((*old, *new))
        if name not in old
        or name not in new
        or (old[name].earned, old[name].points) != (new[name].earned, new[name].points)
    )
