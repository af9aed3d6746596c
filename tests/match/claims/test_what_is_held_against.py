"""What a rule holds a figure of the text against follows from its words: a wrong one is found, an open one accuses nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

import audit
from audit.explain import read_sentences
from audit.model import Report
from tests.match.claims.stating import stating

RECEIVED, CONCLUDED, CARRIED = (f"applications.{flow}.total" for flow in ("received", "concluded", "carried_out"))
GRANTED = {"applications.granted.total": 12, "applications.granted.natural": 9, "applications.granted.business": 3}
REVIEWS = {
    f"litigation.review.{outcome}": count
    for outcome, count in {"total": 5, "upheld": 3, "corrected": 1, "pending": 1}.items()
}
SUITS = {
    f"litigation.suit_direct.{outcome}": count for outcome, count in {"total": 4, "upheld": 2, "corrected": 2}.items()
}


def _report(text: str, section: int, values: dict[str, int]) -> Report:
    return stating(text, section=section, values=values)


def _verdicts(report: Report, words: str, *before: Report) -> list[tuple[str, str]]:
    """The rules on the text that do not agree with the figure of these ``words``, each with its verdict."""
    outcomes = (o for o in audit.check(report, before) if o.rule[0] == "C" and o.verdict != "pass")
    return [(o.rule, o.verdict) for o in outcomes if words in (place.raw for place in o.places)]


@pytest.mark.parametrize(("granted_to_one", "verdict"), [(9, "undecided"), (8, "fail")])
def test_a_total_that_equals_one_result_of_applicants_named_before_may_be_that(granted_to_one, verdict):
    text = "收到政府信息公开申请20件，其中自然人15件、商业企业5件。予以公开12件，不予公开3件。办结9件。"
    values = {**GRANTED, RECEIVED: 20, CONCLUDED: 20, "applications.granted.natural": granted_to_one}
    assert _verdicts(_report(text, 3, values), "办结9件") == [("C302", verdict)]


@pytest.mark.parametrize(
    ("pending", "found"),
    [({"litigation.review.pending": 1}, []), ({"litigation.review.pending": 2}, [("C402", "fail")])],
)
def test_pending_cases_may_be_of_any_kind_named_before(pending, found):
    text = "行政复议3件。行政诉讼2件。尚未审结的1件，正在审理。"
    values = {"litigation.review.total": 3, "litigation.suit_direct.total": 2, **pending}
    assert _verdicts(_report(text, 4, values), "尚未审结的1件") == found


@pytest.mark.parametrize(("share", "found"), [("75", [("C003", "fail")]), ("50", [])])
def test_a_share_of_cases_is_of_those_that_its_sentence_counts(share, found):
    report = _report(f"行政诉讼4件，其中结果维持占{share}%。", 4, SUITS)
    assert _verdicts(report, f"占{share}%") == found


@pytest.mark.parametrize(("share", "found"), [("60", [("C003", "fail")]), ("75", [])])
def test_the_whole_of_a_share_is_that_which_its_words_name(share, found):
    """Three of four reviews concluded are 75 %; of all five they would be 60 %."""
    report = _report(f"行政复议5件，结果维持3件，占审结数的{share}%。", 4, REVIEWS)
    assert _verdicts(report, f"占审结数的{share}%") == found


@pytest.mark.parametrize(("among", "found"), [("，其中网上收到12件", []), ("", [("C004", "undecided")])])
def test_words_on_all_that_were_received_are_on_those_counted_last(among, found):
    text = f"收到政府信息公开申请20件{among}，收到的申请均已按时办结。"
    report = _report(text, 3, {RECEIVED: 20, CONCLUDED: 18, CARRIED: 2})
    assert _verdicts(report, "均已按时办结") == found


def test_what_stayed_as_it_was_is_of_the_time_of_its_sentence():
    report = _report("2023年收到政府信息公开申请8件，与上年持平。", 3, {})
    (sentence,) = read_sentences(report, audit.check(report))
    assert "范围：其他年度（“2023年”，表示时间的词，到句末止）" in sentence.figures[-1].words()


@pytest.mark.parametrize(("more", "found"), [("8", [("C003", "fail")]), ("5", [])])
def test_how_many_more_there_were_is_of_what_its_clause_names(more, found):
    before = replace(_report("", 3, {RECEIVED: 15}), year=2023)
    report = _report(f"收到政府信息公开申请多收{more}件。", 3, {RECEIVED: 20})
    assert _verdicts(report, f"收到政府信息公开申请多收{more}件", before) == found
