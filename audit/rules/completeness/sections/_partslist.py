"""What the introduction says of the report's parts: how many, and which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from audit.model import Passage
from audit.patterns import regex
from audit.text import widened
from audit.words import ORDINAL, whole_number

#: A number of parts; “第五部分” is none.
_NUMBER = regex(
    rf"""
    (?<![第\d{ORDINAL}]) (?P<n> [两{ORDINAL}]{{1,3}} | \d{{1,2}} ) \s* [个大]{{0,2}} \s*
    (?: (?P<sure> 部分 | 章节 | 板块 ) | 方面 )
    """,
    re.VERBOSE,
)
#: Of whose parts the sentence speaks, and the words that lead to their number, near it where it is one of 方面.
_REPORT = regex("报告|年报|全文|本文")
_LEADS = "共|等|由|分|包括|包含|涵盖|以下|事项|情况|组成|[:：]"
#: Characters around the number of parts in which words say what it counts.
_CHARACTERS_AROUND = 8
#: Halves of a report that are no parts of its text: “正文和附表两部分”.
_HALVES = regex("(?:正文|文字|文本|报告)[^，。]{0,8}(?:附?表格?|附件|数据)")
#: The introduction of a list, and where the name of a part ends.
_LIST = regex("由|包括|包含|涵盖|分为?|分别(?:为|是)|[:：]")
_END = regex(
    "(?:情况|事项|措施|问题|概述|概况|说明|附表|附件|统计|打算|安排|设想|思路|建议|计划)[”》]?(?=(?P<mark>.)|$)"
)
#: Two names of one part: complaints and suits, problems and what is done about them.
_ONE_PART = regex(
    """
      复议 (?: 的?情况 )? [、，和及与]+ (?= [^、，]{0,8} 诉讼 )
    | 问题 [、，和及与]+ (?= [^、，]{0,6} (?: 改进 | 措施 | 打算 | 下一步 ) )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class StatedParts:
    """The sentence of a passage, from ``start`` to ``end``, that says how many parts there are: ``number``, printed as ``words``."""

    passage: Passage
    start: int
    end: int
    number: int
    span: tuple[int, int]
    words: str

    @property
    def sentence(self) -> str:
        """The sentence as the passage prints it."""
        return self.passage.text[self.start : self.end]

    def listed(self) -> tuple[int, int] | None:
        """How many names of parts stand before the number, at the least and at the most; None where there is no list.

        A list that ends in “等” may name some of them only.
        """
        before = widened(self.passage.text[self.start : self.span[0]])
        opening = _LIST.search(before)
        names = before[opening.end() :] if opening else ""
        plain = re.sub("[、，；等共计]*$", "", _ONE_PART.sub("", names))
        ends = [match["mark"] or "" for match in _END.finditer(plain)]
        marks = sum(mark in "、，；" for mark in ends[:-1] if mark)
        # Each name that is set apart ends as names of parts do; else it is not certain where one begins.
        if not marks or marks != len(re.findall("[、，；]", plain)):
            return None
        most = len(list(_END.finditer(names)))
        return (marks + 1, 99 if re.search("等[^、，]{0,4}$", names) else most)


def statement_of_parts(passages: Iterable[Passage]) -> StatedParts | None:
    """The first statement of the introduction on the number of the report's parts."""
    for passage in passages:
        text = widened(passage.text)
        for match in _NUMBER.finditer(text) if passage.section == 0 and not passage.in_table else ():
            start = text.rfind("。", 0, match.start()) + 1
            before = text[start : match.start()]
            lead = re.search(_LEADS, before if match["sure"] else before[-_CHARACTERS_AROUND:])
            number = whole_number(match["n"])
            if (
                number
                and lead
                and _REPORT.search(text[start : match.end() + _CHARACTERS_AROUND])
                and not _HALVES.search(before[-20:])
            ):
                end = text.find("。", match.end())
                words = passage.text[match.start() : match.end()]
                return StatedParts(passage, start, end if end >= 0 else len(text), number, match.span(), words)
    return None
