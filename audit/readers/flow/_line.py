"""One printed line, put together of pieces that are each printed in some way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.readers.flow._notemarks import marks_note
from audit.readers.flow._policy import POLICY, Print, Unseen, is_read


class LineBuilder:
    """Takes the pieces of one line, of a paragraph or a cell, and gives the text that is read of them.

    ``parts`` takes what is printed like any other text; whoever walks a document appends to it. ``unseen`` counts what
    is not read, by how it is printed, over all lines of a document.
    """

    __slots__ = ("_ways", "parts", "unseen")

    def __init__(self, unseen: Unseen) -> None:
        self.parts: list[str] = []
        self.unseen = unseen
        self._ways: dict[int, Print] = {}

    def add(self, text: str, how: Print) -> None:
        """Take a piece that is printed in a way of its own."""
        if not is_read(text, how):
            self.unseen[how] += 1
            self._ways[len(self.parts)] = how
        self.parts.append(text)

    def print_from(self, start: int, how: Print) -> None:
        """Take all that came since the line had ``start`` pieces as one piece that is printed so."""
        ways: dict[int, Print] = {}
        while self._ways and next(reversed(self._ways)) >= start:
            place, way = self._ways.popitem()
            ways[place - start] = way
        pieces = self.parts[start:]
        text = "".join(_decided(pieces, ways, in_cell=False) if ways else pieces)
        del self.parts[start:]
        if text.strip():
            self.add(text, how)
        elif text:
            self.parts.append(text)

    def take(self, *, in_cell: bool = False) -> str:
        """What is read of the line; another one begins."""
        parts = self.parts
        if self._ways:
            text = "".join(_decided(parts, self._ways, in_cell=in_cell))
            self._ways.clear()
        else:
            text = "".join(parts)
        parts.clear()
        return text


def _decided(pieces: Sequence[str], ways: Mapping[int, Print], *, in_cell: bool) -> list[str]:
    """The pieces of a line, each as it is read; ``ways`` says which are printed in a way of their own."""
    behind = _following(pieces, ways)
    read: list[str] = []
    before = ""
    for place, text in enumerate(pieces):
        how = ways.get(place)
        piece = text if how is None else _stand_in(text, how, before, behind[place], in_cell=in_cell)
        before = piece.rstrip()[-1:] or before
        read.append(piece)
    return read


def _following(pieces: Sequence[str], ways: Mapping[int, Print]) -> dict[int, str]:
    """For each piece that is printed in a way of its own the first character of the text behind it."""
    found: dict[int, str] = {}
    behind = ""
    for place in range(len(pieces) - 1, -1, -1):
        if place in ways:
            found[place] = behind
        else:
            behind = pieces[place].lstrip()[:1] or behind
    return found


def _stand_in(text: str, how: Print, before: str, behind: str, *, in_cell: bool) -> str:
    """What is read in the place of ``text`` between two characters of its line."""
    policy = POLICY[how]
    if policy.bracketed:
        if marks_note(text, before, behind):
            return ""
        beside = not policy.only_beside_digits or before.isdigit() or behind.isdigit()
        return f"[{text}]" if beside and text else text
    needed = not policy.only_where_needed or (in_cell and before.isdigit() and behind.isdigit())
    return policy.mark if needed else ""
