"""Runs of a .docx that are too small, too pale or too odd to be seen for what they are: by themselves or by their styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from audit.patterns import regex
from audit.readers.flow import Print, is_same_colour, is_white_hex
from audit.readers.word._xml import VAL, W, value

_RUN_PROPERTIES, _RUN_STYLE = W + "rPr", W + "rStyle"
_SIZE, _COLOUR, _FONTS = W + "sz", W + "color", W + "rFonts"
_WIDTH, _SPACING = W + "w", W + "spacing"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_FILL = _W14 + "textFill"
#: What a part holds that may print white, tiny or odd text, or text in the colour of its ground. Parts are long: each
#: pattern begins with characters of its own, so that they are searched for before anything else is looked at.
_PALE_PROPERTY = regex(
    rb"""
    <w: (?: color \s [^>]* (?: "(?:[Ff][0-9A-Fa-f]){3}" | "background1" | "light1" )  # white, or nearly so
          | sz \s w:val="[0-4]"                                                      # half points
          | highlight
          | w \s w:val="\d"                                                          # narrowed to nothing
          | spacing \s w:val="-\d{3}                                                 # drawn together
        )
    """,
    re.VERBOSE,
)
_GROUND = regex(rb'w:fill="(?!auto|[Ff]{6})')
#: Likewise: a fill of newer Words, and what only UTF-16 has, where the patterns find nothing.
_PALE_WORDS = (b"textFill", b"\0")
_FONT_OF_SIGNS = b"dings"
#: Sizes in half points that nobody can read.
_TINY_SIZES = ("1", "2", "3", "4")
#: Per cent of its width, and twips between its characters, below which text cannot be read.
_LEAST_WIDTH, _LEAST_SPACING = 10, -60
#: From this share of transparency on, in thousandths of a per cent, text is not seen.
_MOST_TRANSPARENT = 80_000
_PAPER = ("background1", "light1")
_SIGNS = regex(r"wingdings|webdings|marlett|dingbats|mt extra", re.IGNORECASE)
_HIGHLIGHTS = {
    "black": "000000",
    "darkBlue": "000080",
    "darkRed": "800000",
    "darkGreen": "008000",
    "darkGray": "808080",
}
#: Styles based on one another; Word allows eleven.
_MAX_BASED_STYLES = 20


class RunLook(NamedTuple):
    """Size in half points and colour as far as they are stated; "" where they are not."""

    size: str = ""
    colour: str = ""

    def over(self, other: RunLook) -> RunLook:
        """This look, and ``other`` for what it does not state."""
        return RunLook(self.size or other.size, self.colour or other.colour)


@dataclass(slots=True)
class Pale:
    """Says which runs are white, tiny or odd; ``paragraph`` is the look of the paragraph that is read.

    ``looks`` are those of the styles, where any of them is pale, and ``usual`` is that of text without a style.
    """

    looks: Mapping[str, RunLook] = field(default_factory=dict)
    usual: RunLook = field(default_factory=RunLook)
    paragraph: RunLook = field(default_factory=RunLook)

    def begin(self, properties: etree._Element | None) -> None:
        """Take up the style of the paragraph with these properties (w:pPr)."""
        style = value(properties, "pStyle") if properties is not None else None
        self.paragraph = self.looks.get(style, self.usual) if style else self.usual

    def of_run(self, run: etree._Element, properties: etree._Element | None) -> Print | None:
        """Whether a run is too small to be seen, or white, or of the colour behind it, or printed in a way that tells nothing."""
        own = _stated(properties) if properties is not None else RunLook()
        style = value(properties, "rStyle") if properties is not None else None
        look = own.over(self.looks.get(style, RunLook()) if style else RunLook()).over(self.paragraph)
        if look.size in _TINY_SIZES:
            return Print.TINY
        if properties is not None and _is_unsure(properties):
            return Print.UNSURE
        filled = next(properties.iterchildren(_FILL), None) if properties is not None else None
        if look.size == "0":
            return Print.UNSURE
        if filled is not None and _is_blank(filled):
            return Print.WHITE
        if not is_white_hex(look.colour) and not _is_hex(look.colour):
            return None
        ground = next(_grounds(run), None)
        if is_white_hex(look.colour):
            return Print.WHITE if ground is None else None
        return Print.SAME if _is_hex(ground or "") and _is_same(look.colour, ground or "") else None


def may_be_pale(part: bytes) -> bool:
    """Whether a part holds anything that makes text pale, tiny or odd; in UTF-16, which has zero bytes, it may."""
    return (
        any(word in part for word in _PALE_WORDS)
        or _FONT_OF_SIGNS in part.lower()
        or _GROUND.search(part) is not None
        or _PALE_PROPERTY.search(part) is not None
    )


def add_styles(pale: Pale, styles: etree._Element) -> None:
    """Take up the looks of the styles in styles.xml, each with what it is based on."""
    own: dict[str, tuple[RunLook, str]] = {}
    default = ""
    for style in styles.iterchildren(W + "style"):
        name = style.get(W + "styleId") or ""
        stated = next((_stated(child) for child in style.iterchildren(_RUN_PROPERTIES)), RunLook())
        own[name] = stated, value(style, "basedOn") or ""
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
            default = name
    base = next(
        (_stated(child) for child in styles.iterfind(f"{W}docDefaults/{W}rPrDefault/{_RUN_PROPERTIES}")), RunLook()
    )
    characters = {s.get(W + "styleId") for s in styles.iterchildren(W + "style") if s.get(W + "type") == "character"}
    looks = {name: _resolved(name, own) for name in own}
    pale.looks = {name: look if name in characters else look.over(base) for name, look in looks.items()}
    pale.usual = pale.paragraph = pale.looks.get(default, base)


def _resolved(name: str, own: Mapping[str, tuple[RunLook, str]]) -> RunLook:
    look = RunLook()
    for _ in range(_MAX_BASED_STYLES):
        if name not in own:
            break
        stated, name = own[name]
        look = look.over(stated)
    return look


def _stated(properties: etree._Element) -> RunLook:
    """What run properties (w:rPr) state themselves."""
    size = colour = ""
    for child in properties:
        if child.tag == _SIZE:
            size = child.get(VAL) or ""
        elif child.tag == _COLOUR:
            paper = child.get(W + "themeColor") in _PAPER and child.get(W + "themeShade") is None
            colour = "FFFFFF" if paper else (child.get(VAL) or "").upper()
    return RunLook(size, colour)


def _is_unsure(properties: etree._Element) -> bool:
    """Whether run properties draw characters over one another, narrow them to nothing, or print signs for them."""
    for child in properties:
        if child.tag == _WIDTH:
            if 0 < _number(child.get(VAL)) < _LEAST_WIDTH:
                return True
        elif child.tag == _SPACING:
            if _number(child.get(VAL)) < _LEAST_SPACING:
                return True
        elif child.tag == _FONTS and any(_SIGNS.search(child.get(W + name) or "") for name in ("ascii", "hAnsi")):
            return True
    return False


def _is_blank(filled: etree._Element) -> bool:
    """Whether a fill of newer Words (w14:textFill) leaves nothing to be seen on white paper: older ones print the colour."""
    if next(filled.iter(_W14 + "noFill"), None) is not None:
        return True
    colours = list(filled.iter(_W14 + "srgbClr", _W14 + "schemeClr"))
    return bool(colours) and all(map(_is_blank_colour, colours))


def _is_blank_colour(colour: etree._Element) -> bool:
    through = next((_number(child.get(_W14 + "val")) for child in colour.iter(_W14 + "alpha")), 0)
    return (
        is_white_hex(colour.get(_W14 + "val") or "")
        or colour.get(_W14 + "val") in ("bg1", "lt1")
        or through >= _MOST_TRANSPARENT
    )


def _grounds(run: etree._Element) -> Iterator[str]:
    """The grounds of other colours than white that a run, and the paragraph, cell or table around it state, the nearest first."""
    for element in (run, *run.iterancestors(W + "p", W + "tc", W + "tbl")):
        for properties in element.iterchildren(_RUN_PROPERTIES, W + "pPr", W + "tcPr", W + "tblPr"):
            for child in properties.iterchildren(W + "highlight", W + "shd"):
                if child.tag == W + "highlight":
                    yield _HIGHLIGHTS.get(child.get(VAL) or "", "highlight")
                elif not _is_paper(fill := child.get(W + "fill") or "auto"):
                    yield fill


def _is_paper(fill: str) -> bool:
    return fill.lower() == "auto" or is_white_hex(fill)


def _is_hex(colour: str) -> bool:
    return re.fullmatch(r"[0-9A-Fa-f]{6}", colour) is not None


def _is_same(colour: str, ground: str) -> bool:
    return is_same_colour(bytes.fromhex(colour), bytes.fromhex(ground))


def _number(text: str | None) -> int:
    """A whole number of at most seven digits; 0 for anything else."""
    return int(text) if text and re.fullmatch(r"-?\d{1,7}", text) else 0
