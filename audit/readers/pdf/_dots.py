"""Rulings drawn dot by dot or dash by dash, each a small box of its own, as office programs and browsers print them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit.readers.page import Stroke

Dot = tuple[float, float, float, float]

#: Longest side of a dot or dash, in points; longer ones are rulings by themselves.
MAX_DOT = 5.0
#: Dots in a row that make a ruling, the widest gap between two of them, and how far one may lie off the line.
_MIN_DOTS, _MAX_GAP, _MAX_OFF_LINE = 8, 6.0, 0.4
#: More rulings than any page has are a pattern.
_MAX_RULINGS = 800


def dotted(dots: Iterable[Dot]) -> tuple[list[Stroke], list[Stroke]]:
    """The horizontal and vertical rulings that ``dots`` (x0, top, x1, bottom) make; none where they make a pattern."""
    boxes = list(dots)
    across = list(_rows(((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in boxes))
    down = list(_rows(((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in boxes))
    return (across, down) if len(across) + len(down) <= _MAX_RULINGS else ([], [])


def _rows(pieces: Iterable[tuple[float, float, float]]) -> Iterator[Stroke]:
    """The strokes that pieces on one line make; a piece is its place across the line, its start and its end."""
    lines: list[list[tuple[float, float, float]]] = []
    for piece in sorted(pieces):
        if lines and piece[0] - lines[-1][0][0] <= _MAX_OFF_LINE:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    for line in lines:
        line.sort(key=lambda piece: piece[1])
        group = [line[0]]
        for piece in line[1:]:
            if piece[1] - group[-1][2] > _MAX_GAP:
                yield from _stroke(group)
                group = []
            group.append(piece)
        yield from _stroke(group)


def _stroke(group: list[tuple[float, float, float]]) -> Iterator[Stroke]:
    if len(group) >= _MIN_DOTS:
        yield Stroke(group[0][0], group[0][1], group[-1][2])
