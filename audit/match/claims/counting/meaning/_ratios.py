"""Figures that are no counts but ratios: so many of each hundred, so many a day, so many for each of the staff."""

from __future__ import annotations

import re

from audit.patterns import regex
from audit.words import NUMERAL, TENS, measures, one_of

_THINGS = one_of(measures("papers", "cases", "others"))
#: “每百件新收中约有85件”, “每10件申请里，自然人占8件”: of so many, up to a semicolon or to words that speak of all again.
_OF_SO_MANY = regex(
    rf"""
      (?: 每 (?:收到|接到|新收|受理|办理|办结|答复)? | (?<![^，。；]) 平均 )
      (?: [{NUMERAL}]++ (?<! 每一 ) | (?! 1 (?!\d) ) \d++ ) (?: {_THINGS} )      # more than one: “每一件申请都” is none
      (?: (?! 全年 | 本年 | 共 | 总 | 合计 | 累计 ) [^。；] )*+ $
    """,
    re.VERBOSE,
)
#: “一百件申请中大约63件”: about so many of a round number.
_OF_A_HUNDRED = regex(
    rf"""
    (?: ^ | [，。；] ) (?: [{NUMERAL}]? [{TENS}] | 10{{1,3}} ) (?: {_THINGS} ) [^，。；、\d]{{0,10}} [中里] ，?     # 一百件申请中
    (?: 大?约 | 差不多 | 平均 | 就 | 便 ) 有? [^，。；]* $                                                  # 大约有
    """,
    re.VERBOSE,
)
#: “平均每天收到2件”, “日均办结3件”, “每名工作人员办理40件”, in the figure's own clause.
_FOR_EACH = regex(
    r"""
      (?: (?: [日周旬人件户] | 每 (?:天|日|周|旬|季|人|件|个工作日) ) (?:平)?均 (?! 已 ) (?! 公开 )
        | 平均 每 (?! 个? 月 )
        | 每 (?: 天 | 日 | 周 | 旬 | 季度? | 个? 工作日 | 小时 | [名位] | 人 (?! 次 ) )
      ) [^，。；、]* $
    | 每 (?:收到|接到|新收|受理|办理|办结|答复)? $
    """,
    re.VERBOSE,
)


def is_ratio(before: str) -> bool:
    """Whether ``before``, the words of a sentence before a number, make it so many of each of something.

    >>> is_ratio("自然人4881件，每百件新收中约有")
    True
    >>> is_ratio("对每一件申请都专人办理，全年办结")
    False
    """
    return bool(
        _FOR_EACH.search(before) or ("每" in before and _OF_SO_MANY.search(before)) or _OF_A_HUNDRED.search(before)
    )
