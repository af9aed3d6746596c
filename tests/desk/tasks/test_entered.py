"""Cells corrected, points given, findings added, agencies assigned and passed on: each counts at once, and can be taken back."""

from __future__ import annotations

import pytest

from tests.desk.sitting import samples
from tests.desk.tasks.conftest import HEALTH, MARKET, WATER
from tests.desk.tasks.seat import Seat
from tests.roots import SHARED

#: The total that the first report misprints: ６ for 5.
CELL = "applications.unavailable.not_held.total"
MANUAL, BY_RULES = "问题与措施质量", "准确性"


def cells(parts):
    """The cells of a part by key."""
    tables = parts["cells"]["tables"]
    return {cell["key"]: cell for table in tables for line in table["lines"] for cell in line["cells"]}


def changed(parts):
    """The agencies that have changed, by id."""
    return {one["id"]: one for one in parts["agencies_changed"]["rows"]}


def score(desk, name):
    """The whole score of an agency as shown, and its items by name."""
    part = desk.ask("score", agency=desk.rows[name])["score"]
    return part["total"], {item["name"]: item for item in part["items"]}


def test_a_corrected_cell_is_checked_again_at_once_and_undo_takes_it_back(sit):
    desk = sit()
    row = desk.rows[MARKET]
    before = desk.causes(MARKET)
    assert before[0]["headline"].startswith("表三“（四）无法提供·1.本机关不掌握相关政府信息”“总计”填为６，应为5")
    shown = cells(desk.ask("cells", agency=row))[CELL]
    assert (shown["raw"], shown["read"], shown["state"], shown["place"]) == ("６", "6", "read", "文本第210行")
    desk.ask("look", agency=row, key="")
    desk.ask("decide", agency=row, key=before[0]["key"], ruling="confirmed")
    total, _ = score(desk, MARKET)

    told = desk.ask("correct", agency=row, cell=CELL, corrected="5", why="原件印作5")
    assert "问题由3处变为2处（减少1处，新增0处）" in told["said"]
    assert "1处认定所对应的问题已不存在" in told["said"]
    assert "得分由91.00变为95.00" in told["said"]
    shown = cells(told)[CELL]
    assert [shown[name] for name in ("text", "raw", "read", "corrected", "who", "why", "state")] == [
        "5", "６", "6", "5", "张三", "原件印作5", "corrected",
    ]  # fmt: skip
    assert [one["number"] for one in told["causes"]["rows"]] == [1, 2]
    assert [one["id"] for one in told["agencies_changed"]["rows"]] == [row]

    # Whoever corrects again is told how it had been read at first, and the later word counts.
    told = desk.ask("correct", agency=row, cell=CELL, corrected="６", why="再看仍是6")
    assert "问题由2处变为3处（减少0处，新增1处）" in told["said"]
    assert cells(told)[CELL]["raw"] == "６"
    desk.ask("undo")
    assert len(desk.causes(MARKET)) == 2
    desk.ask("undo")
    now = desk.causes(MARKET)
    assert (len(now), now[0]["state"]) == (3, "confirmed")
    assert score(desk, MARKET)[0] == total
    assert sit().causes(MARKET) == now


@pytest.mark.shared("real/洪泽区2024.pdf")
def test_a_cell_that_the_report_does_not_print_is_told_from_one_that_was_not_read(home, tmp_path):  # noqa: ARG001 – the desk remembers there
    desk = Seat(tmp_path, SHARED / "real" / "洪泽区2024.pdf", "张三")
    told = desk.ask("cells", agency=desk.rows["淮安市洪泽区人民政府"])
    assert told["cells"]["words"].startswith("21格未印。")
    shown = cells(told)
    gone = [key for key, cell in shown.items() if cell["state"] != "read"]
    assert gone == [key for key in shown if key.startswith("applications.other.")]
    assert {(shown[key]["state"], shown[key]["text"]) for key in gone} == {("unprinted", "未印")}
    desk.ask("leave")


def test_a_correction_is_restored_by_whoever_made_it(sit):
    desk = sit()
    row = desk.rows[MARKET]
    desk.ask("correct", agency=row, cell=CELL, corrected="5", why="原件印作5")
    assert "由张三录入，不能代为撤销" in sit("李四").fault("correct", agency=row, cell=CELL, restore=True)
    told = desk.ask("correct", agency=row, cell=CELL, restore=True)
    assert "已恢复为原来的识读" in told["said"]
    assert cells(told)[CELL]["state"] == "read"
    assert "没有更正过" in desk.fault("correct", agency=row, cell=CELL, restore=True)


