"""The years that a text names, and which of them only say what was left over to the next year or what is compared.

“上年接续5件” is a figure of the report's own year.
"""

from __future__ import annotations

import re

from audit.patterns import regex
from audit.words import CHINESE_YEAR, YEAR

#: A year by its number: “2023年”, “二〇二三年”.
NAMED_YEAR = regex(rf"(?<!\d)({YEAR}|{CHINESE_YEAR})(?=年)")
_COMPARED_WITH = regex(r"(?:[较比同与由从是]|相较)\s?$")
_CARRIED_TO = regex(r"(?:结转|转结|转入|延续)(?:至|到|为|入)?\s?$")
_CHARACTERS_BEFORE_YEAR = 4
#: What was left over from a year, in whatever words: “上年接续”, “去年底留存”, “往年积存”, “2023年未办结的”.
_LEFT = r"""
    (?: 度?[末底]? | 年[末底] ) (?: 尚 | 仍 | 还 | 所 | 的 | 、 )*
    (?: (?: 未 | 没有? ) 能? (?: 办[理结完毕] | 审结 | 答复 | 处理 ) [完结毕]{0,2} 而? 的? )?       # not yet concluded
    (?: 结转 | 转结 | 结存 | 接续 | 接转 | 续接 | 遗留 | 留存 | 存留 | 留下 | 余留 | 余下 | 剩余 | 积存 | 积压 | 滚存
      | 跨年 | 在办 | 待办 | 续办 | 转来 | 转入 | 递延
      | (?<=未办结) | (?<=未办完) | (?<=未结) | (?<=未办结的) | (?<=未办完的)                   # these words alone
    )
    """
LEFT_OVER = regex(_LEFT, re.VERBOSE)
_LEFT_OF_YEAR = regex(f"年{_LEFT}", re.VERBOSE)


def is_named_aside(piece: str, match: re.Match[str]) -> bool:
    """Whether the year at ``match`` is only compared with, carried to, or named for what it left over."""
    start = max(0, match.start() - _CHARACTERS_BEFORE_YEAR)
    return bool(
        _COMPARED_WITH.search(piece, start, match.start())
        or _CARRIED_TO.search(piece, start, match.start())
        or _LEFT_OF_YEAR.match(piece, match.end())
    )
