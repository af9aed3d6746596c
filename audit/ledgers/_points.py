"""The points of a manual item in a filled ledger, held against the record."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from audit.decisions import DecisionSubject, award, written_points
from audit.ledgerrows import AWARDED, NOTE, PointFields, is_same, is_shown, masked_cell
from audit.ledgers._changes import ANEW, Taken, Untaken, in_full, too_long
from audit.ledgers._filled import FilledRow
from audit.ledgers._recorded import RecordView

_CENT = Decimal("0.01")


def awarded(row: FilledRow, record: RecordView) -> Iterator[Taken | Untaken]:
    """The points of a manual item with their note, where any of them was changed."""
    mark = row.mark
    if mark.kind != "points":
        return
    base = PointFields.of(record.of(mark.known))
    points, note = row.cells.get(AWARDED, base.points), row.cells.get(NOTE, base.note)
    now = record.now(record.standings.holding("points", mark.key, mark.agency, mark.year), mark.known, mark.seen)
    current = PointFields.of(now)
    if any(_is_equal(points, each.points) and is_shown(note, each.note) for each in (base, current)):
        return
    # What somebody else wrote beside his points is not said again under the name of whoever gives others.
    is_others = bool(note) and is_shown(note, base.note) and {e.who for e in record.of(mark.known)} != {record.who}
    if is_others and not current.note and _is_equal(points, current.points):
        return
    with_it = "" if is_shown(note, base.note) else f"“{NOTE}”随之没有导入。"
    least, _, most = mark.limit.rpartition("～")
    given, low, high = _number(written_points(points)), _number(least or "0"), _number(most)
    newer = record.newer(now, mark.known, mark.seen)
    others = dict.fromkeys(event.who for event in now if event.who != record.who)
    if not points:
        yield Untaken(f"“{AWARDED}”为空{'；原评分保留' if base.points else '，没有导入'}。{with_it}")
    elif given is None or low is None or high is None or not low <= given <= high or given != given.quantize(_CENT):
        yield Untaken(f"“{AWARDED}”填写的是“{points[:20]}”，应为{least or 0}至{most}之间的数，至多两位小数。{with_it}")
    elif long := too_long(NOTE, note):
        yield Untaken(f"{long}“{AWARDED}”随之没有导入。")
    elif newer and not record.is_own(newer, mark.ledger):
        told = f"台账填写{points}分，而台账写出之后{newer[-1].who}已评为{newer[-1].data['points']}分；没有导入。"
        yield Untaken(f"{told}{with_it}{ANEW}", newer=True)
    elif others and _is_equal(points, base.points):
        whose = "、".join(others)
        told = f"评分由{whose}作出，只改了“{NOTE}”；没有导入。请由{whose}填写，或另评分数。"
        yield Untaken(told, newer=True)
    elif any(
        _number(e.data["points"]) == given and is_shown(note, masked_cell(e.note))
        for e in record.imported(mark, "points")
    ):
        told = f"这份台账先前已导入过{points}分，其后改为{current.points}分；没有再改回。{with_it}{ANEW}"
        yield Untaken(told, newer=True)
    else:
        was = f"{current.points}分改为" if current.points and not _is_equal(points, current.points) else ""
        words = f"{mark.key}：{was}{given}分{f'；{NOTE}：{masked_cell(note)}' if note and not is_others else ''}"
        full = "" if is_others else in_full(note, (event.note for event in (*now, *record.of(mark.known))))
        subject, emptied = DecisionSubject(mark.agency, mark.year, mark.key), not note and bool(current.note)
        yield Taken(row, award(subject, format(given, "f"), full, emptied=emptied), words)


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(unicodedata.normalize("NFKC", text).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _is_equal(one: str, other: str) -> bool:
    left, right = _number(one), _number(other)
    return left == right if left is not None and right is not None else is_same(one, other)
