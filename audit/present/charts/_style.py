"""How charts look, said once: sizes in points, colours that differ in luminance too, the words for an empty one."""

from __future__ import annotations

#: Width of every chart: two stand side by side on a screen and on A4, one fills a telephone. 360 pt are 480 px.
WIDTH = 360.0
#: Empty edge around a chart.
EDGE = 6.0
#: Sizes of text: labels and numbers, what stands inside a bar or under an axis.
SIZE, SMALL = 11.0, 9.5
#: Height of a line of text of ``SIZE``.
LINE = 14.0

INK, QUIET, GRID, GROUND = "#1a1a1a", "#5c5c5c", "#d5d5d5", "#ffffff"
#: Bars of one kind, a mark that stands out, what could not be read.
BLUE, VERMILION, UNREAD = "#0b5a8f", "#d55e00", "#a83c00"
#: Bars of several kinds, the darkest first: told apart by hue, by colour-blind readers and in greyscale.
SHADES = (BLUE, VERMILION, "#7fc4ec", "#fff3b8")
#: Findings by severity, told apart in the same ways.
SEVERITY_COLOURS = {"error": "#a83c00", "warning": "#e69f00", "info": "#d6ecfa"}
#: Fields of a map, the lightest first; ink is read on each.
HEAT = ("#fdeee6", "#fad6c1", "#f5b591", "#ee9560")

NO_FORM = "本报告没有适用的统一表格，不绘图。"


def luminance(colour: str) -> float:
    """The relative luminance of “#rrggbb” as WCAG defines it, 0 to 1."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ink_on(colour: str) -> str:
    """The colour of text on ``colour`` that contrasts more."""
    return INK if luminance(colour) > 0.18 else GROUND


def edge_of(colour: str) -> str:
    """The colour of the edge of a bar in ``colour``: parts are told apart, and pale ones stand out from the ground."""
    return GROUND if ink_on(colour) == GROUND else INK
