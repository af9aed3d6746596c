"""Which scores a changed rubric moves, from what to what, and by which items."""

from __future__ import annotations

from collections.abc import Iterable
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
class Move:
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


def moved(before: Iterable[Score], after: Iterable[Score]) -> tuple[Move, ...]:
    """The reports that score otherwise in ``after``, by agency and year.

    UsageError where the two do not hold the same agencies and years, or one of them twice.
    """
    old, new = _by_report(before), _by_report(after)
    if old.keys() != new.keys():
        names = "、".join(
            f"{agency or '（未识别）'}{year or ''}" for agency, year in sorted(old.keys() ^ new.keys())[:5]
        )
        raise UsageError(f"两次评分的报告不同，无法比较：{names}只有一方评分。请用同一批报告的评分比较。")
    return tuple(
        Move(old[key], new[key], _items(old[key], new[key]))
        for key in sorted(old)
        if (old[key].total, old[key].grade) != (new[key].total, new[key].grade)
    )


def _by_report(scores: Iterable[Score]) -> dict[tuple[str, int], Score]:
    found: dict[tuple[str, int], Score] = {}
    for score in scores:
        key = (score.agency or "", score.year or 0)
        if key in found:
            raise UsageError(f"{score.agency or '（未识别）'}{score.year or ''}的报告评分出现两次，无法比较。")
        found[key] = score
    return found


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
