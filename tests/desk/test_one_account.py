"""What the desk says of one matter is the same wherever it says it, and nothing of it is out of reach."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.desk.sitting import ORGAN, SAMPLES, samples

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


def test_what_a_correction_against_the_print_would_move_is_told_before_and_it_does_so(at_desk):
    desk, known = at_desk, {one["key"] for one in at_desk.causes()}
    wrong = {"agency": desk.row(year=2023)["id"], "cell": "applications.carried_out.total", "why": "另有说明"}
    desk.ask("correct", **wrong, corrected="7")
    (new,) = (one for one in desk.causes() if one["key"] not in known)
    desk.decide(new["number"])
    before = desk.events()
    told = desk.ask("foresee", **wrong, corrected="8")["foreseen"]
    assert "原件印作“6”，与读取的一致，现要更正为“8”" in told
    assert f"另有1份报告的核对结果随之变动：{ORGAN}（2024年，1处认定因所据内容改变而失效，须重新认定）" in told
    assert desk.events() == before
    assert "lapsed" not in {one["state"] for one in desk.causes()}
    said = desk.answer("correct", **wrong, corrected="8")["said"]
    assert told.endswith(f"如仍更正：{said.partition('已重新核对。')[2]}")
    assert [one["state"] for one in desk.causes()].count("lapsed") == 1
    # Nothing has to be asked where it is put back to what is printed, or where nothing is printed.
    assert desk.ask("foresee", **wrong, corrected="6")["foreseen"] == ""
    blank = {"agency": desk.row(CIVIL)["id"], "cell": desk.causes(CIVIL)[1]["likely"][0], "why": "应有"}
    assert desk.ask("foresee", **blank, corrected="3")["foreseen"] == ""
    assert "没有更正" in desk.fault("foresee", **wrong, corrected="8")


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_a_correction_against_the_print_is_asked_about_and_a_restored_cell_reads_as_printed(opened):
    opened.look_at(CIVIL, 1)
    opened.button("更正识读").click()
    dialog = opened.dialog("更正识读")
    dialog.get_by_label("更正为").fill("94")
    dialog.get_by_label("理由", exact=True).fill("应为94")
    opened.press("Control+Enter")
    asked = opened.dialog("更正与原件所印不同")
    expect(asked).to_contain_text("原件印作“92”")
    opened.press("Escape")
    expect(asked).to_be_hidden()
    expect(dialog.locator(".moved")).to_have_text("")
    opened.press("Control+Enter")
    opened.button("仍要更正", asked).click()
    expect(dialog).to_contain_text("张三已更正为“94”")
    dialog.get_by_role("button", name="恢复原来的识读").click()
    expect(dialog.locator(".moved")).to_contain_text("已恢复为原来的识读")
    expect(dialog).not_to_contain_text("已更正为“94”")
    expect(dialog.get_by_label("更正为")).to_have_value("92")


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_points_that_were_typed_and_not_saved_are_there_when_the_dialog_is_opened_again(opened):
    opened.look_at(CIVIL, 1)
    opened.button("评分").click()
    dialog = opened.dialog("评分")
    points = dialog.get_by_label("时效性的得分")
    other = dialog.get_by_label("连续性的得分")
    points.fill("13")
    other.fill("4")
    opened.press("Escape")
    expect(dialog).to_be_hidden()
    opened.button("评分").click()
    expect(points).to_have_value("13")
    row = dialog.get_by_role("row", name=re.compile("^时效性"))
    expect(row.get_by_text("尚未保存")).to_be_visible()
    points.press("Enter")
    expect(row).to_contain_text("张三评定")
    expect(row.get_by_text("尚未保存")).to_be_hidden()
    expect(other).to_have_value("4")
    expect(dialog.get_by_text("尚未保存").filter(visible=True)).to_have_count(1)


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_the_reason_of_a_step_back_is_read_whole_and_what_follows_the_last_step_is_asked_about_once(opened, sit):
    reason = "第1处的依据请附上原件截图，第2处请与来函核对后再认定，" * 4
    one, other, third = (sit(who=who).opened() for who in ("张三", "李四", "王五"))
    row = one.row(CIVIL)["id"]
    one.ask("move", agency=row, stage="first", passed=True)
    other.ask("hello")
    other.ask("move", agency=row, stage="second", passed=False, note=reason)
    opened.look_at(CIVIL, 1)
    state = opened.page.locator(".causes .words")
    told = re.compile(re.escape(reason.rstrip("，")))
    expect(state.locator("summary")).to_contain_text(told)
    state.locator("summary").click()
    expect(state.locator("summary")).to_have_text("复审退回，待重新初审；尚有3处未认定")
    assert len(told.findall(state.inner_text())) == 1
    height = state.evaluate("(one) => one.scrollHeight - one.clientHeight")
    assert height <= 1
    one.ask("hello")
    one.ask("move", agency=row, stage="first", passed=True)
    other.ask("hello")
    other.ask("move", agency=row, stage="second", passed=True)
    third.ask("hello")
    third.ask("move", agency=row, stage="final", passed=True)
    expect(opened.agency(CIVIL)).to_contain_text("终审")
    opened.look_at(CIVIL, 2)
    opened.press("c")
    asked = opened.dialog("终审已完成")
    expect(asked).to_contain_text(CIVIL)
    opened.press("Escape")
    expect(opened.page.locator(".refused")).to_contain_text("终审已完成，没有录入")
    opened.stands(2, "未认定")
    opened.press("c")
    opened.button("仍要录入", asked).click()
    opened.stands(2, "属实，张三")
    opened.press("q")
    opened.stands(2, "待查，张三")
    opened.press("u")
    said = opened.page.locator(".said")
    expect(said).to_contain_text("所涉报告的终审已完成，尚未撤销")
    opened.stands(2, "待查，张三")
    opened.press("u")
    opened.stands(2, "属实，张三")


def taken(desk, name=CIVIL):
    """The steps of the review that the desk lists."""
    desk.ask("look", agency=desk.row(name)["id"], key="")
    return desk.ask("hello")["causes"]["head"]["taken"]


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_whoever_takes_a_step_of_the_review_reads_all_steps_before_it_with_their_opinions(shown, sit):
    one, other, third = (sit(who=who).opened() for who in ("张三", "李四", "王五"))
    row = one.row(CIVIL)["id"]
    assert taken(third) == []
    for desk, stage, passed, note in (
        (one, "first", True, "已逐处核对。"),
        (other, "second", False, "第2处未核实"),
        (one, "first", True, ""),
        (other, "second", True, "同意"),
    ):
        desk.ask("hello")
        desk.ask("move", agency=row, stage=stage, passed=passed, note=note)
    told = taken(third)
    assert [re.sub(r"，\d{4}-\d\d-\d\d", "", step) for step in told] == [
        "初审通过，张三：已逐处核对。",
        "复审退回，李四：第2处未核实",
        "初审通过，张三",
        "复审通过，李四：同意",
    ]
    window = shown(third.desk.answer, third.pushed)
    window.look_at(CIVIL, 1)
    state = window.page.locator(".causes .words")
    steps = state.get_by_role("listitem")
    expect(state).to_contain_text("复审已完成（李四")
    expect(steps.filter(visible=True)).to_have_count(0)
    state.locator("summary").click()
    expect(state.get_by_role("heading", name="审核经过")).to_be_visible()
    expect(steps).to_have_text(told)
    expect(steps.last).to_be_visible()
    window.button("终审通过").click()
    window.press("Control+Enter")
    expect(state.locator("summary")).to_contain_text("终审已完成（王五")
    expect(steps).to_have_count(5)
    expect(steps.first).to_contain_text("张三")
    expect(steps.last).to_contain_text("终审通过，王五")
    # What is taken back is no step of the review any more, and another report has steps of its own.
    third.ask("move_back", agency=row)
    assert taken(third) == told
    assert taken(third, ORGAN) == []


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_a_review_that_is_over_is_not_opened_again_without_a_question(shown, sit):
    one, other, third = (sit(who=who).opened() for who in ("张三", "李四", "王五"))
    row = one.row(CIVIL)["id"]
    for desk, stage in ((one, "first"), (other, "second"), (third, "final")):
        desk.ask("hello")
        desk.ask("move", agency=row, stage=stage, passed=True)
    assert "“终审通过”，所涉报告的终审已完成，尚未撤销" in third.answer("undo")["said"]
    assert third.row(CIVIL)["stage"] == "终审已完成"
    window = shown(third.desk.answer, third.pushed)
    window.look_at(CIVIL, 1)
    window.button("撤销本人的终审").click()
    asked = window.dialog("终审已完成")
    expect(asked).to_contain_text("撤销后该报告不再是终审完成的")
    window.press("Escape")
    expect(window.agency(CIVIL)).to_contain_text("终审")
    window.button("撤销本人的终审").click()
    window.button("撤销本人的终审", asked).click()
    expect(window.button("终审通过")).to_be_visible()


def test_dropped_files_that_are_no_reports_are_named_and_a_report_of_nobody_is_said_to_be_of_no_year(sit, tmp_path):
    text = (SAMPLES / f"{CIVIL}2024.txt").read_text("utf-8")
    nobody = text.replace(CIVIL, "").replace("民政局", "").replace("2024年", "")
    dropped = {
        "README.md": "说明",
        "名单.csv": "机关\n",
        f"{CIVIL}2024.txt": text,
        "来件.txt": nobody,
    }
    desk = sit(tmp_path / "nothing")
    desk.answer("hello")
    for number, (name, content) in enumerate(dropped.items()):
        data = content.encode()
        desk.answer("give", [data], name=name, at=0, size=len(data), first=number == 0)
    desk.ask("open", upload=[{"name": name, "size": len(content.encode())} for name, content in dropped.items()])
    assert desk.desk.wait(300)
    told = desk.pushed[-1]["said"]
    assert "有2个不作为报告读取：README.md、名单.csv。" in told
    parts = desk.ask("hello")
    assert parts["counts"]["reports"] == "2份报告，计入2024年度1份、年度未能确定的1份"
    apart = {row["name"]: row["apart"] for row in parts["agencies"]["rows"]}
    assert apart == {CIVIL: (), "来件.txt": ("机关未能确定", "年度未能确定")}


def test_points_that_stay_open_are_told_with_what_they_are_and_where_it_is_listed(at_desk):
    for number in range(1, len(at_desk.causes(CIVIL)) + 1):
        at_desk.decide(number, name=CIVIL)
    items = at_desk.ask("score", agency=at_desk.row(CIVIL)["id"])["score"]["items"]
    (item,) = (one for one in items if one["name"] == "完整性")
    told = item["words"]
    # What counts meanwhile is not taken for what somebody gave.
    assert (item["points"], item["counted"]) == ("", "12.50")
    parts = at_desk.ask("hello")
    head = parts["causes"]["head"]
    assert "区间：完整性待核" in head["score_words"]
    # What the head says to be given is what the boxes of the dialog hold, and the filter counts the same items.
    due = [float(one["counted"]) for one in items if one["counted"]]
    assert len(due) > 1
    assert head["score_words"].endswith(f"其中{sum(due):.2f}分待人工评定")
    (row,) = (one for one in parts["agencies"]["rows"] if one["name"] == CIVIL)
    assert (row["due"], row["ungiven_mark"]) == (len(due), "†")
    assert "得分为区间，因有待核或者待人工评定的事项：完整性9.00～12.50分" in head["remarks"]
    at_desk.ask("award", agency=at_desk.row(CIVIL)["id"], item="完整性", points="11")
    part = at_desk.ask("score", agency=at_desk.row(CIVIL)["id"])["score"]
    assert [(one["points"], one["counted"]) for one in part["items"] if one["name"] == "完整性"] == [("11.00", "")]
    assert "已给分1项" in part["words"]
    assert "区间" not in at_desk.ask("hello")["causes"]["head"]["score_words"]
    assert "可在9～12.50分之间人工评定：“准确性”所列的表四“行政复议”行：合计未填数字，无法核对" in told
    assert "“一致性”所列的正文“全年因政府信息公开引发行政复议3件”" in told
    assert "只在本项计分" in told


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_how_far_all_is_decided_is_told_with_what_the_overview_counts_of_it(shown, sit, tmp_path):
    files = samples(tmp_path / "年报", [f"{CIVIL}2024.txt"])
    roster = tmp_path / "名录.csv"
    roster.write_text(f"机关\n{CIVIL}\n青禾县气象局\n", "utf-8")
    sitting = sit(files, roster=str(roster)).opened()
    every = len(sitting.causes(CIVIL))
    sitting.decide(1, name=CIVIL)
    window = shown(sitting.desk.answer, sitting.pushed)
    expect(window.page.locator(".progressed")).to_contain_text(f"已认定 1 / {every + 1}（总览计 1 / {every}，")


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_a_table_of_all_applicants_is_seen_whole_beside_the_files_of_jupyterlab(opened):
    opened.page.set_viewport_size({"width": 1010, "height": 800})
    opened.look_at(ORGAN, 1)
    sheet = opened.page.locator(".front .sheet .scroll").first
    expect(sheet.get_by_role("columnheader", name="总计")).to_be_in_viewport(ratio=1)
    assert sheet.evaluate("(one) => one.scrollWidth <= one.clientWidth")
