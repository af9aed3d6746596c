"""Signs of symbol fonts and formulas of a .docx, as text."""

from __future__ import annotations

import re

from lxml import etree

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
#: What the symbol fonts print at their private places, as far as reports use it.
_WINGDINGS = {0xFC: "√", 0xFB: "×", 0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x52: "☑", 0x54: "☒", 0x6C: "●", 0x6E: "■"}
#: Where symbol fonts keep their signs, by the code of the character whose place each takes; and halves of pairs, which are none.
_SYMBOLS, _SURROGATES = range(0xF000, 0xF100), range(0xD800, 0xE000)


def sign(text: str, font: str) -> str:
    """The sign at ``text`` (hexadecimal) of a font; one of an unknown symbol font is U+FFFD, never a digit."""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,5}", text):
        return "\ufffd"
    code = int(text, 16)
    low = code & 0xFF if code in _SYMBOLS else code
    if font.startswith("wingdings"):
        return _WINGDINGS.get(low, "\ufffd")
    if font.startswith("webdings") or (font == "symbol" and chr(low) not in "0123456789+-.,()/ "):
        return "\ufffd"
    return chr(low) if low >= ord(" ") and low not in _SURROGATES else "\ufffd"


def formula(element: etree._Element) -> str:
    """A formula’s text where it stands on one line; otherwise a word, since its digits would run together."""
    parts: list[str] = []
    for child in element.iter():
        if child.tag == MATH + "t":
            parts.append(child.text or "")
        elif child.tag in (MATH + "f", MATH + "sSup", MATH + "sSub", MATH + "rad", MATH + "m", MATH + "nary"):
            return "[公式]"
    return "".join(parts)
