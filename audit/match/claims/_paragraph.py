"""One paragraph while its numbers are read, and what has been read of it so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from audit.match.claims.counting import Names, OpenList, add_names
from audit.match.claims.frames import Frame, Frames
from audit.match.claims.lexicon import ClauseSpan, Places, Topics
from audit.match.claims.numbers import PrintedNumber
from audit.match.claims.scope import Scopes
from audit.match.claims.shares import ShareOf
from audit.model import Claim, Passage, SetClaim


class PlacesToLook(NamedTuple):
    """Where in a paragraph words of scopes and of sets may stand, and whether one may say “持平”."""

    scopes: Places
    sets: Places
    unchanged: bool


class ReadNumber(NamedTuple):
    """A number that was read, the frame around it, and the claim that it makes, None where it states nothing known."""

    number: PrintedNumber
    frame: Frame
    claim: Claim | None


class OuterState(NamedTuple):
    """What was open where a bracket opens, at ``start``: it is taken up again behind it; for the fields see ``ParagraphState``.

    ``explains`` says that the bracket stands right behind a figure, and so says something of what that counts; ``claims``
    is how many were made before it.
    """

    start: int
    scopes: Scopes
    open_list: OpenList
    mentions: int
    last_subject: str | None
    last_changed: str | None
    last_share: ShareOf | None
    doubt: str
    explains: bool
    claims: int


@dataclass(slots=True)
class ParagraphState:
    """A paragraph while it is read.

    ``text`` is the passage's, folded (``fold_in_place``), ``masked`` the same with blanks for what brackets hold.
    ``numbers_passed`` are those before the place that is read, ``numbers_read`` and ``claims_so_far`` what came of them.
    ``scopes`` are those open at that place, ``scopes_before_clause`` those that were before its clause.

    Of the sentence that is read: ``taken`` is where the words end that numbers took, ``taken_in_brackets`` where those in
    brackets do; ``last_subject`` is what was counted last, which a change behind it is of, ``last_changed`` what the last
    change is of, ``last_share`` what the last share is of, ``doubt`` the words that may name something else that a change
    behind them is of; ``outer`` is what was open before each bracket that is open; ``has_base`` says that an earlier year's number was compared.
    """

    passage: Passage
    text: str
    masked: str
    topics: Topics
    numbers: Sequence[PrintedNumber]
    frames: Frames
    places: PlacesToLook
    scopes: Scopes
    scopes_before_clause: Scopes = field(default_factory=Scopes)
    open_list: OpenList = field(default_factory=OpenList)
    numbers_passed: int = 0
    taken: int = 0
    taken_in_brackets: int = 0
    last_subject: str | None = None
    last_changed: str | None = None
    last_share: ShareOf | None = None
    doubt: str = ""
    outer: list[OuterState] = field(default_factory=list)
    has_base: bool = False
    claims_so_far: list[Claim] = field(default_factory=list)
    numbers_read: list[ReadNumber] = field(default_factory=list)
    sets: list[SetClaim] = field(default_factory=list)
    _names: Names = field(default_factory=dict)
    _named_to: int = 0
    _columns: frozenset[str] | None = None
    _starts: list[int] = field(init=False)
    _ends: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [number.start for number in self.numbers]
        self._ends = [number.end for number in self.numbers]

    def begin_sentence(self, start: int) -> None:
        """Forget what holds within one sentence only."""
        self.taken, self.last_subject, self.last_changed = start, None, None
        self.has_base, self.last_share, self.doubt = False, None, ""

    def take_words(self, end: int, *, inside: bool) -> None:
        """Keep that a number took the words up to ``end``, ``inside`` brackets or outside."""
        if inside:
            self.taken_in_brackets = end
        else:
            self.taken = end

    def beginning(self, start: int, end: int) -> Sequence[PrintedNumber]:
        """The numbers that begin from ``start`` to ``end`` (excluded)."""
        first = bisect_left(self._starts, start)
        return self.numbers[first : bisect_left(self._starts, end, first)]

    def behind_numbers(self, first: int, position: int) -> int:
        """Where the words before ``position`` begin that no number before them holds, not before ``first``."""
        before = bisect_right(self._ends, position)
        return max(first, self._ends[before - 1]) if before else first

    @property
    def columns(self) -> frozenset[str]:
        """The columns of 表三 that the paragraph names, from its beginning to its end."""
        if self._columns is None:
            found = self.frames.between(self.text, 0, len(self.text))
            self._columns = frozenset(tag.value for tag in found if tag.kind == "column")
        return self._columns

    def named(self, end: int) -> Names:
        """What the words of the paragraph up to ``end`` name; asked for in printed order."""
        if end > self._named_to:
            add_names(self._names, self.frames.between(self.text, self._named_to, end))
            self._named_to = end
        return self._names

    def counts(self, numbers: range) -> bool:
        """Whether one of ``numbers`` counts something, rather than numbering it."""
        return bool(numbers) and any(self.numbers[index].unit for index in numbers)

    def within(self, clause: ClauseSpan) -> range:
        """The numbers of ``clause``, by their index; clauses are asked for in printed order."""
        first = last = self.numbers_passed
        while first < len(self.numbers) and self.numbers[first].start < clause.start:
            first += 1
        last = first
        while last < len(self.numbers) and self.numbers[last].end <= clause.end:
            last += 1
        self.numbers_passed = last
        return range(first, last)

    def numbers_read_in(self, sentence: tuple[int, int]) -> list[ReadNumber]:
        """The numbers of ``sentence`` that were read so far."""
        found = list(takewhile(lambda item: item.number.start >= sentence[0], reversed(self.numbers_read)))
        return found[::-1]
