"""The styles of an .xlsx package: fonts, grounds, number formats, and what conditional formats change of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from audit.patterns import regex
from audit.readers.flow import TINY_POINTS
from audit.readers.sheet.looks import (
    BLACK,
    Colour,
    Palette,
    SheetFont,
    Style,
    StyleChange,
    colour_of,
    number_format,
    palette_of,
)

_Item = TypeVar("_Item")

_WHOLE = regex(r"[0-9]{1,9}")
_DECIMAL = regex(r"-?[0-9]{0,9}\.?[0-9]{0,20}(?:[Ee]-?[0-9]{1,2})?")
#: How a theme lists its colours, and how cells count them.
_THEME_ORDER = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)


@dataclass(frozen=True, slots=True)
class SheetStyles:
    """The cell styles and the changes by conditional formats, by their index, and the colours of the workbook."""

    cells: Sequence[Style] = ()
    changes: Sequence[StyleChange] = ()
    palette: Palette = field(default_factory=Palette)

    def cell(self, index: int) -> Style:
        """The style of that index, a plain one where there is none."""
        return self.cells[index] if 0 <= index < len(self.cells) else Style()


def read_styles(root: etree._Element, theme: etree._Element | None) -> SheetStyles:
    """The styles in the part ``root`` of a workbook with this ``theme``."""
    palette = _palette(root, theme)
    custom = {_index(entry): entry.get("formatCode", "") for entry in _all(root, "numFmt")}
    fonts = [read_font(font, palette) for font in root.iterfind("{*}fonts/{*}font")]
    grounds = [_grounds(fill, palette) for fill in root.iterfind("{*}fills/{*}fill")]
    ruled = [_is_ruled(border) for border in root.iterfind("{*}borders/{*}border")]
    cells = [
        Style(
            number_format(_index(style), custom),
            _at(fonts, style.get("fontId"), SheetFont()),
            _at(grounds, style.get("fillId"), Style().grounds),
            _at(ruled, style.get("borderId"), False),
        )
        for style in root.iterfind("{*}cellXfs/{*}xf")
    ]
    changes = [read_change(change, palette) for change in root.iterfind("{*}dxfs/{*}dxf")]
    return SheetStyles(cells, changes, palette)


def read_change(element: etree._Element, palette: Palette) -> StyleChange:
    """What the differential format ``element`` changes."""
    font, fill = element.find("{*}font"), element.find("{*}fill")
    code = element.find("{*}numFmt")
    colours = [] if fill is None else _of_colours(fill, palette)
    return StyleChange(
        None
        if font is None
        else next((colour for each in font.iterchildren("{*}color") if (colour := _colour(each, palette))), None),
        tuple(colours) or None,
        None if code is None else number_format(_index(code), {_index(code): code.get("formatCode", "")}),
        font is not None and _has_strike(font),
    )


def read_font(font: etree._Element, palette: Palette) -> SheetFont:
    """A font, of a cell or of a piece of its text."""
    size = next((decimal_of(size.get("val"), 11.0) for size in font.iterchildren("{*}sz")), 11.0)
    colour = next((_colour(each, palette) for each in font.iterchildren("{*}color")), None)
    raised = any(mark.get("val") in ("superscript", "subscript") for mark in font.iterchildren("{*}vertAlign"))
    return SheetFont(_has_strike(font), size <= TINY_POINTS, raised, BLACK if colour is None else colour)


def is_on(value: str | None) -> bool:
    """Whether an attribute that says yes or no says yes."""
    return value in ("1", "true", "on")


def whole(text: str | None, default: int) -> int:
    """The whole number that ``text`` is, ``default`` where it is none."""
    return int(text) if text and _WHOLE.fullmatch(text) else default


def decimal_of(text: str | None, default: float) -> float:
    """The decimal number that ``text`` is, ``default`` where it is none."""
    return float(text) if text and any(map(str.isdigit, text)) and _DECIMAL.fullmatch(text) else default


def _palette(root: etree._Element, theme: etree._Element | None) -> Palette:
    listed = (colour_of(each.get("rgb", "")) for each in root.iterfind("{*}colors/{*}indexedColors/{*}rgbColor"))
    custom = {number: colour for number, colour in enumerate(listed) if colour}
    return palette_of(custom, () if theme is None else _theme(theme))


def _theme(root: etree._Element) -> tuple[Colour, ...]:
    """The colours of a theme, () where it does not have them all."""
    scheme = next(_all(root, "clrScheme"), None)
    found = [] if scheme is None else [scheme.find(f"{{*}}{name}/*") for name in _THEME_ORDER]
    written = [colour_of(each.get("lastClr") or each.get("val") or "") for each in found if each is not None]
    colours = tuple(colour for colour in written if colour)
    return colours if len(colours) == len(_THEME_ORDER) else ()


def _colour(element: etree._Element, palette: Palette) -> Colour | None:
    """The colour that an element names, None where it leaves it to the program."""
    if (written := element.get("rgb")) is not None:
        return colour_of(written)
    if (number := element.get("theme")) is not None:
        return palette.themed(whole(number, -1), decimal_of(element.get("tint"), 0.0))
    return palette.number(whole(element.get("indexed"), -1))


def _grounds(fill: etree._Element, palette: Palette) -> tuple[Colour, ...]:
    """The colours of a ground: white without a pattern, one for a solid one, none where it is not known."""
    pattern = fill.find("{*}patternFill")
    kind = "none" if pattern is None else pattern.get("patternType", "none")
    if len(fill) == 0 or (pattern is not None and kind == "none"):
        return Style().grounds
    if pattern is not None and kind == "solid":
        return tuple(_of_colours(pattern, palette, "fgColor"))
    return tuple(_of_colours(fill, palette))


def _of_colours(fill: etree._Element, palette: Palette, *names: str) -> list[Colour]:
    """The colours inside ``fill``, or those in elements of these ``names``."""
    wanted = names or ("fgColor", "bgColor", "color")
    found = (_colour(each, palette) for name in wanted for each in _all(fill, name))
    return [colour for colour in found if colour is not None]


def _is_ruled(border: etree._Element) -> bool:
    """Whether a line stands above or below a cell."""
    return any(
        side.get("style", "none") != "none"
        for name in ("top", "bottom")
        for side in border.iterchildren(f"{{*}}{name}")
    )


def _has_strike(font: etree._Element) -> bool:
    return any(is_on(mark.get("val", "1")) for mark in font.iterchildren("{*}strike"))


def _index(element: etree._Element) -> int:
    return whole(element.get("numFmtId"), 0)


def _at(items: Sequence[_Item], index: str | None, otherwise: _Item) -> _Item:
    place = whole(index, 0)
    return items[place] if place < len(items) else otherwise


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements of that local name, whichever of the two namespaces of the standard the file uses."""
    return root.iter(f"{{*}}{name}")
