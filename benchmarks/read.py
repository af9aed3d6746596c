"""Times reading and checking, from a file's bytes to the causes: ``python -m benchmarks.read [N]``, N documents a row (default 40).

Floor and reading alternate document by document, and each report is seen once, so that nothing but what reports have in
common can be remembered from one to the next. Milliseconds are processor time, which a busy machine changes little; a
child's, which cannot be had so, is time on the clock. Every column but two is a median.

floor        the least that any program in Python must do: for .docx unzipping, parsing the main part and one bare pass
             over the text of its cells; for .odt likewise; for web pages decoding, parsing and the same pass; for PDF every
             character with its box and every line object with its bounds, out of the same library
read, match  ``audit.readers.read`` and ``audit.match.match``
cells, claims
             what of ``match`` finds the cells of the form and the figures of the text, run once more by itself
ratio        (read + match) / floor
rules        all rules on the report, without earlier ones
locate       which cells are likely wrong; every third report has one wrong cell
causes       what is gathered of the outcomes; means, as those of ``locate``
all          read, match, rules, locate and causes
a second     documents read and checked on one core
"""

from __future__ import annotations

import ctypes
import gc
import io
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from pathlib import Path

import pypdfium2.raw as pdfium
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from audit import readers
from audit.causes import gather
from audit.document import Document
from audit.forms import load
from audit.locate import attach
from audit.match import match
from audit.match.claims import read_claims
from audit.match.tables import match_tables
from audit.readers import libreoffice
from audit.readers.pdf import pdf
from audit.rules import run
from benchmarks.usual import portal_page, truth, typed_page, word_docx, worded
from tests.generate.formats import docx, docx_package, flat, html, odt, ofd, xlsx
from tests.generate.formats.pdf import make_pdf
from tests.generate.report.truth import Truth

W = f"{{{docx_package.W}}}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
#: Documents of a row that only warm up.
WARM = 3
Clock = Callable[[], float]


def docx_floor(data: bytes) -> list[str]:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return ["".join(cell.itertext(W + "t")) for cell in root.iter(W + "tc")]


def odt_floor(data: bytes) -> list[str]:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml"))
    return ["".join(cell.itertext()) for cell in root.iter(TABLE + "table-cell")]


def html_floor(data: bytes) -> list[str]:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return [cell.text() for cell in LexborHTMLParser(text).css("td, th")]


def pdf_floor(data: bytes) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    box, edges = pdfium.FS_RECTF(), [ctypes.c_float() for _ in range(4)]
    for number in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, number)
        text = pdfium.FPDFText_LoadPage(page)
        for index in range(pdfium.FPDFText_CountChars(text)):
            pdfium.FPDFText_GetLooseCharBox(text, index, box)
            char = chr(pdfium.FPDFText_GetUnicode(text, index))
            found.append((char, box.left, box.top, box.right, box.bottom))
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            item = pdfium.FPDFPage_GetObject(page, index)
            if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_PATH:
                pdfium.FPDFPageObj_GetBounds(item, *edges)
                found.append(tuple(edge.value for edge in edges))
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return found


@dataclass(frozen=True)
class Row:
    """One line of the table: how its documents are made, its floor and target if it has any, its reader."""

    name: str
    write: Callable[[Truth], bytes]
    floor: Callable[[bytes], object] | None = None
    target: float | None = None
    read: Callable[[bytes], Document] = lambda data: readers.read(data, "")
    clock: Clock = time.process_time
    draw: Callable[[int], Truth] = truth


ROWS = (
    Row(".docx as Word writes it", word_docx, docx_floor, 3),
    Row(".docx of a text that somebody wrote", word_docx, docx_floor, 3, draw=worded),
    Row(".docx without formatting", docx.write, docx_floor, 3),
    Row("web page, Word export in a portal", portal_page, html_floor, 3),
    Row("web page, typed in a portal", typed_page, html_floor, 3),
    Row("web page, bare", html.write, html_floor, 3),
    Row("PDF, in this process", make_pdf, pdf_floor, 1.3, pdf.read),
    Row("PDF, in a child process as used", make_pdf, pdf_floor, 1.3, clock=time.perf_counter),
    Row(".mht", html.write_mht),
    Row(".odt", odt.write, odt_floor),
    Row(".xlsx", xlsx.write),
    Row("OFD", ofd.make_ofd),
    Row("text", lambda made: flat.write(made).encode()),
)


