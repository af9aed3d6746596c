"""How the elements and attributes of OpenDocument are looked at, whatever prefix their namespaces have."""

from __future__ import annotations

import re

from lxml import etree


def tag(element: etree._Element) -> str:
    """The local name of an element; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The first attribute of that local name, "" without one."""
    suffix = "}" + name
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith(suffix)), "")


def number(text: str, default: int) -> int:
    """A whole number of at most seven digits, or ``default``."""
    return int(text) if re.fullmatch(r"\d{1,7}", text) else default
