"""Running numbers in front of headings and paragraphs: “一、”, “（一）”, “1.”, “一是”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast, get_args

from audit.patterns import regex
from audit.words.numbers import ORDINAL, RUNNING, whole_number

#: Each way of writing a running number, named for the level that it stands for; “_half” where the first bracket is missing.
Style = Literal[
    "part",  # 第一部分
    "section",  # 一、
    "paragraph",  # （一）
    "paragraph_half",  # 一）
    "item",  # 1.
    "clause",  # （1）
    "clause_half",  # 1）
    "point",  # 一是
]
_NUMBERED = regex(
    rf"""
    \s* (?: {"|".join(f"(?P<{style}>{RUNNING[style]})" for style in get_args(Style))} ) \s*
    (?! [项款条目] )  # “第一款” cites the law
    """,
    re.VERBOSE,
)
#: A heading's number before a blank or the wrong mark: “一 总体情况”, “1：总体情况”; the title behind it has to be known.
_LOOSE = regex(
    rf"""
    \s* (?: (?P<section> {RUNNING["numeral"]} ) | (?P<item> {RUNNING["figure"]} ) )
    (?: \s* [、，,：:] | \s ) \s*
    """,
    re.VERBOSE,
)
#: What stands beside the number itself: brackets, marks, 第 and 部分.
_BESIDE = regex(rf"[^\d{ORDINAL}]")
#: A mark too many behind a number: “（一）、”, “第一部分：”.
_MARK = regex(r"[、.．，,：:]\s*")
#: From the outermost level to the innermost, as GB/T 9704 orders them; styles on one line are slips for each other.
LEVELS: tuple[tuple[Style, ...], ...] = (
    ("part",),
    ("section",),
    ("paragraph", "paragraph_half"),
    ("item",),
    ("clause", "clause_half"),
    ("point",),
)


@dataclass(frozen=True, slots=True)
class Numbering:
    """A running number in front of a paragraph: its style, value, text, and where it ends."""

    style: Style
    number: int
    printed: str
    end: int

    @property
    def level(self) -> int:
        """The level of its style, 0 for the outermost."""
        return level_of(self.style)

    @property
    def in_brackets(self) -> bool:
        """Whether it stands between brackets, both of them."""
        return self.style in ("paragraph", "clause")


def level_of(style: Style) -> int:
    """The level of ``style``, 0 for the outermost."""
    return next(level for level, styles in enumerate(LEVELS) if style in styles)


def numbering(text: str) -> Numbering | None:
    """The running number that ``text`` begins with, or None."""
    return _numbering(_NUMBERED.match(text))


def heading_numbering(text: str) -> Numbering | None:
    """The same for what may be a heading, where a blank or a wrong mark may stand behind the number."""
    found = numbering(text)
    if found:
        mark = _MARK.match(text, found.end)
        return Numbering(found.style, found.number, found.printed, mark.end()) if mark else found
    return _numbering(_LOOSE.match(text))


def _numbering(match: re.Match[str] | None) -> Numbering | None:
    if match is None or match.lastgroup is None:
        return None
    printed = match[match.lastgroup]
    number = whole_number(_BESIDE.sub("", printed))
    return None if number is None else Numbering(cast(Style, match.lastgroup), number, printed, match.end())
