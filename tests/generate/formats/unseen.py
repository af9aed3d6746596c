"""Write a small table whose only figure in doubt is made of pieces, each printed in some way, in every format that can.

Below 事项 | 件数 stand 甲 with the pieces side by side and 乙 with 34. Ways are: plain, hidden, tiny, struck, white, covered, raised, on
colour, which is white on a cell that is shaded, and of its ground, which is of the colour of that shade.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from html import escape

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import PatternFill
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.generate.formats import docx, odt, ofd, xls
from tests.generate.formats.pdf import FONT

#: Pieces of a figure: text and way.
Pieces = Sequence[tuple[str, str]]
#: The colour of a shaded cell.
_SHADE = "1E50A2"
_BEFORE, _BEHIND = (("事项", "件数"),), (("乙", "34"),)

_IN_WORD = {
    "plain": "",
    "hidden": "<w:vanish/>",
    "tiny": '<w:sz w:val="2"/>',
    "struck": "<w:strike/>",
    "white": '<w:color w:val="FFFFFF"/>',
    "raised": '<w:vertAlign w:val="superscript"/>',
    "on colour": '<w:color w:val="FFFFFF"/>',
    "of its ground": f'<w:color w:val="{_SHADE}"/>',
}
_IN_HTML = {
    "plain": "<span>{}</span>",
    "hidden": '<span style="display:none">{}</span>',
    "tiny": '<span style="font-size:0">{}</span>',
    "struck": "<s>{}</s>",
    "white": '<font color="#ffffff">{}</font>',
    "raised": "<sup>{}</sup>",
    "on colour": '<font color="#ffffff">{}</font>',
}
_IN_ODF = {
    "plain": "",
    "hidden": '<style:text-properties text:display="none"/>',
    "tiny": '<style:text-properties fo:font-size="1pt"/>',
    "struck": '<style:text-properties style:text-line-through-style="solid"/>',
    "white": '<style:text-properties fo:color="#ffffff"/>',
    "raised": '<style:text-properties style:text-position="super 58%"/>',
    "on colour": '<style:text-properties fo:color="#ffffff"/>',
    "of its ground": f'<style:text-properties fo:color="#{_SHADE}"/>',
}
_IN_SHEETS = {
    "plain": InlineFont(),
    "tiny": InlineFont(sz=1),
    "struck": InlineFont(strike=True),
    "white": InlineFont(color="FFFFFFFF"),
    "raised": InlineFont(vertAlign="superscript"),
    "on colour": InlineFont(color="FFFFFFFF"),
    "of its ground": InlineFont(color=f"FF{_SHADE}"),
}
#: Numbers of two colours of the palette: white and, in a workbook that says so, that of shaded cells.
_WHITE_NUMBER, _SHADE_NUMBER = 9, 12
_IN_OLD_SHEETS = {
    "plain": xls.PLAIN,
    "tiny": xls.Look(size=1),
    "struck": xls.Look(struck=True),
    "white": xls.Look(colour=_WHITE_NUMBER),
    "raised": xls.Look(raised=True),
    "on colour": xls.Look(colour=_WHITE_NUMBER),
    "of its ground": xls.Look(colour=_SHADE_NUMBER),
}
_ON_PAPER = frozenset(("plain", "hidden", "tiny", "struck", "white", "covered", "raised", "on colour"))
#: The ways that a style may have by the style that it is based on: a way with this behind it.
BY_STYLE = " by style"
_OF_STYLES = ("hidden", "tiny", "struck", "white", "raised")
_STYLED = frozenset(f"{way}{BY_STYLE}" for way in _OF_STYLES)
#: Of a page: its columns, from the left, and its rows, from the top, in points; where the figure begins; sizes of text.
_COLUMNS, _ROWS = (60, 140, 220), (100, 120, 140, 160)
_LEFT, _BASE = 150, 134
_SIZES = {"tiny": 0.5, "raised": 6.0}
_SIZE = 10.0
_WHITE = ("white", "on colour")


def write_docx(pieces: Pieces, *, hidden_row: bool = False) -> bytes:
    """A Word document."""
    figure = docx.paragraph(content="".join(docx.run(text, _in_word(way)) for text, way in pieces))
    shade = f'<w:shd w:val="clear" w:fill="{_SHADE}"/>' if _is_shaded(pieces) else ""
    rows = [
        *(docx.row(*map(docx.cell, row)) for row in _BEFORE),
        docx.row(
            docx.cell("甲"),
            docx.cell(content=figure, properties=shade),
            properties="<w:hidden/>" if hidden_row else "",
        ),
        *(docx.row(*map(docx.cell, row)) for row in _BEHIND),
    ]
    return docx.package(docx.table(*rows), parts={"word/styles.xml": _styles_of_word()})


def _in_word(way: str) -> str:
    """The properties of a run; a style is named by its number, and is based on one that has another."""
    if not way.endswith(BY_STYLE):
        return _IN_WORD[way]
    return f'<w:rStyle w:val="D{_OF_STYLES.index(way.removesuffix(BY_STYLE))}"/>'


def _styles_of_word() -> str:
    styles = "".join(
        f'<w:style w:type="character" w:styleId="B{number}"><w:name w:val="b{number}"/><w:rPr>{_IN_WORD[way]}</w:rPr></w:style>'
        f'<w:style w:type="character" w:styleId="D{number}"><w:name w:val="d{number}"/><w:basedOn w:val="B{number}"/></w:style>'
        for number, way in enumerate(_OF_STYLES)
    )
    return f'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{styles}</w:styles>'


def write_html(pieces: Pieces, *, hidden_row: bool = False) -> bytes:
    """A web page."""
    figure = "".join(_IN_HTML[way].format(escape(text)) for text, way in pieces)
    if _is_shaded(pieces):
        figure = f'<div style="background:#{_SHADE}">{figure}</div>'
    rows = [*_BEFORE, ("甲", figure), *_BEHIND]
    cells = "".join(
        f"<tr{' style=display:none' if hidden_row and row[1] is figure else ''}>"
        + "".join(f"<td>{text}</td>" for text in row)
        + "</tr>"
        for row in rows
    )
    return f"<html><head><meta charset=utf-8></head><body><table>{cells}</table></body></html>".encode()


def write_mht(pieces: Pieces, *, hidden_row: bool = False) -> bytes:
    """A web page saved as one file."""
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
    kind = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return head + kind + write_html(pieces, hidden_row=hidden_row) + b"\r\n--B--\r\n"


def write_odt(pieces: Pieces, *, hidden_row: bool = False) -> bytes:
    """An OpenDocument text."""
    return _odf(pieces, "text", hidden_row=hidden_row)


def write_ods(pieces: Pieces, *, hidden_row: bool = False) -> bytes:
    """An OpenDocument sheet."""
    return _odf(pieces, "spreadsheet", hidden_row=hidden_row)


def _odf(pieces: Pieces, kind: str, *, hidden_row: bool) -> bytes:
    figure = "".join(f'<text:span text:style-name="{way}">{text}</text:span>' for text, way in pieces)
    rows = [*_BEFORE, ("甲", figure), *_BEHIND]
    shade = ' table:style-name="shade"' if _is_shaded(pieces) else ""
    cells = "".join(
        f"<table:table-row{' table:visibility=' + repr('collapse') if hidden_row and row[1] is figure else ''}>"
        + "".join(
            f"<table:table-cell{shade if text is figure else ''}><text:p>{text}</text:p></table:table-cell>"
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    styles = "".join(
        f'<style:style style:name="{way}" style:family="text">{properties}</style:style>'
        for way, properties in _IN_ODF.items()
    )
    styles += "".join(
        f'<style:style style:name="{way}{BY_STYLE}" style:family="text" style:parent-style-name="{way}"/>'
        for way in _OF_STYLES
    )
    styles += (
        f'<style:style style:name="shade" style:family="table-cell"><style:table-cell-properties fo:background-color="#{_SHADE}"/>'
        "</style:style>"
    )
    names = "".join(f' xmlns:{name}="urn:{name}"' for name in ("office", "style", "fo", "text"))
    sheet = f"<office:document-styles{names}>{styles}</office:document-styles>"
    return odt.package(f"<table:table>{cells}</table:table>", kind, **{"styles.xml": sheet})


def write_xlsx(pieces: Pieces, *, hidden_row: bool = False) -> bytes:
    """A workbook."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in _BEFORE:
        sheet.append(row)
    sheet.append(["甲", CellRichText(*(TextBlock(_IN_SHEETS[way], text) for text, way in pieces))])
    sheet.row_dimensions[2].hidden = hidden_row
    if _is_shaded(pieces):
        sheet["B2"].fill = PatternFill("solid", fgColor=f"FF{_SHADE}")
    for row in _BEHIND:
        sheet.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def write_xls(pieces: Pieces, *, hidden_row: bool = False) -> bytes:
    """An old workbook."""
    figure = tuple((text, _IN_OLD_SHEETS[way]) for text, way in pieces)
    rows = [*_BEFORE, ("甲", figure), *_BEHIND]
    shade = xls.Look(ground=_SHADE_NUMBER) if _is_shaded(pieces) else xls.PLAIN
    cells = {
        (row, column): (stored, shade if stored is figure else xls.PLAIN)
        for row, stored_in in enumerate(rows, 1)
        for column, stored in enumerate(stored_in, 1)
    }
    red, green, blue = bytes.fromhex(_SHADE)
    colours = {_SHADE_NUMBER: (red, green, blue), _WHITE_NUMBER: (255, 255, 255)}
    return xls.write(xls.Sheet(cells, hidden_rows=[2] if hidden_row else [], colours=colours))


