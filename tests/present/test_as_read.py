"""The report as it was read: whole, in order, marked, with what was not read standing there as such."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

import audit
from audit.document import Place
from audit.findings import Evidence
from audit.model import Unread
from audit.present import agency
from tests.build import examined, report
from tests.generate.formats import docx, flat
from tests.generate.report import planting, truth

TEXT = (
    "一、总体情况\n2024年本机关收到政府信息公开申请12件。\n公开工作稳步推进推进。\n"
    "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
    "五、存在的主要问题及改进情况\n存在的问题是公开不够及时。"
)


def parsed(html):
    return LexborHTMLParser(str(html.text))


def own_text(node):
    """The text of a paragraph without the links to problems behind its marks."""
    for link in node.css("a.to"):
        link.decompose()
    return node.text()


def found_on(paper, rule, *spans, verdict="fail", severity="error", cells=()):
    """An outcome whose places are spans (passage from 1, start, end) of the text; None for the whole passage."""
    places = []
    for number, start, end in spans:
        passage = paper.passages[number - 1]
        place = passage.place if start is None else passage.place.span(start, end)
        places.append(Evidence(place, passage.raw(start or 0, end)))
    one = next(outcome for outcome in audit.check(paper) if outcome.places)
    return replace(
        one, rule=rule, locus=f"{rule}{spans}", verdict=verdict, severity=severity, cells=cells,
        places=tuple(places), suggestion=None, candidates=(), facts=None,
    )  # fmt: skip


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """A report with a total that does not hold and a number of the text that is not that of the table."""
    made = planting.cell("A001", "applications.granted.total", 3, "").edit(truth.make(3))
    made = planting.counted("C001", "收到政府信息公开申请", 5, "", "applications.received.total").edit(made)
    path = tmp_path_factory.mktemp("as_read") / "报告.docx"
    path.write_bytes(docx.write(made))
    paper = audit.read(path)
    return examined(paper, audit.check(paper))


def test_every_paragraph_stands_in_its_order_under_its_number(faulty):
    page = parsed(agency.as_read(faulty))
    shown = page.css("p[id^=zw-]")
    assert [p.attributes["id"] for p in shown] == [f"zw-{n}" for n in range(1, len(faulty.report.passages) + 1)]
    assert [own_text(p) for p in shown] == [passage.text for passage in faulty.report.passages]


def test_cards_and_marks_lead_to_one_another(faulty):
    cards, read = parsed(agency.problems(faulty, audit.catalogue())), parsed(agency.as_read(faulty))
    to_text = {link.attributes["href"][1:] for link in cards.css("a[href^='#zw-']")}
    assert to_text
    assert to_text <= {p.attributes["id"] for p in read.css("p[id]")}
    to_cards = {link.attributes["href"][1:] for link in read.css("a.to")}
    assert to_cards
    assert to_cards <= {card.attributes["id"] for card in cards.css("article")}
    (link,) = [
        link for link in read.css("a.to") if link.parent.tag == "p" and "收到政府信息公开申请" in link.parent.text()
    ][:1]
    assert link.attributes["href"] in {
        f"#{card.attributes['id']}" for card in cards.css("article") if "收到" in card.text()
    }


def test_a_figure_held_against_a_table_leads_to_its_cell(faulty):
    read, drawn = parsed(agency.as_read(faulty)), parsed(agency.tables(faulty))
    links = {link.attributes["href"][1:]: link.text() for link in read.css("a.held")}
    cells = {box.attributes["id"]: box.text() for box in drawn.css("td[id]")}
    assert len(links) > 5
    assert links.keys() <= cells.keys()
    carried = links["tab-applications.carried_in.total"]
    assert carried == f"{cells['tab-applications.carried_in.total'].strip()}件"


def test_tables_stand_in_their_parts_and_lead_to_where_they_are_drawn(faulty):
    read, drawn = parsed(agency.as_read(faulty)), parsed(agency.tables(faulty))
    anchors = [link.attributes["href"][1:] for link in read.css("p.stands a:not(.to)")]
    assert anchors == [section.attributes["id"] for section in drawn.css("section.form")]
    for anchor, number in zip(anchors, "二三四", strict=True):
        (part,) = [part for part in read.css("details") if part.css(f"a[href='#{anchor}']")]
        assert f"第{number}部分" in part.css_first("summary").text()


def test_parts_without_marks_are_folded_and_those_with_marks_stand_open(faulty):
    for part in parsed(agency.as_read(faulty)).css("details"):
        assert ("open" in part.attributes) == bool(part.css("a.to"))


def test_the_counts_of_the_parts_come_to_the_number_of_problems(faulty):
    """A problem that speaks of a sentence and of a table elsewhere counts once."""
    page = parsed(agency.as_read(faulty))
    counted = [int(found) for part in page.css("summary b") for found in re.findall(r"^(\d+)个问题$", part.text())]
    nowhere = [int(found) for found in re.findall(r"另有(\d+)个问题不对应某一处文字", page.text())]
    assert sum(counted) + sum(nowhere) == len(faulty.problems.all)
    beyond = [
        part
        for part in page.css("details.part")
        for link in part.css("a.to")
        if not part.css_first("summary b") and link.text() not in part.css_first("summary").text()
    ]
    assert not beyond


def test_marks_that_overlap_or_stand_in_one_another_are_all_told_and_no_character_is_lost():
    paper = report({"text": TEXT})
    number = next(n for n, passage in enumerate(paper.passages, 1) if "12件" in passage.text)
    outcomes = [
        found_on(paper, "A001", (number, 2, 14)),
        found_on(paper, "A002", (number, 8, 20), severity="warning"),
        found_on(paper, "A003", (number, 9, 12), severity="info"),
        found_on(paper, "A004", (number, None, None), verdict="undecided"),
    ]
    page = parsed(agency.as_read(examined(paper, outcomes)))
    paragraph = page.css_first(f"#zw-{number}")
    classes = [(mark.text(), mark.attributes["class"]) for mark in paragraph.css("mark")]
    assert "".join(text for text, css in classes if css == "error") == paper.passages[number - 1].text[2:14]
    assert classes[-1] == (paper.passages[number - 1].text[14:20], "warning")
    assert sorted(link.attributes["href"] for link in paragraph.css("a.to")) == ["#wt-1", "#wt-2", "#wt-3", "#wt-4"]
    assert "open" in paragraph.attributes["class"]
    assert own_text(paragraph) == paper.passages[number - 1].text


def test_what_was_not_read_stands_there_as_such():
    paper = report({"text": TEXT})
    last = len(paper.passages)
    at = next(passage.place for passage in paper.passages if "推进推进" in passage.text)
    paper = replace(
        paper,
        unread=(Unread("picture", frozenset({1}), Place(paragraph=at.paragraph)), Unread("attachment", frozenset({0, 1, 2}), Place())),
        broken_off=paper.passages[-1].place,
    )  # fmt: skip
    page = parsed(agency.as_read(examined(paper, [])))
    nodes = page.css("#yw p")
    texts = [node.text() for node in nodes]
    picture = next(n for n, text in enumerate(texts) if "图片1处未能读取" in text)
    assert "推进推进" in texts[picture - 1]
    assert any("附件1处未能读取" in text for text in texts[:3])
    assert "文件到此中断" in texts[-1]
    assert f"zw-{last}" in {node.attributes.get("id") for node in nodes}
    assert "表三" in "".join(texts)


def test_pages_recognised_in_pictures_say_so_with_how_sure_their_figures_are():
    paper = report({"text": TEXT})
    passages = tuple(
        replace(passage, place=Place(page=1 if n < 4 else 2, paragraph=n)) for n, passage in enumerate(paper.passages)
    )
    cells = {key: replace(cell, place=Place(page=2), confidence=0.83) for key, cell in paper.cells.items()}
    paper = replace(paper, passages=passages, cells=cells, recognised=frozenset({2}))
    page = parsed(agency.as_read(examined(paper, [])))
    (notice,) = [node for node in page.css("p.stands") if "图像识别" in node.text()]
    assert "第2页" in notice.text()
    assert "83%" in notice.text()


def test_a_report_of_any_length_makes_a_small_page_in_which_marks_still_stand():
    lines = flat.write(truth.make(5)).split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("一、")) + 1
    lines[at:at] = [f"第{n}项工作按照计划推进，" + "各项任务逐一落实到位，" * 60 + "成效明显。" for n in range(300)]
    lines[at + 150] = "各项任务逐一落实到位，" * 200 + "公开公开工作稳步推进。"
    paper = report({"text": "\n".join(lines)})
    outcome = found_on(paper, "W006", *[(n, p.text.index("公开公开"), p.text.index("公开公开") + 4) for n, p in enumerate(paper.passages, 1) if "公开公开" in p.text][:1])  # fmt: skip
    shown = agency.as_read(examined(paper, [outcome]))
    assert len(str(shown.text).encode()) < 130_000
    assert [mark.text() for mark in parsed(shown).css("mark")] == ["公开公开"]
    assert "篇幅较长" in str(shown.text)


def test_an_unread_report_says_that_nothing_was_looked_at():
    paper = report({"unreadable": "打不开"})
    assert "未能读取" in str(agency.as_read(examined(paper, [])).text)
