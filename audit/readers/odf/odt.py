"""Read OpenDocument texts (.odt) and sheets (.ods)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audit.containers import open_package, read_part
from audit.document import Block, Cell, Document, Paragraph, Place, Skipped
from audit.errors import ReadError
from audit.readers._limits import parse_xml
from audit.readers.flow import Budget, grid, split_headings, split_prose, table_of
from audit.readers.odf._styles import attribute, read_styles, tag
from audit.readers.odf._text import OdtBlock, OdtTable, Walk

#: The setting of a spreadsheet that prints no zeros.
_NO_ZEROS = re.compile(rb'ShowZeroValues"[^>]*>\s*false')


def read(data: bytes) -> Document:
    """The document ``data`` as printed with all changes accepted, of format "odt" or "ods"; raises ReadError.

    Paragraphs and tables count from 1, rows and columns are grid lines of a table or sheet. Nested tables
    follow the table that holds them.
    """
    package = open_package(data)
    names = set(package.namelist())
    if "META-INF/manifest.xml" in names and b"encryption-data" in read_part(package, "META-INF/manifest.xml"):
        raise ReadError("文件已加密，无法读取。请取消打开密码后再核查。")
    root = parse_xml(read_part(package, "content.xml"), "content.xml")
    roots = [root]
    if "styles.xml" in names:
        roots.append(parse_xml(read_part(package, "styles.xml"), "styles.xml"))
    walk = Walk(read_styles(roots))
    collapsed = walk.styles.collapsed
    body = next((child for part in root.iterchildren("{*}body") for child in part), None)
    kind = tag(body) if body is not None else ""
    if body is None or kind not in ("text", "spreadsheet"):
        raise ReadError("文件中没有正文（不是文字文档或电子表格）。请用办公软件打开后另存为.docx或.odt再核查。")
    hidden = []
    if kind == "spreadsheet":
        hidden = [sheet for sheet in body.iterchildren("{*}table") if attribute(sheet, "style-name") in collapsed]
        walk.zeros = "settings.xml" not in names or not _NO_ZEROS.search(read_part(package, "settings.xml"))
    for sheet in hidden:
        body.remove(sheet)
    placed = list(_blocks(walk.blocks(body), sheets=kind == "spreadsheet"))
    blocks = tuple(item for item in placed if not isinstance(item, Skipped))
    skipped = tuple(item for item in placed if isinstance(item, Skipped))
    if not blocks:
        raise ReadError("文件中没有可见的文字。请用办公软件打开确认内容后再核查。")
    notes = [f"隐藏的工作表“{attribute(sheet, 'name')}”未读取。" for sheet in hidden] + _notes(walk, skipped)
    return Document(blocks, "ods" if kind == "spreadsheet" else "odt", notes=tuple(notes), skipped=skipped)


def _notes(walk: Walk, skipped: Sequence[Skipped]) -> list[str]:
    count = len(skipped)
    said = (
        (count, "文件中有{}张图片或内嵌对象，其中的文字未读取。"),
        (walk.struck, "文件中有{}处带删除线的文字，按已删除处理，未读取。"),
        (walk.faint, "文件中有{}处文字已划去或为白色，未作为数据读取。"),
        (walk.hidden_rows, "文件中有{}个隐藏的表格行未读取。"),
        (walk.hidden_columns, "文件的隐藏列中有{}个单元格未读取。"),
    )
    return [note.format(count) for count, note in said if count]


def _blocks(found: Iterator[OdtBlock], *, sheets: bool) -> Iterator[Block | Skipped]:
    budget = Budget()
    paragraphs = tables = 0
    for block in found:
        if isinstance(block, Skipped):
            yield block._replace(place=Place(paragraph=paragraphs))
            continue
        for piece in _pieces(block, tables + 1, budget, sheets=sheets):
            if isinstance(piece, str):
                for line in filter(str.strip, piece.split("\n")):
                    paragraphs += 1
                    yield Paragraph(line.strip(), Place(paragraph=paragraphs))
            else:
                tables += 1
                yield table_of(piece, tables)


def _pieces(block: str | OdtTable, table: int, budget: Budget, *, sheets: bool) -> Iterator[str | tuple[Cell, ...]]:
    if not isinstance(block, OdtTable):
        yield block
        return
    cells = grid([block.rows], table, budget)
    yield from split_prose(cells) if sheets else split_headings(cells)
