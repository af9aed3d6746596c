"""Lines that fit a terminal of eighty columns, printed there or into a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

from audit.patterns import regex
from audit.text.steering import harmless

#: Columns of a line; the room that a terminal has by default.
COLUMNS = 80
#: What no line begins with, and what none ends with.
_CLOSING, _OPENING = "，。、；：！？）》”】〕％%", "（《“【〔"
#: What stays on one line: a word or number in Latin characters, or one other character, with the marks that cling to it.
_UNIT = regex(rf"[{_OPENING}]*(?:[!-~]+|.)[{_CLOSING}]*")
_BLANKS = " \u3000"
_BREAKS = regex(r"[\t\n\v\f\r]+")


def printable(text: str) -> str:
    """``text`` without characters that steer a terminal or turn its writing round; files and their names may hold them."""
    return harmless(text, "\ufffd")


def first_clause(text: str) -> str:
    """The first clause of ``text``; a bracket that it would leave open is closed."""
    first = re.split("[；。]", text)[0]
    return first + "）" * (first.count("（") - first.count("）"))


def width(text: str) -> int:
    """Columns of ``text``; characters that some terminals draw wide count as wide."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WFA" else 1 for char in text)


def padded(text: str, columns: int) -> str:
    """``text`` with blanks in front of it up to so many columns."""
    return " " * (columns - width(text)) + text


def fitted(head: str, text: str) -> str:
    """``head`` and ``text`` in lines of at most eighty columns, the further ones set in by the width of ``head``.

    ``head`` takes less than half of a line. What is longer than a line by itself, such as a path, is cut where a line ends.
    """
    indent = width(head)
    lines, room = [head], COLUMNS - indent
    for unit in _units(_BREAKS.sub(" ", printable(text)), room):
        if width(lines[-1]) + width(unit) <= COLUMNS:
            lines[-1] += unit
        else:
            lines.append(" " * indent + unit.lstrip(_BLANKS))
    return "\n".join(line.rstrip(_BLANKS) for line in lines)


def _units(text: str, room: int) -> Iterator[str]:
    """The parts of ``text`` that stay on one line; one that is wider than ``room`` comes character by character."""
    for match in _UNIT.finditer(text):
        yield from (match[0] if width(match[0]) > room else (match[0],))
