"""What the browser does with what a person does: keys, typing, long lists, files that are dropped, answers that do not come."""

from __future__ import annotations

import base64
import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from audit.decisions import NAME, RULING_MEANINGS
from tests.desk.sitting import ORGAN, Sitting, samples
from tests.generate.formats import flat
from tests.generate.report import truth

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]


def decisions(window):
    """What was sent to be decided."""
    return [one for one in window.page.evaluate("window.sent") if one["do"] == "decide"]


def test_the_whole_is_done_by_keyboard_alone(shown, sit, reports, tmp_path):
    sitting = sit(tmp_path / "nothing")
    page = (window := shown(sitting.desk.answer, sitting.pushed)).page
    expect(page.get_by_role("textbox", name="路径")).to_be_focused()
    page.keyboard.type(f'"{reports}"')
    window.press("Enter")
    expect(window.agencies).to_be_focused()
    window.press("/")
    page.keyboard.type("水利")
    window.press("ArrowDown")
    expect(window.agencies).to_be_focused()
    expect(page.get_by_role("heading", level=2, name=ORGAN)).to_be_visible()
    window.press("ArrowRight")
    window.shows(1)
    window.press("c")
    window.stands(1, "属实，张三")
    window.press("j")
    window.shows(2)
    window.press("d")
    expect(window.dialog("认定为不属实")).to_be_visible()
    window.press("Tab")
    page.keyboard.type("数字1不是理由")
    window.press("Control+Enter")
    window.stands(2, "不属实，张三：.*数字1不是理由")
    window.press("j")
    window.shows(3)
    window.press("n")
    page.keyboard.type("待来函")
    window.press("Control+Enter", "q")
    window.stands(3, "待查，张三：.*待来函")
    window.press("g")
    page.keyboard.type("请改正。")
    window.press("Control+Enter")
    expect(page.locator(".writing.proposal")).to_contain_text("请改正。")
    window.press("u", "u")
    window.stands(3, "未认定")
    window.press("ArrowRight")
    expect(page.get_by_role("tabpanel")).to_be_focused()
    window.press("Shift+Tab", "Shift+Tab", "Shift+Tab", "?")
    expect(window.dialog("按键和用法")).to_be_visible()
    window.press("Escape", "ArrowLeft", "ArrowLeft")
    expect(window.agencies).to_be_focused()


def test_buttons_and_help_say_what_each_decision_records(opened):
    opened.look_at(ORGAN, 1)
    opened.press("?")
    help_text = opened.dialog("按键和用法")
    for ruling, words in RULING_MEANINGS.items():
        expect(opened.page.locator(f".rulings button.{ruling}")).to_have_attribute("title", words)
        expect(help_text).to_contain_text(words)


def test_no_key_is_taken_from_who_types_and_none_decides_twice(opened):
    page = opened.page
    opened.look_at(ORGAN, 2)
    opened.press("Control+c", "Alt+d", "Control+q")
    page.evaluate("""() => {
        const press = (given) => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...given }));
        press({ key: "c", isComposing: true });
        press({ key: "c", repeat: true });
    }""")
    opened.press("/")
    page.keyboard.type("cdq")
    opened.press("Escape")
    opened.look_at(ORGAN, 3)
    opened.press("n")
    page.keyboard.type("cdqju")
    opened.press("Escape")
    opened.press("q")
    opened.stands(3, "待查")
    assert [(one["ruling"], "note" in one) for one in decisions(opened)] == [("pending", False)]


def test_nothing_is_decided_on_evidence_that_is_not_seen(opened):
    opened.look_at(ORGAN, 1)
    opened.page.evaluate("window.dead = true")
    beside = opened.page.locator(".deciding")
    opened.press("ArrowDown", "n")
    expect(beside).to_contain_text("请稍候再写")
    opened.press("c")
    expect(beside).to_contain_text("请看过证据后再认定")
    for words in ("属实", "不属实", "待查", "备注"):
        expect(opened.button(words, beside)).to_be_disabled()
    assert decisions(opened) == []


def test_evidence_that_was_seen_is_decided_on_from_every_tab(opened):
    page = opened.page
    opened.look_at(ORGAN, 2)
    page.locator(".sheet a[href='#zw-6']").first.click()
    expect(page.get_by_role("tab", name="原文")).to_have_attribute("aria-selected", "true")
    opened.press("c")
    opened.stands(2, "属实，张三")
    page.get_by_role("tab", name="表格").click()
    expect(opened.button("待查", page.locator(".deciding"))).to_be_enabled()
    opened.button("待查", page.locator(".deciding")).click()
    opened.stands(2, "待查，张三")
    expect(page.get_by_role("tab", name="表格")).to_have_attribute("aria-selected", "true")


