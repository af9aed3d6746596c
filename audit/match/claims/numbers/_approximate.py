"""Words that make a number approximate: 约, 近, 余, 超过, 不足, 以上, and how exactly the number itself is told."""

from __future__ import annotations

import re
from decimal import Decimal

from audit.model import Approximate, Closeness
from audit.patterns import regex
from audit.text import Value

#: Right before a number, with what may stand between.
_WORDS: dict[Closeness, str] = {
    "under": "不足|不到|未到|未满|(?<!不)低于|(?<!不)少于|不超过|未超过|不高于|不多于|至多",
    "over": "超过?|逾|突破|高于|多于|不止|至少|不少于|不低于|不下于?|刚过",
    "near": "(?<![最附就])近|将近|接近|逼近|几乎",
    "about": "约|大约|大致|大概|(?<![以线网车会])上",
}
_WORDS_BEFORE = tuple((closeness, regex(rf"(?:{words})[为了占达]?\s*$")) for closeness, words in _WORDS.items())
#: Most numbers have none of these before them.
_ANY_BEFORE = regex(rf"(?:{'|'.join(_WORDS.values())})[为了占达]?\s*$")
#: Between number and unit.
_WORDS_WITHIN: dict[str, Closeness] = {"余": "more", "多": "more", "几": "more", "来": "about"}
#: Behind the unit.
BEHIND = r"(?:及?以上|左右|上下|之多|略多|略强|出头|有余|以下|以内|不到|[余多强弱](?=[，。；、,)\s的]|$))"
_WORDS_BEHIND: dict[str, Closeness] = {
    "以上": "over",
    "及以上": "over",
    "左右": "about",
    "上下": "about",
    "之多": "about",
}
_WORDS_BEHIND |= dict.fromkeys(("略多", "略强", "出头", "有余", "余", "多", "强"), "more")
_WORDS_BEHIND |= {"以下": "under", "以内": "under", "不到": "under", "弱": "near"}
#: Of a share or a change these may stand before the words that name its whole: “超过无法提供总数的一半”.
_OF_WHOLE = regex(
    r"""
      (?P<word> 不足 | 不到 | 未到 | 不低于 | 不高于 | 低于 | 不超过 | 超过? | 逾 | 高于 | 将近 | 接近 | (?<! [最附就] ) 近 | 大?约 )
      (?: 占 | 为 )? (?: 到 | 了 )? [^，。；、\d]{0,20} 的 $
    """,
    re.VERBOSE,
)
#: Characters that are looked at before a number, and before a share whose whole stands right before it.
_CHARACTERS_BEFORE, _CHARACTERS_BEFORE_WHOLE = 4, 28


def closeness(text: str, start: int, within: str | None, behind: str | None) -> Closeness | None:
    """What the words around a number that begins at ``start`` say of it; None where they leave it exact."""
    if found := _WORDS_BEHIND.get(behind or "") or _WORDS_WITHIN.get(within or ""):
        return found
    before = max(0, start - _CHARACTERS_BEFORE), start
    if not _ANY_BEFORE.search(text, *before):
        return None
    return next((closeness for closeness, words in _WORDS_BEFORE if words.search(text, *before)), None)


def closeness_of_share(text: str, first: int, start: int) -> Closeness | None:
    """The same for a share whose whole stands between these words and it (“超过无法提供总数的一半”); not before ``first``."""
    match = _OF_WHOLE.search(text, max(first, start - _CHARACTERS_BEFORE_WHOLE), start)
    return closeness(match["word"], len(match["word"]), None, None) if match else None


def unit_of_last_digit(value: Value) -> Value:
    """The unit of the last digit that is not 0: 100 of 300, 0.1 of 43.7."""
    exponent = int(Decimal(value).normalize().as_tuple().exponent) if value else 0
    return Decimal(1).scaleb(exponent) if exponent < 0 else 10**exponent


def approximate(found: Closeness | None, value: Value, exact_to: Value | None = None) -> Approximate | None:
    """How the number is approximate; ``exact_to`` is the unit that it is rounded to, where that is not the one of its last digit."""
    return None if found is None else Approximate(found, unit_of_last_digit(value) if exact_to is None else exact_to)
