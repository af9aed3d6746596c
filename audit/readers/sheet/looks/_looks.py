"""How a cell of a workbook looks: its number format, its font and its ground, and what is read of text that looks so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from audit.readers.flow import (
    LineBuilder,
    Print,
    Unseen,
    filled_cell,
    is_same_colour,
    is_white,
    nothing_unseen,
    whole_cell,
)
from audit.readers.sheet.looks._colours import BLACK, WHITE, Colour


class SheetFont(NamedTuple):
    """How characters are drawn."""

    struck: bool = False
    tiny: bool = False
    raised: bool = False
    colour: Colour = BLACK

    def on(self, grounds: Iterable[Colour]) -> Print | None:
        """How it prints on a ground of these colours, of which any may stand behind a character; without any it is not known."""
        if self.struck:
            return Print.STRUCK
        if self.tiny:
            return Print.TINY
        for ground in grounds:
            if is_white(self.colour) and is_white(ground):
                return Print.WHITE
            if is_same_colour(self.colour, ground):
                return Print.SAME
        return Print.RAISED if self.raised else None


class Style(NamedTuple):
    """A cell style: the code of its number format, its font, the colours of its ground, whether it is ruled off from other rows."""

    code: str = ""
    font: SheetFont = SheetFont()
    grounds: tuple[Colour, ...] = (WHITE,)
    ruled: bool = False


class TextPiece(NamedTuple):
    """A piece of a cell's text; ``font`` is its own, None where it has that of the cell."""

    text: str
    font: SheetFont | None = None


#: Text of a cell: in the cell's own font, or in pieces.
CellText = str | tuple[TextPiece, ...]


def read_text(text: CellText, style: Style) -> tuple[str, bool]:
    """What is read of the ``text`` of a cell of this style, and whether something of it is not."""
    how = style.font.on(style.grounds)
    if isinstance(text, str):
        read = text if how is None else whole_cell(text, how)
        return read, read != text
    unseen = nothing_unseen()
    read = _joined(text, style, unseen)
    return read, sum(unseen.values()) > unseen[Print.RAISED]


def plain_text(text: CellText) -> str:
    """All characters of ``text``, however they look."""
    return text if isinstance(text, str) else "".join(piece.text for piece in text)


def _joined(pieces: Iterable[TextPiece], style: Style, unseen: Unseen) -> str:
    line = LineBuilder(unseen)
    ways = [(piece.text, (piece.font or style.font).on(style.grounds)) for piece in pieces]
    for text, how in ways:
        if how is None or not text.strip():
            line.parts.append(text)
        else:
            line.add(text, how)
    return filled_cell(line.take(in_cell=True), struck=unseen[Print.STRUCK] > 0)
