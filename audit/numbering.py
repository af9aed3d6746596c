"""Running numbers in front of headings and paragraphs: “一、”, “（一）”, “1.”, “一是”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.words import chinese_number

_CHINESE = "[一二三四五六七八九十]{1,3}"
#: Style → pattern. Blanks inside brackets are no part of the number.
_STYLES = {
    "第一部分": rf"第\s?{_CHINESE}\s?(?:部分|章|节)",
    "（一）": rf"[（(]\s*{_CHINESE}\s*[)）]",
    "（1）": r"[（(]\s*\d{1,2}\s*[)）]",
    "一、": rf"{_CHINESE}\s?[、.．](?=\D)",
    "一）": rf"{_CHINESE}[)）]",
    "1.": r"\d{1,2}(?:[.．](?!\d)|、)",
    "1）": r"\d{1,2}[)）]",
    "一是": rf"{_CHINESE}(?:是|要)",
}
_NUMBERED = re.compile(r"\s*(?:" + "|".join(f"({pattern})" for pattern in _STYLES.values()) + r")\s*(?![项款条目])")
#: A heading's number before a blank or the wrong mark: “一 总体情况”, “1：总体情况”; the title behind it has to be known.
_LOOSE = re.compile(rf"\s*(?:({_CHINESE})|(\d{{1,2}}))(?:\s*[、，,：:]|\s)\s*")
#: A mark too many behind a number: “（一）、”, “第一部分：”.
_MARK = re.compile(r"[、.．，,：:]\s*")
#: From the outermost level to the innermost, as GB/T 9704 orders them; styles on one line are slips for each other.
LEVELS = (("第一部分",), ("一、",), ("（一）", "一）"), ("1.",), ("（1）", "1）"), ("一是",))
_LEVEL = {style: level for level, styles in enumerate(LEVELS) for style in styles}


@dataclass(frozen=True, slots=True)
class Numbering:
    """A running number in front of a paragraph: its style (a key such as “（一）”), value, text, and where it ends."""

    style: str
    number: int
    printed: str
    end: int

    @property
    def level(self) -> int:
        """The level of its style, 0 for the outermost."""
        return _LEVEL[self.style]


def numbering(text: str) -> Numbering | None:
    """The running number that ``text`` begins with, or None."""
    match = _NUMBERED.match(text)
    if match is None or match.lastindex is None:
        return None
    return _numbering(list(_STYLES)[match.lastindex - 1], match[match.lastindex], match.end())


def heading_numbering(text: str) -> Numbering | None:
    """The same for what may be a heading, where a blank or a wrong mark may stand behind the number."""
    found = numbering(text)
    if found:
        mark = _MARK.match(text, found.end)
        return Numbering(found.style, found.number, found.printed, mark.end()) if mark else found
    match = _LOOSE.match(text)
    return _numbering("一、" if match[1] else "1.", match[1] or match[2], match.end()) if match else None


def _numbering(style: str, printed: str, end: int) -> Numbering | None:
    digits = re.sub(r"[^\d一二三四五六七八九十]", "", printed)
    number = int(digits) if digits.isdecimal() else chinese_number(digits)
    return None if number is None else Numbering(style, number, printed, end)
