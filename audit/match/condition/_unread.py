"""What a document shows and nobody reads: pictures, objects, pages, with the sections that they may stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.document import Document, Paragraph, Skipped, whole
from audit.model import Section, Unread
from audit.patterns import regex

#: What a cell or line holds instead of text where it shows something else.
_SHOWN = regex(r"\[(?:图片|内嵌对象|内嵌页面)\]")


def unread(document: Document, sections: Sequence[Section]) -> Iterator[Unread]:
    """What ``document`` shows and nobody reads, with the sections that it may stand in."""
    for item in document.skipped:
        yield Unread(item.kind, _sections_around(item, sections), item.place)
    starts = {whole(section.place): section.number for section in sections}
    current = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            current = starts.get(block.place, current)
            if _SHOWN.fullmatch(block.text.strip()):
                yield Unread("picture", frozenset({current}), block.place)
        else:
            for cell in block.cells:
                if _SHOWN.fullmatch(cell.text.strip()):
                    yield Unread("picture", frozenset({current}), cell.place)


def _sections_around(item: Skipped, sections: Sequence[Section]) -> frozenset[int]:
    """The sections that ``item`` may stand in: one by its paragraph, several by its page, all where neither is known."""
    if item.place.paragraph is not None:
        before = [s.number for s in sections if (s.place.paragraph or 0) <= item.place.paragraph]
        return frozenset(before[-1:] or [0])
    if item.place.page is not None:
        pages = [(0, 0), *((s.place.page or 0, s.number) for s in sections)]
        earlier = [number for page, number in pages if page < item.place.page]
        return frozenset([*earlier[-1:], *(number for page, number in pages if page == item.place.page)])
    return frozenset([0, *(section.number for section in sections)])
