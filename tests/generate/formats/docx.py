"""Write a generated report as a Word document, raw parts and all, with the difficulties of real files on request."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from tests.generate.formats.docx_package import NAMESPACES, SHAPES, counted, pack
from tests.generate.report.layout import LayoutCell, LayoutTable, Variant, blocks
from tests.generate.report.truth import TextLine, Truth


@dataclass(frozen=True, slots=True)
class Layout:
    """How the document is made; all difficulties are off by default. ``variant`` is what is printed."""

    variant: Variant = field(default_factory=Variant)
    nested: bool = False  # each table stands in the only cell of another
    tracked: bool = False  # old figures deleted, new ones inserted; a deleted row and a deleted paragraph mark
    controls: bool = False  # content controls around runs, cells, rows and whole tables
    text_boxes: bool = False  # the preamble stands in a text box, written twice for old and new Word
    cut_runs: bool = False  # every figure is cut into runs of one character
    paragraphs: bool = True  # lines of a cell are paragraphs; else line breaks
    numbered: bool = False  # headings and the labels “1.” of table 三 are numbered automatically (not with ``split``)
    grid_before: bool = False  # the stub column of table 三 is left to w:gridBefore where it is merged
    spacers: bool = False  # a column and a row of no size, as Word's own export leaves them
    hidden: bool = False  # hidden text, field codes, comments, bookmarks, page numbers, footnotes
    strict: bool = False  # the namespace of ISO 29500 strict
    macros: bool = False  # a macro part


def write(truth: Truth, layout: Layout | None = None) -> bytes:
    """The .docx of ``truth``; the same bytes for the same arguments."""
    layout = layout or Layout()
    body = "".join(
        _table(block, layout) if isinstance(block, LayoutTable) else _line(block, layout)
        for block in blocks(truth, layout.variant)
    )
    return package(counted(body), layout, title=truth.title)


def package(body: str, layout: Layout | None = None, *, title: str = "", parts: dict[str, str] | None = None) -> bytes:
    """A .docx whose w:body holds the XML ``body``; ``parts`` adds parts or replaces them."""
    layout = layout or Layout()
    own = {"word/numbering.xml": _numbering()} if layout.numbered else {}
    own |= {"word/vbaProject.bin": "macro"} if layout.macros else {}
    return pack(body, own | (parts or {}), title=title, strict=layout.strict)


def run(text: str, properties: str = "") -> str:
    """A w:r that prints ``text``."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str = "", properties: str = "", content: str | None = None) -> str:
    """A w:p with one run, or with ``content`` as it is."""
    inner = content if content is not None else run(text) if text else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def cell(text: str = "", properties: str = "", content: str | None = None) -> str:
    """A w:tc with one paragraph, or with ``content`` as it is."""
    inner = paragraph(text) if content is None else content
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A w:tr of finished cells."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A w:tbl of finished rows."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def control(content: str) -> str:
    """``content`` in a content control."""
    return f'<w:sdt><w:sdtPr><w:alias w:val="控件"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def revision(kind: str, content: str, number: int = 1) -> str:
    """``content`` as a tracked change: "ins", "del", "moveFrom" or "moveTo"."""
    if kind in ("del", "moveFrom"):
        content = content.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f'<w:{kind} w:id="{number}" w:author="校对" w:date="2025-01-10T00:00:00Z">{content}</w:{kind}>'


def text_box(content: str) -> str:
    """A run with a text box, once for new Word and once for old, as Word writes it."""
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    size = 'cx="5400000" cy="2400000"'
    shape = (
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{inside}</wps:txbx><wps:bodyPr><a:spAutoFit/></wps:bodyPr>'
    )
    placed = "".join(
        f'<wp:position{axis} relativeFrom="{base}"><wp:posOffset>0</wp:posOffset></wp:position{axis}>'
        for axis, base in (("H", "column"), ("V", "paragraph"))
    )
    drawing = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
        f'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>{placed}<wp:extent {size}/>'
        '<wp:wrapTopAndBottom/><wp:docPr id="1" name="文本框"/><wp:cNvGraphicFramePr/><a:graphic>'
        f'<a:graphicData uri="{SHAPES}"><wps:wsp>{shape}</wps:wsp></a:graphicData></a:graphic></wp:anchor>'
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{drawing}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def complex_field(code: str, result: str) -> str:
    """The runs of a field with its code and its printed result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def listed(list_id: int, depth: int = 0) -> str:
    """The w:numPr of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'


def level(depth: int, format_: str, pattern: str, start: int = 1, extra: str = "") -> str:
    """A w:lvl of a list definition."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>{extra}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbering(definitions: dict[int, str], lists: dict[int, tuple[int, str]]) -> str:
    """numbering.xml: the levels of each definition, and for each list its definition and overrides."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>' for key, levels in definitions.items()
    )
    nums = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'
        for key, (definition, overrides) in lists.items()
    )
    return f"<w:numbering {NAMESPACES}>{abstract}{nums}</w:numbering>"


