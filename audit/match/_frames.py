"""Which words around a number tell what it counts, in any order of verb, number and noun.

A frame is filled from the number's own clause, then from clauses before it that hold no number, then from what the
sentence divides (“其中”, brackets, “118件中，”). Words that the lexicon does not know fill nothing; they narrow a figure only
where they stand before the noun that is counted (“涉及征地的申请”) or between that noun and the number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.match._clauses import blanked
from audit.match._compared import Role, role
from audit.match._dimensions import NOTHING, NOUNS, PRIMARY, Dimensions, adds, gathered, is_primary, refines, subject
from audit.match._levels import (
    BREAK,
    IS,
    SUMS,
    Frame,
    Level,
    Spot,
    clauses,
    rest_of_list,
    shared_out,
    takes_over,
    together,
    vague_words,
)
from audit.match._narrowing import is_filler, narrowing_words
from audit.match._quantities import Quantity
from audit.match._tags import Tag

_STOP = re.compile(r"[，；。:()、！？]|,(?!\d{3}(?!\d))")
_INSIDE = re.compile(r"\([^()]{0,200}\)")
#: What says something of all, or of another thing, behind a number: what stands behind it does not tell what is counted.
_SAYS_OF = re.compile(
    r"均|全部|都|皆|逐|各|当中|之中|中(?!断|止)|里|(?<!予)以(?![上及])|由(?=[^，。；、]{0,12}(?:提出|提交|申请))"
)
#: “与上年的103件相比，上升16.5%，达到120件”.
_REACHES = re.compile("^(?:达到?|为)(?:约|近)?$")
_NONE = re.compile("没有|未(?!按|补|缴|经|提|办结|审结)|无(?!法|正当|现成)")
_OF_PARTS = ("中", "当中", "之中", "里")
#: Stages that a part of the applications may be at: “18件已答复，2件正在办理”.
_STAGES = frozenset(("received", "accepted", "handled", "answered"))
_ALL_BEHIND = re.compile(r"[^，；。]*(?:均|全部|都)")
_OF_ALL = ("均", "全部", "都", "皆")
_AND = re.compile(r"[及和与]")
_DIVIDES = re.compile(r"其中|包括|包含|[，,(]含|分别|[:(]|(?:当中|之中|中|里)[，,]")
#: “上述9件案件” speaks of those named before.
_SAME = re.compile(r"(?:上述|前述|上面|这|该|^以上)的?$")
_REST_OF_LIST = re.compile(r"其[他它](?:情形|情况|类型|类)?(?:的|有)?$")


@dataclass(slots=True)
class Frames:
    """The frames of one paragraph, read number by number."""

    text: str
    tags: Sequence[Tag]
    numbers: Sequence[Quantity]
    year: int | None = None
    memory: dict[str, tuple[str, ...]] = field(default_factory=dict)
    before: Dimensions = field(default_factory=lambda: NOTHING)
    sentence: int = -1
    outer: Level = field(default_factory=Level)
    inner: Level | None = None
    bracket: int = -1
    masked: str = ""
    brackets: list[tuple[int, int]] = field(default_factory=list)

    def read(self, index: int, sentence: tuple[int, int]) -> Frame:
        """The frame of the number at ``index``, which stands in ``sentence``; numbers are asked for in printed order."""
        number = self.numbers[index]
        text, level = self._enter(number, sentence)
        first = level.end
        left = max([first, *(m.end() for m in BREAK.finditer(text, first, number.start))])
        if (joint := _AND.search(text, left, number.start)) and left == first and first > sentence[0]:
            left = joint.end()
        if (inner := text.rfind("其中", left, number.start)) >= 0:
            left = inner + len("其中")
        self._divide(level, text[first : number.start], first > sentence[0])
        own, told, stop = self._own(text, index, left, sentence[1], level)
        own_tags, alone = told, is_primary(own)
        spot = Spot(text, first, left, number.start, stop, sentence)
        part = role(self.text, number, sentence[0], self.year)
        own, told = self._before(level, spot, own, told, part)
        own = shared_out(level, spot.between, own)
        of_cases = level.head.get("case") or level.last.get("case")
        others_cases = bool(of_cases) and set(own) & {"flow", "topic", "result", "column", "case"} == {"flow"}
        if of_cases and others_cases:
            own = {**own, "case": of_cases}  # “行政复议5件（省政府受理2件、市政府受理3件）”
        narrowed = level.narrowed or (spot.lead if others_cases else self._narrowed(spot, own))
        end = self._clause_end(number.end, sentence[1])
        narrowed = narrowed or vague_words(spot, text[number.end : end], own, own_tags, alone=alone)
        level.moved = level.moved or part != ""
        if (part == "now" or (level.moved and _REACHES.search(spot.lead))) and not is_primary(own):
            own = dict(level.last)
        full, others = self._inherited(level, own)
        name = subject(full) if is_primary(full) else None
        since = text[max(level.number_end, sentence[0]) : number.start]
        summed = SUMS.search(since) and is_filler(SUMS.sub("", spot.lead))
        same = _SAME.search(spot.lead) is not None
        if not is_primary(own) and ((summed and len(level.counted) > 1) or (same and level.counted)):
            name, others = together(level.counted)
        level.end, level.number_end = stop, number.end
        if not number.unit and not number.numeral:
            pass  # a year, or the number of a line: it counts nothing
        elif part not in ("step", "times", "mean") and number.unit != "%":
            self._keep(level, own, full, spot.between)
            level.counted += [name] if name and is_primary(full) and part != "base" else []
        elif "占" not in since and is_primary(gathered(text, self.between(text, first, number.start))):
            level.last = full  # behind “占” stands what a share is taken of
        return Frame(full, name, tuple(told), narrowed, others, part, left)

    def _before(
        self, level: Level, spot: Spot, own: dict[str, tuple[str, ...]], told: list[Tag], part: Role
    ) -> tuple[dict[str, tuple[str, ...]], list[Tag]]:
        """``own`` and ``told`` with what clauses without a number tell that stand before the number's own clause."""
        text = spot.text
        summed = not is_primary(own) and SUMS.search(spot.lead) is not None
        for start, end in reversed(clauses(text, spot.first, spot.left)):
            found = self.between(text, start, end)
            level.narrowed = level.narrowed or narrowing_words(text, start, end, found, own, whole=True)
            if _NONE.search(text, start, end) or any(tag.kind == "besides" for tag in found):
                found = [tag for tag in found if tag.kind in NOUNS]  # what is denied, or done besides, is spoken of
            if not found:
                continue
            if not (is_primary(own) or part in ("base", "now") or is_filler(spot.lead)):
                continue
            more = gathered(text, found)
            if summed and (same := set(own) & set(more) & set(PRIMARY)):
                own |= {kind: tuple(dict.fromkeys((*more[kind], *own[kind]))) for kind in same}
            fits = {kind: names for kind, names in more.items() if refines(own, kind, names)}
            if fits:
                told = [*(tag for tag in found if tag.kind in fits), *told]
                own = {**own, **fits}
        return own, told

    def _narrowed(self, spot: Spot, own: Dimensions) -> str:
        """The words of the number's own clause that make it a part of what it counts."""
        text, left, position = spot.text, spot.left, spot.position
        found = self.between(text, left, position)
        if words := narrowing_words(text, left, position, found, own):
            return words
        if spot.follows and spot.lead.endswith("的有"):
            return spot.lead
        if (
            not found
            and text[spot.stop : spot.stop + 1] == "、"
            and (every := _ALL_BEHIND.match(text, spot.stop, spot.sentence[1]))
        ):
            return every[0].lstrip("、")
        stage = "flow" in own and own["flow"][0] in _STAGES
        behind_only = spot.follows and not spot.lead.strip(" 、")
        some = (stage and behind_only) or ("column" in own and "等" in text[position : spot.stop])
        return text[position : spot.stop] if some else ""

    def _keep(self, level: Level, own: Dimensions, full: Dimensions, between: str) -> None:
        """Keep what a number counts for those behind it."""
        if is_primary(full):
            self._remember(own, level.last, between)
            level.last = full

    def _enter(self, number: Quantity, sentence: tuple[int, int]) -> tuple[str, Level]:
        """The text to read the number in, without brackets before a number outside them, and what was read there before."""
        if not self.masked:
            self.masked = blanked(self.text)
            self.brackets = [match.span() for match in _INSIDE.finditer(self.text)]
        if self.sentence != sentence[0]:
            self.before = self.outer.last if self.outer.last is not NOTHING else self.before
            self.sentence, self.inner = sentence[0], None
            self.outer = Level(end=sentence[0], counted=self.outer.counted[-4:])
        place = bisect_left(self.brackets, (number.start,)) - 1
        bracket = self.brackets[place] if place >= 0 else (0, 0)
        if bracket[1] <= number.start:
            self.inner = None
            return self.masked, self.outer
        if self.inner is None or self.bracket != bracket[0]:
            self.bracket = bracket[0]
            self.inner = Level(head=self.outer.last, end=bracket[0] + 1)
        return self.text, self.inner

    def between(self, text: str, start: int, end: int) -> list[Tag]:
        """The tags from ``start`` to ``end`` of ``text``; none in brackets where these are blanked."""
        found = []
        for place in range(bisect_left(self.tags, start, key=lambda tag: tag.start), len(self.tags)):
            tag = self.tags[place]
            if tag.end > end:
                break
            if text[tag.start] != " ":
                found.append(tag)
        return found

    def _own(
        self, text: str, index: int, left: int, last: int, level: Level
    ) -> tuple[dict[str, tuple[str, ...]], list[Tag], int]:
        """What the number's own clause tells, before the number and behind it, the tags that do, and where it ends."""
        number = self.numbers[index]
        told = self.between(text, left, number.start)
        own = gathered(text, told)
        stop = self._stop(text, index, last)
        said_of = None if IS.match(text, number.end) else _SAYS_OF.search(text, number.end, stop)
        behind = self.between(text, number.end, stop)
        if said_of:
            near = [tag for tag in behind if tag.start < said_of.start()]
            if is_primary(own) or said_of[0] in _OF_PARTS or (near and said_of[0] != "由"):
                behind, stop = near, said_of.start()
        reason = text.find("因", number.end, stop)
        behind = [
            tag for tag in behind if tag.kind != "flow" or reason < 0 or tag.start < reason or "carried" in tag.value
        ]
        more = gathered(text, [tag for tag in behind if tag.kind != "besides" or tag.start - number.end <= 1])
        fits: dict[str, tuple[str, ...]] = {kind: names for kind, names in more.items() if adds(own, kind)}
        told += [tag for tag in behind if tag.kind in fits]
        if said_of and not own and said_of[0] in _OF_ALL and fits:
            after = gathered(text, self.between(text, said_of.end(), self._stop(text, index, last)))
            fits |= {kind: names for kind, names in after.items() if kind == "outcome"}
        if own and not fits and stop < last and self._follows(index, stop):
            stop = number.end  # “新收86件加上年结转2件”: the words belong to the next number
        own = {**fits, **own}
        if not is_primary(own) and _REST_OF_LIST.search(text, left, number.start):
            own = rest_of_list(own, level.last)
        return own, told, stop

    def _clause_end(self, start: int, last: int) -> int:
        """Where the clause ends that goes on at ``start``."""
        match = BREAK.search(self.text, start, last)
        return match.start() if match else last

    def _stop(self, text: str, index: int, last: int) -> int:
        """Where the words behind the number end that may belong to it."""
        end = self.numbers[index].end
        stops = BREAK if IS.match(text, end) else _STOP
        if index + 1 < len(self.numbers) and self.numbers[index + 1].start < last:
            following = self.numbers[index + 1].start
            if match := stops.search(text, end, following):
                return match.start()
            joint = _AND.search(text, end, following)
            return joint.start() if joint else following
        match = stops.search(text, end, last)
        return match.start() if match else last

    def _follows(self, index: int, stop: int) -> bool:
        """Whether the words behind the number run on to the next number without a mark."""
        return index + 1 < len(self.numbers) and self.numbers[index + 1].start == stop

    def _divide(self, level: Level, between: str, inside: bool) -> None:
        """Open or close what is divided by the text between the number before and this one."""
        if re.search("[；;。]", between) and level is self.outer:
            level.narrowed = ""
            if level.head is not NOTHING:
                level.last, level.head = level.head, NOTHING
            else:
                level.last = {kind: names for kind, names in level.last.items() if kind != "case"}
        if inside and level.last is not NOTHING and _DIVIDES.search(between):
            level.head = level.last

    def _inherited(self, level: Level, own: Dimensions) -> tuple[Dimensions, tuple[str, ...]]:
        """``own`` with what it takes over from the item before, from what is divided and from the paragraph."""
        full = dict(own)
        others: list[str] = []
        listed = level.head is not NOTHING
        court = {"case": own["court"]} if "court" in own else NOTHING
        sources = (
            (level.last, listed),
            (level.head, True),
            (court, False),
            (self.before, False),
            (self.memory, False),
        )
        if len(own.get("column", ())) > 1:
            others.append(subject({**own, "column": ("organisations",)}) or "")
        for source, sure in sources:
            for kind, names in source.items():
                if kind in full:
                    if kind in ("case", "flow", "result") and kind not in own and names != full[kind]:
                        others.append(subject({**full, kind: names}) or "")
                elif takes_over(full, kind, source, level=level, sure=sure, inner=level is self.inner):
                    if kind in ("flow", "result") and not sure:
                        others.append(subject(full) or "")
                    full[kind] = names
                elif (
                    source is self.before
                    and kind in ("flow", "result")
                    and "column" in full
                    and not {"flow", "result"} & set(full)
                ):
                    others.append(subject({**full, kind: names}) or "")
        return full, tuple(dict.fromkeys(name for name in (*others, *self._besides(level, own, full)) if name))

    def _besides(self, level: Level, own: Dimensions, full: Dimensions) -> list[str]:
        """What an item may be as well: of the column of the item before, of all cases that the paragraph has named."""
        others = []
        if "result" in own and "column" not in full and "column" in level.last:
            others.append(subject({**full, "column": level.last["column"]}) or "")
        if "outcome" in own and "case" not in own and len(self.memory.get("case", ())) > 1:
            others.append(subject({**full, "case": self.memory["case"]}) or "")
        return others

    def _remember(self, full: Dimensions, last: Dimensions, between: str) -> None:
        """Keep the cases and documents spoken of: “复议57件、诉讼27件；尚未审结9件” speaks of both."""
        for kind in ("case", "document", "handling"):
            if kind in full:
                row = kind in last and "outcome" not in (*full, *last) and not re.search("[；;。]|其中", between)
                self.memory[kind] = tuple(dict.fromkeys((*(last[kind] if row else ()), *full[kind])))
