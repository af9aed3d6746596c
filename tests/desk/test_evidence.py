"""What shows a problem says all that whoever decides on it has to know: hidden numbers, sentences, sums, peers, the order of what is quoted."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.desk.sitting import SAMPLES, samples


def card(desk, name, number=1):
    """The card of a problem, parsed."""
    key = desk.causes(name)[number - 1]["key"]
    shown = desk.ask("look", agency=desk.row(name)["id"], key=key)["evidence"]
    return LexborHTMLParser(shown["html"])


def test_that_a_number_is_hidden_stands_beside_it_once_and_nowhere_else(at_desk):
    shown = card(at_desk, "青禾县教育局")
    assert "**" in shown.css_first("h3").text()
    assert shown.css_first("h3 + p").text().count("已由工具隐去") == 1
    assert shown.html.count("已由工具隐去") == 1
    assert "已由工具隐去" not in card(at_desk, "青禾县水利局").html


def test_a_sentence_that_a_proposal_rests_on_is_quoted_whole(at_desk):
    shown = card(at_desk, "青禾县民政局")
    assert "正文写明为94" in shown.css_first(".do").text()
    (quote,) = shown.css("blockquote")
    assert quote.css_first("mark").text() == "办结94件"
    assert "正文写明的数与改正值相同" in quote.css_first("footer").text()
    words = quote.css_first("p").text()
    whole = quote.css_first("details p").text()
    (sentence,) = (one for one in re.findall("[^。]+。", whole) if "办结94件" in one)
    assert sentence in words


def test_all_things_that_a_change_settles_are_listed_above_it(sit, tmp_path):
    name = "青禾县市场监督管理局"
    desk = sit(samples(tmp_path / "市场", [f"{name}2024.txt"])).opened()
    shown = card(desk, name)
    change = shown.css_first(".do").text()
    (number,) = re.findall(r"以上(\d+)项都相符", change)
    listed = [line.text() for line in shown.css(".worked p.sum")]
    assert len(listed) == int(number)
    assert any("正文“无法提供11件”" in line for line in listed)
    assert "随同一原因出现的" not in shown.html
    assert shown.html.index(listed[-1][:10]) < shown.html.index(change[:10])


def test_paragraphs_are_quoted_in_the_order_of_the_report_which_is_said(sit, tmp_path):
    name = "青禾县交通运输局"
    files = [path.name for path in SAMPLES.glob(f"{name}2024.*")]
    desk = sit(samples(tmp_path / "交通", files)).opened()
    number = next(nr for nr, one in enumerate(desk.causes(name), 1) if one["rule"] == "M102")
    shown = card(desk, name, number)
    paragraphs = [int(link.attributes["href"].removeprefix("#zw-")) for link in shown.css("blockquote footer a")]
    assert len(paragraphs) == 2
    assert paragraphs == sorted(paragraphs)
    assert "以上各段按在报告中的先后排列。" in shown.text()


@pytest.mark.slow
def test_the_peers_of_a_rate_are_those_that_its_heading_counts(sit):
    desk = sit(SAMPLES, roster=str(SAMPLES.parent / "roster.csv")).opened()
    name = "青禾县人民政府办公室"
    (cause,) = (one for one in desk.causes(name) if one["rule"] == "P001")
    evidence = desk.ask("look", agency=desk.row(name)["id"], key=cause["key"])["evidence"]
    (compared,) = re.findall(r"(\d+)家机关的中位数", cause["headline"])
    (told, apart) = re.match(r"同类(\d+)家（另有(\d+)家没有算出不予处理率，不可比）：", evidence["peers"]).groups()
    assert told == compared
    assert int(apart) > 0
    assert "居中的为" in evidence["peers"]
    # What no number was given for is counted among the same reports.
    assert not re.findall(r"(?<!另有)\d+家(?!（另有|没有)", evidence["peers"].partition("：")[2])


@pytest.mark.slow
def test_what_has_to_be_looked_at_for_a_decision_stands_open_and_what_tells_nothing_is_folded(sit):
    desk = sit(SAMPLES, roster=str(SAMPLES.parent / "roster.csv")).opened()
    name = "青禾县人民政府"
    causes = desk.causes(name)
    summed = next(one["number"] for one in causes if (one["rule"], one["level"], one["section"]) == ("H001", "open", 3))
    shown = card(desk, name, summed)
    units = set(re.findall(r"青禾县\w+局(?=、|的表内数字)", shown.css_first("h3").text()))
    assert len(units) == 3
    rest = shown.css_first("details.rest")
    assert "open" not in rest.attributes
    assert not any(line.text().startswith(tuple(units)) for line in rest.css("li"))
    named = [line.text() for line in shown.css("ul.listed li") if line.text().startswith(tuple(units))]
    assert len(named) == 9
    assert "青禾县水利局表三“（一）予以公开”“自然人”，第2个表格第6行第4列：15" in named
    sought = next(one["number"] for one in causes if one["rule"] == "M108")
    parts = card(desk, name, sought).css("details.whole")
    assert [one.css_first("summary").text()[:6] for one in parts] == ["第一部分全文", "第五部分全文"]
    assert all("open" in one.attributes for one in parts)
