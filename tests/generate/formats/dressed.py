"""Give a generated .docx the page, the fonts and the table formatting of an office, and print it with LibreOffice."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.cells import read_cell
from audit.match import match
from audit.readers.pdf import pdf as reader
from tests.generate.formats.docx import Layout, write
from tests.generate.report.layout import Variant, figure
from tests.generate.report.truth import Truth, make

#: Seconds that LibreOffice may take for one document, and for its start.
_SECONDS = 60
#: Width of the table's columns in twentieths of a point, from the number of its grid columns.
_WIDTH = 9000
_UPRIGHT = '<w:textDirection w:val="tbRlV"/>'


@dataclass(frozen=True, slots=True)
class Dress:
    """How the pages look. Sizes are points."""

    body: float = 16.0
    table: float = 10.5
    margin: float = 72.0
    landscape: bool = False
    whole_rows: bool = False  # rows do not break across pages
    repeat_header: bool = False
    row_height: float = 0.0  # least height of a row
    fixed: bool = False  # columns of equal width, else LibreOffice fits them
    centred: bool = True
    upright_stub: bool = False  # labels of groups run from top to bottom
    cell_borders: bool = False  # borders at each cell, else at the table
    padding: float = 5.4
    font: str = "仿宋_GB2312"


@dataclass(frozen=True, slots=True)
class Made:
    """A report, how it is printed and the .docx that prints it."""

    truth: Truth
    variant: Variant
    dress: Dress
    docx: bytes


def draw(seed: int) -> Made:
    """A report of either edition in any mix of layouts; the same for the same ``seed``."""
    rng = random.Random(seed)
    truth = make(seed, ("2021", "2021", "2019")[seed % 3], rng.choice(("small", "medium", "large")), distinct=True)
    names = ("spaced_articles", "broken_labels", "comma_numbers", "separators", "units", "narrative", "blank_zeros")
    variant = Variant(**{name: rng.random() < 0.25 for name in names}, split=rng.choice((0, 0, 0, 5)))
    dress = Dress(
        body=rng.choice((12, 14, 16, 16)),
        table=rng.choice((7.5, 9, 10.5, 10.5, 12)),
        margin=rng.choice((54, 72, 90)),
        landscape=rng.random() < 0.15,
        whole_rows=rng.random() < 0.4,
        repeat_header=rng.random() < 0.3,
        row_height=rng.choice((0, 0, 20, 28)),
        fixed=rng.random() < 0.5,
        centred=rng.random() < 0.8,
        upright_stub=rng.random() < 0.3,
        cell_borders=rng.random() < 0.4,
        padding=rng.choice((0, 2, 5.4)),
        font=rng.choice(("仿宋_GB2312", "Noto Serif CJK SC", "Noto Sans CJK SC")),
    )
    return Made(truth, variant, dress, dressed(write(truth, Layout(variant)), dress))


def judged(pdf: bytes, made: Made) -> tuple[list[str], list[str]]:
    """Keys of the cells of ``made`` that are read wrongly out of its PDF, and of those that are not read."""
    report = match(reader.read(pdf), "report", "")
    wrong, missing = [], []
    for key, text in made.truth.cells.items():
        expected, cell = read_cell(figure(text, key, made.variant)), report.cells.get(key)
        if cell is None or cell.kind == "text":
            missing.append(key)
        elif (cell.kind, cell.value) != (expected.kind, expected.value):
            wrong.append(key)
    return wrong, missing


def dressed(data: bytes, dress: Dress) -> bytes:
    """The .docx ``data`` as ``dress`` says."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            part = old.read(item.filename)
            if item.filename == "word/document.xml":
                part = _document(part.decode(), dress).encode()
            new.writestr(item, part)
    return buffer.getvalue()


def _document(xml: str, dress: Dress) -> str:
    head, *tables = re.split(r"(?=<w:tbl>)", xml)
    parts = [_lines(head, dress)]
    for text in tables:
        table, after = text.split("</w:tbl>", 1)
        parts += [_table(table, dress), "</w:tbl>", _lines(after, dress)]
    wide, high = (16838, 11906) if dress.landscape else (11906, 16838)
    margin = _twips(dress.margin)
    turned = ' w:orient="landscape"' if dress.landscape else ""
    page = (
        f'<w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
        f'<w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}" w:header="720" w:footer="720"/>'
    )
    return "".join(parts).replace("</w:sectPr>", page + "</w:sectPr>")


