"""Many reports assessed together: what our own faults kept back is told as such, never as a clean report."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from audit import assess, console, pipeline, reportcauses
from audit.assessment import Terms, Versions
from audit.causes import Cause, CauseCounts
from audit.corpus import Agency, Roster
from audit.present import agency, overview, workbooks
from audit.render.results import data
from audit.rules import catalogue
from audit.score import shipped
from tests.build import corpus, report


def test_a_report_that_could_not_be_checked_has_no_score():
    names = ("清河县水务局", "清河县教育局")
    terms = Terms(
        roster=Roster(tuple(Agency(name, level="县级", kind="部门") for name in names), "名录.csv"),
        rubric=pipeline.load_rubric(shipped()),
    )
    checked, broken = (report({"agency": name, "source": f"{name}.txt"}) for name in names)
    corpus = pipeline.assemble([checked, broken], terms)
    found = pipeline.assess(corpus, terms, {checked.source: pipeline.check(checked)})
    assert list(found.scores) == [checked.source]
    assert [one.report for one in found.examined()] == [checked]
    assert not found.absent


def test_a_damaged_copy_or_an_old_damaged_file_changes_no_score():
    """A second file that cannot be read gives no second line, and one of another year does not excuse a missing report."""
    names = ("清河县水务局", "清河县教育局")
    terms = Terms(
        roster=Roster(tuple(Agency(name, level="县级", kind="部门") for name in names), "名录.csv"),
        rubric=pipeline.load_rubric(shipped()),
    )
    read = report({"agency": names[0], "source": "水务局.txt", "text": "一、总体情况\n全年公开3条。"})
    copy = report({"source": f"{names[0]}2024（扫描）.pdf", "unreadable": "文件已损坏。"})
    old = report({"source": f"{names[1]}2022.pdf", "unreadable": "文件已损坏。"})
    found = pipeline.assess(pipeline.assemble([read, copy, old], terms), terms)
    assert set(found.scores) == {"水务局.txt", names[1]}
    assert found.scores["水务局.txt"].total
    assert found.scores[names[1]].total == 0
    assert {(one.agency, one.year) for one in found.every_outcome() if one.rule == "F007"} == {
        (names[0], 2024),
        (names[1], 2022),
    }


def test_a_fault_of_our_own_costs_only_what_it_befell(monkeypatch):
    papers = [report({"agency": name, "source": f"{name}.txt"}) for name in ("清河县水务局", "清河县教育局")]
    honest = pipeline.check

    def faulty(paper, *rest):
        if paper is papers[0]:
            raise ZeroDivisionError("x")
        return honest(paper, *rest)

    monkeypatch.setattr(pipeline, "check", faulty)
    terms = Terms(rubric=pipeline.load_rubric(shipped()))
    found = pipeline.assess(pipeline.assemble(papers, terms), terms)
    assert [paper.source for paper, _ in found.audited] == [papers[1].source]
    assert "工具内部错误（ZeroDivisionError" in str(found.failed[papers[0].source])


@pytest.mark.parametrize("befallen", ["一.txt", "二.txt"])
def test_a_fault_in_gathering_the_causes_of_one_of_two_versions_costs_no_other_report(monkeypatch, befallen):
    papers = [
        report(
            {"agency": "清河县水务局", "source": name, "applications.received.total": number, "sha256": f"{number:064}"}
        )
        for name, number in (("一.txt", 3), ("二.txt", 4))
    ]
    papers.append(report({"agency": "清河县教育局", "source": "三.txt"}))
    gathered = reportcauses.gather

    def faulty(paper, *given):
        if paper.source == befallen:
            raise ZeroDivisionError
        return gathered(paper, *given)

    monkeypatch.setattr(reportcauses, "gather", faulty)
    found = assess(pipeline.assemble(papers, Terms()))
    assert set(found.failed) == {befallen}
    assert set(found.causes) == {one.source for one in papers} - {befallen}


def test_without_all_rules_over_many_reports_there_are_no_scores(monkeypatch):
    def broken(*_):
        raise KeyError("x")

    monkeypatch.setattr("audit.reuse.find", broken)
    papers = [report({"agency": name, "source": f"{name}.txt"}) for name in ("清河县水务局", "清河县教育局")]
    terms = Terms(rubric=pipeline.load_rubric(shipped()))
    found = pipeline.assess(pipeline.assemble(papers, terms), terms)
    assert len(found.audited) == 2
    assert not found.scores
    assert "工具内部错误" in str(found.failed["文字比对"])


def _assessed(papers, names, **more):
    terms = Terms(roster=Roster(tuple(Agency(name, level="县级", kind="部门") for name in names), "名录.csv"), **more)
    return pipeline.assess(pipeline.assemble(papers, terms), terms)


def test_the_headline_tells_agencies_without_a_report_as_the_ledger_does(tmp_path):
    found = _assessed([report({"agency": "清河县水务局", "source": "a.txt"})], ["清河县水务局", "清河县教育局"])
    workbooks.write(found.audited, tmp_path / "l.xlsx", beyond=found.absent)
    book = load_workbook(tmp_path / "l.xlsx")
    head, *rows = book[workbooks.FINDINGS_SHEET].iter_rows(values_only=True)
    listed = [dict(zip(head, row, strict=True)) for row in rows]
    failed = [row for row in listed if row["结论"] == "不符"]
    assert "F001" in {row["规则"] for row in failed}
    filed = [row for row in failed if row["规则"] != "F001"]
    errors = sum(row["级别"] == "错误" for row in filed)
    shown = overview.head(found).text
    assert f"{len(filed)}项不符（错误{errors}、" in shown
    assert f"{len(failed) - len(filed)}家未报" in re.sub(r"</?\w+[^>]*>", "", shown)


def test_common_faults_are_counted_by_cause_and_by_the_severity_found():
    """A rule that grades its findings differently stands once for each grade, with how many agencies and causes there are."""
    found = _assessed([report({"agency": "清河县水务局", "source": "a.txt"})], ["清河县水务局", "清河县教育局"])
    (paper, outcomes), *_ = found.audited
    graded = [
        replace(outcomes[0], rule="O002", title="与上年相同", verdict="fail", locus=str(n), severity=s)
        for n, s in enumerate(("warning", "info", "info"))
    ]
    known = found.causes[paper.source]
    causes = {paper.source: (*known, *(Cause("copied", (one,), one.key, one.key) for one in graded))}
    found = replace(found, audited=((paper, (*outcomes, *graded)),), causes=causes)
    shown = LexborHTMLParser(overview.faults(found).text)
    rows = [[cell.text() for cell in row.css("th, td")][:3] for row in shown.css("tbody tr")]
    assert [row for row in rows if "与上年相同" in row[0]] == [
        ["疑点与上年相同　O002", "1家", "1处"],
        ["提示与上年相同　O002", "1家", "2处"],
    ]
    assert sum(int(row[2].removesuffix("处")) for row in rows) == sum(c.verdict == "fail" for c in causes[paper.source])
    # An agency without a report is no fault that reports have in common: it stands among those that have not reported.
    assert "F001" not in shown.body.text()
    assert "清河县教育局" in overview.summary(found).text


def test_a_title_of_another_year_stands_among_the_irregular_files():
    text = "清河县水务局2023年政府信息公开工作年度报告\n统计期限自2024年1月1日至2024年12月31日。"
    found = _assessed([report({"agency": "清河县水务局", "source": "a.txt", "text": text})], ["清河县水务局"])
    assert "标题为2023年，统计期限为2024年" in overview.irregular(found).text


def test_agencies_without_any_earlier_report_are_named_once_and_not_scored_for_it():
    """What was not given cannot be compared: no finding, no range of the score; one line says for whom."""
    names = ["清河县水务局", "清河县教育局"]
    papers = [
        report({"agency": name, "source": f"{name}.txt", "text": "一、总体情况\n全年公开3条。"}) for name in names
    ]
    before = report({"agency": names[0], "source": "2023.txt", "year": 2023})
    found = _assessed(papers, names, previous=(before,), rubric=pipeline.load_rubric(shipped()))
    assert found.corpus.unprecedented() == (names[1],)
    assert [o.verdict for o in found.every_outcome() if o.rule == "C901"] == ["pass"]
    states = {item.item: item.state for item in found.scores[f"{names[1]}.txt"].items}
    assert states["连续性"] == "unjudged"
    assert f"没有以下1家机关的，其年度衔接未核对：{names[1]}" in overview.head(found).text


def test_a_damaged_file_beside_a_readable_report_is_not_listed_as_an_agency_without_one():
    papers = [
        report({"agency": "清河县水务局", "source": "a.txt", "text": "一、总体情况\n全年公开3条。"}),
        report({"source": "年报.zip!清河县水务局.pdf", "unreadable": "文件已损坏。"}),
        report({"source": "清河县教育局.pdf", "unreadable": "文件已损坏。"}),
    ]
    found = _assessed(papers, ["清河县水务局", "清河县教育局"])
    assert {(o.rule, o.agency) for o in found.absent} == {("F001", "清河县教育局"), ("F007", "清河县教育局")}
    unread = {o.agency for o in found.every_outcome() if o.rule == "F007"}
    assert unread == {"清河县水务局", "清河县教育局"}


def _by_day(day):
    """A department, a government and a town without a report and without a due date in the roster, judged on ``day``."""
    lines = [Agency(name, level="县级", kind="部门") for name in ("清河县水务局", "清河县教育局", "清河县民政局")]
    lines[2] = replace(lines[2], due=dt.date(2025, 1, 10))
    lines += [Agency("清河县人民政府", kind="政府"), Agency("清河县东河镇人民政府", kind="乡镇街道")]
    rubric = pipeline.load_rubric(shipped())
    terms = Terms(roster=Roster(tuple(lines), "名录.csv"), rubric=rubric, asof=day)
    return pipeline.assess(pipeline.assemble([report({"agency": "清河县水务局", "source": "a.txt"})], terms), terms)


@pytest.mark.parametrize(
    ("day", "overdue"),
    [
        (dt.date(2025, 1, 10), []),
        (dt.date(2025, 1, 31), ["清河县民政局"]),
        (dt.date(2025, 2, 1), ["清河县教育局", "清河县民政局"]),
        (dt.date(2025, 3, 31), ["清河县教育局", "清河县民政局"]),
        (dt.date(2025, 4, 1), ["清河县教育局", "清河县民政局", "清河县人民政府", "清河县东河镇人民政府"]),
    ],
)
def test_nobody_is_missing_or_scored_before_the_roster_s_or_the_law_s_day(day, overdue):
    """Rule, count, page, ledger and scores say the same."""
    found = _by_day(day)
    assert [o.agency for o in found.absent if o.rule == "F001" and o.verdict == "fail"] == overdue
    assert found.missing() == len(overdue)
    assert [row["机关"] for row in overview.missing_rows(found) if row["情况"] == "未报送"] == overdue
    # A town is only doubted, so it has no score.
    assert [name for name, score in found.scores.items() if score.total == 0] == [n for n in overdue if "镇" not in n]
    shown = overview.summary(found).text
    assert (f"未报送的机关（{len(overdue)}家）" in shown) is bool(overdue)
    assert ("尚未到期" in shown) is (len(overdue) < 4)
    assert "法定期限为2025-03-31" in shown


def test_an_agency_that_nobody_judged_is_not_called_missing(monkeypatch):
    """A fault of our own in the rule leaves open who has not reported."""
    (rule,) = (each for each in catalogue() if each.id == "F001")

    def broken(_survey):
        raise ZeroDivisionError("x")

    monkeypatch.setattr(pipeline, "catalogue", lambda: [replace(rule, check=broken)])
    terms = Terms(roster=Roster((Agency("清河县水务局"), Agency("清河县教育局")), "名录.csv"))
    faulty = pipeline.assess(pipeline.assemble([report({"agency": "清河县水务局", "source": "a.txt"})], terms), terms)
    assert "规则F001" in faulty.failed
    assert faulty.missing() == 0
    assert {row["情况"] for row in overview.missing_rows(faulty)} == {"未能确定或未到期"}
    assert "是否未报送没有核对" in overview.summary(faulty).text
    assert "未报送的机关" not in overview.summary(faulty).text


def test_the_overview_counts_reports_other_documents_and_files_not_read_apart():
    papers = [
        report({"agency": "清河县水务局", "source": "a.txt", "text": "一、总体情况\n全年公开3条。"}),
        report({"source": "b.pdf", "unreadable": "文件已损坏。"}),
        report({"source": "c.docx", "unreadable": "文件似为通知。", "absence": "other"}),
        report({"source": "没有", "unreadable": "没有找到文件。", "absence": "nowhere"}),
    ]
    found = _assessed(papers, ["清河县水务局"])
    shown = overview.head(found).text
    assert "收到3个文件，核查1份报告，1个不是年度报告，1个未能读取，另有1条路径没有文件；1家机关" in shown
    assert "部分读取1份　不是年度报告1个文件　未能读取1个文件" in shown


def test_overview_ledger_and_terminal_say_alike_who_has_filed_and_what_is_counted(tmp_path):
    water, school, absent = "清河县水务局", "清河县教育局", "清河县审计局"
    papers = [
        report({"agency": water, "source": "a.txt"}),
        report({"agency": water, "source": "a（更正）.txt"}),
        report({"agency": school, "source": "b.txt"}),
        report({"agency": school, "source": "c.txt", "year": 2023}),
    ]
    found = _assessed(papers, [water, school, absent])
    agencies = "应报3家，已报2家，1家未报"
    counted = "计入2024年度2份，其他年度的报告1份、同一年度的另一份报告1份不计入"
    assert found.intake().words() == f"{agencies}；核查4份报告，{counted}"
    head = LexborHTMLParser(overview.head(found).text)
    assert f"收到4个文件，核查4份报告；2家机关，年度：2023、2024；{counted}。" in head.css_first("p.sub").text()
    assert agencies in head.css_first(".verdict").text()
    told = {row[0]: row[2] for row in overview.setting_rows(found)}
    assert (told["报送情况"], told["核查的报告"]) == (agencies, f"4份报告，{counted}")
    assert data.write(tmp_path, found) == {}
    heads, *rows = load_workbook(tmp_path / "ledger.xlsx")["报告清单"].values
    listed = [dict(zip(heads, row, strict=True)) for row in rows]
    assert {row["来源文件"]: row["计数"] for row in listed} == {
        "a.txt": "计入",
        "a（更正）.txt": "同一年度的另一份报告",
        "b.txt": "计入",
        "c.txt": "其他年度的报告",
    }
    assert {row["来源文件"]: row["计入依据"] for row in listed if row["计入依据"]} == {"a.txt": "各份内容相同"}
    own = [one for one, _ in found.audited if found.is_counted(one)]
    summary = console.overall(own, {}, found.intake(), beside=[CauseCounts(0, 0, 0, 0)] * 2)
    assert f"  {agencies}。" in summary
    assert "另有其他年度的报告1份、同一年度的另一份报告1份（" in summary


def test_the_verdict_names_what_there_is_on_page_and_overview():
    doubtful = {"agency": "清河县水务局", "source": "a.txt", "text": "一、总体情况\n我局坚持以人民为中心的的发展思想。"}
    papers = [report(doubtful), report({"agency": "清河县教育局", "source": "b.txt"})]
    found = pipeline.assess(pipeline.assemble(papers, Terms()), Terms())
    assert {one.verdict for one in found.every_cause()} >= {"fail"}
    wrong = sum(one.verdict == "fail" and one.severity == "error" for one in found.every_cause())
    page, whole = agency.head(found.examined()[0]).text, overview.head(found).text
    for shown in (page, whole):
        assert re.search(r"疑点[1-9]处|[1-9]处待人工核对", shown)
        assert "0处" not in re.sub(r"[1-9]0+处", "", shown)
    assert ("未发现须更正之处" in whole) == (wrong == 0)
    # Without the causes nothing is counted, and nothing is said to be in order.
    unknown = overview.agencies(replace(found, causes={})).text
    assert "未发现问题" not in unknown
    assert "没有问题" not in unknown


def test_one_report_alone_is_not_said_to_share_no_text():
    found = _assessed([report({"agency": "清河县水务局", "source": "a.txt"})], ["清河县水务局"])
    shown = overview.originality(found).text
    assert "没有核对文字是否雷同" in shown
    assert "未发现相同段落" not in shown


def test_concluded_cases_are_not_worked_out_from_a_total_that_its_results_contradict():
    told = {}
    for total in (3, 8):
        cases = {f"litigation.suit_direct.{key}": n for key, n in (("upheld", 2), ("pending", 1), ("total", total))}
        paper = report({"text": "一、总体情况\n因政府信息公开被提起行政诉讼4件。", **cases})
        (told[total],) = [o.message for o in pipeline.check(paper) if o.rule == "C402"]
    assert told[3].endswith("差 1；按其他口径（两类诉讼总计减尚未审结为 2）亦不符")
    assert told[8].endswith("为 8，差 4")


def test_a_roster_of_a_former_review_is_told():
    names = ("清河县水务局", "清河县教育局")
    roster = Roster(tuple(Agency(name, due=dt.date(2024, 1, 31)) for name in names), "名录.csv")
    papers = [report({"agency": name, "source": f"{name}.txt"}) for name in names]
    found = pipeline.assess(pipeline.assemble(papers, Terms(roster=roster)), Terms(roster=roster))
    assert found.year == 2024
    assert "应报日期为2023年度的，与所查年度不同" in overview.head(found).text


def test_the_ledger_says_by_which_rubric_and_roster_the_scores_were_given(tmp_path):
    """A score is traced by the files it rests on: names and digests as the system's own tools give them."""
    listed = tmp_path / "名录.csv"
    listed.write_text("机关名称,应报日其\n清河县水务局,2025-01-31\n", "utf-8")
    terms = pipeline.Review(roster=str(listed), rubric=str(shipped()), asof="2025-04-01").terms()
    found = pipeline.assess(pipeline.assemble([report({"agency": "清河县水务局", "source": "a.txt"})], terms), terms)
    workbooks.write(found.audited, tmp_path / "l.xlsx", settings=overview.setting_rows(found))
    rows = {
        row[0]: row for row in load_workbook(tmp_path / "l.xlsx")[workbooks.SETTINGS_SHEET].iter_rows(values_only=True)
    }
    assert rows["评分办法"][3] == hashlib.sha256(shipped().read_bytes()).hexdigest()
    assert terms.rubric.name in rows["评分办法"][2]
    assert rows["机关名录"][2:] == (f"{listed}（1家）", hashlib.sha256(listed.read_bytes()).hexdigest())
    assert "是否为“应报日期”" in rows["机关名录疑问"][2]
    assert rows["以往年度的报告"][2] == "未给出"
    assert rows["判断日期"][2] == "2025-04-01"


