"""What a reader may have misread in a picture is not held against the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

import audit
from audit.model import Report
from tests.build import report

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
