"""How charts look, set once: the font that ships with the toolkit, colours, sizes; a chart as an embedded picture."""

from __future__ import annotations

import io
import re
from functools import cache
from importlib.resources import as_file, files
from urllib.parse import quote

import matplotlib as mpl
from markupsafe import Markup
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from audit.present.html import Html
from audit.steering import harmless

#: Okabe and Ito's colours, told apart by colour-blind readers too.
BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
PURPLE, SKY, YELLOW, GREY = "#CC79A7", "#56B4E9", "#F0E442", "#777777"
SEVERITY_COLOURS = {"error": VERMILION, "warning": ORANGE, "info": SKY}

_DECIMAL = re.compile(r"-?\d+\.\d+")
_FONT = "NotoSansCJKsc-Regular-subset.otf"


@cache
def _prepare() -> None:
    with as_file(files("audit.present").joinpath("fonts", _FONT)) as path:
        font_manager.fontManager.addfont(str(path))
        name = font_manager.FontProperties(fname=str(path)).get_name()
    mpl.rcParams.update(
        {
            "font.family": [name],
            "font.size": 9.5,
            "axes.unicode_minus": False,
            "axes.titlesize": 11,
            "axes.titlelocation": "left",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "svg.fonttype": "path",
            "svg.hashsalt": "gongkai-audit",
            # What stands between two “$” in a file’s name is no formula.
            "text.parse_math": False,
        }
    )


def figure(title: str, alt: str, height: float, width: float = 8.4) -> tuple[Figure, Axes]:
    """A figure with one axes; sizes in inches. ``alt`` is read to people who cannot see it."""
    _prepare()
    chart = Figure(figsize=(width, height), layout="constrained")
    chart.set_label(alt)
    axes = chart.add_subplot()
    axes.set_title(title)
    return chart, axes


def message(title: str, words: str) -> Figure:
    """A figure that only says why there is nothing to draw."""
    chart, axes = figure(title, f"{title}：{words}", 1.2)
    axes.set_axis_off()
    axes.text(0.01, 0.5, words, color=GREY, va="center", transform=axes.transAxes)
    return chart


def picture(chart: Figure) -> Html:
    """The chart as an embedded SVG with its glyphs as outlines, so that it looks the same on any machine."""
    buffer = io.StringIO()
    chart.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    data = quote(_slim(buffer.getvalue()), safe=" !$()*+,-./:;=?@[]^_`{|}~'")
    template = '<figure class="gk gk-chart"><img alt="{}" src="data:image/svg+xml,{}"></figure>'
    return Html(Markup(template).format(harmless(str(chart.get_label())), data))  # noqa: S704


def _slim(svg: str) -> str:
    """The same drawing with a third of the bytes: no prologue, no line breaks, outlines to a tenth of a unit."""
    body = re.sub(r"\s+", " ", svg[svg.index("<svg") :])
    body = re.sub(r"<metadata>.*?</metadata>", "", body)
    return re.sub(r' d="[^"]*"', lambda match: _DECIMAL.sub(_tenth, match[0]), body).replace('"', "'")


def _tenth(match: re.Match[str]) -> str:
    return f"{float(match[0]):.1f}".removesuffix(".0")
