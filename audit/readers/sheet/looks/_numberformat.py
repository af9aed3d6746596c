"""What a workbook's number format makes of a stored number: 0 may print as “-”, as nothing, −5 as 5, 84 as −84.

Only what changes what is read is told; padding, thousands separators and fixed decimals do not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from audit.patterns import regex
from audit.words import MYRIADS, TENS

#: Formats that every workbook has without naming them: dates and times, percentages, decimals, accounting.
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_ACCOUNTING = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '
_ACCOUNTING_FINE = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0"}
_BUILT_IN |= {39: "#,##0.00", 40: "#,##0.00", 41: _ACCOUNTING, 42: _ACCOUNTING}
_BUILT_IN |= {43: _ACCOUNTING_FINE, 44: _ACCOUNTING_FINE}
#: What Chinese versions call the general format.
_GENERAL = "G/通用格式"
#: Quoted text, escaped characters, padding and fill, conditions and colours, and any other character.
_TOKEN = regex(r'"([^"]*)"|[\\!](.)|[_*](.)|\[([^\]]*)\]|(general)|(.)', re.IGNORECASE | re.DOTALL)
_CONDITION = regex(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_DATE = regex("[ymdhs年月日]", re.IGNORECASE)
_DURATION = regex("h+|m+|s+", re.IGNORECASE)
#: Text beside a number that changes what it says; what makes a negative one of it where it stands right before it.
_TELLING = regex(rf"[\d%％{TENS}{MYRIADS}]")
_NEGATIVE = regex(r"[-−–—－(（]$")
#: Signs between the digits of a format that print the same number in another way: 0.00E+00, a whole number and a fraction.
_OTHER_WAY = regex(r"[0#?.,]+[Ee][+-]|[0#?]\s+[0#?]+\s*/")


class Shown(NamedTuple):
    """How something prints: ``text``, and whether that is another one than what is stored, or stands for a rounded one.

    ``colour`` is the name of a colour, "" where the font's stays.
    """

    text: str
    other: bool = False
    rounded: bool = False
    colour: str = ""


@dataclass(slots=True)
class _FormatSection:
    """One section of a format, as the file splits it by “;”: its literal text before and behind the digits, and the digits' own pattern.

    ``broken`` says that text stands amid the digits; ``date``, ``general`` and ``text`` what it prints instead of digits;
    ``colour`` is what else stands in brackets, as names of colours do.
    """

    condition: tuple[str, Decimal] | None = None
    before: str = ""
    behind: str = ""
    digits: str = ""
    general: bool = False
    broken: bool = False
    date: bool = False
    text: bool = False
    colour: str = ""

    @property
    def around(self) -> str:
        """All its literal text."""
        return self.before + self.behind

    @property
    def places(self) -> int:
        """How many decimals it prints."""
        return len(self.digits.partition(".")[2].replace(",", ""))

    def take(self, token: re.Match[str]) -> None:
        """Take up one ``_TOKEN`` of a format."""
        quoted, escaped, padding, bracket, general, char = token.groups()
        if char is not None:
            self.sign(char)
        elif bracket is not None:
            self.bracket(bracket)
        elif general is not None:
            self.general = True
        elif padding is not None:
            # A digit that is repeated up to the cell's end would stand beside those of the number.
            self.broken = self.broken or (token[0].startswith("*") and padding.isdigit())
        else:
            self.literal(quoted or escaped or "")

    def bracket(self, content: str) -> None:
        """Take up what stands in square brackets: a condition, a currency, a duration, or a colour."""
        if match := _CONDITION.fullmatch(content.strip()):
            self.condition = match[1], Decimal(match[2])
        elif content.startswith("$"):
            self.literal(content[1:].partition("-")[0])
        elif _DURATION.fullmatch(content):
            self.date = True
        else:
            self.colour = content.strip()

    def literal(self, content: str) -> None:
        """Take up text that is printed as it is."""
        if self.digits or self.general or self.text:
            self.behind += content.strip()
        else:
            self.before += content.strip()

    def sign(self, char: str) -> None:
        """Take up a character that is neither quoted nor escaped."""
        if char in "0#?" or (char in ".," and self.digits):
            self.broken = self.broken or bool(self.behind)
            self.digits += char
        elif _DATE.match(char):
            self.date = True
        elif char == "@":
            self.text = True
        else:
            self.literal(char)


def number_format(index: int, custom: Mapping[int, str]) -> str:
    """The code of number format ``index``; "d" for dates, "" for the general one. ``custom`` are the workbook's own."""
    if index in custom:
        return custom[index].replace(_GENERAL, "General")
    return "d" if index in _DATES else _BUILT_IN.get(index, "")


