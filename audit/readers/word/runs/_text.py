"""The text of one .docx paragraph as it is printed: tracked changes accepted, field codes left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from audit.document import SkippedKind
from audit.readers.flow import DocumentBuilder, LineBuilder, Print, is_read
from audit.readers.word._numbering import ListNumbering
from audit.readers.word._xml import ALTERNATE, WRAPPERS, W, chosen
from audit.readers.word.runs._fields import Fields, numbers_pages
from audit.readers.word.runs._pictures import in_line, is_small
from audit.readers.word.runs._print import Prints
from audit.readers.word.runs._signs import MATH, formula, sign

_INLINE = WRAPPERS | {W + "hyperlink", W + "dir", W + "bdo", W + "ruby", W + "rubyBase"}
_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object"))
_RUN, _TEXT, _RUN_PROPERTIES = W + "r", W + "t", W + "rPr"
_CONTROL = W + "sdt"


@dataclass(slots=True)
class TextState:
    """What goes on from one paragraph to the next while a document is read.

    ``prints`` says how runs are printed, ``builder`` what is read of them. ``boxes`` are the text boxes of the paragraph, to be
    read after it, ``unread`` the kinds of what it shows and nobody reads; ``pictures`` counts all of that, ``shown`` what stands
    in the line like a word; ``notes`` are Chinese.
    """

    builder: DocumentBuilder
    prints: Prints
    numbering: ListNumbering = field(default_factory=ListNumbering)
    fields: Fields = field(default_factory=Fields)
    boxes: list[etree._Element] = field(default_factory=list)
    unread: list[SkippedKind] = field(default_factory=list)
    pictures: int = 0
    shown: int = 0
    notes: dict[str, None] = field(default_factory=dict)
    line: LineBuilder = field(init=False)

    def __post_init__(self) -> None:
        """Begin the line that takes the text of one paragraph after the other."""
        self.line = self.builder.line()


def paragraph_text(
    paragraph: etree._Element, properties: etree._Element | None, state: TextState, *, in_cell: bool
) -> str:
    """The printed text of ``paragraph``, without its automatic number; its text boxes go to ``state.boxes``."""
    line = state.line
    if state.prints.pale:
        state.prints.pale.begin(properties)
    _inline(paragraph, state, line)
    if state.fields.open:
        state.fields.end_paragraph(line)
    if state.prints.prompts and any(map(_is_prompt, paragraph.iterancestors(_CONTROL))):
        line.print_from(0, Print.UNSURE)
    return line.take(in_cell=in_cell)


def _is_prompt(control: etree._Element) -> bool:
    """Whether a content control shows what asks for a text."""
    return next(control.iterfind(f"{W}sdtPr/{W}showingPlcHdr"), None) is not None


def _control(element: etree._Element, state: TextState, line: LineBuilder) -> None:
    """A content control among runs; what asks for a text is none."""
    start = len(line.parts)
    _inline(element, state, line)
    if state.prints.prompts and _is_prompt(element):
        line.print_from(start, Print.UNSURE)


def _inline(parent: etree._Element, state: TextState, line: LineBuilder) -> None:
    for child in parent:
        tag = child.tag
        if tag == _RUN:
            _run(child, state, line)
        elif tag in _BESIDE_RUNS:
            _BESIDE_RUNS[tag](child, state, line)


def _simple_field(element: etree._Element, state: TextState, line: LineBuilder) -> None:
    if not numbers_pages(element):
        _inline(element, state, line)


def _inline_branch(element: etree._Element, state: TextState, line: LineBuilder) -> None:
    branch = chosen(element)
    if branch is not None:
        _inline(branch, state, line)


def _math(element: etree._Element, state: TextState, line: LineBuilder) -> None:
    state.fields.put(formula(element), None, line)


def _run(run: etree._Element, state: TextState, line: LineBuilder) -> None:
    if state.prints.pale and run.find(_RUN_PROPERTIES) is None and _is_printed_otherwise(run, None, state, line):
        return
    for child in run:
        tag = child.tag
        if tag == _TEXT:
            if child.text:
                if state.fields.open:
                    state.fields.put(child.text, None, line)
                else:
                    line.parts.append(child.text)
        elif tag == _RUN_PROPERTIES:
            if not state.prints.plain and _is_printed_otherwise(run, child, state, line):
                return
        elif tag in _IN_RUN:
            _IN_RUN[tag](child, state, line)


def _is_printed_otherwise(
    run: etree._Element, properties: etree._Element | None, state: TextState, line: LineBuilder
) -> bool:
    """Whether a run is printed in a way of its own; the line has taken its text then.

    The number of a footnote of Word's own is no text of the run.
    """
    how = state.prints.of_run(run, properties)
    if how is None:
        return False
    text = "".join(map(str, run.itertext(_TEXT)))
    if is_read(text, how):
        return False
    if text:
        state.fields.put(text, how, line)
    return True


def _character(element: etree._Element, state: TextState, line: LineBuilder) -> None:
    state.fields.put(_CHARACTERS[str(element.tag)], None, line)


def _break(element: etree._Element, state: TextState, line: LineBuilder) -> None:
    # A page break ends a line too, but none that is empty.
    if line.parts or element.get(W + "type") in (None, "textWrapping"):
        state.fields.put("\n", None, line)


def _code(element: etree._Element, state: TextState, _: LineBuilder) -> None:
    state.fields.extend_code(element)


def _field(element: etree._Element, state: TextState, line: LineBuilder) -> None:
    state.fields.step(element, line)


def _symbol(element: etree._Element, state: TextState, line: LineBuilder) -> None:
    font = (element.get(W + "font") or "").lower()
    state.fields.put(sign(element.get(W + "char") or "", font), None, line)


def _drawing(element: etree._Element, state: TextState, _: LineBuilder) -> None:
    if element.tag == W + "object":
        state.notes["文档中有嵌入的对象（如电子表格），其中的内容未读取。"] = None
    boxes = list(_boxes(element))
    if not boxes:
        state.pictures += 1
        state.shown += in_line(element)
        if not is_small(element):
            state.unread.append("object" if element.tag == W + "object" else "picture")
    state.boxes += boxes


def _run_branch(element: etree._Element, state: TextState, line: LineBuilder) -> None:
    branch = chosen(element)
    if branch is not None:
        _run(branch, state, line)


_Handler = Callable[[etree._Element, TextState, LineBuilder], None]
_BESIDE_RUNS: dict[str, _Handler] = {
    **dict.fromkeys(_INLINE, _inline),
    _CONTROL: _control,
    W + "fldSimple": _simple_field,
    ALTERNATE: _inline_branch,
    MATH + "oMath": _math,
    MATH + "oMathPara": _math,
}
_IN_RUN: dict[str, _Handler] = {
    **dict.fromkeys(_CHARACTERS, _character),
    **dict.fromkeys(_DRAWN, _drawing),
    W + "br": _break,
    W + "fldChar": _field,
    W + "instrText": _code,
    W + "sym": _symbol,
    W + "ruby": _inline,
    ALTERNATE: _run_branch,
}


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes that a drawing holds."""
    for child in element:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from _boxes(branch)
        else:
            yield from _boxes(child)
