"""Documents in traditional script: matched as simplified text, shown as printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from audit.document import Block, Document, Paragraph, Place
from audit.model import Claim, Passage, Section, SetClaim
from audit.text import is_traditional, simplified

NOTE = "原文为繁体字，已逐字转换为简体核对，引用处仍按原文显示。"
#: Enough of a document to tell its script, in characters.
_SAMPLE = 20_000


def in_simplified(document: Document) -> Document:
    """``document`` in simplified script, the same object where it is; every character keeps its place."""
    if not is_traditional("".join(_texts(document))[:_SAMPLE]):
        return document
    meta = {name: simplified(text) for name, text in document.meta.items()}
    return replace(document, blocks=tuple(map(_block, document.blocks)), meta=meta, notes=(*document.notes, NOTE))


def _texts(document: Document) -> Iterator[str]:
    left = _SAMPLE
    for block in document.blocks:
        for text in (block.text,) if isinstance(block, Paragraph) else (cell.text for cell in block.cells):
            yield text
            left -= len(text)
            if left < 0:
                return


def _block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return block._replace(text=simplified(block.text))
    return replace(block, cells=tuple(cell._replace(text=simplified(cell.text)) for cell in block.cells))


class AsPrinted:
    """Gives what was matched in simplified script the words that the document in its own script prints there."""

    def __init__(self, printed: Document) -> None:
        self._texts = {block.place: block.text for block in printed.blocks if isinstance(block, Paragraph)}
        self._texts |= {cell.place: cell.text for table in printed.tables for cell in table.cells}

        self._simplified = {place: simplified(text) for place, text in self._texts.items()}

    def text(self, text: str, place: Place) -> str:
        """``text``, which stands at ``place``, as printed; "" where it is not found there."""
        whole = place._replace(start=None, end=None)
        printed, known = self._texts.get(whole, ""), self._simplified.get(whole, "")
        start = next((at for at in (known.find(text, place.start or 0), known.find(text)) if at >= 0), -1)
        return printed[start : start + len(text)] if start >= 0 else ""

    def passages(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        """``passages``, each with its printed characters beside its text."""
        return tuple(replace(passage, printed=self.text(passage.text, passage.place)) for passage in passages)

    def claims(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """``claims``, each with its printed characters beside its text."""
        return tuple(replace(claim, printed=self.text(claim.text, claim.place)) for claim in claims)

    def sets(self, sets: Iterable[SetClaim]) -> tuple[SetClaim, ...]:
        """``sets``, each with its printed characters beside its text, its numbers likewise."""
        return tuple(
            replace(one, printed=self.text(one.text, one.place), numbers=self.claims(one.numbers)) for one in sets
        )

    def sections(self, sections: Iterable[Section]) -> tuple[Section, ...]:
        """``sections`` with their headings as printed."""
        return tuple(replace(one, printed=self.text(one.printed, one.place) or one.printed) for one in sections)
