"""Whether a percentage is a share of something, rather than a rate of change or of another kind."""

from __future__ import annotations

import re

from audit.match.claims.frames import Frames, dimensions_of, names_quantity
from audit.match.claims.shares._rows import row_of_shares, words_begin
from audit.match.claims.shares._wholes import whole_around
from audit.match.claims.shares._words import NAMED_RATE, OF_CASES_IF_NAMED, OF_WHOLE, PART_BEHIND
from audit.patterns import regex
from audit.words import NUMERAL, measures

_COUNTED = "".join(measures("papers", "cases"))
#: Words before a number that make it a share.
_IS_SHARE = regex(
    rf"""
      [{_COUNTED}] \s* \( \s* (?: 占比? | 约 )? \s* $                                    # 86件（占
    | 占 [^，。；\d]{{0,30}} $                                                          # 占新收申请的
    | 占 [^，。；\d]{{0,20}} [\d,]+ [{_COUNTED}] [^，。；\d]{{0,10}} 的 \s* $            # 占新收120件的
    | (?: 比例 | 比重 | 占比 | 份额 ) [^，。；\d]{{0,14}} $                              # 所占比例为
    | [\d,]+ [{_COUNTED}] [^，。；\d]{{0,10}} 的 \s* $                                   # 新收120件申请的
    """,
    re.VERBOSE,
)
#: “…86件，超过总量的七成”, “…35件，接近三成”.
_BEHIND_ITS_PART = regex(
    rf"""
      [\d{NUMERAL}] [{_COUNTED}] [^，。；\d]{{0,8}} ，
      (?: 约 | 大约 | 将?近 | 接近 | 超过? | 逾 | 不到 | 不足 | 未到 | 仅 | 只有 | 已 | 达 | 到 | 约为    # how much about
        | 其 | 总量 | 总数 | 总体 | 全部 | 的 )* $                                                      # of what
    """,
    re.VERBOSE,
)
_COMPARED = regex("同比|[较比](?:上|去|20)|相比")
#: “的政府信息公开申请来自自然人”.
_OF_APPLICATIONS = regex("的(?:政府信息公开)?申请(?:量|件)?(?:来自|由|为|是|出自|源于)")


def is_share(frames: Frames, index: int, sentence: tuple[int, int]) -> bool:
    """Whether the percentage at ``index`` is a share, by the words around it or as the next of a list of shares."""
    text, number = frames.text, frames.numbers[index]
    head = row_of_shares(frames, index, sentence).head
    start, stop = words_begin(frames, head, sentence), frames.numbers[head].start
    lead, before = text[start:stop], text[sentence[0] : stop]
    if _IS_SHARE.search(before) or _names_rate(frames, lead, start, stop):
        return True
    whose = OF_WHOLE.search(lead)
    if whose and whose["whose"] and names_quantity(dimensions_of(text, frames.between(text, start, number.start))):
        return True
    if number.approximate and _BEHIND_ITS_PART.search(before) and not _COMPARED.search(before):
        return True
    if _OF_APPLICATIONS.match(text, number.end):
        return True
    return (
        PART_BEHIND.match(text, number.end) is not None and whole_around(frames, sentence, number.start, text).end > 0
    )


def _names_rate(frames: Frames, lead: str, start: int, stop: int) -> bool:
    """Whether a share is named by its result; one of cases (“结案率”) only where cases are spoken of."""
    named = NAMED_RATE.search(lead)
    if named is None or named["name"] not in OF_CASES_IF_NAMED:
        return named is not None
    return "case" in frames.memory or any(tag.kind == "case" for tag in frames.between(frames.text, start, stop))
