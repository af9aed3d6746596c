"""Pictures of the places of problems: small, the same each time, private data covered; none where none can be made."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

import audit
from audit.errors import ReadError
from audit.machine import sandbox
from audit.present import agency
from audit.render import crops
from tests.build import examined
from tests.components import demand
from tests.generate.formats import docx, pdf, scan
from tests.generate.formats.dressed import Dress, dressed, printed
from tests.generate.report import planting, truth
from tests.generate.report.pages import pages

MOST_BYTES, MOST_PICTURES = 20_000, 20
FRAME, COVER = (163, 54, 0), (150, 150, 150)
PRIVATE = "申请人赵建国（手机13912345678）来函要求要求公开文件。"


def faulty():
    """A report with a wrong total, a number of the text that is not that of its table, and private data beside a doubled word."""
    made = planting.cell("A001", "applications.granted.total", 3, "").edit(truth.make(3, year=2024))
    made = planting.cell("A001", "litigation.review.total", 3, "").edit(made)
    made = planting.counted("C001", "收到政府信息公开申请", 5, "", "applications.received.total").edit(made)
    index = next(n for n, line in enumerate(made.lines) if line.section == 1 and line.kind != "heading")
    return planting.with_line(made, index, replace(made.lines[index], text=PRIVATE + made.lines[index].text))


@cache
def found_in(path):
    """The report in a file that does not change, examined; a scan is recognised once."""
    paper = audit.read(path)
    assert paper.status != "unreadable", paper.error
    return examined(paper, audit.check(paper))


def image(crop):
    return Image.open(io.BytesIO(crop.data)).convert("RGB")


def near(picture, colour, reach=30):
    """The pixels of ``picture`` that have about that colour."""
    return (np.abs(np.asarray(picture, np.int16) - colour).max(axis=2) <= reach).sum()


@pytest.fixture(scope="module")
def pdf_file(tmp_path_factory):
    demand("libreoffice")
    path = tmp_path_factory.mktemp("crops") / "报告.pdf"
    path.write_bytes(printed([dressed(docx.write(faulty()), Dress(font="Noto Serif CJK SC"))])[0])
    return path


@pytest.fixture(scope="module")
def scanned_file(tmp_path_factory):
    demand("ocr")
    path = tmp_path_factory.mktemp("crops") / "扫描.tif"
    first, *others = (scan.picture(sheet, scan.Scan(noise=6), n) for n, sheet in enumerate(pages(faulty())))
    first.save(path, save_all=True, append_images=others)
    return path


@pytest.mark.parametrize("file", ["pdf_file", "scanned_file"])
def test_problems_are_shown_in_the_original_small_and_framed(request, file):
    found = found_in(request.getfixturevalue(file))
    made = crops(found)
    assert 3 <= len(made) <= MOST_PICTURES
    for crop in made.values():
        assert len(crop.data) <= MOST_BYTES
        assert image(crop).size == (crop.width, crop.height)
        assert near(image(crop), FRAME) > 100
    assert {one.printed for one in made} >= {found.report.cells["applications.granted.total"].raw}
    assert crops(found) == made
    page = LexborHTMLParser(str(agency.problems(found, audit.catalogue(), crops=made).text))
    shown = page.css("article img")
    assert len(shown) == len(made)
    assert all(img.attributes["src"].startswith("data:image/") for img in shown)
    assert all("原件第" in img.attributes["alt"] and "赵建国" not in img.attributes["alt"] for img in shown)


def framed(picture):
    """The frame's edges in a picture: left, top, right, bottom."""
    red = np.argwhere(np.abs(np.asarray(picture, np.int16) - FRAME).max(axis=2) <= 30)
    (top, left), (bottom, right) = red.min(axis=0), red.max(axis=0)
    return left, top, right, bottom


def ink(picture):
    """Where a picture is dark."""
    return np.asarray(picture.convert("L")) < 110


