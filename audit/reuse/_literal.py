"""Two texts that were found to be alike, character for character: what is literally the same in both, and what is not."""

from __future__ import annotations

from rapidfuzz.distance import Indel

from audit.patterns import regex
from audit.reuse._model import SamePiece

#: Figures are compared whole: that two of them have a digit in common says nothing. So are short words between differences.
_UNITS = regex(r"(?s)\d+(?:[.,]\d+)*|.")
_SHORTEST = 2


def literal(one: str, other: str) -> tuple[tuple[SamePiece, ...], tuple[SamePiece, ...]]:
    """Both texts in pieces, each of which is literally in the other one at that place, or is not."""
    first, second = _UNITS.findall(one), _UNITS.findall(other)
    found: tuple[list[SamePiece], list[SamePiece]] = ([], [])
    steps = list(Indel.opcodes(first, second))
    for number, step in enumerate(steps):
        mine, its = first[step.src_start : step.src_end], second[step.dest_start : step.dest_end]
        inner = 0 < number < len(steps) - 1
        same = step.tag == "equal" and (not inner or len(mine) >= _SHORTEST or not mine[0].isalnum())
        _append(found[0], "".join(mine), same=same)
        _append(found[1], "".join(its), same=same)
    return tuple(found[0]), tuple(found[1])


def _append(pieces: list[SamePiece], text: str, *, same: bool) -> None:
    """Add ``text``, to the last piece where that is of the same kind."""
    if text and pieces and pieces[-1][1] == same:
        pieces[-1] = pieces[-1][0] + text, same
    elif text:
        pieces.append((text, same))
