"""Shares and multiples that are written in words: 三成, 七成半, 三分之一, 一半, 百分之七点六, 两倍, 翻了一番, 3个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from audit.match.claims.lexicon import compile_for_search
from audit.match.claims.numbers._approximate import BEHIND, approximate, closeness
from audit.model import Approximate, Closeness
from audit.text import Value
from audit.words import DIGIT, NUMERAL, ONE_TO_NINE, chinese_number

_SPOKEN = f"[{NUMERAL}]{{1,5}}"
_PROPORTION = compile_for_search(
    rf"""
    (?: (?<![第每任统合唯同单逐{ONE_TO_NINE}\d.]) (?P<tenths> [{ONE_TO_NINE}两1-9] ) 成 (?P<half> 半|[{ONE_TO_NINE}] )?
        (?= [，。；、()\s的多以左上下有余强弱略不]|来自|由|是|申请|{BEHIND}|$ ) (?!不变)
      | (?P<whole> [{NUMERAL}]{{1,3}}|\d{{1,3}} ) 分之 (?P<part> [{NUMERAL}]{{1,5}} (?:点 [{DIGIT}]{{1,4}})? | \d{{1,4}} (?:\.\d{{1,4}})? )
      | (?P<most> 过半数?|超半数|超一半|大半|多半(?!是因) ) | (?P<halved> 减半|腰斩 ) | (?P<equal> (?<!另) (?<!前) (?<!后) (?:一半|半数) )
      | 翻 了? (?P<doubled> [{ONE_TO_NINE}两]? ) (?: 番|倍 )
      | (?P<digits> (?<![\d.,第]) \d{{1,6}} (?:\.\d{{1,4}})? | (?<![第每数几成上下]) {_SPOKEN} ) \s?
        (?P<more> [余多几来] )? \s? (?P<unit> 倍(?!增) | 个?百分点 )
    )
    (?P<behind> {BEHIND} )?
    """,
    re.VERBOSE,
)
#: 百分之 and 千分之 tell a percentage to its last digit; other fractions are about what they say.
_HUNDREDTHS, _THOUSANDTHS = 100, 1000
_TENTH, _FRACTION_STEP, _DOUBLED_STEP = 10, 5, Decimal("0.4")


class Proportion(NamedTuple):
    """A share in hundredths (unit “%”), a multiple (“倍”) or a difference of shares (“个百分点”) at ``start`` to ``end``."""

    start: int
    end: int
    value: Value
    unit: str
    approximate: Approximate | None


def proportions(text: str) -> Iterator[Proportion]:
    """Those of ``text``, which has gone through ``fold_in_place``, from left to right."""
    for match in _PROPORTION.finditer(text):
        read = _value_of(match)
        if read is None:
            continue
        value, unit, usual, exact_to = read
        found = closeness(text, match.start(), match["more"], match["behind"]) or usual
        yield Proportion(match.start(), match.end(), value, unit, approximate(found, value, exact_to))


def _value_of(match: re.Match[str]) -> tuple[Value, str, Closeness | None, Value | None] | None:
    """Value and unit, what bound the bare words have, and the unit that they are told to."""
    if match["tenths"]:
        more = 5 if match["half"] == "半" else _number(match["half"] or "0") or 0
        return (_number(match["tenths"]) or 0) * _TENTH + more, "%", "about", 1 if more else _TENTH
    if match["most"]:
        return 50, "%", "over", _FRACTION_STEP
    if match["halved"] or match["equal"]:
        return 50, "%", "about", _FRACTION_STEP
    if match["doubled"] is not None:
        by = chinese_number(match["doubled"] or "一") or 1
        return (2**by - 1 if "番" in match[0] else by), "倍", "about", _DOUBLED_STEP
    if match["whole"]:
        return _fraction(match["whole"], match["part"])
    value = _number(match["digits"])
    return None if value is None else (value, "倍" if match["unit"] == "倍" else "个百分点", None, None)


def _fraction(whole: str, part: str) -> tuple[Value, str, Closeness | None, Value | None] | None:
    """“三分之一” as hundredths, its unit, how close it is and to which digit it is given; None where it is more than 1."""
    denominator, numerator = (100 if whole == "百" else 1000 if whole == "千" else _number(whole)), _number(part)
    if not denominator or numerator is None or numerator > denominator:
        return None
    if denominator == _HUNDREDTHS:
        return numerator, "%", None, None
    if denominator == _THOUSANDTHS:
        return Decimal(numerator) / 10, "%", None, None
    return (Decimal(numerator) * 100 / Decimal(denominator)).quantize(Decimal("0.01")), "%", "about", _FRACTION_STEP


def _number(text: str) -> Value | None:
    """The value of digits or numerals, “七点六” among them."""
    if text[0].isascii():
        return Decimal(text) if "." in text else int(text)
    whole, point, rest = text.partition("点")
    number = 100 if whole == "百" else chinese_number(whole)
    decimals = [chinese_number(char) for char in rest]
    if number is None or not point:
        return number
    return Decimal(f"{number}.{''.join(str(digit) for digit in decimals)}")