def test_what_another_corrected_meanwhile_is_not_told_as_moved_by_the_own_correction(sit):
    desk, other = sit(), sit("李四")
    other.ask("correct", agency=other.rows[HEALTH], cell=CELL, corrected="5", why="原件印作5")
    told = desk.ask("correct", agency=desk.rows[MARKET], cell=CELL, corrected="5", why="原件印作5")["said"]
    assert "问题由" in told
    assert "另有" not in told


@pytest.mark.parametrize(
    ("cell", "corrected", "why", "said"),
    [
        (CELL, "五六", "原件如此", "更正后的内容应为数、“/”或空白，不能是“五六”"),
        (CELL, "5件", "原件如此", "更正后的内容应为数"),
        (CELL, "5", " ", "须说明理由"),
        (CELL, "６", "原件如此", "现在就是“６”，没有更正"),
        (CELL, "9" * 2000, "原件如此", f"不能是“{'9' * 40}……”"),
        ("applications.nothing.total", "5", "原件如此", "没有该单元格"),
    ],
)
def test_what_is_no_correction_is_refused_and_nothing_is_kept(sit, cell, corrected, why, said):
    desk = sit()
    row = desk.rows[MARKET]
    assert said in desk.fault("correct", agency=row, cell=cell, corrected=corrected, why=why)
    assert cells(desk.ask("cells", agency=row))[CELL]["state"] == "read"


def test_a_correction_is_kept_without_marks_that_steer_what_shows_it(sit):
    desk = sit()
    row = desk.rows[MARKET]
    told = desk.ask("correct", agency=row, cell=CELL, corrected="\u202e5\u200b", why="原件印作5")
    assert "已更正为“5”" in told["said"]
    assert [cells(told)[CELL][name] for name in ("text", "corrected")] == ["5", "5"]


def test_a_score_is_marked_in_the_list_and_warned_of_until_somebody_gave_all_points(sit):
    desk = sit()
    row = desk.rows[MARKET]
    for cause in desk.causes(MARKET):
        desk.ask("decide", agency=row, key=cause["key"], ruling="dismissed", reason="与原件一致")
    parts = desk.ask("hello")
    (shown,) = (one for one in parts["agencies"]["rows"] if one["id"] == row)
    _, items = score(desk, MARKET)
    due = {name: item["max"] for name, item in items.items() if item["counted"]}
    words = f"其中{sum(map(int, due.values()))}分待人工评定"
    assert (shown["ungiven"], shown["ungiven_mark"]) == (words, "†")
    assert parts["causes"]["head"]["score_words"].endswith(words)
    assert [one["warns"] for one in parts["causes"]["head"]["moves"]] == [
        f"该报告得分{shown['score']}分（{words}），初审通过后仍须办结。"
    ]
    told = [desk.ask("award", agency=row, item=name, points=points) for name, points in due.items()]
    marks = [changed(one)[row]["ungiven_mark"] for one in told]
    assert marks == ["†"] * (len(due) - 1) + [""]
    assert "待人工评定" not in told[-1]["causes"]["head"]["score_words"]
    assert [one["warns"] for one in told[-1]["causes"]["head"]["moves"]] == [""]


def test_points_are_given_within_the_item_and_move_the_score_to_the_cent(sit):
    desk = sit()
    row = desk.rows[MARKET]
    total, items = score(desk, MARKET)
    assert total.startswith("91.00分")
    assert (items[MANUAL]["points"], items[MANUAL]["max"], items[MANUAL]["is_manual"]) == ("", "10", True)
    assert items[MANUAL]["counted"] == "10.00"
    assert "默认满分，待人工评定" in items[MANUAL]["words"]
    told = desk.ask("award", agency=row, item=MANUAL, points="7.25", note="措施较笼统")
    assert told["said"] == f"“{MANUAL}”评为7.25分，总分88.25分。"
    item = {one["name"]: one for one in told["score"]["items"]}[MANUAL]
    assert (item["points"], item["who"], item["note"]) == ("7.25", "张三", "措施较笼统")
    assert changed(told)[row]["score"] == "88.25"
    wrong = dict.fromkeys(
        ("-1", "7.255", "好", "1e999", "10" * 1000, "1_0", "1E-1", "5.", ".5", "5²", "٥"),
        "分值应为0或更大的数，最多两位小数",
    )
    for points, said in {**wrong, "10.5": "应在0至10之间"}.items():
        assert said in desk.fault("award", agency=row, item=MANUAL, points=points)
    assert "按核查结果评分" in desk.fault("award", agency=row, item=BY_RULES, points="20")
    assert "没有该评分项" in desk.fault("award", agency=row, item="态度", points="1")
    assert score(desk, MARKET)[0].startswith("88.25分")
    told = desk.ask("award", agency=row, item=MANUAL, points="")
    assert told["score"]["total"] == total


