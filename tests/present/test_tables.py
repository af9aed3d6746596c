"""The drawn tables and the words of a page: as printed, marked, escaped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

import audit
from audit import metrics
from audit.assessment import Examined, Terms
from audit.corpus import Agency, Rates, Roster
from audit.document import Place
from audit.findings import Evidence
from audit.forms import load
from audit.model import Claim, Unplaced, WhyUnplaced
from audit.present import agency, charts, overview, trend
from audit.reuse import Copied, PassageSpan, ReportSource, Reuse, SectionShare, Shared, SharingGroup
from tests.build import examined, report
from tests.generate.formats import docx, flat
from tests.generate.report import truth

PLANTED = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def parsed(html):
    return LexborHTMLParser(str(html.text))


def grid(table):
    """The table's text by (row, column), spans filled; fails where two boxes overlap or a place stays empty."""
    filled = {}
    for row, line in enumerate(table.css("tr")):
        column = 0
        for box in line.css("th, td"):
            while (row, column) in filled:
                column += 1
            for down in range(int(box.attributes.get("rowspan", 1))):
                for right in range(int(box.attributes.get("colspan", 1))):
                    assert (row + down, column + right) not in filled
                    filled[row + down, column + right] = box.text()
    height, width = max(r for r, _ in filled) + 1, max(c for _, c in filled) + 1
    assert len(filled) == height * width
    return filled, height, width


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_tables_are_whole_grids_that_print_every_cell_of_the_form(edition):
    form = load(edition)
    paper = report({"edition": edition} | {key: str(1000 + n) for n, key in enumerate(form.cells)})
    page = parsed(agency.tables(examined(paper, [])))
    drawn = [box.text() for table in page.css("table.form") for box in table.css("td")]
    assert drawn == [str(1000 + n) for n in range(len(form.cells))]
    for table in page.css("table.form"):
        grid(table)


def test_table_three_is_laid_out_as_on_the_form():
    filled, height, width = grid(parsed(agency.tables(examined(report({}), []))).css("table.form")[1])
    assert (height, width) == (3 + 25, 3 + 7)
    assert filled[1, 4] == "法人或其他组织"
    assert filled[2, 4] == "商业企业"
    assert filled[5, 0] == "三、本年度办理结果"
    assert filled[7, 1] == "（三）不予公开"
    assert filled[7, 2] == "1.属于国家秘密"


def test_cells_are_shown_as_printed_and_unread_ones_said_to_be_so():
    paper = report(
        {
            "disclosure.licensing.decisions": "１，２３４",
            "disclosure.penalties.decisions": "",
            "missing": ["disclosure.coercion.decisions"],
        }
    )
    shown = [box.text() for box in parsed(agency.tables(examined(paper, []))).css("table.form")[0].css("td")]
    assert shown[6:9] == ["１，２３４", "空白", "未读取"]


def test_cells_that_are_found_missing_are_said_not_to_be_printed_and_not_to_be_unread():
    paper = report({"missing": ["disclosure.coercion.decisions"]})
    outcomes = [outcome for outcome in audit.check(paper) if outcome.cause_kind == "missing"]
    assert "fail" in {outcome.verdict for outcome in outcomes}
    page = parsed(agency.tables(examined(paper, outcomes)))
    assert page.css("#tab-disclosure\\.coercion\\.decisions")[0].text().split() == ["未印", "错1"]
    assert "本表有1格未印" in page.text()
    assert "格未读取" not in page.text()


def test_a_finding_marks_its_cell_in_words_and_links_to_its_card():
    paper = report({"applications.received.natural": "3"})
    outcomes = audit.check(paper)
    page = parsed(agency.tables(examined(paper, outcomes)))
    cards = parsed(agency.problems(examined(paper, outcomes)))
    marks = page.css("table.form td.suspect a.mark")
    assert marks
    assert marks[0].text().startswith("错")
    assert cards.css_first(marks[0].attributes["href"]) is not None


@pytest.mark.parametrize("order", [1, -1])
def test_a_claim_that_one_rule_faults_is_not_said_to_agree_by_another(order):
    place = Place(paragraph=3, start=2, end=9)
    claim = Claim("收到申请7件", 7, "件", "applications.received.total", place, 3)
    paper = replace(report({}), claims=(claim,))
    some = replace(audit.check(paper)[0], cells=(claim.subject,), places=(Evidence(place, claim.text),))
    found = [replace(some, verdict=verdict) for verdict in ("fail", "undecided", "pass")]
    (row,) = agency.claim_rows(paper, load("2021"), found[::order])
    assert row.verdict == "fail"


