"""What is at hand where one decides: the arithmetic in sight, what becomes of a text beside the box, the next problem, the own step back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.desk.sitting import ORGAN, samples

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]
MARKET, CIVIL = "青禾县市场监督管理局", "青禾县民政局"


def heading(window, name):
    return window.page.get_by_role("heading", level=2, name=name, exact=True)


@pytest.mark.parametrize("name", [ORGAN, CIVIL, MARKET])
def test_the_arithmetic_is_seen_without_scrolling_and_folded_lines_can_be_unfolded(shown, sit, tmp_path, name):
    files = [f"{name}2024.{'docx' if name == ORGAN else 'txt'}"]
    sitting = sit(samples(tmp_path / "年报", files)).opened()
    window = shown(sitting.desk.answer, sitting.pushed)
    window.look_at(name, 1)
    sheet = window.page.locator(".front .sheet")
    sums = sheet.locator(".worked p")
    for at in range(sums.count()):
        expect(sums.nth(at)).to_be_in_viewport(ratio=1)
    expect(sheet.locator(".worked p.sum").first).to_contain_text("差")
    expect(sheet.locator("td.wrong").first).to_be_visible()
    folded, told = sheet.locator("tr.unfolds"), sheet.locator("tr.instead")
    expect(folded.first).to_be_hidden()
    expect(told.first).to_be_visible()
    summary = sheet.get_by_text(re.compile("^列出从略的"))
    summary.click()
    expect(told.first).to_be_hidden()
    for at in range(folded.count()):
        expect(folded.nth(at)).to_be_visible()


def test_what_becomes_of_a_text_is_told_beside_its_box(opened):
    opened.look_at(ORGAN, 1)
    opened.press("n")
    box = opened.page.locator(".writing.note")
    expect(box.locator(".hint")).to_contain_text("随属实、不属实或待查一并保存")
    opened.page.keyboard.type("与原件核对")
    opened.press("Control+Enter")
    expect(box.locator(".hint")).to_contain_text("备注还没有保存")
    expect(opened.page.locator(".telling .said")).to_have_text("")
    opened.press("c")
    opened.stands(1, "属实，张三：.*，备注：与原件核对")
    expect(box.locator(".form")).to_be_hidden()
    expect(box.locator(".text")).to_have_text("与原件核对")
    opened.press("n")
    expect(box.locator(".hint")).not_to_contain_text("尚未认定")


def test_the_next_one_is_below_then_in_the_next_agency_and_last_what_was_passed_over(shown, sit, tmp_path):
    sitting = sit(samples(tmp_path / "年报", [f"{CIVIL}2024.txt", f"{ORGAN}2024.docx"])).opened()
    first, second = (row["name"] for row in sitting.ask("hello")["agencies"]["rows"])
    numbers = [len(sitting.causes(name)) for name in (first, second)]
    for name, number in zip((first, second), numbers, strict=True):
        for at in range(1, number + 1):
            if (name, at) not in ((first, 1), (first, number), (second, 2)):
                sitting.decide(at, "pending" if at % 2 else "confirmed", name=name)
    window = shown(sitting.desk.answer, sitting.pushed)
    window.look_at(first, 2)
    window.press("j")
    window.shows(numbers[0])
    expect(heading(window, first)).to_be_visible()
    window.press("j")
    expect(heading(window, second)).to_be_visible()
    window.shows(2)
    window.press("j")
    expect(heading(window, first)).to_be_visible()
    window.shows(1)
    # What is pending was looked at: it is not come back to.
    window.press("q")
    window.stands(1, "待查")
    window.press("j")
    window.shows(numbers[0])
    window.press("q")
    window.stands(numbers[0], "待查")
    window.press("j")
    expect(heading(window, second)).to_be_visible()
    window.shows(2)
    window.press("j")
    expect(window.page.locator(".telling .said")).to_contain_text("只剩这一处未认定")


def test_who_passed_a_step_takes_it_back_by_a_button(opened):
    opened.look_at(ORGAN, 1)
    opened.button("初审通过").click()
    opened.press("Control+Enter")
    expect(opened.agency(ORGAN)).to_contain_text("初审")
    opened.button("撤销本人的初审").click()
    expect(opened.page.locator(".telling .said")).to_contain_text("已撤销本人在青禾县水利局2024年度报告上办理的一步")
    expect(opened.button("初审通过")).to_be_visible()
    expect(opened.button("撤销本人的初审")).to_have_count(0)
    expect(opened.agency(ORGAN)).not_to_contain_text("初审")
