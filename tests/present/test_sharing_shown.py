"""Text that reports share: each page shows its own words first, the overview every pair once."""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

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
    assert OWN in row.text()
    assert "有相同段落的1份" in page.body.text()
