"""Cells whose column separators are not drawn, cut by where their text stands.

Rows that print the most pieces side by side show the columns; a cell cut this way has a confidence below 1.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from audit.readers.page.lines import PageLine, Run, compose_lines, settle_note_marks, split_at_gaps
from audit.readers.page.rulings import INFERRED_CONFIDENCE, Box, RuledGrid

FilledBox = tuple[Box, list[PageLine]]
Span = tuple[float, float]
#: First and last of the columns that a piece covers, from 0.
Columns = tuple[int, int]
#: Pieces at least this many full-width characters apart stand in different columns.
_MIN_COLUMN_GAP = 1.0
#: Figures nearer than that, but not side by side, may stand in two columns or in one.
_MIN_DOUBTFUL_GAP = 0.45
#: Once the columns are known, pieces this far apart are told apart.
_MIN_KNOWN_GAP = 0.3
#: A separator may cut this many points into a piece without parting it.
_CUT_TOLERANCE = 1.5


def split_boxes(grid: RuledGrid, cells: Sequence[FilledBox], earlier: Sequence[float] = ()) -> list[FilledBox]:
    """``cells`` with those cut that print several columns side by side; columns are counted anew.

    ``earlier`` are the grid lines of the table before, as wide as this one, which this one may carry on.
    """
    groups: dict[tuple[int, int], list[FilledBox]] = {}
    for cell in cells:
        groups.setdefault((cell[0].column, cell[0].colspan), []).append(cell)
    wide = {
        key: group
        for key, group in groups.items()
        if any(_side_by_side(lines, _MIN_COLUMN_GAP)[1:] for _, lines in group)
    }
    if not wide:
        return list(cells)
    known = list(grid.xs)
    most = max((len(_side_by_side(lines, _MIN_COLUMN_GAP)) for _, lines in cells if _prints_figures(lines)), default=0)
    # One row by itself does not tell how many columns there are.
    alone = sum(len(_side_by_side(lines, _MIN_COLUMN_GAP)) > 1 for group in wide.values() for _, lines in group) == 1
    cuts: dict[tuple[int, int], list[float]] = {}
    for key, group in sorted(wide.items(), key=lambda item: -len(item[1])):
        found = _boundaries(group, known, earlier, alone=alone)
        figures = any(_prints_figures(lines) for _, lines in group)
        # Rows of figures with fewer columns than others of the table have blank ones, no one knows where.
        if found and not (figures and len(found) + 1 < most and group[0][0].x1 > grid.xs[-1] - _CUT_TOLERANCE):
            cuts[key] = found
            known = sorted({*known, *found})
    if not cuts:
        return list(cells)
    result: list[FilledBox] = []
    for box, lines in cells:
        result += _cut((box, lines), cuts.get((box.column, box.colspan), []))
    return [(_count_anew(box, known), lines) for box, lines in result]


def _prints_figures(lines: Sequence[PageLine]) -> bool:
    return any(line.runs[-1].text[-1].isdigit() for line in lines)


def _side_by_side(lines: Sequence[PageLine], gap: float) -> list[Span]:
    """The pieces that stand side by side in a cell, lines below one another taken together."""
    spans = sorted((c[0].x0, max(run.x1 for run in c)) for line in lines for c in split_at_gaps(line, gap))
    blocks: list[Span] = []
    for x0, x1 in spans:
        if blocks and x0 < blocks[-1][1]:
            blocks[-1] = (blocks[-1][0], max(x1, blocks[-1][1]))
        else:
            blocks.append((x0, x1))
    return blocks


def _boundaries(
    group: Sequence[FilledBox], known: Sequence[float], earlier: Sequence[float], *, alone: bool
) -> list[float]:
    """Where the separators of ``group`` must be, or [] where its rows do not agree; ``known`` ones are preferred.

    Where ``earlier`` has more of them that cut no piece, columns are blank in all rows of ``group``.
    """
    rows = [blocks for _, lines in group if len(blocks := _side_by_side(lines, _MIN_COLUMN_GAP)) > 1]
    if alone and not earlier:
        return []
    figures = [lines for _, lines in group if _prints_figures(lines)]
    if any(
        len(_side_by_side(lines, _MIN_DOUBTFUL_GAP)) != len(_side_by_side(lines, _MIN_COLUMN_GAP)) for lines in figures
    ):
        return []
    counts = Counter(map(len, rows))
    # A single row with more pieces than the others may hold a number with a gap.
    most = max((count for count, times in counts.items() if times > 1 or len(rows) <= 2), default=0)
    full = [blocks for blocks in rows if len(blocks) == most]
    if len(full) * 3 < len(rows) and not earlier:
        return []
    found = []
    for i in range(most - 1):
        left, right = max(row[i][1] for row in full), min(row[i + 1][0] for row in full)
        if right - left < 1.0:
            return []
        between = [x for x in known if left < x < right]
        found.append(between[0] if between else (left + right) / 2)
    box = group[0][0]
    lines = [x for x in earlier if box.x0 + _CUT_TOLERANCE < x < box.x1 - _CUT_TOLERANCE]
    if len(lines) > len(found) and not any(
        x0 + _CUT_TOLERANCE < x < x1 - _CUT_TOLERANCE for row in rows for x0, x1 in row for x in lines
    ):
        return lines
    return found


def _cut(cell: FilledBox, cuts: Sequence[float]) -> list[FilledBox]:
    """``cell`` in as many cells as ``cuts`` ask for; a piece across a cut keeps its columns together."""
    box, lines = cell
    if not cuts or not lines:
        return [cell]
    edges = [box.x0, *cuts, box.x1]
    parts: dict[Columns, list[Run]] = {}
    taken: dict[int, Columns] = {}
    for line in lines:
        held: set[Columns] = set()
        for piece in split_at_gaps(line, _MIN_KNOWN_GAP):
            first = max(bisect_left(edges, piece[0].x0 + _CUT_TOLERANCE) - 1, 0)
            last = min(
                max(bisect_left(edges, max(run.x1 for run in piece) - _CUT_TOLERANCE) - 1, first), len(edges) - 2
            )
            span = (first, last)
            if any(taken.setdefault(column, span) != span for column in range(first, last + 1)):
                return [cell]
            if span in held and piece[0].text[0].isdigit():
                return [cell]
            held.add(span)
            parts.setdefault(span, []).extend(piece)
    if len(parts) == 1 and len(lines) == 1 and next(iter(parts)) == (0, len(cuts)):
        return [cell]
    if len(parts) > 1 and not _prints_figures(lines):
        # Headings: what they span is not printed, and no cell beside them is certainly blank.
        taken = dict.fromkeys(range(len(edges)), (0, 0))
    spans = sorted([*parts, *((c, c) for c in range(len(edges) - 1) if c not in taken)])
    if len(parts) == 1 and not _is_row_label(next(iter(parts))):
        # One heading over several columns: which ones it spans is not printed.
        return [cell]
    return [
        (
            box._replace(x0=edges[a], x1=edges[b + 1], confidence=min(box.confidence, INFERRED_CONFIDENCE)),
            compose_lines(settle_note_marks(parts.get((a, b), ()))),
        )
        for a, b in spans
    ]


def _is_row_label(span: Columns) -> bool:
    """Whether a row's only piece stands in its first column, as the label of a row whose other cells are blank."""
    return span == (0, 0)


def _count_anew(box: Box, known: Sequence[float]) -> Box:
    """``box`` with its column and span counted on the lines of ``known``."""
    first, last = _nearest_line(known, box.x0), _nearest_line(known, box.x1)
    return box._replace(column=first, colspan=max(last - first, 1))


def _nearest_line(known: Sequence[float], x: float) -> int:
    return min(range(len(known)), key=lambda i: abs(known[i] - x))
