"""Numbers with a unit in running text, read exactly, each with its place in the paragraph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from audit.match.claims.lexicon import compile_for_search
from audit.match.claims.numbers._approximate import BEHIND, approximate, closeness
from audit.match.claims.numbers._proportions import Proportion, proportions
from audit.model import Approximate
from audit.patterns import regex
from audit.text import Value, widened, with_round_brackets
from audit.words import CAPITALS, MYRIADS, NUMERAL, ONE_TO_NINE, TENS, TEXT_MEASURE, chinese_number, measures

_NOT_COUNTED = "(?!工作日|自然日|交易日|月|小时|百分点|部分(?!公开)|方面|年|五年)"
#: A piece of its digits is no number: none are given back (“++”), which would be tried for each year and date.
_ARABIC = r"(?:\d{1,3}+(?:,\d{3})+(?!\d)|\d{1,12}+)(?:\.\d{1,6}+)?"
#: A number that a blank, a break of the line, or a mark that is none of thousands tears in two: “1 3件”, “1，013件”, “1.013件”.
_TORN = rf"(?:\d{{1,6}}+\s{{1,2}}+\d{{1,6}}+(?![\d.])|\d{{1,3}}+['.]\d{{3}}(?=\s{{0,2}}{TEXT_MEASURE}))"
#: A comma of sentences between a number and three more digits with a measure: “1，013件”.
_TORN_BY_COMMA = regex(rf"(?<=\d)(?<!\d{{4}})，(?=\d{{3}}(?!\d)\s{{0,2}}{TEXT_MEASURE})")
_TEAR = regex(r"[\s'.]")
_COMMA_IN_NUMBER = regex(r"\d，\d")
_CHINESE = f"[{NUMERAL}{CAPITALS}]{{1,9}}"
#: No quantity is without one of these.
_NUMERAL = regex(rf"[\d{NUMERAL}{CAPITALS}]")
_PRINTED_NUMBER = compile_for_search(
    rf"""
    (?P<percent> 百分之 )?
    (?P<digits>
        (?<! [\d.,第〔\[\-—–~] ) (?P<torn> {_TORN} (?! \s{{0,2}} [年月日] ) )
      | (?<! [\d.,第〔\[\-—–~] ) {_ARABIC}
      | (?<! [第每任何哪某同这那逐统首唯几点{ONE_TO_NINE}{TENS}] ) {_CHINESE}   # no ordinal, no rest of a number
      | (?<= 唯一 ) 一                                                       # “唯一一起案件”
    ) \s{{0,2}}
    (?P<scale> [{TENS}]?[{MYRIADS}] )? (?P<more> [余多几来] )? (?P<scale_after> [{MYRIADS}] )? \s{{0,2}}
    (?P<unit> {TEXT_MEASURE} (?: (?<! 次 ) | (?! 之 ) ) | % )? {_NOT_COUNTED}
    (?P<after> {BEHIND} )?
    """,
    re.VERBOSE,
)
#: Shares and multiples in words have one of these.
_HAS_PROPORTION = regex("成|分之|半|倍|番|百分点|腰斩")
#: “未发生一起” denies; it counts nothing.
_NOT_ONE = regex(r"(?:未|没有|无)(?:曾|有|发生|收到|接到|出现|产生|引发|受理|作出|做出|办理|制发|收取)?$")
#: “加在一起共10件”: together.
_TOGETHER = regex("[在到加合放连归并凑算]$")
#: “一件申请往往包含多个请求”: any of them.
_ANY_ONE = regex("[^，。；、\\d]{0,10}(?:往往|通常|常常|一般|可能|有时|就能|即可|平均)")
_NOT_EVEN_ONE = regex("[也都](?:没有|未|无)|(?:没有|无)(?=[，。；、]|$)")
#: Behind a number without a unit; not what follows the first piece of a torn one.
_BARE = regex(r"(?=\s{0,2}(?:[，。；、,;)]|$))(?!\s{1,2}\d|[，、]\s?0\d)")
#: A digit right before the last piece of a number that is torn more than once, or by a mark that none is written with.
_SECOND = regex(r"\d\s{1,2}$")
_THOUSANDS = regex(r"\d[，、]\s?$")
#: Numbers that are told one after the other: “分别为186，134件”.
_APART = regex("分别[^，。；]{0,8}$")
_SCALES = {
    ten + myriad: 10 ** (unit_of_last_digit + 4 * size)
    for size, myriad in enumerate(MYRIADS, 1)
    for unit_of_last_digit, ten in enumerate(("", *TENS))
}
_WHOLE_UNITS = frozenset(measures("papers", "cases", "issues", "others"))
_CHINESE_UNITS = frozenset((*measures("papers", "cases"), "期"))
#: Characters that fold to one character, so that offsets stay those of the printed paragraph.
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？（）"}
_FOLDED = {"\u00a0": " ", "\u3000": " ", "﹪": "%", "：": ":", "（": "(", "）": ")", "\t": " ", "\n": " "}
#: Few characters of a text fold: looking for them costs less than asking a table for each character.
_ANY_WIDE = regex(f"[{''.join(_WIDE)}]")
_ANY_FOLDED = regex(f"[{''.join(_FOLDED)}]")


class PrintedNumber(NamedTuple):
    """A number and its unit at characters ``start`` to ``end``; ``unit`` is "" where none is printed.

    Counts in 万 or 亿 are rounded by whoever wrote them: ``exact`` is False for them as for 余、多、约、近、超.
    Money keeps its printed unit (“3.5万元” is 3.5 of unit 万元). ``numeral`` says that it is written 一、二、三.
    ``torn`` says that a blank or a mark stands within it: what is meant is then not certain.
    Shares in words have the unit “%” as well, multiples “倍”, differences of shares “个百分点”.
    """

    start: int
    end: int
    value: Value
    unit: str
    exact: bool
    numeral: bool
    approximate: Approximate | None = None
    torn: bool = False


def fold_in_place(text: str) -> str:
    """``text`` with full-width digits, letters and signs made ASCII, character by character: offsets do not move.

    Brackets and pairs of dashes around an insertion become “(” and “)”, colons “:”, white space a blank; 。，；、 stay, and half-width “,;” in a sentence become “，；”;
    a comma of sentences between thousands becomes “'”.
    """
    folded = widened(_ANY_WIDE.sub(lambda match: _WIDE[match[0]], with_round_brackets(text)))
    folded = _ANY_FOLDED.sub(lambda match: _FOLDED[match[0]], folded)
    return _TORN_BY_COMMA.sub("'", folded) if _COMMA_IN_NUMBER.search(folded) else folded


def printed_numbers(text: str) -> Iterator[PrintedNumber]:
    """The quantities of ``text``, which has gone through ``fold_in_place``, from left to right."""
    spoken = [_in_words(part, text) for part in proportions(text)] if _HAS_PROPORTION.search(text) else []
    if not spoken and not _NUMERAL.search(text):
        return
    ahead = iter((*spoken, None))
    following = next(ahead)
    end = 0
    for match in _PRINTED_NUMBER.finditer(text):
        while following is not None and following.start < match.end():
            yield following
            end, following = following.end, next(ahead)
        found = _printed_number(match, text) if match.start() >= end else None
        if found is not None:
            yield found
    while following is not None:
        yield following
        following = next(ahead)


def _in_words(part: Proportion, text: str) -> PrintedNumber:
    """A share or multiple in words as a printed number."""
    numeral = not text[part.start].isascii()
    return PrintedNumber(*part[:4], exact=part.approximate is None, numeral=numeral, approximate=part.approximate)


def _is_denied(match: re.Match[str], text: str) -> bool:
    """Whether a “一” is part of a denial: “未发生一起”, “一件也没有”."""
    before = _NOT_ONE.search(text, max(0, match.start() - 5), match.start())
    return before is not None or _NOT_EVEN_ONE.match(text, match.end()) is not None


def _printed_number(match: re.Match[str], text: str) -> PrintedNumber | None:
    """The number at ``match``; None where it denies (“未发生一起”), is torn beyond reading, or has a unit of nothing counted."""
    percent, digits, torn, scale, more, scale_after, printed, after = match.groups()
    unit = "%" if percent else printed or ""
    scale = (scale or "") + (scale_after or "")
    if not unit and (scale or more or not _BARE.match(text, match.end("digits"))):
        return None
    value = _value(_TEAR.sub("", torn) if torn else digits, unit)
    if torn and (unit not in _WHOLE_UNITS or scale or _APART.search(text, max(0, match.start() - 12), match.start())):
        return None
    before = text[max(0, match.start() - 3) : match.start()]
    if _SECOND.search(before) or (digits.startswith("0") and _THOUSANDS.search(before)):
        return None
    together = unit == "起" and _TOGETHER.search(before) is not None
    if digits == "一" and (together or _is_denied(match, text) or _ANY_ONE.match(text, match.end())):
        return None
    percent_and_unit = percent and (printed or scale)
    if value is None or percent_and_unit or unit == "个百分点" or (scale and scale not in _SCALES):
        return None
    end = match.end() if printed else match.end("digits")
    found = closeness(text, match.start(), more, after)
    about = approximate(found, value)
    if scale and unit == "元":
        unit = scale + unit
    elif scale:
        about = approximate(found or "scaled", value, _whole(_last_digit(value) * _SCALES[scale]))
        value = _whole(value * _SCALES[scale])
    numeral = not digits[0].isascii()
    return PrintedNumber(match.start(), end, value, unit, about is None, numeral, about, torn is not None)


def _last_digit(value: Value) -> Value:
    """The unit of the last digit printed."""
    return Decimal(1).scaleb(int(Decimal(value).as_tuple().exponent))


def _value(digits: str, unit: str) -> Value | None:
    """The value of digits or numerals; None for numerals before a unit that is never counted in them."""
    if digits[0].isascii():
        return Decimal(digits.replace(",", "")) if "." in digits else int(digits.replace(",", ""))
    number = 100 if digits == "百" and unit == "%" else chinese_number(digits)
    spoken = unit in _CHINESE_UNITS or unit == "%" or (number == 0 and not unit)
    return number if spoken else None


def _whole(value: Value) -> Value:
    """``value`` as an int where it is whole."""
    return int(value) if value == int(value) else value


def is_money(unit: str) -> bool:
    """Whether ``unit`` is a unit of money: 元, 万元, 亿元."""
    return unit.endswith("元")


def width_folded(text: str) -> str:
    """NFKC of ``text``, for comparing names."""
    return unicodedata.normalize("NFKC", text).replace(" ", "")