def test_the_report_that_a_cause_names_is_set_beside_at_once_with_its_text(shown, sit, tmp_path):
    organ = "青禾县人力资源和社会保障局"
    both = samples(tmp_path / "年报", (f"{organ}2023.docx", f"{organ}2024.docx"))
    sitting = sit(both).opened()
    (latest,) = (row for row in sitting.ask("hello")["agencies"]["rows"] if row["year"] == 2024)
    cause = next(one for one in sitting.causes(organ) if one["rule"] == "O002")
    sitting.ask("look", agency=latest["id"], key=cause["key"])
    page = shown(sitting.desk.answer, sitting.pushed).page
    expect(page.locator(".front .pair").first).to_be_visible()
    page.get_by_role("tab", name="并列").click()
    chosen = page.get_by_label("与哪个单位并列").locator("option:checked")
    expect(chosen).to_contain_text("2023")
    seen = page.locator(".back")
    expect(seen.locator(".pair mark").first).to_be_visible()
    expect(seen.locator("caption", has_text="主要数据并列")).to_be_attached()
    seen.locator("summary", has_text="第五部分").click()
    expect(seen.get_by_text("（一）存在的主要问题").last).to_be_visible()


def test_whoever_gives_other_points_than_another_is_asked_once(opened, sit):
    other = sit(who="李四").opened()
    other.ask("award", agency=other.row()["id"], item="问题与措施质量", points="8", note="座谈少")
    opened.look_at(ORGAN, 1)
    opened.button("评分").click()
    dialog = opened.dialog("评分")
    points = dialog.get_by_role("textbox", name=re.compile("问题与措施质量的得分"))
    expect(points).to_have_value("8.00")
    points.fill("6")
    opened.press("Enter")
    asked = opened.dialog("与他人的评分不同")
    expect(asked).to_contain_text("李四：8分")
    expect(asked).to_contain_text("座谈少")
    opened.press("Escape")
    expect(asked).to_be_hidden()
    row = dialog.get_by_role("row", name=re.compile("问题与措施质量"))
    expect(row).to_contain_text("尚未保存")
    expect(row).to_contain_text("李四评定")
    opened.button("保存", row).click()
    opened.button("仍要录入", asked).click()
    expect(row).to_contain_text("张三评定")
    expect(row).to_contain_text("代替李四评定的8分")
    # They are his own now: nobody is asked again.
    dialog.get_by_role("textbox", name=re.compile("问题与措施质量的得分")).fill("5")
    opened.press("Enter")
    expect(row.get_by_role("textbox", name=re.compile("得分"))).to_have_value("5.00")


