"""Read OpenDocument texts (.odt) and sheets (.ods)."""

from __future__ import annotations

from lxml import etree

from audit.containers import open_package, read_part
from audit.document import Document, Skipped
from audit.errors import ReadError
from audit.patterns import regex
from audit.readers._limits import parse_xml
from audit.readers.flow import DocumentBuilder, grid, split_headings, split_prose
from audit.readers.odf._styles import read_styles
from audit.readers.odf._text import BodyWalk, OdfTable
from audit.readers.odf._xml import attribute, tag

#: The setting of a spreadsheet that prints no zeros.
_NO_ZEROS = regex(rb'ShowZeroValues"[^>]*>\s*false')


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
    walk = BodyWalk(read_styles(roots), DocumentBuilder())
    collapsed = walk.styles.collapsed
    body = next((child for part in root.iterchildren("{*}body") for child in part), None)
    kind = tag(body) if body is not None else ""
    if body is None or kind not in ("text", "spreadsheet"):
        raise ReadError("文件中没有正文（不是文字文档或电子表格）。请用办公软件打开后另存为.docx或.odt再核查。")
    hidden = []
    if kind == "spreadsheet":
        hidden = [sheet for sheet in body.iterchildren("{*}table") if attribute(sheet, "style-name") in collapsed]
        walk.sheets = True
        walk.zeros = "settings.xml" not in names or not _NO_ZEROS.search(read_part(package, "settings.xml"))
    for sheet in hidden:
        body.remove(sheet)
    _build(walk, body, sheets=kind == "spreadsheet")
    if not walk.builder.blocks:
        raise ReadError("文件中没有可见的文字。请用办公软件打开确认内容后再核查。")
    notes = [f"隐藏的工作表“{attribute(sheet, 'name')}”未读取。" for sheet in hidden] + _notes(walk)
    return walk.builder.document("ods" if kind == "spreadsheet" else "odt", notes)


def _notes(walk: BodyWalk) -> list[str]:
    counts = (
        (len(walk.builder.skipped), "文件中有{}张图片或内嵌对象，其中的文字未读取。"),
        (walk.hidden_rows, "文件中有{}个隐藏的表格行未读取。"),
        (walk.hidden_columns, "文件的隐藏列中有{}个单元格未读取。"),
    )
    return [*walk.builder.notes("文件"), *(note.format(count) for count, note in counts if count)]


def _build(walk: BodyWalk, body: etree._Element, *, sheets: bool) -> None:
    """Send what ``body`` prints to the builder."""
    builder = walk.builder
    split = split_prose if sheets else split_headings
    for block in walk.blocks(body):
        if isinstance(block, Skipped):
            builder.skip(block.kind)
        elif isinstance(block, OdfTable):
            builder.pieces(split(grid([block.rows], builder.tables + 1, builder.budget)))
        else:
            builder.lines(block)
