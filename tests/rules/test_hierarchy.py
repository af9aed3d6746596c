"""What is said of an organ's table beside the reports of its units: failures and what stays open stand side by side."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.test_rules import outcomes

PARENT, FIRST, SECOND = "青禾县人民政府", "青禾县水利局", "青禾县教育局"
ROSTER = [{"name": PARENT, "kind": "政府"}, {"name": FIRST, "parent": PARENT}, {"name": SECOND, "parent": PARENT}]


def _report(agency: str, **received: int | str) -> dict[str, Any]:
    cells = {f"applications.received.{column}": number for column, number in received.items()}
    return {"agency": agency, "source": f"{agency}.txt", **cells}


def _said(*reports: dict[str, Any]) -> list[tuple[str, str]]:
    case = {"reports": list(reports), "roster": ROSTER}
    return [(o.verdict, o.message) for o in outcomes("H001", case) if o.message.startswith("表三")]


def test_a_cell_below_the_sum_of_those_present_fails_and_the_rest_stays_open():
    (below, rest) = _said(_report(PARENT, natural=1, business=3, total=4), _report(FIRST, natural=2, total=2))
    assert below[0] == "fail"
    assert "为1，各单位之和至少为2" in below[1]
    assert "为3" not in below[1]
    assert rest[0] == "undecided"
    assert "缺青禾县教育局的报告" in rest[1]


def test_a_unit_that_contradicts_itself_is_named_and_the_organ_is_not_charged():
    reports = (
        _report(PARENT, natural=5, total=5),
        _report(FIRST, natural=2, total=3),
        _report(SECOND, natural=3, total=3),
    )
    (only,) = _said(*reports)
    assert only == (
        "undecided",
        "表三与2家单位报告之和：青禾县水利局的表内数字不相符，改正后本报告有1格与之相符，先请核对该单位的报告；"
        "表三“一、本年新收政府信息公开申请数量”“总计”本报告为5，各单位之和为6（青禾县水利局为3）",
    )


@pytest.mark.parametrize("blank", ["", "/"])
def test_a_total_that_a_unit_left_blank_is_its_own_fault_and_not_its_organs(blank):
    reports = (
        _report(PARENT, natural=5, total=5),
        _report(FIRST, natural=2, total=blank),
        _report(SECOND, natural=3, total=3),
    )
    (only,) = _said(*reports)
    assert only[0] == "undecided"
    assert "青禾县水利局的表内数字不相符，改正后本报告有1格与之相符" in only[1]


def test_every_unit_is_shown_as_a_term_of_the_sum_also_where_it_states_nothing():
    reports = [
        _report(PARENT, natural=1, total=1),
        _report(FIRST, natural=2, total=2),
        _report(SECOND, natural=0, total=0),
    ]
    reports[2] |= {"applications.received.natural": ""}
    case = {"reports": reports, "roster": ROSTER}
    (found,) = (o for o in outcomes("H001", case) if o.verdict == "fail")
    shown = [(place.label.partition("表")[0], place.raw) for place in found.places if place.role == "other_report"]
    assert shown == [(FIRST, "2"), (SECOND, ""), (FIRST, "2"), (SECOND, "0")]


@pytest.mark.parametrize("units", [{FIRST: 2, SECOND: 4}, {FIRST: 2}])
def test_what_is_left_open_shows_the_organs_number_and_those_of_its_units(units):
    """With a unit that contradicts itself, and with one that gave no report: nobody has to look for the numbers elsewhere."""
    natural = {FIRST: 2, SECOND: 3}
    reports = [_report(PARENT, natural=5, total=5)]
    reports += [_report(name, natural=natural[name], total=total) for name, total in units.items()]
    case = {"reports": reports, "roster": ROSTER}
    (found,) = (o for o in outcomes("H001", case) if o.verdict == "undecided" and o.message.startswith("表三"))
    total = [place for place in found.places if place.label.endswith("“总计”")]
    assert [(place.role, place.raw) for place in total[: len(units) + 1]] == [
        (None, "5"),
        *(("other_report", str(number)) for number in units.values()),
    ]
    assert [place.label.partition("表")[0] for place in total[1 : len(units) + 1]] == list(units)
    assert f"“总计”本报告为5，{'' if len(units) == 2 else '已有'}各单位之和为{sum(units.values())}" in found.message
    assert "applications.received.total" in found.cells


def test_units_that_contradict_themselves_together_explain_the_organs_figure():
    reports = (
        _report(PARENT, natural=5, total=5),
        _report(FIRST, natural=2, total=""),
        _report(SECOND, natural=3, total=4),
    )
    (only,) = _said(*reports)
    assert only[0] == "undecided"
    assert "青禾县水利局、青禾县教育局的表内数字不相符" in only[1]


def test_a_correction_that_explains_another_figure_excuses_nothing():
    reports = (
        _report(PARENT, natural=5, total=9),
        _report(FIRST, natural=2, total=""),
        _report(SECOND, natural=3, total=3),
    )
    verdicts = {verdict for verdict, _ in _said(*reports)}
    assert "fail" in verdicts


def test_a_figure_of_a_unit_in_the_text_is_not_held_against_a_total_that_the_unit_left_blank():
    text = "全县共收到政府信息公开申请5件，其中县水利局2件、县教育局3件。"
    parent = {**_report(PARENT, natural=5, total=5), "text": text}
    for total, verdict in (("", "undecided"), (2, "pass"), (4, "undecided")):
        units = (_report(FIRST, natural=2, total=total), _report(SECOND, natural=3, total=3))
        found = outcomes("H002", {"reports": [parent, *units], "roster": ROSTER})
        assert [o.verdict for o in found] == [verdict, "pass"], total
