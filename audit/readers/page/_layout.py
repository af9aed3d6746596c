"""Pages of characters and rulings to a Document: tables where rulings enclose text, paragraphs elsewhere.

Shared by the readers of fixed-layout formats (PDF, OFD) and of pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.document import Block, Cell, Document, Paragraph, Place, Skipped, Table
from audit.patterns import regex
from audit.readers.flow import is_heading
from audit.readers.page._sheets import PageParts, PrintedPage, box_on_page, take_apart
from audit.readers.page._troubles import list_numbers
from audit.readers.page.lines import UNKNOWN, PageLine, continues_paragraph, is_row_of_figures, join_line
from audit.readers.page.tables import RuledCell, RuledTable

_ASLANT = "第{}页有倾斜的文字（如水印），未读取。"
_CUT = "第{}页的表格超出页面边缘，页面以外的内容看不到，未读取。请由原文档调整页面后重新导出，或提供.docx文件。"
_HAN = regex(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """The pages of one document of the format ``form``, what to tell of them, and the numbers of those that were not read."""

    pages: Sequence[PrintedPage]
    form: str
    notes: Sequence[str] = ()
    lost: Sequence[int] = ()


def assemble(printed: PrintedPages) -> Document:
    """The document that the pages make; ReadError for too many cells or no text at all."""
    pages, sheets = printed.pages, take_apart(printed.pages)
    noted = (
        (_ASLANT, [page.number for page in pages if page.aslant]),
        (_CUT, [sheet.page.number for sheet in sheets if sheet.cut]),
    )
    more = [note.format(list_numbers(numbers)) for note, numbers in noted if numbers]
    recognised = " ".join(str(page.number) for page in pages if page.confidence < 1)
    meta = {"recognised": recognised} if recognised else {}
    skipped = [Skipped("picture", Place(page=page.number)) for page in pages for _ in range(page.pictures)]
    skipped += [Skipped("page", Place(page=number)) for number in printed.lost]
    return Document(tuple(_blocks(sheets)), printed.form, meta, (*printed.notes, *more), tuple(skipped))


def _blocks(sheets: Sequence[PageParts]) -> list[Block]:
    blocks: list[Block] = []
    paragraphs = tables = 0
    previous: PageLine | None = None
    text, place = "", Place()

    def finish() -> None:
        nonlocal text
        if text:
            blocks.append(Paragraph(text, place))
        text = ""

    for sheet in sheets:
        apart = True
        for item in sheet.items:
            if isinstance(item, RuledTable):
                finish()
                previous = None
                tables += 1
                blocks.append(_block(item, tables, sheet.page))
            elif (
                previous
                and continues_paragraph(previous, item, sheet.left, sheet.right, apart=apart)
                and not (is_row_of_figures(previous) or is_row_of_figures(item) or is_heading(item.text))
            ):
                text = join_line(text, item, previous, sheet.right)
                if not apart:
                    place = _widened(place, item, sheet.page)
                previous = item
            else:
                finish()
                paragraphs += 1
                text, previous = join_line("", item, item, None), item
                place = Place(page=sheet.page.number, paragraph=paragraphs, bbox=box_on_page(item, sheet.page))
            apart = False
    finish()
    return blocks


def _block(table: RuledTable, ordinal: int, page: PrintedPage) -> Table:
    cells = tuple(
        Cell(
            _sure_text(piece, page),
            Place(
                page=page.number,
                table=ordinal,
                row=piece.box.row + 1,
                column=piece.box.column + 1,
                bbox=box_on_page(piece.box, page),
            ),
            piece.box.row + 1,
            piece.box.column + 1,
            piece.box.rowspan,
            piece.box.colspan,
            _confidence(piece, page),
        )
        for piece in sorted(table.pieces, key=lambda piece: piece.box[:2])
    )
    return Table(cells, Place(page=page.number, table=ordinal, bbox=box_on_page(table, page)))


def _sure_text(piece: RuledCell, page: PrintedPage) -> str:
    """The text of a cell; on a recognised page a missing ruling may have been lost: no value hangs on an inferred one."""
    if page.confidence == 1.0 or piece.box.confidence == 1.0 or _HAN.search(piece.text):
        return piece.text
    return piece.text.replace(UNKNOWN, "") + UNKNOWN


def _confidence(piece: RuledCell, page: PrintedPage) -> float:
    runs = [run.confidence for line in piece.lines for run in line.runs]
    return min([piece.box.confidence, page.confidence, *runs])


def _widened(place: Place, line: PageLine, page: PrintedPage) -> Place:
    box = box_on_page(line, page)
    if place.page != page.number or place.bbox is None:
        return place
    x0, top, x1, bottom = place.bbox
    wide = (min(x0, box[0]), min(top, box[1]), max(x1, box[2]), max(bottom, box[3]))
    return Place(page=place.page, paragraph=place.paragraph, bbox=wide)
