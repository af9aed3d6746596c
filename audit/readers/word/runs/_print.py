"""How the runs of a .docx are printed: hidden, struck out, white, tiny, raised, by themselves or by their styles."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from audit.readers.flow import Print
from audit.readers.word._xml import VAL, W, is_on
from audit.readers.word.runs._pale import Pale, add_styles, may_be_pale

_RUN, _RUN_PROPERTIES, _RUN_STYLE = W + "r", W + "rPr", W + "rStyle"
_VERTICAL, _POSITION = W + "vertAlign", W + "position"
_STRUCK = frozenset((W + "strike", W + "dstrike"))
_VANISHED = W + "vanish"
_OFF_LINE = ("superscript", "subscript")
#: What ends a paragraph without its mark, so that the next one goes on in its line.
_MOVED_AWAY = frozenset((W + "del", W + "moveFrom"))
_MARK_HIDDEN = frozenset((_VANISHED, W + "specVanish"))
#: Properties that make a run or a paragraph's mark something else than printed text.
_MARKS = _MOVED_AWAY | _MARK_HIDDEN | _STRUCK | {_VERTICAL, _POSITION, _RUN_STYLE}
#: What a style sheet that hides, strikes or raises text holds; only UTF-16 has zero bytes.
_STYLE_MARKS = (b"vanish", b"trike", b"vertAlign", b"\0")
#: Styles based on one another; Word allows eleven.
_MAX_BASED_STYLES = 20


@dataclass(slots=True)
class Prints:
    """Says how each run is printed.

    ``marked`` says that the document hides, strikes, raises or deletes anything at all, ``pale`` which runs are white, tiny
    or odd, None where none is: else no properties need to be looked at. ``styles`` are those that hide, strike or raise;
    ``prompts`` says that content controls show what asks for a text and is none.
    """

    marked: bool
    pale: Pale | None
    prompts: bool
    styles: dict[str, Print]

    @property
    def plain(self) -> bool:
        """Whether all runs are printed like any other text."""
        return not self.marked and self.pale is None

    def of_run(self, run: etree._Element, properties: etree._Element | None) -> Print | None:
        """How a run with these properties (w:rPr) is printed, None for like any other text."""
        if properties is None:
            return self.pale.of_run(run, None) if self.pale else None
        style = None
        if self.marked:
            style = self._style(properties)
            if (hidden := _hidden_or_struck(properties)) is not None:
                return hidden
            if style in (Print.HIDDEN, Print.STRUCK):
                return style
        if self.pale and (faint := self.pale.of_run(run, properties)) is not None:
            return faint
        if not self.marked:
            return None
        vertical = next(properties.iterchildren(_VERTICAL), None)
        raised = style is Print.RAISED if vertical is None else vertical.get(VAL) in _OFF_LINE
        return Print.RAISED if raised or _is_moved(run, properties) else None

    def of_paragraph(self, properties: etree._Element | None) -> Print | None:
        """How the style of a paragraph (w:pPr) prints all of it."""
        if not self.styles or properties is None:
            return None
        style = next(properties.iterchildren(W + "pStyle"), None)
        how = None if style is None else self.styles.get(style.get(VAL) or "")
        return how if how in (Print.HIDDEN, Print.STRUCK) else None

    def runs_on(self, properties: etree._Element) -> bool:
        """Whether a paragraph's own mark is deleted, moved away or hidden, so that the next one goes on in its line."""
        if not self.marked:
            return False
        for child in properties.iterchildren(_RUN_PROPERTIES):
            for mark in child:
                if mark.tag in _MOVED_AWAY or (mark.tag in _MARK_HIDDEN and is_on(mark)):
                    return True
        return False

    def _style(self, properties: etree._Element) -> Print | None:
        if not self.styles:
            return None
        style = next(properties.iterchildren(_RUN_STYLE), None)
        return None if style is None else self.styles.get(style.get(VAL) or "")


def prints(part: bytes, body: etree._Element) -> Prints:
    """How the document prints whose main ``part`` holds ``body``; styles are not known yet."""
    pale = Pale() if may_be_pale(part) else None
    return Prints(next(body.iter(*_MARKS), None) is not None, pale, b"showingPlcHdr" in part, {})


def prints_otherwise(style_sheet: bytes) -> bool:
    """Whether a style sheet may hide, strike or raise anything, or make it pale: most do not and need not be parsed."""
    return any(mark in style_sheet for mark in _STYLE_MARKS) or may_be_pale(style_sheet)


def take_styles(prints: Prints, styles: etree._Element, part: bytes) -> None:
    """Take up what the styles of styles.xml, whose bytes are ``part``, make of text."""
    prints.styles = _style_prints(styles)
    if prints.pale or may_be_pale(part):
        prints.pale = prints.pale or Pale()
        add_styles(prints.pale, styles)


def _style_prints(styles: etree._Element) -> dict[str, Print]:
    """The styles of styles.xml that hide, strike or raise, by themselves or by the style that they are based on."""
    found = dict.fromkeys(_styles(styles, _raises), Print.RAISED)
    found |= dict.fromkeys(_styles(styles, _strikes), Print.STRUCK)
    return found | dict.fromkeys(_styles(styles, _hides), Print.HIDDEN)


def _styles(styles: etree._Element, states: Callable[[etree._Element], bool | None]) -> frozenset[str]:
    """The styles of which ``states`` holds, by themselves or by the style that they are based on."""
    own: dict[str, tuple[bool | None, str]] = {}
    for style in styles.iterchildren(W + "style"):
        stated = next((s for child in style.iterchildren(_RUN_PROPERTIES) if (s := states(child)) is not None), None)
        based = next(style.iterchildren(W + "basedOn"), None)
        own[style.get(W + "styleId") or ""] = (stated, "" if based is None else based.get(VAL) or "")

    def holds(name: str) -> bool:
        for _ in range(_MAX_BASED_STYLES):
            stated, based = own.get(name, (None, ""))
            if stated is not None or not based:
                return bool(stated)
            name = based
        return False

    return frozenset(name for name in own if holds(name))


def _hides(properties: etree._Element) -> bool | None:
    marks = [is_on(child) for child in properties.iterchildren(_VANISHED)]
    return any(marks) if marks else None


def _strikes(properties: etree._Element) -> bool | None:
    marks = [is_on(child) for child in properties.iterchildren(*_STRUCK)]
    return any(marks) if marks else None


def _raises(properties: etree._Element) -> bool | None:
    mark = next(properties.iterchildren(_VERTICAL), None)
    return None if mark is None else mark.get(VAL) in _OFF_LINE


def _hidden_or_struck(properties: etree._Element) -> Print | None:
    """Whether a run itself is hidden, or else struck out."""
    struck = None
    for child in properties:
        if child.tag == _VANISHED and is_on(child):
            return Print.HIDDEN
        if child.tag in _STRUCK and is_on(child):
            struck = Print.STRUCK
    return struck


def _is_moved(run: etree._Element, properties: etree._Element) -> bool:
    """Whether a run stands above or below the line of the run beside it; a whole line may be moved and says nothing."""
    own = _position(properties)
    if not own:
        return False
    beside = (run.getprevious(), run.getnext())
    return any(
        other is not None and other.tag == _RUN and _position(next(other.iterchildren(_RUN_PROPERTIES), None)) != own
        for other in beside
    )


def _position(properties: etree._Element | None) -> int:
    """How far a run is raised (below 0: lowered), in half points."""
    mark = None if properties is None else next(properties.iterchildren(_POSITION), None)
    height = (mark.get(VAL) or "") if mark is not None else ""
    return int(height) if re.fullmatch(r"-?\d{1,5}", height) else 0
