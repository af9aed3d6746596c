"""What part a number has in a comparison of years: the earlier number, the step between both, or the later number."""

from __future__ import annotations

import re
from typing import Literal

from audit.match._quantities import Quantity
from audit.words import YEAR

#: "base" is the earlier number, "step" the change as a number or percentage, "times" a multiple, "now" the later number.
#: and "whole" what a share is taken of.
Role = Literal["", "base", "step", "times", "now", "whole"]

_BEFORE = rf"(?:上一?年度?|去年|上年度?|{YEAR}年度?|上年同期|前一?年)"
_MOVED = "(?:增|升|降|减|涨|落|跌)(?:加|长|少|低|高)?|上升|下降|增长|增加|减少|回落|提高|缩减|压缩|下调|变"
_BASE = re.compile(
    rf"""
      (?:较|比|与|同|相较于?|相比于?|和|是) {_BEFORE} (?:同期|全年|末|度|新收|收到|受理|办结)* (?:的|为|有)? $
    | (?:由|从) {_BEFORE}? (?:同期|全年|末|度)* 的? $
    | (?P<aside>[，、；(]) (?:而|比)? {_BEFORE} (?:同期|全年|末|度)* (?:的|为|是|有|仅|只|仅为|则为|仅有|也是)? $
    """,
    re.VERBOSE,
)
_FROM = re.compile(r"(?:由|从)[^，。；\d]{0,10}$")
_TO = re.compile(rf"[^。；，\d]{{0,4}}[，]?[^。；，\d]{{0,8}}(?:{_MOVED})(?:至|到|为|成)")
_STEP = re.compile(
    r"""
    (?P<word> 净?增收|净?减收|净?增加?长?|净?减少?|多出?收?|少收?|上升|下降|上涨|提高|降低|回落|下调|缩减|减负|降幅|增幅|升幅 )
    (?:了|约|近|幅度?|为|达|到|率|将|是|又){0,3} \s* $
    """,
    re.VERBOSE,
)
_NOW = re.compile(rf"(?:(?:{_MOVED})(?:至|到|为|成)|变为)(?:本年度?|今年|{YEAR}年度?)?的?(?:约|近)?$")
_WHOLE = re.compile(r"占[^，。；\d]{0,20}$")
_RISES = re.compile("增|升|涨|多|提高")


def role(text: str, number: Quantity, start: int, year: int | None) -> Role:
    """The part of ``number`` in a comparison; ``start`` is where its sentence begins in ``text``, ``year`` the report's."""
    lead = text[max(start, number.start - 24) : number.start]
    behind = text[number.end : number.end + 24]
    if behind.startswith("倍") or number.unit == "倍":
        return "times"
    if _WHOLE.search(lead) and behind.startswith(("的", "中", "之", ")的", ")中")):
        return "whole"
    if _NOW.search(lead):
        return "now"
    match = _earlier(lead, year)
    if match and (not match[0].lstrip().startswith(("由", "从")) or _TO.match(behind)):
        return "base"
    if _FROM.search(lead) and _TO.match(behind):
        return "base"
    step = _STEP.search(lead)
    return "step" if (step and not lead.endswith(("至", "到", "成"))) or number.unit == "个百分点" else ""


def _earlier(lead: str, year: int | None) -> re.Match[str] | None:
    """The words before a number that name an earlier year than the report's."""
    match = _BASE.search(lead)
    return match if match and (year is None or str(year) not in match[0]) else None


def is_aside(text: str, number: Quantity, start: int, year: int | None) -> bool:
    """Whether the earlier number stands in a clause of its own: “去年为69件”."""
    match = _earlier(text[max(start, number.start - 24) : number.start], year)
    return match is not None and match["aside"] is not None


def rises(text: str, number: Quantity, start: int) -> bool | None:
    """Whether the words before a step say that the number rose; None where they say neither."""
    match = _STEP.search(text[max(start, number.start - 24) : number.start])
    return None if match is None else _RISES.search(match["word"]) is not None
