"""What is said of an organ's table beside the reports of its units: failures and what stays open stand side by side."""

from __future__ import annotations

from typing import Any

from tests.rules.test_rules import outcomes

PARENT, FIRST, SECOND = "青禾县人民政府", "青禾县水利局", "青禾县教育局"
ROSTER = [{"name": PARENT, "kind": "政府"}, {"name": FIRST, "parent": PARENT}, {"name": SECOND, "parent": PARENT}]


def _report(agency: str, **received: int) -> dict[str, Any]:
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
        "表三与2家单位报告之和：青禾县水利局的表内数字不相符，改正后本报告有1格与之相符，先请核对该单位的报告",
    )
