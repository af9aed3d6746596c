"""Where on a page the label of a cell's row stands, and the head of its column."""

from __future__ import annotations

from collections.abc import Iterator

from audit.document import Place
from audit.forms import FormTable, load
from audit.model import Printed, Report

_Box = tuple[float, float, float, float]
#: Points of one row of heads, where heads tell of no other height.
_HEAD_ROW = 18.0


def labels_of(key: str, place: Place, report: Report) -> Iterator[_Box]:
    """The boxes of what names the cell ``key`` of the form that is printed at ``place``, as far as they are on its page."""
    if not key or not report.edition or place.bbox is None:
        return
    form = load(report.edition)
    table = next(table for table in form.tables if any(cell.key == key for cell in table.cells))
    line, column = key.removeprefix(f"{table.prefix}.").rpartition(".")[::2]
    here = [one for one in report.printed if one.table == table.number and one.place.page == place.page]
    heads = [one for one in here if one.kind == "column" and _box(one)[3] <= place.bbox[1] + 2]
    if table.across:
        yield from _heads_side_by_side(table, place.bbox, heads, report)
        return
    yield from (_box(one) for one in here if one.kind == "line" and one.key == line)
    own = [_box(one) for one in heads if one.key == column and _over(_box(one), place.bbox)]
    yield from sorted(own, key=lambda box: box[3])[-1:]


def _heads_side_by_side(table: FormTable, box: _Box, heads: list[Printed], report: Report) -> Iterator[_Box]:
    """All heads over a row in which the lines of a table stand side by side, with the rows of heads above that name the lines."""
    row = [
        cell.place.bbox for key, cell in report.cells.items()
        if key.startswith(f"{table.prefix}.") and cell.place.bbox and cell.place.bbox[3] > box[1] and cell.place.bbox[1] < box[3]
    ]  # fmt: skip
    # Where nothing of the row was read, it is as wide as its heads.
    row = row or [_box(one) for one in heads]
    tops = sorted({round(_box(one)[1], 1) for one in heads})
    if not tops or not row:
        return
    step = tops[1] - tops[0] if len(tops) > 1 and tops[1] - tops[0] > 1 else _HEAD_ROW
    yield min(each[0] for each in row), tops[0] - step, max(each[2] for each in row), box[1]


def _box(one: Printed) -> _Box:
    return one.place.bbox or (0.0, 0.0, 0.0, 0.0)


def _over(head: _Box, box: _Box) -> bool:
    """Whether a head stands over at least half of a cell."""
    return min(head[2], box[2]) - max(head[0], box[0]) > (box[2] - box[0]) / 2
