"""What is private in a document: hidden in all that the report says of it, and told by place for pictures of its pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from audit.document import Cell, Document, Place, Table, whole
from audit.model import Claim, Passage, PrivatePlace, ReportCell, SetClaim, Unplaced
from audit.persons import heads_people, hidden_at, masked, private_over_joints, private_spans, stands_for_a_person
from audit.text import Value

#: Stands for a figure of the form, over which no number is read on.
_FIGURE = "‖"
#: The least number that may be one of a person where the text states it as a count: mobile numbers have eleven digits.
_LEAST_PRIVATE_VALUE = 10**10
_NO_COUNT = "单元格内为身份证号码或银行卡号，不作为数字读取"
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Private:
    """The numbers and names of private people in a document: ``words`` wherever they stand, ``spans`` by the place of a text."""

    words: tuple[str, ...]
    spans: Mapping[Place, tuple[str, tuple[_Span, ...]]]

    def places(self) -> tuple[PrivatePlace, ...]:
        """Where something private stands, with its words."""
        return tuple(
            PrivatePlace(place, tuple(text[start:end] for start, end in spans))
            for place, (text, spans) in self.spans.items()
        )

    def hide(self, text: str, place: Place | None = None) -> str:
        """``text``, which stands at ``place``, without what is private."""
        text = masked(text, self.words) if self.words else text
        return hidden_at(text, self._pieces(text, place)) if place in self.spans else text

    def passage(self, passage: Passage) -> Passage:
        """The passage with its private spans."""
        raw = passage.raw()
        spans = {*private_spans(raw, self.words), *self._pieces(raw, whole(passage.place))}
        return replace(passage, private=tuple(sorted(spans))) if spans else passage

    def claim(self, claim: Claim) -> Claim:
        """The claim without what is private in its words."""
        text, sentence, printed = self.hide(claim.text), self.hide(claim.sentence), self.hide(claim.printed)
        if (text, sentence, printed) == (claim.text, claim.sentence, claim.printed):
            return claim
        return replace(claim, text=text, sentence=sentence, printed=printed)

    def counts(self, claim: Claim) -> bool:
        """Whether the claim's number is a count, and no number of a person that stands where counts do."""
        return not _is_long(claim.value) or self.hide(claim.text) == claim.text

    def set(self, stated: SetClaim) -> SetClaim:
        """What the text says of all or none, without what is private in its words."""
        text, sentence, printed = self.hide(stated.text), self.hide(stated.sentence), self.hide(stated.printed)
        return replace(
            stated, text=text, sentence=sentence, printed=printed, numbers=tuple(map(self.claim, stated.numbers))
        )

    def cell(self, cell: ReportCell) -> ReportCell:
        """The cell as it may be shown; where it prints a number and nothing else there is nothing to hide.

        No count has as many digits as an identity or bank card: such a number is no value.
        """
        if cell.kind == "number" and _is_long(cell.value) and stands_for_a_person(cell.raw):
            return replace(cell, kind="text", value=None, raw=masked(cell.raw), note=_NO_COUNT)
        if cell.kind == "number" and not cell.note:
            return cell
        raw = self.hide(cell.raw, cell.place)
        return cell if raw == cell.raw else replace(cell, raw=raw)

    def unplaced(self, item: Unplaced) -> Unplaced:
        """What has no place in the form, without what is private in it."""
        raw = self.hide(item.raw, item.place)
        return item if raw == item.raw else replace(item, raw=raw)

    def _pieces(self, text: str, place: Place | None) -> Iterator[_Span]:
        """Where what stands at ``place`` in the document holds pieces of numbers that go over its end, as ``text`` gives it."""
        own, spans = self.spans.get(place, ("", ())) if place is not None else ("", ())
        if own == text or own.strip() == text.strip():
            moved = len(text) - len(text.lstrip()) - (len(own) - len(own.lstrip()))
            yield from ((start + moved, end + moved) for start, end in spans)


def _is_long(value: Value | None) -> bool:
    """Whether a number has as many digits as one of a person may have."""
    return value is not None and not -_LEAST_PRIVATE_VALUE < value < _LEAST_PRIVATE_VALUE


def find_private(document: Document, passages: Sequence[Passage], cells: Iterable[ReportCell]) -> Private:
    """What is private in ``document``, read on over the ends of lines, paragraphs and cells, and in ``passages`` made of them.

    The figures of the form, ``cells`` that are numbers, are nobody's.
    """
    figures = {cell.place for cell in cells if cell.kind == "number" and not _is_long(cell.value)}
    places, texts, in_tables = list[Place](), list[str](), set[int]()
    for block in document.blocks:
        for part in block.cells if isinstance(block, Table) else (block,):
            if isinstance(block, Table):
                in_tables.add(len(places))
            places.append(part.place)
            texts.append(_FIGURE if part.place in figures else part.text)
    found = private_over_joints(texts, in_tables)
    spans = {places[number]: (texts[number], own) for number, own in found.spans.items()}
    further = set(found.words)
    for cell, own in _below_heads(document, figures):
        _, known = spans.get(cell.place, ("", ()))
        spans[cell.place] = cell.text, tuple(sorted({*known, *own}))
        further |= {cell.text[start:end] for start, end in own}
    alone = set(texts)
    further |= {
        passage.raw(start, end)
        for passage in passages
        if passage.raw() not in alone
        for start, end in private_spans(passage.raw())
    }
    return Private(tuple(sorted(further, key=lambda word: (-len(word), word))), spans)


def _below_heads(document: Document, figures: Collection[Place]) -> Iterator[tuple[Cell, tuple[_Span, ...]]]:
    """What is private in cells of tables by the head of their column, with its spans."""
    for table in document.tables:
        first = table.cells[0].row if table.cells else 0
        heads = {cell.column: cell.text for cell in table.cells if cell.row == first and heads_people(cell.text)}
        for cell in table.cells if heads else ():
            if cell.row > first and cell.column in heads and cell.place not in figures:
                head = f"{heads[cell.column]}\n"
                spans = private_spans(head + cell.text)
                if own := tuple((start - len(head), end - len(head)) for start, end in spans if start >= len(head)):
                    yield cell, own
