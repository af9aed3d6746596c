"""A drawing of boxes, lines, dots and words as a matplotlib figure of few artists; as SVG it needs no font.

Measures are points from the upper left corner. What is drawn alike (colour, edge, width) becomes one path, all words one artist;
a layout engine, axes and an artist a label cost fifteen times as much.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from audit.patterns import regex
from audit.present.charts import _glyphs as glyphs
from audit.present.charts import _style as style
from audit.text.steering import harmless

Point = tuple[float, float]
_MOVE, _LINE, _CLOSE = int(Path.MOVETO), int(Path.LINETO), int(Path.CLOSEPOLY)
_POINTS_OF_INCH = 72
#: From the middle of a line of text down to its base, in ems.
_MIDDLE = 0.36
_DECIMAL = regex(r"-?\d+\.\d+")
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


class _Look(NamedTuple):
    """What shapes have in common that are one path."""

    fill: str
    edge: str
    width: float
    round: bool


class PlacedWords(NamedTuple):
    """Words on a line: where they begin, the middle of the line, what they are, their size and colour."""

    x: float
    y: float
    text: str
    size: float
    colour: str

    @property
    def end(self) -> float:
        """Where they end."""
        return self.x + glyphs.width(self.text, self.size)


@dataclass(slots=True)
class Drawing:
    """Shapes in the order in which their looks were first drawn, dots above them, words above all."""

    height: float = 0.0
    width: float = style.WIDTH
    _shapes: dict[_Look, tuple[list[Point], list[int]]] = field(default_factory=dict)
    words: list[PlacedWords] = field(default_factory=list)

    @property
    def shapes(self) -> dict[str, list[tuple[float, float, float, float]]]:
        """The boxes (x, y, width, height) around the closed shapes of each colour, and around the lines."""
        found: dict[str, list[tuple[float, float, float, float]]] = {}
        for look, (points, codes) in self._shapes.items():
            starts = [at for at, code in enumerate(codes) if code == _MOVE]
            for start, end in zip(starts, [*starts[1:], len(codes)], strict=True):
                xs, ys = zip(*points[start:end], strict=True)
                box = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
                found.setdefault(look.edge if look.fill == "none" else look.fill, []).append(box)
        return found

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = style.SIZE,
        colour: str = style.INK,
        anchor: str = "start",
    ) -> None:
        """Words whose line has its middle at ``y``; ``anchor`` says which end of them stands at ``x``."""
        words = harmless(words)
        left = x - _ANCHORS[anchor] * glyphs.width(words, size)
        self.words.append(PlacedWords(left, y, words, size, colour))

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, *, edge: str = "none", line: float = 0.6
    ) -> None:
        """A filled rectangle."""
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        self._add(_Look(fill, edge, line, round=False), corners, closed=True)

    def line(self, points: Sequence[Point], colour: str, width: float = 0.8) -> None:
        """A line through ``points``."""
        self._add(_Look("none", colour, width, round=False), points)

    def dot(self, x: float, y: float, colour: str, diameter: float = 6.5) -> None:
        """A round dot: a line of no length with round ends."""
        self._add(_Look("none", colour, diameter, round=True), [(x, y), (x + 0.01, y)])

    def _add(self, look: _Look, points: Sequence[Point], *, closed: bool = False) -> None:
        vertices, codes = self._shapes.setdefault(look, ([], []))
        vertices.extend(points)
        codes.extend([_MOVE, *[_LINE] * (len(points) - 1)])
        if closed:
            codes[-1] = _CLOSE

    def figure(self) -> Figure:
        """The drawing as a figure on a light ground, right at any resolution."""
        chart = Figure(
            figsize=(self.width / _POINTS_OF_INCH, self.height / _POINTS_OF_INCH),
            dpi=_POINTS_OF_INCH,
            facecolor=style.GROUND,
        )
        place = Affine2D().scale(1, -1).translate(0, self.height).scale(1 / _POINTS_OF_INCH) + chart.dpi_scale_trans
        for look, (points, codes) in sorted(self._shapes.items(), key=lambda drawn: drawn[0].round):
            shape = Path(points, codes)
            shape.should_simplify = False
            patch = PathPatch(
                shape,
                facecolor=look.fill,
                edgecolor=look.edge,
                linewidth=look.width if look.edge != "none" else 0,
                capstyle="round" if look.round else "butt",
                joinstyle="miter",
                transform=place,
                clip_on=False,
            )
            chart.add_artist(patch, clip=False)
        chart.add_artist(_AllWords(self.words, self.height), clip=False)
        return chart

    def svg(self) -> str:
        """The drawing as SVG without prologue, the same bytes each time, its words as outlines."""
        buffer = io.StringIO()
        with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "gongkai-audit"}):
            self.figure().savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        return _slim(glyphs.outlined(_body(buffer.getvalue())))


class _AllWords(Artist):
    """All words of a chart, drawn one after the other without a layout of their own."""

    def __init__(self, words: Sequence[PlacedWords], height: float) -> None:
        super().__init__()
        self._all, self._height = tuple(words), height
        self.set_zorder(5)

    def draw(self, renderer: RendererBase) -> None:
        """Draw each where it stands."""
        context: Any = renderer.new_gc()
        scale = float(renderer.points_to_pixels(1))  # type: ignore[arg-type]
        for each in self._all:
            context.set_foreground(each.colour)
            base = each.y + _MIDDLE * each.size
            y = base if renderer.flipy() else self._height - base
            renderer.draw_text(context, each.x * scale, y * scale, each.text, glyphs.properties(each.size), 0)
        context.restore()


def _body(svg: str) -> str:
    """The drawing without prologue, metadata and the spaces between elements."""
    body = re.sub(r"\s+", " ", svg[svg.index("<svg") :])
    return re.sub(r"<metadata>.*?</metadata>", "", body).replace("> <", "><")


def _slim(svg: str) -> str:
    """The same drawing with positions to a tenth of a point."""
    return re.sub(r' d="[^"]*"', lambda found: _DECIMAL.sub(_tenth, found[0]), svg)


def _tenth(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")
