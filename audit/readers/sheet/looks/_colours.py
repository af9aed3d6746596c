"""The colours of a workbook: by number, by theme with a tint, by the name that a number format uses."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.patterns import regex

#: Red, green and blue, 0 to 255.
Colour = tuple[int, int, int]


def colour_of(hexadecimal: str) -> Colour | None:
    """The colour written as six hexadecimal digits, perhaps with two for its opacity before them; None if it is none."""
    if not re.fullmatch(r"(?:[0-9A-Fa-f]{2}){3,4}", hexadecimal):
        return None
    red, green, blue = bytes.fromhex(hexadecimal[-6:])
    return red, green, blue


def _colours(written: str) -> tuple[Colour, ...]:
    return tuple(colour for each in written.split() if (colour := colour_of(each)))


BLACK, WHITE = (0, 0, 0), (255, 255, 255)
_EIGHT = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
#: The colours by number that every workbook has: the eight basic ones twice, and 48 more.
_NUMBERED = _colours(
    _EIGHT * 2 + "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080"
    " 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC"
    " CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366"
    " 333399 333333"
)
#: The numbers of the colours that the system gives windows: their text and their ground.
_SYSTEM = {64: BLACK, 65: WHITE}
#: The theme of a workbook that brings none: light 1, dark 1, light 2, dark 2, accents, links.
_THEME = _colours(
    "FFFFFF 000000 EEECE1 1F497D 4F81BD C0504D 9BBB59 8064A2 4BACC6 F79646 0000FF 800080",
)
#: What number formats call the eight basic colours, in English and in Chinese versions.
_NAMES = (
    ("black", "黑色"),
    ("white", "白色"),
    ("red", "红色"),
    ("green", "绿色"),
    ("blue", "蓝色"),
    ("yellow", "黄色"),
    ("magenta", "洋红", "洋红色", "品红"),
    ("cyan", "青色", "蓝绿色"),
)
_BY_NAME = {name: number for number, names in enumerate(_NAMES) for name in names}
_BY_NUMBER = regex(r"(?:color|颜色)\s*(\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one workbook: ``numbered`` from 0, ``theme`` in the order in which cells count them."""

    numbered: Sequence[Colour] = _NUMBERED
    theme: Sequence[Colour] = _THEME

    def number(self, number: int) -> Colour | None:
        """The colour of that number, None for one that is left to the program."""
        return self.numbered[number] if 0 <= number < len(self.numbered) else _SYSTEM.get(number)

    def themed(self, number: int, tint: float) -> Colour | None:
        """The colour of the theme, made darker (``tint`` from −1) or lighter (to 1)."""
        return _tinted(self.theme[number], tint) if 0 <= number < len(self.theme) else None

    def named(self, name: str) -> Colour | None:
        """The colour that a number format asks for: “White”, “白色”, “Color2”; None for what is no colour."""
        if name.lower() in _BY_NAME:
            return self.numbered[_BY_NAME[name.lower()]]
        match = _BY_NUMBER.fullmatch(name)
        return self.number(int(match[1]) + 7) if match else None


def palette_of(custom: Mapping[int, Colour], theme: Sequence[Colour] = ()) -> Palette:
    """The palette of a workbook whose own colours are ``custom``, by number; without a ``theme`` the usual one."""
    numbered = [custom.get(number, colour) for number, colour in enumerate(_NUMBERED)]
    return Palette(numbered, theme or _THEME)


def _tinted(colour: Colour, tint: float) -> Colour:
    hue, light, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in colour))
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    red, green, blue = (round(channel * 255) for channel in colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation))
    return red, green, blue
