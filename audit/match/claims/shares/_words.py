"""Words that a share is told by: its name, and what stands right before or behind its number."""

from __future__ import annotations

import re

from audit.match.claims.frames import Dimensions
from audit.patterns import regex

#: The whole of a share, right before it: “占全部新收申请的72.7%”, “恰为不予公开总数的六成”.
OF_WHOLE = regex(
    r"""
      占 (?:了|到|据|比)? (?P<of> [^，。；\d]{0,30} ) $
    | (?:为|是|达|到|至|于|过|足|近|约|逾|超|的) (?P<whose> [^，。；\d]{2,24} ) 的 \s? (?:约|近|将近|超过?|不足|不到)? $
    """,
    re.VERBOSE,
)
#: A share that is named by its result: “予以公开率为”, “不予公开比例为”.
NAMED_RATE = regex(
    r"""
      (?P<name> 予以公开 | 公开 | 部分公开 | 不予公开 | 无法提供 | 不予处理 | 纠错 | 纠正 | 败诉 | 胜诉 | 维持 | 结案 | 审结 )
      (?: 率 | (?: 的 | 所占 )? (?: 比例 | 占比 | 比重 ) ) [^，。；\d]{0,8} $
    """,
    re.VERBOSE,
)
#: How applications end, and how cases do, by the name of their rate.
_RESULTS = {
    "予以公开": ("granted",),
    "公开": ("granted", "partial"),
    "部分公开": ("partial",),
    "不予公开": ("refused",),
    "无法提供": ("unavailable",),
    "不予处理": ("rejected",),
}
_OUTCOMES = {
    "维持": "upheld",
    "胜诉": "upheld",
    "纠错": "corrected",
    "纠正": "corrected",
    "败诉": "corrected",
    "结案": "concluded",
    "审结": "concluded",
}
#: What the part of a named rate is.
RATES: dict[str, Dimensions] = {name: {"result": results} for name, results in _RESULTS.items()}
RATES |= {name: {"outcome": (outcome,)} for name, outcome in _OUTCOMES.items()}
#: Names of rates that other matters have as well: they are of cases only where these are spoken of.
OF_CASES_IF_NAMED = ("胜诉", "结案", "审结")
#: The part stands behind: “71.67%来自自然人”, “超过四分之一作出了不予公开答复”.
PART_BEHIND = regex("的?(?:申请)?(?:来自|由|为|是|系|属于?|出自|源于|作出|被|因)")
#: What names a part or a whole by what was spoken of before.
VAGUE = regex("此类|该类|这类|同类")
