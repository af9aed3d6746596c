"""The panel of points: what is given is given to the organ whose line it is, no key in it decides on anything beside it, and what is typed stays."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.desk.sitting import ORGAN

OTHER = "青禾县民政局"
ITEM = "问题与措施质量"

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]


@pytest.fixture
def slow(shown, at_desk):
    """The desk in a window, with its panel of points open, and what lets answers to a verb wait until it is called again."""
    page_holds = """(verb) => {
      const answer = window.answer;
      const open = new Promise((resolve) => { window.letGo = resolve; });
      window.answer = async (message, buffers) => {
        const found = await answer(message, buffers);
        if (message.do === verb) await open;
        return found;
      };
    }"""
    found = shown(at_desk.desk.answer, at_desk.pushed)
    found.look_at(ORGAN)
    found.button("评分").click()
    return found, lambda verb: found.page.evaluate(page_holds, verb)


def field(opened, what):
    return opened.dialog("评分").get_by_label(f"{ITEM}的{what}")


def test_points_go_to_the_organ_whose_line_was_filled_in_though_another_is_seen_by_now(slow, at_desk):
    opened, hold = slow
    row, panel = at_desk.row()["id"], opened.dialog("评分")
    field(opened, "得分").fill("7")
    hold("score")
    opened.agency(OTHER).click()
    expect(panel.get_by_role("status")).to_contain_text(f"以下仍是{ORGAN}")
    panel.get_by_role("row", name=re.compile(f"^{ITEM}")).get_by_role("button", name="保存").click()
    opened.page.wait_for_function("window.sent.some((one) => one.do === 'award')")
    opened.page.evaluate("window.letGo()")
    expect(panel).to_have_accessible_name(re.compile(OTHER))
    expect(opened.page.locator(".telling")).to_contain_text(f"“{ITEM}”评为7分")
    assert [one["agency"] for one in opened.page.evaluate("window.sent") if one["do"] == "award"] == [row]
    assert [one.agency for one in at_desk.events()] == [ORGAN]


def test_no_key_decides_wherever_in_the_panel_one_clicked(slow, at_desk):
    opened, _ = slow
    panel = opened.dialog("评分")
    for place in ("h3", ".total", "th[scope=row]", "td.value", "p.quiet"):
        panel.locator(place).first.click()
        opened.press("q", "c")
    assert not (at_desk.folder / "核查记录.sqlite").exists()
    assert not [one for one in opened.page.evaluate("window.sent") if one["do"] == "decide"]


def test_a_note_typed_while_the_points_are_being_saved_stays_and_is_told_as_not_saved(slow):
    opened, hold = slow
    points, note, line = (
        field(opened, "得分"),
        field(opened, "评分说明"),
        opened.dialog("评分").get_by_role("row", name=re.compile(f"^{ITEM}")),
    )
    hold("award")
    points.fill("7")
    points.press("Enter")
    note.press_sequentially("按通知")
    opened.page.evaluate("window.letGo()")
    expect(line).to_contain_text("张三评定")
    expect(note).to_be_focused()
    note.press_sequentially("第三条")
    expect(note).to_have_value("按通知第三条")
    expect(line.get_by_text("尚未保存")).to_be_visible()
    note.press("Enter")
    expect(line.get_by_text("尚未保存")).to_be_hidden()
    expect(note).to_have_value("按通知第三条")
    expect(points).to_have_value("7.00")
