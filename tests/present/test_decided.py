"""What people decided is seen on a report's page: what stands counts, what was dismissed does not, nothing is lost."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest
from selectolax.lexbor import LexborHTMLParser

import audit
from audit import decisions
from audit.decisions import OF_MATERIAL, ON_UNITS, DecisionSubject
from audit.ledgers import preview, take
from audit.present import agency, overview, scores
from audit.render.results import data
from tests import build
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.roots import ROOT
from tests.ruled import Ruled, on, subject

#: A telephone number that no page may show.
PRIVATE = "13812345678"
TOTAL, PART = "applications.received.total", "applications.received.natural"
MISTYPED = (
    TOTAL,
    "applications.granted.business",
    "applications.partial.research",
    "litigation.review.upheld",
    "litigation.suit_direct.upheld",
    "litigation.suit_after_review.upheld",
)


@pytest.fixture
def ruled(tmp_path):
    """A report in whose tables some numbers are mistyped."""
    (tmp_path / "报告").mkdir()
    known = truth.make(7)
    wrong = {key: str(int(known.cells[key]) + 90) for key in MISTYPED}
    (tmp_path / "报告" / "一.txt").write_text(flat.write(replace(known, cells=dict(known.cells) | wrong)), "utf-8")
    return Ruled(tmp_path)


def examined(ruled):
    return ruled.assess().examined()[0]


def page(*pieces):
    return LexborHTMLParser("".join(str(piece.text) for piece in pieces))


def whole(found):
    return page(agency.head(found), agency.problems(found), agency.tables(found), agency.as_read(found))


def text(node):
    return " ".join(node.text().split())


def number(parsed, words):
    """The large number over ``words``."""
    return next(int(one.css_first("b").text()) for one in parsed.css("ul.numbers li") if one.text().endswith(words))


def test_a_page_without_a_record_speaks_of_no_decision(small_reports):
    report = audit.read(small_reports / "faulty.txt")
    parsed = whole(build.examined(report, audit.check(report)))
    assert "未经人工复核" in parsed.css_first("p.sub").text()
    assert not parsed.css(".ruling, .decided, .added, details.dismissed")


def test_what_is_dismissed_is_folded_with_who_and_why_and_counts_nowhere(ruled):
    before = examined(ruled)
    first = before.problems.all[0]
    assert first.verdict == "fail"
    ruled.keep(decisions.decide(on(before, 1), "dismissed", f"机关说明，申请人手机{PRIVATE}", "另有说明"))
    found = examined(ruled)
    parsed = whole(found)
    folded = parsed.css_first("details.dismissed")
    assert [card.attributes["id"] for card in folded.css(".card")] == ["wt-1"]
    told = text(folded.css_first(".ruling"))
    assert told.startswith("认定：不属实 张三")
    assert "理由：另有说明" in told
    assert PRIVATE not in parsed.html
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
    assert any(day.isoformat() in told for day in (today, today - dt.timedelta(days=1)))
    assert "#wt-1" not in [link.attributes["href"] for link in parsed.css("ol.gravest a")]
    assert sum(found.counts) == sum(before.counts) - 1
    assert number(parsed, "处须更正") == found.counts.wrong
    assert f"问题（{sum(found.counts)}处）" in parsed.css_first("nav").text()
    assert "人工已认定1处" in parsed.css_first("p.sub").text()
    assert not parsed.css(".mark[href='#wt-1'], a.to[href='#wt-1']")
    assert [int(one.text()) for one in parsed.css("ul.numbers b")[:3]] == [
        found.counts.wrong,
        found.counts.doubtful,
        found.counts.open,
    ]


def test_what_is_dismissed_on_a_page_of_many_faults_is_told_on_a_line(ruled):
    paper = flat.write(truth.make(5, consistent=False))
    (ruled.folder / "报告" / "一.txt").write_text(paper, "utf-8")
    before = examined(ruled)
    last = len(before.problems.all)
    ruled.keep(*[decisions.decide(on(before, one), "dismissed", f"第{one}处属实") for one in (1, last)])
    folded = whole(examined(ruled)).css_first("details.dismissed")
    assert "2处" in folded.css_first("summary").text()
    for one in (1, last):
        told = text(folded.css_first(f"#wt-{one}"))
        assert "不属实" in told
        assert "张三" in told
        assert f"第{one}处属实" in told


def test_each_card_tells_how_it_stands(ruled):
    before = examined(ruled)
    assert len(before.problems.all) >= 5
    ruled.keep(decisions.decide(on(before, 1), "confirmed", "与原件核对", "核对原件"))
    ruled.keep(decisions.decide(on(before, 2), "pending", "已去函"))
    ruled.keep(decisions.decide(on(before, 3, evidence="0" * 16), "confirmed", "旧版"))
    ruled.apart(decisions.decide(on(before, 4), "confirmed"), decisions.decide(on(before, 4), "dismissed", "口径不同"))
    found = examined(ruled)
    assert found.counts == before.counts
    parsed = whole(found)
    told = {number: text(parsed.css_first(f"#wt-{number} .ruling")) for number in range(1, 6)}
    assert told[1].startswith("认定：属实 张三")
    assert told[1].endswith("理由：核对原件 备注：与原件核对")
    assert "待查" in told[2]
    assert told[3].startswith("已失效")
    assert "原认定：属实，张三" in told[3]
    assert told[3].endswith("旧版")
    assert told[4].startswith("待仲裁")
    assert "张三" in told[4]
    assert "李四" in told[4]
    assert told[5] == "未认定"


def test_what_is_confirmed_is_not_asked_for_again_and_every_problem_is_counted_once(ruled):
    text_ = (ruled.folder / "报告" / "一.txt").read_text("utf-8")
    (ruled.folder / "报告" / "一.txt").write_text(text_.replace("政府信息公开", "政府政府信息公开", 3), "utf-8")
    before = examined(ruled)
    every = before.problems.all
    doubtful = [one for one in every if one.verdict == "fail" and one.severity != "error"]
    assert doubtful
    for one in doubtful:
        ruled.keep(decisions.decide(on(before, one.number), "confirmed"))
    found = examined(ruled)
    page_ = whole(found)
    shown = "".join(text(page_.css_first(place)) for place in (".verdict", ".numbers"))
    assert "待人工核对" not in shown
    assert "疑点或提示已认定属实" in shown
    left = [one for one in every if one not in doubtful]
    ruled.keep(decisions.decide(on(before, left[0].number), "pending"))
    state = text(whole(examined(ruled)).css_first("p.sub"))
    assert state.endswith(f"人工已认定{len(doubtful)}处，待查1处，尚有{len(left) - 1}处未认定")


def test_two_who_decided_alike_are_both_named(ruled):
    before = examined(ruled)
    ruled.apart(decisions.decide(on(before, 1), "confirmed"), decisions.decide(on(before, 1), "confirmed", "同意"))
    found = examined(ruled)
    told = text(whole(found).css_first("#wt-1 .ruling"))
    assert "属实，张三" in told
    assert "属实，李四" in told
    assert any("张三、李四" in one.note for item in found.score.items for one in item.deductions)


def test_what_was_left_open_is_a_fault_once_somebody_confirms_it_and_settled_once_dismissed(ruled):
    paper, telephones = re.subn(r"\d{3,4}-\d{7,8}", "见门户网站", flat.write(truth.make(5)))
    assert telephones == 1
    (ruled.folder / "报告" / "一.txt").write_text(paper, "utf-8")
    before = examined(ruled)
    (number,) = (one.number for one in before.problems.all if one.root.rule == "M005")
    assert before.counts.open == 1
    ruled.keep(decisions.decide(on(before, number), "confirmed"))
    found = examined(ruled)
    assert found.counts.open == 0
    assert found.counts.confirmed == before.counts.confirmed + 1
    card = whole(found).css_first(f"#wt-{number}")
    assert "open" not in card.attributes["class"].split()
    assert "改：补上联系电话" in text(whole(found))
    ruled.keep(decisions.decide(on(before, number), "dismissed"))
    assert sum(examined(ruled).counts) == sum(before.counts) - 1


def test_that_the_file_breaks_off_is_no_fault_of_the_organ_when_confirmed_and_the_whole_one_is_asked_for(ruled):
    paper = flat.write(truth.make(5))
    (ruled.folder / "报告" / "一.txt").write_text(paper[: len(paper) * 6 // 10], "utf-8")
    before = examined(ruled)
    (problem,) = (one for one in before.problems.all if one.incompleteness is not None)
    ruled.keep(decisions.decide(on(before, problem.number), "confirmed"))
    found = examined(ruled)
    assert found.counts == before.counts
    assert (found.score.total, found.score.low, found.score.high) == (
        before.score.total,
        before.score.low,
        before.score.high,
    )
    page_of_it = whole(found)
    card = page_of_it.css_first(f"#wt-{problem.number}")
    assert "open" in card.attributes["class"].split()
    assert OF_MATERIAL in text(card)
    assert "查：重新提供完整文件" in text(page_of_it)
    assert "须更正" not in text(card)
    assert "所属单位" not in text(page_of_it.css_first(".gk"))
    # Whoever finds that it is whole settles what was open for it.
    ruled.keep(decisions.decide(on(before, problem.number), "dismissed"))
    settled = examined(ruled)
    assert before.score.total is None
    assert sum(settled.counts) == sum(before.counts) - 1
    assert settled.score.low == settled.score.high == settled.score.total


def test_that_no_report_of_the_year_before_is_at_hand_is_no_fault_of_the_organ_when_confirmed(ruled):
    (ruled.folder / "报告" / "一.txt").unlink()
    (earlier := ruled.folder / "以往").mkdir()
    shutil.copy(ROOT / "data/samples/青禾县农业农村局2024.docx", ruled.folder / "报告")
    shutil.copy(ROOT / "data/samples/青禾县农业农村局2020.docx", earlier)
    ruled = replace(ruled, previous=(str(earlier),))
    before = examined(ruled)
    (problem,) = (one for one in before.problems.all if one.root.rule == "C901")
    assert "上年结转无法核对" in problem.root.message
    ruled.keep(decisions.decide(on(before, problem.number), "confirmed"))
    found = examined(ruled)
    assert found.rulings.of(problem.cause).state == "confirmed"
    assert (found.counts, found.score.total) == (before.counts, before.score.total)
    told = text(whole(found))
    assert OF_MATERIAL in told
    assert "查：补充以往年度的报告后重新核查" in told


def previewed(ruled, rule):
    """What is told before a ledger is taken in which the row of ``rule`` is found true."""
    assert not data.write(ruled.folder, ruled.assess(), {})
    path = ruled.folder / "ledger.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["无法核对"]
    at = {cell.value: cell.column for cell in sheet[1]}
    (row,) = (line for line in range(2, sheet.max_row + 1) if sheet.cell(line, at["规则"]).value == rule)
    sheet.cell(row, at["认定"]).value = "属实"
    book.save(path)
    told = []
    take(path, str(ruled.record), "张三", lambda plan, before: told.extend(preview(plan, before)), dry_run=True)
    return told[told.index("请核对：") :]


def test_what_is_to_be_looked_for_at_the_units_is_no_fault_of_the_organ_that_sums_them_up(ruled):
    parent, first, second = "青禾县人民政府", "青禾县水利局", "青禾县教育局"

    def paper(name, seed):
        return truth.make(seed, year=2024, agency=replace(truth.make(seed).body, name=name))

    papers = {first: paper(first, 3), second: paper(second, 4)}
    sums = {key: str(sum(Decimal(known.cells[key]) for known in papers.values())) for key in papers[first].cells}
    papers[parent] = replace(paper(parent, 5), cells=sums)
    papers[first] = replace(
        papers[first], cells=dict(papers[first].cells) | {TOTAL: str(int(papers[first].cells[TOTAL]) + 7)}
    )
    for name, known in papers.items():
        (ruled.folder / "报告" / f"{name}.txt").write_text(flat.write(known), "utf-8")
    (ruled.folder / "报告" / "一.txt").unlink()
    (ruled.folder / "名录.csv").write_text(
        f"机关名称,类别,汇总机关\n{parent},政府,\n{first},部门,{parent}\n{second},部门,{parent}\n", "utf-8"
    )
    ruled = replace(ruled, roster=str(ruled.folder / "名录.csv"))

    def of_parent():
        return next(one for one in ruled.assess().examined() if one.report.agency == parent)

    before = of_parent()
    (problem,) = (one for one in before.problems.all if one.root.rule == "H001" and one.verdict == "undecided")
    assert "先请核对该单位的报告" in problem.root.message
    assert any(ON_UNITS in line for line in previewed(ruled, "H001"))
    ruled.keep(decisions.decide(on(before, problem.number), "confirmed"))
    after = of_parent()
    assert after.rulings.of(problem.cause).state == "confirmed"
    assert after.counts == before.counts
    # Whoever found it true has settled that nothing of it is charged here.
    assert before.score.low < before.score.total
    assert after.score.low == after.score.high == after.score.total == before.score.total
    told = text(whole(after))
    assert f"有{after.counts.open}处无法核对（" in told
    assert "已认定，以所属单位核对为准）" in told
    assert "属实与否以所属单位核对为准" in text(whole(after).css_first(f"#wt-{problem.number} .ruling"))


def test_findings_that_people_add_stand_as_cards_and_cost_nothing(ruled):
    before = examined(ruled)
    ruled.keep(decisions.add_finding(subject(before, "甲"), "公章不清晰", f"见第三页，申请人手机{PRIVATE}", "error"))
    found = examined(ruled)
    parsed = whole(found)
    card = parsed.css_first("#bc-1")
    assert text(card.css_first("h3")) == "补充1 错误 公章不清晰"
    assert "人工补充 张三" in text(card)
    assert "不计入得分" in text(card)
    assert PRIVATE not in parsed.html
    assert found.counts.wrong == before.counts.wrong + 1
    assert number(parsed, "处须更正") == found.counts.wrong
    assert found.score == before.score


def test_corrected_cells_are_marked_and_lapsed_corrections_listed(ruled):
    before = examined(ruled)
    cell = before.report.cells[TOTAL]
    ruled.keep(
        decisions.correct(subject(before, TOTAL), cell.raw, str(cell.value), str(int(cell.value) + 1), "7误识为1"),
        decisions.correct(subject(before, PART), "不是这样", "1", "2", "另一处"),
    )
    parsed = whole(examined(ruled))
    box = parsed.css_first(f"[id='tab-{TOTAL}']")
    assert "corrected" in box.attributes["class"].split()
    assert box.text().startswith(str(int(cell.value) + 1))
    told = f"识读已更正为“{int(cell.value) + 1}”，原识读为{cell.value}，张三：7误识为1"
    assert told in parsed.css_first("#sb-3, #sb").text()
    assert told in parsed.css_first("#yw").text()
    assert "不是这样" in parsed.css_first("#sb div.note").text()


def test_the_head_tells_how_far_the_review_is(ruled):
    before = examined(ruled)
    about = subject(before)

    def state():
        return text(whole(examined(ruled)).css_first("p.sub"))

    ruled.keep(decisions.move(DecisionSubject("另一机关", about.year), "first", passed=True))
    assert state().endswith("未经初审，未经终审")
    ruled.keep(decisions.move(about, "first", passed=True))
    assert "初审已完成（张三" in state()
    assert state().endswith("未经终审")
    ruled.keep(decisions.move(about, "second", passed=True), who="李四")
    ruled.keep(decisions.move(about, "final", passed=False, note="第2处再核"), who="王五")
    # Who sent it back, and why, does not leave the office with the page.
    assert state().endswith("· 终审退回，待重新复审")
    assert "第2处再核" not in whole(examined(ruled)).html
    ruled.keep(decisions.move(about, "second", passed=False, note="数字再核"), who="李四")
    assert state().endswith("· 复审退回，待重新初审")
    ruled.keep(decisions.move(about, "first", passed=True))
    ruled.keep(decisions.move(about, "second", passed=True), who="李四")
    ruled.keep(decisions.move(about, "final", passed=True), who="王五")
    assert "终审已完成（王五" in state()
    assert "未经" not in state()


def test_every_step_of_the_review_is_on_the_page_and_its_state_in_overview_and_ledger(ruled, tmp_path):
    about = subject(examined(ruled))
    why = "第2处再核" * 300 + "。"

    def shown():
        """What the list of agencies says of the review, and the line of the ledger."""
        review = ruled.assess()
        assert data.write(tmp_path, review) == {}
        heads, row = openpyxl.load_workbook(tmp_path / "ledger.xlsx")["报告清单"].values
        return text(page(overview.agencies(review)).css_first("small.ruled")).split(), dict(
            zip(heads, row, strict=True)
        )

    ruled.keep(
        decisions.assign(about, "张三"), decisions.move(DecisionSubject("另一机关", about.year), "first", passed=True)
    )
    assert "待初审" in shown()[0]
    ruled.keep(decisions.move(about, "first", passed=True, note=f"同意，电话{PRIVATE}"))
    ruled.keep(decisions.move(about, "second", passed=False, note=why), who="李四")
    told, row = shown()
    assert "复审退回" in told
    assert (row["审核进度"], row["分工"]) == ("复审退回", "张三")
    leaving = whole(examined(ruled))
    assert [item.text()[:5] for item in leaving.css("div.steps li")] == ["初审通过，", "复审退回，"]
    assert not any(word in leaving.css_first("div.steps").text() for word in ("张三", "李四", "同意", "再核"))
    first, second = row["审核经过"].split("\n")
    assert first.startswith("初审通过，张三，")
    assert "同意" in first
    assert PRIVATE not in first
    assert second.startswith("复审退回，李四，")
    assert second.endswith(why)
    ruled.keep(decisions.move(about, "first", passed=True))
    ruled.keep(decisions.move(about, "second", passed=True), who="李四")
    ruled.keep(decisions.move(about, "final", passed=True), who="王五")
    assert "终审通过" in shown()[0]
    found = examined(ruled)
    ruled.keep(decisions.decide(on(found, 1), "confirmed"), decisions.decide(on(found, 2), "dismissed"))
    told, row = shown()
    assert "终审通过，终审后又录入2次" in told
    assert row["审核进度"] == "终审通过，终审后又录入2次"


def test_who_overrules_somebody_does_not_go_on_with_his_note_and_the_note_of_another_bears_his_name(ruled, tmp_path):
    def shown():
        """The card of the problem, and its row of the ledger."""
        review = ruled.assess()
        assert data.write(tmp_path, review) == {}
        heads, row, *_ = openpyxl.load_workbook(tmp_path / "ledger.xlsx")["整改台账"].values
        outcomes = pd.read_parquet(tmp_path / "outcomes.parquet")
        held = outcomes[outcomes.cause == review.examined()[0].problems.all[0].cause.key]
        return text(whole(review.examined()[0]).css_first("#wt-1")), dict(zip(heads, row, strict=True)), held

    cause = on(examined(ruled), 1)
    ruled.keep(decisions.decide(cause, "confirmed", "正文含上年结转"), who="李四")
    ruled.keep(decisions.decide(cause, "confirmed"))
    card, row, held = shown()
    assert "备注（李四，" in card
    assert row["备注"] == "正文含上年结转"
    assert "备注为李四于" in row["认定情况"]
    assert set(held.decision_note) == {"正文含上年结转（李四）"}
    ruled.keep(decisions.decide(cause, "dismissed"))
    card, row, held = shown()
    assert "正文含上年结转" not in card
    assert not row["备注"]
    assert "正文含上年结转" not in row["说明"]
    assert held.decision_note.isna().all()


def test_points_are_told_with_who_gave_them_and_why_those_in_dispute_do_not_count(ruled):
    before = examined(ruled)
    item = next(one for one in before.score.items if one.state in ("default", "unjudged"))
    about = subject(before, item.item)
    ruled.keep(decisions.award(about, "0.25", "座谈"))
    found = examined(ruled)
    assert found.score.total == before.score.total - item.earned + type(item.earned)("0.25")
    assert "人工评定；张三：座谈" in text(page(scores.card(found)).body)
    ruled.keep(decisions.award(about, "999"))
    found = examined(ruled)
    assert found.score.total == before.score.total
    assert "没有计入" in text(page(scores.card(found)).body)


def test_whoever_gives_other_points_than_another_before_him_is_said_to_replace_them(ruled):
    item = next(one for one in examined(ruled).score.items if one.state in ("default", "unjudged"))
    about = subject(examined(ruled), item.item)

    def shown():
        """What the score says, and the ledger."""
        review = ruled.assess()
        assert data.write(ruled.folder, review, {}) == {}
        heads, *rows = openpyxl.load_workbook(ruled.folder / "ledger.xlsx")["人工评分"].values
        row = next(line for line in (dict(zip(heads, one, strict=True)) for one in rows) if line["评分项"] == item.item)
        return text(page(scores.card(review.examined()[0])).body), row["评分情况"]

    ruled.keep(decisions.award(about, "0.75", "座谈"))
    assert "代替" not in "".join(shown())
    ruled.keep(decisions.award(about, "0.5"), who="李四")
    card, standing = shown()
    assert "人工评定；李四：代替张三评定的0.75分" in card
    assert standing == "李四；代替张三评定的0.75分"
    # What he changes of his own points leaves whose they replaced; whoever gives the former ones again replaces his.
    ruled.keep(decisions.award(about, "0.25", "再看"), who="李四")
    card, standing = shown()
    assert "人工评定；李四：再看；代替张三评定的0.75分" in card
    ruled.keep(decisions.award(about, "0.75"), who="张三")
    assert shown()[1].startswith("张三；代替李四评定的0.25分")


def test_the_page_says_whose_decision_was_overruled(ruled):
    ruled.keep(decisions.decide(on(examined(ruled), 1), "dismissed"))
    ruled.keep(decisions.decide(on(examined(ruled), 1), "confirmed"), who="李四")
    shown = text(whole(examined(ruled)).css_first("#wt-1 .ruling"))
    assert "认定：属实" in shown
    assert "仲裁，代替张三的“不属实”" in shown
    assert data.write(ruled.folder, ruled.assess()) == {}
    heads, *rows = openpyxl.load_workbook(ruled.folder / "ledger.xlsx")["整改台账"].values
    told = [dict(zip(heads, row, strict=True))["认定情况"] or "" for row in rows]
    assert [one for one in told if "仲裁" in one] == ["属实（李四）；仲裁，代替张三的“不属实”"]
    # Whoever had decided so before and does so again overrules whoever overruled him.
    ruled.keep(decisions.decide(on(examined(ruled), 1), "dismissed"))
    ruled.keep(
        decisions.decide(on(examined(ruled), 2), "confirmed", "甲"),
        decisions.decide(on(examined(ruled), 2), "confirmed", "乙"),
    )
    seen = whole(examined(ruled)).html
    assert "仲裁，代替李四的“属实”" in seen
    assert seen.count("仲裁，代替") == 1


def test_points_of_two_people_who_differ_leave_the_score_open_between_them(ruled):
    before = examined(ruled)
    item = next(one for one in before.score.items if one.state in ("default", "unjudged"))
    about = subject(before, item.item)
    ruled.apart(decisions.award(about, "1", "缺座谈记录"), decisions.award(about, "2"))
    found = examined(ruled)
    rest = before.score.low - item.low
    assert (found.score.low, found.score.high) == (rest + 1, before.score.high - item.high + 2)
    shown = text(page(scores.card(found)).body)
    assert "人工评分按1～2分计：张三评1分、李四评2分，分值不同，待仲裁" in shown
    assert "1.00～2.00" in shown
    assert "1.00～2.00‡" in text(page(scores.ranking({"": found.score})).body)
    # Whoever gives the same points again leaves the words of who gave them with these; whoever gives others does not.
    ruled.keep(decisions.award(about, "1"), who="王五")
    assert "人工评定；王五：缺座谈记录（张三）" in text(page(scores.card(examined(ruled))).body)
    ruled.keep(decisions.award(about, "3"), who="王五")
    assert "缺座谈记录" not in text(page(scores.card(examined(ruled))).body)


def test_an_item_that_nothing_judges_is_scored_by_a_person(ruled):
    before = examined(ruled)
    item = next(one for one in before.score.items if one.state == "unjudged")
    assert f"†未核查：{item.item}" in text(page(scores.ranking({"": before.score})).body)
    ruled.keep(decisions.award(subject(before, item.item), "1.50"))
    found = examined(ruled)
    (now,) = (one for one in found.score.items if one.item == item.item)
    assert (now.state, str(now.earned), now.low, now.high) == ("assessed", "1.50", now.earned, now.earned)
    assert found.score.total == before.score.total - item.earned + now.earned
    assert f"†未核查：{item.item}" not in text(page(scores.ranking({"": found.score})).body)
