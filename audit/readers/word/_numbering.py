"""Automatic numbers of a .docx: what Word prints in front of a paragraph that belongs to a list.

A list (w:num) refers to a definition (w:abstractNum) with up to nine levels; lists of one definition count on
together unless a list overrides its start. A paragraph names its list itself or through its style.
Source: ECMA-376 part 1, 17.9 and 17.18.59.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from audit.words import digit_by_digit, in_numerals

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL, _STYLE, _LISTED = W + "val", W + "pStyle", W + "numPr"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40),
    ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1),
)  # fmt: skip
#: Numbers end in these without a space before the text.
_CLOSING = "、）)】〕.．。:：,，"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: first number, counting format, pattern (“第%1条”) and what resets it."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class Numbering:
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
                    style = child.get(_VAL)
                elif child.tag == _LISTED:
                    list_id, depth = _list_of(child)
        inherited = self.styles.get(style or "")
        if list_id is None:
            return (inherited[0], inherited[1] if depth is None else depth) if inherited else None
        if depth is None:
            depth = inherited[1] if inherited and inherited[0] == list_id else 0
        return list_id, depth


def load(numbering: etree._Element, styles: etree._Element | None) -> Numbering:
    """The lists of numbering.xml, with the styles of styles.xml that belong to one."""
    definitions: dict[str, dict[int, Level]] = {}
    linked: dict[str, str] = {}
    by_style: dict[str, str] = {}
    style_levels: dict[tuple[str, str], int] = {}
    for element in numbering.iterchildren(W + "abstractNum"):
        key = element.get(W + "abstractNumId") or ""
        definitions[key] = {}
        if link := _value(element, "numStyleLink"):
            linked[key] = link
        if link := _value(element, "styleLink"):
            by_style[link] = key
        for child in element.iterchildren(W + "lvl"):
            depth = _integer(child.get(W + "ilvl"), 0)
            definitions[key][depth] = _level(child)
            if style := _value(child, "pStyle"):
                style_levels[key, style] = depth
    lists: dict[str, tuple[str, Mapping[int, Level]]] = {}
    restarts: dict[tuple[str, int], int] = {}
    for element in numbering.iterchildren(W + "num"):
        list_id = element.get(W + "numId") or ""
        key = _value(element, "abstractNumId") or ""
        key = by_style.get(linked.get(key, ""), key)
        levels, starts = _overridden(element, definitions.get(key, {}))
        lists[list_id] = key, levels
        restarts |= {(list_id, depth): start for depth, start in starts.items()}
    named = {} if styles is None else _styles(styles, {name: key for name, (key, _) in lists.items()}, style_levels)
    return Numbering(lists, restarts, named)


def _overridden(
    element: etree._Element, definition: Mapping[int, Level]
) -> tuple[Mapping[int, Level], Mapping[int, int]]:
    """The levels of a w:num, and the numbers at which it starts anew."""
    levels, starts = dict(definition), dict[int, int]()
    for override in element.iterchildren(W + "lvlOverride"):
        depth = _integer(override.get(W + "ilvl"), 0)
        for child in override:
            if child.tag == W + "startOverride":
                starts[depth] = _integer(child.get(_VAL), 1)
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
        parents[name] = _value(style, "basedOn")
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
    depth = _value(element, "ilvl")
    return _value(element, "numId"), None if depth is None else _integer(depth, 0)


def _level(element: etree._Element) -> Level:
    restart = _value(element, "lvlRestart")
    return Level(
        _integer(_value(element, "start"), 0),
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText") or "",
        next(element.iterchildren(W + "isLgl"), None) is not None,
        None if restart is None else _integer(restart, 0),
    )


def _value(element: etree._Element, name: str) -> str | None:
    child = next(element.iterchildren(W + name), None)
    return None if child is None else child.get(_VAL)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,9}", text) else default


def _render(levels: Mapping[int, Level], depth: int, counts: Mapping[int, int]) -> str:
    level = levels.get(depth)
    if level is None or level.format in ("bullet", "none"):
        return ""

    def printed(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        other = levels.get(index, Level())
        return count(counts.get(index, other.start), "decimal" if level.legal else other.format)

    return re.sub(r"%([1-9])", printed, level.pattern)


def join(number: str, text: str) -> str:
    """``number`` in front of ``text``, kept apart so that the two never make another number."""
    if not number or (number[-1] in _CLOSING and not text[:1].isdigit()):
        return number + text
    return f"{number} {text}" if text else number


def count(value: int, format_: str) -> str:
    """``value`` in one of Word's counting formats; unknown formats count in decimals, as Word does."""
    signs = _ENUMERATIONS.get(format_)
    if signs is not None:
        return signs[value - 1] if 1 <= value <= len(signs) else str(value)
    return _FORMATS.get(format_, str)(value)


_ENUMERATIONS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "chineseLegalSimplified": "壹贰叁肆伍陆柒捌玖拾",
}


def _letter(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 9) if value > 0 else ""


def _roman(value: int) -> str:
    text = ""
    if not 0 < value < 4000:
        return str(value)
    for letters, size in _ROMAN:
        text += letters * (value // size)
        value %= size
    return text


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda value: f"{value:02d}",
    "decimalEnclosedParen": lambda value: f"({value})",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "ideographDigital": digit_by_digit,
    "japaneseDigitalTenThousand": digit_by_digit,
    "taiwaneseDigital": digit_by_digit,
    "chineseCounting": lambda value: in_numerals(value) if value < 100 else digit_by_digit(value),
    "taiwaneseCounting": lambda value: in_numerals(value) if value < 100 else digit_by_digit(value),
    "chineseCountingThousand": in_numerals,
    "taiwaneseCountingThousand": in_numerals,
    "japaneseCounting": in_numerals,
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
}