def test_a_claim_that_agrees_in_another_reading_says_in_which():
    text = "一、总体情况\n办结政府信息公开申请57件。"
    paper = report({"text": text, "applications.concluded.total": "59", "applications.concluded.natural": "57"})
    page = parsed(agency.tables(examined(paper, audit.check(paper))))
    (row,) = [row for row in page.css("tr") if "办结政府信息公开申请57件" in row.text()]
    assert [cell.text() for cell in row.css("td")][-2:] == ["59", "相符（按“各类申请人相加”口径）"]


def test_findings_show_grounds_place_raw_text_and_both_values():
    paper = report({"litigation.review.upheld": "2", "litigation.review.total": "5"})
    card = parsed(agency.problems(examined(paper, audit.check(paper)))).css_first("article.error")
    words = card.text()
    for part in ("依据", "2", "5，差 3", "其中一格", "“行政复议”"):
        assert part in words
    assert {cell.text() for cell in card.css("table.excerpt td.total")} == {"5"}


def test_what_follows_from_a_wrong_line_is_not_asked_to_be_changed(tmp_path):
    """The text states the right number: only the line of the table is to be corrected, and the cards say which belong together."""
    made, wrong, path = truth.make(21, size="medium"), "applications.received.total", tmp_path / "报告.docx"
    first, *rest = made.sections
    said = truth.TextLine(f"本年度新收政府信息公开申请{made.cells[wrong]}件。", section=1)
    sections = (replace(first, lines=(*first.lines, said)), *rest)
    cells = {**made.cells, **{k: str(int(made.cells[k]) + 4) for k in (wrong, "applications.received.natural")}}
    path.write_bytes(docx.write(replace(made, cells=cells, sections=sections)))
    paper = audit.read(path)
    outcomes = audit.check(paper)
    causes = audit.gather(paper, outcomes)
    (cause,) = (one for one in causes if one.changes)
    cards = parsed(agency.problems(examined(paper, outcomes, causes=causes)))
    (card,) = (one for one in cards.css("article.card") if cause.root.key in one.attributes["data-keys"].split())
    assert card.attributes["data-keys"].split() == [one.key for one in cause.outcomes]
    assert any(one.family == "consistency" for one in cause.following)
    assert all(one.head in card.text() for one in cause.following)
    proposed = [cell.text() for cell in card.css("table.excerpt td.wrong")]
    assert sorted(proposed) == sorted(cells[change.cell] for change in cause.changes)
    keys = [key for one in cards.css("article.card") for key in one.attributes["data-keys"].split()]
    assert sorted(keys) == sorted(one.key for one in outcomes if one.verdict != "pass")


