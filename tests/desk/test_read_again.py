"""What the page does when a report was replaced and is read again: what it showed before is gone, and no key that is pressed meanwhile decides."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.desk.sitting import samples

NAME = "青禾县教育局"
FILE = f"{NAME}2024.txt"


def replaced(path):
    """An agency sends its report once more, with another figure."""
    path.write_text(path.read_text("utf-8").replace("72件", "86件"), "utf-8")


@pytest.fixture
def opened(shown, sit, tmp_path):
    """The desk on two reports in a window; the first of them is looked at."""
    folder = samples(tmp_path / "报告", (FILE,))
    text = (folder / FILE).read_text("utf-8").replace("教育局", "卫生局")
    (folder / "青禾县卫生局2024.txt").write_text(text, "utf-8")
    sitting = sit(folder).opened()
    found = shown(sitting.desk.answer, sitting.pushed)
    found.look_at(NAME, 2)
    return found


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_a_dialog_of_before_closes_and_its_choice_is_not_gone_on_with(opened, tmp_path):
    opened.press("a")
    dialog = opened.dialog("同类问题")
    opened.button("选定未认定的", dialog).click()
    dialog.get_by_label("不属实", exact=True).check()
    replaced(tmp_path / "报告" / FILE)
    opened.button("认定所选", dialog).click()
    told = opened.dialog("已重新读取")
    expect(told).to_contain_text(f"“{FILE}”在打开之后已换成另一份内容")
    expect(dialog).to_have_count(0)
    opened.button("知道了", told).click()
    expect(opened.root.locator("dialog")).to_have_count(0)
    opened.look_at(NAME, 2)
    opened.press("a")
    expect(dialog.get_by_role("checkbox", checked=True)).to_have_count(0)
    assert not (tmp_path / "核查记录.sqlite").exists()


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_who_goes_on_typing_while_it_is_read_again_decides_on_nothing(opened, tmp_path):
    opened.button("评分").click()
    points = opened.dialog("评分").get_by_label("问题与措施质量的得分")
    points.fill("6")
    replaced(tmp_path / "报告" / FILE)
    points.press("Enter")
    opened.press("q", "Space", "q")
    told = opened.dialog("已重新读取")
    expect(told.get_by_role("button", name="知道了")).to_be_focused()
    opened.press("q", "c", "d")
    opened.button("知道了", told).click()
    expect(opened.root.locator("dialog")).to_have_count(0)
    opened.look_at(NAME)
    opened.button("评分").click()
    # What was typed is there still, and kept by nobody; keys before the panel closed were typed in it.
    expect(points).to_have_value(re.compile("^6"))
    assert not (tmp_path / "核查记录.sqlite").exists()