@dataclass(frozen=True)
class Spent:
    """Milliseconds for one document; ``floor`` is 0 where the row has none."""

    floor: float
    read: float
    match: float
    cells: float
    claims: float
    rules: float
    locate: float
    causes: float

    @property
    def all(self) -> float:
        return self.read + self.match + self.rules + self.locate + self.causes


def measure(row: Row, count: int) -> str:
    """One line of the table."""
    first = 1000 * ROWS.index(row)
    documents = [row.write(row.draw(first + number)) for number in range(count + WARM)]
    gc.collect()
    gc.freeze()  # what is here already is not looked through while documents are read
    seen = [spent(row, data) for data in documents][WARM:]
    gc.unfreeze()

    def middle(of: Callable[[Spent], float]) -> float:
        return statistics.median(map(of, seen))

    line = f"{row.name:<36}{statistics.median(map(len, documents)) / 1000:>6.0f}"
    floor = middle(attrgetter("floor")) if row.floor else 0.0  # what is read at once has none that can be measured
    line += f"{floor:>8.2f}" if floor else f"{'–':>8}"
    for name in ("read", "match", "cells", "claims"):
        line += f"{middle(attrgetter(name)):>8.2f}"
    read_and_matched = middle(attrgetter("read")) + middle(attrgetter("match"))
    line += f"{read_and_matched / floor:>8.2f}" if floor else f"{'–':>8}"
    line += f"{row.target or '–':>8}"
    line += f"{middle(attrgetter('rules')):>8.2f}"
    for name in ("locate", "causes"):  # most reports have nothing to locate
        line += f"{statistics.fmean(map(attrgetter(name), seen)):>8.2f}"
    line += f"{middle(attrgetter('all')):>8.2f}"
    return line + f"{1000 / middle(attrgetter('all')):>10.0f}"


def spent(row: Row, data: bytes) -> Spent:
    """What one document takes."""
    times = [row.clock()]
    if row.floor:
        row.floor(data)
    times.append(row.clock())
    document = row.read(data)
    times.append(row.clock())
    report = match(document, "", "")
    times.append(row.clock())
    form = load(report.edition or "2021")
    match_tables(document.tables, form)
    times.append(row.clock())
    read_claims(report.passages, report.year, report.agency)
    times.append(row.clock())
    outcomes = list(run(report, form))
    times.append(row.clock())
    outcomes = attach(outcomes, report, form)
    times.append(row.clock())
    gather(report, outcomes)
    times.append(row.clock())
    return Spent(*(1000 * (after - before) for before, after in pairwise(times)))


def old_word(count: int) -> str:
    """The line for .doc: made with LibreOffice, read through one start of it."""
    program = libreoffice()
    if program is None:
        return f"{'.doc through LibreOffice':<36}not measured: LibreOffice is not installed"
    with tempfile.TemporaryDirectory() as folder:
        names = [f"{seed}.docx" for seed in range(count)]
        for seed, name in enumerate(names):
            Path(folder, name).write_bytes(word_docx(truth(seed)))
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "doc", *names]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        documents = [Path(folder, name).with_suffix(".doc").read_bytes() for name in names]

    start = time.perf_counter()
    with readers.prepared(documents):
        for data in documents:
            match(readers.read(data, ""), "", "")
    seconds = time.perf_counter() - start
    return f"{'.doc through LibreOffice':<36}{seconds / count:.2f} s on the clock a document, {count} at one start"


def main(count: int) -> None:
    """Print the table."""
    heads = ("floor", "read", "match", "cells", "claims", "ratio", "target", "rules", "locate", "causes", "all")
    print(f"{'ms':<36}{'kB':>6}" + "".join(f"{head:>8}" for head in heads) + f"{'a second':>10}")
    for row in ROWS:
        print(measure(row, count), flush=True)
    print(old_word(10))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
