"""A chart as pages show it: a title, a picture or the sentence in its place, notes, and what it says in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from audit.patterns import regex
from audit.present.charts._drawing import Drawing
from audit.present.html import Html, join, page

#: Characters that an address in double quotation marks may not hold as they are, with what stands for them; “%” is the
#: first, since it begins that. Others are no printable ASCII.
_QUOTED = {character: quote(character) for character in '%"#&<>\\'}
_NOT_PLAIN = regex("[^ -~]+")


@dataclass(frozen=True, slots=True)
class Chart:
    """``alt`` is read to people who cannot see the drawing; where there is none, the notes say why."""

    title: str
    alt: str = ""
    drawing: Drawing | None = None
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What is printed in the drawing and under it."""
        return (*(each.text for each in (self.drawing.words if self.drawing else ())), *self.notes)

    def _repr_html_(self) -> str:
        """A cell of a notebook shows the picture."""
        return picture(self)._repr_html_()


def sentence(title: str, *words: str) -> Chart:
    """What stands where there is nothing to draw."""
    return Chart(title, notes=words)


def picture(chart: Chart) -> Html:
    """The chart with its drawing as an embedded SVG, which asks for nothing and looks the same on any machine."""
    data = _quoted(chart.drawing.svg().replace('"', "'")) if chart.drawing else ""
    return page("charts/picture.html.j2", chart=chart, data=Html(Markup(data)))  # noqa: S704 – quoted above


def _quoted(svg: str) -> str:
    """``svg`` as part of an address; ``quote`` looks at each of its many characters by itself, few of which need it."""
    for character, written in _QUOTED.items():
        svg = svg.replace(character, written)
    return _NOT_PLAIN.sub(lambda found: quote(found[0]), svg)


def side_by_side(charts: Iterable[Chart]) -> Html:
    """Charts in two columns where there is room, one below the other on a telephone."""
    return page("charts/gallery.html.j2", pictures=join(*(picture(chart) for chart in charts)))
