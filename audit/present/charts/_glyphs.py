"""The letters of charts: the font that ships with the toolkit, the widths of its words, its outlines, kept per process.

A chart's text is drawn as ``<use>`` of outlines that the picture brings along, so that it looks the same on any machine and no
font is needed where it is read.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path

from audit.patterns import regex

_FONT = "NotoSansCJKsc-Regular-subset.otf"
#: Units of an em in outlines.
_EM = 72
_ELLIPSIS = "…"
#: Behind these a line is broken rather than elsewhere.
_BREAKS = "·、， "
#: Before these too.
_OPENINGS = "（"
#: An element of text as the backend writes it where ``svg.fonttype`` is "none".
_TEXT = regex(
    r"""
    <text\ style="(?P<style>[^"]*)"
    \ transform="translate\((?P<x>[-\d.]+)\ (?P<y>[-\d.]+)\)">
    (?P<words>[^<]*)
    </text>
    """,
    re.VERBOSE,
)
_SIZE = regex(r"font-size: ([\d.]+)px")
_FILL = regex(r"fill: (#\w+)")
#: A path's command by matplotlib's code, and how many points it has.
_COMMANDS = {
    int(Path.MOVETO): ("m", 1),
    int(Path.LINETO): ("l", 1),
    int(Path.CURVE4): ("c", 3),
}
_CLOSE = int(Path.CLOSEPOLY)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@cache
def properties(size: float) -> FontProperties:
    """What matplotlib is told of the letters; it never looks for the font, on whatever machine it runs."""
    return FontProperties(family=["Noto Sans CJK SC"], size=size)


@cache
def _font() -> FT2Font:
    """The shipped font, out of memory: processes that are forked from one another would share the place in an open file."""
    font = FT2Font(io.BytesIO(files("audit.present").joinpath("fonts", _FONT).read_bytes()))
    font.set_size(_EM, 72)
    return font


@cache
def _glyph(letter: str) -> tuple[float, str]:
    """A letter's width in ems, and its outline in a path's relative commands, y downwards; a box for one that the font lacks."""
    font = _font()
    glyph = font.load_glyph(font.get_char_index(ord(letter)), flags=LoadFlags.NO_HINTING)
    points, codes = font.get_path()
    return glyph.linearHoriAdvance / 65536 / _EM, _outline(points.tolist(), codes.tolist())


def _outline(points: Sequence[Sequence[float]], codes: Sequence[int]) -> str:
    """Relative commands with whole numbers: positions are rounded, not steps, so that no error adds up."""
    written: list[str] = []
    pen, start, at = (0, 0), (0, 0), 0
    while at < len(codes):
        if codes[at] == _CLOSE:
            written.append("z")
            pen, at = start, at + 1
            continue
        letter, number = _COMMANDS[codes[at]]
        ends = [(round(x), round(-y)) for x, y in points[at : at + number]]
        steps = [(x - pen[0], y - pen[1]) for x, y in ends]
        pen, at = ends[-1], at + number
        if letter == "m":
            start = pen
        if letter == "l" and 0 in steps[0]:
            written.append(f"h{steps[0][0]}" if steps[0][0] else f"v{steps[0][1]}" if steps[0][1] else "")
        else:
            numbers = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
            written.append(f"{letter}{numbers}")
    return "".join(written)


@lru_cache(maxsize=4096)
def width(words: str, size: float) -> float:
    """How wide ``words`` are at ``size``, in points."""
    return sum(_glyph(letter)[0] for letter in words) * size


def fitted(words: str, size: float, room: float) -> str:
    """``words``, cut with an ellipsis where they are wider than ``room``."""
    if width(words, size) <= room:
        return words
    while words and width(words + _ELLIPSIS, size) > room:
        words = words[:-1]
    return words + _ELLIPSIS


def wrapped(words: str, size: float, room: float, most: int = 3) -> list[str]:
    """``words`` on lines no wider than ``room``; ``most`` lines, the last one cut where more is left."""
    lines: list[str] = []
    while words and len(lines) < most - 1 and width(words, size) > room:
        end = len(words)
        while end > 1 and width(words[:end], size) > room:
            end -= 1
        end = _breaking(words, end)
        lines.append(words[:end].rstrip())
        words = words[end:].lstrip()
    return [*lines, fitted(words, size, room)] if words or not lines else lines


def _breaking(words: str, end: int) -> int:
    """Where to break ``words``, of which ``end`` letters fit on the line: at a fit place in its second half, else there."""
    fit = (at for at in range(max(1, end // 2), end + 1) if words[at - 1] in _BREAKS or words[at] in _OPENINGS)
    return max(fit, default=end)


def outlined(svg: str) -> str:
    """``svg`` with every element of text replaced by ``<use>`` of outlines, which stand once at its beginning."""
    names: dict[str, str] = {}

    def drawn(found: re.Match[str]) -> str:
        size, fill = _SIZE.search(found["style"]), _FILL.search(found["style"])
        if size is None:
            raise ValueError(f"text without a size: {found['style']}")
        scale = float(size[1]) / _EM
        uses = "".join(_uses(html.unescape(found["words"]), names))
        colour = f' fill="{fill[1]}"' if fill else ""
        place = f"translate({float(found['x']):.1f} {float(found['y']):.1f})scale({scale:.4g})"
        return f'<g transform="{place}"{colour}>{uses}</g>'

    body = _TEXT.sub(drawn, svg)
    outlines = "".join(f'<path id="{name}" d="{_glyph(letter)[1]}"/>' for letter, name in names.items())
    opening = body.index(">", body.index("<svg")) + 1
    return f"{body[:opening]}<defs>{outlines}</defs>{body[opening:]}"


def _uses(words: str, names: dict[str, str]) -> Iterator[str]:
    at = 0.0
    for letter in words:
        advance, outline = _glyph(letter)
        if outline:
            name = names.setdefault(letter, _name(len(names)))
            yield f'<use href="#{name}" x="{at:.0f}"/>' if at else f'<use href="#{name}"/>'
        at += advance * _EM


def _name(number: int) -> str:
    """A short name, which begins with a letter."""
    more, last = divmod(number, 26)
    return _DIGITS[10 + last] + (_DIGITS[more] if more < 36 else _name(more - 36)) if more else _DIGITS[10 + last]
