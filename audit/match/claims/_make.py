"""Makes a claim of a number: the words that it stands in, where they stand, and all that was found of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audit.match.claims._paragraph import ParagraphState
from audit.match.claims.counting import Meaning
from audit.match.claims.lexicon import Surroundings, Tag
from audit.match.claims.numbers import PrintedNumber
from audit.model import Bound, Claim, NamingWords, Role, Scope
from audit.patterns import regex

#: What stands before the words of a number and does not belong to them.
_NOT_OF_WORDS = regex(r"[\s、，；;:,]*(?:其中)?[\s、，:,]*")

#: Words before those that say what is counted which belong to them: “全年共作出行政许可决定86件”.
_OF_WORDS_BEFORE = regex(
    r"""
    (?: 发生 | 出现 | 发出 | 开具 | 收到 | 接到 | 引发 | 产生 | 提起 | 被 | 全年 | 共计 | 累计 | 总共 | 一共 | 合计 | 总计 | 共 | 新 | 已 | 按[时期] | 依法
      | 发布 | (?<!信息)公开 | 公示 | 办理 | 受理 | 审批 | 核发 | 实施 | 作出 | 做出 | 属于 | 涉及? | 保护 | 本机关 (?=不) | 申请人 | 要求提供 | 没有现成信息 | 需要? | (?<!工)作 | 行政
      | (?:因|由|就)? (?:政府)? 信息公开 (?:工作|申请|答复|事项)? (?:被)? (?:引发|引起|提起|产生)? 的? | 被(?:申请|提起)?
    )+ $
    """,
    re.VERBOSE,
)

#: Quantities that are of another one, told before them: “办结5件，增长25%”.
_OF_ANOTHER = ("share", "change", "mean")


def make_claim(
    paragraph: ParagraphState,
    sentence: tuple[int, int],
    span: tuple[int, int],
    number: PrintedNumber,
    *,
    subject: str | None,
    scope: Scope,
    bound: Bound | None = None,
    role: Role = "",
    others: tuple[str, ...] = (),
    possible: tuple[str, ...] = (),
    narrowed_by: str = "",
    naming: Iterable[Tag] = (),
    fully_named: bool = False,
    unknown_words: str = "",
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
        about=paragraph.last_subject if subject and subject.split(".")[0] in _OF_ANOTHER else None,
        role=role,
        others=others,
        possible=possible,
        narrowed_by=narrowed_by,
        named_by=naming_words(paragraph, naming),
        fully_named=fully_named,
        unknown_words=unknown_words,
    )


def naming_words(paragraph: ParagraphState, found: Iterable[Tag]) -> tuple[NamingWords, ...]:
    """The words of the paragraph that the tags ``found`` stand for, with what they tell."""
    return tuple(NamingWords(tag.kind, paragraph.text[tag.start : tag.end]) for tag in found)


def trimmed(text: str, begin: int, stop: int) -> int:
    """``begin`` moved behind marks and “其中”."""
    match = _NOT_OF_WORDS.match(text, begin, stop)
    return match.end() if match else begin


def bounds_of(text: str, around: Surroundings, number: PrintedNumber, what: Meaning) -> tuple[int, int]:
    """Where the words begin and end that state what a number counts, with the number."""
    begin, end = around.start, number.end
    if what.start is not None and what.end is not None:
        begin, end = min(what.start, number.start), max(what.end, number.end)
        if match := _OF_WORDS_BEFORE.search(text, around.start, begin):
            begin = match.start()
    if "(" in text[begin : number.start] and text[end : end + 1] == ")":
        end += 1  # “自然人（2件）”
    return trimmed(text, begin, number.start), end
