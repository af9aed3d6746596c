"""One paragraph while its figures are read, and the claims made of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from audit.match.claims._shareof import ShareOf
from audit.match.claims.counting import Meaning, Names, Parts, name
from audit.match.claims.frames import NOTHING, Frame, Frames
from audit.match.claims.lexicon import Clause, Places, Surroundings, Tag, Topics
from audit.match.claims.numbers import Quantity
from audit.match.claims.scope import Scopes
from audit.model import Bound, Claim, Passage, Role, Scope, SetClaim, Told

_TRIM = re.compile(r"[\s、，；;:,]*(?:其中)?[\s、，:,]*")

#: Words before those that say what is counted which belong to them: “全年共作出行政许可决定86件”.
_BEFORE = re.compile(
    r"""
    (?: 发生 | 出现 | 发出 | 开具 | 收到 | 接到 | 引发 | 产生 | 提起 | 被 | 全年 | 共计 | 累计 | 总共 | 一共 | 合计 | 总计 | 共 | 新 | 已 | 按[时期] | 依法
      | 发布 | (?<!信息)公开 | 公示 | 办理 | 受理 | 审批 | 核发 | 实施 | 作出 | 做出 | 属于 | 涉及? | 保护 | 本机关 (?=不) | 申请人 | 要求提供 | 没有现成信息 | 需要? | (?<!工)作 | 行政
      | (?:因|由|就)? (?:政府)? 信息公开 (?:工作|申请|答复|事项)? (?:被)? (?:引发|引起|提起|产生)? 的? | 被(?:申请|提起)?
    )+ $
    """,
    re.VERBOSE,
)


#: The frame of no number.
NO_FRAME = Frame(NOTHING, None)


class Spoken(NamedTuple):
    """Where in a paragraph words may stand that speak of scopes and of sets, and whether one may say “持平”."""

    scopes: Places
    sets: Places
    levels: bool


class Item(NamedTuple):
    """A number that was read, with the frame around it and the claim that it makes, None where it states nothing known."""

    number: Quantity
    frame: Frame
    claim: Claim | None


@dataclass(slots=True)
class Paragraph:
    """One paragraph while it is read: its text, what it has spoken of and said so far, the last counted subject.

    ``shared`` is what the last share of the sentence is of, ``before`` the scopes before the clause that is read.
    """

    passage: Passage
    text: str
    masked: str
    topics: Topics
    numbers: Sequence[Quantity]
    frames: Frames
    spoken: Spoken
    read: int = 0
    scopes: Scopes = field(default_factory=Scopes)
    parts: Parts = field(default_factory=Parts)
    about: str | None = None
    changed: str | None = None
    based: bool = False
    shared: ShareOf | None = None
    before: Scopes = field(default_factory=Scopes)
    last_end: int = 0
    inner_end: int = 0
    frame: Frame = NO_FRAME
    said: list[Claim] = field(default_factory=list)
    counted: list[Item] = field(default_factory=list)
    sets: list[SetClaim] = field(default_factory=list)
    names: Names = field(default_factory=dict)
    named_to: int = 0
    all_columns: frozenset[str] | None = None
    starts: list[int] = field(init=False)
    ends: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [number.start for number in self.numbers]
        self.ends = [number.end for number in self.numbers]

    def beginning(self, start: int, end: int) -> Sequence[Quantity]:
        """The numbers that begin from ``start`` to ``end`` (excluded)."""
        first = bisect_left(self.starts, start)
        return self.numbers[first : bisect_left(self.starts, end, first)]

    def behind_numbers(self, first: int, position: int) -> int:
        """Where the words before ``position`` begin that no number before them holds, not before ``first``."""
        before = bisect_right(self.ends, position)
        return max(first, self.ends[before - 1]) if before else first

    @property
    def columns(self) -> frozenset[str]:
        """The columns of 表三 that the paragraph names, from its beginning to its end."""
        if self.all_columns is None:
            found = self.frames.between(self.text, 0, len(self.text))
            self.all_columns = frozenset(tag.value for tag in found if tag.kind == "column")
        return self.all_columns

    def named(self, end: int) -> Names:
        """What the words of the paragraph up to ``end`` name; asked for in printed order."""
        if end > self.named_to:
            name(self.names, self.frames.between(self.text, self.named_to, end))
            self.named_to = end
        return self.names

    def counts(self, numbers: range) -> bool:
        """Whether one of ``numbers`` counts something, rather than numbering it."""
        return bool(numbers) and any(self.numbers[index].unit for index in numbers)

    def within(self, clause: Clause) -> range:
        """The numbers of ``clause``, by their index; clauses are asked for in printed order."""
        first = last = self.read
        while first < len(self.numbers) and self.numbers[first].start < clause.start:
            first += 1
        last = first
        while last < len(self.numbers) and self.numbers[last].end <= clause.end:
            last += 1
        self.read = last
        return range(first, last)

    def counted_in(self, sentence: tuple[int, int]) -> list[Item]:
        """The numbers of ``sentence`` that were read so far."""
        found = list(takewhile(lambda item: item.number.start >= sentence[0], reversed(self.counted)))
        return found[::-1]


def make(
    paragraph: Paragraph,
    sentence: tuple[int, int],
    span: tuple[int, int],
    number: Quantity,
    *,
    subject: str | None,
    scope: Scope,
    bound: Bound | None = None,
    role: Role = "",
    others: tuple[str, ...] = (),
    possible: tuple[str, ...] = (),
    narrowed_by: str = "",
    told: Iterable[Tag] = (),
    plain: bool = False,
    unknown: str = "",
) -> Claim:
    """The claim that ``number`` states in the words at ``span`` of the paragraph; for the rest see ``Claim``."""
    text = paragraph.passage.text
    printed = text[sentence[0] : sentence[1]]
    first = sentence[1] - len(printed.lstrip())
    return Claim(
        text=text[span[0] : span[1]],
        value=number.value,
        unit=number.unit,
        subject=subject,
        place=paragraph.passage.place.span(*span),
        section=paragraph.passage.section,
        exact=number.exact,
        approximate=number.approximate,
        scope=scope,
        bound=bound,
        sentence=printed.strip(),
        start=span[0] - first,
        number_start=number.start - first,
        about=paragraph.about if subject and subject.split(".")[0] in ("share", "change", "mean") else None,
        role=role,
        others=others,
        possible=possible,
        narrowed_by=narrowed_by,
        told=words_of(paragraph, told),
        plain=plain,
        unknown=unknown,
    )


def words_of(paragraph: Paragraph, found: Iterable[Tag]) -> tuple[Told, ...]:
    """The words of the paragraph that the tags ``found`` stand for, with what they tell."""
    return tuple(Told(tag.kind, paragraph.text[tag.start : tag.end]) for tag in found)


def trimmed(text: str, begin: int, stop: int) -> int:
    """``begin`` moved behind marks and “其中”."""
    match = _TRIM.match(text, begin, stop)
    return match.end() if match else begin


def bounds_of(text: str, around: Surroundings, number: Quantity, what: Meaning) -> tuple[int, int]:
    """The words that state what a number counts, with the number."""
    begin, end = around.start, number.end
    if what.start is not None and what.end is not None:
        begin, end = min(what.start, number.start), max(what.end, number.end)
        if match := _BEFORE.search(text, around.start, begin):
            begin = match.start()
    if "(" in text[begin : number.start] and text[end : end + 1] == ")":
        end += 1  # “自然人（2件）”
    return trimmed(text, begin, number.start), end
