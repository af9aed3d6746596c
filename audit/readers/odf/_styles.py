"""What the styles of an OpenDocument file say that changes what is printed: hidden, struck and raised text, list numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from audit.readers.flow import is_white_hex
from audit.words import in_numerals

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
#: “super 58%”, “33% 58%”; “0% 100%” is the line itself.
_OFF_LINE = re.compile(r"(?:super|sub|-?0*[1-9])")
#: Sizes that nobody can read.
_TINY = re.compile(r"(?:[01](?:\.\d+)?|2(?:\.0+)?)pt")
#: Styles based on one another.
_MAX_BASED = 20


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list prints its number; ``form`` is ODF’s num-format ("1", "一, 二, 三, ...", "a")."""

    form: str
    prefix: str
    suffix: str
    start: int


@dataclass(slots=True)
class Styles:
    """Names of styles that hide, strike out, raise or print white on white, and list levels by style name and depth."""

    hidden: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)
    white: set[str] = field(default_factory=set)
    collapsed: set[str] = field(default_factory=set)
    lists: dict[tuple[str, int], Level] = field(default_factory=dict)


def read_styles(roots: Iterable[etree._Element]) -> Styles:
    """The styles that stand in ``roots`` (content.xml and styles.xml)."""
    styles = Styles()
    positions: dict[str, tuple[str, str]] = {}
    for root in roots:
        for style in root.iter("{*}style"):
            name = attribute(style, "name")
            position = next((p for child in style if (p := attribute(child, "text-position"))), "")
            positions[name] = position, attribute(style, "parent-style-name")
            for properties in style:
                if attribute(properties, "display") in ("none", "false"):
                    (styles.collapsed if tag(properties) == "table-properties" else styles.hidden).add(name)
                through = {attribute(properties, f"text-line-through-{what}") for what in ("style", "type")}
                if through - {"", "none"} and "none" not in through:
                    styles.struck.add(name)
            if _is_tiny(style):
                styles.hidden.add(name)
            if _is_white(style):
                styles.white.add(name)
        for listing in root.iter("{*}list-style"):
            for level in listing.iterchildren("{*}list-level-style-number"):
                depth = number(attribute(level, "level"), 1)
                styles.lists[attribute(listing, "name"), depth] = Level(
                    attribute(level, "num-format"),
                    attribute(level, "num-prefix"),
                    attribute(level, "num-suffix"),
                    number(attribute(level, "start-value"), 1),
                )
    styles.raised = {name for name in positions if _OFF_LINE.match(_position(name, positions))}
    return styles


def _is_white(style: etree._Element) -> bool:
    """Whether a style prints white text and states no background for it."""
    colours = {attribute(properties, "color") for properties in style}
    grounds = {attribute(properties, "background-color").lower() for properties in style} - {"", "transparent"}
    return any(map(is_white_hex, colours)) and all(map(is_white_hex, grounds))


def _is_tiny(style: etree._Element) -> bool:
    """Whether a style of characters, not of paragraphs, prints them too small to be read."""
    return attribute(style, "family") == "text" and any(
        _TINY.fullmatch(attribute(properties, "font-size")) for properties in style
    )


def _position(name: str, positions: Mapping[str, tuple[str, str]]) -> str:
    """The text position of a style, its own or that of the style it is based on."""
    for _ in range(_MAX_BASED):
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


def label(level: Level | None, count: int) -> str:
    """The number that a list prints before its item number ``count``; "" for bullets and unknown forms."""
    if level is None or not level.form:
        return ""
    form = level.form.strip()
    if form[0] in "一壹":
        digits = _chinese(count)
    elif form[0] == "①":
        digits = _CIRCLED[count - 1] if count <= len(_CIRCLED) else str(count)
    elif form[0] in "aA" and count <= 26:
        digits = chr(ord(form[0]) + count - 1)
    elif form[0] in "1１":
        digits = str(count)
    else:
        return ""
    return f"{level.prefix}{digits}{level.suffix}"


def _chinese(count: int) -> str:
    return in_numerals(count) if 0 < count < 100 else str(count)