def test_points_in_full_width_or_with_needless_zeros_are_read_and_told_as_they_are_read(sit):
    desk = sit()
    for written, points, total in (("７．２５", "7.25", "88.25"), ("05", "5", "86.00"), ("０５．５０", "5.5", "86.50")):
        told = desk.ask("award", agency=desk.rows[MARKET], item=MANUAL, points=written)
        assert told["said"] == f"“{MANUAL}”评为{points}分，总分{total}分。"


def test_points_that_another_gave_are_listed_beside_the_item_and_what_replaces_them_says_so(sit):
    sit().ask("award", agency=(row := sit("王五").rows[MARKET]), item=MANUAL, points="8", note="座谈少")
    desk = sit("李四")
    (one,) = score(desk, MARKET)[1][MANUAL]["others"]
    assert (one["who"], one["points"], one["note"]) == ("张三", "8", "座谈少")
    told = desk.ask("award", agency=row, item=MANUAL, points="6")
    item = {one["name"]: one for one in told["score"]["items"]}[MANUAL]
    assert (item["points"], item["who"], item["others"]) == ("6.00", "李四", [])
    assert "代替张三评定的8分" in item["words"]


def test_without_a_rubric_it_is_said_that_nothing_is_scored(sit):
    desk = sit(rubric="")
    part = desk.ask("score", agency=desk.rows[MARKET])["score"]
    assert (part["total"], part["items"]) == ("", [])
    assert part["words"].startswith("没有选定评分办法")


def test_a_finding_is_added_by_hand_and_taken_back(sit):
    desk = sit()
    row = desk.rows[WATER]
    told = desk.ask("add", agency=row, title="未公开收费依据", text="官网未见。", severity="error")
    (added,) = told["causes"]["added"]
    assert (added["title"], added["text"], added["level"], added["who"]) == (
        "未公开收费依据",
        "官网未见。",
        "error",
        "张三",
    )
    assert changed(told)[row]["errors"] == 2
    for wrong in ({"title": " "}, {"severity": "grave"}, {"text": "长" * 2001}):
        arguments = {"title": "标题", "text": "", "severity": "info", **wrong}
        assert desk.fault("add", agency=row, **arguments)
    other = sit("李四")
    assert "不能代为撤销" in other.fault("remove", agency=row, key=added["key"])
    # Whatever others add meanwhile, what was meant is taken back.
    other.ask("add", agency=row, title="公章不清晰", text="", severity="error")
    told = desk.ask("remove", agency=row, key=added["key"])
    assert [one["title"] for one in told["causes"]["added"]] == ["公章不清晰"]
    assert "已不存在" in desk.fault("remove", agency=row, key=added["key"])


def test_several_agencies_are_assigned_at_once_and_undone_at_once(sit):
    desk = sit()
    both = [desk.rows[MARKET], desk.rows[HEALTH]]
    told = desk.ask("assign", agencies=both, to="李四")
    assert told["said"] == "2份报告已分给李四。"
    assert [changed(told)[name]["assigned"] for name in both] == ["李四", "李四"]
    desk.ask("assign", agencies=both[:1], to="")
    shown = {one["id"]: one["assigned"] for one in desk.ask("hello")["agencies"]["rows"]}
    assert [shown[name] for name in both] == ["", "李四"]
    desk.ask("undo")
    desk.ask("undo")
    assert {one["assigned"] for one in desk.ask("hello")["agencies"]["rows"]} == {""}
    assert "没有选中" in desk.fault("assign", agencies=[], to="李四")


def test_what_two_reports_of_one_organ_share_is_undone_for_both(home, tmp_path):  # noqa: ARG001 – the desk remembers there
    names = ("青禾县云岭乡人民政府2024.docx", "青禾县云岭乡人民政府2024（更正）.odt")
    desk = Seat(tmp_path, samples(tmp_path / "报告", names), "张三")
    both = [row["id"] for row in desk.parts["agencies"]["rows"]]
    told = desk.ask("assign", agencies=both, to="李四")
    assert [changed(told)[name]["assigned"] for name in both] == ["李四", "李四"]
    told = desk.ask("undo")
    assert [changed(told)[name]["assigned"] for name in both] == ["", ""]
    shown = [row["apart"][0].removeprefix("…") for row in desk.parts["agencies"]["rows"]]
    assert {name for name in names for one in shown if name.endswith(one)} == set(names)
    assert len(set(shown)) == len(names)
    desk.ask("leave")


