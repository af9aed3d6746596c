"""What the styles of an OpenDocument file say that changes what is printed: looks of text, hidden sheets, numbers of lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from string import ascii_lowercase

from lxml import etree

from audit.readers.odf._looks import TextLooks
from audit.readers.odf._xml import attribute, number
from audit.words import in_numerals

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
#: Chinese numerals count items below this one.
_END_OF_NUMERALS = 100


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list prints its number; ``form`` is ODF’s num-format ("1", "一, 二, 三, ...", "a")."""

    form: str
    prefix: str
    suffix: str
    start: int


@dataclass(slots=True)
class Styles:
    """What styles say: how text looks, ``collapsed`` those of hidden sheets, ``lists`` the levels of lists by style and depth."""

    looks: TextLooks = field(default_factory=TextLooks)
    collapsed: set[str] = field(default_factory=set)
    lists: dict[tuple[str, int], ListLevel] = field(default_factory=dict)


def read_styles(roots: Iterable[etree._Element]) -> Styles:
    """The styles that stand in ``roots`` (content.xml and styles.xml)."""
    roots = list(roots)
    styles = Styles()
    styles.looks.read(roots)
    for root in roots:
        for style in root.iter("{*}style"):
            if any(
                attribute(child, "display") in ("none", "false") for child in style.iterchildren("{*}table-properties")
            ):
                styles.collapsed.add(attribute(style, "name"))
        for listing in root.iter("{*}list-style"):
            for level in listing.iterchildren("{*}list-level-style-number"):
                depth = number(attribute(level, "level"), 1)
                styles.lists[attribute(listing, "name"), depth] = ListLevel(
                    attribute(level, "num-format"),
                    attribute(level, "num-prefix"),
                    attribute(level, "num-suffix"),
                    number(attribute(level, "start-value"), 1),
                )
    return styles


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
