"""Which words around a number tell what it counts: a frame for each number, filled from near to far.

1. The words next to the number (``_own``): those of its own clause, in any order of verb, number and noun, then clauses
   before it that hold no number.
2. What is divided (``_divided``): “其中”, brackets and “118件中，” make the number a part, “分别为” deals names out,
   “两项合计” adds up.
3. What is said before (``_inherited``): what an item of a list leaves out is that of the item before.

Words that the lexicon does not know fill nothing. They narrow a figure only where they stand before the noun that is
counted (“涉及征地的申请”) or between that noun and the number (``narrowing``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.forms import Form
from audit.match.claims.frames._bracketed import named_before_bracket
from audit.match.claims.frames._clausesbefore import add_clauses_before, clause_on_applicants
from audit.match.claims.frames._compared import role
from audit.match.claims.frames._divided import (
    SUMS,
    as_item,
    dealt_share,
    divide,
    is_theme,
    leading_column,
    sum_of_counted,
)
from audit.match.claims.frames._frame import Frame, ReadSoFar
from audit.match.claims.frames._inherited import inherited
from audit.match.claims.frames._own import read_own_clause
from audit.match.claims.frames._spots import Spot, Tagged
from audit.match.claims.frames.narrowing import OF_EACH, is_filler, vague_words, words_narrowing_here, words_of_part
from audit.match.claims.frames.quantities import NOTHING, Dimensions, Named, dimensions_of, names_quantity, subject
from audit.match.claims.lexicon import Tag, blanked
from audit.match.claims.numbers import PrintedNumber
from audit.model import Role
from audit.patterns import regex
from audit.text import Bracket, brackets

#: “与上年的103件相比，上升16.5%，达到120件”.
_REACHES = regex("^(?:达到?|为)(?:约|近)?$")
#: Words between a noun and an earlier number that only compare: “申请由上年的20件增至25件”.
_COMPARES = regex("年|由|从|去|同期")
#: “上述9件案件” speaks of those named before.
_SAME_AGAIN = regex("(?:上述|前述|上面|这|该|^以上)的?$")
#: What adds up figures of its own sentence alone: “申请人以自然人为主，共79件” says nothing of the sentence before.
_SUMS_HERE = regex("，共")
#: What is left beside the figures before is no sum of them: “其余四种申请人29件”.
_BESIDES = regex("其[余他它]|余下|剩[余下]|另外|此外|别的")
#: What breaks a row of things spoken of together.
_ROW_ENDS = regex("[；;。]|其中")
#: Nouns that are kept for numbers that leave them out: “清理规范性文件，废止2件”.
_KINDS_KEPT = ("case", "document", "handling", "tariff")
#: What is in hand: at the beginning of the year, at its end, or all that came into hand; which of them, words do not say.
_AT_HAND = regex("(?:待办|未办|在办|在手)(?:理)?")
_IN_HAND = (
    "applications.carried_in.total",
    "applications.carried_out.total",
    "applications.carried_in.total+applications.received.total",
)
#: Subjects of the sentence before that may be added up, at most.
_MAX_SUBJECTS_OF_SUM = 8


@dataclass(slots=True)
class Frames(Tagged):
    """The frames of one paragraph, read number by number.

    ``forms``       the editions that the report may print: one where it is known
    ``memory``      the nouns spoken of last, for numbers that leave them out: “清理规范性文件，废止2件”
    ``routes``      all kinds of cases spoken of so far
    ``before``      what the sentence before counted last
    ``sentence``    where the sentence begins that is being read
    ``outer``       what has been read of it outside brackets
    ``open``        the brackets that are open, the outer ones first: their index in ``brackets``, and what has been read in them
    ``masked``      the text with blanks for what stands in ``brackets``
    ``masked_within``  the text with blanks for brackets that stand in so many others alone
    """

    forms: Sequence[Form] = ()
    year: int | None = None
    memory: dict[str, tuple[str, ...]] = field(default_factory=dict)
    before: Dimensions = field(default_factory=lambda: NOTHING)
    routes: tuple[str, ...] = ()
    sentence: int = -1
    outer: ReadSoFar = field(default_factory=ReadSoFar)
    open: list[tuple[int, ReadSoFar]] = field(default_factory=list)
    masked: str = ""
    brackets: Sequence[Bracket] = ()
    masked_within: dict[int, str] = field(default_factory=dict)

    def read(self, index: int, sentence: tuple[int, int]) -> Frame:
        """The frame of the number at ``index``, which stands in ``sentence``; numbers are asked for in printed order."""
        number = self.numbers[index]
        text, so_far = self._enter(number, sentence)
        spot = self._spot(text, index, so_far, sentence)
        divide(so_far, spot.between, follows=spot.follows, outside=so_far is self.outer)
        clause, tags, stop = read_own_clause(self, index, spot, so_far)
        if stop != spot.stop:
            spot = spot._replace(stop=stop)
        inside = so_far is not self.outer
        named_outside = inside and not clause and is_filler(SUMS.sub("", spot.lead))
        if named_outside:
            clause, tags = named_before_bracket(self, spot, self.brackets[self.open[-1][0]].start)
        part = role(self.text, number, sentence[0], self.year)
        own, naming = add_clauses_before(self, so_far, spot, clause, tags, part=part)
        own, of_part = as_item(so_far, spot, dealt_share(so_far, spot, own, naming, self.forms))
        narrowed = (
            so_far.narrowed
            or of_part
            or (spot.lead if _is_accepted_by_court(own) else "")
            or (spot.lead if inside and _is_carried_part(so_far, own) else "")
            or (so_far.doubt if part == "now" else "")
            or clause_on_applicants(self, spot, own)
            or words_narrowing_here(spot, self.between(text, spot.left, spot.position), own)
            or words_of_part(text, naming)
            or vague_words(spot, self, number.end, own, tags, alone=names_quantity(clause))
        )
        so_far.moved = so_far.moved or part != ""
        if (part == "now" or (so_far.moved and _REACHES.search(spot.lead))) and not names_quantity(own):
            own = dict(so_far.last if so_far.base is None else so_far.base)
        full, name, others = self._quantity(so_far, spot, own, naming)
        frame = Frame(full, name, tuple(naming), narrowed, others, part, spot.left)
        self._keep(so_far, spot, number, frame, own)
        if named_outside and clause and frame.subject:
            self._around().counted.append(frame.subject)  # “自然人（44件）和公益组织（10件），两类共54件”
        return frame

    def _quantity(
        self, so_far: ReadSoFar, spot: Spot, own: Named, naming: Sequence[Tag]
    ) -> tuple[Dimensions, str | None, tuple[str, ...]]:
        """What the number counts by its own words and those before: its dimensions, its subject, further possible subjects."""
        full: Dimensions = NOTHING
        others: tuple[str, ...] = ()
        if own:
            inside = so_far is not self.outer
            full, others = inherited(so_far, own, self.before, self.memory, self.routes, inside=inside)
        name = subject(full) if names_quantity(full) else None
        if not names_quantity(own) and self._adds_up(so_far, spot):
            name, others = sum_of_counted(so_far.counted)
        if name and full.get("flow") == ("carried",) and "column" in full:
            # “结转3件” may be into the year or out of it.
            others = (*others, subject({**full, "flow": ("carried_in",)}) or name)
        if any(_AT_HAND.fullmatch(self.text, tag.start, tag.end) for tag in naming):
            others = (*others, *_IN_HAND)
        return full, name, others

    def _spot(self, text: str, index: int, so_far: ReadSoFar, sentence: tuple[int, int]) -> Spot:
        """Where the number at ``index`` stands among the words that no number before it took."""
        position, first = self.numbers[index].start, so_far.end
        left, stop = self.left(text, first, position, sentence), self.stop(text, index, sentence[1])
        between, lead = text[first:position], text[left:position]
        return Spot(text, first, left, position, stop, sentence, between, lead, first > sentence[0])

    @staticmethod
    def _adds_up(so_far: ReadSoFar, spot: Spot) -> bool:
        """Whether a number that names nothing counts what was counted before: all together, or “上述9件” again."""
        first = max(so_far.number_end, spot.sentence[0])
        since = spot.text[first : spot.position]
        if first == spot.sentence[0]:
            since = _SUMS_HERE.sub("", since)
        if _BESIDES.search(since):
            return False
        if SUMS.search(since) and is_filler(SUMS.sub("", spot.lead)):
            return len(so_far.counted) > 1
        return bool(so_far.counted) and _SAME_AGAIN.search(spot.lead) is not None

    def _keep(self, so_far: ReadSoFar, spot: Spot, number: PrintedNumber, frame: Frame, own: Named) -> None:
        """Keep what the number counts, and where its words end, for the numbers behind it."""
        full = frame.dimensions
        so_far.end, so_far.number_end, so_far.theme = spot.stop, number.end, is_theme(spot)
        known = not number.unit or frame.subject or names_quantity(own) or OF_EACH.search(spot.lead)
        so_far.unknown = "" if known else spot.lead
        if _counts(number, frame.role):
            if names_quantity(full):
                self._remember(own, so_far.last, spot.between)
                so_far.last = full
                so_far.counted += [frame.subject] if frame.subject and frame.role != "base" else []
            if names_quantity(own):
                so_far.column = leading_column(so_far, own, frame.naming)
        elif number.unit and self._speaks_of(spot):
            so_far.last = full
        doubted = frame.role == "base" and not _COMPARES.search(frame.narrowed)
        so_far.base, so_far.doubt = None, frame.narrowed if doubted else ""
        if frame.role == "base":  # “其他类主体由9件回落到4件”: the later number counts the same, known or not
            so_far.base = full if names_quantity(own) or is_filler(spot.lead) else NOTHING

    def _speaks_of(self, spot: Spot) -> bool:
        """Whether the words before a share or a step name a quantity that it is of; behind “占” stands the whole of a share."""
        naming = self.between(spot.text, spot.first, spot.position) if "占" not in spot.between else []
        return names_quantity(dimensions_of(spot.text, naming))

    def _enter(self, number: PrintedNumber, sentence: tuple[int, int]) -> tuple[str, ReadSoFar]:
        """The text to read the number in, without brackets before a number outside them, and what was read there before."""
        if not self.masked:
            self.masked, self.brackets = blanked(self.text), brackets(self.text)
        if self.sentence != sentence[0]:
            self.before = self.outer.last if self.outer.last is not NOTHING else self.before
            self.sentence = sentence[0]
            self.open.clear()
            self.outer = ReadSoFar(end=sentence[0], counted=self.outer.counted[-_MAX_SUBJECTS_OF_SUM:])
        around = self._brackets_around(number.start)
        kept = sum(one == index for (one, _), index in zip(self.open, around, strict=False))
        del self.open[kept:]
        for index in around[kept:]:
            self.open.append((index, self._begun(index)))
        return self._masked(len(around)), self.open[-1][1] if self.open else self.outer

    def _brackets_around(self, position: int) -> list[int]:
        """The brackets that ``position`` stands in, the outer ones first, by their index."""
        index = bisect_left(self.brackets, position, key=lambda bracket: bracket.start) - 1
        around: list[int] = []
        while index >= 0:
            if self.brackets[index].end > position:
                around.insert(0, index)
            index = self.brackets[index].outer
        return around

    def _masked(self, depth: int) -> str:
        """The text without the brackets that stand in ``depth`` others."""
        if depth and depth not in self.masked_within:
            self.masked_within[depth] = blanked(self.text, depth)
        return self.masked_within[depth] if depth else self.masked

    def _begun(self, index: int) -> ReadSoFar:
        """What holds at the beginning of a bracket: it divides what was counted last around it."""
        around = self.open[-1][1] if self.open else self.outer
        unknown = "" if is_filler(around.unknown) else around.unknown
        head = around.last if around.last is not NOTHING else around.head
        narrowed = unknown or (around.narrowed if self.open else "")
        return ReadSoFar(head=NOTHING if unknown else head, end=self.brackets[index].start + 1, narrowed=narrowed)

    def _around(self) -> ReadSoFar:
        """What has been read around the innermost bracket that is open."""
        return self.open[-2][1] if len(self.open) > 1 else self.outer

    def _remember(self, own: Dimensions, last: Dimensions, between: str) -> None:
        """Keep the cases and documents spoken of: “复议57件、诉讼27件；尚未审结9件” speaks of both."""
        for kind in _KINDS_KEPT:
            if kind in own:
                if kind == "case":
                    self.routes = tuple(dict.fromkeys((*self.routes, *own[kind])))
                row = kind in last and "outcome" not in (*own, *last) and not _ROW_ENDS.search(between)
                row = row and not _is_of_last(own[kind], last[kind])
                self.memory[kind] = tuple(dict.fromkeys((*(last[kind] if row else ()), *own[kind])))


def _is_accepted_by_court(own: Named) -> bool:
    """Whether the number is of what a court accepts, which may be fewer cases than were brought before it."""
    return "court" in own and "flow" in own and not {"case", "outcome"} & set(own)


def _is_carried_part(so_far: ReadSoFar, own: Named) -> bool:
    """Whether a bracket behind some applicants tells what was carried in of theirs: “法人39件（含上年结转1件）”."""
    return own.get("flow") == ("carried_in",) and "column" not in own and "column" in so_far.head


def _is_of_last(names: Sequence[str], last: Sequence[str]) -> bool:
    """Whether the cases named are routes of those named before: “诉讼278件：直接起诉114件”."""
    return "suit" in last and set(names) <= {"suit_direct", "suit_after_review"}


def _counts(number: PrintedNumber, part: Role) -> bool:
    """Whether the number counts something: no share or step, no year, no number of a line."""
    return bool(number.unit or number.numeral) and part not in ("step", "times", "mean") and number.unit != "%"