def test_everything_a_report_says_is_escaped_everywhere():
    place = Place(paragraph=1, start=0, end=3)
    claim = Claim(PLANTED, 3, "件" + PLANTED, "applications.received", place, 1, sentence=PLANTED)
    paper = replace(
        report({"applications.received.natural": "3" + PLANTED, "applications.received.total": "4"}),
        agency=PLANTED,
        source=PLANTED,
        format=PLANTED,
        claims=(claim,),
        unplaced=(Unplaced(PLANTED, place, WhyUnplaced.NO_SUCH_LINE),),
        notes=(PLANTED,),
    )
    outcomes = [
        replace(o, message=PLANTED, places=(Evidence(place, PLANTED, PLANTED),), expected=PLANTED, actual=PLANTED)
        for o in audit.check(paper)
    ]
    papers = [paper, replace(paper, source=f"{PLANTED}2", status="unreadable", error=PLANTED)]
    line = Agency(PLANTED, region=PLANTED, telephone=PLANTED, expected=PLANTED, raw=PLANTED)
    corpus = audit.assemble(papers, Terms(roster=Roster((line, replace(line, name=f"{PLANTED}3")), PLANTED)))
    review = audit.assess(corpus, outcomes={paper.source: outcomes, papers[1].source: []})
    shared = Shared(
        1, 1, (PassageSpan(place, PLANTED),), (PassageSpan(place, PLANTED),), 150, 150, exact=True, similarity=1.0
    )
    ends = [ReportSource(f"{PLANTED}{number}", 2024, f"{number}") for number in range(3)]
    pairs = [
        Copied("peer", a, b, (SectionShare(1, 9, 10, 10, 9, 10, 10, (shared,)),))
        for a, b in ((ends[0], ends[1]), (ends[0], ends[2]), (ends[1], ends[2]))
    ]
    reuse = Reuse(tuple(pairs), (SharingGroup(tuple(ends), shared),), 3, 3, 0, 0)
    review, history = (
        replace(review, reuse=reuse),
        [Examined(one, tuple(outcomes)) for one in (paper, replace(paper, year=2023))],
    )
    found = Examined(paper, tuple(outcomes))
    pieces = [
        agency.head(found),
        agency.problems(found, audit.catalogue(), PLANTED),
        agency.appendix(found, audit.catalogue(), PLANTED),
        agency.tables(found),
        overview.head(review),
        overview.ranking(review),
        overview.agencies(review, {PLANTED: PLANTED}),
        overview.faults(review, {PLANTED: PLANTED}),
        overview.figures(review, {PLANTED: PLANTED}),
        overview.originality(review, {PLANTED: PLANTED}),
        overview.files(review, {PLANTED: PLANTED}, {PLANTED: PLANTED}),
        overview.summary(review),
        overview.irregular(review),
        agency.side_by_side(Examined(replace(paper, source="0"), outcomes, copied=tuple(pairs), compared=True)),
        trend.head(history),
        trend.figures(history),
        trend.rates(history),
        trend.continuity(history),
        trend.gallery(history),
    ]
    for piece in pieces:
        page = parsed(piece)
        assert not page.css("script")
        assert not page.css("[onerror]")
    assert PLANTED in parsed(pieces[0]).css_first("h1").text()


def test_control_and_bidi_characters_of_a_report_do_not_reach_the_page():
    paper = replace(report({}), agency="水务\u202e局\x00\ud800")
    text = str(agency.head(examined(paper, [])).text)
    assert not set(text) & set("\u202e\x00\ud800")


def test_the_first_screen_counts_problems_and_names_the_gravest():
    paper = report({"applications.received.total": "3"})
    found = examined(paper, audit.check(paper))
    page = parsed(agency.head(found, "2025-03-01"))
    failing = [cause for cause in found.causes if cause.verdict == "fail"]
    wrong = sum(cause.severity == "error" for cause in failing)
    numbers = [item.text() for item in page.css("ul.numbers li")]
    assert numbers[:3] == [
        f"{wrong}处须更正",
        f"{len(failing) - wrong}处待人工核对",
        f"{len(found.causes) - len(failing)}处无法核对",
    ]
    assert page.css_first(".verdict p").text().startswith(f"机器核查发现{wrong}处须更正")
    links = [link.attributes["href"] for link in page.css("ol.gravest a")]
    assert links == ["#wt-1", "#wt-2", "#wt-3"][: len(found.causes)]
    assert "未经人工复核" in page.body.text()
    assert f"核对相符{sum(one.verdict == 'pass' for one in found.outcomes)}项" in page.body.text()


def test_a_clean_report_says_so_in_one_sentence():
    found = examined(report({}), [])
    page = parsed(agency.head(found))
    assert page.css_first(".verdict p").text() == "机器核查未发现须更正之处。"
    assert not page.css("ol.gravest")


def test_without_a_form_the_tables_are_said_not_to_apply():
    assert agency.NO_FORM in str(agency.tables(examined(report({"edition": "", "year": 2016}), [])).text)


def test_cells_of_a_text_file_stand_in_the_excerpt_and_are_not_quoted_one_by_one(tmp_path):
    made = truth.make(5, consistent=False)
    (tmp_path / "报告.txt").write_text(flat.write(made), "utf-8")
    paper = audit.read(tmp_path / "报告.txt")
    found = examined(paper, [one for one in audit.check(paper) if one.family == "arithmetic"])
    page = parsed(agency.problems(found))
    assert page.css("table.excerpt")
    assert not page.css("blockquote")


