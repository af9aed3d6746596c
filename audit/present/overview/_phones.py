"""Telephone numbers of a roster as people write them, with what a telephone dials."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.patterns import regex

_NUMBER = regex(
    r"""
    (?<![\d\-])
    (?:[(（]?0\d{2,3}[)）]?[\s\-－—]?)?  # the area, perhaps in brackets
    (?:\d{7,8}|1\d{2}[\s\-]?\d{4}[\s\-]?\d{4}|\d{5})  # a line, a mobile telephone, a service such as 12345
    (?:[\s，,]*(?:转|[\-－—])[\s]*(?P<extension>\d{1,5}))?  # an extension
    (?!\d)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class PhonePiece:
    """A piece of what the roster says: a number with its address, or the words between, with none."""

    text: str
    href: str = ""


def phones(text: str) -> list[PhonePiece]:
    """The text cut into numbers and what stands between; nothing for an empty one."""
    pieces, end = [], 0
    for found in _NUMBER.finditer(text):
        pieces += [PhonePiece(text[end : found.start()])] if found.start() > end else []
        pieces.append(PhonePiece(found[0], _address(found)))
        end = found.end()
    return pieces + ([PhonePiece(text[end:])] if text[end:].strip() else [])


def _address(found: re.Match[str]) -> str:
    """``tel:`` with the digits alone, and the extension as programs that dial know it."""
    extension = found["extension"]
    number = found[0][: found.start("extension") - found.start()] if extension else found[0]
    digits = "".join(re.findall("[0-9]", number))
    return f"tel:{digits}{f';ext={extension}' if extension else ''}"
