"""What the styles of an OpenDocument file make of text: hidden, struck out, raised, white, tiny, by themselves or by their parents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from audit.patterns import regex
from audit.readers.flow import TINY_POINTS, Print, is_same_colour, is_white_hex
from audit.readers.odf._xml import attribute, tag

#: “super 58%”, “33% 58%”; “0% 100%” is the line itself.
_OFF_LINE = regex(r"(?:super|sub|-?0*[1-9])")
_LENGTH = regex(r"(-?\d+(?:\.\d+)?)(pt|cm|mm|in|px)")
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "px": 0.75}
_PER_CENT = regex(r"(\d+(?:\.\d+)?)%")
#: Per cent of its size, width or ink below which text cannot be read, and the points that its characters may be drawn together.
_LEAST_PER_CENT, _LEAST_SPACING = 15.0, -3.0
_CLEAR = ("", "transparent")
#: Styles based on one another.
_MAX_BASED_STYLES = 20


class TextLook(NamedTuple):
    """What styles state of text; None and "" where they state nothing.

    ``size`` is in points, ``odd`` says that nobody knows what is seen, ``ruled`` that a line stands above or below a cell.
    """

    hidden: bool | None = None
    struck: bool | None = None
    size: float | None = None
    colour: str = ""
    ground: str = ""
    position: str = ""
    odd: bool | None = None
    ruled: bool | None = None

    def over(self, other: TextLook) -> TextLook:
        """This look, and ``other`` for what it does not state."""
        return TextLook(
            other.hidden if self.hidden is None else self.hidden,
            other.struck if self.struck is None else self.struck,
            other.size if self.size is None else self.size,
            self.colour or other.colour,
            self.ground or other.ground,
            self.position or other.position,
            other.odd if self.odd is None else self.odd,
            other.ruled if self.ruled is None else self.ruled,
        )

    def on(self, around: TextLook) -> TextLook:
        """This look of something that stands in text of the look ``around``, whose ground is seen through it."""
        return self.over(around)._replace(ground=around.ground if self.ground in _CLEAR else self.ground)

    @property
    def how(self) -> Print | None:
        """How text of this look is printed; what hides goes before what strikes out, that before what is only pale."""
        if self.hidden:
            return Print.HIDDEN
        if self.struck:
            return Print.STRUCK
        if self.size is not None and self.size <= TINY_POINTS:
            return Print.TINY
        if self.odd:
            return Print.UNSURE
        if is_white_hex(self.colour):
            return None if self._has_coloured_ground else Print.WHITE
        if self._has_coloured_ground and _is_hex(self.colour) and _is_hex(self.ground):
            same = is_same_colour(*(bytes.fromhex(colour[1:]) for colour in (self.colour, self.ground)))
            return Print.SAME if same else self._raised
        return self._raised

    @property
    def _has_coloured_ground(self) -> bool:
        return self.ground not in _CLEAR and not is_white_hex(self.ground)

    @property
    def _raised(self) -> Print | None:
        return Print.RAISED if _OFF_LINE.match(self.position) else None


_NOTHING = TextLook()


@dataclass(slots=True)
class TextLooks:
    """The looks of styles by family and name, each with those of its parents; ``usual`` is that of text without a style."""

    stated: dict[tuple[str, str], tuple[TextLook, str]] = field(default_factory=dict)
    usual: TextLook = _NOTHING
    _found: dict[tuple[str, str], TextLook] = field(default_factory=dict)

    def read(self, roots: Iterable[etree._Element]) -> None:
        """Take up the styles that stand in ``roots`` (content.xml and styles.xml)."""
        for root in roots:
            for style in root.iter("{*}style"):
                key = attribute(style, "family"), attribute(style, "name")
                self.stated[key] = _stated(style), attribute(style, "parent-style-name")
            for style in root.iter("{*}default-style"):
                if attribute(style, "family") == "paragraph":
                    self.usual = _stated(style)

    def of(self, family: str, name: str) -> TextLook:
        """The look of a style, its parents' where it states nothing itself."""
        if not name:
            return _NOTHING
        key = family, name
        if key not in self._found:
            self._found[key] = self._resolved(family, name)
        return self._found[key]

    def _resolved(self, family: str, name: str) -> TextLook:
        look = _NOTHING
        for _ in range(_MAX_BASED_STYLES):
            found = self.stated.get((family, name)) or self.stated.get(("", name))
            if found is None:
                break
            stated, name = found
            look = look.over(stated)
        return look


def _stated(style: etree._Element) -> TextLook:
    """What a style states itself."""
    look = _NOTHING
    for properties in style:
        if tag(properties).endswith("-properties"):
            look = _look(properties, of_text=tag(properties) == "text-properties").over(look)
    return look


def _look(properties: etree._Element, *, of_text: bool) -> TextLook:
    display = attribute(properties, "display")
    hidden = display in ("none", "false") if display and tag(properties) != "table-properties" else None
    through = {attribute(properties, f"text-line-through-{what}") for what in ("style", "type")} - {""}
    lines = {attribute(properties, name) for name in ("border", "border-top", "border-bottom")} - {""}
    look = TextLook(
        hidden,
        "none" not in through if through else None,
        ground=attribute(properties, "background-color").lower(),
        ruled=lines != {"none"} if lines else None,
    )
    if not of_text:
        return look
    automatic = "auto" if attribute(properties, "use-window-font-color") == "true" else ""
    return look._replace(
        size=_size(attribute(properties, "font-size")),
        colour=attribute(properties, "color").lower() or automatic,
        position=attribute(properties, "text-position"),
        odd=display == "condition" or _is_odd(properties) or None,
    )


def _size(text: str) -> float | None:
    """A size in points; one that is a small share of another is none that can be read."""
    if share := _PER_CENT.fullmatch(text):
        return 0.0 if float(share[1]) < _LEAST_PER_CENT else None
    return _points(text)


def _is_odd(properties: etree._Element) -> bool:
    """Whether text is narrowed or bleached to nothing, or its characters are drawn over one another."""
    shares = (_PER_CENT.fullmatch(attribute(properties, name)) for name in ("text-scale", "opacity"))
    if any(share and float(share[1]) < _LEAST_PER_CENT for share in shares):
        return True
    spacing = _points(attribute(properties, "letter-spacing"))
    return spacing is not None and spacing <= _LEAST_SPACING


def _points(text: str) -> float | None:
    length = _LENGTH.fullmatch(text)
    return float(length[1]) * _POINTS[length[2]] if length else None


def _is_hex(colour: str) -> bool:
    return re.fullmatch(r"#[0-9a-f]{6}", colour) is not None
