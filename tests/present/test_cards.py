"""The cards of a page: what shows a problem is what is wrong, once, whole and with its place; what is open says why."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser

import audit
from audit.assessment import Terms
from audit.corpus import Agency, Roster
from audit.findings import Evidence, stated
from audit.forms import load
from audit.pipeline import assemble, assess
from audit.present import agency, charts, scores, trend
from audit.rules import run_corpus
from tests.build import corpus, examined, report
from tests.generate.formats import docx, flat
from tests.generate.report import truth


def parsed(*pieces):
    return LexborHTMLParser("".join(str(piece.text) for piece in pieces))


def cards(found):
    return parsed(agency.problems(found, audit.catalogue())).css("article.card")


def of_rule(found, rule):
    """The one card of a rule."""
    keys = {outcome.key for outcome in found.outcomes if outcome.rule == rule and outcome.verdict != "pass"}
    (card,) = (one for one in cards(found) if keys & set(one.attributes["data-keys"].split()))
    return card


def with_text(*lines, **given):
    paper = report({"text": "\n".join(lines), **given})
    return examined(paper, audit.check(paper))


@pytest.fixture(scope="module")
def file_of(tmp_path_factory):
    """Reads a report from a file of its own."""

    def read(made, suffix="docx"):
        path = tmp_path_factory.mktemp("cards") / f"报告.{suffix}"
        path.write_bytes(docx.write(made)) if suffix == "docx" else path.write_text(flat.write(made), "utf-8")
        paper = audit.read(path)
        return examined(paper, audit.check(paper))

    return read


def test_every_entry_of_the_contents_leads_to_its_part(file_of):
    found = file_of(truth.make(5, consistent=False))
    parts = [agency.problems(found), agency.tables(found), agency.as_read(found), charts.gallery(found.report)]
    parts += [scores.card(found), trend.context(found), agency.side_by_side(found), agency.appendix(found)]
    page = parsed(agency.head(found), *parts)
    leads = {link.attributes["href"] for link in page.css("nav.contents a")}
    assert len(leads) == 8
    assert leads <= {f"#{part.attributes['id']}" for part in page.css("[id]")}


def test_a_sentence_is_quoted_once_with_all_that_is_wrong_in_it():
    sentence = "全年主动公开信息100条，其中网站公开30条，微信公开20条，微博公开10条。"
    quoted = of_rule(with_text("一、总体情况", sentence), "C001").css("blockquote")
    assert len(quoted) == 1
    assert quoted[0].css_first("p").text() == sentence
    assert len(quoted[0].css("mark")) > 2


def test_no_addend_is_left_out_and_every_gap_says_so(file_of):
    made = truth.make(3, size="large")
    wrong = "applications.concluded.natural"
    found = file_of(replace(made, cells={**made.cells, wrong: str(int(made.cells[wrong]) + 7)}))
    tables = [one for card in cards(found) for one in card.css("table.excerpt") if len(one.css("tbody tr")) > 8]
    assert tables
    for table in tables:
        # What stands in place of folded lines says how many there are; paper prints the lines themselves.
        away = [re.search(r"（(\d+)行从略", row.text()) for row in table.css("tbody tr.instead")]
        assert sum(int(one[1]) for one in away) == len([row for row in table.css("tr.unfolds") if row.css_first("th")])
        rows = table.css("tbody tr:not(.instead)")
        gaps = [row.css_first("td[colspan]") is not None for row in rows]
        assert all("均为0" in row.text() for row, gap in zip(rows, gaps, strict=True) if gap)
        assert not any(a and b for a, b in pairwise(gaps))
        column = [row.css("td")[0].text() for row, gap in zip(rows, gaps, strict=True) if not gap]
        printed = {v for k, v in made.cells.items() if k.endswith(".natural") and v != "0" and k != wrong}
        assert printed <= set(column)


def test_a_sum_is_not_said_again_in_words():
    paper = report({"applications.received.natural": "5"})
    shown = cards(examined(paper, audit.check(paper)))
    (card,) = (one for one in shown if one.css("p.sum"))
    assert not [line.text() for line in card.css("div.evidence p:not([class])") if line.parent.tag != "blockquote"]


def test_what_is_wanting_points_at_nothing_that_is_there():
    opening = "2024年，本级政府认真落实各项工作要求。"
    found = with_text("一、总体情况", opening, agency="青禾县人民政府")
    wanting = [one for one in found.outcomes if one.rule == "M108" and one.verdict == "fail"]
    assert wanting
    assert not parsed(agency.as_read(found)).css("mark.warning")
    for card in cards(found):
        if wanting[0].key in card.attributes["data-keys"]:
            assert not card.css("blockquote, mark")
            assert card.css("a[href^='#zw-']")


def test_what_is_quoted_in_part_can_be_read_whole_at_its_place():
    sentence = "全年按计划推进各项公开工作并逐项检查落实情况。"
    long = f"{sentence * 20}年末转结下年度2件。{sentence * 20}"
    found = with_text("一、总体情况", long, "二、主动公开政府信息情况")
    (slip,) = (one for one in found.problems.all if one.root.rule == "W007")
    quote = parsed(agency.one_problem(found, slip)).css_first("blockquote")
    assert "……" in quote.css_first("p").text()
    whole = quote.css_first("details.whole")
    assert whole.css_first("p").text() == long
    assert whole.css_first("mark").text() == "转结"
    assert f"共{len(long)}字" in whole.css_first("summary").text()
    # On a page the whole paragraph stands once, however many problems quote it.
    page = parsed(agency.problems(found))
    assert len([one for one in page.css("details.whole") if one.css_first("p").text() == long]) == 1


def test_what_was_looked_through_in_vain_stands_beside_what_is_wanting():
    first = "2024年，本级政府认真落实各项工作要求。"
    fifth = "一是公开不够及时。二是加强培训。"
    found = with_text(
        "一、总体情况", first, "五、存在的主要问题及改进情况", fifth, "六、其他需要报告的事项", agency="青禾县人民政府"
    )
    (wanting,) = (one for one in found.problems.all if one.root.rule == "M108" and "责任追究" in one.root.message)
    card = parsed(agency.one_problem(found, wanting))
    shown = {one.css_first("summary").text().partition("（")[0]: one.text() for one in card.css("details.whole")}
    assert first in shown["第一部分全文"]
    assert fifth in shown["第五部分全文"]
    gone = next(one for one in found.problems.all if one.root.rule == "M101")
    text = parsed(agency.one_problem(found, gone)).body.text()
    places = [text.index(heading) for heading in ("一、总体情况", "五、存在的主要问题", "六、其他需要报告的事项")]
    assert places == sorted(places)


def test_paper_has_what_was_looked_through_in_vain_or_says_what_it_leaves_out():
    first, fifth = "2024年，本级政府认真落实各项工作要求。", "全年按计划推进各项公开工作并逐项检查落实情况。" * 40
    found = with_text("一、总体情况", first, "五、存在的主要问题及改进情况", fifth, agency="青禾县人民政府")
    page = parsed(agency.problems(found))
    on_paper = [one.text() for one in page.css("p.printed:not(.grounds)")]
    (short,) = (one for one in on_paper if one.startswith("第一部分全文"))
    assert short.endswith(first)
    assert "纸面只印" not in short
    (long,) = (one for one in on_paper if one.startswith("第五部分全文"))
    number = len(fifth) + len("五、存在的主要问题及改进情况")
    assert f"（共{number}字，纸面只印前400字，其余{number - 400}字见本核查页的网页或原件）" in long
    assert long.endswith("……")
    # A text that several problems are about stands once; the others say where.
    again = [one for one in page.css("article.card p.quiet") if one.text().startswith("第一部分全文见问题")]
    assert again
    assert all(page.css(one.css_first("a").attributes["href"]) for one in again)


def test_a_cut_off_file_says_on_the_first_screen_what_is_not_there(tmp_path):
    whole = flat.write(truth.make(11))
    path = tmp_path / "报告.txt"
    path.write_text(whole[: whole.index("\n二、")], "utf-8")
    paper = audit.read(path)
    found = examined(paper, audit.check(paper))
    assert "止于第一部分" in parsed(agency.head(found)).css_first(".verdict").text()
    (card,) = (one for one in cards(found) if "止于第一部分" in one.css_first("h3").text())
    assert card.css_first("details:not(.whole) > summary").text().startswith("因此没有核对的事项")
    assert not card.css("blockquote, table.excerpt")
    assert "是否“" not in parsed(agency.problems(found)).text()


def test_a_wrong_cell_is_named_with_its_place_and_paper_names_the_law(file_of):
    made = truth.make(21, size="medium")
    wrong = "applications.granted.total"
    found = file_of(replace(made, cells={**made.cells, wrong: str(int(made.cells[wrong]) + 3)}))
    card = of_rule(found, next(one.rule for one in found.outcomes if one.verdict == "fail" and wrong in one.cells))
    assert found.report.cells[wrong].place.describe() in card.text()
    basis = next(one.basis for one in found.outcomes if one.verdict == "fail" and wrong in one.cells)
    assert basis in card.css_first("p.grounds").text()


def test_numbers_of_other_reports_follow_the_own_ones_and_are_all_there(tmp_path):
    """All reports have one layout, so that a cell of another one has the place of an own cell."""
    made = [truth.make(seed, size="medium", year=2024) for seed in range(40, 44)]
    parent, *units = (one.body.name for one in made)
    papers = []
    for one in made:
        path = tmp_path / f"{one.body.name}.docx"
        path.write_bytes(docx.write(one))
        papers.append(audit.read(path))
    roster = Roster((Agency(parent, kind="政府"), *(Agency(name, parent=parent) for name in units)))
    terms = Terms(roster=roster)
    review = assess(assemble(papers, terms), terms)
    (found,) = (one for one in review.examined() if one.report.agency == parent)
    sums = [one for one in found.outcomes if one.rule == "H001" and one.verdict == "fail"]
    assert sums
    shown = [card for card in cards(found) if any(one.key in card.attributes["data-keys"] for one in sums)]
    for card in shown:
        listed = [one for one in card.css("ul.listed li") if any(name in one.text() for name in units)]
        due = {
            (place.label, place.raw)
            for one in sums
            if one.key in card.attributes["data-keys"]
            for place in one.places
            if place.role == "other_report"
        }
        assert len(listed) == len(due)
        assert not due or card.html.index("excerpt") < card.html.index("listed")
        if due:
            assert re.fullmatch(r"表.+：各单位合计[\d.]+，本报告为[\d.]+，差 [\d.]+", card.css("p.sum")[-1].text())
    assert sum(len(card.css("ul.listed li")) for card in shown) > len(units)


@pytest.mark.parametrize(("wrong", "shown", "left"), [(1, 1, 0), (6, 6, 0), (8, 6, 2)])
def test_of_many_paragraphs_of_one_problem_some_are_quoted_and_the_rest_is_counted(wrong, shown, left):
    lines = [f"第{number}项公开工作稳步推进推进。" for number in range(1, wrong + 1)]
    paper = report({"text": "\n".join(["一、总体情况", *lines])})
    spans = [passage.place.span(0, 4) for passage in paper.passages if "推进推进" in passage.text]
    one = next(outcome for outcome in audit.check(paper) if outcome.verdict == "pass")
    places = tuple(Evidence(place, "推进推进") for place in spans)
    one = replace(one, rule="W006", verdict="fail", places=places, cells=(), facts=None, suggestion=None, candidates=())
    (card,) = cards(examined(paper, [one]))
    assert len(card.css("blockquote")) == shown
    assert re.findall(r"另有(\d+)段，见报告原文中的标记", card.text()) == ([str(left)] if left else [])


@pytest.mark.parametrize(("following", "left"), [(3, 0), (40, 0), (45, 5)])
def test_of_much_that_follows_from_one_cause_some_is_listed_and_the_rest_is_counted(following, left):
    paper = report({"applications.received.natural": "5"})
    found = examined(paper, audit.check(paper))
    failed = next(one for one in found.outcomes if one.verdict == "fail")
    further = [replace(failed, facts=None, locus=f"{number}") for number in range(following)]
    cause = replace(found.causes[0], outcomes=(failed, *further), changes=(), candidates=())
    (card,) = cards(replace(found, outcomes=cause.outcomes, causes=(cause,)))
    listed = [item.text() for item in card.css("ul.follow:not(.listed) li")]
    assert len(listed) == following - left + bool(left)
    assert re.findall(r"另有(\d+)项，见问题台账", card.text()) == ([str(left)] if left else [])


def test_quotation_marks_within_a_quotation_are_single_ones():
    found = with_text("一、总体情况", "“清河水务”公众号全年发布信息100条，其中动态类50条，政务类40条。")
    title = of_rule(found, "C001").css_first("h3").text()
    assert "“‘清河水务’" in title
    assert "““" not in title


@pytest.mark.parametrize(("printed", "told"), [("", "合计空白"), ("/", "合计填“/”")])
def test_a_blank_total_stands_beside_its_parts_and_what_they_come_to(printed, told):
    paper = report(
        {
            "litigation.review.upheld": 2,
            "litigation.review.corrected": 3,
            "litigation.review.total": printed,
            "applications.received.natural": 4,
            "applications.received.total": 4,
        }
    )
    card = of_rule(examined(paper, [one for one in audit.check(paper) if one.rule == "M002"]), "M002")
    assert f"表四“行政复议”行：2 + 3（其余为0） = 5，{told}" in [line.text() for line in card.css("p.sum")]
    (row,) = card.css("table.excerpt tbody tr")
    assert [cell.attributes["class"] for cell in row.css("td")] == ["part"] * 4 + ["wrong"]
    assert [cell.text() for cell in row.css("td")] == ["2", "3", "0", "0", printed or "空白"]
    title = card.css_first("h3").text()
    assert ("为空白，疑应为5" if not printed else "填为/，疑应为5") in title
    assert "填为空白" not in title


def test_a_blank_part_stands_beside_the_other_parts_and_the_total():
    paper = report({"litigation.review.upheld": "", "litigation.review.other": 1, "litigation.review.total": 1})
    card = of_rule(examined(paper, [one for one in audit.check(paper) if one.rule == "M002"]), "M002")
    (line,) = (line.text() for line in card.css("p.sum"))
    assert line.startswith("表四“行政复议”行：1（其余为0） = 1，表中合计为 1")
    (row,) = card.css("table.excerpt tbody tr")
    assert [cell.attributes["class"] for cell in row.css("td")] == ["empty", "part", "part", "part", "total"]


def test_of_many_blank_totals_the_first_are_worked_out_and_the_rest_counted():
    lines = ("received", "carried_in", "granted", "partial", "concluded", "carried_out", "rejected.petition")
    blank = {f"applications.{line}.total": "" for line in lines}
    paper = report({**blank, **{f"applications.{line}.natural": 2 for line in lines}})
    card = of_rule(examined(paper, [one for one in audit.check(paper) if one.rule == "M002"]), "M002")
    worked_out = [line.text() for line in card.css("p.sum")]
    assert all("合计空白" in line for line in worked_out[:-1])
    assert "未填数字" in worked_out[-1]
    assert len(card.css("table.excerpt td.empty")) == len(lines)
    assert "合计是否漏填" in parsed(agency.head(examined(paper, audit.check(paper)))).css_first("ol.gravest").text()


def test_lines_are_called_as_the_form_prints_them():
    paper = report(
        {"applications.refused.security_stability.natural": 2, "applications.refused.security_stability.total": 3}
    )
    labels = [head.text() for card in cards(examined(paper, audit.check(paper))) for head in card.css("tbody th")]
    assert "（三）不予公开·3.危及“三安全一稳定”" in labels


def test_what_parts_of_a_blank_total_come_to_is_not_said_where_one_was_not_read():
    paper = report(
        {"litigation.review.upheld": 2, "litigation.review.total": "", "missing": ["litigation.review.other"]}
    )
    card = of_rule(examined(paper, [one for one in audit.check(paper) if one.rule == "M002"]), "M002")
    assert not card.css("p.sum")


def test_every_link_to_a_problem_leads_somewhere_where_only_the_first_of_a_rule_are_shown():
    wrong = [
        f"第{number}项：公开公开政府信息{number}条，收到政府信息公开申请{9000 + number}件。" for number in range(1, 120)
    ]
    found = with_text("一、总体情况", *wrong, year=2024)
    page = parsed(
        agency.head(found, "2025-03-01", ""), agency.problems(found, audit.catalogue()), agency.as_read(found)
    )
    assert "详见问题台账" in page.body.text()
    there = {node.attributes["id"] for node in page.css("[id]")}
    wanted = {link.attributes["href"][1:] for link in page.css("a[href^='#wt-']")}
    assert wanted <= there
    assert len(page.css("article.card")) < len([name for name in there if name.startswith("wt-")])


def test_a_problem_belongs_to_the_part_of_its_own_words_not_of_another_report():
    paper = report({"text": "一、总体情况\n公开工作稳步推进。\n五、存在的主要问题及改进情况\n公开不够及时。"})
    other, own = (next(p.place for p in paper.passages if words in p.text).span(0, 4) for words in ("稳步", "及时"))
    one = next(outcome for outcome in audit.check(paper) if outcome.verdict == "pass")
    places = (Evidence(other, "公开工作", role="other_report"), Evidence(own, "公开不够"))
    one = replace(
        one, verdict="fail", places=places, section=None, cells=(), facts=None, suggestion=None, candidates=()
    )
    (card,) = cards(examined(paper, [one]))
    assert "第五部分" in card.text()


def test_a_page_of_many_faults_stays_small_says_what_it_shortens_and_every_link_leads_somewhere():
    """The limit is 250 kB without pictures: the frame around the parts, and what score and earlier years add, have their room."""
    makes = (
        "第{n}项：公开公开政府信息{n}条。", "第{n}项：收到政府信息公开申请{m}件。", "第{n}项：依法布署工作{n}次；；成效明显。",
        "第{n}项：同比增长{n}%，比上年增加{n}件，占总数的{m}%。", "第{n}项：文件（某府发[2024]{n}号）已公开。",
        "第{n}项：2019年度本机关加强工作{n}次；；全年办结{m}件，其中予以公开{n}件。",
    )  # fmt: skip
    lines = [makes[n % len(makes)].format(n=n, m=9000 + n) for n in range(1, 701)]
    wrong = {key: number * 7 % 23 for number, key in enumerate(load("2021").cells)}
    found = with_text("一、总体情况", *lines, "二、主动公开政府信息情况", year=2024, **wrong)
    assert len(found.problems.all) > 300
    rules = audit.catalogue()
    parts = [agency.head(found), agency.problems(found, rules), agency.tables(found), agency.as_read(found)]
    parts += [charts.gallery(found.report), scores.card(found), trend.context(found), agency.side_by_side(found)]
    parts += [agency.appendix(found, rules)]
    size = sum(len(str(part.text).encode()) for part in parts)
    assert size < 240_000, [len(str(part.text).encode()) for part in parts]
    page = parsed(*parts)
    there = [node.attributes["id"] for node in page.css("[id]")]
    assert len(there) == len(set(there))
    assert {link.attributes["href"][1:] for link in page.css("a[href^='#wt-'], a[href^='#zw-']")} <= set(there)
    assert {f"wt-{problem.number}" for problem in found.problems.all} <= set(there)
    note = parsed(parts[1]).css_first("p.note").text()
    shown = len(page.css("article.card"))
    assert shown >= 10
    assert f"前{shown}处" in note
    assert f"其余{len(found.problems.all) - shown}处" in note
    assert sum(map(int, re.findall(r"[A-Z]\d{3} (\d+)处", note))) == len(found.problems.all) - shown


def test_the_card_of_a_rate_names_each_cell_that_it_is_computed_from():
    bureaus = ("水利", "教育", "民政", "财政", "审计", "统计", "信访", "司法")
    listed = corpus(
        {
            "reports": [
                {
                    "agency": f"青禾县{name}局",
                    "source": f"青禾县{name}局.txt",
                    "applications.granted.total": granted,
                    "applications.partial.total": 1,
                    "applications.concluded.total": 20,
                }
                for name, granted in zip(bureaus, (16, 17, 18, 17, 16, 18, 17, 2), strict=True)
            ]
        }
    )
    (rule,) = (one for one in audit.catalogue() if one.id == "P001")
    found = examined(listed.filings[-1].report, [one for one in run_corpus(rule, listed) if one.verdict == "fail"])
    told = [line.text() for card in cards(found) for line in card.css("p.sum")]
    assert (
        "公开率：分子为表三“（一）予以公开”“总计”2，加表三“（二）部分公开（区分处理的，只计这一情形，不计其他情形）”“总计”1，共3；"
        "分母为表三“（七）总计”“总计”20；3 ÷ 20 = 15.0%" in told
    )


def test_two_numbers_of_which_a_headline_asks_are_not_told_once_more():
    text = "三、收到和处理政府信息公开申请情况\n本年度共收到政府信息公开申请12件。"
    card = of_rule(with_text(text, **{"applications.received.total": 15, "applications.concluded.total": 15}), "C301")
    assert "请核实哪一个是实际数" in card.css_first("h3").text()
    assert card.text().count("正文“共收到政府信息公开申请12件”") == 1


def test_no_sentence_on_a_card_is_cut_in_its_middle():
    root = report({"text": "一、总体情况\n全年公开信息（具体地址）处。"})
    (found,) = (one for one in audit.check(root) if one.rule == "W011")
    single = "甲" * 900
    several = "乙" * 300 + "。" + "丙" * 500 + "。"
    for words, shown in (
        (single, single),
        (several, "乙" * 300 + "。……（共802字）"),
        (f"“{several}”丁", f"“{several}”丁"),
    ):
        told = examined(root, [replace(found, facts=stated("{words}", words=words), message=words)])
        (card,) = cards(told)
        assert card.css_first("h3").text().endswith(f" {shown}")