def test_a_rate_stands_beside_the_median_of_its_peers_and_the_share_of_those_below_it():
    papers = [
        report({"applications.concluded.total": "40", "applications.granted.total": str(4 * number)})
        for number in range(1, 9)
    ]
    rates = dict(enumerate(map(metrics.compute, papers)))
    places = metrics.percentiles(rates, dict.fromkeys(rates, "县级部门"))
    page = parsed(trend.standing(papers[0], Rates(rates[0], places[0], "县级部门")))
    (row,) = [row for row in page.css("tbody tr") if row.css_first("th").text() == "公开率"]
    assert [cell.text() for cell in row.css("td.value")] == ["10.0%", "45.0%", "6%", "8"]
    assert "县级部门" in page.css_first("caption").text()
    alone = parsed(trend.standing(papers[0], Rates(rates[0])))
    (row,) = [row for row in alone.css("tbody tr") if row.css_first("th").text() == "公开率"]
    assert [cell.text() for cell in row.css("td.value")] == ["10.0%", "—", "—", "—"]


def test_a_total_that_does_not_add_up_is_not_carried_into_history_and_rates_unmarked():
    """The page of the years shows what is printed, and says where the checks set it against other numbers."""
    wrong = {"litigation.review.total": "0", "litigation.review.upheld": "11"}
    papers = [
        report({"year": year, "source": f"{year}.txt", **(wrong if year == 2023 else {})}) for year in (2023, 2024)
    ]
    review = audit.assess(audit.assemble(papers, Terms()))
    history = trend.of(review.examined())
    earlier, later = history
    assert later.disputed_before == {"2023.txt": earlier.problems.disputed}
    assert "litigation.review.total" in earlier.problems.disputed
    for piece in (trend.figures(history), trend.context(later)):
        rows = {row.css_first("th").text(): [cell.text() for cell in row.css("td")] for row in parsed(piece).css("tr")}
        assert rows["行政复议"][0].split() == ["存疑", "0"]
        assert rows["行政复议"][1] == "0"
        assert rows["本年新收"] == ["0", "0"]
    assert "存疑：2023年“行政复议”。" in trend.gallery(history).text
    table = parsed(trend.head(history)).css("tbody tr")
    assert [int(cell.text()) for cell in table[0].css("td.value")] == [
        sum(one.verdict == "fail" and one.severity == name for one in earlier.problems.all)
        for name in ("error", "warning", "info")
    ] + [sum(one.verdict != "fail" for one in earlier.problems.all)]


def test_over_the_years_what_a_report_does_not_print_is_told_apart_from_what_was_not_read():
    """An earlier report that is only compared with is not checked itself; what it lacks is known all the same."""
    gone = [key for key in load("2021").cells if key.startswith("applications.received.")]
    earlier = report({"year": 2023, "source": "2023.txt", "missing": gone})
    later = report({"year": 2024, "source": "2024.txt"})
    checked = audit.assess(audit.assemble([earlier, later], Terms()))
    compared = audit.assess(audit.assemble([later], Terms(previous=(earlier,))))
    (alone,) = compared.examined()
    history = trend.of(checked.examined())
    for piece in (trend.figures(history), trend.context(history[-1]), trend.context(alone)):
        rows = {row.css_first("th").text(): [cell.text() for cell in row.css("td")] for row in parsed(piece).css("tr")}
        assert rows["本年新收"] == ["未印", "0"]
        assert not any("未读取" in cells for cells in rows.values())
    # What stands in the table without a place may be those cells: nobody knows that they are not printed.
    doubtful = replace(
        earlier, unplaced=(Unplaced(earlier.cells["litigation.review.total"].place, "3", WhyUnplaced.NO_SUCH_LINE),)
    )
    (alone,) = audit.assess(audit.assemble([later], Terms(previous=(doubtful,)))).examined()
    rows = {row.css_first("th").text(): row for row in parsed(trend.context(alone)).css("tr")}
    assert rows["本年新收"].css_first("td").text() == "未读取"


def test_the_lines_over_the_years_say_what_is_not_printed():
    keys = [("applications.received.total", "本年新收"), ("applications.concluded.total", "本年办结")]
    papers = [report({"applications.received.total": "3", "year": year}) for year in (2021, 2022)]
    papers.append(report({"missing": ["applications.received.total"], "year": 2023}))
    absent = [frozenset(), frozenset(), frozenset({"applications.received.total"})]
    chart = charts.lines(papers, "申请", keys, absent)
    assert "未印" in chart.words
    assert "2023年未印" in chart.alt
    assert "未读取" not in chart.alt