def write_pdf(pieces: Pieces) -> bytes:
    """A page."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(300, 400), invariant=1)
    if _is_shaded(pieces):
        canvas.setFillColor(f"#{_SHADE}")
        canvas.rect(_COLUMNS[1], 400 - _ROWS[2], 80, 20, stroke=0, fill=1)
        canvas.setFillColor("#000000")
    canvas.grid(list(_COLUMNS), [400 - y for y in _ROWS])
    canvas.setFont(FONT, _SIZE)
    for number, (label, figure) in enumerate((*_BEFORE, ("甲", ""), *_BEHIND)):
        canvas.drawString(_COLUMNS[0] + 5, 400 - (_ROWS[number] + 14), label)
        canvas.drawString(_COLUMNS[1] + 10, 400 - (_ROWS[number] + 14), figure)
    x = float(_LEFT)
    for text, way in pieces:
        size = _SIZES.get(way, _SIZE)
        base = 400 - _BASE + (4 if way == "raised" else 0)
        wide = canvas.stringWidth(text, FONT, size)
        canvas.saveState()
        written = canvas.beginText(x, base)
        written.setFont(FONT, size)
        written.setTextRenderMode(3 if way == "hidden" else 0)
        written.setFillColor("#FFFFFF" if way in _WHITE else "#000000")
        written.textOut(text)
        canvas.drawText(written)
        canvas.restoreState()
        if way == "struck":
            canvas.line(x, base + 0.35 * size, x + wide, base + 0.35 * size)
        if way == "covered":
            canvas.setFillColor("#FFFFFF")
            canvas.rect(x - 0.5, base - 2, wide + 1, size + 2, stroke=0, fill=1)
        x += wide
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def write_ofd(pieces: Pieces) -> bytes:
    """A page as an OFD."""
    lines = [(_COLUMNS[0], y, _COLUMNS[-1], y) for y in _ROWS] + [(x, _ROWS[0], x, _ROWS[-1]) for x in _COLUMNS]
    items = [_ofd_shade(_COLUMNS[1], _ROWS[1], 80, 20)] if _is_shaded(pieces) else []
    items += [_ofd_line(*line) for line in lines]
    for number, (label, figure) in enumerate((*_BEFORE, ("甲", ""), *_BEHIND)):
        items += [
            _ofd_text(label, _COLUMNS[0] + 5, _ROWS[number] + 14, "plain"),
            _ofd_text(figure, _COLUMNS[1] + 10, _ROWS[number] + 14, "plain"),
        ]
    x = float(_LEFT)
    for text, way in pieces:
        items.append(_ofd_text(text, x, _BASE - (4 if way == "raised" else 0), way))
        wide = _width(text, _SIZES.get(way, _SIZE))
        if way == "struck":
            items.append(_ofd_line(x, _BASE - 3.5, x + wide, _BASE - 3.5))
        x += wide
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    page = f"<ofd:Page {space}><ofd:Content><ofd:Layer ID='7'>{''.join(items)}</ofd:Layer></ofd:Content></ofd:Page>"
    return ofd.package(
        {
            "OFD.xml": f"<ofd:OFD {space} Version='1.0' DocType='OFD'><ofd:DocBody><ofd:DocInfo/>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 106 142"
            "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
            "<ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages></ofd:Document>",
            "Doc_0/Pages/Page_0/Content.xml": page,
        }
    )


def _is_shaded(pieces: Pieces) -> bool:
    return any(way in ("on colour", "of its ground") for _, way in pieces)


def _width(text: str, size: float) -> float:
    return sum(size if char > "\u2e80" else size / 2 for char in text)


def _ofd_text(text: str, x: float, base: float, way: str) -> str:
    size = _SIZES.get(way, _SIZE)
    steps = " ".join(f"{_width(char, size) * ofd.MM:.4f}" for char in text[:-1])
    colour = "<ofd:FillColor Value='255 255 255'/>" if way in _WHITE else ""
    box = (x * ofd.MM, (base - size) * ofd.MM, (_width(text, size) + 1) * ofd.MM, size * 1.2 * ofd.MM)
    return (
        f"<ofd:TextObject Boundary='{' '.join(f'{side:.4f}' for side in box)}' Font='1' Size='{size * ofd.MM:.4f}'"
        f"{' Visible=' + repr('false') if way == 'hidden' else ''}>{colour}"
        f"<ofd:TextCode X='0' Y='{size * ofd.MM:.4f}' DeltaX='{steps}'>{escape(text)}</ofd:TextCode></ofd:TextObject>"
    )


def _ofd_shade(x: float, y: float, wide: float, high: float) -> str:
    left, top, right, bottom = (number * ofd.MM for number in (x, y, wide, high))
    return (
        f"<ofd:PathObject Boundary='{left:.4f} {top:.4f} {right:.4f} {bottom:.4f}' Stroke='false' Fill='true'>"
        "<ofd:FillColor Value='30 80 162'/><ofd:AbbreviatedData>"
        f"M 0 0 L {right:.4f} 0 L {right:.4f} {bottom:.4f} L 0 {bottom:.4f} C</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _ofd_line(x0: float, y0: float, x1: float, y1: float) -> str:
    left, top, wide, high = (number * ofd.MM for number in (x0, y0, x1 - x0, y1 - y0))
    return (
        f"<ofd:PathObject Boundary='{left:.4f} {top:.4f} {max(wide, 0.2):.4f} {max(high, 0.2):.4f}' LineWidth='0.18'>"
        f"<ofd:AbbreviatedData>M 0 0 L {wide:.4f} {high:.4f}</ofd:AbbreviatedData></ofd:PathObject>"
    )


#: For each format that can hide a row its writer.
ROW_WRITERS: Mapping[str, Callable[..., bytes]] = {
    "docx": write_docx,
    "html": write_html,
    "mht": write_mht,
    "odt": write_odt,
    "ods": write_ods,
    "xlsx": write_xlsx,
    "xls": write_xls,
}
#: For each format its writer and the ways that it can express.
WRITERS: Mapping[str, tuple[Callable[[Pieces], bytes], frozenset[str]]] = {
    "docx": (write_docx, frozenset(_IN_WORD) | _STYLED),
    "html": (write_html, frozenset(_IN_HTML)),
    "mht": (write_mht, frozenset(_IN_HTML)),
    "odt": (write_odt, frozenset(_IN_ODF) | _STYLED),
    "ods": (write_ods, frozenset(_IN_ODF) | _STYLED),
    "xlsx": (write_xlsx, frozenset(_IN_SHEETS)),
    "xls": (write_xls, frozenset(_IN_OLD_SHEETS)),
    "pdf": (write_pdf, _ON_PAPER),
    "ofd": (write_ofd, _ON_PAPER - {"covered"}),
}
