"""HTML that escapes whatever a report says: one template environment, one small object that shows itself."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from audit.causes import level, level_name
from audit.findings import SEVERITY_NAMES, VERDICT_NAMES
from audit.text import clean, show
from audit.text.steering import harmless

#: What MathJax of either generation leaves alone.
_NO_FORMULAS = "mathjax_ignore tex2jax_ignore"
#: The parts of a style sheet, in their order: those that all pages share; then by kind, the desk having but the colours of them.
_SHARED_STYLES = ("tokens", "base", "agency", "decided")
_STYLES = {
    "agency": _SHARED_STYLES,
    "trend": _SHARED_STYLES,
    "overview": (*_SHARED_STYLES, "overview"),
    "handbook": (*_SHARED_STYLES, "handbook"),
    "desk": ("tokens",),
}
#: Characters of a report's own text that one place of a page shows.
MAX_TEXT = 300


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of a page; notebooks show it as HTML. ``text`` is finished and escaped."""

    text: Markup

    def _repr_html_(self) -> str:
        """The piece, in which no notebook takes what stands between two “$” of a report for a formula."""
        return f'<div class="{_NO_FORMULAS}">{self.text}</div>'

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """The words without their marks, for programs that show no HTML."""
        printer.text(" ".join(self.text.striptags().split()))

    def __html__(self) -> str:
        return str(self.text)


def page(template: str, **values: Any) -> Html:
    """Fill ``template`` (a file of ``present/templates``); every value that is not ``Html`` is escaped."""
    return Html(Markup(_environment().get_template(template).render(**values)))  # noqa: S704


def unread() -> Html:
    """What stands for a part of a page about a report that could not be read: nothing was looked at, nothing is in order."""
    return page("notice.html.j2", text="本报告未能读取，本项没有核对。")


def join(*pieces: Html) -> Html:
    """The pieces one after the other."""
    return Html(Markup("\n").join(piece.text for piece in pieces))


@cache
def stylesheet(kind: str) -> str:
    """The style sheet of one kind of page: what all share, then what it has for itself; of the desk, the colours of pages."""
    folder = files("audit.present").joinpath("templates/styles")
    return "".join(folder.joinpath(f"{name}.css").read_text("utf-8") for name in _STYLES[kind])


def brief(text: str, limit: int = MAX_TEXT) -> str:
    """``text`` on one line, cut behind ``limit`` characters with the whole length named."""
    line = " ".join(harmless(clean(text)).split())
    return line if len(line) <= limit else f"{line[:limit]}……（共{len(line)}字）"


def whole_sentences(text: str, limit: int = MAX_TEXT) -> str:
    """``text`` on one line: of several sentences that are longer than ``limit`` together the first ones, with the whole length named.

    A single sentence stays whole however long it is, for half of one may say something else; so does a quotation.
    """
    line = " ".join(harmless(clean(text)).split())
    if len(line) <= limit:
        return line
    ends = [at for at, char in enumerate(line, 1) if char == "。" and line.count("“", 0, at) == line.count("”", 0, at)]
    end = max((at for at in ends if at <= limit), default=min(ends, default=len(line)))
    return line if end == len(line) else f"{line[:end]}……（共{len(line)}字）"


def address(pages: Mapping[str, str], key: str) -> str:
    """The address of the page that ``pages`` names under ``key``, "" where there is none."""
    return quote(pages.get(key, ""))


def data_address(kind: str, data: bytes) -> str:
    """An address that holds ``data`` of the media type ``kind`` itself, so that nothing is fetched."""
    return f"data:{kind};base64,{b64encode(data).decode('ascii')}"


def quantity(value: Any) -> str:
    """A compared value as people read it; a text in quotation marks, nothing as a dash."""
    if value is None:
        return "—"
    return f"“{brief(value)}”" if isinstance(value, str) else brief(show(value), 40)


def _plain(value: Any) -> Any:
    """Any text that a template prints, without characters that steer what shows it; finished pieces are so already."""
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("audit.present"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        finalize=_plain,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        brief=brief, whole_sentences=whole_sentences, level=level, level_name=level_name, quantity=quantity
    )
    environment.globals.update(severities=SEVERITY_NAMES, verdicts=VERDICT_NAMES, stylesheet=stylesheet)
    return environment
