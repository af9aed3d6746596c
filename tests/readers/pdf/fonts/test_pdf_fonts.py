"""PDFs that do not embed their Chinese font, or write from top to bottom: read alike wherever they are read."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

import audit
from audit.cells import read_cell
from audit.document import Document
from audit.errors import ReadError
from audit.forms import load
from audit.match import match
from audit.readers.pdf import pdf
from audit.rules import run
from tests import hostile
from tests.components import without_fonts
from tests.generate.formats.pdf import FONT, make_pdf
from tests.generate.formats.unembedded import without_font
from tests.generate.report.layout import PLAIN, Variant
from tests.generate.report.pages import CLEAN, Style
from tests.generate.report.truth import make
from tests.readers.pdf.test_pdf import drawn, judge
from tests.roots import ROOT, SHARED

pdfmetrics.registerFont(UnicodeCIDFont(FONT))
SAMPLES = sorted((ROOT / "data" / "samples").glob("*.pdf"))
REAL = SHARED / "real"
STYLES = {
    "clean": CLEAN,
    "turned by /Rotate": Style(rotated=True),
    "drawn sideways": Style(sideways=True),
    "rows cut by the page break": Style(cut_rows=True, page_numbers="- {} -"),
    "characters one by one": Style(single_characters=True, shuffled=True),
}
#: What a process prints of the PDFs it is given: all that is read of each, boxes as well.
_READ = (
    "import json, sys; from pathlib import Path; from audit.readers import read\n"
    "print(json.dumps([repr(read(Path(name).read_bytes(), name)) for name in sys.argv[1:]]))"
)


def _texts(document: Document) -> str:
    cells = [cell.text for table in document.tables for cell in table.cells]
    return "".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("name", ["SimSun", "FangSong_GB2312", "ABCDEF+Calibri"])
def test_a_font_that_is_only_named_under_identity_h_is_read(name: str, style: Style) -> None:
    truth = make(1, distinct=True)
    assert judge(pdf.read(without_font(truth, name, style=style)), truth, PLAIN) == ([], [])


@pytest.mark.needs("mounts of one's own")
def test_the_same_is_read_where_the_machine_has_no_fonts(tmp_path: Path) -> None:
    truth = make(2, distinct=True)
    made = {
        "gb1": make_pdf(truth),
        "identity": without_font(truth),
        "upright": without_font(truth, variant=Variant(vertical_stub=True), upright=True),
    }
    paths = [*map(str, SAMPLES)]
    for name, data in made.items():
        paths.append(str(tmp_path / f"{name}.pdf"))
        (tmp_path / f"{name}.pdf").write_bytes(data)
    command = [sys.executable, "-c", _READ, *paths]
    bare = subprocess.run(without_fonts(command), cwd=ROOT, check=True, capture_output=True).stdout
    usual = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    assert json.loads(bare) == json.loads(usual)
    assert len(json.loads(usual)) == len(paths) > len(SAMPLES) > 0


@pytest.mark.parametrize("char", "㎡㐀镕〇①Ⅷ℃")
def test_no_character_is_too_rare(char: str) -> None:
    document = pdf.read(drawn(lambda canvas: canvas.drawString(50, 700, f"第{char}号，共12件")))
    assert _texts(document) == f"第{char}号，共12件"


def test_a_character_beyond_the_basic_plane_does_not_move_those_behind_it() -> None:
    """It takes two units of UTF-16, and pdfium counts it as two characters, neither of which is known."""
    chars = "某某镇人民政府办公室二〇二四年度𠮷村公开12件"
    codes = {char: number for number, char in enumerate(dict.fromkeys(chars), 1)}
    mapped = "".join(f"<{code:04X}> <{char.encode('utf-16-be').hex()}>\n" for char, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapped}endbfchar endcmap end end"
    )
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [ <<"
        " /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >> ] >>"
    )
    page = hostile.PAGE.format("/Contents 4 0 R").replace("/Resources << >>", "/Resources << /Font << /F 5 0 R >> >>")
    drawn_ = hostile.stream(f"BT /F 10 Tf 50 700 Td <{''.join(f'{codes[c]:04X}' for c in chars)}> Tj ET".encode())
    objects = hostile.TREE | {3: page, 4: drawn_, 5: font, 6: hostile.stream(cmap.encode())}
    assert _texts(pdf.read(hostile.pdf(objects))).replace(" ", "") == chars.replace("𠮷", "\ufffd\ufffd")


def test_a_line_of_one_character_is_kept() -> None:
    """Where the machine has no Chinese font, pdfium alone drops it."""

    def draw(canvas) -> None:
        canvas.grid([50, 90, 150], [700, 760])
        for number, char in enumerate("自然人"):
            canvas.drawString(60, 745 - 15 * number, char)
        canvas.drawString(100, 730, "12")

    (table,) = pdf.read(drawn(draw)).tables
    assert [cell.text for cell in table.cells] == ["自\n然\n人", "12"]


@pytest.mark.parametrize("name", ["SimSun", "Arial"])
def test_without_a_map_a_font_that_is_not_there_is_not_read_from_a_picture_either(name: str) -> None:
    """What would be drawn is not what was printed: the machine's glyphs of the same numbers."""
    with pytest.raises(ReadError, match="字体没有文字对照表"):
        pdf.read(without_font(make(1), name, mapped=False))


