"""Texts that two reports share, side by side: what is literally the same is marked, what differs otherwise; none of it is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audit.findings import Evidence, Outcome, RepeatedText, SharedText
from audit.model import Report
from audit.present.agency.evidence._evidence import numbered, passage_place
from audit.reuse import SamePiece, literal

#: Characters of a text that stand unfolded.
UNFOLDED = 600


@dataclass(frozen=True, slots=True)
class AlikeText:
    """One of two texts: whose it is, where it stands, its paragraph's number in the report (None for another's), its pieces.

    ``rest`` is what is folded, of so many characters as ``left`` says.
    """

    label: str
    where: str
    paragraph: int | None
    pieces: Sequence[SamePiece]
    rest: Sequence[SamePiece]

    @property
    def left(self) -> int:
        """The characters of what is folded."""
        return sum(len(text) for text, _ in self.rest)


def is_on_alike_texts(outcome: Outcome) -> bool:
    """Whether the places of the outcome are texts that two reports share."""
    return isinstance(outcome.facts, SharedText | RepeatedText)


def alike(outcomes: Iterable[Outcome], report: Report) -> list[tuple[AlikeText, AlikeText]]:
    """The texts that the outcomes set beside those of another report, the report's own first."""
    known = numbered(report)
    return [
        beside(own.raw, its.raw, (own, known.get(passage_place(own.place), (None,))[0]), (its, None))
        for one in outcomes
        if is_on_alike_texts(one)
        for own, its in _pairs(one.places)
    ]


def beside(
    own: str, its: str, mine: tuple[Evidence, int | None], other: tuple[Evidence, int | None]
) -> tuple[AlikeText, AlikeText]:
    """Two texts that are alike, with what tells where each stands."""
    first, second = (
        AlikeText(evidence.label, evidence.place.describe(), number, *folded(pieces))
        for pieces, (evidence, number) in zip(literal(own, its), (mine, other), strict=True)
    )
    return first, second


def folded(pieces: Sequence[SamePiece]) -> tuple[list[SamePiece], list[SamePiece]]:
    """What stands unfolded of a text, and the rest."""
    shown: list[SamePiece] = []
    rest: list[SamePiece] = []
    at = 0
    for text, same in pieces:
        room = max(0, UNFOLDED - at)
        shown += [(text[:room], same)] if room else []
        rest += [(text[room:], same)] if text[room:] else []
        at += len(text)
    return shown, rest


def _pairs(places: Sequence[Evidence]) -> Iterator[tuple[Evidence, Evidence]]:
    """Each place of the report itself with that of the other report behind it."""
    return ((own, its) for own, its in pairwise(places) if own.role is None and its.role is not None)
