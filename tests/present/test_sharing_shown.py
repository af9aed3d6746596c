"""Text that reports share: each page shows its own words first, the overview every pair once."""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

import audit
from audit import pipeline, reuse
from audit.assessment import Terms
from audit.document import Place
from audit.present import agency, overview
from tests.build import examined, report

OWN, OTHER = (
    "依托政务新媒体及时发布权威信息，群众满意度持续提升。",
    "依托政务新媒体及时发布权威资讯，群众满意度不断提升。",
)


def parsed(html):
    return LexborHTMLParser(str(html.text))


def copied(kind="peer", year=2024):
    """Two reports of which each prints the passage with words of its own."""
    a, b = reuse.ReportSource("青禾县水利局", 2024, "a.txt"), reuse.ReportSource("青禾县教育局", year, "b.txt")
    spans = [(reuse.PassageSpan(Place(paragraph=number), text),) for number, text in ((3, OWN), (7, OTHER))]
    passage = reuse.Shared(1, 5, *spans, 26, 26, False, 0.9)
    return reuse.Copied(kind, a, b, (reuse.SectionShare(1, 26, 26, 26, 26, 26, 26, (passage,)),))


def test_either_report_shows_its_own_words_and_those_of_the_other_one():
    pair = copied()
    for source, own, its, other in (("a.txt", OWN, OTHER, "教育局"), ("b.txt", OTHER, OWN, "水利局")):
        paper = replace(report({}), source=source)
        page = parsed(agency.side_by_side(replace(examined(paper, ()), copied=(pair,), compared=True)))
        text = page.body.text()
        assert text.index(own) < text.index(its)
        assert other in text


def test_the_overview_lists_pairs_of_agencies_and_counts_those_of_one_agency():
    found = reuse.Reuse((copied(), copied("last_year", 2023)), (), 2, 2, 0, 0)
    papers = [
        report({"source": name, "agency": f"青禾县{one}局"}) for name, one in (("a.txt", "水利"), ("b.txt", "教育"))
    ]
    review = replace(pipeline.assess(pipeline.assemble(papers, Terms()), Terms()), reuse=found)
    page = parsed(overview.originality(review))
    (row,) = page.css("table.pairs tbody tr")
    assert {"水利", "教育"} == {name for name in ("水利", "教育", "审计") if name in row.text()}
    # The text is that of the report whose row it is.
    whose = row.css_first("th").text()
    assert [one for one in (OWN, OTHER) if one in row.text()] == [OWN if "水利" in whose else OTHER]
    assert "有相同段落的1份" in page.body.text()


def test_only_what_is_literally_the_same_is_marked_and_none_of_a_long_text_is_lost():
    more = "各股室每月自查一次并把结果报办公室备案" * 40
    ours, theirs = f"全年公开信息662条。{OWN}{more}。", f"全年公开信息470条。{OTHER}{more}！"
    pair = copied()
    spans = [(reuse.PassageSpan(Place(paragraph=number), text),) for number, text in ((3, ours), (7, theirs))]
    shared = replace(pair.sections[0].passages[0], a=spans[0], b=spans[1])
    pair = replace(pair, sections=(replace(pair.sections[0], passages=(shared,)),))
    paper = replace(report({}), source="a.txt")
    page = parsed(agency.side_by_side(replace(examined(paper, ()), copied=(pair,), compared=True)))
    for cell, own, other in zip(page.css("tbody td"), (ours, theirs), (theirs, ours), strict=True):
        pieces = cell.css("mark, u.other")
        assert "".join(one.text() for one in pieces) == own
        assert all(one.text() in other for one in cell.css("mark"))
        assert ["662", "470"][own is theirs] in [one.text() for one in cell.css("u.other")]
        assert "其余" in cell.css_first("details.rest > summary").text()


def test_the_card_of_shared_text_sets_both_texts_side_by_side_whole(tmp_path):
    said = (
        "灌区改造的招标信息由工程股整理后交办公室复核，每月末集中更新一次。堤防巡查记录改用统一表式，公开前由法制员逐项签字。"
        "水价听证的材料提前十日放在网站首页，并在乡镇便民中心备有纸质文本。咨询电话由两名专职人员轮流接听，答复要点当天登记成册。"
    )
    papers = []
    for name, number in (("水利", 662), ("教育", 470)):
        path = tmp_path / f"青禾县{name}局2024.txt"
        text = f"青禾县{name}局2024年政府信息公开工作年度报告\n一、总体情况\n全年公开信息{number}条。{said}\n"
        path.write_text(text, "utf-8")
        papers.append(audit.read(path))
    review = pipeline.assess(pipeline.assemble(papers, Terms()), Terms())
    found = next(one for one in review.examined() if one.report is papers[0])
    (problem,) = (one for one in found.problems.all if one.root.rule == "O001")
    first, second = parsed(agency.one_problem(found, problem)).css(".pair")[0].css("blockquote")
    for quote, name in ((first, "本报告"), (second, "青禾县教育局2024年度报告")):
        assert name in quote.css_first("footer").text()
        assert said in "".join(one.text() for one in quote.css("mark, u.other"))
    assert first.css_first("footer a[href^='#zw-']")