def test_points_are_given_beside_evidence_and_text_and_follow_the_agency_and_what_others_give(opened, sit):
    page, organ = opened.page, "青禾县民政局"
    other = sit(who="李四").opened()
    opened.look_at(organ, 1)
    page.get_by_role("tab", name="表格").click()
    opened.button("评分").click()
    panel, text = opened.dialog("评分"), page.get_by_role("tabpanel")
    points = panel.get_by_label("时效性的得分")
    expect(points).to_be_focused()
    for width in (1100, 1280, 1440, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function("(width) => document.querySelector('.panes').clientWidth === width", arg=width)
        own, beside = panel.bounding_box(), text.bounding_box()
        assert own["x"] + own["width"] <= beside["x"]
        assert beside["width"] > 450
        assert panel.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    points.fill("13")
    expect(page.locator(".back[aria-busy=false] .sheet")).to_contain_text("总计")
    assert text.evaluate("(one) => { one.scrollTop = one.scrollHeight; return one.scrollTop; }") > 0
    expect(points).to_be_focused()
    # What is typed is no key, and what others give does not disturb it.
    points.press("c")
    other.ask("award", agency=other.row(organ)["id"], item="连续性", points="4")
    expect(panel.get_by_role("row", name=re.compile("^连续性"))).to_contain_text("李四评定")
    expect(points).to_have_value("13c")
    expect(points).to_be_focused()
    points.fill("13")
    opened.cause(2).click()
    opened.shows(2)
    opened.press("c")
    opened.stands(2, "属实，张三")
    # Whoever gives points reads on in the text of the next agency, all of which is unfolded.
    page.get_by_role("tab", name="原文").click()
    opened.agency(ORGAN).click()
    expect(panel).to_have_accessible_name(re.compile(ORGAN))
    expect(points).to_have_count(0)
    expect(page.get_by_role("tab", name="原文", selected=True)).to_be_visible()
    parts = page.locator(".back[aria-busy=false] details.part")
    expect(parts.filter(has_text="第五部分")).to_have_attribute("open", "")
    assert parts.evaluate_all("(all) => all.every((one) => one.open)")
    opened.agency(organ).click()
    expect(panel).to_have_accessible_name(re.compile(organ))
    expect(points).to_have_value("13")
    points.press("Enter")
    expect(panel.get_by_role("row", name=re.compile("^时效性"))).to_contain_text("张三评定")
    expect(points).to_be_focused()
    opened.press("Escape")
    expect(panel).to_be_hidden()
    expect(opened.causes).to_be_focused()
    assert [one["ruling"] for one in decisions(opened)] == ["confirmed"]


def test_whoever_decides_otherwise_than_another_is_asked_once(opened, sit):
    page = opened.page
    sit(who="李四").opened().decide(1, note="与原件核对")
    opened.look_at(ORGAN, 1)
    opened.stands(1, "属实，李四：.*，备注：与原件核对")
    opened.press("q")
    asked = opened.dialog("认定为待查（仲裁）")
    expect(asked).to_contain_text("李四：属实")
    expect(asked).to_contain_text("与原件核对")
    expect(asked).to_contain_text(f"{ORGAN}（2024年） 问题1")
    opened.press("Escape")
    expect(asked).to_be_hidden()
    opened.press("c")
    opened.stands(1, "属实，张三")
    other = sit(who="李四").opened()
    other.decide(1, "confirmed", note="再次核对")
    opened.stands(1, "属实，李四")
    opened.press("d")
    asked = opened.dialog("认定为不属实（仲裁）")
    expect(asked).to_contain_text("再次核对")
    expect(asked).to_contain_text(f"{ORGAN}（2024年） 问题1")
    opened.press("1", "Enter")
    opened.stands(1, "不属实，张三：.*，理由：")
    # What was written for the contrary stands no more.
    expect(opened.cause(1)).not_to_contain_text("有备注")
    opened.cause(2).click()
    opened.shows(2)
    opened.press("d", "1", "Enter")
    opened.stands(2, "不属实，张三：.*，理由：")
    expect(opened.cause(2)).not_to_contain_text("有备注")
    opened.cause(1).click()
    opened.shows(1)
    page.locator(".more summary").click()
    expect(page.locator(".more")).to_contain_text("不属实（仲裁，代替李四的“属实”）")
    opened.press("q")
    opened.stands(1, "待查，张三")
    assert [one["ruling"] for one in decisions(opened)] == ["confirmed", "dismissed", "dismissed", "pending"]


def test_what_was_typed_outlives_an_answer_that_does_not_come_and_a_reload(opened):
    page = opened.page
    opened.look_at(ORGAN, 1)
    opened.press("c")
    opened.stands(1, "属实")
    page.clock.install()
    page.evaluate("window.dead = true")
    opened.press("n")
    page.keyboard.type("写到一半")
    opened.press("Control+Enter")
    page.clock.fast_forward(15_000)
    expect(page.locator(".lost")).to_contain_text("没有回应")
    expect(page.locator(".lost")).to_contain_text(f"备注：{ORGAN}（2024年） 问题1")
    expect(page.get_by_role("textbox", name="备注")).to_have_value("写到一半")
    opened.start()
    expect(page.locator(".telling .fault")).to_contain_text(f"备注：{ORGAN}（2024年） 问题1")
    expect(page.get_by_role("textbox", name="备注")).to_have_value("写到一半")


def test_a_place_of_the_text_is_led_to_from_the_evidence(opened):
    opened.look_at(ORGAN, 2)
    opened.page.locator(".sheet a[href='#zw-6']").first.click()
    expect(opened.page.get_by_role("tab", name="原文")).to_have_attribute("aria-selected", "true")
    place = opened.page.locator(".sheet #zw-6")
    expect(place).to_contain_text("全年作出行政许可决定26件")
    expect(place).to_be_in_viewport()
    place.get_by_role("link", name="问题2", exact=True).click()
    opened.shows(2)
    opened.cause(1).click()
    opened.shows(1)
    opened.page.locator(".sheet a[href='#tab-applications.granted.total']").first.click()
    expect(opened.page.locator(".sheet .arrived")).to_be_in_viewport()


def test_files_that_are_dropped_are_sent_in_pieces_and_opened(shown, sit, reports, tmp_path):
    sitting = sit(tmp_path / "nothing")
    window = shown(sitting.desk.answer, sitting.pushed)
    expect(window.button("浏览…")).to_be_visible()
    source = base64.b64encode((reports / "青禾县教育局2024.txt").read_bytes()).decode()
    drop = """([source, size]) => {
        const dropped = new DataTransfer();
        const bytes = Uint8Array.from(atob(source), (one) => one.charCodeAt(0));
        const file = new File([bytes], "青禾县教育局2024.txt");
        if (size) Object.defineProperty(file, "size", { value: size });
        dropped.items.add(file);
        if (size) Object.defineProperty(dropped, "files", { value: [file] }), Object.defineProperty(dropped, "items", { value: [] });
        document.querySelector(".opening").dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: dropped }));
    }"""
    window.page.evaluate(drop, [source, 900 * 1024**2])
    expect(window.page.locator(".opening .fault")).to_contain_text("超过单个文件的上限")
    assert all(one["do"] != "give" for one in window.page.evaluate("window.sent"))
    window.page.evaluate(drop, [source, 0])
    expect(window.agency("青禾县教育局")).to_be_visible()


def test_a_folder_of_many_files_is_refused_before_any_is_sent_and_files_of_one_name_are_told_apart(
    shown, sit, reports, tmp_path
):
    sitting = sit(tmp_path / "nothing")
    window = shown(sitting.desk.answer, sitting.pushed)
    expect(window.button("浏览…")).to_be_visible()
    drop = """([source, count]) => {
        const file = new File([Uint8Array.from(atob(source), (one) => one.charCodeAt(0))], "年报.txt");
        const one = { isFile: true, name: "年报.txt", file: (found) => { window.looked = (window.looked ?? 0) + 1; found(file); } };
        let left = count;
        const folder = { isFile: false, name: "文件夹", createReader: () => ({ readEntries: (found) => {
            const some = Math.min(100, left);
            left -= some;
            found(Array(some).fill(one));
        } }) };
        const dropped = new DataTransfer();
        Object.defineProperty(dropped, "items", { value: [{ webkitGetAsEntry: () => folder }] });
        document.querySelector(".opening").dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: dropped }));
    }"""
    source = base64.b64encode((reports / "青禾县教育局2024.txt").read_bytes()).decode()
    window.page.evaluate(drop, [source, 10_000])
    expect(window.page.locator(".opening .fault")).to_contain_text("超过一次接收的上限2000个，没有接收")
    assert window.page.evaluate("window.looked") == 2001
    assert all(one["do"] != "give" for one in window.page.evaluate("window.sent"))
    window.page.evaluate(drop, [source, 3])
    expect(window.agencies.get_by_role("option")).to_have_count(3)
    (folder,) = (sitting.folder / "收到的文件").iterdir()
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.txt")}
    assert files == {"文件夹/年报.txt", "文件夹/年报(2).txt", "文件夹/年报(3).txt"}


def test_time_that_is_left_is_told_until_a_report_takes_longer(shown):
    left = 1000

    def answer(said, _):
        reading = {"done": 1, "total": 2, "left_seconds": left, "words": "读取报告"}
        return {"n": said["n"], "parts": {"stage": {"name": "reading"}, "reading": reading}, "said": "", "fault": ""}

    told = shown(answer).page.get_by_label("正在读取")
    expect(told).to_contain_text("大约还需16分40秒")
    left = 1
    told = shown(answer).page.get_by_label("正在读取")
    expect(told).to_contain_text("用时较长")
    expect(told).to_contain_text("读取报告")
    expect(told).not_to_contain_text("大约还需")


def test_a_list_of_ten_thousand_is_drawn_in_part_and_told_whole(shown):
    rows = [
        {"id": str(n), "name": f"第{n}局", "region": "甲" if n % 2 else "乙", "kind": "", "year": 2024, "grade": "",
         "score": "", "decided": 0, "causes": 1, "errors": n % 3, "warnings": 0, "open": 0, "assigned": "", "stage": "",
         "status_words": "", "title": "", "apart": []}
        for n in range(10_000)
    ]  # fmt: skip
    whole = {"title": "核查台", "who": "张三", "names": {}, "reasons": [], "notes": []}

    def answer(said, _):
        parts = {}
        if said["do"] == "hello":
            parts = {"stage": {"name": "open"}, "whole": whole, "agencies": {"rows": rows}}
        if said["do"] in {"hello", "look"}:
            name = said.get("agency", "0")
            parts["causes"] = {"agency": name, "head": {"name": f"第{name}局"}, "rows": [], "added": []}
            parts["evidence"] = {"agency": name, "key": "", "html": ""}
        return {"n": said["n"], "parts": parts, "said": "", "fault": ""}

    window = shown(answer)
    expect(window.agencies).to_be_focused()
    window.press("End")
    last = window.agencies.get_by_role("option", selected=True)
    expect(last).to_have_attribute("aria-posinset", "10000")
    expect(last).to_have_attribute("aria-setsize", "10000")
    assert window.agencies.get_attribute("aria-activedescendant") == last.get_attribute("id")
    assert window.agencies.get_by_role("option").count() < 60
    expect(window.page.get_by_role("heading", level=2, name="第9999局")).to_be_visible()
    window.page.get_by_label("查找单位").fill("第12")
    window.page.get_by_label("地区").select_option("甲")
    window.page.get_by_label("有错误").check()
    wanted = [row for row in rows if "第12" in row["name"] and row["region"] == "甲" and row["errors"]]
    expect(window.page.locator(".count")).to_have_text(f"符合条件{len(wanted)}行，共10000行")


def test_points_that_nobody_gave_are_marked_in_the_list_told_on_hovering_and_before_a_report_is_passed_on(opened):
    opened.look_at(ORGAN, 1)
    chosen = opened.agencies.get_by_role("option", selected=True)
    words = re.search(r"其中\d+分待人工评定", opened.page.locator(".causes .score").inner_text()).group()
    expect(chosen.get_by_title(words)).to_have_text(re.compile(r"^[\d.～]+†$"))
    expect(chosen).to_have_accessible_name(re.compile(words))
    opened.button("初审通过").click()
    expect(opened.dialog("初审通过")).to_contain_text(words)


def test_only_what_is_looked_for_is_listed_and_gone_through(opened):
    page, other = opened.page, "青禾县民政局"
    opened.look_at(ORGAN, 2)
    opened.press("f")
    rule = page.get_by_label("规则", exact=True)
    expect(rule).to_be_focused()
    rule.select_option("A001")
    page.get_by_label("部分", exact=True).select_option("3")
    page.get_by_label("级别", exact=True).select_option("error")
    expect(page.locator(".count")).to_have_text("符合条件2行，共5行")
    expect(opened.agency(ORGAN)).to_have_attribute("aria-label", re.compile("符合筛选1处$"))
    expect(page.locator(".narrowed")).to_contain_text("符合筛选1处，共4处")
    opened.shows(1)
    opened.agencies.focus()
    expect(opened.causes.get_by_role("option")).to_have_count(1)
    opened.press("c")
    opened.stands(1, "属实，张三")
    opened.press("j")
    expect(page.get_by_role("heading", level=2, name=other)).to_be_visible()
    opened.shows(1)
    expect(opened.causes.get_by_role("option")).to_have_count(1)
    opened.press("c")
    opened.stands(1, "属实，张三")
    opened.press("j")
    expect(page.locator(".said")).to_have_text("左栏所列单位符合筛选的问题都已认定。")
    page.get_by_label("有未认定").check()
    expect(opened.agencies).to_be_hidden()
    page.get_by_label("有未认定").uncheck()
    opened.button("列出全部").click()
    expect(opened.causes.get_by_role("option")).to_have_count(3)
    expect(page.locator(".panes")).to_be_visible()
    page.wait_for_function("window.sent.at(-1).do === 'place' && window.sent.at(-1).filters.wide")
    opened.start()
    expect(rule).to_have_value("A001")
    expect(page.locator(".count")).to_have_text("符合条件2行，共5行")
    expect(opened.causes.get_by_role("option")).to_have_count(3)
    opened.button("只列符合的").click()
    expect(opened.causes.get_by_role("option")).to_have_count(1)
    opened.button("清除筛选").click()
    expect(page.locator(".count")).to_have_text("5份报告，计入2024年度4份，其他年度的报告1份不计入")
    expect(opened.causes.get_by_role("option")).to_have_count(3)


def test_reports_are_looked_for_by_the_step_of_their_review_and_by_points_that_are_due_over_a_reload(shown, sit):
    sitting, other = sit().opened(), sit(who="李四").opened()
    for name in (ORGAN, "青禾县民政局"):
        sitting.ask("move", agency=sitting.row(name)["id"], stage="first", passed=True)
    other.ask("hello")
    other.ask("move", agency=other.row()["id"], stage="second", passed=False, note="请补充")
    sitting.ask("hello")
    window = shown(sitting.desk.answer, sitting.pushed)
    page, reach = window.page, window.page.get_by_label("审核", exact=True)
    expect(reach.locator("option")).to_have_text(["审核", "待初审（2）", "初审通过（1）", "已退回（1）"])
    reach.select_option("back")
    expect(page.locator(".count")).to_have_text("符合条件1行，共5行")
    expect(window.agency(ORGAN)).to_contain_text("复审退回")
    reach.select_option("none")
    due = page.get_by_label("有待给分")
    expect(due).to_have_accessible_name("有待给分 4")
    due.check()
    expect(page.locator(".count")).to_have_text("符合条件2行，共5行")
    name = "云州市财政局"
    expect(window.agency(name)).to_have_accessible_name(re.compile("待给分2项"))
    expect(window.agency(name)).to_contain_text("待给分2项")
    window.agency(name).click()
    page.wait_for_function("window.sent.at(-1).do === 'place' && window.sent.at(-1).filters.marks.includes('due')")
    window.start()
    expect(page.locator(".count")).to_have_text("符合条件2行，共5行")
    expect(reach).to_have_value("none")
    other.ask("hello")
    for item in other.ask("score", agency=other.row(name)["id"])["score"]["items"]:
        if item["counted"]:
            other.ask("award", agency=other.row(name)["id"], item=item["item"], points=item["max"])
    expect(due).to_have_accessible_name("有待给分 3")
    expect(page.locator(".count")).to_have_text("符合条件1行，共5行")
    window.button("清除筛选").click()
    expect(due).not_to_be_checked()


def test_keys_go_on_after_a_decision_from_within_the_evidence(opened):
    opened.page.get_by_label("认定后到下一处").check()
    opened.look_at(ORGAN, 1)
    opened.page.locator(".sheet summary").first.click()
    for number in (1, 2):
        opened.shows(number)
        opened.press("c")
        opened.stands(number, "属实，张三")
    opened.shows(3)
    opened.press("q")
    opened.stands(3, "待查，张三")
    opened.shows(4)
    expect(opened.page.locator(".progressed")).to_have_text(re.compile("^已认定 2 / 10"))


def test_who_decides_anew_goes_on_as_who_decides_first(opened):
    opened.look_at(ORGAN, 1)
    opened.press("q")
    opened.stands(1, "待查，张三")
    opened.page.get_by_label("认定后到下一处").check()
    opened.press("c")
    opened.stands(1, "属实，张三")
    opened.shows(2)


def test_the_bar_stands_on_one_line_with_all_its_buttons_and_the_whole_of_what_is_decided(shown, sit, tmp_path):
    roster = tmp_path / "名录.csv"
    roster.write_text(f"机关\n{ORGAN}\n青禾县气象局\n", "utf-8")
    sitting = sit(who="欧阳建国", roster=str(roster)).opened()
    opened = shown(sitting.desk.answer, sitting.pushed)
    page = opened.page
    page.evaluate("globalThis.gkauditDesk = { leave: async () => true }")
    opened.start()
    opened.look_at(ORGAN, 1)
    opened.press("q")
    opened.stands(1, "待查，欧阳建国")
    expect(page.locator(".saved")).to_contain_text("已保存")
    bar, counter = page.locator(".bar"), page.locator(".progressed")
    expect(counter).to_have_text(
        re.compile(r"^已认定 0 / \d+，待查 1（总览计 0 / \d+，不含未报、其他年度和另一份报告）$")
    )
    for width in (1100, 1280, 1440, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function("(width) => document.querySelector('.bar').clientWidth === width", arg=width)
        middles = [
            box["y"] + box["height"] / 2
            for one in bar.get_by_role("button").all()
            if (box := one.bounding_box()) is not None
        ]
        assert len(middles) >= 6
        assert max(middles) - min(middles) < 2
        assert bar.evaluate("(one) => one.scrollWidth <= one.clientWidth")
        letters = counter.evaluate("""(one) => {
            const range = document.createRange();
            range.selectNodeContents(one);
            const { left, right, top, bottom } = range.getBoundingClientRect();
            return { left, right, top, bottom };
        }""")
        whole, over = bar.bounding_box(), bar.get_by_role("progressbar").bounding_box()
        assert over["x"] + over["width"] <= letters["left"]
        assert letters["right"] <= page.locator(".saved").bounding_box()["x"]
        assert whole["y"] <= letters["top"]
        assert letters["bottom"] <= whole["y"] + whole["height"]


def test_a_field_takes_no_more_than_is_kept_and_says_when_it_is_full(opened, at_desk):
    page = opened.page
    opened.look_at(ORGAN, 1)
    opened.press("c")
    opened.stands(1, "属实，张三")
    opened.press("n")
    page.keyboard.insert_text("注" * 2500)
    expect(page.locator(".writing.note")).to_contain_text("已满2000字，超出的没有录入。")
    opened.press("Backspace")
    expect(page.locator(".writing.note")).not_to_contain_text("已满")
    opened.press("Control+Enter")
    expect(page.locator(".writing.note .text")).to_have_text("注" * 1999)
    assert at_desk.events()[-1].note == "注" * 1999
    assert "所填内容有20001字，超过20000字的上限" in at_desk.fault(
        "note", agency=at_desk.row()["id"], key=at_desk.causes()[0]["key"], note="注" * 20_001
    )


def test_an_agency_is_shown_by_the_first_cause_that_is_looked_for(opened):
    page = opened.page
    page.get_by_label("级别", exact=True).select_option("warning")
    expect(page.locator(".count")).to_have_text("符合条件3行，共5行")
    opened.agency("青禾县教育局").click()
    expect(page.get_by_role("heading", level=2, name="青禾县教育局")).to_be_visible()
    opened.shows(2)


def test_what_two_people_decided_differently_is_joined_and_settled(shown, at_desk, reports, tmp_path):
    other = Sitting(tmp_path / "另一人", (reports,), "李四").opened()
    other.causes()
    other.decide(1, "dismissed")
    at_desk.decide(1)
    window = shown(at_desk.desk.answer, at_desk.pushed)
    expect(window.agency(ORGAN)).to_be_visible()
    window.button("不一致").click()
    window.button("并入他人的记录…").click()
    joining = window.dialog("并入他人的记录")
    joining.get_by_label("记录文件的路径").fill(str(other.folder / NAME))
    window.button("先看看", joining).click()
    expect(joining).to_contain_text("并入后新增1条记录")
    joining.get_by_role("button", name="并入", exact=True).click()
    differing = window.dialog("两人认定不一致")
    expect(differing).to_contain_text("李四：不属实")
    expect(differing).to_contain_text("张三：属实")
    window.button("不属实", differing).click()
    expect(differing).to_contain_text("没有两人认定不一致的问题")
    window.press("Escape")
    window.stands(1, "不属实，张三")


def test_what_else_is_entered_on_an_agency_is_shown_at_once(opened):
    page = opened.page
    opened.look_at(ORGAN)
    opened.button("补充问题").click()
    dialog = opened.dialog("补充问题")
    dialog.get_by_label("标题").fill("附件打不开")
    dialog.get_by_label("说明和依据").fill("网站上的附件是空文件")
    opened.press("Control+Enter")
    expect(page.locator(".added")).to_contain_text("附件打不开")
    opened.button("分工").click()
    opened.dialog("分工").get_by_label("核查人").fill("李四")
    opened.press("Control+Enter")
    expect(opened.agency(ORGAN)).to_contain_text("李四")
    opened.button("初审通过").click()
    opened.press("Control+Enter")
    expect(opened.agency(ORGAN)).to_contain_text("初审")
    page.locator(".added").get_by_role("button").click()
    expect(page.locator(".added")).to_be_hidden()


def test_whoever_has_not_said_his_name_is_asked_for_it_once(shown, sit):
    sitting = sit(who="").opened()
    window = shown(sitting.desk.answer, sitting.pushed)
    window.look_at(ORGAN)
    window.press("c")
    expect(window.dialog("核查人").get_by_label("姓名")).to_be_focused()
    window.page.keyboard.type("王五")
    window.press("Enter")
    window.stands(1, "属实，王五")
    window.press("ArrowDown")
    window.shows(2)
    window.press("q")
    window.stands(2, "待查，王五")


def test_the_cell_that_is_likely_wrong_is_chosen_and_those_of_the_cause_are_marked(opened):
    opened.look_at("青禾县民政局", 1)
    opened.button("更正识读").click()
    dialog = opened.dialog("更正识读")
    expect(dialog.locator("button[aria-pressed=true]")).to_have_accessible_name(
        re.compile(r"（七）总计\s+总计：92，所看问题涉及")
    )
    expect(dialog.get_by_label("更正为")).to_have_value("92")
    expect(dialog).to_contain_text("原件此格印作92，与读取的一致。更正识读只用于工具读错的单元格")
    assert dialog.get_by_role("button", name=re.compile("所看问题涉及")).count() > 2
    opened.press("Escape")
    opened.look_at("青禾县民政局", 2)
    opened.button("更正识读").click()
    expect(dialog).to_contain_text("此格读作空白")
    expect(dialog.get_by_text("与读取的一致")).to_be_hidden()
    opened.press("Escape")
    opened.look_at("青禾县民政局", 3)
    opened.button("更正识读").click()
    expect(dialog.locator("button[aria-pressed=true]")).to_have_count(0)
    expect(dialog).to_contain_text("请在表中选择一格")


def test_what_begins_with_what_is_searched_stands_first_and_years_are_told_apart(opened):
    page, search = opened.page, opened.page.get_by_label("查找单位")
    page.get_by_label("年度", exact=True).select_option("2023")
    expect(opened.agencies.get_by_role("option")).to_have_count(1)
    opened.agency(ORGAN, 2023).click()
    expect(page.get_by_role("heading", level=2, name=ORGAN)).to_be_visible()
    opened.button("清除筛选").click()
    expect(opened.agencies).to_be_focused()
    search.fill("民政")
    expect(opened.agencies.get_by_role("option").first).to_have_attribute("aria-label", re.compile("^青禾县民政局"))


def test_what_is_pending_or_sent_back_is_seen_in_the_row_and_what_was_said_goes_with_the_next(opened, sit):
    opened.look_at(ORGAN, 1)
    opened.press("q")
    row = opened.agency(ORGAN)
    expect(row).to_contain_text("待查1")
    expect(row).to_have_attribute("aria-label", re.compile("待查1处"))
    opened.button("初审通过").click()
    opened.press("Control+Enter")
    expect(row).to_contain_text("初审")
    said = opened.page.locator(".telling .said")
    expect(said).to_contain_text("初审已通过")
    opened.press("j")
    opened.shows(2)
    expect(said).to_have_text("")
    other = sit(who="李四").opened()
    other.ask("move", agency=other.row()["id"], stage="second", passed=False, note="再核对")
    expect(row).to_contain_text("复审退回")
    expect(row).to_have_attribute("aria-label", re.compile("复审退回（李四"))


def test_ticks_outlive_a_look_at_the_evidence(shown, sit, tmp_path):
    sitting = sit(samples(tmp_path / "空白", ["青禾县自然资源局2024.docx"])).opened()
    opened = shown(sitting.desk.answer, sitting.pushed)
    opened.look_at("青禾县自然资源局", 1)
    opened.press("a")
    dialog = opened.dialog("同类问题")
    dialog.get_by_role("checkbox").first.check()
    dialog.get_by_role("radio", name="待查").check()
    dialog.get_by_role("button", name="查看证据").nth(1).click()
    expect(dialog).to_be_hidden()
    opened.shows(2)
    expect(opened.page.locator(".said")).to_contain_text("按 A 回到同类问题")
    opened.press("a")
    expect(dialog.get_by_role("checkbox", checked=True)).to_have_count(1)
    expect(dialog.get_by_role("radio", name="待查")).to_be_checked()


def corrected_away(opened):
    """The dialog in which the cell of the problem that is seen was corrected, so that the problem is gone."""
    opened.button("更正识读").click()
    dialog = opened.dialog("更正识读")
    dialog.get_by_label("更正为").fill("3")
    dialog.get_by_label("理由", exact=True).fill("原件印有3")
    opened.press("Control+Enter")
    expect(dialog).to_contain_text("问题由3处变为2处")
    return dialog


@pytest.mark.parametrize("is_elsewhere", [False, True])
def test_where_the_problem_is_gone_the_next_one_is_chosen_with_its_evidence(opened, sit, is_elsewhere):
    organ, next_one = "青禾县民政局", "第六部分没有收取"
    opened.look_at(organ, 2)
    if is_elsewhere:
        other = sit(who="李四").opened()
        (cell,) = other.causes(organ)[1]["likely"]
        other.ask("correct", agency=other.row(organ)["id"], cell=cell, corrected="3", why="原件印有3")
    else:
        corrected_away(opened)
    expect(opened.page.locator(".causes [aria-selected=true]")).to_contain_text(next_one)
    expect(opened.page.locator(".sheet .card").first).to_contain_text(next_one)
    opened.shows(2)
    if not is_elsewhere:
        opened.press("Escape")
    opened.press("c")
    opened.stands(2, "属实，张三")


@pytest.mark.parametrize(
    "closing",
    ["dispatchEvent(new Event('cancel', { cancelable: true }))", "querySelector('footer button:last-child').click()"],
)
def test_a_key_pressed_the_moment_a_dialog_is_closed_does_what_it_does(opened, closing):
    opened.look_at("青禾县民政局", 2)
    dialog = corrected_away(opened)
    # The browser has drawn nothing since the dialog was closed; the button that opened it is gone.
    focused = dialog.evaluate(
        f"(dialog) => {{ dialog.{closing}; return document.activeElement.getAttribute('aria-label'); }}"
    )
    assert focused == "问题，重的在前"


def test_what_is_pending_stands_in_sight_where_the_line_is_full(shown, sit, tmp_path):
    organ = "青禾县人民政府"
    sitting = sit(samples(tmp_path / "政府", [f"{organ}2024.docx"])).opened()
    opened = shown(sitting.desk.answer, sitting.pushed)
    opened.page.set_viewport_size({"width": 900, "height": 800})
    opened.look_at(organ, 1)
    opened.press("q")
    opened.page.get_by_label("级别", exact=True).select_option("warning")
    expect(opened.agency(organ)).to_contain_text("符合")
    expect(opened.agency(organ).get_by_text("待查1")).to_be_in_viewport(ratio=1)


def test_no_tab_keeps_the_focus_that_another_problem_took_the_view_from(opened):
    page = opened.page
    opened.look_at(ORGAN, 1)
    page.get_by_role("tab", name="证据").focus()
    opened.press("ArrowRight")
    expect(page.get_by_role("tab", name="原文")).to_be_focused()
    opened.press("j")
    opened.shows(2)
    expect(page.get_by_role("tab", name="证据")).to_be_focused()


def test_what_an_earlier_page_lost_is_said_once_the_reports_are_open_again_and_stays(shown, sit):
    sittings = [sit().opened()]
    pushed = sittings[0].pushed

    def answering(*asked):
        return sittings[-1].desk.answer(*asked)

    window = shown(answering, pushed)
    window.look_at(ORGAN, 1)
    window.page.evaluate("window.dead = true")
    window.press("c")
    sittings[0].ask("leave")
    sittings.append(sit())
    window.start()
    told = window.page.get_by_role("alert").filter(has_text="刷新前有1项操作没有得到保存的确认")
    sittings[-1].opened()
    pushed.extend(sittings[-1].pushed)
    expect(window.agency(ORGAN)).to_be_visible()
    expect(told).to_contain_text("属实")
    window.look_at(ORGAN, 2)
    expect(told).to_be_visible()


def test_what_may_be_anothers_is_read_before_it_is_taken_over_and_asked_about_where_another_took_it(
    shown, sit, tmp_path
):
    known, (short, one, two) = truth.make(3), ("鼓楼区教育局", "南京市鼓楼区教育局", "徐州市鼓楼区教育局")
    wrong = replace(known, cells=known.cells | {"applications.received.total": "9999"})
    for name in (short, one, two):
        (tmp_path / name).mkdir()
        (tmp_path / name / "报告.txt").write_text(flat.write(wrong).replace(known.body.name, name), "utf-8")
    first, other = sit(tmp_path / short).opened(), sit(tmp_path / one, who="李四").opened()
    row, key = first.row(short, known.year)["id"], first.causes(short, known.year)[0]["key"]
    first.ask("decide", agency=row, key=key, ruling="confirmed")
    row = other.row(one, known.year)["id"]
    (listed,) = other.ask("adoptable", agency=row)["adoptable"]["rows"]
    other.ask("adopt", agency=row, records=[listed["uuid"]], again=False)

    sitting = sit(tmp_path / two, who="王五").opened()
    window = shown(sitting.desk.answer, sitting.pushed)
    button = window.page.get_by_role("button", name="沿用所列人工记录")
    button.click()
    dialog = window.dialog("沿用所列人工记录")
    expect(dialog.get_by_role("listitem")).to_contain_text(
        re.compile(f"认定.*属实张三.*{short}已为其他机关沿用：“{one}”（李四")
    )
    yes = dialog.get_by_role("button", name="确为本机关的，沿用")
    yes.click()
    window.dialog("已为其他机关沿用").get_by_role("button", name="取消").click()
    assert sitting.causes(two, known.year)[0]["state"] == "open"
    yes.click()
    window.dialog("已为其他机关沿用").get_by_role("button", name="仍要沿用").click()
    window.stands(1, "属实，王五")
    expect(dialog).to_be_hidden()
    expect(button).to_be_hidden()
