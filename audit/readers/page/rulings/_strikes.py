"""Lines drawn through or under figures: a struck figure is not read, nor one joined with it; an underline rules no cell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from audit.readers.page.lines import UNKNOWN, Run
from audit.readers.page.rulings._rulings import Stroke

#: Longest run of characters, and longest stroke in points, that is looked at: figures of a cell, not a paragraph.
_MAX_RUN, _MAX_STROKE = 24, 160.0
#: Between the first two shares of a character's height a line goes through it, down to the third it is an underline.
_STRIKE_FROM, _STRIKE_TO, _UNDERLINE_TO = 0.3, 0.68, 1.0
#: How far, in full-width characters, a stroke may go beyond its figure; an underline is as wide as the figure.
_MAX_BEYOND_FIGURE, _UNDERLINE_TOLERANCE = 0.4, 0.15
#: Strokes looked at for one run; no page draws more at one height.
_MAX_STROKES_AT_RUN = 100


def drop_struck(runs: Sequence[Run], across: Sequence[Stroke]) -> tuple[list[Run], list[Stroke]]:
    """``runs`` with struck figures made unknown, and the horizontal strokes of ``across`` that stand at no figure."""
    short = sorted((s for s in across if s.end - s.start < _MAX_STROKE), key=attrgetter("at"))
    if not short:
        return list(runs), list(across)
    drawn: set[Stroke] = set()
    found = []
    for run in runs:
        strokes = _strokes_at(run, short) if len(run.text) <= _MAX_RUN and any(map(str.isdigit, run.text)) else []
        drawn.update(strokes)
        lowest = run.top + _STRIKE_TO * (run.bottom - run.top)
        struck = any(stroke.at <= lowest for stroke in strokes)
        found.append(run._replace(text=UNKNOWN * len(run.text)) if struck else run)
    return found, [stroke for stroke in across if stroke not in drawn]


def _strokes_at(run: Run, strokes: Sequence[Stroke]) -> list[Stroke]:
    height = run.bottom - run.top
    first = bisect_left(strokes, run.top + _STRIKE_FROM * height, key=attrgetter("at"))
    found = []
    for stroke in strokes[first : first + _MAX_STROKES_AT_RUN]:
        if stroke.at > run.top + _UNDERLINE_TO * height:
            break
        left, right = run.x0 - stroke.start, stroke.end - run.x1
        if stroke.at > run.top + _STRIKE_TO * height:
            is_line_at_run = max(abs(left), abs(right)) <= _UNDERLINE_TOLERANCE * run.em
        else:
            is_line_at_run = max(left, right) <= _MAX_BEYOND_FIGURE * run.em <= stroke.end - stroke.start
        if is_line_at_run:
            found.append(stroke)
    return found