@pytest.mark.parametrize("file", ["pdf_file", "scanned_file"])
def test_a_cell_is_shown_with_the_label_of_its_row_and_the_head_of_its_column(request, file):
    found = found_in(request.getfixturevalue(file))
    made = {one.key: image(crop) for one, crop in crops(found).items() if one.key}
    row = made["applications.granted.total"]
    left, top, _, bottom = framed(row)
    words = ink(row)[top + 4 : bottom - 3, : left - 4]
    assert words[:, : words.shape[1] // 3].any(axis=0).sum() > 40, "the label of the row is not seen"
    labels = [one for one in found.report.printed if one.kind == "line" and one.key == "granted"]
    cell = found.report.cells["applications.granted.total"].place
    heads = [
        one for one in found.report.printed if one.key == "total" and one.table == "三" and one.place.page == cell.page
    ]
    assert row.width >= (labels[0].place.bbox[2] - labels[0].place.bbox[0] + cell.bbox[2] - cell.bbox[0]) * 1.5
    assert (ink(row)[: max(0, top - 6), left:].sum() > 60) == bool(heads and heads[0].place.bbox[1] < cell.bbox[1])


@pytest.mark.parametrize("file", ["pdf_file", "scanned_file"])
def test_the_one_row_of_disputes_is_shown_whole_with_its_heads(request, file):
    found = found_in(request.getfixturevalue(file))
    (row,) = (image(crop) for one, crop in crops(found).items() if one.key.startswith("litigation."))
    _, top, _, bottom = framed(row)
    cells = [cell.place.bbox for key, cell in found.report.cells.items() if key.startswith("litigation.")]
    assert row.width >= (max(box[2] for box in cells) - min(box[0] for box in cells)) * 1.5
    assert top > 2 * (bottom - top), "no heads are seen"
    columns = ink(row)[top + 3 : bottom - 2].any(axis=0)
    assert (np.diff(columns.astype(int)) == 1).sum() >= len(cells)


def test_a_row_or_paragraph_stands_once_on_a_card(pdf_file):
    found = found_in(pdf_file)
    made = crops(found)
    for places in agency.pictured(found).values():
        rows = [
            one.key.rpartition(".")[0] if one.key.startswith("applications.") else one.key.split(".")[0] or one.place
            for one in places
        ]
        assert len(rows) == len(set(rows))
    assert any(one.others for one in made if one.words), "figures of one sentence are framed together"


@pytest.mark.parametrize("file", ["pdf_file", "scanned_file"])
def test_no_line_of_a_text_is_cut_through(request, file):
    found = found_in(request.getfixturevalue(file))
    texts = [image(crop) for one, crop in crops(found).items() if one.words]
    assert texts
    for picture in texts:
        red = (np.abs(np.asarray(picture, np.int16) - FRAME).max(axis=2) <= 40).any(axis=1)
        for edge in (0, -1):
            if not red[edge]:
                assert ink(picture)[edge].sum() < picture.width / 100


def test_private_words_are_covered_and_what_stands_beside_them_is_seen(pdf_file):
    found = found_in(pdf_file)
    assert set(found.report.private) >= {"赵建国", "13912345678"}
    beside = [crop for one, crop in crops(found).items() if one.words in ("赵建国", "13912345678", "要求要求")]
    assert beside
    for crop in beside:
        covered = near(image(crop), COVER, 4)
        assert 500 < covered < crop.width * crop.height / 3
    name = next(crop for one, crop in crops(found).items() if one.words == "赵建国")
    pixels = np.asarray(image(name), np.int16)
    red = np.argwhere(np.abs(pixels - FRAME).max(axis=2) <= 30)
    (top, left), (bottom, right) = red.min(axis=0) + 5, red.max(axis=0) - 4
    inside = pixels[top:bottom, left:right].reshape(-1, 3)
    assert (np.abs(inside - COVER).max(axis=1) <= 4).mean() > 0.8
    assert inside.min() > 100, "ink of the name is seen"


def test_a_scanned_paragraph_with_private_data_is_not_shown(scanned_file):
    found = found_in(scanned_file)
    private = {passage.place.bbox for passage in found.report.passages if passage.private}
    assert private
    assert not {one.place.bbox for one in crops(found)} & private


def test_no_picture_is_made_of_a_page_whose_letters_the_file_lacks(tmp_path):
    (tmp_path / "报告.pdf").write_bytes(pdf.make_pdf(faulty()))
    found = found_in(tmp_path / "报告.pdf")
    assert agency.pictured(found)
    assert crops(found) == {}


def test_no_picture_is_made_of_a_format_without_pages(tmp_path):
    (tmp_path / "报告.docx").write_bytes(docx.write(faulty()))
    assert crops(found_in(tmp_path / "报告.docx")) == {}


def test_a_file_that_changed_or_cannot_be_drawn_costs_the_pictures_and_nothing_else(pdf_file, tmp_path, monkeypatch):
    found = found_in(pdf_file)
    moved = replace(found, report=replace(found.report, source=str(tmp_path / "无.pdf")))
    assert crops(moved) == {}
    (tmp_path / "改.pdf").write_bytes(pdf_file.read_bytes() + b"\n")
    assert crops(replace(found, report=replace(found.report, source=str(tmp_path / "改.pdf")))) == {}

    def dies(*_, **__):
        raise ReadError("读取时程序异常退出")

    monkeypatch.setattr(sandbox, "run", dies)
    assert crops(found) == {}
    assert (
        agency.problems(found, audit.catalogue(), crops=crops(found)).text
        == agency.problems(found, audit.catalogue()).text
    )