def test_writing_from_top_to_bottom_stands_in_its_cells() -> None:
    truth, variant = make(1, distinct=True), Variant(vertical_stub=True)
    upright = pdf.read(without_font(truth, variant=variant, upright=True))
    assert judge(upright, truth, variant) == ([], [])
    usual = pdf.read(without_font(truth, variant=variant))
    assert [[cell.text for cell in table.cells] for table in upright.tables] == [
        [cell.text for cell in table.cells] for table in usual.tables
    ]


@pytest.mark.shared("real/洪泽区2023.pdf", "real/洪泽区2024.pdf")
@pytest.mark.parametrize("year", [2023, 2024])
def test_a_real_report_with_an_upright_stub_is_read(year: int) -> None:
    """179 cells are printed: （六）其他处理 is one row, one label is misprinted, and both are told once."""
    report = audit.read(REAL / f"洪泽区{year}.pdf")
    assert report.edition == "2021"
    assert len(report.cells) == 179
    assert {key.rsplit(".", 1)[0] for key in _form_keys() - set(report.cells)} == {
        "applications.other.not_supplemented",
        "applications.other.fee_unpaid",
        "applications.other.other",
    }
    outcomes = [outcome for outcome in audit.check(report) if outcome.verdict == "fail"]
    (block,) = [outcome for outcome in outcomes if outcome.rule == "M001"]
    assert block.message.startswith("表三“（六）其他处理”印为一行，未分列")
    assert [(o.actual, o.expected) for o in outcomes if o.rule == "M010"] == [
        ("2.其他法律行政止公开", "2.其他法律行政法规禁止公开")
    ]
    sums = [outcome.message for outcome in outcomes if outcome.rule == "A001"]
    assert sums == (
        [
            "表四“行政复议”行：10 + 1（其余为0） = 11，表中合计为 0，差 11",
            "表四“复议后起诉”行：5（其余为0） = 5，表中合计为 0，差 5",
        ]
        if year == 2023
        else []
    )


@pytest.mark.parametrize("number", range(3))
def test_a_page_that_cannot_be_read_is_no_fault_of_the_organ(number: int) -> None:
    """What is not found may stand on it: tables, sections, the title."""
    truth = make(1)
    whole, lost = (pypdfium2.PdfDocument(data) for data in (make_pdf(truth), without_font(truth, mapped=False)))
    merged, buffer = pypdfium2.PdfDocument.new(), io.BytesIO()
    for index in range(len(whole)):
        merged.import_pages(lost if index == number else whole, [index])
    merged.save(buffer)
    document = pdf.read(buffer.getvalue())
    assert f"第{number + 1}页的字体没有文字对照表" in document.notes[0]
    outcomes = run(match(document, "report", ""), load("2021"))
    assert [o.message for o in outcomes if o.verdict == "fail" and o.rule in ("M001", "M004", "M101", "M106")] == []


def _form_keys() -> set[str]:
    return set(load("2021").cells)


def test_figures_of_a_font_that_is_only_named_keep_their_values() -> None:
    truth = make(4, distinct=True)
    report = match(pdf.read(without_font(truth)), "report", "")
    assert {key: cell.value for key, cell in report.cells.items()} == {
        key: read_cell(text).value for key, text in truth.cells.items()
    }
