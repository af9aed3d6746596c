"""Rows of figures that no ruling encloses: kept apart from prose, and put together with a label of several lines.

A label of several lines stands around its figures, as many lines above them as below. Whatever does not is left as it
is printed, and the row has then no label that is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.patterns import regex
from audit.readers.page.lines._lines import PageLine, Run, split_at_gaps
from audit.words import LINE_NUMBER, MEASURE

#: Figures side by side at the end of a line that make it a row of a table.
_MIN_FIGURES = 3
#: Pieces at least this many full-width characters apart stand in different columns.
_MIN_COLUMN_GAP = 1.0
#: How far the figures may stand from the middle of their label, in full-width characters.
_MAX_OFF_CENTRE = 0.6
_FIGURE = regex(rf"[-—－–]?[\d０-９][\d０-９,.，．]*[{MEASURE}]{{0,2}}|[-—－–/／]{{1,2}}")
_NUMBERED = regex(rf"\s*{LINE_NUMBER}")


def is_row_of_figures(line: PageLine) -> bool:
    """Whether ``line`` ends in several figures that stand apart."""
    words = line.text.split()
    return len(words) >= _MIN_FIGURES and all(_FIGURE.fullmatch(word) for word in words[-_MIN_FIGURES:])


def join_labels(lines: Sequence[PageLine]) -> list[PageLine]:
    """``lines`` from top to bottom, each row of figures in one with the lines of its label above and below it."""
    if not any(map(is_row_of_figures, lines)):
        return list(lines)
    found: list[PageLine] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if is_row_of_figures(line):
            above = _label_above(found, line)
            below = list(lines[index : index + len(above)])
            if above and len(below) == len(above) and _stand_around(above, line, below):
                del found[-len(above) :]
                index += len(below)
                line = _as_one_line(above, line, below)
        found.append(line)
    return found


def _label_above(lines: Sequence[PageLine], row: PageLine) -> list[PageLine]:
    """The lines of a label right above ``row``, from the one that begins with a number; [] where the row has its own."""
    if _NUMBERED.match(_last_label(row, row)):
        return []
    found: list[PageLine] = []
    under = row
    for line in reversed(lines):
        if is_row_of_figures(line) or under.top - line.bottom > line.em:
            return []
        found.insert(0, line)
        if _NUMBERED.match(_last_label(line, row)):
            return found
        under = line
    return []


def _stand_around(above: Sequence[PageLine], row: PageLine, below: Sequence[PageLine]) -> bool:
    """Whether the lines above and below stand evenly about ``row`` and end where its figures begin."""
    middle, edge = (row.top + row.bottom) / 2, _first_figure(row)
    return (
        abs((above[0].top + below[-1].bottom) / 2 - middle) <= _MAX_OFF_CENTRE * row.em
        and all(line.x1 < edge for line in (*above, *below))
        and not any(is_row_of_figures(line) or _NUMBERED.match(_last_label(line, row)) for line in below)
        and below[0].top - row.bottom <= row.em
    )


def _columns(line: PageLine) -> list[tuple[Run, ...]]:
    return split_at_gaps(line, _MIN_COLUMN_GAP)


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _first_figure(row: PageLine) -> float:
    """Where the figures of ``row`` begin."""
    edge = row.x1
    for run in reversed(row.runs):
        if not _FIGURE.fullmatch(run.text):
            break
        edge = run.x0
    return edge


def _last_label(line: PageLine, row: PageLine) -> str:
    """The last piece of ``line`` before the figures of ``row``."""
    edge = _first_figure(row)
    labels = [piece for piece in _columns(line) if piece[0].x0 < edge]
    return _text(labels[-1]) if labels else ""


def _as_one_line(above: Sequence[PageLine], row: PageLine, below: Sequence[PageLine]) -> PageLine:
    """One line of the label's pieces, column by column, and the row's figures."""
    edge = _first_figure(row)
    columns: list[tuple[float, float, str]] = []
    for piece in (piece for line in (*above, row, *below) for piece in _columns(line) if piece[0].x0 < edge):
        x0, x1, text = piece[0].x0, max(run.x1 for run in piece), _text(piece)
        for number, (left, right, before) in enumerate(columns):
            if x0 < right and left < x1:
                columns[number] = (min(left, x0), max(right, x1), before + text)
                break
        else:
            columns.append((x0, x1, text))
    words = row.text.split()
    figures = [word for number, word in enumerate(words) if all(map(_FIGURE.fullmatch, words[number:]))]
    return row._replace(
        text=" ".join([*(text for _, _, text in sorted(columns)), *figures]),
        x0=min(line.x0 for line in (*above, row, *below)),
        top=above[0].top,
        bottom=below[-1].bottom,
    )
