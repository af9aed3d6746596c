"""Labels and rows that a page break cuts in two, put together again where that is certain.

Numbers are never joined: a row is one row only if at most one of its halves prints values.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from audit.cells import read_cell
from audit.patterns import regex
from audit.readers.page.lines import PageLine, fills_cell
from audit.readers.page.rulings import INFERRED_CONFIDENCE, Box
from audit.words import LINE_NUMBER, MEASURE, ORDINAL

#: How far the edges of one column may differ from page to page, in points.
_EDGE_TOLERANCE = 4.0
_BEGINS_WITH_NUMBER = regex(rf"\s*(?:{LINE_NUMBER}|第[{ORDINAL}]+条)")
_ONLY_FIGURES = regex(rf"[-—－\d\s.．,，%％]*[{MEASURE}]{{0,2}}")
_HAN = regex(r"[\u3400-\u9fff]")
#: A character before marks that begin no line.
_NO_LINE_BEGINS = regex(r".[”’》〉）」』】，。、；：？！…%]")


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell on its page: its box, text and printed lines."""

    box: Box
    text: str
    lines: tuple[PageLine, ...] = ()


@dataclass(slots=True)
class RuledTable:
    """A ruled region of one page, with its edges in points and its cells."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    pieces: list[RuledCell]

    def edges(self) -> list[float]:
        """Where its columns begin and end."""
        return sorted({edge for piece in self.pieces for edge in (piece.box.x0, piece.box.x1)})


def mend_page_break(before: RuledTable, after: RuledTable) -> None:
    """Join what the page break between ``before`` and ``after`` cut, in place."""
    if not (before.pieces and after.pieces):
        return  # all that stood there went to the page before
    if (
        after.page != before.page + 1
        or abs(before.x0 - after.x0) > _EDGE_TOLERANCE
        or abs(before.x1 - after.x1) > _EDGE_TOLERANCE
    ):
        return
    start = _repeated_rows(before, after)
    last = max(piece.box.row + piece.box.rowspan for piece in before.pieces)
    lower = [piece for piece in before.pieces if piece.box.row + piece.box.rowspan == last]
    upper = [piece for piece in after.pieces if piece.box.row == start]
    labels = [(a, b) for a in lower for b in upper if _same_column(a.box, b.box) and _label_cut(a, b)]
    if (_is_empty(lower) and _only_figures(upper)) or (_is_empty(upper) and _only_figures(lower)):
        # The room a cut row left on one of the pages.
        table, empty = (before, lower) if _is_empty(lower) else (after, upper)
        table.pieces = [piece for piece in table.pieces if piece not in empty or piece.box.rowspan > 1]
        return
    if heads := _heads_cut(lower, upper):
        for a, b in heads:
            before.pieces.remove(a)
            _swap(after, b, replace(b, text=a.text + b.text))
        return
    if _row_cut(lower, upper, labels):
        _join_rows(before, after, lower, upper)
        spanning = [(a, b) for a, b in labels if a.box.rowspan > 1 or b.box.rowspan > 1]
    else:
        if _inferred(lower, upper):
            # Ruled labels show whether they are cut. Where columns were inferred, the figures beyond the page break
            # may belong to a row whose own cells are then not blank.
            before.pieces = [p for p in before.pieces if p.text.strip() or p not in lower or _labelled(upper)]
            after.pieces = [p for p in after.pieces if p.text.strip() or p not in upper or _labelled(lower)]
        # The label of the row itself stands beside its values: only labels of groups are cut without their rows.
        spanning = [(a, b) for a, b in labels if _numbered(a) and any(_beyond(a, p) for p in upper)]
    for a, b in spanning:
        _swap(before, a, replace(_doubted(a), text=a.text + b.text))
        _swap(after, b, replace(_doubted(b), text=a.text + b.text))
    for a, b in [(a, b) for a in lower for b in upper if _same_column(a.box, b.box) and _may_be_cut(a, b)]:
        _swap(before, a, _doubted(a))
        _swap(after, b, _doubted(b))


def _repeated_rows(before: RuledTable, after: RuledTable) -> int:
    """How many rows at the top of ``after`` repeat those at the top of ``before``, however they are cut into cells."""
    count = 0
    while True:
        below = Counter("".join("".join(p.text.split()) for p in after.pieces if p.box.row == count))
        above = Counter("".join("".join(p.text.split()) for p in before.pieces if p.box.row == count))
        if below != above or not any(map(_HAN.match, below)):
            return count
        count += 1


def _same_column(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) <= _EDGE_TOLERANCE and abs(a.x1 - b.x1) <= _EDGE_TOLERANCE


def _label_cut(a: RuledCell, b: RuledCell) -> bool:
    """Whether the text of ``b`` can only be the rest of the label ``a``."""
    if not _HAN.search(a.text) or not b.text.strip() or _is_value(a) or _is_value(b) or not a.lines:
        return False
    if _numbered(b):
        return False
    upright = all(len(line.text) == 1 for line in (*a.lines, *b.lines))
    # A mark that begins no line takes the character before it along.
    return upright or fills_cell(a.lines[-1], a.box.x0, a.box.x1, 2 if _NO_LINE_BEGINS.match(b.text.strip()) else 1)


def _numbered(piece: RuledCell) -> bool:
    return bool(_BEGINS_WITH_NUMBER.match("".join(piece.text.split())))


def _beyond(label: RuledCell, piece: RuledCell) -> bool:
    """Whether ``piece`` is a label to the right of ``label``."""
    return piece.box.column > label.box.column and bool(_HAN.search(piece.text))


def _is_value(piece: RuledCell) -> bool:
    """Whether something is printed that is no label: a number, a mark, or a part of one."""
    text = piece.text.strip()
    return bool(text) and (bool(_ONLY_FIGURES.fullmatch(text)) or read_cell(text).kind != "text")


def _row_cut(lower: list[RuledCell], upper: list[RuledCell], labels: list[tuple[RuledCell, RuledCell]]) -> bool:
    """Whether the last row of a page and the first of the next are halves of one row.

    They are if a label of the row is cut, or if one of them has no label of its own at all; what stands below a
    column's heading is another row.
    """
    facing = [(a, piece) for piece in upper if (a := _facing(piece, lower)) and a.text.strip() and piece.text.strip()]
    if any(_is_value(a) != _is_value(b) or not (_is_value(a) or (a, b) in labels) for a, b in facing):
        return False
    if any(a.box.rowspan == 1 and b.box.rowspan == 1 for a, b in labels):
        # Ruled figures on both sides are parts of one only where the first left no room for the rest.
        figures = [a for a, _ in facing if _is_value(a) and a.lines]
        full = any(fills_cell(a.lines[-1], a.box.x0, a.box.x1) for a in figures)
        return not figures or full or _inferred(lower, upper)
    rows = [[p for p in row if p.box.rowspan == 1 and p.text.strip()] for row in (lower, upper)]
    labelled = [any(not _is_value(piece) for piece in row) for row in rows]
    return all(rows) and not all(labelled)


def _may_be_cut(a: RuledCell, b: RuledCell) -> bool:
    """Whether ``b`` may be the rest of the label ``a``, although nothing shows that it is."""
    return bool(_HAN.search(a.text) and _HAN.search(b.text)) and not (_is_value(a) or _is_value(b) or _numbered(b))


def _doubted(piece: RuledCell) -> RuledCell:
    """``piece`` with the confidence of words that may not be whole."""
    return replace(piece, box=piece.box._replace(confidence=min(piece.box.confidence, INFERRED_CONFIDENCE)))


def _heads_cut(lower: list[RuledCell], upper: list[RuledCell]) -> list[tuple[RuledCell, RuledCell]]:
    """The halves of heads that span the last row of a page and the first of the next, both of them rows of a head.

    They do where other heads of the last row are those of groups, each above several heads of the first, or where a half
    goes on beside the next row.
    """
    words = [piece for piece in (*lower, *upper) if piece.text.strip()]
    if any(_is_value(piece) or not _HAN.search(piece.text) for piece in words):
        return []
    cut = [(a, b) for a in lower for b in upper if _same_column(a.box, b.box) and a in words]
    grouped = any(sum(_within(b.box, a.box) for b in upper if b in words) > 1 for a in lower if a in words)
    spanning = any(b.box.rowspan > 1 for _, b in cut if b in words)
    return cut if (grouped or spanning) and all(b not in words or _label_cut(a, b) for a, b in cut) else []


def _within(box: Box, other: Box) -> bool:
    """Whether the columns of ``box`` are some of those of ``other``."""
    return other.x0 - _EDGE_TOLERANCE <= box.x0 and box.x1 <= other.x1 + _EDGE_TOLERANCE


def _inferred(*rows: list[RuledCell]) -> bool:
    return any(piece.box.confidence < 1 for row in rows for piece in row)


def _labelled(row: list[RuledCell]) -> bool:
    """Whether the last label of ``row`` has a number, as a label that begins here."""
    labels = [piece for piece in row if _HAN.search(piece.text) and not _is_value(piece)]
    return bool(labels) and _numbered(max(labels, key=lambda piece: piece.box.column))


def _is_empty(row: list[RuledCell]) -> bool:
    return not any(piece.text.strip() for piece in row)


def _only_figures(row: list[RuledCell]) -> bool:
    return any(map(_is_value, row)) and all(_is_value(piece) or not piece.text.strip() for piece in row)


def _facing(piece: RuledCell, row: list[RuledCell]) -> RuledCell | None:
    """The cell of ``row`` that shares the most width with ``piece``, or None."""
    shared = [(min(piece.box.x1, other.box.x1) - max(piece.box.x0, other.box.x0), i) for i, other in enumerate(row)]
    width, index = max(shared, default=(0.0, 0))
    return row[index] if width > 0 else None


def _join_rows(before: RuledTable, after: RuledTable, lower: list[RuledCell], upper: list[RuledCell]) -> None:
    """Put the row together where its values stand; the other half goes, save labels that span more rows.

    Two parts of a label are one text; any others stay on lines of their own, so that no number is made of two.
    """
    below = any(map(_is_value, upper)) and not any(map(_is_value, lower))
    table, kept, gone = (after, upper, lower) if below else (before, lower, upper)
    parts: dict[int, list[RuledCell]] = {}
    for piece in gone:
        home = _facing(piece, kept)
        if home and piece.box.rowspan == 1 and home.box.rowspan == 1 and piece.text.strip():
            parts.setdefault(kept.index(home), []).append(piece)
    for index, pieces in parts.items():
        home = kept[index]
        order = [*pieces, home] if below else [home, *pieces]
        whole = order[0].text
        for first, second in pairwise(order):
            whole += ("" if _label_cut(first, second) or not whole else "\n") + second.text
        lines = tuple(line for piece in order for line in piece.lines)
        box = home.box if _is_value(home) else _doubted(home).box
        _swap(table, home, replace(home, box=box, text=whole, lines=lines))
    other = before if below else after
    other.pieces = [piece for piece in other.pieces if piece not in gone or piece.box.rowspan > 1]


def _swap(table: RuledTable, old: RuledCell, new: RuledCell) -> None:
    if old in table.pieces:
        table.pieces[table.pieces.index(old)] = new
