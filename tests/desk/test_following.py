"""What is shown follows what is entered: every tab, by whomever a cell is corrected, and when the file is another one."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.desk.sitting import ORGAN, SAMPLES, samples
from tests.serving.server import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]

CELL = "applications.granted.total"
VIEWS = {"text": "原文", "tables": "表格", "charts": "图表", "beside": "并列", "years": "历年", "peers": "同类单位", "rules": "规则"}  # fmt: skip
#: What somebody sees of a piece of a page, and whether anything is still awaited.
SEEN = """(back) => {
  const sheet = back.querySelector(".sheet").shadowRoot.querySelector(".gk");
  return back.getAttribute("aria-busy") === "true" ? null : seen(sheet);
}"""
READ = """() => { window.seen = (part) => [part.textContent.replaceAll("放大", ""), ...[...part.querySelectorAll("img")].map((one) => one.src)]; }"""
OF_HTML = """(html) => seen(Object.assign(document.createElement("div"), { innerHTML: html }))"""


def corrected(window, value, cell=CELL):
    """The cell is corrected in its dialog."""
    window.button("更正识读").click()
    dialog = window.dialog("更正识读")
    dialog.locator(f"[data-key='{cell}']").click()
    dialog.get_by_label("更正为").fill(value)
    dialog.get_by_label("理由", exact=True).fill("误识")
    window.press("Control+Enter")
    window.button("仍要更正", window.dialog("更正与原件所印不同")).click()
    expect(dialog.locator(".moved")).to_contain_text("已更正为")
    window.press("Escape")


def follows(window, other, view, beside):
    """Wait until the open tab shows what somebody sees who opens it now; that."""
    other.ask("look", agency=other.row()["id"], key="")
    html = other.ask("view", name=view, agency=other.row()["id"], other=beside)["view"]["html"]
    wanted = window.page.evaluate(OF_HTML, html)
    back = window.page.locator(".back")
    wait_for(lambda: back.evaluate(SEEN) == wanted, f"the tab {view} is shown anew")
    return wanted


@pytest.mark.parametrize("view", VIEWS)
def test_every_tab_follows_a_correction_its_withdrawal_and_what_another_corrects(opened, sit, view):
    opened.page.evaluate(READ)
    other = sit(who="李四").opened()
    beside = other.row(year=2023)["id"]
    opened.look_at(ORGAN, 1)
    opened.page.get_by_role("tab", name=VIEWS[view]).click()
    if view == "beside":
        opened.page.get_by_label("与哪个单位并列").select_option(beside)
    first = follows(opened, other, view, beside)
    corrected(opened, "99")
    now = follows(opened, other, view, beside)
    # Rules say what is checked, and in which way it came out.
    assert (now != first) or view in {"peers", "rules"}
    opened.press("u")
    expect(opened.page.locator(".said")).to_contain_text("已撤销")
    assert follows(opened, other, view, beside) == first
    other.ask("correct", agency=other.row()["id"], cell=CELL, corrected="99", why="误识")
    follows(opened, other, view, beside)
    other.ask("undo")
    assert follows(opened, other, view, beside) == first


def test_the_table_shows_no_number_that_was_withdrawn(opened):
    opened.look_at(ORGAN, 1)
    opened.page.get_by_role("tab", name="表格").click()
    cell = opened.page.locator(f"[id='tab-{CELL}']")
    was = cell.inner_text()
    corrected(opened, "99")
    expect(cell).to_contain_text(re.compile("^99 更"))
    opened.press("u")
    expect(cell).to_have_text(was)


def test_evidence_marks_what_a_person_read_otherwise(at_desk):
    row = at_desk.row()["id"]
    at_desk.causes()
    at_desk.ask("correct", agency=row, cell="litigation.review.upheld", corrected="44", why="原件印作44")
    (key,) = [one["key"] for one in at_desk.causes() if "行政复议" in one["headline"]]
    shown = at_desk.ask("look", agency=row, key=key)["evidence"]["html"]
    assert re.search(r"44(</a>)? <b class=\"mark\">更</b></td>", shown)
    assert "识读已更正为“44”，原识读为0，张三：原件印作44" in shown


def test_a_tab_of_a_file_that_is_read_anew_shows_what_it_holds_now(shown, sit, tmp_path):
    folder = samples(tmp_path / "报告", [f"{ORGAN}2023.docx"])
    sitting = sit(folder).opened()
    opened = shown(sitting.desk.answer, sitting.pushed)
    opened.agencies.get_by_role("option").first.click()
    expect(opened.page.get_by_role("heading", level=2, name=ORGAN)).to_be_visible()
    opened.page.get_by_role("tab", name="表格").click()
    cell = opened.page.locator(f"[id='tab-{CELL}']")
    was = cell.inner_text()
    opened.button("打开其他").click()
    opened.button("离开", opened.dialog("打开其他报告")).click()
    shutil.copy(SAMPLES / f"{ORGAN}2024.docx", folder / f"{ORGAN}2023.docx")
    opened.page.get_by_role("button", name=re.compile("报告$")).first.click()
    opened.agencies.get_by_role("option").first.click()
    opened.page.get_by_role("tab", name="表格").click()
    expect(cell).not_to_have_text(was)


def test_where_withdrawal_takes_the_problem_away_another_is_shown_and_can_be_decided(opened):
    """A correction makes a problem, which is looked at while the correction is withdrawn."""
    opened.look_at(ORGAN, 1)
    corrected(opened, "44", "litigation.review.upheld")
    opened.cause(2).click()
    expect(opened.page.locator(".sheet .card").first).to_contain_text("行政复议")
    opened.press("u")
    expect(opened.page.locator(".said")).to_contain_text("已撤销")
    opened.shows(2)
    expect(opened.page.locator(".sheet .card").first).not_to_contain_text("行政复议")
    opened.press("c")
    opened.stands(2, "属实，张三")


def test_a_long_reason_stands_above_the_buttons_and_the_others_are_divided_from_what_counts(opened, sit):
    first = sit().opened()
    row = first.row()["id"]
    first.ask("move", agency=row, stage="first", passed=True, note="")
    sit(who="李四").opened().ask(
        "move", agency=row, stage="second", passed=False, note="请逐项与原件核对后再办理。" * 40
    )
    opened.look_at(ORGAN, 1)
    expect(opened.page.locator(".causes .words summary")).to_contain_text("退回")
    opened.page.locator(".causes .words summary").click()
    words, tools = (opened.page.locator(f".causes {one}").bounding_box() for one in (".words", ".tools"))
    assert words["y"] + words["height"] <= tools["y"]
    head = opened.page.locator(".causes > header")
    assert head.evaluate("(head) => head.scrollHeight > head.clientHeight")
    expect(opened.agency(ORGAN, 2023)).to_contain_text("其他年度和另一份")
    expect(opened.agency(ORGAN)).not_to_contain_text("其他年度")
    opened.button("评分").click()
    expect(opened.dialog("评分").get_by_role("table")).to_be_visible()
    opened.press("Escape")
    opened.agency(ORGAN, 2023).click()
    expect(opened.page.get_by_role("heading", level=2, name=ORGAN)).to_be_visible()
    opened.button("评分").click()
    expect(opened.dialog("评分").locator(".total")).to_contain_text("不评分")
    expect(opened.dialog("评分").get_by_role("table")).to_be_hidden()


def test_what_was_opened_last_and_is_gone_says_so(sit, tmp_path):
    folder = samples(tmp_path / "另一处", [f"{ORGAN}2024.docx"])
    desk = sit(folder).opened()
    folder.rename(tmp_path / "移走")
    recent = desk.ask("close")["choosing"]["recent"]
    assert [one["is_gone"] for one in recent if one["paths"] == [str(folder)]] == [True]
