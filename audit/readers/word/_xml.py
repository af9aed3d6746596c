"""Names of WordprocessingML, and how its elements are walked: which only hold others, which of several branches is read."""

from __future__ import annotations

import re

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: What stands in several ways, for newer and older programs.
ALTERNATE = _COMPATIBILITY + "AlternateContent"
#: Elements that only hold others; what stands in them is printed.
WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
#: Values that switch an on/off property off.
_OFF = ("0", "false", "off", "none")


def is_on(mark: etree._Element) -> bool:
    """Whether an on/off property is on."""
    return mark.get(VAL) not in _OFF


def value(element: etree._Element, name: str) -> str | None:
    """The value of the first child called ``name``; None without one."""
    child = next(element.iterchildren(W + name), None)
    return None if child is None else child.get(VAL)


def integer(text: str | None, default: int) -> int:
    """A whole number of at most nine digits, or ``default``."""
    return int(text) if text and re.fullmatch(r"\d{1,9}", text) else default


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The one branch of mc:AlternateContent to read: its first choice, else the fallback."""
    choice = next(alternate.iterchildren(_COMPATIBILITY + "Choice"), None)
    return next(alternate.iterchildren(_COMPATIBILITY + "Fallback"), None) if choice is None else choice


def members(parent: etree._Element, tag: str) -> list[etree._Element]:
    """The children called ``tag``, those inside content controls and the like included."""
    found: list[etree._Element] = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag in WRAPPERS:
            found += members(child, tag)
        elif child.tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                found += members(branch, tag)
    return found


def properties_of(element: etree._Element, tag: str) -> etree._Element | None:
    """The child called ``tag``: the first one where the file keeps to the schema."""
    for child in element:
        return child if child.tag == tag else next(element.iterchildren(tag), None)
    return None
