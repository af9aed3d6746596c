"""What the desk says of one matter is the same wherever it says it, and nothing of it is out of reach."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.desk.sitting import ORGAN

CIVIL = "青禾县民政局"


def test_a_grade_that_is_open_is_open_in_the_row_and_the_head_as_in_the_score(at_desk):
    row = at_desk.row(CIVIL)["id"]
    for number in range(1, len(at_desk.causes(CIVIL)) + 1):
        at_desk.decide(number, name=CIVIL)
    told = at_desk.ask("award", agency=row, item="时效性", points="14")
    (shown,) = (one for one in told["agencies_changed"]["rows"] if one["id"] == row)
    total = told["score"]["total"]
    assert total == "89.00～92.50分　待定（良好～优秀）"
    assert f"{shown['score']}分　{shown['grade']}" == total
    assert told["causes"]["head"]["score_words"].startswith(total)


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_keys_go_on_after_the_bar_that_tells_of_a_page_is_dismissed(opened):
    opened.look_at(ORGAN, 1)
    opened.press("c")
    opened.stands(1, "属实，张三")
    opened.button("核查页").click()
    bar = opened.page.locator(".telling .made")
    expect(bar).to_contain_text("核查页已生成")
    opened.button("知道了", bar).click()
    expect(bar).to_be_hidden()
    expect(opened.causes).to_be_focused()
    opened.press("u")
    opened.stands(1, "未认定")
