"""Write a generated report as an OpenDocument text, raw XML and all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.generate.report.layout import PLAIN, LayoutCell, LayoutTable, Variant, blocks
from tests.generate.report.truth import TextLine, Truth

_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
_NAMESPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    + ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)
_STYLES = (
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="D" style:family="text"><style:text-properties style:text-line-through-style="solid"/>'
    "</style:style>"
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..."'
    ' style:num-suffix="、"/></text:list-style>'
)
_REVISIONS = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>旧稿5件</text:p></text:deletion>'
    "</text:changed-region></text:tracked-changes>"
)


@dataclass(frozen=True, slots=True)
class Text:
    """How the document is made; all difficulties are off by default."""

    tracked: bool = False  # deletions kept in the file, struck and hidden text, comments, footnotes
    runs: bool = False  # numbers and sentences cut into runs, spaces as elements
    repeated: bool = False  # equal neighbours written once with a repeat count
    text_boxes: bool = False  # the preamble in a text box
    numbered: bool = False  # section headings numbered by a list style
    uncovered: bool = False  # merged cells without their covered places


SIMPLE = Text()
TEXTS: dict[str, Text] = {
    "plain": SIMPLE,
    "tracked": Text(tracked=True),
    "runs": Text(runs=True),
    "repeated": Text(repeated=True),
    "text boxes": Text(text_boxes=True),
    "numbered": Text(numbered=True),
    "uncovered": Text(uncovered=True),
    "everything": Text(tracked=True, runs=True, repeated=True, text_boxes=True, numbered=True),
}


def write(truth: Truth, variant: Variant = PLAIN, text: Text = SIMPLE) -> bytes:
    """The bytes of the .odt file."""
    body = "".join(
        _table(item, text) if isinstance(item, LayoutTable) else _line(item, text) for item in blocks(truth, variant)
    )
    return package((_REVISIONS if text.tracked else "") + body)


def package(body: str, kind: str = "text", content: str | None = None, **parts: str) -> bytes:
    """An OpenDocument package around the XML of a body; ``content`` replaces content.xml altogether."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        whole = (
            f"<office:document-content {_NAMESPACES}><office:automatic-styles>{_STYLES}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
        )
        media = f"{_OPEN_DOCUMENT}.{kind}"
        file.writestr("mimetype", media, zipfile.ZIP_STORED)
        contents = {"content.xml": whole if content is None else content}
        contents |= {"META-INF/manifest.xml": _manifest(media, (*contents, *parts))} | parts
        for name, part in contents.items():
            file.writestr(name, part)
    return stream.getvalue()


def _manifest(media: str, names: Iterable[str]) -> str:
    """The list of parts without which office programs take the package for a damaged one."""
    files = {"/": media} | dict.fromkeys(names, "text/xml")
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in files.items()
    )
    namespace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return f'<manifest:manifest xmlns:manifest="{namespace}" manifest:version="1.2">{entries}</manifest:manifest>'


def _line(line: TextLine, text: Text) -> str:
    if text.numbered and line.kind == "heading":
        start = " 一二三四五六".index(line.number[0])
        continued = ' text:continue-numbering="true"' if start > 1 else ""
        item = f"<text:list-item><text:h>{_inline(line.text, text)}</text:h></text:list-item>"
        return f'<text:list text:style-name="L"{continued}>{item}</text:list>'
    paragraph = f"<text:p>{_inline(line.printed, text)}</text:p>"
    if text.text_boxes and line.kind == "text" and not line.section:
        return f"<text:p><draw:frame><draw:text-box>{paragraph}</draw:text-box></draw:frame></text:p>"
    return paragraph


def _inline(shown: str, text: Text) -> str:
    parts = [shown[:1], shown[1:]] if text.runs and len(shown) > 1 else [shown]
    printed = "".join(f"<text:span>{escape(part)}</text:span>" for part in parts)
    if text.runs:
        printed = printed.replace("  ", '<text:s text:c="2"/>')
    if text.tracked:
        # A figure that is struck out alone leaves no blank, so it stands beside another one.
        struck = '<text:span text:style-name="D">7</text:span>' if shown.strip() else ""
        printed += (
            f'<text:change text:change-id="c1"/><text:span text:style-name="H">6</text:span>{struck}'
            "<office:annotation><text:p>批注8</text:p></office:annotation>"
            "<text:note><text:note-citation>9</text:note-citation><text:note-body><text:p>脚注</text:p></text:note-body>"
            "</text:note>"
        )
    return printed


def _table(table: LayoutTable, text: Text) -> str:
    covered = {
        (row + down, column + along)
        for row, column, cell in table.placed()
        for down in range(cell.rowspan)
        for along in range(cell.colspan)
        if down or along
    }
    cells = {(row, column): _cell(cell, text) for row, column, cell in table.placed()}
    rows = []
    for row in range(1, len(table.rows) + 1):
        written: list[str] = []
        for column in range(1, table.columns + 1):
            if (row, column) in cells:
                written.append(cells[row, column])
            elif (row, column) in covered and not text.uncovered:
                written.append("<table:covered-table-cell/>")
        rows.append(f"<table:table-row>{''.join(_repeat(written) if text.repeated else written)}</table:table-row>")
    head = "".join(rows[: table.header_rows])
    head = f"<table:table-header-rows>{head}</table:table-header-rows>" if head else ""
    body = "".join(rows[table.header_rows :])
    columns = f'<table:table-column table:number-columns-repeated="{table.columns}"/>'
    return f"<table:table>{columns}{head}{body}</table:table>"


def _cell(cell: LayoutCell, text: Text) -> str:
    lines = "".join(f"<text:p>{_inline(line, text)}</text:p>" for line in cell.text.split("\n"))
    spans = f' table:number-columns-spanned="{cell.colspan}" table:number-rows-spanned="{cell.rowspan}"'
    return f"<table:table-cell{spans if (cell.rowspan, cell.colspan) != (1, 1) else ''}>{lines}</table:table-cell>"


def _repeat(cells: list[str]) -> list[str]:
    """Equal neighbours written once."""
    found: list[tuple[str, int]] = []
    for cell in cells:
        if found and found[-1][0] == cell and "spanned" not in cell:
            found[-1] = cell, found[-1][1] + 1
        else:
            found.append((cell, 1))
    return [
        cell if times == 1 else cell.replace("-cell", f'-cell table:number-columns-repeated="{times}"', 1)
        for cell, times in found
    ]
