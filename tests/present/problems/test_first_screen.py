"""What the first screen of a page answers: is the report in order, what is worst, what is to be changed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

import audit
from audit import console, pipeline, reuse
from audit.assessment import Terms
from audit.causes import Problems
from audit.document import Place
from audit.present import agency, overview
from audit.present.problems import actions, settling
from audit.rules import run_corpus
from tests.build import corpus, examined, report
from tests.generate.formats import flat
from tests.generate.report import truth

ASPECTS = """
一、总体情况
（一）主动公开情况
全年通过网站公开信息。
（二）依申请公开情况
全年没有收到申请。
（三）处理群众咨询和投诉工作情况
全年接待来访。
二、主动公开政府信息情况
"""


def parsed(html):
    return LexborHTMLParser(str(html.text))


def head(found):
    return parsed(agency.head(found, date="2025-03-01"))


def with_text(text, **given):
    paper = report({"text": text, **given})
    return examined(paper, audit.check(paper))


def over_all(papers):
    """What the rules find that look at all reports together."""
    rules = (rule for rule in audit.catalogue() if rule.scope == "corpus")
    return [outcome for rule in rules for outcome in run_corpus(rule, papers)]


@pytest.fixture(scope="module")
def cut_off(tmp_path_factory):
    """A file that ends behind its first part, with a fault and a hint in what is there."""
    whole = flat.write(truth.make(11))
    path = tmp_path_factory.mktemp("cut") / "报告.txt"
    path.write_text(whole[: whole.index("\n二、")].replace("。", "。全年共主动公开条，其余从略。", 1), "utf-8")
    paper = audit.read(path)
    return examined(paper, audit.check(paper))


def test_that_a_file_is_incomplete_is_said_before_all_else(cut_off):
    assert cut_off.counts.doubtful
    first = head(cut_off)
    box = first.css_first(".verdict")
    assert "partial" in box.attributes["class"]
    opening, second = (line.text() for line in box.css("p")[:2])
    assert opening == "文件似不完整，止于第一部分，只核查了已读部分，结论限于已读部分。"
    assert second.startswith("已读部分：机器核查发现")
    assert "止于第一部分" in first.css_first("ol.gravest li").text()
    assert box.text().count("未能确定读取") == 1


def test_the_incomplete_file_is_problem_one_everywhere(cut_off):
    page = parsed(agency.problems(cut_off, audit.catalogue()))
    assert page.css_first("article.card").attributes["id"] == "wt-1"
    assert "止于第一部分" in page.css_first("article.card h3").text()
    printed = console.findings(cut_off.report, cut_off.outcomes, cut_off.causes)
    assert printed.index("[问题1　") < printed.index("[问题2　")
    assert "止于第一部分" in printed[printed.index("[问题1　") : printed.index("[问题2　")]
    review = pipeline.assess(pipeline.assemble([cut_off.report], Terms()), Terms())
    assert "止于第一部分" in parsed(overview.agencies(review)).css_first("td.w").text()


def test_every_incomplete_file_has_the_same_box_whatever_was_found_in_it(cut_off):
    bare = replace(cut_off, outcomes=tuple(one for one in cut_off.outcomes if one.verdict != "fail"))
    for found in (cut_off, examined(cut_off.report, bare.outcomes)):
        box = head(found).css_first(".verdict")
        assert box.attributes["class"] == "verdict partial"
        assert not box.css_first("p").text().startswith("机器核查未发现")


def test_who_dismisses_that_a_file_is_incomplete_has_no_word_of_it_and_every_number_stays(cut_off):
    first, *others = cut_off.problems.all
    dismissed = Problems(cut_off.outcomes, cut_off.causes, {first.cause.key: "pass"})
    assert [one.number for one in dismissed.standing] == [one.number for one in others]
    confirmed = Problems(cut_off.outcomes, cut_off.causes, {first.cause.key: "fail"})
    assert confirmed.standing[0].root is first.root


def test_a_whole_report_has_no_word_of_limits():
    found = with_text(flat.write(truth.make(3)))
    assert "限于已读" not in head(found).body.text()
    assert "partial" not in head(found).css_first(".verdict").attributes["class"]


def test_a_report_without_its_organ_goes_by_its_file(cut_off):
    found = replace(cut_off, report=replace(cut_off.report, agency=None, source="收文/镇报110101199003074610.txt"))
    title = head(found).css_first("h1").text()
    assert title.startswith("（未识别机关名称）")
    assert "镇报" in title
    assert "199003074610" not in title


def test_cells_that_were_not_read_are_counted_once(cut_off):
    first = head(cut_off).body.text()
    assert first.count("未能确定") == 1
    assert not re.search(r"读取说明：表.应有", first)


def test_what_is_to_be_looked_at_fits_what_is_wrong():
    told = {}
    for found in (
        with_text("一、总体情况\n本局按照条例开展工作，全年主动公开信息43条。\n"),
        with_text("青禾县水利局2023年政府信息公开工作年度报告\n统计期限自2024年1月1日起至2024年12月31日止。\n"),
        with_text("青禾县水利局2024年政府信息公开工作年度报告\n电话：0571-12345678901。\n"),
    ):
        told |= {(one.root.rule, one.verdict): actions.action(one) for one in found.problems.all}
    assert told["M004", "fail"] in ("查：原件有无标题，没有的补上", "查：标题和统计期限，有误的改正")
    assert told["M005", "fail"] == "查：联系方式是否写错，写错的改正"
    listed = corpus({"reports": [{"agency": "丙县水利局"}], "roster": [{"name": "青禾县水利局"}]})
    outcomes = [one for one in over_all(listed) if one.rule == "F005"]
    (problem,) = examined(listed.filings[0].report, outcomes).problems.all
    assert actions.action(problem) == "查：名录是否遗漏该机关，或材料是否属于本次核查"


def test_every_rule_has_words_for_what_settles_it():
    for rule in audit.catalogue():
        assert rule.cause_kind in settling.BY_KIND
        assert not rule.matter or rule.matter in settling.BY_MATTER


def test_shared_text_is_named_with_whose_it_is_and_whether_it_is_a_finding():
    a, b = reuse.ReportSource("青禾县水利局", 2024, "a.txt"), reuse.ReportSource("青禾县教育局", 2023, "b.txt")
    spans = [(reuse.PassageSpan(Place(paragraph=number), "依托政务新媒体发布信息。"),) for number in (3, 7)]
    passage = reuse.Shared(1, 5, *spans, 26, 26, False, 0.9)
    pair = reuse.Copied("peer", a, b, (reuse.SectionShare(1, 26, 26, 13, 26, 26, 26, (passage,)),))
    found = replace(examined(replace(report({}), source="a.txt"), ()), copied=(pair,), compared=True)
    line = head(found).css_first("p.shared")
    assert "青禾县教育局（2023）的报告（第一部分" in line.text()
    assert "未列为本报告的问题" in line.text()
    target = line.css_first("a").attributes["href"]
    assert parsed(agency.side_by_side(found)).css(target)


def test_what_is_wanting_in_one_way_stands_on_one_line():
    found = with_text(ASPECTS)
    wanting = [one for one in found.problems.standing if one.root.rule == "M107" and one.verdict == "fail"]
    assert len(wanting) == 3
    (line,) = (one for one in head(found).css("ol.gravest li") if "未见" in one.text() and "方面" in one.text())
    for problem in wanting:
        assert str(problem.root.facts.value("missing").name) in line.text()
    assert f"{wanting[0].name}至{wanting[-1].name}" in line.text()
    assert line.text().count("已有的小标题") == 1
    cards = parsed(agency.problems(found, audit.catalogue()))
    assert {f"wt-{one.number}" for one in wanting} <= {card.attributes["id"] for card in cards.css("article.card")}


def test_versions_of_a_report_are_counted_in_the_headline_and_told_in_a_table():
    two = corpus(
        {
            "reports": [
                {"source": "a.docx", "applications.received.natural": 3, "sha256": "1"},
                {"source": "b（更正）.docx", "applications.received.natural": 5, "sha256": "2"},
            ]
        }
    )
    outcomes = over_all(two)
    for filing in two.filings:
        own = [one for one in outcomes if one.source == filing.report.source and one.rule == "F002"]
        found = examined(filing.report, own)
        assert "本年度有2份报告，表格有1处数字不同" in head(found).css_first("ol.gravest li").text()
        card = parsed(agency.problems(found, audit.catalogue())).css_first("article.card")
        heads = [one.text() for one in card.css("table.excerpt thead th")]
        assert set(heads[1:]) == {"a.docx", "b（更正）.docx"}
        printed = dict(zip(heads[1:], (one.text() for one in card.css("table.excerpt tbody td")), strict=True))
        assert printed == {"a.docx": "3", "b（更正）.docx": "5"}


def test_kinds_are_counted_a_line_each():
    found = with_text(ASPECTS)
    lines = [line.text() for line in head(found).css(".verdict p.remark")]
    assert any(line.startswith("待人工核对：") for line in lines)
    assert len(lines) == len({line.split("：")[0] for line in lines})
    assert all("处、" not in line for line in lines)


def test_the_legend_explains_what_occurs():
    clean = report({})
    assert not parsed(agency.tables(examined(clean, audit.check(clean)))).css("p.legend b.mark")
    wrong = report({"applications.received.natural": "5"})
    legend = parsed(agency.tables(examined(wrong, audit.check(wrong)))).css_first("p.legend").text()
    assert "错1" in legend
    assert "示1" not in legend
    assert "未读取" not in legend


def test_tables_that_are_not_there_at_all_stand_on_one_line_in_their_order():
    rest = "三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n"
    rest += "五、存在的主要问题及改进情况\n公开不够及时，已建立清单逐项督办。\n六、其他需要报告的事项\n没有收取信息处理费。\n"
    paper = report({"text": ASPECTS.lstrip() + rest, "missing_all": True})
    found = examined(paper, audit.check(paper))
    first = head(found)
    assert first.css_first(".verdict p").text() == "表二、表三、表四整张未见，只核查了已读部分，结论限于已读部分。"
    line = first.css_first("ol.gravest li").text()
    assert "表二整张未见、表三整张未见、表四整张未见" in line
    assert "问题1至问题3" in line