def steps(desk, name):
    """What the inspector may do next with a report, as the buttons name it."""
    desk.ask("look", agency=desk.rows[name], key="")
    return [one["words"] for one in desk.ask("hello")["causes"]["head"]["moves"]]


def test_three_people_review_one_after_the_other_and_each_may_send_back(sit):
    first, second, third = sit("张三"), sit("李四"), sit("王五")
    row = first.rows[MARKET]
    assert steps(first, MARKET) == ["初审通过"]
    first.ask("decide", agency=row, key=first.causes(MARKET)[0]["key"], ruling="pending")
    (step,) = first.ask("hello")["causes"]["head"]["moves"]
    assert step["warns"] == "该报告待查1处，尚有2处未认定，得分91.00分（其中30分待人工评定），初审通过后仍须办结。"
    assert "还没有通过初审" in second.fault("move", agency=row, stage="second", passed=True)
    told = first.ask("move", agency=row, stage="first", passed=True)
    assert told["said"] == f"{MARKET}2024年度报告初审已通过。"
    assert told["causes"]["head"]["stage"] == "初审已完成"
    changed = {one["id"]: one["stage_short"] for one in told["agencies_changed"]["rows"]}
    assert changed[row] == "初审"
    assert told["causes"]["head"]["words"].endswith("未经终审；待查1处，尚有2处未认定")
    assert "须由另一人办理" in first.fault("move", agency=row, stage="second", passed=True)
    assert steps(first, MARKET) == ["撤销本人的初审"]
    assert steps(second, MARKET) == ["复审通过", "退回初审"]
    told = second.ask("decide", agency=row, key=second.causes(MARKET)[1]["key"], ruling="confirmed")
    assert "；此后又录入1次）" in told["causes"]["head"]["words"]
    assert "退回须说明理由" in second.fault("move", agency=row, stage="second", passed=False)
    told = second.ask("move", agency=row, stage="second", passed=False, note="问题2未核实")
    assert told["causes"]["head"]["stage"] == ""
    assert "问题2未核实" in told["causes"]["head"]["words"]
    assert "李四刚刚对同一事项作了录入，现已显示" in first.fault("move", agency=row, stage="first", passed=True)
    first.ask("move", agency=row, stage="first", passed=True)
    assert steps(second, MARKET) == ["复审通过", "退回初审"]
    assert "不能撤销" in second.fault("move_back", agency=row)
    second.ask("move", agency=row, stage="second", passed=True)
    assert steps(second, MARKET) == ["退回初审", "撤销本人的复审"]
    told = second.ask("move_back", agency=row)
    assert told["said"] == f"已撤销本人在{MARKET}2024年度报告上办理的一步。"
    assert told["causes"]["head"]["stage"] == "初审已完成"
    second.ask("move", agency=row, stage="second", passed=True)
    assert steps(first, MARKET) == []
    assert "不能撤销" in first.fault("move_back", agency=row)
    assert steps(third, MARKET) == ["终审通过", "退回复审"]
    told = third.ask("move", agency=row, stage="final", passed=True)
    assert told["causes"]["head"]["stage"] == "终审已完成"
    assert steps(first, MARKET) == []
    assert "退回" in first.fault("move", agency=row, stage="first", passed=True)


def test_who_does_not_review_in_steps_sees_none(sit):
    desk = sit(is_reviewed=False)
    assert steps(desk, MARKET) == []
    assert desk.parts["whole"]["has_stages"] is False
    assert "不分步审核" in desk.fault("move", agency=desk.rows[MARKET], stage="first", passed=True)


def test_an_agency_without_a_report_has_nothing_to_enter_on(sit, tmp_path):
    (tmp_path / "名录.csv").write_text(f"机关名称\n{MARKET}\n{HEALTH}\n{WATER}\n青禾县财政局\n", "utf-8")
    desk = sit(roster=str(tmp_path / "名录.csv"), asof="2025-06-01")
    row = desk.rows["青禾县财政局"]
    assert "没有可以读取的报告" in desk.ask("cells", agency=row)["cells"]["words"]
    for verb, arguments in {
        "add": {"title": "标题", "text": "", "severity": "info"},
        "move": {"stage": "first", "passed": True},
        "assign": {"agencies": [row], "to": "李四"},
        "make": {"what": "page"},
        "view": {"name": "tables"},
    }.items():
        assert "没有可以读取的报告" in desk.fault(verb, **{"agency": row, **arguments})
    told = desk.ask("assign", agencies=[row, desk.rows[MARKET]], to="李四")
    assert told["said"] == "1份报告已分给李四。另有1家机关没有可以读取的报告，没有分工。"
