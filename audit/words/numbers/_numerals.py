"""Numbers in Chinese numerals: the characters that write them, for character classes, and their value."""

from __future__ import annotations

from audit.words._data import data

_NUMERALS = data("numbers/numerals")
_ZERO_TO_NINE: str = _NUMERALS["digits"]
_TENS: str = _NUMERALS["tens"]
_VALUES = (
    {char: value for value, char in enumerate(_ZERO_TO_NINE)}
    | dict.fromkeys(_NUMERALS["zeros"], 0)
    | {_NUMERALS["two"]: _ZERO_TO_NINE.index("二")}
)
_UNITS = {char: 10**power for power, char in enumerate(_TENS, 1)}

#: Zero as it is written: 〇零○.
ZERO: str = _ZERO_TO_NINE[0] + _NUMERALS["zeros"]
#: 一 to 九.
ONE_TO_NINE = _ZERO_TO_NINE[1:]
#: What years and days are written with, digit by digit.
DIGIT = ZERO + ONE_TO_NINE
#: What running numbers are written with: 一 to 十.
ORDINAL = ONE_TO_NINE + _TENS[0]
#: What amounts are written with: 壹贰叁, each for one of 一 to 九, 十百千.
CAPITALS: str = _NUMERALS["capitals"]
_PLAIN = str.maketrans(dict(zip(CAPITALS, ONE_TO_NINE + _TENS, strict=True)))
#: 十百千, and 万亿 which stand behind a number of any kind.
TENS, MYRIADS = _TENS, _NUMERALS["myriads"]
#: What a whole number below 10,000 is written with in numbers of things, 两 among them.
NUMERAL = DIGIT + _NUMERALS["two"] + TENS

#: Longest number written digit by digit; a report prints years and days so.
_MAX_DIGITS = 12


def chinese_number(text: str) -> int | None:
    """The whole number below 10,000 that Chinese numerals write, or None (“一百零五”, “壹佰零伍” → 105, “二〇二四” → 2024)."""
    text = text.translate(_PLAIN)
    if not text or any(c not in _VALUES and c not in _UNITS for c in text):
        return None
    if all(c in _VALUES for c in text):
        if len(text) > _MAX_DIGITS:
            return None
        return int("".join(str(_VALUES[c]) for c in text))
    total, digit, last_unit = 0, 0, 10_000
    for char in text:
        if char in _UNITS:
            unit = _UNITS[char]
            if unit >= last_unit or (digit == 0 and not (unit == 10 and total == 0)):
                return None
            total += (digit or 1) * unit
            digit, last_unit = 0, unit
        else:
            if digit:
                return None
            digit = _VALUES[char]
    # “一百五” means 150 to some and is no number in writing: only 十 may stand right before the last digit.
    if digit and last_unit not in (10, 10_000) and not any(zero in text for zero in ZERO):
        return None
    return total + digit


#: Digits of other widths, and other ways of writing zero, as numerals and figures mix them.
_WIDE = str.maketrans({chr(0xFF10 + value): str(value) for value in range(10)} | dict.fromkeys(ZERO, _ZERO_TO_NINE[0]))


def whole_number(text: str) -> int | None:
    """The whole number that ``text`` writes in figures of any width or in Chinese numerals, or None."""
    plain = text.translate(_WIDE)
    return int(plain) if plain.isdecimal() else chinese_number(plain)


def digit_by_digit(value: int) -> str:
    """``value`` written digit by digit: 二〇二四."""
    return "".join(_ZERO_TO_NINE[int(digit)] for digit in str(value))


def in_numerals(value: int) -> str:
    """``value`` as it is counted: 十一, 二十, 一百零五; above 9,999 digit by digit."""
    if value > 9999 or value < 1:
        return digit_by_digit(max(value, 0))
    text, gap, rest = "", False, value
    for size, unit in [*((size, unit) for unit, size in reversed(_UNITS.items())), (1, "")]:
        digit, rest = divmod(rest, size)
        if digit:
            text += ("零" if gap else "") + _ZERO_TO_NINE[digit] + unit
        gap = bool(text) and not digit
    return text[1:] if text.startswith("一十") else text