def test_a_report_under_a_former_name_is_held_against_last_year_s_under_the_present_one():
    """The roster knows both names of one organ, so that what was left over is compared though the names differ."""
    case = {
        "roster": [{"name": "清河县水务局", "aliases": ["清河县水利局"]}],
        "reports": [{"agency": "清河县水利局", "source": "2024.txt", "applications.carried_in.total": 3}],
        "previous": [
            {"agency": "清河县水务局", "source": "2023.txt", "year": 2023, "applications.carried_out.total": 5}
        ],
    }
    found = assess(corpus(case)).every_outcome()
    told = [one.message for one in found if one.title.startswith("上年结转") and one.verdict == "fail"]
    assert told == ["上年结转与2023年度报告（2023.txt）结转下年度不一致：“总计”本年 3，上年 5，差 2"]


def test_of_two_reports_that_say_they_are_corrected_none_is_said_not_to() -> None:
    files = {"a.docx": "水利局2024（更正）.docx", "b.docx": "水利局2024（第二次更正）.docx"}
    marked = Versions(files, "a.docx", frozenset(), "order", "更正").words()
    assert "凭标明的字样不能分出先后，暂按文件名次序" in marked
    assert "没有标明更正的，暂按文件名次序" in Versions(files, "a.docx", frozenset(), "order").words()
    assert (
        "“水利局2024（第二次更正）.docx”（标明的更正次数在后）"
        in Versions(files, "b.docx", frozenset(), "later", "更正").words()
    )