def _line(line: TextLine, layout: Layout) -> str:
    if layout.text_boxes and line.section == 0 and line.kind == "text":
        return paragraph(content=text_box(paragraph(line.printed)))
    if layout.numbered and line.kind in ("heading", "aspect"):
        properties = '<w:pStyle w:val="Section"/>' if line.kind == "heading" else listed(1, 1)
        return paragraph(line.text, properties)
    content = run(line.printed)
    if layout.tracked and len(line.printed) > 20:
        # The paragraph was two; the mark between them and some words were deleted.
        half = len(line.printed) // 2
        first = run(line.printed[:half]) + revision("del", run("原有1234字"))
        mark = f"<w:rPr>{revision('del', '')}</w:rPr>"
        return paragraph(properties=mark, content=first) + paragraph(
            content=revision("ins", run(line.printed[half:]), 2)
        )
    if layout.hidden:
        content = (
            '<w:bookmarkStart w:id="0" w:name="_GoBack"/>'
            + run("隐藏7777", "<w:vanish/>")
            + content
            + '<w:bookmarkEnd w:id="0"/><w:commentRangeStart w:id="1"/><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
            + '<w:r><w:footnoteReference w:id="2"/></w:r>'
            + (complex_field("PAGE", "6666") if line.kind == "heading" else "")
        )
    return paragraph(content=content)


def _table(made: LayoutTable, layout: Layout) -> str:
    rows = _rows(made, layout)
    widths = (600,) * made.columns + ((6,) if layout.spacers else ())
    if layout.tracked:
        rows.insert(1, row(cell("删除的行"), cell("5555"), properties=revision("del", "")))
    if layout.spacers:
        blank = row(
            *(cell() for _ in range(made.columns)), cell(), properties='<w:trHeight w:val="0" w:hRule="exact"/>'
        )
        rows.append(blank)
    if layout.controls:
        rows[-2:] = [control(item) for item in rows[-2:]]
    xml = table(*rows, widths=widths)
    if layout.nested:
        xml = table(row(cell(content=xml + paragraph())), widths=(9000,))
    return control(xml) if layout.controls else xml


def _rows(made: LayoutTable, layout: Layout) -> list[str]:
    """The rows of a table: at each place the cell that begins there, or the continuation of one from above."""
    begin = {(r, c): item for r, c, item in made.placed()}
    below = {(r + down, c): item for (r, c), item in begin.items() for down in range(1, item.rowspan)}
    rows, list_id = [], 9
    for number in range(1, len(made.rows) + 1):
        cells, properties, column, wide = [], "", 1, False
        while column <= made.columns:
            continued = (number, column) not in begin
            item = below[number, column] if continued else begin[number, column]
            list_id += not continued and item.text.startswith("1.")
            ends = column + item.colspan > made.columns
            wide = layout.spacers and ends and (item.rowspan > 1 or number % 2 == 0)
            if continued and layout.grid_before and column == 1 and item.colspan == 1:
                properties = '<w:gridBefore w:val="1"/>'
            else:
                xml = _cell(item, layout, item.colspan + wide, list_id, continued=continued)
                cells.append(control(xml) if layout.controls and (number + column) % 3 == 0 else xml)
            column += item.colspan
        if layout.spacers and not wide:
            cells.append(cell())
        rows.append(row(*cells, properties=properties))
    return rows


def _cell(item: LayoutCell, layout: Layout, span: int, list_id: int, *, continued: bool) -> str:
    properties = '<w:tcW w:w="600" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if continued:
        return cell(properties=properties + "<w:vMerge/>")
    if item.rowspan > 1:
        properties += '<w:vMerge w:val="restart"/>'
    content = paragraph(content=_figure(item.text, layout)) if item.key else _label(item.text, layout, list_id)
    return cell(properties=properties, content=content)


def _label(text: str, layout: Layout, list_id: int) -> str:
    if layout.numbered and (match := re.match(r"\d\.(?=\D)", text)):
        return paragraph(text[match.end() :], listed(list_id))
    if layout.paragraphs:
        return "".join(paragraph(line) for line in text.split("\n"))
    return paragraph(content="<w:r><w:br/></w:r>".join(run(line) for line in text.split("\n")))


def _figure(text: str, layout: Layout) -> str:
    content = run(text) if text else ""
    if layout.cut_runs:
        content = "".join(f"{run(char)}<w:proofErr w:type='spellStart'/>" for char in text)
    if layout.hidden:
        content = run("9", "<w:vanish/>") + (complex_field("SUM(LEFT)", text) if text else "")
    if layout.controls and text:
        content = control(content)
    if layout.tracked and text:
        content = revision("del", run("78")) + run(text[:1]) + (revision("ins", run(text[1:]), 2) if text[1:] else "")
    return content


def _numbering() -> str:
    """List 1: 一、 and （一）; lists 10 to 19: the labels of table 三, each beginning with 1. again."""
    headings = level(0, "chineseCountingThousand", "%1、", extra='<w:pStyle w:val="Section"/>')
    labels = level(0, "decimal", "%1.", extra='<w:suff w:val="nothing"/>')
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    groups = dict.fromkeys(range(10, 20), (2, again))
    return numbering({1: headings + level(1, "chineseCounting", "（%2）"), 2: labels}, {1: (1, ""), **groups})
