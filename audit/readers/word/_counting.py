"""How Word counts: the numerals of its lists, and how a number stands before its text. Source: ECMA-376 part 1, 17.18.59."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from audit.words import digit_by_digit, in_numerals

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40),
    ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1),
)  # fmt: skip
#: The first number without Roman numerals, the first that “chineseCounting” writes digit by digit, and how often at most
#: Word repeats a letter.
_END_OF_ROMAN, _END_OF_NUMERALS, _MOST_LETTERS = 4000, 100, 9
#: Numbers end in these without a space before the text.
_CLOSING = "、）)】〕.．。:：,，"


def join(number: str, text: str) -> str:
    """``number`` in front of ``text``, kept apart so that the two never make another number."""
    if not number or (number[-1] in _CLOSING and not text[:1].isdigit()):
        return number + text
    return f"{number} {text}" if text else number


def count(value: int, format_: str) -> str:
    """``value`` in one of Word's counting formats; unknown formats count in decimals, as Word does."""
    signs = _ENUMERATIONS.get(format_)
    if signs is not None:
        return signs[value - 1] if 1 <= value <= len(signs) else str(value)
    return _FORMATS.get(format_, str)(value)


_ENUMERATIONS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "chineseLegalSimplified": "壹贰叁肆伍陆柒捌玖拾",
}


def _letter(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, _MOST_LETTERS) if value > 0 else ""


def _roman(value: int) -> str:
    text = ""
    if not 0 < value < _END_OF_ROMAN:
        return str(value)
    for letters, size in _ROMAN:
        text += letters * (value // size)
        value %= size
    return text


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda value: f"{value:02d}",
    "decimalEnclosedParen": lambda value: f"({value})",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "ideographDigital": digit_by_digit,
    "japaneseDigitalTenThousand": digit_by_digit,
    "taiwaneseDigital": digit_by_digit,
    "chineseCounting": lambda value: in_numerals(value) if value < _END_OF_NUMERALS else digit_by_digit(value),
    "taiwaneseCounting": lambda value: in_numerals(value) if value < _END_OF_NUMERALS else digit_by_digit(value),
    "chineseCountingThousand": in_numerals,
    "taiwaneseCountingThousand": in_numerals,
    "japaneseCounting": in_numerals,
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
}
