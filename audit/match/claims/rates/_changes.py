"""What a change is of, and which way it goes: “办结总量较上年增加20件”, “同比增长16.5%”."""

from __future__ import annotations

import re

from audit.match.claims._paragraph import ParagraphState
from audit.match.claims.frames import (
    BREAK,
    MONTHLY,
    clauses_between,
    dimensions_of,
    is_filler,
    names_quantity,
    narrowing_words,
    rises,
    step_words,
)
from audit.match.claims.lexicon import Surroundings
from audit.match.claims.numbers import PrintedNumber
from audit.model import Role
from audit.patterns import regex
from audit.words import YEAR

#: Compared with something else than an earlier year.
_OTHER_COMPARED = regex(
    rf"""
      环比
    | (?: 较 (?![大快多少高低为小明好强弱]) | (?<![占对相同环可百类无攀]) 比 (?![例重较率]) | 与(?=[^，。；]*相?比) )
      (?! \s* (?: (?:上一?|去|前一?|往|同) 年 | 同期 | 上年同期 | {YEAR} | 此前 | 原 ) )
    | (?:较|比) 往年
    """,
    re.VERBOSE,
)
#: Where what a change is of ends and the comparison begins.
_MOVES = regex(
    r"""
      (?: 数 | 数量 | 总量 | 总数 | 量 | 件数 )?
      (?: 同比 | (?: [较比与同] | 相较于? | 相比于? ) (?: 上 | 去 | 20 | 前 )    # compared with whom
        | 大幅 | 明显 | 略 | 小幅 | 持续                                       # by how much
        | [增升降减涨落跌] | 上升 | 下降 | 回落 | 提高 | [多少] (?=\d)         # which way
        | 月均 | 平均 | 每                                                     # in a month
      )
    """,
    re.VERBOSE,
)
_MEAN = regex(MONTHLY)
#: What stands for the figure before a change: “年末待办125件，存量减少13件”.
_OF_BEFORE = regex("存量|余量|体量|规模|绝对数|总体|整体|净")
#: What begins a clause that says something of the figure before it, or why that is so.
_SAYS_OF_BEFORE = regex(
    r"""
      (?: 其?主要 | 大多 | 多[为以系] | 均 | 都 | 全部 | 皆 | 已 | 并 | 且 | 集中 | 分布 | 涵盖 | 为 | 呈 | 创 | 达到? | 占 | 以 | 是
        | (?: 申请 )? (?: 内容 | 事项 | 总量 | 数量 | 量 )  )            # what it is like
    | 受 | 因 | 由于 | 随着 | 依法 | 按[时期] | 较 | 与 | 同 | 相[较比]        # why, how, against what
    | 涉及 (?! [^，。；]* (?: [的类型] | 突出 | 明显 | 最多 | 增多 | 居多 ) $ )
    """,
    re.VERBOSE,
)


def kind_of_change(
    paragraph: ParagraphState, sentence: tuple[int, int], around: Surroundings, number: PrintedNumber, role: Role
) -> str | None:
    """The kind of change that a step or a multiple is; None where it is none against an earlier year."""
    if role not in ("step", "times"):
        return None
    breaks = [match.end() for match in BREAK.finditer(paragraph.text, sentence[0], number.start)]
    if _OTHER_COMPARED.search(around.lead) or _OTHER_COMPARED.search(
        paragraph.text, max(breaks, default=sentence[0]), number.start
    ):
        return None
    if role == "times":
        return "change.ratio"
    up = rises(paragraph.text, number, sentence[0])
    return None if up is None else "change.growth" if up else "change.decline"


def words_narrowing_change(paragraph: ParagraphState, sentence: tuple[int, int], index: int) -> str:
    """The words that narrow what the clause of a change names (“涉及征地的申请同比增长”); "" where none do."""
    text, frames = paragraph.text, paragraph.frames
    number = frames.numbers[index]
    first, end = clause_of_change(paragraph, sentence, index)
    found = frames.between(text, first, end)
    if not found and end < number.start and (mean := _MEAN.search(text, first, number.start)):
        first, end = mean.end(), number.start  # “平均每月收到申请10件”
        found = frames.between(text, first, end)
    own = dimensions_of(text, found)
    return narrowing_words(text, first, end, found, own) if names_quantity(own) else text[first:end] or text


def is_of_something_else(paragraph: ParagraphState, sentence: tuple[int, int], index: int) -> bool:
    """Whether the clause of a change names something in words that no lexicon knows: then it is not of the figure before."""
    first, end = clause_of_change(paragraph, sentence, index)
    frames = paragraph.frames
    if any(tag.kind == "besides" for tag in frames.between(paragraph.text, first, end)):
        return True
    return not is_filler(_OF_BEFORE.sub("", paragraph.text[first:end]))


def unknown_words_between(paragraph: ParagraphState, sentence: tuple[int, int], index: int) -> str:
    """The words between the figure before and a change that may name what the change is of; "" where none do.

    “，涉及学籍的尤为突出，同比增长61.2%” may be of those; what says something of the figure before (“，主要集中在……”) names nothing.
    """
    text, numbers = paragraph.text, paragraph.frames.numbers
    first = max(sentence[0], numbers[index - 1].end if index else 0)
    between = clauses_between(text, first, clause_of_change(paragraph, sentence, index)[0])
    clauses = (text[start:end] for start, end in between if not _SAYS_OF_BEFORE.match(text, start, end))
    return next((words for words in clauses if not is_filler(words)), "")


def clause_of_change(paragraph: ParagraphState, sentence: tuple[int, int], index: int) -> tuple[int, int]:
    """Where the clause of the change at ``index`` begins, and where in it the comparison does."""
    text, numbers = paragraph.text, paragraph.frames.numbers
    start = numbers[index].start
    first = max(sentence[0], numbers[index - 1].end if index else 0)
    first = max([first, *(match.end() for match in BREAK.finditer(text, first, start))])
    stop = max(first, step_words(text, numbers[index], sentence[0]))
    moved = _MOVES.search(text, first, stop)
    return first, moved.start() if moved else stop
