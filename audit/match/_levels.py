"""What has been read of a sentence before a number, outside brackets and inside them, and what the number takes over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from audit.match._compared import Role
from audit.match._dimensions import NOTHING, PRIMARY, Dimensions, is_primary
from audit.match._tags import Tag
from audit.words import NUMERAL

#: Fewer names than so many are not those of a sum.
_FEW = 3

#: Marks between clauses; a comma between thousands is none.
BREAK = re.compile(r"[，；。:()！？]|,(?!\d{3}(?!\d))")
_EACH = re.compile(r"各(?:有|为)?$")


SUMS = re.compile(
    rf"合计|共计|总计|总共|之和|相加|加总|总和|加在一起|[{NUMERAL}][者项类种端]|二者|(?:^|[，；。、])以上|，共"
)
#: What follows says what the number is of: “1件为复议机关纠正”.
IS = re.compile("为|系|是|属|来自")
#: Several names of which “等” or “其余” leaves open which are counted.
_SOME = re.compile("[、和及与等]")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a number counts: ``dimensions`` and the tags that say so, ``subject`` as the rules know it.

    ``narrowed`` are words that narrow what is counted, "" where there are none; ``others`` are further subjects that it may be,
    ``role`` is its part in a comparison of years, ``start`` where its own clause begins.
    """

    dimensions: Dimensions
    subject: str | None
    told: tuple[Tag, ...] = ()
    narrowed: str = ""
    others: tuple[str, ...] = ()
    role: Role = ""
    start: int = 0


class Spot(NamedTuple):
    """Where a number stands in ``text``: its own clause from ``left`` to ``position``, words behind it up to ``stop``.

    ``first`` is where the words begin that no number before it took, ``sentence`` the bounds of its sentence.
    """

    text: str
    first: int
    left: int
    position: int
    stop: int
    sentence: tuple[int, int]

    @property
    def between(self) -> str:
        """The words since the number before."""
        return self.text[self.first : self.position]

    @property
    def lead(self) -> str:
        """The words of the number's own clause before it."""
        return self.text[self.left : self.position]

    @property
    def follows(self) -> bool:
        """Whether a number stands before it in the sentence."""
        return self.first > self.sentence[0]


@dataclass(slots=True)
class Level:
    """What has been read so far outside brackets, or inside those that are open."""

    head: Dimensions = field(default_factory=lambda: NOTHING)
    last: Dimensions = field(default_factory=lambda: NOTHING)
    end: int = 0
    number_end: int = 0
    apart: tuple[Dimensions, ...] = ()
    counted: list[str] = field(default_factory=list)
    narrowed: str = ""
    moved: bool = False


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses without a number between the number before and the number's own clause."""
    found: list[tuple[int, int]] = []
    first = start
    for match in BREAK.finditer(text, start, end):
        if match[0] in "；。":
            found = []
        elif match.start() > first:
            found.append((first, match.start()))
        first = match.end()
    return found


def takes_over(own: Dimensions, kind: str, source: Dimensions, *, level: Level, sure: bool, inner: bool) -> bool:
    """Whether an item that tells ``own`` takes over ``kind`` from ``source``."""
    near = source is level.last or source is level.head
    if kind == "besides":  # “热线诉求22050件，已办结22050件”
        return near and set(own) <= {"flow", "rest", "apart", "inner"} and "flow" in own
    if kind in ("flow", "result"):
        return near and "column" in own and not {"flow", "result"} & set(own)
    if kind == "column":
        return sure and near and ("result" in own or (inner and "flow" in own and "topic" not in own))
    if kind == "case":
        return "outcome" in own
    if kind == "outcome":
        return source is level.head and "case" in own
    return (kind == "document" and "state" in own) or (kind == "handling" and "charge" in own)


def rest_of_list(own: dict[str, tuple[str, ...]], last: Dimensions) -> dict[str, tuple[str, ...]]:
    """“其他5件” at the end of a list: the last column, or the last line of 其他处理."""
    if "column" in last:
        return own | {"column": ("other_organisation",)}
    if any(name.split(".")[0] == "other" for name in last.get("result", ())):
        return own | {"result": ("other.other",)}
    return own


def shared_out(level: Level, between: str, own: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The number's own share of names that “分别” or “各” deals out one by one."""
    if "分别" in between and not is_primary(own):
        own = {**own, **{kind: names for kind, names in level.last.items() if len(names) > 1}}
    several = next(((kind, names) for kind, names in own.items() if kind in PRIMARY and len(names) > 1), None)
    if several and "分别" in between:
        level.apart = tuple({**own, several[0]: (name,)} for name in several[1])
    elif several and _EACH.search(between):
        return {**own, several[0]: several[1][:1]}
    if level.apart and (several or not is_primary(own)):
        first, level.apart = level.apart[0], level.apart[1:]
        return dict(first)
    if several is None:
        level.apart = ()
    return own


def together(counted: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The sum of the subjects before, all of them or the last of them, of which any may be meant."""
    sums = [
        "+".join(sorted({part for name in counted[start:] for part in name.split("+")}))
        for start in range(len(counted))
    ]
    return sums[max(0, len(sums) - 2)], tuple(sums)


def vague_words(spot: Spot, behind: str, own: Dimensions, found: Sequence[Tag], *, alone: bool) -> str:
    """The words that leave open which of the things named are counted, "" where there are none.

    ``found`` are the tags of the number's own clause, which names by itself what is counted where it is ``alone``.

    “…，共147件” sums up what clauses before name in part, “其余8件为国家秘密、过程性信息” counts several together.
    """
    summed = SUMS.search(spot.lead) is not None or spot.lead.strip(" ，") in ("共", "计")
    named = bool({"result", "column", "case", "outcome"} & set(own))
    single = sum(len(names) for kind, names in own.items() if kind in PRIMARY) < _FEW
    lines = {tag.value for tag in found if tag.kind == "result" and "." in tag.value}
    if summed and len(lines) > len(own.get("result", ())):
        return spot.lead.strip(" ，")
    if summed and not alone and named and single:
        return spot.lead.strip(" ，")
    is_of = IS.match(behind) is not None
    if "rest" in own and ((is_of and _SOME.search(behind)) or "分属" in behind):
        return behind
    some = ("result" in own and spot.lead.endswith("等")) or (spot.follows and spot.lead.endswith("有") and is_of)
    return spot.lead.strip(" ，") if some else ""
