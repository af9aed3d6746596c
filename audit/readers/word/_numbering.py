"""Automatic numbers of a .docx: what Word prints in front of a paragraph that belongs to a list.

A list (w:num) refers to a definition (w:abstractNum) with up to nine levels; lists of one definition count on
together unless a list overrides its start. A paragraph names its list itself or through its style.
Source: ECMA-376 part 1, 17.9 and 17.18.59.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from audit.readers.word._counting import count
from audit.readers.word._xml import VAL, W, integer, value

_STYLE, _LISTED = W + "pStyle", W + "numPr"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: first number, counting format, pattern (“第%1条”) and what resets it."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class ListNumbering:
    """The lists of a document and how far each has counted.

    ``lists`` maps a list to its definition and levels, ``styles`` a paragraph style to (list, level).
    """

    lists: Mapping[str, tuple[str, Mapping[int, Level]]] = field(default_factory=dict)
    restarts: Mapping[tuple[str, int], int] = field(default_factory=dict)
    styles: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def number(self, properties: etree._Element | None) -> str:
        """The number printed before the paragraph with these properties (w:pPr), "" for none; counts it."""
        place = self._place(properties)
        if place is None or place[0] not in self.lists:
            return ""
        list_id, depth = place
        definition, levels = self.lists[list_id]
        counts = self._counts.setdefault(definition, {})
        if (list_id, depth) in self.restarts and (list_id, depth) not in self._begun:
            counts[depth] = self.restarts[list_id, depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = levels.get(depth, Level()).start
        self._begun.add((list_id, depth))
        for deeper in [d for d in counts if d > depth]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or depth < restart:
                del counts[deeper]
        return _render(levels, depth, counts)

    def _place(self, properties: etree._Element | None) -> tuple[str, int] | None:
        """The list and level that a paragraph names, directly or by its style."""
        style = list_id = depth = None
        if properties is not None:
            for child in properties:
                if child.tag == _STYLE:
                    style = child.get(VAL)
                elif child.tag == _LISTED:
                    list_id, depth = _list_of(child)
        inherited = self.styles.get(style or "")
        if list_id is None:
            return (inherited[0], inherited[1] if depth is None else depth) if inherited else None
        if depth is None:
            depth = inherited[1] if inherited and inherited[0] == list_id else 0
        return list_id, depth


def load(numbering: etree._Element, styles: etree._Element | None) -> ListNumbering:
    """The lists of numbering.xml, with the styles of styles.xml that belong to one."""
    definitions: dict[str, dict[int, Level]] = {}
    linked: dict[str, str] = {}
    by_style: dict[str, str] = {}
    style_levels: dict[tuple[str, str], int] = {}
    for element in numbering.iterchildren(W + "abstractNum"):
        key = element.get(W + "abstractNumId") or ""
        definitions[key] = {}
        if link := value(element, "numStyleLink"):
            linked[key] = link
        if link := value(element, "styleLink"):
            by_style[link] = key
        for child in element.iterchildren(W + "lvl"):
            depth = integer(child.get(W + "ilvl"), 0)
            definitions[key][depth] = _level(child)
            if style := value(child, "pStyle"):
                style_levels[key, style] = depth
    lists: dict[str, tuple[str, Mapping[int, Level]]] = {}
    restarts: dict[tuple[str, int], int] = {}
    for element in numbering.iterchildren(W + "num"):
        list_id = element.get(W + "numId") or ""
        key = value(element, "abstractNumId") or ""
        key = by_style.get(linked.get(key, ""), key)
        levels, starts = _overridden(element, definitions.get(key, {}))
        lists[list_id] = key, levels
        restarts |= {(list_id, depth): start for depth, start in starts.items()}
    named = {} if styles is None else _styles(styles, {name: key for name, (key, _) in lists.items()}, style_levels)
    return ListNumbering(lists, restarts, named)


def _overridden(
    element: etree._Element, definition: Mapping[int, Level]
) -> tuple[Mapping[int, Level], Mapping[int, int]]:
    """The levels of a w:num, and the numbers at which it starts anew."""
    levels, starts = dict(definition), dict[int, int]()
    for override in element.iterchildren(W + "lvlOverride"):
        depth = integer(override.get(W + "ilvl"), 0)
        for child in override:
            if child.tag == W + "startOverride":
                starts[depth] = integer(child.get(VAL), 1)
            elif child.tag == W + "lvl":
                levels[depth] = _level(child)
    return levels, starts


def _styles(
    styles: etree._Element, definitions: Mapping[str, str], levels: Mapping[tuple[str, str], int]
) -> dict[str, tuple[str, int]]:
    """Paragraph style → (list, level), its own or that of a style it is based on; "" is the default style."""
    own: dict[str, tuple[str | None, int | None]] = {}
    parents: dict[str, str | None] = {}
    default = None
    for style in styles.iterchildren(W + "style"):
        if style.get(W + "type") != "paragraph":
            continue
        name = style.get(W + "styleId") or ""
        parents[name] = value(style, "basedOn")
        if style.get(W + "default") in ("1", "true", "on"):
            default = name
        for properties in style.iterchildren(W + "pPr"):
            for listed in properties.iterchildren(W + "numPr"):
                own[name] = _list_of(listed)
    found = {}
    for name in parents:
        depth: int | None = None
        for ancestor in _ancestors(name, parents):
            list_id, stated = own.get(ancestor, (None, None))
            depth = stated if depth is None else depth
            if list_id is not None:
                found[name] = list_id, levels.get((definitions.get(list_id, ""), ancestor), depth or 0)
                break
    if default in found:
        found[""] = found[default]
    return found


def _ancestors(name: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    """``name`` and the styles it is based on; a damaged file may base styles on each other in a circle."""
    seen: set[str] = set()
    ancestor: str | None = name
    while ancestor is not None and ancestor not in seen:
        yield ancestor
        seen.add(ancestor)
        ancestor = parents.get(ancestor)


def _list_of(element: etree._Element) -> tuple[str | None, int | None]:
    depth = value(element, "ilvl")
    return value(element, "numId"), None if depth is None else integer(depth, 0)


def _level(element: etree._Element) -> Level:
    restart = value(element, "lvlRestart")
    return Level(
        integer(value(element, "start"), 0),
        value(element, "numFmt") or "decimal",
        value(element, "lvlText") or "",
        next(element.iterchildren(W + "isLgl"), None) is not None,
        None if restart is None else integer(restart, 0),
    )


def _render(levels: Mapping[int, Level], depth: int, counts: Mapping[int, int]) -> str:
    level = levels.get(depth)
    if level is None or level.format in ("bullet", "none"):
        return ""

    def printed(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        other = levels.get(index, Level())
        return count(counts.get(index, other.start), "decimal" if level.legal else other.format)

    return re.sub(r"%([1-9])", printed, level.pattern)
