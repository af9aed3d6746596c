"""Pictures and objects of a .docx: whether they stand in the line, and whether there is room for a table in them."""

from __future__ import annotations

from lxml import etree

from audit.readers.flow import EMU, has_room
from audit.readers.word._xml import W

#: Digits of the largest side, in English metric units, that a document may state for a picture.
_MAX_SIDE_DIGITS = 9


def is_small(element: etree._Element) -> bool:
    """Whether a picture states a size that leaves no room for a table: a seal, an emblem, a code."""
    extent = next((child for child in element.iter() if str(child.tag).endswith("}extent")), None)
    if extent is None:
        return False
    sides = [
        text
        for text in (extent.get("cx"), extent.get("cy"))
        if text and text.isdecimal() and len(text) <= _MAX_SIDE_DIGITS
    ]
    return len(sides) == 2 and not has_room(int(sides[0]), int(sides[1]), EMU)


def in_line(element: etree._Element) -> bool:
    """Whether a picture or object stands in the line, not beside or behind the text as seals and ornaments do."""
    if element.tag == W + "drawing":
        return any(str(child.tag).endswith("}inline") for child in element)
    shapes = [child for child in element if isinstance(child.tag, str) and child.get("style")]
    return element.tag == W + "object" or any("absolute" not in (shape.get("style") or "") for shape in shapes)
