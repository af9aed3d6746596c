"""What the styles of an OpenDocument file say that changes what is printed: hidden, struck and raised text, list numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase

from lxml import etree

from audit.readers.flow import Print, is_white_hex
from audit.words import in_numerals

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
#: Chinese numerals count items below this one.
_END_OF_NUMERALS = 100
#: “super 58%”, “33% 58%”; “0% 100%” is the line itself.
_OFF_LINE = re.compile(r"(?:super|sub|-?0*[1-9])")
#: Sizes that nobody can read.
_TINY = re.compile(r"(?:[01](?:\.\d+)?|2(?:\.0+)?)pt")
#: Styles based on one another.
_MAX_BASED_STYLES = 20


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list prints its number; ``form`` is ODF’s num-format ("1", "一, 二, 三, ...", "a")."""

    form: str
    prefix: str
    suffix: str
    start: int


@dataclass(slots=True)
class Styles:
    """What styles say, by name.

    ``prints`` are those that print text in a way of its own, ``coloured`` those with a ground that is not white, ``collapsed``
    those of hidden sheets; ``lists`` are the levels of lists by style and depth.
    """

    prints: dict[str, Print] = field(default_factory=dict)
    coloured: set[str] = field(default_factory=set)
    collapsed: set[str] = field(default_factory=set)
    lists: dict[tuple[str, int], ListLevel] = field(default_factory=dict)


def read_styles(roots: Iterable[etree._Element]) -> Styles:
    """The styles that stand in ``roots`` (content.xml and styles.xml)."""
    styles = Styles()
    positions: dict[str, tuple[str, str]] = {}
    for root in roots:
        for style in root.iter("{*}style"):
            name = attribute(style, "name")
            position = next((p for child in style if (p := attribute(child, "text-position"))), "")
            positions[name] = position, attribute(style, "parent-style-name")
            if how := _print(style):
                styles.prints[name] = how
            if _has_coloured_ground(style):
                styles.coloured.add(name)
            if any(_is_hidden(child) for child in style.iterchildren("{*}table-properties")):
                styles.collapsed.add(name)
        for listing in root.iter("{*}list-style"):
            for level in listing.iterchildren("{*}list-level-style-number"):
                depth = number(attribute(level, "level"), 1)
                styles.lists[attribute(listing, "name"), depth] = ListLevel(
                    attribute(level, "num-format"),
                    attribute(level, "num-prefix"),
                    attribute(level, "num-suffix"),
                    number(attribute(level, "start-value"), 1),
                )
    for name in positions:
        if _OFF_LINE.match(_position(name, positions)):
            styles.prints.setdefault(name, Print.RAISED)
    return styles


def _print(style: etree._Element) -> Print | None:
    """How a style itself prints its text; what hides goes before what strikes out, that before what is only pale."""
    if any(_is_hidden(child) for child in style if tag(child) != "table-properties"):
        return Print.HIDDEN
    if any(map(_is_struck, style)):
        return Print.STRUCK
    if _is_tiny(style):
        return Print.TINY
    return Print.WHITE if _is_white(style) else None


def _is_hidden(properties: etree._Element) -> bool:
    return attribute(properties, "display") in ("none", "false")


def _is_struck(properties: etree._Element) -> bool:
    through = {attribute(properties, f"text-line-through-{what}") for what in ("style", "type")}
    return bool(through - {"", "none"}) and "none" not in through


def _has_coloured_ground(style: etree._Element) -> bool:
    grounds = {attribute(properties, "background-color").lower() for properties in style} - {"", "transparent"}
    return not all(map(is_white_hex, grounds))


def _is_white(style: etree._Element) -> bool:
    """Whether a style prints white text and states no ground of another colour for it."""
    return any(is_white_hex(attribute(child, "color")) for child in style) and not _has_coloured_ground(style)


def _is_tiny(style: etree._Element) -> bool:
    """Whether a style of characters, not of paragraphs, prints them too small to be read."""
    return attribute(style, "family") == "text" and any(
        _TINY.fullmatch(attribute(properties, "font-size")) for properties in style
    )


def _position(name: str, positions: Mapping[str, tuple[str, str]]) -> str:
    """The text position of a style, its own or that of the style it is based on."""
    for _ in range(_MAX_BASED_STYLES):
        position, name = positions.get(name, ("", ""))
        if position or not name:
            return position
    return ""


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


def label(level: ListLevel | None, count: int) -> str:
    """The number that a list prints before its item number ``count``; "" for bullets and unknown forms."""
    if level is None or not level.form:
        return ""
    form = level.form.strip()
    if form[0] in "一壹":
        digits = _chinese(count)
    elif form[0] == "①":
        digits = _CIRCLED[count - 1] if count <= len(_CIRCLED) else str(count)
    elif form[0] in "aA" and count <= len(ascii_lowercase):
        digits = chr(ord(form[0]) + count - 1)
    elif form[0] in "1１":
        digits = str(count)
    else:
        return ""
    return f"{level.prefix}{digits}{level.suffix}"


def _chinese(count: int) -> str:
    return in_numerals(count) if 0 < count < _END_OF_NUMERALS else str(count)
