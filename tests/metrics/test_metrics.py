"""Rates of one report and where they stand among peers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from audit.errors import FormError
from audit.forms import editions, load
from audit.metrics import Metric, compute, definitions, parsed, percentiles
from tests import build

_APPLICATIONS = {
    "applications.received.natural": 45,
    "applications.received.total": 57,
    "applications.carried_in.total": 3,
    "applications.granted.total": 28,
    "applications.partial.total": 7,
    "applications.refused.third_party.total": 4,
    "applications.refused.internal_affairs.total": 3,
    "applications.unavailable.not_held.total": 9,
    "applications.unavailable.unclear.total": 1,
    "applications.rejected.petition.total": 2,
    "applications.concluded.total": 56,
    "applications.carried_out.total": 4,
}
_SIX = {
    "key": "six",
    "name": "六",
    "unit": "%",
    "numerator": ["applications.granted.total"],
    "denominator": ["applications.concluded.total"],
    "minimum": 6,
    "meaning": "",
    "note": "。",
}


def rates(cells: dict[str, object], **case: object) -> dict[str, Metric]:
    return compute(build.report({**cells, **case}))


def test_rates_are_exact_shares_of_what_was_concluded():
    found = rates(_APPLICATIONS)
    assert found["disclosure_rate"].value == Fraction(35, 56)
    assert found["full_disclosure_rate"].value == Fraction(28, 56)
    assert found["refusal_rate"].value == Fraction(7, 56)
    assert found["unavailable_rate"].value == Fraction(10, 56)
    assert found["not_held_rate"].value == Fraction(9, 56)
    assert found["rejection_rate"].value == Fraction(2, 56)
    assert found["conclusion_rate"].value == Fraction(56, 60)
    assert found["carried_out_rate"].value == Fraction(4, 60)
    assert found["natural_share"].value == Fraction(45, 57)


def test_pending_cases_are_no_part_of_a_correction_rate():
    found = rates(
        {
            "litigation.review.upheld": 6,
            "litigation.review.corrected": 1,
            "litigation.review.other": 1,
            "litigation.review.pending": 30,
            "litigation.suit_direct.upheld": 3,
            "litigation.suit_after_review.corrected": 2,
            "litigation.suit_after_review.pending": 9,
        }
    )
    assert found["review_correction_rate"].value == Fraction(1, 8)
    assert found["suit_correction_rate"].value == Fraction(2, 5)


@pytest.mark.parametrize(
    ("edition", "year", "cells"),
    [
        ("2019", 2020, {"applications.other.total": 8}),
        ("2021", 2024, {"applications.other.not_supplemented.total": 5, "applications.other.other.total": 3}),
    ],
)
def test_other_handling_counts_alike_in_both_editions(edition, year, cells):
    found = rates({**cells, "applications.concluded.total": 80}, edition=edition, year=year)
    assert found["other_rate"].value == Fraction(1, 10)


@pytest.mark.parametrize("edition", editions())
def test_every_rate_of_the_dictionary_is_computed_in_every_edition(edition):
    form = load(edition)
    cells: dict[str, object] = dict.fromkeys(form.cells, 1)
    cells |= {key: 100 for key in form.cells if key.endswith((".total", ".upheld"))}
    cells |= dict.fromkeys(("applications.concluded.total", "applications.received.total"), 10000)
    assert {key for key, metric in rates(cells, edition=edition).items() if metric.value is None} == set()


def test_a_small_denominator_gives_no_rate():
    found = rates({"applications.granted.total": 9, "applications.concluded.total": 9})["full_disclosure_rate"]
    assert found.value is None
    assert (found.numerator, found.denominator) == (9, 9)
    assert found.reason == "分母为9，小于10，不计算"
    assert rates({"applications.granted.total": 9, "applications.concluded.total": 10})["full_disclosure_rate"].value


@pytest.mark.parametrize("blank", ["", "/", "—", "无"])
def test_a_blank_is_never_taken_for_zero(blank):
    cells = {**_APPLICATIONS, "applications.refused.state_secret.total": blank}
    found = rates(cells)
    assert found["refusal_rate"].value is None
    assert "1.属于国家秘密" in found["refusal_rate"].reason
    assert found["refusal_rate"].reason.endswith("空白或“/”，不作0计")
    assert "等" not in found["refusal_rate"].reason
    two = rates({**cells, "applications.refused.forbidden_by_law.total": blank})["refusal_rate"]
    assert two.reason.endswith("等2格空白或“/”，不作0计")
    assert found["disclosure_rate"].value == Fraction(35, 56)


def test_what_was_not_read_gives_no_rate():
    found = rates(_APPLICATIONS, missing=["applications.partial.total"])
    assert found["disclosure_rate"].value is None
    assert "（二）部分公开" in found["disclosure_rate"].reason
    assert found["disclosure_rate"].denominator is None
    assert found["disclosure_rate"].reason.endswith("未能读取为数字")
    assert rates({**_APPLICATIONS, "applications.partial.total": "见附件"})["disclosure_rate"].value is None


def test_a_cell_that_is_not_printed_is_not_said_to_be_unread():
    paper = build.report({**_APPLICATIONS, "missing": ["applications.partial.total"]})
    found = compute(paper, not_printed={"applications.partial.total"})
    assert found["disclosure_rate"].reason.endswith("“总计”没有印出")


def test_a_part_larger_than_its_whole_gives_no_rate():
    found = rates({**_APPLICATIONS, "applications.granted.total": 60})["full_disclosure_rate"]
    assert (found.value, found.reason) == (None, "分子60不在0与分母56之间，数字可能有误，不计算")
    reviews = rates({"litigation.review.total": 12, "applications.concluded.total": 10})["review_incidence"]
    assert reviews.value == Fraction(6, 5)


def test_a_report_without_a_unified_form_has_no_rates():
    found = rates({}, edition="", year=2017)
    assert set(found) == set(definitions())
    assert {metric.value for metric in found.values()} == {None}
    assert {metric.reason for metric in found.values()} == {"该年度报告没有适用的统一格式"}


def test_a_line_that_the_edition_lacks_gives_no_rate():
    only_new = parsed([{**_SIX, "numerator": ["disclosure.normative_documents.in_force"]}])
    old = compute(build.report({"edition": "2019", "year": 2020, "applications.concluded.total": 20}), only_new)
    assert old["six"].reason == "2019年格式没有计算所需的栏目"


def test_a_term_may_subtract():
    items = parsed([{**_SIX, "numerator": ["applications.received.total", "-applications.received.natural"]}])
    assert compute(build.report(_APPLICATIONS), items)["six"].value == Fraction(12, 56)


@pytest.mark.parametrize(
    ("upper", "places", "shown"), [(1, 1, "16.7%"), (1, 0, "17%"), (3, 2, "50.00%"), (6, 1, "100.0%"), (0, 1, "0.0%")]
)
def test_a_rate_is_shown_rounded_half_up(upper, places, shown):
    report = build.report({"applications.granted.total": upper, "applications.concluded.total": 6})
    assert compute(report, parsed([_SIX]))["six"].shown(places) == shown


def test_a_rate_that_is_not_computed_shows_nothing():
    assert rates({})["disclosure_rate"].shown() == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"numerator": ["applications.granted.totals"]}, "applications.granted.totals"),
        ({"denominator": []}, "缺少denominator，至少应有一项"),
        ({"minimum": 0}, "第1个指标“.*”的minimum应为1或更大的整数"),
        ({"meaning": "good"}, '的meaning为“good”，应为"high"、"low"或""'),
        ({"formula": "1 + 1"}, "不认识的键“formula”。可用的键：key、name、unit"),
    ],
)
def test_a_faulty_dictionary_is_refused_with_the_reason(change, words):
    with pytest.raises(FormError, match=words):
        parsed([{**_SIX, **change}])


def test_a_key_given_twice_is_refused():
    with pytest.raises(FormError, match="重复"):
        parsed([_SIX, _SIX])


def test_a_missing_item_is_refused():
    with pytest.raises(FormError, match="缺少note，应为引号中的文字"):
        parsed([{key: value for key, value in _SIX.items() if key != "note"}])


def group(values: list[int]) -> dict[str, dict[str, Metric]]:
    """One report per value, each with one rate of so many hundredths."""
    items = parsed([_SIX])
    return {
        f"机关{n}": compute(
            build.report({"applications.granted.total": value, "applications.concluded.total": 100}), items
        )
        for n, value in enumerate(values)
    }


def standing(values: list[int], **options: int) -> list[object]:
    metrics = group(values)
    found = percentiles(metrics, dict.fromkeys(metrics, ("县级", "部门")), **options)
    return [found[name].get("six") for name in metrics]


def test_percentile_counts_those_below_and_half_of_the_equal():
    found = standing([10, 20, 20, 30, 40, 50, 60, 70])
    assert [item.percentile for item in found] == [Fraction(n, 16) for n in (1, 4, 4, 7, 9, 11, 13, 15)]
    assert {item.median for item in found} == {Fraction(35, 100)}
    assert {item.size for item in found} == {8}


def test_a_value_far_from_the_others_is_an_outlier():
    found = standing([50, 51, 52, 53, 54, 55, 56, 57, 5])
    assert [item.outlier for item in found] == [False] * 8 + [True]
    assert found[-1].deviation == (Fraction(5, 100) - Fraction(53, 100)) / (Fraction(14826, 10000) * Fraction(2, 100))


def test_where_most_are_equal_nothing_is_called_an_outlier():
    found = standing([50] * 8 + [5])
    assert {item.deviation for item in found} == {None}
    assert not any(item.outlier for item in found)


def test_small_groups_have_no_standing():
    assert standing([10, 20, 30, 40, 50, 60, 70]) == [None] * 7
    assert all(standing([10, 20, 30], smallest=3))


def test_only_computed_rates_of_the_same_group_are_peers():
    metrics = group([10, 20, 30, 40, 50, 60])
    metrics["未读"] = rates({}, missing_all=True)
    groups = dict.fromkeys(metrics, "部门") | {"机关5": "乡镇", "机关4": None}
    found = percentiles(metrics, groups, smallest=4)
    assert {name: item["six"].size for name, item in found.items() if item} == {f"机关{n}": 4 for n in range(4)}
    assert set(found) == set(metrics)


def test_the_order_of_the_reports_does_not_matter():
    metrics = group([10, 20, 30, 40, 50, 60, 70, 80])
    turned = dict(reversed(metrics.items()))
    groups = dict.fromkeys(metrics, "部门")
    assert percentiles(metrics, groups) == percentiles(turned, groups)
