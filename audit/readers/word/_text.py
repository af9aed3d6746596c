"""The text of one .docx paragraph as it is printed: tracked changes accepted, hidden text and field codes left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field

from lxml import etree

from audit.document import SkippedKind
from audit.readers.word._drawn import in_line, is_small
from audit.readers.word._faint import faint
from audit.readers.word._numbering import Numbering, W
from audit.readers.word._signs import MATH, formula, sign

_VAL = W + "val"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: Values that switch an on/off property off.
OFF = ("0", "false", "off", "none")
_PAGE_FIELD = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
#: Fields that show something out of their code, without a result in the file.
_SHOWN_FIELD = re.compile(r"\s*(EQ|FORMDROPDOWN)\b", re.IGNORECASE)

#: Elements that only hold others; what stands in them is printed.
WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_INLINE = WRAPPERS | {W + "hyperlink", W + "dir", W + "bdo", W + "ruby", W + "rubyBase"}
_MARKS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object"))
_RUN, _TEXT, _RUN_PROPERTIES = W + "r", W + "t", W + "rPr"
_RUN_STYLE = W + "rStyle"
ALTERNATE = _MC + "AlternateContent"


@dataclass(slots=True)
class Flow:
    """What goes on from one paragraph to the next while a document is read.

    ``marked`` says that the document hides, strikes, raises or deletes anything at all: else no properties are looked at.
    ``pale`` says that it prints white or tiny text; ``faint`` counts the runs of such text that were left out.
    ``raised_styles`` are the character styles of notes' marks.
    ``fields`` holds the open complex fields as [phase, code]; ``held`` is text seen inside a field code;
    ``boxes`` are the text boxes of the paragraph, to be read after it, ``unread`` the kinds of what it shows and nobody
    reads; ``pictures`` counts all of that, ``shown`` what stands in the line like a word; ``notes`` are Chinese.
    """

    numbering: Numbering
    hidden_styles: Set[str] = frozenset()
    raised_styles: Set[str] = frozenset()
    marked: bool = True
    pale: bool = False
    faint: int = 0
    fields: list[list[str]] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    unread: list[SkippedKind] = field(default_factory=list)
    pictures: int = 0
    shown: int = 0
    notes: dict[str, None] = field(default_factory=dict)


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The one branch of mc:AlternateContent to read: its first choice, else the fallback."""
    choice = next(alternate.iterchildren(_MC + "Choice"), None)
    return next(alternate.iterchildren(_MC + "Fallback"), None) if choice is None else choice


def paragraph_text(paragraph: etree._Element, flow: Flow) -> str:
    """The printed text of ``paragraph``, without its automatic number; its text boxes go to ``flow.boxes``."""
    out: list[str] = []
    _inline(paragraph, flow, out)
    if flow.fields:
        _settle(flow, out)
    return out[0] if len(out) == 1 else "".join(out)


def _settle(flow: Flow, out: list[str]) -> None:
    """Mend fields that damage has left open, so that they swallow no text of later paragraphs."""
    if flow.held and flow.fields[-1][0] == "code":
        out += flow.held
        flow.fields.clear()
    flow.held.clear()
    flow.fields[:] = [item for item in flow.fields if not _PAGE_FIELD.match(item[1])]


def ends_hidden(properties: etree._Element, flow: Flow) -> bool:
    """Whether the paragraph's own mark is deleted, moved away or hidden, so that the next one goes on in its line."""
    if not flow.marked:
        return False
    for child in properties.iterchildren(_RUN_PROPERTIES):
        for mark in child:
            if mark.tag in _GONE or (mark.tag in _HIDDEN and mark.get(_VAL) not in OFF):
                return True
    return False


_GONE = frozenset((W + "del", W + "moveFrom"))
_HIDDEN = frozenset((W + "vanish", W + "specVanish"))
_VERTICAL, _POSITION = W + "vertAlign", W + "position"
OFF_LINE = ("superscript", "subscript")
NOT_READ = frozenset((W + "vanish", W + "strike", W + "dstrike"))
#: Properties that make a run or a paragraph's mark something else than printed text.
MARKS = _GONE | _HIDDEN | NOT_READ | {_VERTICAL, _POSITION, _RUN_STYLE}


def _inline(parent: etree._Element, flow: Flow, out: list[str]) -> None:
    for child in parent:
        tag = child.tag
        if tag == _RUN:
            _run(child, flow, out)
        elif tag in _BESIDE_RUNS:
            _BESIDE_RUNS[tag](child, flow, out)


def _simple_field(element: etree._Element, flow: Flow, out: list[str]) -> None:
    if not _PAGE_FIELD.match(element.get(W + "instr") or ""):
        _inline(element, flow, out)


def _inline_branch(element: etree._Element, flow: Flow, out: list[str]) -> None:
    branch = chosen(element)
    if branch is not None:
        _inline(branch, flow, out)


def _math(element: etree._Element, flow: Flow, out: list[str]) -> None:
    _put(formula(element), flow, out)