def _twips(points: float) -> int:
    return round(20 * points)


def _run(size: float, font: str) -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}"/>'
    return f'<w:rPr>{fonts}<w:sz w:val="{round(2 * size)}"/></w:rPr>'


def _lines(xml: str, dress: Dress) -> str:
    return xml.replace("<w:r><w:t", f"<w:r>{_run(dress.body, dress.font)}<w:t")


def _table(xml: str, dress: Dress) -> str:
    sides = ("top", "left", "bottom", "right")
    rulings = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    inner = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in ("insideH", "insideV"))
    padding = "".join(f'<w:{side} w:w="{_twips(dress.padding)}" w:type="dxa"/>' for side in ("left", "right"))
    columns = xml.count("<w:gridCol ")
    width = _WIDTH if not dress.landscape else round(1.5 * _WIDTH)
    xml = xml.replace(
        "<w:tblPr/>",
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>'
        + ("" if dress.cell_borders else f"<w:tblBorders>{rulings}{inner}</w:tblBorders>")
        + ('<w:tblLayout w:type="fixed"/>' if dress.fixed else "")
        + f"<w:tblCellMar>{padding}</w:tblCellMar></w:tblPr>",
    )
    each = width // columns
    xml = re.sub(r'<w:gridCol w:w="\d+"/>', f'<w:gridCol w:w="{each}"/>', xml)
    xml = re.sub(
        r"<w:tcPr>(.*?)</w:tcPr>(?=(?:<w:p>.*?</w:p>)*?</w:tc>)", lambda m: _cell(m[1], each, dress, rulings), xml
    )
    if dress.upright_stub:
        xml = re.sub(
            r'(<w:vMerge w:val="restart"/>(?:(?!</w:tcPr>).)*)(?=</w:tcPr><w:p><w:r><w:t[^>]*>(?:三、|（[三四五六]）))',
            r"\1" + _UPRIGHT,
            xml,
        )
    row = "<w:cantSplit/>" if dress.whole_rows else ""
    row += f'<w:trHeight w:val="{_twips(dress.row_height)}" w:hRule="atLeast"/>' if dress.row_height else ""
    head, *rows = xml.split("<w:tr>")
    for number, text in enumerate(rows):
        header = "<w:tblHeader/>" if dress.repeat_header and number < 3 and columns > 8 and len(rows) > 8 else ""
        rows[number] = f"<w:trPr>{row}{header}</w:trPr>{text}" if row or header else text
    xml = "<w:tr>".join([head, *rows])
    align = '<w:pPr><w:jc w:val="center"/></w:pPr>' if dress.centred else ""
    xml = xml.replace("<w:p>", f"<w:p>{align}")
    return xml.replace("<w:r><w:t", f"<w:r>{_run(dress.table, dress.font)}<w:t")


def _cell(properties: str, each: int, dress: Dress, rulings: str) -> str:
    span = re.search(r'<w:gridSpan w:val="(\d+)"/>', properties)
    properties = re.sub(r'<w:tcW w:w="\d+"', f'<w:tcW w:w="{each * int(span[1] if span else 1)}"', properties)
    if dress.cell_borders:
        properties += f"<w:tcBorders>{rulings}</w:tcBorders>"
    return f"<w:tcPr>{properties}" + ('<w:vAlign w:val="center"/>' if dress.centred else "") + "</w:tcPr>"


def printed(documents: Sequence[bytes]) -> list[bytes]:
    """The .docx ``documents`` as PDFs of LibreOffice, which must be installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise FileNotFoundError("soffice")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = [folder / f"{number}.docx" for number in range(len(documents))]
        for source, data in zip(sources, documents, strict=True):
            source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)]
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS * (len(documents) + 1))
        return [source.with_suffix(".pdf").read_bytes() for source in sources]
