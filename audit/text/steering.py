"""Characters that steer a page, a workbook or a terminal instead of being shown; names of files and reports may hold them."""

from __future__ import annotations

import json

from audit.patterns import regex

#: What steers whatever shows it instead of being shown, or is no character at all; line breaks and tabs are layout.
#: None of it is printable, so that text which is need not be searched.
_STEERING = regex(
    "["
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f"  # controls: ESC, and those of eight bits
    "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u206f"  # marks of direction
    "\\xad\\u200b-\\u200d\\u2060-\\u2065\\u180e\\ufeff"  # marks of width and joining
    "\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\ufff9-\\ufffb"  # other marks of format
    "\\U000110bd\\U000110cd\\U00013430-\\U0001343f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e007f"
    "\\u2028\\u2029"  # separators of lines
    "\\ud800-\\udfff"  # halves of pairs
    "\\ufdd0-\\ufdef"  # no characters, nor the last two of each plane
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def harmless(text: str, instead: str = " ") -> str:
    """``text`` for a page, a workbook or a terminal: each character that would steer it becomes ``instead``."""
    return text if text.isprintable() else _STEERING.sub(instead, text)


def as_title(text: str) -> str:
    """``text`` as a title: harmless, with one blank for every run of blanks and line breaks."""
    return " ".join(harmless(text).split())


def css_string(text: str) -> str:
    """``text`` as a string of CSS, in quotation marks; whatever is no letter or digit stands there by its number."""
    return '"' + "".join(each if each.isalnum() else f"\\{ord(each):x} " for each in text) + '"'


def escaped(json_text: str) -> str:
    """``json_text`` with the same characters written as JSON's escapes, so that it says the same."""
    return json_text if json_text.isprintable() else _STEERING.sub(lambda match: json.dumps(match[0])[1:-1], json_text)
