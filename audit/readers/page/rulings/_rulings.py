"""Ruling lines to the cells they enclose, with row and column spans where a separator is missing.

Shared by the readers of fixed-layout formats (PDF, OFD). All positions are in points from the top left
corner of the page as displayed. Nothing here knows text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

#: Rulings nearer than this are one line drawn twice; pieces of one line nearer than this are joined.
_SAME_LINE, _MAX_BREAK = 1.5, 3.0
#: Within one table, double rulings up to this far apart enclose no row or column.
_MAX_DOUBLE_RULING = 4.5
#: A ruling may miss the one it meets by this much.
_MAX_MISS = 3.0
#: Shorter strokes are no rulings, nor are longer ones than any page.
_MIN_RULING, _MAX_RULING = 5.0, 20_000.0
#: Thickest line that is a ruling.
_MAX_THICKNESS = 3.0
#: Shortest horizontal ruling that makes a table by itself.
_MIN_RULING_OF_TABLE = 150.0
#: Horizontal rulings of one width that make a table by themselves; points by which their ends are told apart.
_FEWEST_STACKED, _ENDS_APART = 3, 6
#: Most grid lines of one table in one direction, and most strokes of one page that are looked at.
_MAX_GRID_LINES = 400
MAX_STROKES = 40_000
#: Confidence of a cell whose separator was inferred.
INFERRED_CONFIDENCE = 0.8


class Stroke(NamedTuple):
    """A straight ruling: ``at`` is its y (horizontal) or x (vertical), from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A cell of the grid, from 0: position, spans, edges, and the confidence of its separators."""

    row: int
    column: int
    rowspan: int
    colspan: int
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class RuledGrid:
    """One ruled region: the positions of its grid lines and its cells, row by row; ``open`` without vertical rulings."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    open: bool = False


def add_stroke(box: tuple[float, float, float, float], horizontal: list[Stroke], vertical: list[Stroke]) -> bool:
    """Add ``box`` (x0, top, x1, bottom) to ``horizontal`` or ``vertical`` if it is a thin one; False if it is neither."""
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    if height <= _MAX_THICKNESS and width > 2 * height and _MIN_RULING <= width <= _MAX_RULING:
        horizontal.append(Stroke((y0 + y1) / 2, x0, x1))
    elif width <= _MAX_THICKNESS and height > 2 * width and _MIN_RULING <= height <= _MAX_RULING:
        vertical.append(Stroke((x0 + x1) / 2, y0, y1))
    else:
        return max(width, height) <= _MAX_THICKNESS
    return True


def find_grids(horizontal: Sequence[Stroke], vertical: Sequence[Stroke]) -> list[RuledGrid]:
    """The ruled regions, from top to bottom; a frame around something is a region of one cell."""
    across, down = merge_strokes(horizontal[:MAX_STROKES]), merge_strokes(vertical[:MAX_STROKES])
    if len(across) > _MAX_GRID_LINES * 4 or len(down) > _MAX_GRID_LINES * 4:
        return []
    closed = _regions(across, down)
    inside = {stroke for h, _ in closed for stroke in h}
    open_ = _open_regions([stroke for stroke in across if stroke not in inside])
    found = [_grid(h, v) for h, v in [*closed, *open_]]
    return sorted((g for g in found if g), key=lambda g: (g.ys[0], g.xs[0]))


def merge_strokes(strokes: Iterable[Stroke]) -> list[Stroke]:
    """``strokes`` with pieces and doubles of one line joined."""
    result: list[Stroke] = []
    group: list[Stroke] = []

    def flush() -> None:
        group.sort(key=lambda s: s.start)
        at = sum(s.at for s in group) / len(group)
        start, end = group[0].start, group[0].end
        for piece in group[1:]:
            if piece.start - end > _MAX_BREAK:
                result.append(Stroke(at, start, end))
                start, end = piece.start, piece.end
            elif piece.end > end:
                end = piece.end
        result.append(Stroke(at, start, end))

    for stroke in sorted(strokes):
        if group and stroke.at - group[0].at > _SAME_LINE:
            flush()
            group.clear()
        group.append(stroke)
    if group:
        flush()
    return result


