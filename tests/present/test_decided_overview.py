"""What people decided is seen on the overview, the terminal and in the data files: how far they are, what counts, what no longer fits."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace

import pandas as pd
import pytest
from selectolax.lexbor import LexborHTMLParser

from audit import decisions
from audit.__main__ import main
from audit.decisions import DecisionSubject
from audit.present import agency, overview
from audit.render.results import data
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.ruled import Ruled, on, subject


def made(seed, **how):
    """A report of 2024 of the same organ, however else it is drawn."""
    return truth.make(seed, year=2024, agency=truth.make(seed).body, **how)


@pytest.fixture
def ruled(tmp_path):
    """Two organs with reports that have faults, and one without."""
    (tmp_path / "报告").mkdir()
    for seed in (5, 9):
        known = made(seed, consistent=False)
        (tmp_path / "报告" / f"{known.body.name}2024.txt").write_text(flat.write(known), "utf-8")
    names = [made(seed).body.name for seed in (5, 9)]
    roster = "机关\n" + "\n".join([*names, "青禾县档案馆"]) + "\n"
    (tmp_path / "名录.csv").write_text(roster, "utf-8")
    return Ruled(tmp_path, roster=str(tmp_path / "名录.csv"))


def shown(review):
    review.missing()
    review = pickle.loads(pickle.dumps(overview.shown(pickle.loads(pickle.dumps(review)))))
    pages = {report.source: f"{number}.html" for number, (report, _) in enumerate(review.audited)}
    pieces = (overview.head(review, "2025-04-01"), overview.summary(review), overview.agencies(review, pages))
    return LexborHTMLParser("".join(str(piece.text) for piece in (*pieces, overview.faults(review, pages))))


def text(node):
    return " ".join(node.text().split())


def line_of(parsed, name):
    return next(row for row in parsed.css("#jg tr.x") if row.css_first("th").text().startswith(name))


def test_the_overview_tells_how_far_people_are_and_filters_by_it(ruled):
    review = ruled.assess()
    plain = shown(review)
    first, second = review.examined()
    every = len(first.problems.all)
    assert every > 1
    ruled.keep(*[decisions.decide(on(first, number), "confirmed") for number in range(1, every + 1)])
    ruled.keep(decisions.assign(subject(second), "李四"))
    parsed = shown(ruled.assess())
    done = line_of(parsed, first.report.agency)
    assert f"已认定{every}／{every}处" in text(done)
    assert "分工：李四" in text(line_of(parsed, second.report.agency))
    choices = {text(one): one.css_first("input").attributes["id"] for one in parsed.css("label")}
    assert choices["已认定 1" if "已认定 1" in choices else "已认定1"] in done.attributes["class"].split()
    left = next(mark for words, mark in choices.items() if words.startswith("待认定"))
    assert left in line_of(parsed, second.report.agency).attributes["class"].split()
    assert left not in done.attributes["class"].split()
    assert f"人工已认定{every}处（属实{every}处），尚有{len(second.problems.all)}处未认定" in text(
        parsed.css_first(".verdict")
    )
    assert any(
        text(one).startswith(f"{every} 处已认定") or text(one).startswith(f"{every}处已认定")
        for one in parsed.css("ul.numbers li")
    )
    # Without a single event nothing speaks of decisions but that nobody has looked.
    assert "未经人工复核" in text(plain.css_first(".verdict"))
    assert not plain.css("#rd, .ruled")
    assert "待认定" not in plain.body.text()


def test_terminal_page_and_overview_tell_the_same_of_what_was_decided(ruled, capsys):
    """Each way in which a problem can stand is named with its number, wherever people look."""
    found, other = ruled.assess().examined()
    every = found.problems.all
    doubtful = [one.number for one in every if one.verdict == "fail" and one.severity != "error"]
    rest = [one.number for one in every if one.number not in doubtful]
    assert doubtful
    assert len(rest) > 4
    ruled.keep(*[decisions.decide(on(found, number), "confirmed") for number in doubtful])
    ruled.keep(decisions.decide(on(found, rest[0]), "dismissed"), decisions.decide(on(found, rest[1]), "pending"))
    ruled.keep(decisions.decide(on(found, rest[2], evidence="0" * 16), "confirmed"))
    ruled.apart(decisions.decide(on(found, rest[3]), "confirmed"), decisions.decide(on(found, rest[3]), "dismissed"))
    left = len(rest) - 4
    review = ruled.assess()
    now = next(one for one in review.examined() if one.report.source == found.report.source)
    parsed = shown(review)
    head = LexborHTMLParser(str(agency.head(now).text))

    def told(open_, *, apart=True):
        ruled_ = f"（属实{len(doubtful)}处、不属实1处）" if apart else ""
        return f"已认定{len(doubtful) + 1}处{ruled_}，待查1处，待仲裁1处，已失效1处，尚有{open_}处未认定"

    assert told(left) in text(head.css_first("p.decided"))
    assert told(left, apart=False) in text(head.css_first("p.sub"))
    assert told(left + len(other.problems.all)) in text(parsed.css_first(".verdict"))
    line = line_of(parsed, found.report.agency)
    assert f"已认定{len(doubtful) + 1}／{len(every)}处 待查1处，待仲裁1处，已失效1处" in text(line.css_first(".ruled"))
    (tile,) = (text(one) for one in parsed.css("ul.numbers li") if "处已认定" in one.text())
    assert f"属实{len(doubtful)}处、不属实1处" in tile
    choices = {text(one): one.css_first("input").attributes["id"] for one in parsed.css("label")}
    waiting = next(mark for words, mark in choices.items() if words.startswith("待认定"))
    assert waiting in line.attributes["class"].split()
    # Of a doubt that was found true nothing is left to verify.
    confirmed = f"{len(doubtful)}处疑点或提示已认定属实"
    assert confirmed in text(head.css_first(".verdict"))
    assert confirmed in [text(one) for one in head.css("ul.numbers li")]
    call = ["check", str(ruled.folder / "报告"), "--decisions", str(ruled.record), "--roster", ruled.roster]
    main(call)
    said = "".join(line.strip() for line in capsys.readouterr().out.splitlines())
    assert f"人工{told(left)}。" in said
    summary = said.partition("■ 汇总：")[2]
    assert f"人工{told(left + len(other.problems.all))}。" in summary
    assert confirmed in summary


def test_what_is_dismissed_counts_in_no_number_and_no_common_fault(ruled):
    review = ruled.assess()
    for found in review.examined():
        numbers = range(1, len(found.problems.all) + 1)
        ruled.keep(*[decisions.decide(on(found, number), "dismissed") for number in numbers])
    parsed = shown(ruled.assess())
    figures = {text(one) for one in parsed.css("ul.numbers li")}
    assert any(words.startswith(("2 家未发现问题", "2家未发现问题")) for words in figures)
    assert not parsed.css("#gx tbody tr")
    assert not LexborHTMLParser(str(overview.irregular(ruled.assess()).text)).css("tbody tr")
    row = line_of(parsed, review.examined()[0].report.agency)
    assert [one.text() for one in row.css("td.n")] == ["0", "0", "0", "0"]
    # Neither does the sentence of the review name a fault in common; what the checks gave is told as such.
    assert "共性问题" not in text(parsed.css_first(".verdict"))
    failing = sum(one.verdict == "fail" for found in review.examined() for one in found.outcomes)
    assert f"{failing}项不符" in text(parsed.css_first("table.facts"))
    assert f"其中经认定不属实{failing}）" in text(parsed.css_first("table.facts"))


def test_a_fault_in_common_is_counted_with_those_whose_report_has_it_still(ruled):
    """What is dismissed on one report is no fault of it; what was open and is confirmed is one."""
    review = ruled.assess()
    first, second = review.examined()

    def told():
        parsed = shown(ruled.assess())
        heads = {text(row.css_first("th").css_first("a, small")): text(row) for row in parsed.css("#gx tbody tr")}
        return heads, text(parsed.css_first(".verdict"))

    common = {one.root.rule for one in first.problems.all if one.verdict == "fail"}
    common &= {one.root.rule for one in second.problems.all if one.verdict == "fail"}
    rule = min(common)
    heads, said = told()
    assert "2家" in heads[rule]
    gone = [one.number for one in first.problems.all if one.root.rule == rule]
    title = first.problems.all[gone[0] - 1].root.title
    assert f"{title}（2家）" in said or f"{title}（疑点，2家）" in said
    ruled.keep(*[decisions.decide(on(first, number), "dismissed") for number in gone])
    heads, said = told()
    assert "1家" in heads[rule]
    assert title not in said.partition("共性问题")[2]


def test_what_people_add_counts_and_leads_to_its_card(ruled):
    found = ruled.assess().examined()[0]
    ruled.keep(*[decisions.decide(on(found, number), "dismissed") for number in range(1, len(found.problems.all) + 1)])
    ruled.keep(decisions.add_finding(subject(found, "甲"), "公章不清晰", "", "error"))
    row = line_of(shown(ruled.assess()), found.report.agency)
    assert row.css_first("td.n").text() == "1"
    assert row.css_first("td.w a").attributes["href"].endswith("#bc-1")
    assert "公章不清晰" in row.text()


def test_no_decision_is_lost_in_silence(ruled):
    review = ruled.assess()
    found = review.examined()[0]
    year = found.report.year
    ruled.keep(decisions.decide(on(found, 1, evidence="0" * 16), "confirmed", "旧版"))
    ruled.apart(decisions.decide(on(found, 2), "confirmed"), decisions.decide(on(found, 2), "dismissed"))
    ruled.keep(
        decisions.decide(DecisionSubject(found.report.agency, year, "f" * 16, "0" * 16), "dismissed", "已经改正"),
        decisions.decide(DecisionSubject("外县某局", year, "e" * 16, "0" * 16), "dismissed"),
        decisions.add_finding(DecisionSubject("青禾县档案馆", year, "甲"), "没有封面", "", "info"),
        decisions.correct(subject(found, "applications.received.total"), "甲", "1", "2", "误识"),
        decisions.award(subject(found, "没有的评分项"), "1"),
    )
    left = shown(ruled.assess()).css_first("#rd")
    lists = {text(one.css_first("summary")).partition("（")[0]: text(one) for one in left.css("details")}
    assert "旧版" in lists["所据内容已改变、认定已失效的"]
    assert "李四" in lists["认定不一致、待仲裁的"]
    assert "误识" in lists["已失效的识读更正"]
    assert "没有的评分项" in lists["没有计入的人工评分"]
    gone = lists["找不到所认定问题的"]
    assert "已经改正" in gone
    assert "没有封面" in gone
    assert "另有本年度的1项认定" in text(left)
    # The first screen says how much of it there is, and leads there.
    note = next(one for one in shown(ruled.assess()).css(".ov-head p.note") if "未计入结果" in one.text())
    assert note.css_first("a").attributes["href"] == "#rd"
    for title, number in (
        ("待仲裁的", 1),
        ("已失效的识读更正", 1),
        ("没有计入的人工评分", 1),
        ("找不到所认定问题的", 2),
    ):
        assert f"{title}{number}项" in text(note)
    assert "已失效的识读更正1处" in text(line_of(shown(ruled.assess()), found.report.agency).css_first(".ruled"))


def test_what_people_corrected_and_added_is_listed_with_what_does_not_count(ruled):
    found = ruled.assess().examined()[0]
    total = "applications.received.total"
    cell = found.report.cells[total]
    ruled.keep(
        decisions.correct(subject(found, total), cell.raw, str(cell.value), f"{cell.value} ", "复核无误"),
        decisions.add_finding(subject(found, "甲"), "没有封面", "按通知应有", "warning"),
    )
    left = shown(ruled.assess()).css_first("#rd")
    lists = {text(one.css_first("summary")): one for one in left.css("details")}
    assert set(lists) == {"有效的识读更正（1项）", "人工补充的问题（1项）"}
    corrected, added = (text(one.css_first("tbody tr")) for one in lists.values())
    for words in (
        found.report.agency,
        "表三“一、本年新收政府信息公开申请数量”“总计”",
        f"“{cell.raw}”更正为",
        "张三：复核无误",
    ):
        assert words in corrected
    for words in (found.report.agency, "补充1：没有封面", "级别：疑点", "张三", "按通知应有"):
        assert words in added
    assert lists["人工补充的问题（1项）"].css_first("tbody a").attributes["href"].endswith("#bc-1")
    assert "更正识读1处" in text(line_of(shown(ruled.assess()), found.report.agency).css_first(".ruled"))
    assert not shown(ruled.assess()).css(".ov-head p.note a[href='#rd']")


def test_points_that_no_score_takes_are_told_with_the_reason(ruled):
    found = ruled.assess().examined()[0]
    ruled.keep(decisions.award(subject(found, "组织领导"), "1"))
    review = ruled.assess()
    unscored = replace(review, scores={}, terms=replace(review.terms, rubric=None))
    told = text(shown(unscored).css_first("#rd"))
    assert "没有计入的人工评分（1项）" in told
    assert "本次没有给出评分办法" in told


def test_two_decisions_on_one_problem_that_is_gone_are_one_thing(ruled):
    found = ruled.assess().examined()[0]
    gone = replace(on(found, 1), about="0" * 16)
    ruled.apart(decisions.decide(gone, "confirmed"), decisions.decide(gone, "dismissed", "口径不同"))
    told = text(shown(ruled.assess()).body)
    assert "找不到所认定问题的（1项）" in told
    assert "属实，张三" in told
    assert "不属实，李四" in told


def test_an_agency_that_has_an_excuse_is_not_called_missing(ruled):
    review = ruled.assess()
    assert review.missing() == 1
    (cause,) = (one for one in review.absent_causes if one.root.role == "not_filed")
    about = DecisionSubject("青禾县档案馆", review.year, cause.key, cause.evidence)
    ruled.keep(decisions.decide(about, "dismissed", "并入县委办"))
    now = ruled.assess()
    assert now.missing() == 0
    told = text(shown(now).body)
    assert "经认定不作未报送处理（张三：并入县委办）" in told
    assert now.scores["青禾县档案馆"].reason.endswith("经认定不属实（张三：并入县委办）")
    assert "未能确定是否报送，或未到应报日期" not in text(line_of(shown(now), "青禾县档案馆"))


def test_who_was_asked_for_a_report_is_seen_where_he_is_called_and_every_decision_is_accounted_for(ruled):
    """What is known besides of a missing report does not go where somebody enters something on it."""
    older = truth.make(5, year=2023, agency=truth.make(5).body, consistent=False)
    (ruled.folder / "报告" / "档案馆.txt").write_text(
        flat.write(older).replace(older.body.name, "青禾县档案馆"), "utf-8"
    )
    review = ruled.assess()
    (cause,) = (one for one in review.absent_causes if one.root.role == "not_filed")
    about = DecisionSubject("青禾县档案馆", review.year, cause.key, cause.evidence)
    before = text(shown(review).css_first(".calls"))
    assert "收到的是2023年度的报告" in before
    ruled.keep(
        decisions.decide(about, "pending", "去函催报"),
        decisions.handle(about, {"unit": "档案科", "statement": "2月3日已催报"}),
    )
    found = next(one for one in review.examined() if one.report.year == 2024)
    late = next(one for one in review.examined() if one.report.year == 2023)
    ruled.keep(decisions.decide(on(found, 1), "confirmed"), decisions.decide(on(late, 1), "confirmed"))
    now = shown(ruled.assess())
    told = text(now.css_first(".calls"))
    for words in ("收到的是2023年度的报告", "待查", "去函催报", "责任单位：档案科", "2月3日已催报"):
        assert words in told
    (tile,) = (text(one) for one in now.css("ul.numbers li") if "处已认定" in one.text())
    assert "另有认定不在其中：没有报告的机关1处、其他年度或同一年度另一份报告1处" in tile


def test_doubts_that_were_found_true_are_told_beside_errors_too(ruled):
    found = next(
        one
        for one in ruled.assess().examined()
        if {(p.verdict, p.severity) for p in one.problems.all} >= {("fail", "error"), ("fail", "warning")}
    )
    doubt = next(one.number for one in found.problems.all if (one.verdict, one.severity) == ("fail", "warning"))
    ruled.keep(decisions.decide(on(found, doubt), "confirmed"))
    (tile,) = (text(one) for one in shown(ruled.assess()).css("ul.numbers li") if "家须更正" in one.text())
    assert tile.endswith("，其中已认定属实1处")


def test_terminal_and_exit_code_leave_out_what_is_dismissed(ruled, capsys):
    paper = next((ruled.folder / "报告").iterdir())
    for other in (ruled.folder / "报告").iterdir():
        if other != paper:
            other.unlink()
    ruled = Ruled(ruled.folder)  # without a roster
    found = ruled.assess().examined()[0]
    call = ["check", str(paper), "--decisions", str(ruled.record), "--fail-on", "warning"]
    assert main(call) == 1
    numbers = range(1, len(found.problems.all) + 1)
    ruled.keep(*[decisions.decide(on(found, number), "dismissed", "与原件相符") for number in numbers])
    capsys.readouterr()
    assert main(call) == 0
    told = capsys.readouterr().out
    assert f"另有{len(numbers)}处认定为不属实，不计入" in told
    assert "认定：不属实（张三：与原件相符）" in told
    assert main([*call, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    ruled_rows = [row for row in rows if row["cause"]]
    assert {row["decision"] for row in ruled_rows} == {"dismissed"}
    assert all(row["decided_by"] == ["张三"] for row in ruled_rows)
    assert {row["decision"] for row in rows if not row["cause"]} == {None}
    ruled.keep(decisions.add_finding(subject(found, "甲"), "没有封面", "按通知应有", "warning"))
    assert main(call) == 1
    assert "没有封面" in capsys.readouterr().out


def test_the_overview_filters_by_where_the_review_stands(ruled):
    first, second = ruled.assess().examined()
    one, other = first.report.agency, second.report.agency
    assert not shown(ruled.assess()).css("[name='v']")

    def left():
        """The filter of the review: what each of its buttons leaves of the list, by its words."""
        parsed = shown(ruled.assess())
        buttons = {text(one): one.css_first("input").attributes for one in parsed.css("label")}
        marks = {words: one["id"] for words, one in buttons.items() if one["name"] == "v" and one["id"] != "v-all"}
        rows = [
            (next(name for name in (one, other) if text(row).startswith(name)), row)
            for row in parsed.css("#jg tr.x")
            if text(row).startswith((one, other))
        ]
        return {
            words.rstrip("0123456789 "): [name for name, row in rows if mark in row.attributes["class"].split()]
            for words, mark in marks.items()
        }

    ruled.keep(decisions.move(subject(first), "first", passed=True))
    assert left() == {"待初审": [other], "初审通过": [one]}
    ruled.keep(decisions.move(subject(first), "second", passed=False, note="请补充"), who="李四")
    assert left() == {"待初审": [other], "已退回": [one]}
    ruled.keep(decisions.move(subject(first), "first", passed=True))
    ruled.keep(decisions.move(subject(first), "second", passed=True), who="李四")
    ruled.keep(decisions.move(subject(first), "final", passed=True), who="王五")
    assert left() == {"待初审": [other], "终审通过": [one]}


def test_a_cell_that_is_corrected_after_the_last_step_counts_as_entered_since(ruled):
    found = ruled.assess().examined()[0]
    total = "applications.received.total"
    cell = found.report.cells[total]
    for who, stage in (("张三", "first"), ("李四", "second"), ("王五", "final")):
        ruled.keep(decisions.move(subject(found), stage, passed=True), who=who)
    ruled.keep(decisions.correct(subject(found, total), cell.raw, str(cell.value), f"{cell.value} ", "复核无误"))
    review = ruled.assess()
    assert "终审通过，终审后又录入1次" in text(line_of(shown(review), found.report.agency))
    now = next(one for one in review.examined() if one.report.source == found.report.source)
    assert "此后又录入1次" in text(LexborHTMLParser(str(agency.head(now).text)).css_first("p.sub"))


def test_the_terminal_says_what_is_left_by_how_far_people_are(ruled, capsys):
    call = ["audit", str(ruled.folder / "报告"), "--out", str(ruled.folder / "结果"), "--workers", "1"]
    call += ["--roster", ruled.roster, "--decisions", str(ruled.record)]
    found = ruled.assess().examined()
    main(call)
    assert "下一步：在其中的ledger.xlsx填写认定" in capsys.readouterr().err
    ruled.keep(*[decisions.decide(on(one, 1), "confirmed") for one in found])
    main(call)
    told = capsys.readouterr().err
    every = sum(len(one.problems.all) for one in found)
    assert f"人工已认定2处（属实2处），尚有{every - 2}处未认定。下一步：在其中的ledger.xlsx填写其余的认定" in told
    ruled.keep(
        *[
            decisions.decide(on(one, number + 1), "confirmed")
            for one in found
            for number in range(len(one.problems.all))
        ]
    )
    main(call)
    told = capsys.readouterr().err
    assert f"各份报告的问题均已认定（属实{every}处）。下一步：用 gkaudit desk " in told
    assert "在核查台办理审核；在其中的ledger.xlsx填写整改情况" in told
    assert "填写认定" not in told
    # Somebody has looked at all of them, and one is not settled.
    ruled.keep(decisions.decide(on(found[0], 1), "pending"))
    main(call)
    assert "待查1处。下一步：在其中的ledger.xlsx填写尚未办结的认定" in capsys.readouterr().err


def test_data_files_say_which_report_of_an_organ_and_year_counts(ruled, tmp_path):
    path = next((ruled.folder / "报告").iterdir())
    (path.parent / f"{path.stem}（更正）.txt").write_text(path.read_text("utf-8") + "\n。\n", "utf-8")
    (tmp_path / "out").mkdir()
    assert data.write(tmp_path / "out", ruled.assess()) == {}
    reports = pd.read_parquet(tmp_path / "out" / "reports.parquet")
    own = reports[reports.agency == reports.agency[reports.source.str.contains("更正")].item()]
    (before,) = own[~own.counted].itertuples()
    (now,) = own[own.counted].itertuples()
    assert "更正" in now.source
    assert "更正" not in before.source
    assert (before.left_out, pd.isna(now.left_out)) == ("同一年度的另一份报告", True)
    assert set(reports[reports.agency != before.agency].counted) == {True}


def test_data_files_have_what_was_decided(ruled, tmp_path):
    found = ruled.assess().examined()[0]
    total = "applications.received.total"
    cell = found.report.cells[total]
    ruled.keep(decisions.decide(on(found, 1), "pending", "已去函", "核对原件"))
    ruled.keep(decisions.correct(subject(found, total), cell.raw, str(cell.value), cell.raw, "复核无误"))
    item = next(one for one in found.score.items if one.state == "default")
    ruled.keep(decisions.award(subject(found, item.item), "1"))
    (tmp_path / "out").mkdir()
    assert data.write(tmp_path / "out", ruled.assess()) == {}
    outcomes = pd.read_parquet(tmp_path / "out" / "outcomes.parquet")
    held = outcomes[outcomes.cause == found.problems.all[0].cause.key]
    assert set(held.decision) == {"pending"}
    assert set(held.decided_by) == {"张三"}
    assert set(held.decision_reason) == {"核对原件"}
    assert set(held.decision_note) == {"已去函"}
    assert outcomes[outcomes.cause.isna()].decision.isna().all()
    cells = pd.read_parquet(tmp_path / "out" / "cells.parquet")
    assert list(cells[cells.corrected].key) == [total]
    scores = pd.read_parquet(tmp_path / "out" / "scores.parquet")
    (own,) = scores[(scores.source == found.report.source) & (scores.item == item.item)].itertuples()
    assert (own.state, own.note) == ("assessed", "张三")


def test_ranks_follow_what_people_award(ruled):
    before = ruled.assess()
    first = min(before.examined(), key=lambda one: one.rank.first)
    zero = [
        decisions.award(subject(first, one.item), "0")
        for one in first.score.items
        if one.state in ("default", "unjudged")
    ]
    ruled.keep(*zero)
    after = next(one for one in ruled.assess().examined() if one.report.source == first.report.source)
    lost = sum(one.earned for one in first.score.items if one.state in ("default", "unjudged"))
    assert after.score.total == first.score.total - lost
    assert after.rank.first > first.rank.first
