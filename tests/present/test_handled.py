"""How problems are put right is seen where people look: on the card, on the line of the overview, in its numbers and filters."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from audit import decisions, workdays
from audit.decisions import DecisionSubject
from audit.present import agency, overview
from audit.render.results import data
from audit.rulings import day
from audit.settings.worksettings import Office
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.ruled import Ruled, on, subject

PRIVATE = "13812345678"


@pytest.fixture
def ruled(tmp_path):
    """Two organs with reports that have faults, and one without a report."""
    (tmp_path / "报告").mkdir()
    names = []
    for seed in (5, 9):
        known = truth.make(seed, year=2024, consistent=False)
        names.append(known.body.name)
        (tmp_path / "报告" / f"{known.body.name}2024.txt").write_text(flat.write(known), "utf-8")
    (tmp_path / "名录.csv").write_text("机关\n" + "\n".join([*names, "青禾县档案馆"]) + "\n", "utf-8")
    return Ruled(tmp_path, roster=str(tmp_path / "名录.csv"), asof="2025-04-01")


def text(node):
    return " ".join(node.text().split())


def page(ruled, place=0):
    found = ruled.assess().examined()[place]
    return LexborHTMLParser(str(agency.problems(found).text))


def overall(ruled):
    review = overview.shown(ruled.assess())
    pages = {report.source: f"{number}.html" for number, (report, _) in enumerate(review.audited)}
    return LexborHTMLParser("".join(str(one.text) for one in (overview.head(review), overview.agencies(review, pages))))


def line_of(parsed, name):
    return next(row for row in parsed.css("#jg tr.x") if row.css_first("th").text().startswith(name))


def test_a_card_tells_who_puts_it_right_until_when_and_what_came_of_it(ruled):
    found = ruled.assess().examined()[0]
    statement = f"已更正，申请人手机{PRIVATE}。" + "经核对台账，登记时误记。" * 20
    ruled.keep(
        decisions.handle(
            on(found, 1), {"unit": "办公室", "person": "赵六", "due": "2025年5月2日", "statement": statement}
        ),
        decisions.handle(on(found, 2), {"result": "已重报", "reviewer": "钱七", "closed": "是"}),
    )
    parsed = page(ruled)
    first, second = (parsed.css_first(f"#wt-{number}") for number in (1, 2))
    told = text(first.css_first(".handling"))
    # The day is a working one but for the holidays of the year.
    assert "整改情况 责任单位：办公室 责任人：赵六 整改期限：2025-05-02（星期五，非工作日）" in told
    assert "张三" in told
    assert "经核对台账" in text(first.css_first(".handling details"))
    assert PRIVATE not in parsed.html
    assert "已销号" not in text(first.css_first("h3"))
    assert "已销号" in text(second.css_first("h3"))
    assert "整改结果：已重报" in text(second.css_first(".handling"))
    assert "复核人：钱七" in text(second.css_first(".handling"))
    assert not parsed.css("#wt-3 .handling")


def test_a_time_limit_has_passed_by_the_day_that_is_given_and_by_no_clock(ruled):
    found = ruled.assess().examined()[0]
    ruled.keep(
        decisions.handle(on(found, 1), {"due": "2025-03-31"}),
        decisions.handle(on(found, 2), {"due": "2025-04-01"}),
        decisions.handle(on(found, 3), {"due": "2025-03-31", "closed": "是"}),
        decisions.handle(on(found, 4), {"due": "三月底前"}),
        decisions.handle(on(found, 5), {"due": "2025-03-31"}),
        decisions.decide(on(found, 5), "dismissed"),
    )
    parsed = page(ruled)
    assert "已过整改期限" in text(parsed.css_first("#wt-1 h3"))
    assert "整改期限：2025-03-31（星期一），截至2025-04-01已过" in text(parsed.css_first("#wt-1 .handling"))
    for number in (2, 3, 4):
        assert "已过" not in text(parsed.css_first(f"#wt-{number}"))
    assert "截至" not in text(parsed.css_first("#wt-5 .handling, #wt-5"))
    assert "已过整改期限1处" in text(line_of(overall(ruled), found.report.agency).css_first(".ruled"))
    without = page(replace(ruled, asof=""))
    assert "已过" not in without.body.text()


def test_a_cause_found_true_has_the_day_of_the_settings_until_somebody_writes_another(ruled):
    found = ruled.assess().examined()[0]
    ruled.keep(*[decisions.decide(on(found, number), "confirmed") for number in (1, 2)])
    ruled.keep(decisions.decide(on(found, 3), "dismissed"), decisions.handle(on(found, 2), {"due": "月底前"}))
    review = ruled.assess()
    assert not LexborHTMLParser(str(agency.problems(review.examined()[0]).text)).css("#wt-1 .handling")
    decided = day(review.examined()[0].rulings.of(found.problems.all[0].cause).by[0])
    end = workdays.due(dt.date.fromisoformat(decided), 10)
    given = replace(review, terms=replace(review.terms, office=Office(correction_days=10)))
    parsed = LexborHTMLParser(str(agency.problems(given.examined()[0]).text))
    told = text(parsed.css_first("#wt-1 .handling"))
    assert f"整改期限：{end.isoformat()}（星期{'一二三四五六日'[end.weekday()]}），自认定之日起10个工作日" in told
    assert "截至" not in told  # the day by which it is told lies before
    assert "整改期限：月底前" in text(parsed.css_first("#wt-2 .handling"))
    assert not parsed.css("#wt-3 .handling")
    later = replace(given, terms=replace(given.terms, asof=end + dt.timedelta(days=1)))
    assert "已过整改期限" in text(
        LexborHTMLParser(str(agency.problems(later.examined()[0]).text)).css_first("#wt-1 h3")
    )
    (line,) = (one for one in overview_lines(later) if found.report.agency in one)
    assert "已过整改期限1处" in line


def overview_lines(review):
    parsed = LexborHTMLParser(str(overview.agencies(overview.shown(review)).text))
    return [text(row) for row in parsed.css("#jg tr.x")]


def test_what_people_added_and_what_has_no_card_are_put_right_too(ruled):
    found = ruled.assess().examined()[0]
    last = len(found.problems.all)
    ruled.keep(
        decisions.add_finding(subject(found, "甲"), "公章不清晰", "", "error"),
        decisions.handle(on(found, last), {"person": "赵六", "closed": "是"}),
    )
    (added,) = ruled.assess().examined()[0].rulings.findings
    ruled.keep(decisions.handle(subject(found, added.about), {"person": "孙八", "closed": "是"}))
    parsed = page(ruled)
    assert "已销号" in text(parsed.css_first("#bc-1 h3"))
    assert "责任人：孙八" in text(parsed.css_first("#bc-1 .handling"))
    assert "已销号" in text(parsed.css_first(f"#wt-{last}"))
    assert "责任人：赵六" in text(parsed.css_first(f"#wt-{last}"))


def test_the_overview_counts_what_is_closed_and_filters_by_it(ruled, tmp_path):
    review = ruled.assess()
    first, second = review.examined()
    plain = overall(ruled)
    assert "销号" not in plain.body.text()
    numbers = range(1, len(first.problems.all) + 1)
    ruled.keep(*[decisions.handle(on(first, number), {"closed": "是"}) for number in numbers])
    ruled.keep(decisions.handle(on(second, 1), {"closed": "是"}), decisions.handle(on(second, 2), {"closed": "否"}))
    (cause,) = (one for one in review.absent_causes if one.root.role == "not_filed")
    absent = DecisionSubject("青禾县档案馆", review.year, cause.key, cause.evidence)
    ruled.keep(decisions.handle(absent, {"due": "2025-03-31"}))
    ruled.keep(decisions.handle(replace(on(first, 1), about="0" * 16), {"closed": "是"}))  # a problem that is gone
    parsed = overall(ruled)
    (tile,) = (text(one) for one in parsed.css("ul.numbers li") if "处已销号" in one.text())
    assert tile.startswith(f"{len(numbers) + 1}")
    assert "另有本次不再出现的1处，1处已过整改期限" in tile
    choices = {text(one).rstrip("0123456789 "): one.css_first("input").attributes["id"] for one in parsed.css("label")}
    marks = {name: line_of(parsed, name).attributes["class"].split() for name in (
        first.report.agency, second.report.agency, "青禾县档案馆"
    )}  # fmt: skip
    assert choices["全部已销号"] in marks[first.report.agency]
    assert choices["部分已销号"] in marks[second.report.agency]
    assert choices["已过整改期限"] in marks["青禾县档案馆"]
    assert f"已销号{len(numbers)}处" in text(line_of(parsed, first.report.agency))
    assert "已过整改期限1处" in text(line_of(parsed, "青禾县档案馆"))
    # The ledger sums up the same.
    assert data.write(tmp_path, ruled.assess()) == {}
    *_, total = openpyxl.load_workbook(tmp_path / "ledger.xlsx", data_only=True)["汇总"].values
    (heads,) = openpyxl.load_workbook(tmp_path / "ledger.xlsx")["汇总"].iter_rows(max_row=1, values_only=True)
    assert total[heads.index("已销号")] == len(numbers) + 1 + 1


def test_what_is_no_fault_is_nowhere_counted_as_closed(ruled, tmp_path):
    found = ruled.assess().examined()[0]
    gone = replace(on(found, 1), about="0" * 16)
    closed = {"closed": "是"}
    ruled.keep(*[decisions.decide(each, "dismissed") for each in (on(found, 1), gone)])
    ruled.keep(*[decisions.handle(each, closed) for each in (on(found, 1), on(found, 2), gone)])
    parsed, whole = page(ruled), overall(ruled)
    assert "已销号" not in text(parsed.css_first("#wt-1"))
    assert "是否销号：是" in text(parsed.css_first("#wt-1"))
    assert "已销号" in text(parsed.css_first("#wt-2 h3"))
    (tile,) = (text(one) for one in whole.css("ul.numbers li") if "处已销号" in one.text())
    assert tile.startswith("1")
    assert "不再出现" not in tile
    assert "已销号1处" in text(line_of(whole, found.report.agency))
    assert data.write(tmp_path, ruled.assess()) == {}
    book = openpyxl.load_workbook(tmp_path / "ledger.xlsx", data_only=True)
    (heads, *_, total) = book["汇总"].values
    assert total[heads.index("已销号")] == 1


@pytest.mark.parametrize(("other", "passed"), [("2025-03-31", True), ("2025-04-02", False), ("四月底", False)])
def test_a_deadline_on_which_two_differ_has_passed_where_it_has_by_both(ruled, other, passed):
    found = ruled.assess().examined()[0]
    ruled.apart(decisions.handle(on(found, 1), {"due": "2025-03-30"}), decisions.handle(on(found, 1), {"due": other}))
    parsed = page(ruled)
    assert f"整改期限：待仲裁（张三：2025-03-30；李四：{other}）" in text(parsed.css_first("#wt-1 .handling"))
    assert ("已过整改期限" in text(parsed.css_first("#wt-1 h3"))) is passed
    ((reason, *_),) = overview.lost_rows(ruled.assess())
    assert reason == "整改期限或是否销号不一致、待仲裁的"


def test_the_ledger_follows_the_roster_and_tells_two_reports_of_one_organ_apart(ruled, tmp_path):
    """Two reports of one organ and year have problems of the same numbers: the file says which one a row is about."""
    first, second = (one.report for one in ruled.assess().examined())
    (tmp_path / "报告" / "更正.txt").write_text(Path(first.source).read_text("utf-8") + "\n以此件为准。\n", "utf-8")
    order = ["青禾县档案馆", *sorted((first.agency, second.agency), reverse=first.agency < second.agency)]
    (tmp_path / "名录.csv").write_text("机关\n" + "\n".join(order) + "\n", "utf-8")
    assert data.write(tmp_path, ruled.assess()) == {}
    book = openpyxl.load_workbook(tmp_path / "ledger.xlsx", data_only=True)
    for sheet in ("整改台账", "报告清单", "人工评分"):
        (heads, *rows) = book[sheet].values
        seen = list(dict.fromkeys(row[heads.index("机关")] for row in rows))
        assert [name for name in seen if name != order[0]] == order[1:]
    (heads, *rows) = book["整改台账"].values
    own = [row for row in rows if row[heads.index("机关")] == first.agency]
    numbers = [row[heads.index("问题序号")] for row in own]
    assert len(set(numbers)) < len(numbers)
    pairs = {(row[heads.index("问题序号")], row[heads.index("来源文件")]) for row in own}
    assert len(pairs) == len(own)


def test_what_is_no_fault_of_the_organ_has_no_time_limit_when_it_is_found_true(ruled):
    """A file that breaks off is to be had whole by the office: the organ has nothing to put right by a day."""
    name = next((ruled.folder / "报告").glob("*.txt"))
    paper = name.read_text("utf-8")
    name.write_text(paper[: len(paper) * 6 // 10], "utf-8")
    found = next(one for one in ruled.assess().examined() if one.report.source.endswith(name.name))
    (broken,) = (one for one in found.problems.all if one.incompleteness is not None)
    (own, *_) = (one for one in found.problems.all if one.verdict == "fail")
    ruled.keep(*[decisions.decide(on(found, one.number), "confirmed") for one in (broken, own)])
    review = ruled.assess()
    given = replace(review, terms=replace(review.terms, office=Office(correction_days=10), asof=dt.date(2099, 1, 1)))
    again = next(one for one in given.examined() if one.report.source == found.report.source)
    parsed = LexborHTMLParser(str(agency.problems(again).text))
    assert "整改期限" in text(parsed.css_first(f"#wt-{own.number} .handling"))
    assert not parsed.css(f"#wt-{broken.number} .handling")
    assert "已过整改期限1处" in next(one for one in overview_lines(given) if found.report.agency in one)
    rows = list(ledger_rows(given, ruled.folder))
    limits = {row["归并编号"]: row["整改期限"] for row in rows}
    assert limits[own.cause.key]
    assert not limits[broken.cause.key]


def ledger_rows(review, folder):
    assert data.write(folder, review) == {}
    book = openpyxl.load_workbook(folder / "ledger.xlsx")
    for name in ("整改台账", "无法核对"):
        heads, *rows = book[name].iter_rows(values_only=True)
        yield from (dict(zip(heads, row, strict=True)) for row in rows)
