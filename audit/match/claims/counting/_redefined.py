"""Clauses without a number that say what a figure of the paragraph counts: “处罚数为已结案并公示满三个月的件数”.

Such a clause names the figure, as its own words or as “以上数字”, and makes it another count than that of the tables.
"""

from __future__ import annotations

import re
from functools import lru_cache

from audit.patterns import regex

_REDEFINES = regex(
    r"""
    (?: ^ | [，。；(：:] ) (?:注[:：])? (?:其中|但|上述|这里的|所称|所列|文中|前述)*
    (?P<name> [^，。；:()\d]{0,12}? )
    (?: 件数 | 数字 | 数据 | 数量 | 总数 | 数 ) (?:均|都|仅|只|口径)?
    (?:
      (?: 为 | 系 | 是 | 指 | 即 )+ (?![^，。；]{0,12}最) [^，。；:\d]{2,40}? (?:件数|数量|案件数|口径数?|部分)        # what it is the number of
    | (?: 不 | 仅 | 只 | 已 )+ (?:含|包括|包含|计入?|统计|剔除|扣除) [^，。；:\d]{2,40}?            # what is in it, or is not
    | 按 [^，。；:\d]{2,30} (?:口径|时间|日期|标准) (?:统计|计算|填报|计)?
    )
    (?= [，。；)] | $ )
    """,
    re.VERBOSE,
)
#: Names that point to whatever figures stand before.
_NAMES_OF_ANY = frozenset(("", "以上", "上述", "该", "此", "各", "各项", "以上各项"))


def redefined(text: str, start: int, sentence: tuple[int, int]) -> str:
    """The clause behind the words at ``start`` that gives their number another meaning (“处罚数为已结案的件数”); "" where none does."""
    for name, words, begin in _redefinitions(text):
        named = name in _NAMES_OF_ANY or name in text[max(start, sentence[0]) : sentence[1]].split("，", maxsplit=1)[0]
        if begin > start and named:
            return words
    return ""


@lru_cache(1)
def _redefinitions(text: str) -> tuple[tuple[str, str, int], ...]:
    """The clauses of a paragraph that give a number another meaning, each with the name of the number. Asked for once a number."""
    return tuple((match["name"], match[0].strip("，。；(：:"), match.start()) for match in _REDEFINES.finditer(text))