def shown(text: str, code: str) -> Shown:
    """How the number ``text`` (plain digits, perhaps with sign and point) prints in the format ``code``."""
    if code in ("", "@", "General"):
        return Shown(text)
    section, bare = _chosen(_sections(code), Decimal(text))
    if section is None:
        return Shown("######", other=True)
    return _in_section(text, section, bare=bare)._replace(colour=section.colour)


def shown_text(text: str, code: str) -> Shown:
    """How ``text`` that is no number prints in the format ``code``: as its fourth section says, or the one that asks for text."""
    if ";" not in code and "@" not in code:
        return Shown(text)
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else next((each for each in sections if each.text), None)
    if section is None:
        return Shown(text)
    printed = section.before + text + section.behind if section.text else section.around
    return Shown(printed, other=printed != text, colour=section.colour)


def _in_section(text: str, section: _FormatSection, *, bare: bool) -> Shown:
    """How the number ``text`` prints in the one ``section`` that is for it; ``bare`` negative ones lose their sign."""
    value = Decimal(text)
    if section.date:
        return Shown(f"[日期{text}]", other=True)
    if section.general or section.text:
        return Shown(_with_text(text, section))
    if not section.digits:
        return Shown(section.around, other=True)
    if section.broken:
        return Shown(f"[按格式显示的{text}]", other=True)
    if value == 0 and "0" not in section.digits:
        return Shown(section.before + ("." if "." in section.digits else "") + section.behind, other=True)
    if "%" in section.around:
        rounded = round_half_up(value * 100, section.places)
        return Shown(f"{plain(rounded)}%", rounded=rounded != value * 100)
    return _in_digits(value, section, bare=bare and not re.search(r"[-−(（]", section.before))


def _in_digits(value: Decimal, section: _FormatSection, *, bare: bool) -> Shown:
    """``value`` rounded and scaled as the digits of ``section`` ask for; ``bare`` negative ones lose their sign."""
    scale = 3 * (len(section.digits) - len(section.digits.rstrip(",")))
    scaled = value.scaleb(-scale)
    rounded = round_half_up(scaled, section.places)
    text = plain(rounded)
    if bare and value < 0:
        return Shown(f"[负数显示为{text.lstrip('-')}]", other=True)
    printed = _with_text(text, section)
    return Shown(printed, other=scale > 0 or printed != text, rounded=rounded != scaled)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """``value`` with ``places`` decimals at most, halves rounded away from zero as spreadsheets do."""
    unit = Decimal(1).scaleb(-places)
    return value if value == value.to_integral_value() else value.quantize(unit, ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """``value`` in digits, a whole one without a point."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _with_text(text: str, section: _FormatSection) -> str:
    """The number with the text around it where that says more than a unit does."""
    is_telling = _TELLING.search(section.around) or (_NEGATIVE.search(section.before) and not text.startswith("-"))
    return section.before + text + section.behind if is_telling else text


def _chosen(sections: tuple[_FormatSection, ...], value: Decimal) -> tuple[_FormatSection | None, bool]:
    """The section for ``value``, and whether it prints negative numbers without their sign unless it says so."""
    if any(section.condition for section in sections):
        for index, section in enumerate(sections):
            if section.condition is None or _holds(section.condition, value):
                return section, index > 0 and value < 0
        return None, False
    numbers = [section for section in sections[:3] if not section.text] or list(sections[:1])
    if value < 0 and len(numbers) > 1:
        return numbers[1], True
    return (numbers[2] if value == 0 and len(numbers) > 2 else numbers[0]), False


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, bound = condition
    return {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }[sign]


@lru_cache(256)
def _sections(code: str) -> tuple[_FormatSection, ...]:
    """The sections of ``code``; a semicolon in quotes parts nothing."""
    if code == "d":
        return (_FormatSection(date=True),)
    found = [_FormatSection()]
    for token in _TOKEN.finditer(code):
        if token[6] == ";":
            found.append(_FormatSection())
        else:
            found[-1].take(token)
    if _OTHER_WAY.search(code):
        for section in found:
            if section.broken and re.match(r"[Ee][+-]|/", section.behind):
                section.behind, section.broken, section.digits = "", False, "0.0###############"
    return tuple(found)
