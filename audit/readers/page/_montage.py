"""Which strips of a page a picture of a place shows: the row with its label, the head of its column, whole lines of a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

#: A box in points, or in pixels: left, top, right, bottom.
Box = tuple[float, float, float, float]
#: From where to where, along or down a page.
Span = tuple[float, float]

#: Points beside what is shown, and points of a page that are shown before, behind and above, below a cell whose row has no label.
_MARGIN, _BEFORE, _BEHIND, _LINE = 1.5, 170.0, 70.0, 20.0
#: Points between strips side by side, and one above the other, that are left in.
_MOST_BETWEEN, _MOST_ABOVE = 100.0, 12.0
#: Points of the narrowest picture, of the widest and of the highest one.
_LEAST_WIDTH, _MOST_WIDTH, _MOST_HEIGHT = 150.0, 530.0, 170.0


@dataclass(frozen=True, slots=True)
class Montage:
    """The strips along a page, and down it, that are shown, in their order; ``slack`` says by how much a strip may be higher to hold whole lines.

    ``blank`` is the part of it that says nothing of the place and is left white: what stands beside the heads of columns.
    """

    across: tuple[Span, ...]
    down: tuple[Span, ...]
    slack: float
    blank: Box | None = None

    def areas(self) -> Iterator[Box]:
        """The pieces of the page, with the slack."""
        for top, bottom in self.down:
            for left, right in self.across:
                yield left, top - self.slack, right, bottom + self.slack


def montage(
    frames: Sequence[Box], labels: Sequence[Box], paragraph: Box | None, width: float, height: float
) -> Montage | None:
    """The strips of a page, ``width`` × ``height`` points, that show ``frames``, the first in any case; None where that is off the page.

    ``labels`` are shown besides, and lie beside a frame or above it. ``paragraph`` is the box of the lines in which frames
    are words.
    """
    page = (0.0, 0.0, width, height)
    inside = [box for box in (_within(frame, page) for frame in frames) if box]
    if not inside or _within(frames[0], page) is None:
        return None
    named = [box for box in (_within(label, page) for label in labels) if box]
    beside = [label for label in named if any(_beside(label, frame) for frame in inside)]
    above = [label for label in named if label not in beside]
    if paragraph:
        across = [_widened(max(0.0, paragraph[0] - _LINE / 4), min(width, paragraph[2] + _LINE / 4), width)]
        down = [_lines(inside, paragraph, height)]
        return Montage(tuple(_narrowed(across, inside[0])), tuple(down), _LINE / 2)
    if not named:
        x0, x1 = inside[0][0] - _BEFORE, max(box[2] for box in inside) + _BEHIND
        across = [_widened(max(0.0, x0), min(width, x1), width)]
        down = [_united(inside, 1, _LINE, height)]
        return Montage(tuple(_narrowed(across, inside[0])), (_shortened(down[0]),), _LINE / 2)
    across = _strips([*inside, *named], 0, _MOST_BETWEEN, width)
    down = _strips([*inside, *beside], 1, _MOST_ABOVE, height)
    heads = _strips([*inside, *beside, *above], 1, _MOST_ABOVE, height)
    if sum(bottom - top for top, bottom in heads) <= _MOST_HEIGHT:
        down = heads
    if len(across) == 1:
        across = [_widened(*across[0], width)]
    blank = (
        (0.0, min(box[1] for box in above), min(box[0] for box in above) - _MARGIN, max(box[3] for box in above))
        if above
        else None
    )
    return Montage(tuple(_narrowed(across, inside[0])), tuple(map(_shortened, down)), 0.0, blank)


def _beside(label: Box, frame: Box) -> bool:
    """Whether a label stands in the row of a frame: their heights meet."""
    return min(label[3], frame[3]) - max(label[1], frame[1]) > min(label[3] - label[1], frame[3] - frame[1]) / 2


def _lines(frames: Sequence[Box], paragraph: Box, height: float) -> Span:
    """From where to where a paragraph is shown: the lines of the frames, of many those of the first, and a line above and below."""
    top, bottom = _united(frames, 1, _LINE, height)
    if bottom - top > _MOST_HEIGHT:
        top, bottom = _shortened(_united(frames[:1], 1, _LINE, height))
    return max(top, paragraph[1] - _MARGIN), min(bottom, paragraph[3] + _MARGIN)


def _strips(boxes: Iterable[Box], axis: int, most_between: float, end: float) -> list[Span]:
    """The spans of ``boxes`` along an axis, those with little between them as one."""
    found: list[Span] = []
    for first, last in sorted((max(0.0, box[axis] - _MARGIN), min(end, box[axis + 2] + _MARGIN)) for box in boxes):
        if found and first - found[-1][1] <= most_between:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found


def _united(boxes: Sequence[Box], axis: int, margin: float, end: float) -> Span:
    return max(0.0, min(box[axis] for box in boxes) - margin), min(end, max(box[axis + 2] for box in boxes) + margin)


def _shortened(span: Span) -> Span:
    """The beginning of what is too high to be shown."""
    return span[0], min(span[1], span[0] + _MOST_HEIGHT)


def _narrowed(spans: Sequence[Span], frame: Box) -> list[Span]:
    """The spans where they are narrow enough together; else what stands around the frame."""
    if sum(last - first for first, last in spans) <= _MOST_WIDTH:
        return list(spans)
    middle = (max(frame[0], spans[0][0]) + min(frame[2], frame[0] + _MOST_WIDTH)) / 2
    first = max(spans[0][0], min(middle - _MOST_WIDTH / 2, spans[-1][1] - _MOST_WIDTH))
    return [(first, min(spans[-1][1], first + _MOST_WIDTH))]


def _widened(start: float, end: float, most: float) -> Span:
    lacking = max(0.0, _LEAST_WIDTH - (end - start)) / 2
    start, end = start - lacking, end + lacking
    if start < 0:
        start, end = 0.0, end - start
    return (max(0.0, start - max(0.0, end - most)), most) if end > most else (start, end)


def _within(box: Box, page: Box) -> Box | None:
    x0, top, x1, bottom = max(page[0], box[0]), max(page[1], box[1]), min(page[2], box[2]), min(page[3], box[3])
    return (x0, top, x1, bottom) if x1 > x0 and bottom > top else None
