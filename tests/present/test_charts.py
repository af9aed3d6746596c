"""Charts show every figure as printed, and what is no figure as what it is."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from matplotlib.colors import to_hex

from audit import reuse
from audit.document import Place
from audit.errors import UsageError
from audit.present import charts, overview, trend
from tests.build import report


def texts(figure):
    axes = figure.axes[0]
    return [text.get_text() for text in axes.texts]


def labels(figure):
    return [label.get_text() for label in figure.axes[0].get_yticklabels()]


def test_one_and_ten_million_are_both_readable_beside_their_bars():
    paper = report({"disclosure.licensing.decisions": "1", "disclosure.penalties.decisions": "10,000,000"})
    figure = charts.disclosure(paper)
    lengths = {label: bar.get_width() for label, bar in zip(labels(figure), figure.axes[0].patches, strict=True)}
    small, large = lengths["行政许可·本年处理决定数量"], lengths["行政处罚·本年处理决定数量"]
    assert large / small == pytest.approx(math.log10(1 + 10**7) / math.log10(2))
    assert "1" in texts(figure)
    assert "10000000" in texts(figure)


def test_zero_blank_not_applicable_text_and_unread_are_told_apart():
    paper = report(
        {
            "disclosure.regulations.issued": "",
            "disclosure.regulations.repealed": "/",
            "disclosure.regulations.in_force": "若干",
            "missing": ["disclosure.licensing.decisions"],
        }
    )
    assert texts(charts.disclosure(paper))[:3] == ["空白", "不适用", "※ 非数字"]
    assert "※ 未读取" in texts(charts.disclosure(paper))
    assert "0" in texts(charts.disclosure(paper))


def test_a_group_of_results_with_an_unread_cell_shows_no_sum():
    paper = report(
        {"applications.refused.third_party.total": "4", "missing": ["applications.refused.state_secret.total"]}
    )
    shown = dict(zip(labels(charts.results(paper)), texts(charts.results(paper)), strict=True))
    assert shown["（三）不予公开"] == "※ 有1格未读取或非数字"


def test_results_give_their_share_of_what_was_concluded():
    paper = report({"applications.granted.total": "2", "applications.rejected.petition.total": "1"})
    shown = dict(zip(labels(charts.results(paper)), texts(charts.results(paper)), strict=True))
    assert shown["（一）予以公开"] == "2（66.7%）"
    assert shown["（五）不予处理"] == "1（33.3%）"


def test_blank_parts_are_named_beside_the_sum():
    paper = report({"litigation.review.upheld": "3", "litigation.review.corrected": ""})
    assert "3（另1格未填）" in texts(charts.litigation(paper))


def test_a_report_without_a_form_gets_a_sentence_instead_of_a_chart():
    paper = replace(report({}), edition=None)
    for draw in charts.CHARTS.values():
        assert charts.NO_FORM in texts(draw(paper))


@pytest.mark.parametrize("raw", ["-5", "9" * 400, "0.05"])
def test_odd_numbers_do_not_break_a_chart(raw):
    paper = report(
        {"disclosure.fees.amount": raw, "applications.received.natural": raw, "litigation.review.other": raw}
    )
    assert charts.gallery(paper).text.count("<img") == len(charts.CHARTS)


def test_pictures_hold_outlines_instead_of_fonts_and_no_outer_address():
    picture = str(charts.picture(charts.applicants(report({}))).text)
    assert "data:image/svg+xml," in picture
    assert "%3Ctext" not in picture
    assert "base64" not in picture
    assert 'alt="申请人构成：自然人' in picture


def test_the_same_report_gives_the_same_picture():
    paper = report({"disclosure.penalties.decisions": "12"})
    assert charts.gallery(paper) == charts.gallery(paper)


def test_the_overview_counts_findings_and_spreads_figures(faulty, clean):
    figure = charts.findings_by_rule([faulty, clean])
    assert any(text.endswith("1份报告") for text in texts(figure))
    drawn = charts.distribution([faulty, clean])
    assert labels(drawn)[0] == "本年新收申请"
    assert all("中位" in text for text in texts(drawn))


def test_a_bar_has_the_colours_of_the_severities_found_and_its_whole_name(clean):
    """A rule that grades its findings is not drawn in the colour of its gravest or usual one."""
    first = clean[1][0]
    title = "现行有效件数与上一年度不衔接且名称长到一行放不下"
    found = [
        replace(first, rule="C902", title=title, verdict="fail", severity=severity, locus=str(number))
        for number, severity in enumerate(("warning", "info", "info"))
    ]
    figure = charts.findings_by_rule([(clean[0], found)])
    bars = {to_hex(bar.get_facecolor()): bar.get_width() for bar in figure.axes[0].patches}
    assert bars == {charts.SEVERITY_COLOURS["warning"].lower(): 1, charts.SEVERITY_COLOURS["info"].lower(): 2}
    (label,) = labels(figure)
    assert label.replace("\n", "").replace(" ", "") == f"C902{title}"


def test_a_range_of_one_number_is_printed_once(clean):
    papers = [clean[0], replace(clean[0], source="b.txt")]
    drawn = [
        text
        for shown in (charts.rates(papers), charts.distribution([(p, ()) for p in papers]))
        for text in texts(shown)
    ]
    assert drawn
    assert not [text for text in drawn if "～" in text]


def test_the_overview_of_clean_reports_says_so(clean):
    assert texts(charts.findings_by_rule([(clean[0], [])])) == ["各报告均未发现不符事项。"]


def test_two_versions_of_a_report_are_told_apart_by_their_files(faulty):
    """A row that names only agency and year would not say which of the files is meant."""
    paper, found = faulty
    both = [(replace(paper, source=f"收件/{name}"), found) for name in ("a.docx", "b（更正）.pdf")]
    assert {label.rsplit(" ", 1)[-1] for label in labels(charts.heat_map(both))} == {"a.docx", "b（更正）.pdf"}
    shown = overview.by_report(both).text
    assert "<small>a.docx</small>" in shown
    assert "<small>b（更正）.pdf</small>" in shown
    assert "<small>" not in overview.by_report(both[:1]).text


def test_the_heat_map_names_families_and_agencies(faulty, clean):
    figure = charts.heat_map([faulty, clean])
    assert "勾稽关系" in figure.get_label()
    assert faulty[0].agency in figure.get_label()
    assert clean[0].agency not in figure.get_label()


def test_signs_of_formulas_in_the_name_of_a_file_are_drawn_as_they_are(faulty):
    """A file whose report names no agency is called by its own name, whatever stands in it."""
    report, outcomes = faulty
    nameless = replace(report, agency=None, source="报告$\\frac{1}{$2024.docx")
    figure = charts.heat_map([(nameless, outcomes)])
    assert charts.picture(figure)
    assert any("$" in label.get_text() and not label.get_parse_math() for label in figure.axes[0].get_yticklabels())


def test_the_agency_of_a_trend_may_be_named_for_short_but_is_never_guessed():
    """“县水利局” is enough where one agency fits; else the message names those that may be meant."""
    papers = [
        (report({"agency": name, "source": f"{name}{year}.docx", "year": year}), ())
        for name in ("青禾县水利局", "青禾县教育局", "白石县教育局")
        for year in (2023, 2024)
    ]
    assert [(p.agency, p.year) for p, _ in trend.of(papers, "县水利局")] == [
        ("青禾县水利局", 2023),
        ("青禾县水利局", 2024),
    ]
    with pytest.raises(UsageError, match="名称相符或相近的有：白石县教育局、青禾县教育局"):
        trend.of(papers, "县教育局")
    with pytest.raises(UsageError, match="有报告的机关为：白石县教育局、青禾县教育局、青禾县水利局"):
        trend.of(papers, "青禾县气象局")


def test_a_line_over_years_breaks_where_there_is_no_number():
    keys = [("applications.received.total", "本年新收")]
    papers = [
        report({"applications.received.total": "3", "year": 2022}),
        report({"missing": ["applications.received.total"], "year": 2023}),
        report({"applications.received.total": "5", "year": 2024}),
    ]
    figure = charts.lines(papers, "申请", keys)
    (line,) = figure.axes[0].get_lines()
    assert [math.isnan(float(y)) for y in line.get_ydata()] == [False, True, False]
    assert "2023年无数字" in figure.get_label()
    assert texts(charts.lines(papers[:1], "申请", keys)) == ["只有一个年度的报告，不绘趋势图。"]


def test_rates_are_drawn_only_where_they_are_computed():
    few = report({"applications.concluded.total": "3", "applications.granted.total": "1"})
    assert "没有可以计算的比率" in texts(charts.rates([few]))[0]
    many = report({"applications.concluded.total": "40", "applications.granted.total": "10"})
    figure = charts.rates([few, many])
    assert "公开率" in labels(figure)
    assert any("25.0%" in text and "（1份）" in text for text in texts(figure))


def test_the_median_of_an_even_number_of_rates_lies_between_the_middle_two():
    papers = [
        report({"applications.concluded.total": "40", "applications.granted.total": granted}) for granted in (8, 32)
    ]
    (words,) = [text for text in texts(charts.rates(papers)) if text.startswith("20.0%～80.0%") and "（2份）" in text][
        :1
    ]
    assert "中位 50.0%" in words


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
    drawn = [text for text in texts(chart) if text]
    assert set(drawn[:3]) == {"甲局", "乙局", "丙局2023"}
    assert {"19局", "19镇人民政府"} <= set(drawn)
    assert "0局" not in drawn
    title = chart.axes[0].get_title(loc="left")
    assert "另有8组未画出" in title
    assert "名称省略“青禾县”" in title
    assert "青禾县19局2024" in chart.get_label()


def test_without_shared_text_the_map_says_so():
    assert texts(charts.clusters(reuse.Reuse((), (), 2, 2, 0, 0))) == ["各机关的报告之间未发现相同段落。"]
    for alone in (None, reuse.Reuse((), (), 1, 1, 0, 0)):
        assert texts(charts.clusters(alone)) == ["没有可以相互比对的其他报告。"]
