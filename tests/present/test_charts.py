"""Charts show every figure as printed, and what is no figure as what it is; they are light, and read by everybody."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise
from urllib.parse import unquote

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

import audit
from audit import reuse
from audit.assessment import Examined
from audit.corpus import Rates
from audit.document import Place
from audit.errors import UsageError
from audit.metrics import compute
from audit.present import charts, trend
from tests.build import examined, report

SVG = "{http://www.w3.org/2000/svg}"
LICENCES, PENALTIES = "行政许可·本年处理决定数量", "行政处罚·本年处理决定数量"
GROUND = "#ffffff"
LARGE = {
    "disclosure.regulations.issued": "",
    "disclosure.licensing.decisions": "10,000,000",
    "disclosure.penalties.decisions": "12",
    "disclosure.fees.amount": "12345.67",
    "applications.received.natural": "9,999,999",
    "applications.carried_in.natural": "13",
    "applications.received.business": "3",
    "applications.granted.total": "2",
    "applications.rejected.petition.total": "10000000",
    "litigation.review.upheld": "3",
    "litigation.review.corrected": "",
    "litigation.review.other": "2",
    "litigation.suit_direct.other": "10000000",
    "missing": ["disclosure.coercion.decisions", "applications.refused.state_secret.total"],
}


def draw(name, paper):
    return charts.CHARTS[name](paper)


def beside(chart, label):
    """What is printed on the line of a label, from the left."""
    (line,) = [each.y for each in chart.drawing.words if each.text == label]
    found = sorted(each for each in chart.drawing.words if abs(each.y - line) < 0.5 and each.text != label)
    return [each.text for each in found]


def bars(chart):
    """The boxes (x, y, width, height) of closed shapes by colour, without the ground under words."""
    return {colour: boxes for colour, boxes in chart.drawing.shapes.items() if colour != GROUND}


def svg(chart):
    """The drawing as a browser gets it."""
    (image,) = LexborHTMLParser(charts.picture(chart).text).css("figure.gk-chart img")
    return etree.fromstring(unquote(image.attributes["src"].removeprefix("data:image/svg+xml,")).encode())


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def hard_to_place():
    """Reports with ten million beside 1, with 400 digits in every fifth cell, of the earlier form with its longer labels."""
    large = report(LARGE)
    cells = {
        key: replace(cell, value=10**399) if cell.kind == "number" and number % 5 == 0 else cell
        for number, (key, cell) in enumerate(large.cells.items())
    }
    early = report({"edition": "2019", "year": 2019, "disclosure.other_services.decisions": "107"})
    return [large, replace(large, cells=cells), early]


def test_one_and_ten_million_are_both_readable_beside_their_bars():
    paper = report({"disclosure.licensing.decisions": "1", "disclosure.penalties.decisions": "10,000,000"})
    chart = draw("主动公开", paper)
    assert beside(chart, LICENCES) == ["1"]
    assert beside(chart, PENALTIES) == ["10000000"]
    ((small, large),) = [
        [width for _, _, width, height in boxes if height > 5] for boxes in bars(chart).values() if len(boxes) == 2
    ]
    assert 5 < small < large / 10


def test_zero_blank_not_applicable_text_and_unread_are_told_apart():
    paper = report(
        {
            "disclosure.regulations.issued": "",
            "disclosure.regulations.repealed": "/",
            "disclosure.regulations.in_force": "若干",
            "disclosure.penalties.decisions": "3",
            "missing": ["disclosure.licensing.decisions"],
        }
    )
    chart = draw("主动公开", paper)
    columns = ("规章·本年制发件数", "规章·本年废止件数", "规章·现行有效件数", LICENCES, "行政强制·本年处理决定数量")
    assert [beside(chart, label) for label in columns] == [["空白"], ["不适用"], ["※ 非数字"], ["※ 未读取"], ["0"]]


def test_a_group_of_results_with_an_unread_cell_shows_no_sum():
    paper = report(
        {"applications.refused.third_party.total": "4", "missing": ["applications.refused.state_secret.total"]}
    )
    assert beside(draw("办理结果", paper), "（三）不予公开") == ["※ 有1格未读取或非数字"]


def test_results_give_their_share_of_what_was_concluded():
    paper = report(
        {
            "applications.granted.total": "2",
            "applications.rejected.petition.total": "1",
            "applications.concluded.total": "3",
            "applications.concluded.natural": "3",
        }
    )
    chart = draw("办理结果", paper)
    assert beside(chart, "（一）予以公开") == ["2（66.7%）"]
    assert beside(chart, "（五）不予处理") == ["1（33.3%）"]


def test_shares_of_a_doubtful_total_are_those_of_the_rates_and_say_why_they_are_in_doubt():
    lines = {"granted": "16", "rejected.petition": "78", "concluded": "92"}
    paper = report({f"applications.{line}.{key}": n for line, n in lines.items() for key in ("natural", "total")})
    chart = draw("办理结果", paper)
    rates = compute(paper)
    assert (
        beside(chart, "（一）予以公开") == [f"16（存疑{rates['full_disclosure_rate'].shown()}）"] == ["16（存疑17.4%）"]
    )
    assert beside(chart, "（五）不予处理") == [f"78（存疑{rates['rejection_rate'].shown()}）"]
    why = "表三“（七）总计”“总计”所印为92，“总计”列各项办理结果之和为94"
    assert any(why in note for note in chart.notes)
    found = examined(paper, audit.check(paper))
    shown = trend.standing(paper, Rates(rates, {}, ""), found.problems.disputed)
    assert why in shown.text


def test_blank_parts_are_named_beside_the_sum():
    paper = report({"litigation.review.upheld": "3", "litigation.review.corrected": ""})
    assert beside(draw("复议诉讼", paper), "行政复议") == ["3（另1格未填）"]


def test_money_stands_in_a_sentence_and_never_on_the_axis_of_cases():
    chart = draw("主动公开", report({"disclosure.licensing.decisions": "5", "disclosure.fees.amount": "9876.5"}))
    assert not any("收费" in each.text or "9876.5" in each.text for each in chart.drawing.words)
    assert any("本年收费金额：9876.5万元" in note for note in chart.notes)
    (image,) = LexborHTMLParser(charts.picture(chart).text).css("img")
    assert "9876.5万元" in image.attributes["alt"]
    early = draw("主动公开", report({"edition": "2019", "year": 2019, "disclosure.procurement.projects": "3"}))
    assert any(note.startswith("政府集中采购·采购总金额") for note in early.notes)
    assert beside(early, "政府集中采购·采购项目数量") == ["3"]


def test_a_report_of_noughts_gets_sentences_instead_of_empty_axes():
    page = LexborHTMLParser(charts.gallery(report({})).text)
    assert [figure.css_first("p").text() for figure in page.css("figure")][1:] == ["各项均为0。"] * (
        len(charts.CHARTS) - 1
    )
    assert "各项均为0。行政事业性收费·本年收费金额：0万元" in page.css_first("figure p").text()
    assert not page.css("img")


def test_where_no_number_is_above_nought_the_sentence_says_what_stands_there():
    paper = report({"litigation.review.upheld": "", "missing": ["litigation.review.corrected"]})
    (words,) = draw("复议诉讼", paper).words
    assert "1项空白" in words
    assert "1项未读取" in words
    assert "10项为0" in words


def test_a_report_without_a_form_gets_a_sentence_instead_of_a_chart():
    paper = replace(report({}), edition=None)
    for name in charts.CHARTS:
        assert draw(name, paper).words == ("本报告没有适用的统一表格，不绘图。",)


def test_a_legend_names_only_what_occurs():
    chart = draw("复议诉讼", report({"litigation.review.upheld": "3", "litigation.suit_direct.pending": "1"}))
    words = [each.text for each in chart.drawing.words]
    assert "结果维持" in words
    assert "尚未审结" in words
    assert "结果纠正" not in words


@pytest.mark.parametrize("raw", ["-5", "9" * 400, "0.05"])
def test_odd_numbers_do_not_break_a_chart(raw):
    paper = report(
        {"disclosure.fees.amount": raw, "applications.received.natural": raw, "litigation.review.other": raw}
    )
    assert charts.gallery(paper).text.count("<figure") == len(charts.CHARTS)


def _overlapping(chart):
    """Words that reach beyond the drawing or over others."""
    words = chart.drawing.words
    beyond = [
        w.text
        for w in words
        if w.x < 0 or w.end > chart.drawing.width or not w.size / 2 <= w.y <= chart.drawing.height - w.size / 2
    ]
    return beyond + [
        f"{one.text} / {other.text}"
        for one, other in combinations(words, 2)
        if abs(one.y - other.y) < min(one.size, other.size) * 0.9 and one.x < other.end and other.x < one.end
    ]


def test_no_words_of_a_chart_of_a_report_are_cut_or_lie_over_others():
    drawn = [chart for paper in hard_to_place() for name in charts.CHARTS if (chart := draw(name, paper)).drawing]
    assert len(drawn) == 9
    for chart in drawn:
        assert _overlapping(chart) == []


def test_colours_differ_in_greyscale_and_numbers_are_read_on_them():
    paper = report({f"litigation.review.{key}": "40" for key in ("upheld", "corrected", "other", "pending")})
    chart = draw("复议诉讼", paper)
    colours = sorted(bars(chart), key=luminance)
    filled = [
        colour for colour in colours if any(height > 5 and width > 5 for _, _, width, height in bars(chart)[colour])
    ]
    assert len(filled) == 4
    assert all(contrast(one, other) > 1.45 for one, other in pairwise(filled))
    inside = [each for each in chart.drawing.words if each.text == "40"]
    for each in inside:
        (under,) = [c for c in filled for x, y, w, h in bars(chart)[c] if x < each.x < x + w and y < each.y < y + h]
        assert contrast(each.colour, under) > 4.5


def test_what_is_seen_is_told_with_its_numbers():
    chart = draw("主动公开", report({"disclosure.licensing.decisions": "3", "disclosure.penalties.decisions": "120"}))
    assert chart.alt.startswith(f"主动公开政府信息（件数）：{PENALTIES}120，{LICENCES}3，其余7项为0。")
    stacked = draw("申请人", report({"applications.received.natural": "7", "applications.carried_in.natural": "2"}))
    assert stacked.alt == "申请人构成（件数）：自然人9（本年新收7、上年结转2），其余5项为0。"


def test_pictures_hold_outlines_instead_of_fonts_and_no_outer_address():
    chart = draw("申请人", report({"applications.received.natural": "7"}))
    drawing = svg(chart)
    assert not list(drawing.iter(f"{SVG}text", f"{SVG}image", f"{SVG}metadata"))
    uses = [use.get("href") for use in drawing.iter(f"{SVG}use")]
    assert len(uses) == sum(len(each.text.replace(" ", "")) for each in chart.drawing.words)
    assert {use.removeprefix("#") for use in uses} <= {path.get("id") for path in drawing.iter(f"{SVG}path")}
    assert "base64" not in charts.picture(chart).text


def test_every_letter_is_drawn_with_its_own_outline():
    """The digits 1 and 7 of two charts have their own outlines whatever name these have in the picture."""
    found = {}
    for digit in "17":
        chart = draw("复议诉讼", report({"litigation.review.upheld": digit}))
        outlines = {path.get("id"): path.get("d") for path in svg(chart).iter(f"{SVG}path")}
        place = [each.text for each in chart.drawing.words].index(digit)
        letter = sum(len(each.text) for each in chart.drawing.words[:place])
        found[digit] = outlines[[use.get("href") for use in svg(chart).iter(f"{SVG}use")][letter].removeprefix("#")]
    assert found["1"] != found["7"]


def test_letters_are_closed_outlines():
    chart = draw("申请人", report({"applications.received.natural": "7", "applications.carried_in.business": "10"}))
    letters = [path.get("d") for path in svg(chart).iter(f"{SVG}path") if path.get("style") is None]
    assert len(letters) > 10
    assert all(0 < letter.count("m") == letter.count("z") for letter in letters)


def test_shapes_are_drawn_in_the_colours_that_their_legend_names():
    chart = draw("复议诉讼", report({"litigation.review.upheld": "3", "litigation.suit_direct.pending": "1"}))
    styles = [path.get("style") for path in svg(chart).iter(f"{SVG}path") if path.get("style")]
    colours = {colour for style in styles for colour in re.findall(r"#\w{6}", style)}
    assert colours - {GROUND} == {colour.lower() for colour in bars(chart)}
    assert all("stroke" in style for style in styles if "fill: none" in style)


def test_the_same_report_gives_the_same_picture():
    paper = report(LARGE)
    assert charts.gallery(paper) == charts.gallery(paper)


def test_a_notebook_shows_a_chart_as_a_picture():
    assert 'src="data:image/svg+xml,' in draw("申请人", report({"applications.received.natural": "7"}))._repr_html_()


def test_the_charts_of_a_report_are_light():
    """What they weigh on a page; the figures of the benchmark are a good deal lower."""
    assert len(charts.gallery(report(LARGE)).text.encode()) < 115_000


def _many(faulty, number):
    paper, outcomes = faulty
    return [
        (
            replace(
                paper,
                agency=f"云州市第{count}区人力资源和社会保障局",
                source=f"{count}.docx",
                cells=_scaled(paper, count),
            ),
            outcomes,
        )
        for count in range(number)
    ]


def _scaled(paper, count):
    numbers = {key: cell for key, cell in paper.cells.items() if cell.kind == "number" and isinstance(cell.value, int)}
    return {**paper.cells, **{key: replace(cell, value=cell.value * count**2) for key, cell in numbers.items()}}


def test_what_charts_of_many_reports_weigh_does_not_follow_their_number(faulty):
    audited = _many(faulty, 1000)
    made = (
        charts.heat_map(audited),
        charts.findings_by_rule(audited),
        charts.distribution(audited),
        charts.rates([paper for paper, _ in audited]),
    )
    for chart in made:
        assert len(charts.picture(chart).text.encode()) < 60_000
        assert _overlapping(chart) == []


def test_the_overview_counts_findings_and_spreads_figures(faulty, clean):
    assert any(text.endswith("1份报告") for text in charts.findings_by_rule([faulty, clean]).words)
    chart = charts.distribution([faulty, clean])
    assert beside(chart, "本年新收申请")[0].count("中位") == 1
    assert chart.title == "主要数据的分布（2份报告，对数刻度）"


def test_money_is_spread_on_an_axis_of_its_own(faulty):
    """Each group of strips has its own nought, that of money below its name."""
    words = charts.distribution([faulty]).drawing.words
    noughts = [each.y for each in words if each.text == "0" and each.size < 10]
    (money,) = [each.y for each in words if each.text == "行政事业性收费（万元）"]
    assert len(noughts) == 2
    assert noughts[0] < money < noughts[1]


def test_a_bar_has_the_colours_of_the_severities_found_and_its_whole_name(clean):
    """A rule that grades its findings is not drawn in the colour of its gravest or usual one."""
    first = clean[1][0]
    title = "现行有效件数与上一年度不衔接且名称长到一行放不下，因为它还要说明两个年度的数字之间应当有什么关系"
    found = [
        replace(first, rule="C902", title=title, verdict="fail", severity=severity, locus=str(number))
        for number, severity in enumerate(("warning", "info", "info"))
    ]
    chart = charts.findings_by_rule([(clean[0], found)])
    parts = [width for boxes in bars(chart).values() for _, y, width, height in boxes if height > 12]
    assert max(parts) == pytest.approx(2 * min(parts))
    words = [each.text for each in chart.drawing.words]
    assert "疑点" in words
    assert "提示" in words
    assert "错误" not in words
    assert "".join(words).startswith(f"C902 {title}")


def test_a_range_of_one_number_is_printed_once(clean):
    pair = [clean[0], replace(clean[0], source="b.txt")]
    words = [*charts.rates(pair).words, *charts.distribution([(p, ()) for p in pair]).words]
    assert words
    assert not [text for text in words if "～" in text]


def test_the_overview_of_clean_reports_says_so(clean):
    assert charts.findings_by_rule([(clean[0], [])]).words == ("各报告均未发现不符事项。",)
    assert charts.heat_map([(clean[0], [])]).words == ("各报告均未发现不符事项。",)


def test_two_versions_of_a_report_are_told_apart_by_their_files(faulty):
    """A row that names only agency and year would not say which of the files is meant."""
    paper, found = faulty
    both = [(replace(paper, source=f"收件/{name}"), found) for name in ("a.docx", "b（更正）.pdf")]
    assert {"a.docx", "b（更正）.pdf"} <= set(charts.heat_map(both).words)


def test_the_heat_map_names_families_and_agencies(faulty, clean):
    chart = charts.heat_map([faulty, clean])
    assert "勾稽关系" in chart.words
    assert faulty[0].agency in chart.words
    assert faulty[0].agency in chart.alt
    assert clean[0].agency not in chart.alt
    assert f"各报告均为{faulty[0].year}年度。" in chart.notes


def test_numbers_of_the_heat_map_stand_in_the_middle_of_their_fields(faulty):
    chart = charts.heat_map([faulty])
    fields = [box for boxes in bars(chart).values() for box in boxes if box[2] > 20 and box[3] > 5]
    numbers = [each for each in chart.drawing.words if each.text.isdigit()]
    assert len(numbers) == len(fields) > 1
    middles = {(round((each.x + each.end) / 2, 3), round(each.y, 3)) for each in numbers}
    assert middles == {(round(x + width / 2, 3), round(y + height / 2, 3)) for x, y, width, height in fields}


def test_a_line_of_a_long_title_does_not_begin_with_a_blank_and_ends_within_the_drawing(clean):
    """Wherever the blank of a title falls on its line."""
    for letters in range(20, 60):
        one = replace(clean[1][0], title=f"{'甲' * letters} {'乙' * 60}", verdict="fail")
        chart = charts.findings_by_rule([(clean[0], [one])])
        lines = [each.text for each in chart.drawing.words]
        assert any("乙" in text for text in lines)
        assert not [text for text in lines if text != text.strip()]
        assert _overlapping(chart) == []


def test_signs_of_formulas_and_markup_in_the_name_of_a_file_are_drawn_as_they_are(faulty):
    """A file whose report names no agency is called by its own name, whatever stands in it."""
    paper, outcomes = faulty
    nameless = replace(paper, agency=None, source="$\\frac{1}<&$.docx")
    chart = charts.heat_map([(nameless, outcomes)])
    assert "$\\frac{1}<&$.docx" in "".join(chart.words)
    uses = sum(1 for _ in svg(chart).iter(f"{SVG}use"))
    assert uses == sum(len(each.text.replace(" ", "")) for each in chart.drawing.words)


def test_the_agency_of_a_trend_may_be_named_for_short_but_is_never_guessed():
    """“县水利局” is enough where one agency fits; else the message names those that may be meant."""
    papers = [
        Examined(report({"agency": name, "source": f"{name}{year}.docx", "year": year}), ())
        for name in ("青禾县水利局", "青禾县教育局", "白石县教育局")
        for year in (2023, 2024)
    ]
    assert [(one.report.agency, one.report.year) for one in trend.of(papers, "县水利局")] == [
        ("青禾县水利局", 2023),
        ("青禾县水利局", 2024),
    ]
    with pytest.raises(UsageError, match="名称相符或相近的有：白石县教育局、青禾县教育局"):
        trend.of(papers, "县教育局")
    with pytest.raises(UsageError, match="有报告的机关为：白石县教育局、青禾县教育局、青禾县水利局"):
        trend.of(papers, "青禾县气象局")


def test_a_line_over_years_breaks_where_there_is_no_number():
    keys = [("applications.received.total", "本年新收"), ("applications.concluded.total", "本年办结")]
    history = [
        report({"applications.received.total": "3", "year": 2021}),
        report({"applications.received.total": "10000000", "year": 2022}),
        report({"missing": ["applications.received.total"], "year": 2023}),
        report({"applications.received.total": "5", "year": 2024}),
    ]
    chart = charts.lines(history, "申请", keys)
    assert {"3", "10000000", "※ 未读取", "5"} <= set(chart.words)
    assert "2023年未读取" in chart.alt
    (received,) = [each.y for each in chart.drawing.words if each.text == "本年新收"]
    (unread,) = [each.x for each in chart.drawing.words if each.text == "※ 未读取"]
    pieces = [
        box
        for boxes in chart.drawing.shapes.values()
        for box in boxes
        if box[2] > 20 and abs(box[1] - received) < 30 and box[3] > 0
    ]
    assert len(pieces) == 1
    assert pieces[0][0] + pieces[0][2] < unread
    assert _overlapping(chart) == []


def test_without_two_years_or_a_number_above_nought_a_sentence_stands_for_the_lines():
    keys = [("applications.received.total", "本年新收")]
    none = [report({"year": year}) for year in (2023, 2024)]
    assert charts.lines(none[:1], "申请", keys).words == ("只有一个年度的报告，不绘趋势图。",)
    assert charts.lines(none, "申请", keys).words == ("2023至2024年各项已读取的数字均为0。",)


def test_years_and_numbers_of_many_years_stand_clear_of_each_other():
    keys = [("applications.received.total", "本年新收")]
    history = [replace(report({"applications.received.total": "10000000"}), year=2008 + year) for year in range(17)]
    chart = charts.lines(history, "申请", keys)
    assert _overlapping(chart) == []
    assert "2024年" in chart.words


def test_rates_are_drawn_only_where_they_are_computed():
    few = report({"applications.concluded.total": "3", "applications.granted.total": "1"})
    assert "没有可以计算的比率" in charts.rates([few]).words[0]
    many = report({"applications.concluded.total": "40", "applications.granted.total": "10"})
    (words,) = beside(charts.rates([few, many]), "公开率")
    assert words.startswith("25.0%")
    assert words.endswith("（1份）")


def test_the_median_of_an_even_number_of_rates_lies_between_the_middle_two():
    pair = [
        report({"applications.concluded.total": "40", "applications.granted.total": granted}) for granted in (8, 32)
    ]
    assert "20.0%～80.0%，中位 50.0%（2份）" in charts.rates(pair).words


def _shared(*pairs):
    """Text shared between reports, each pair (agency, other agency, characters, year of the second)."""
    place = Place(paragraph=1)
    found = []
    for one, other, length, year in pairs:
        spans = (reuse.PassageSpan(place, "文" * length),)
        passage = reuse.Shared(1, 1, spans, spans, length, length, True, 1.0)
        section = reuse.SectionShare(1, length, length, length, length, length, length, (passage,))
        a, b = reuse.ReportSource(one, 2024, f"{one}.docx"), reuse.ReportSource(other, year, f"{other}.docx")
        found.append(reuse.Copied("peer", a, b, (section,)))
    return reuse.Reuse(tuple(found), (), len(found), len(found), 0, 0)


def test_the_map_draws_groups_first_then_the_couples_that_share_most():
    """Names come without the region that all have, years only where they differ; what is not drawn is counted."""
    couples = [(f"青禾县{n}局", f"青禾县{n}镇人民政府", 100 + n, 2024) for n in range(20)]
    group = [("青禾县甲局", "青禾县乙局", 50, 2024), ("青禾县乙局", "青禾县丙局", 50, 2023)]
    chart = charts.clusters(_shared(*couples, *group))
    words = [each.text for each in chart.drawing.words]
    assert set(words[:3]) == {"甲局", "乙局", "丙局（2023）"}
    assert {"19局", "19镇人民政府"} <= set(words)
    assert "0局" not in words
    assert {"另有10组未画出。", "名称省略“青禾县”。"} <= set(chart.notes)
    assert "青禾县19局（2024）" in chart.alt
    assert not [text for text in words if "画出" in text]
    assert _overlapping(chart) == []


def test_the_map_is_the_same_whatever_pair_comes_first():
    pairs = [(f"青禾县{one}局", f"青禾县{other}局", 50, 2024) for one, other in ("丁乙", "乙甲", "丙丁", "戊甲")]
    first, second = (charts.clusters(_shared(*every)) for every in (pairs, pairs[::-1]))
    assert first.drawing.words == second.drawing.words
    assert first.alt == second.alt


def test_names_on_the_map_are_whole_where_agencies_have_no_region_in_common():
    chart = charts.clusters(_shared(("水利局", "教育局", 50, 2024)))
    assert {each.text for each in chart.drawing.words} == {"水利局", "教育局"}
    assert not [note for note in chart.notes if "省略" in note]


def test_the_map_of_large_groups_is_light_and_its_labels_stand_clear():
    long = "市场监督管理和知识产权保护综合行政执法局"
    pairs = [
        (f"云州市{group}{one}{long}", f"云州市{group}{other}{long}", 100 * one + other, 2024)
        for group in "甲乙丙丁戊己庚"
        for one, other in combinations(range(20), 2)
    ]
    chart = charts.clusters(_shared(*pairs))
    assert len(charts.picture(chart).text.encode()) < 60_000
    assert _overlapping(chart) == []
    assert "画出20份中的12份" in chart.words


def test_without_shared_text_the_map_says_so():
    assert charts.clusters(reuse.Reuse((), (), 2, 2, 0, 0)).words == ("各机关的报告之间未发现相同段落。",)
    for alone in (None, reuse.Reuse((), (), 1, 1, 0, 0)):
        assert charts.clusters(alone).words == ("没有可以相互比对的其他报告。",)