def _run(run: etree._Element, flow: Flow, out: list[str]) -> None:
    for child in run:
        tag = child.tag
        if tag == _TEXT:
            if child.text:
                _put(child.text, flow, out)
        elif tag == _RUN_PROPERTIES:
            if (flow.marked or flow.pale) and (shown := _instead(run, child, flow)) is not None:
                if shown:
                    _put(shown, flow, out)
                return
        elif tag in _IN_RUN:
            _IN_RUN[tag](child, flow, out)


def _instead(run: etree._Element, properties: etree._Element, flow: Flow) -> str | None:
    """What is read instead of a run that is hidden, not to be seen, or beside the line; None where it is read itself."""
    if flow.pale and (shown := faint(run, properties)) is not None:
        flow.faint += 1
        return shown
    if not flow.marked:
        return None
    if len(properties) and _hidden(properties, flow):
        return ""
    if _raised(properties, flow) or _moved(run, properties):
        # A raised or lowered digit is a note's mark: beside a number it must not become its last digit. The number of
        # a footnote of Word's own is no text of the run.
        text = "".join(map(str, run.itertext(_TEXT)))
        return f"[{text}]" if text else ""
    return None


def _raised(properties: etree._Element, flow: Flow) -> bool:
    vertical = next(properties.iterchildren(_VERTICAL), None)
    if vertical is not None:
        return vertical.get(_VAL) in OFF_LINE
    style = next(properties.iterchildren(_RUN_STYLE), None) if flow.raised_styles else None
    return style is not None and style.get(_VAL) in flow.raised_styles


def _moved(run: etree._Element, properties: etree._Element) -> bool:
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
    value = (mark.get(_VAL) or "") if mark is not None else ""
    return int(value) if re.fullmatch(r"-?\d{1,5}", value) else 0


def _mark(element: etree._Element, flow: Flow, out: list[str]) -> None:
    _put(_MARKS[str(element.tag)], flow, out)


def _break(element: etree._Element, flow: Flow, out: list[str]) -> None:
    # A page break ends a line too, but none that is empty.
    if out or element.get(W + "type") in (None, "textWrapping"):
        _put("\n", flow, out)


def _code(element: etree._Element, flow: Flow, _: list[str]) -> None:
    if flow.fields:
        flow.fields[-1][1] += element.text or ""


def _field(element: etree._Element, flow: Flow, out: list[str]) -> None:
    kind = element.get(W + "fldCharType")
    if kind == "begin":
        flow.fields.append(["code", ""])
    elif kind == "separate" and flow.fields:
        flow.fields[-1][0] = "result"
        flow.held.clear()
    elif kind == "end" and flow.fields:
        phase, code = flow.fields.pop()
        flow.held.clear()
        if phase == "code" and _SHOWN_FIELD.match(code):
            _put("[域]", flow, out)


def _symbol(element: etree._Element, flow: Flow, out: list[str]) -> None:
    _put(sign(element.get(W + "char") or "", (element.get(W + "font") or "").lower()), flow, out)


def _drawn(element: etree._Element, flow: Flow, _: list[str]) -> None:
    if element.tag == W + "object":
        flow.notes["文档中有嵌入的对象（如电子表格），其中的内容未读取。"] = None
    boxes = list(_boxes(element))
    if not boxes:
        flow.pictures += 1
        flow.shown += in_line(element)
        if not is_small(element):
            flow.unread.append("object" if element.tag == W + "object" else "picture")
    flow.boxes += boxes


def _run_branch(element: etree._Element, flow: Flow, out: list[str]) -> None:
    branch = chosen(element)
    if branch is not None:
        _run(branch, flow, out)


_Handler = Callable[[etree._Element, Flow, list[str]], None]
_BESIDE_RUNS: dict[str, _Handler] = {
    **dict.fromkeys(_INLINE, _inline),
    W + "fldSimple": _simple_field,
    ALTERNATE: _inline_branch,
    MATH + "oMath": _math,
    MATH + "oMathPara": _math,
}
_IN_RUN: dict[str, _Handler] = {
    **dict.fromkeys(_MARKS, _mark),
    **dict.fromkeys(_DRAWN, _drawn),
    W + "br": _break,
    W + "fldChar": _field,
    W + "instrText": _code,
    W + "sym": _symbol,
    W + "ruby": _inline,
    ALTERNATE: _run_branch,
}


def _put(text: str, flow: Flow, out: list[str]) -> None:
    for phase, code in flow.fields:
        if phase == "code":
            flow.held.append(text)
            return
        if _PAGE_FIELD.match(code):
            return
    out.append(text)


def _hidden(properties: etree._Element, flow: Flow) -> bool:
    """Whether a run is hidden, or struck through: a struck digit beside its correction must not become one number."""
    style = False
    for child in properties:
        tag = child.tag
        if tag in NOT_READ and child.get(_VAL) not in OFF:
            return True
        if tag == _RUN_STYLE:
            style = child.get(_VAL) in flow.hidden_styles
    return style


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from _boxes(branch)
        else:
            yield from _boxes(child)
