"""The pages of ruled formats are drawn as they were taken apart, without anybody's private numbers and without scripts."""

from __future__ import annotations

import re

import pytest

from audit import readers
from audit.__main__ import main
from audit.document import Layout, PageLayout, PageMark
from audit.present.layout import drawing
from tests.generate.formats import ofd, pdf
from tests.generate.report import truth


@pytest.fixture(scope="module", params=("pdf", "ofd"))
def ruled(request):
    """A report in a ruled format, and what it says."""
    known = truth.make(11)
    return {"pdf": pdf.make_pdf, "ofd": ofd.make_ofd}[request.param](known), known


def test_every_cell_of_a_ruled_page_lies_between_rulings_and_is_shown_with_its_text(ruled):
    data, known = ruled
    layout = readers.layout(data, "报告")
    assert layout is not None
    cells = [mark for page in layout.pages for mark in page.marks if mark.kind == "cell"]
    printed = {mark.text for mark in cells}
    assert {text for text in known.cells.values() if text} <= printed
    for page in layout.pages:
        rulings = [mark.box for mark in page.marks if mark.kind == "ruling"]
        for cell in (mark for mark in page.marks if mark.kind == "cell"):
            assert any(abs(y0 - cell.box[1]) < 5 or abs(y0 - cell.box[3]) < 5 for _, y0, _, y1 in rulings if y0 == y1)
    shown = drawing(layout, "报告.pdf")
    assert all(f">{text}</text>" in shown for text in printed if text.isdigit())


def test_a_document_without_rulings_has_no_layout():
    assert readers.layout("总体情况\n".encode(), "报告.txt") is None


def test_a_drawing_has_no_script_and_hides_identity_numbers():
    mark = PageMark("line", (10, 10, 200, 22), "<script>alert(1)</script>身份证号110101199003078515")
    shown = drawing(Layout((PageLayout(1, 595, 842, (mark,)),)), "<b>.pdf")
    assert "<script" not in shown
    assert "<b>" not in shown
    assert "110101199003078515" not in shown
    assert "default-src 'none'" in shown


def test_a_page_says_how_many_lines_were_rulings_and_how_many_were_not():
    marks = (
        PageMark("ruling", (0, 0, 9, 0)),
        PageMark("stroke", (0, 5, 9, 5)),
        PageMark("cell", (0, 0, 9, 9), "1", 1, 1, 1, inferred=True),
    )
    words = PageLayout(3, 100, 100, marks, recognised=True).words()
    assert re.search(
        "第3页（扫描的页.*取作表格线的1条，围成表格1个、单元格1个.*其中1个有一边没有画线.*没有取作表格线的线条1条",
        words,
    )


def test_the_command_writes_a_drawing_for_each_ruled_report_and_says_why_there_is_none(tmp_path, capsys):
    (tmp_path / "甲.pdf").write_bytes(pdf.make_pdf(truth.make(11)))
    (tmp_path / "乙.txt").write_text("甲县水利局2024年政府信息公开工作年度报告\n一、总体情况\n有序推进。\n", "utf-8")
    (tmp_path / "丙.txt").write_bytes((tmp_path / "乙.txt").read_bytes())
    given = [str(tmp_path / name) for name in ("乙.txt", "甲.pdf", "丙.txt")]
    assert main(["extract", *given, "--draw", str(tmp_path / "图")]) == 0
    (drawn,) = (tmp_path / "图").iterdir()
    assert drawn.name.endswith("·版面.html")
    told = capsys.readouterr().err
    assert f"版面图：{tmp_path / '甲.pdf'} → {drawn}" in told
    assert told.count("没有可画的版面") == 2
    (tmp_path / "占用").write_text("x")
    assert main(["extract", str(tmp_path / "甲.pdf"), "--draw", str(tmp_path / "占用")]) == 3
    printed = capsys.readouterr()
    assert "无法建立文件夹" in printed.err
    assert printed.out == ""  # said before anything is read
    assert main(["extract", str(tmp_path / "甲.pdf"), "--draw", ""]) == 2
