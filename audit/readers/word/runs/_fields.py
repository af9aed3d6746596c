"""Fields of a .docx: their codes print nothing, their results do, those that number pages excepted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from audit.patterns import regex
from audit.readers.flow import LineBuilder, Print
from audit.readers.word._xml import W

_PAGE_NUMBER = regex(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
#: Fields that show something out of their code, without a result in the file.
_WITHOUT_RESULT = regex(r"\s*(EQ|FORMDROPDOWN)\b", re.IGNORECASE)
_INSTEAD = "[域]"


@dataclass(slots=True)
class _OpenField:
    """A field that is open; ``in_code`` says that its result has not begun."""

    code: str = ""
    in_code: bool = True


@dataclass(slots=True)
class Fields:
    """The fields that are open at one place of a document, and text seen inside a field code."""

    open: list[_OpenField] = field(default_factory=list)
    held: list[tuple[str, Print | None]] = field(default_factory=list)

    def put(self, text: str, how: Print | None, line: LineBuilder) -> None:
        """Add ``text`` to ``line`` unless it stands in a field's code or is the number of a page."""
        for field_ in self.open:
            if field_.in_code:
                self.held.append((text, how))
                return
            if _PAGE_NUMBER.match(field_.code):
                return
        _add(text, how, line)

    def extend_code(self, element: etree._Element) -> None:
        """Take up a piece of the innermost field's code (w:instrText)."""
        if self.open:
            self.open[-1].code += element.text or ""

    def step(self, element: etree._Element, line: LineBuilder) -> None:
        """Begin a field, its result, or end it (w:fldChar)."""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self.open.append(_OpenField())
        elif kind == "separate" and self.open:
            self.open[-1].in_code = False
            self.held.clear()
        elif kind == "end" and self.open:
            ended = self.open.pop()
            self.held.clear()
            if ended.in_code and _WITHOUT_RESULT.match(ended.code):
                self.put(_INSTEAD, None, line)

    def end_paragraph(self, line: LineBuilder) -> None:
        """Mend fields that damage has left open, so that they swallow no text of later paragraphs."""
        if self.held and self.open[-1].in_code:
            for text, how in self.held:
                _add(text, how, line)
            self.open.clear()
        self.held.clear()
        self.open[:] = [item for item in self.open if not _PAGE_NUMBER.match(item.code)]


def numbers_pages(simple: etree._Element) -> bool:
    """Whether a field that holds its result (w:fldSimple) prints the number of a page."""
    return _PAGE_NUMBER.match(simple.get(W + "instr") or "") is not None


def _add(text: str, how: Print | None, line: LineBuilder) -> None:
    if how is None:
        line.parts.append(text)
    else:
        line.add(text, how)
