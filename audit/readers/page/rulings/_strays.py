"""Vertical rulings that run on below their table, through other tables and the text, are cut where their table ends.

LibreOffice draws the sides of cells that were merged over a page break down to the foot of the last page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from audit.readers.page.lines import Run
from audit.readers.page.rulings._rulings import Stroke, merge_strokes

#: Points that a ruling goes on below the last ruling that it meets where it hangs.
_MIN_HANGING = 6.0
#: Points that text goes beyond a ruling on both sides where it lies across it.
_MIN_BEYOND_RULING = 2.0
#: Points between two rulings within which they meet.
_MAX_MISS = 3.0
#: More rulings in one direction are no tables.
_MAX_RULINGS = 400


def cut_strays(runs: Sequence[Run], across: Sequence[Stroke], down: Sequence[Stroke]) -> list[Stroke]:
    """``down`` without the ends that hang below the table and run through text.

    Such a stroke is cut where the other rulings leave the table. Strokes are in points; more of them than a table has are
    left as they are.
    """
    across, lines = merge_strokes(across), merge_strokes(down)
    if max(len(across), len(lines)) > _MAX_RULINGS:
        return list(down)
    feet = {stroke: _foot(stroke, across) for stroke in lines}
    hanging = [stroke for stroke in lines if stroke.end - feet[stroke] > _MIN_HANGING]
    strays = {stroke for stroke in hanging if any(_crosses(run, stroke, feet[stroke]) for run in runs)}
    if not strays:
        return list(down)
    trusted = [stroke for stroke in lines if stroke not in hanging]
    kept = []
    for stroke in lines:
        end = _end(stroke, across, trusted) if stroke in strays or _beside(stroke, strays, hanging) else stroke.end
        if end > stroke.start:
            kept.append(stroke._replace(end=end))
    return kept


def _foot(stroke: Stroke, across: Sequence[Stroke]) -> float:
    """Where the last horizontal ruling meets ``stroke``."""
    met = (line.at for line in across if _meets(line, stroke))
    return max(met, default=stroke.start)


def _meets(line: Stroke, stroke: Stroke) -> bool:
    return (
        stroke.start - _MAX_MISS <= line.at <= stroke.end + _MAX_MISS
        and line.start - _MAX_MISS <= stroke.at <= line.end + _MAX_MISS
    )


def _crosses(run: Run, stroke: Stroke, top: float) -> bool:
    middle = (run.top + run.bottom) / 2
    return top < middle < stroke.end and run.x0 + _MIN_BEYOND_RULING < stroke.at < run.x1 - _MIN_BEYOND_RULING


def _beside(stroke: Stroke, strays: set[Stroke], hanging: Sequence[Stroke]) -> bool:
    """Whether ``stroke`` hangs as low as a stray one: the outermost side may have no text across it."""
    return stroke in hanging and any(abs(stroke.end - stray.end) < _MAX_MISS for stray in strays)


def _end(stroke: Stroke, across: Sequence[Stroke], trusted: Sequence[Stroke]) -> float:
    """How far down ``stroke`` stands beside rulings that end with the table, from one horizontal ruling to the next."""
    end = stroke.start
    levels = sorted({line.at for line in across if _meets(line, stroke)})
    for upper, lower in pairwise([stroke.start, *levels]):
        middle = (upper + lower) / 2
        if lower - upper > _MAX_MISS and not any(other.start < middle < other.end for other in trusted):
            break
        end = lower
    return end
