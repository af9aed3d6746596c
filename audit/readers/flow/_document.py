"""Builds a document of what a parser sends in reading order: the blocks are numbered and bounded here alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from audit.document import Block, Cell, Document, Paragraph, Place, Skipped, SkippedKind, Table
from audit.errors import ReadError
from audit.readers.flow._headings import is_heading
from audit.readers.flow._line import LineBuilder
from audit.readers.flow._policy import NOTE, Print, Unseen, nothing_unseen
from audit.readers.flow._spans import Budget, table_of

#: Paragraphs of one document; a report of three hundred pages has some five thousand.
_MAX_PARAGRAPHS = 100_000


class DocumentBuilder:
    """Takes paragraphs, tables and what nobody reads, and gives each its number and place.

    ``budget`` bounds the grid places of all tables; ``unseen`` counts the pieces of text that are not read, by how they are
    printed (a walk that ends before the report on a page is found counts them itself). ReadError where the document asks for more than any report needs.
    """

    __slots__ = ("blocks", "budget", "paragraphs", "skipped", "tables", "unseen")

    def __init__(self, unseen: Unseen | None = None) -> None:
        self.blocks: list[Block] = []
        self.skipped: list[Skipped] = []
        self.paragraphs = self.tables = 0
        self.budget = Budget()
        self.unseen = nothing_unseen() if unseen is None else unseen

    def line(self) -> LineBuilder:
        """A line whose unseen pieces are counted with those of the document."""
        return LineBuilder(self.unseen)

    def paragraph(self, text: str, *, gap: bool = False, line: int | None = None) -> None:
        """A paragraph as it is read; ``gap`` says that a blank one stands before it, ``line`` its line in a text file."""
        self.paragraphs += 1
        if self.paragraphs > _MAX_PARAGRAPHS:
            raise ReadError(
                f"文件的段落超过{_MAX_PARAGRAPHS:,}个，远超一份年度报告，未读取。请只保留年度报告部分后再核查。"
            )
        self.blocks.append(Paragraph(text, Place(line=line, paragraph=self.paragraphs), gap))

    def lines(self, text: str) -> None:
        """A paragraph for each line of ``text`` that prints something."""
        for line in text.splitlines():
            if printed := line.strip():
                self.paragraph(printed)

    def table(self, cells: Iterable[Cell], place: Place | None = None) -> None:
        """A table whose cells have their places already; ``place`` is its own where it is not the number of the table."""
        self.tables += 1
        self.blocks.append(Table(tuple(cells), place or Place(table=self.tables)))

    def pieces(self, pieces: Iterable[str | tuple[Cell, ...]]) -> None:
        """A grid that is cut at the rows that are no table rows (``split_headings``, ``split_prose``)."""
        for piece in pieces:
            if not isinstance(piece, str):
                self.tables += 1
                self.blocks.append(table_of(piece, self.tables))
            elif is_heading(piece):
                self.paragraph(piece)
            else:
                self.lines(piece)

    def skip(self, kind: SkippedKind) -> None:
        """Something that is shown here, behind the last paragraph, and that nobody reads."""
        self.skipped.append(Skipped(kind, Place(paragraph=self.paragraphs)))

    def notes(self, what: str) -> list[str]:
        """Chinese sentences on the text of the “文档”, “页面” or “文件” that is not read since nobody sees it or it is struck out."""
        struck, faint = self.unseen[Print.STRUCK], self.unseen[Print.WHITE] + self.unseen[Print.TINY]
        notes = [f"{what}中有{struck}处带删除标记的文字，按已删除处理，未读取。"] if struck else []
        notes += [f"{what}中{NOTE.format(faint)}"] if faint else []
        unsure = self.unseen[Print.SAME] + self.unseen[Print.UNSURE]
        return [*notes, f"{what}中有{unsure}处文字与底色相同或显示方式不明，未作为数据读取。"] if unsure else notes

    def document(self, kind: str, notes: Sequence[str] = (), meta: Mapping[str, str] | None = None) -> Document:
        """All of it as a document of format ``kind``."""
        return Document(tuple(self.blocks), kind, dict(meta or {}), tuple(notes), tuple(self.skipped))