def _regions(across: list[Stroke], down: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Rulings that meet one another, region by region."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for j, (x, top, bottom) in enumerate(down, len(across)):
        low, high = top - _MAX_MISS, bottom + _MAX_MISS
        for i in range(bisect_left(across, (low,)), len(across)):
            y, left, right = across[i]
            if y > high:
                break
            if left - _MAX_MISS <= x <= right + _MAX_MISS:
                parent[root(i)] = root(j)
    members: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, stroke in enumerate([*across, *down]):
        members.setdefault(root(i), ([], []))[i >= len(across)].append(stroke)
    found = [(h, v) for h, v in members.values() if h and v]
    for h, v in found:
        _add_free_rulings(h, v, [other for hs, vs in members.values() if not vs for other in hs])
    return found


def _add_free_rulings(across: list[Stroke], down: list[Stroke], free: list[Stroke]) -> None:
    """Add to a region the long rulings of ``free`` within it that meet no vertical ruling since some are not drawn."""
    top, bottom = min(s.at for s in across), max(s.at for s in across)
    left, right = min(s.start for s in across), max(s.end for s in across)
    left, right = min(left, *(s.at for s in down)), max(right, *(s.at for s in down))
    across += [
        s
        for s in free
        if s.end - s.start >= _MIN_RULING_OF_TABLE and top < s.at < bottom and left < s.start and s.end < right
    ]


def _open_regions(free: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Of horizontal rulings that no vertical one meets, stacks of at least three long ones of one width, and those between."""
    stacks: dict[tuple[int, int], list[Stroke]] = {}
    for stroke in free:
        if stroke.end - stroke.start >= _MIN_RULING_OF_TABLE:
            stacks.setdefault((round(stroke.start / _ENDS_APART), round(stroke.end / _ENDS_APART)), []).append(stroke)
    found = []
    for stack in sorted(stacks.values(), key=lambda stack: stack[0].start - stack[0].end):
        top, left, right = stack[0]
        bottom = stack[-1].at
        inside = [
            s for s in free if top <= s.at <= bottom and left - _MAX_MISS <= s.start and s.end <= right + _MAX_MISS
        ]
        if len(stack) >= _FEWEST_STACKED and stack[0] in inside:
            found.append((inside, list[Stroke]()))
            taken = set(inside)
            free = [stroke for stroke in free if stroke not in taken]
    return found


def _grid_lines(positions: Iterable[float]) -> list[float]:
    """Positions of grid lines, those of a double ruling taken together."""
    tracks: list[list[float]] = []
    for position in sorted(positions):
        if tracks and position - tracks[-1][0] <= _MAX_DOUBLE_RULING:
            tracks[-1].append(position)
        else:
            tracks.append([position])
    return [sum(track) / len(track) for track in tracks]


def _nearest(tracks: list[float], position: float) -> int:
    i = bisect_left(tracks, position)
    if i == len(tracks) or (i and position - tracks[i - 1] < tracks[i] - position):
        return i - 1
    return i


def _grid(across: list[Stroke], down: list[Stroke]) -> RuledGrid | None:
    ends = [x for s in across for x in (s.start, s.end)]
    xs = _grid_lines([*(s.at for s in down), *_without_ruling([s.at for s in down], ends)])
    tips = [y for s in down for y in (s.start, s.end)]
    rows = [s.at for s in across]
    # Only the outermost tips make a line: a table left open at the page break has rows there all the same.
    ys = _grid_lines(
        [*rows, *(y for y in (min(tips, default=rows[0]), max(tips, default=rows[0])) if _without_ruling(rows, [y]))]
    )
    if len(xs) < 2 or len(ys) < 2 or len(xs) > _MAX_GRID_LINES or len(ys) > _MAX_GRID_LINES:
        return None
    # below[r][c]: a ruling under box (r, c); beside[r][c]: one on its right. Outer edges always separate.
    height, width = len(ys) - 1, len(xs) - 1
    below = _mark_separators(across, ys, xs, height)
    beside_columns = _mark_separators(down, xs, ys, width)
    beside = [[beside_columns[c][r] for c in range(width)] for r in range(height)]
    inferred = _infer_separators(below, beside)
    return RuledGrid(tuple(xs), tuple(ys), tuple(_boxes(xs, ys, below, beside, inferred)), not down)


def _without_ruling(near: list[float], positions: Iterable[float]) -> list[float]:
    """``positions`` that no ruling of ``near`` stands at."""
    ordered = sorted(near)
    return [p for p in positions if not ordered or abs(ordered[_nearest(ordered, p)] - p) > _MAX_DOUBLE_RULING]


def _mark_separators(strokes: list[Stroke], lines: list[float], tracks: list[float], count: int) -> list[list[bool]]:
    """For each of the first ``count`` bands, which boxes have a ruling on the line that ends the band."""
    middles = [(a + b) / 2 for a, b in pairwise(tracks)]
    table = [[i == count - 1] * len(middles) for i in range(count)]
    for stroke in strokes:
        line = _nearest(lines, stroke.at)
        if line >= 1:
            for i in range(bisect_right(middles, stroke.start), bisect_left(middles, stroke.end)):
                table[line - 1][i] = True
    return table


def _infer_separators(below: list[list[bool]], beside: list[list[bool]]) -> set[tuple[int, int]]:
    """Boxes whose right separator is not drawn, but must be there: a row ruling ends at it. Sets them in ``beside``."""
    found = set()

    def separate(row: int, column: int) -> None:
        if not beside[row][column]:
            beside[row][column] = True
            found.add((row, column))

    places = [(r, c) for r in range(len(below) - 1) for c in range(len(below[r]) - 1)]
    for r, c in places:
        if below[r][c] != below[r][c + 1]:
            separate(r, c)
            separate(r + 1, c)
    if found:
        # Nor does a separator end where no row ruling is.
        for r, c in (*places, *reversed(places)):
            if not (below[r][c] or below[r][c + 1]) and (beside[r][c] or beside[r + 1][c]):
                separate(r, c)
                separate(r + 1, c)
    return found


def _boxes(
    xs: list[float], ys: list[float], below: list[list[bool]], beside: list[list[bool]], inferred: set[tuple[int, int]]
) -> Iterable[Box]:
    height, width = len(ys) - 1, len(xs) - 1
    taken = [[False] * width for _ in range(height)]
    for r in range(height):
        for c in range(width):
            if taken[r][c]:
                continue
            right = c + 1
            while not beside[r][right - 1] and not taken[r][right]:
                right += 1
            bottom = r + 1
            while not any(below[bottom - 1][c:right]) and _joins(beside, taken, bottom, c, right):
                bottom += 1
            for row in range(r, bottom):
                taken[row][c:right] = [True] * (right - c)
            doubt = inferred and any((row, col) in inferred for row in range(r, bottom) for col in (c - 1, right - 1))
            yield Box(
                r, c, bottom - r, right - c, xs[c], ys[r], xs[right], ys[bottom], INFERRED_CONFIDENCE if doubt else 1.0
            )


def _joins(beside: list[list[bool]], taken: list[list[bool]], row: int, left: int, right: int) -> bool:
    """Whether row ``row`` carries on a box of columns ``left`` to ``right``: closed at both ends, open between."""
    line = beside[row]
    return (
        line[right - 1]
        and not any(line[left : right - 1])
        and (left == 0 or line[left - 1])
        and not any(taken[row][left:right])
    )
