"""Where a cell stands in the original is seen while it is corrected, read or not; nothing is decided before its picture is seen."""

from __future__ import annotations

import pytest
from PIL import ImageDraw
from playwright.sync_api import expect

import audit
from tests.components import demand
from tests.generate.formats import docx, scan
from tests.generate.formats.dressed import Dress, dressed, printed
from tests.generate.report import planting, truth
from tests.generate.report.pages import pages
from tests.serving.server import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]

#: A cell of a table whose rows stand below each other, and one of a table whose lines stand side by side, each with a number that is not 0.
BELOW, BESIDE = "applications.granted.total", "litigation.suit_direct.total"
PAGE_POINT = scan.Scan().dpi / 72


@pytest.fixture(scope="module")
def smudged(tmp_path_factory):
    """A folder with a scan of which two cells cannot be read, and which places they have."""
    demand("ocr")
    folder = tmp_path_factory.mktemp("smudged") / "扫描"
    folder.mkdir()
    path, made = folder / "青云县水利局2024.tif", truth.make(3, year=2024)
    sheets = [scan.picture(sheet, scan.Scan(noise=6), number) for number, sheet in enumerate(pages(made))]
    read = audit.read(save(path, sheets))
    places = {key: read.cells[key].place for key in (BELOW, BESIDE)}
    for place in places.values():
        left, top, right, bottom = place.bbox
        middle = (left + right) / 2
        spot = [edge * PAGE_POINT for edge in (middle - 9, top + 2, middle + 9, bottom - 2)]
        ImageDraw.Draw(sheets[place.page - 1]).ellipse(spot, fill=60)
    save(path, sheets)
    return folder, places


def save(path, sheets):
    sheets[0].save(path, save_all=True, append_images=sheets[1:])
    return path


def chosen(dialog, key):
    """What is shown of the original beside a cell that is chosen, once it is there."""
    dialog.locator(f"[data-key='{key}']").click()
    expect(dialog.locator(f"[data-key='{key}']")).to_have_attribute("aria-pressed", "true")
    original = dialog.get_by_role("group", name="该格在原件中的位置")
    expect(original).to_have_attribute("aria-busy", "false")
    return original


@pytest.mark.slow
@pytest.mark.needs("ocr")
def test_a_cell_of_a_scan_that_was_not_read_is_seen_where_it_stands(shown, sit, smudged):
    folder, places = smudged
    sitting = sit(folder).opened()
    window = shown(sitting.desk.answer, sitting.pushed)
    window.button("更正识读").click()
    dialog = window.dialog("更正识读")
    for key in (BELOW, BESIDE):
        original = chosen(dialog, key)
        expect(dialog).to_contain_text("没有读到此格")
        expect(original).to_contain_text(f"原件第{places[key].page}页")
        expect(original).to_contain_text("位置按行名和列名推定")
        picture = original.get_by_role("img")
        expect(picture).to_be_visible()
        assert picture.evaluate("(one) => one.naturalWidth > 60 && one.naturalHeight > 20")
        expect(dialog.get_by_label("更正为")).to_be_in_viewport(ratio=1)
    dialog.get_by_label("更正为").fill("16")
    dialog.get_by_label("理由", exact=True).fill("原件印有16")
    window.press("Control+Enter")
    expect(dialog.locator(".moved")).to_contain_text("已更正为")
    expect(picture).to_be_visible()
    original.get_by_role("button", name="放大").click()
    expect(window.dialog("截图").get_by_role("img")).to_be_visible()


@pytest.mark.needs("libreoffice")
def test_nothing_is_decided_before_the_picture_of_the_evidence_is_seen(shown, sit, tmp_path):
    made = planting.cell("A001", "applications.granted.total", 3, "").edit(truth.make(3, year=2024))
    made = planting.cell("A001", "litigation.review.total", 3, "").edit(made)
    (tmp_path / "报告").mkdir()
    # Only of a file that has its letters are there pictures.
    (tmp_path / "报告" / "报告.pdf").write_bytes(
        printed([dressed(docx.write(made), Dress(font="Noto Serif CJK SC"))])[0]
    )
    sitting, told = sit(tmp_path / "报告").opened(), []
    window = shown(sitting.desk.answer, told)
    window.cause(2).click()
    beside, front = window.page.locator(".deciding"), window.page.locator(".pane.evidence .front")
    expect(window.page.locator(".sheet .card .badge").first).to_contain_text("问题2")
    expect(front).to_contain_text("正在截取原件的图像……")
    window.press("c")
    expect(beside).to_contain_text("右栏还没有显示原件的图像，请看过证据后再认定。")
    for words in ("属实", "不属实", "待查"):
        expect(window.button(words, beside)).to_be_disabled()
    (key,) = {one["key"] for one in window.page.evaluate("window.sent") if one["do"] == "look" and one.get("key")}
    pictures = lambda: [one for one in sitting.pushed if one["parts"].get("evidence", {}).get("key") == key]  # noqa: E731
    wait_for(pictures, "the picture is drawn")
    assert not [one for one in window.page.evaluate("window.sent") if one["do"] == "decide"]
    told.extend(pictures())
    window.shows(2)
    expect(window.page.locator(".sheet figure.place img").first).to_be_visible()
    expect(beside.get_by_role("alert")).to_be_hidden()
    window.press("c")
    window.stands(2, "属实，张三")
