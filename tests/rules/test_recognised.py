"""What a reader may have misread in a picture is not held against the report."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

import audit
from audit.document import Place
from audit.findings import Recognised
from audit.model import Report
from tests.build import report
from tests.roots import ROOT

SAMPLES = ROOT / "data" / "samples"
TEXT = """一、总体情况
我局〈关于格式的通知》执行到位，依据国办公开办函〔2021]30号编制,并及时公布。
依据同一通知，我局的的工作有序开展，涵〔2024〕3号也已落实\ufffd。
"""
#: The rules that find something in ``TEXT``.
RULES = ("W001", "W003", "W006", "W007", "W013")


def paged(pages: frozenset[int]) -> Report:
    """The report on two pages, a paragraph each; ``pages`` were recognised."""
    read = replace(report({"text": TEXT}), format="pdf", recognised=pages)
    passages = (replace(p, place=p.place._replace(page=n)) for n, p in enumerate(read.passages))
    return replace(read, passages=tuple(passages))


def verdicts(read: Report, rule: str) -> list[str]:
    return [outcome.verdict for outcome in audit.check(read) if outcome.rule == rule]


@pytest.mark.parametrize("rule", RULES)
def test_slips_in_recognised_text_are_undecided(rule):
    found = verdicts(paged(frozenset((1, 2))), rule)
    assert found
    assert set(found) == {"undecided"}


@pytest.mark.parametrize("rule", RULES)
def test_they_are_faults_where_the_file_has_text_of_its_own(rule):
    assert ("fail" in verdicts(paged(frozenset()), rule)) == (rule != "W003")


def test_of_two_pages_only_the_recognised_one_is_doubtful():
    assert verdicts(paged(frozenset((2,))), "W013") == ["fail"]
    assert verdicts(paged(frozenset((1,))), "W013") == ["undecided"]


def test_half_width_marks_are_not_judged_where_all_text_was_recognised():
    assert verdicts(paged(frozenset((0, 1, 2))), "W008") == []


def test_what_a_pdf_gives_no_text_for_is_no_garble_of_the_report():
    assert verdicts(paged(frozenset()), "W003") == ["undecided"]
    assert verdicts(replace(paged(frozenset()), format="html"), "W003") == ["fail"]


def test_doubtful_outcomes_can_be_told_apart():
    keys = [outcome.key for outcome in audit.check(paged(frozenset((1, 2))))]
    assert len(keys) == len(set(keys))


def scanned(value: Any) -> Any:
    """A report, or a part of one, as if all of it stood on one page."""
    if isinstance(value, Place):
        return value._replace(page=1)
    if isinstance(value, tuple):
        parts = map(scanned, value)
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if isinstance(value, dict):
        return {key: scanned(part) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {one.name: scanned(getattr(value, one.name)) for one in fields(value) if one.init}
        return replace(value, **changed)
    return value


#: Samples whose headings, titles, contacts and sentences are wrong as well as their numbers.
FAULTY = ("青禾县水利局2024.docx", "青禾县柳溪镇人民政府2024.docx", "云州市财政局2024.pdf", "青禾县人民政府2024.docx")


@pytest.mark.parametrize("name", FAULTY)
def test_no_rule_holds_the_words_of_a_picture_against_the_report(name):
    """What figures show stays a fault; whatever else was found is told, as what may be a slip of recognition."""
    typed = audit.read(str(SAMPLES / name))
    picture = replace(scanned(typed), recognised=frozenset({1}))
    before, after = audit.check(typed), audit.check(picture)
    figures = {rule.id for rule in audit.catalogue() if rule.misread in ("never", "order")}
    faults = {(one.rule, one.message) for one in before if one.verdict == "fail"}
    assert {(one.rule, one.message) for one in after if one.verdict == "fail"} == {
        fault for fault in faults if fault[0] in figures
    }
    told = {fact.message() for one in after if isinstance(one.facts, Recognised) for fact in one.facts.found}
    assert {message for rule, message in faults if rule not in figures | {"W008"}} <= told


def test_what_a_picture_seems_to_lack_is_left_open():
    read = report({"text": "一、总体情况\n我局公开政府信息10条。\n三、收到和处理政府信息公开申请情况\n"})
    assert "fail" in verdicts(read, "M101")
    picture = replace(scanned(read), format="pdf", recognised=frozenset({1}))
    assert "undecided" in verdicts(picture, "M101")
    assert "fail" not in verdicts(picture, "M101")


#: A sentence whose own figures do not agree, and another paragraph.
LIST = "全年公开政府信息9条，其中通过网站公开230条。"
OTHER = "我局公开了年度计划；部署了下一年的工作。"


def torn(
    first: str = LIST, second: str = OTHER, *, framed: bool = False, pages: frozenset[int] = frozenset({1})
) -> Report:
    """A report of two paragraphs, of which the second stands in a cell where a frame was taken for a table."""
    read = replace(scanned(report({"text": f"一、总体情况\n{first}\n{second}\n"})), format="pdf", recognised=pages)
    *before, last = read.passages
    return replace(read, passages=(*before, replace(last, in_table=framed)))


def test_figures_of_an_intact_text_are_held_against_it_in_a_scan_as_elsewhere():
    assert verdicts(torn(), "C001") == ["fail"]


@pytest.mark.parametrize(
    "scan",
    [
        torn(framed=True),
        torn("全年公开政府信息9条，其中通过网站公开230条。  二是部署了工作。"),
    ],
    ids=["within a frame", "in two columns"],
)
def test_figures_between_which_lines_may_have_been_torn_apart_are_undecided(scan: Report):
    assert verdicts(scan, "C001") == ["undecided"]
    (told,) = (one for one in audit.check(scan) if one.rule == "C001")
    assert "文字由图像识别取得" in told.message
    assert verdicts(replace(scan, recognised=frozenset()), "C001") == ["fail"]
