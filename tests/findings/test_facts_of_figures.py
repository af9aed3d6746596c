"""What outcomes on figures state: the fields as programs get them in ``facts``, and the numbers that would mend them."""

from __future__ import annotations

import json
import re
import tomllib
from decimal import Decimal
from typing import Any

import pytest

import audit
from audit.causes import gather
from audit.findings import Comparison, Remedy
from audit.text import show
from tests import build
from tests.roots import CASES
from tests.rules.test_rules import outcomes as of_rule

SUMMARY = "一、总体情况\n"


def outcomes(case: dict[str, Any]) -> list[Any]:
    """Everything that is said of a case's report, which stands beside those of earlier years that the case gives."""
    return audit.check(build.report(case), [build.report(one) for one in case.get("previous", ())])


def stated(case: dict[str, Any], title: str, verdict: str) -> list[Any]:
    """The facts, as ``check --json`` gives them, of the outcomes of the rule of that title with that verdict."""
    return [o.as_json()["facts"] for o in outcomes(case) if (o.title, o.verdict) == (title, verdict)]


def test_a_number_of_the_text_stands_beside_the_cells_and_every_way_of_counting():
    sentence = "收到政府信息公开申请12件，上年结转1件。"
    cells = {"applications.received.natural": 11, "applications.received.total": 11, "applications.carried_in.total": 1}
    (facts,) = stated({"text": SUMMARY + sentence, **cells}, "正文的收到申请件数与表三不一致", "fail")
    assert facts["kind"] == "comparison"
    assert (
        facts["text"] | {"role": "text", "value": 12, "unit": "件", "exact": True, "scope": "report"} == facts["text"]
    )
    assert (facts["text"]["words"], facts["text"]["sentence"]) == ("收到政府信息公开申请12件", sentence)
    assert facts["table"]["terms"] == [
        {"cell": "applications.received.total", "value": 11, "raw": "11", "blank": False}
    ]
    assert [(way["name"], way["value"]) for way in facts["others"]] == [("各类申请人相加", 11)]
    mended = [(remedy["cell"], remedy["value"]) for remedy in facts["remedies"]]
    assert mended[:3] == [("", 11), ("applications.received.total", 12), ("applications.received.natural", 12)]


def test_the_way_of_counting_by_which_a_number_agrees_is_a_field():
    cells = {"applications.received.total": 11, "applications.carried_in.total": 1}
    case = {"text": f"{SUMMARY}全年共收到政府信息公开申请12件。", **cells}
    (facts,) = stated(case, "正文的收到申请件数与表三不一致", "pass")
    assert (facts["counted_by"], facts["result"]) == ("新收加上年结转", "agrees")
    (usual,) = stated(case | {"applications.received.total": 12}, "正文的收到申请件数与表三不一致", "pass")
    assert usual["counted_by"] == ""
    assert "remedies" not in facts


def test_a_number_held_against_tables_that_were_not_read_has_no_remedy():
    case = {"text": f"{SUMMARY}收到政府信息公开申请12件。", "applications.received.total": "若干"}
    (facts,) = stated(case, "正文的收到申请件数与表三不一致", "undecided")
    assert (facts["result"], facts["table"]["value"]) == ("unread", None)
    assert facts["table"]["unread"] == ["applications.received.total"]
    assert facts["lacking"]["values"] == {"name": "表三“收到申请”"}


def test_a_number_that_differs_is_mended_by_that_of_the_tables_or_by_the_cell():
    case = {"text": f"{SUMMARY}收到政府信息公开申请12件。", "applications.received.total": 13}
    (facts,) = stated(case, "正文的收到申请件数与表三不一致", "fail")
    text, *cells = facts["remedies"]
    assert (text["value"], text["words"]) == (13, facts["text"]["words"])
    assert {cell["cell"]: cell["value"] for cell in cells}["applications.received.total"] == 12


def test_a_number_that_is_counted_in_one_way_is_mended_by_that_of_the_tables():
    case = {"text": f"{SUMMARY}作出行政许可决定12件。", "disclosure.licensing.decisions": 13}
    (found,) = [o for o in outcomes(case) if isinstance(o.facts, Comparison) and o.verdict == "fail"]
    assert [(r.cell, r.value) for r in found.facts.remedies] == [("", 13), ("disclosure.licensing.decisions", 12)]


def test_words_that_say_it_of_all_cases_name_the_cells_that_speak_against_them():
    sentence = "因政府信息公开被申请行政复议2件，均获维持。"
    cells = {"litigation.review.total": 2, "litigation.review.upheld": 1, "litigation.review.corrected": 1}
    (facts,) = stated({"text": SUMMARY + sentence, **cells}, "正文的“没有”“均”“全部”与表格不一致", "fail")
    assert (facts["kind"], facts["about"], facts["text"]["words"]) == ("said_of_all", "upheld", "均获维持")
    assert facts["text"]["sentence"] == sentence
    assert [(side["cells"], side["value"]) for side in facts["against"]] == [(["litigation.review.corrected"], 1)]
    assert [(remedy["cell"], remedy["value"]) for remedy in facts["remedies"]] == [("litigation.review.corrected", 0)]


def test_a_share_tells_its_part_each_whole_and_what_it_should_be():
    case = {"text": f"{SUMMARY}收到政府信息公开申请12件，其中自然人10件，占80%。", "applications.received.total": 12}
    (facts,) = stated(case, "正文的占比、增减幅度或办结率与数字不合", "fail")
    assert (facts["kind"], facts["text"]["value"], facts["part"]["value"]) == ("share", 80, 10)
    assert [(whole["role"], whole["value"]) for whole in facts["wholes"]] == [("text", 12)]
    assert [(remedy["value"], remedy["unit"]) for remedy in facts["remedies"]] == [(83.33, "%")]


def test_a_rate_of_the_tables_tells_with_which_cells_it_would_agree():
    cells = {"applications.received.total": 12, "applications.concluded.total": 21, "applications.carried_out.total": 1}
    case = {"text": f"{SUMMARY}依申请公开办结率91.67%。", **cells}
    (found,) = [o for o in outcomes(case) if o.title == "正文的占比、增减幅度或办结率与数字不合"]
    facts = found.facts
    assert (found.verdict, facts.part.value, [whole.value for whole in facts.wholes]) == ("fail", 21, [12, 12])
    assert (facts.computed, found.expected) == ((175, 175), "175%")
    assert facts.holds_with({"applications.concluded.total": 11})
    assert not facts.holds_with({"applications.concluded.total": 12})


def test_a_rate_that_a_mistyped_total_makes_wrong_belongs_to_the_cause_of_the_total():
    cells = {
        "applications.received.natural": 12,
        "applications.received.total": 12,
        "applications.granted.natural": 11,
        "applications.granted.total": 11,
        "applications.concluded.natural": 11,
        "applications.concluded.total": 17,
        "applications.carried_out.natural": 1,
        "applications.carried_out.total": 1,
    }
    paper = build.report({"text": f"{SUMMARY}依申请公开办结率91.67%。", **cells})
    found = gather(paper, audit.check(paper))
    (cause,) = [one for one in found if any(o.facts and o.facts.kind == "share" for o in one.outcomes)]
    kinds = [o.as_json()["facts"]["kind"] for o in cause.outcomes]
    assert sorted(kinds) == ["equation", "equation", "equation", "share"]


def test_a_change_tells_both_years_and_two_that_fail_are_one():
    case = {
        "text": f"{SUMMARY}收到政府信息公开申请12件，较上年的10件增长30%。",
        "applications.received.total": 12,
        "previous": [{"year": 2023, "source": "2023年度.txt", "applications.received.total": 8}],
    }
    found = stated(case, "正文的占比、增减幅度或办结率与数字不合", "fail")
    (facts,) = [one for one in found if one["kind"] == "change"]
    (base,) = [one for one in found if one["kind"] == "stated"]  # the earlier number is not that of its report either
    assert (base["values"]["text"]["value"], base["values"]["earlier"]["value"]) == (10, 8)
    assert (facts["kind"], facts["basis"], facts["rises"], facts["now"]["value"]) == ("change", "report", True, 12)
    (before,) = facts["before"]
    assert (before["role"], before["year"], before["source"]) == ("earlier_report", 2023, "2023年度.txt")
    assert (before["value"], before["cells"]) == (8, ["applications.received.total"])
    (also,) = facts["also"]
    assert (also["basis"], also["before"][0]["value"], also["before"][0]["words"]) == ("sentence", 10, "较上年的10件")
    (message,) = [o.message for o in outcomes(case) if o.facts.as_json() == facts]
    assert message == ("正文“增长30%”：2023年度报告为 8，本年 12，应为 50%，不合；同句本年 12，上年 10，应为 20%，不合")


def test_a_wrong_change_tells_last_year_s_number_in_the_usual_way_of_counting_and_no_other():
    """What was dealt with is what came in and was left over; what was concluded is another way to count it."""
    case = {
        "text": f"{SUMMARY}全年办理政府信息公开申请150件，比上年增长20%。",
        "applications.received.total": 150,
        "applications.concluded.total": 150,
        "previous": [
            {
                "year": 2023,
                "applications.received.total": 100,
                "applications.carried_in.total": 10,
                "applications.concluded.total": 105,
            }
        ],
    }
    (facts,) = stated(case, "正文的占比、增减幅度或办结率与数字不合", "fail")
    assert (facts["kind"], facts["result"]) == ("change", "differs")
    assert [(side["name"], side["value"]) for side in facts["before"]] == [("新收加上年结转", 110)]


def test_a_list_tells_its_total_and_items_and_the_same_number_stated_twice_both_sentences():
    text = "收到政府信息公开申请12件，其中自然人7件、法人或其他组织4件。\n全年共收到政府信息公开申请13件。"
    case = {"text": SUMMARY + text, "applications.received.total": 12}
    (facts,) = stated(case, "正文列举的分项与总数不合", "fail")
    assert (facts["kind"], facts["total"]["value"], [item["value"] for item in facts["items"]]) == (
        "listing",
        12,
        [7, 4],
    )
    assert [remedy["value"] for remedy in facts["remedies"]] == [11, 8, 5]
    (twice,) = [o for o in outcomes(case) if o.title == "正文前后所述同一数字不一致"]
    assert [side.value for side in twice.facts.statements] == [12, 13]
    assert twice.facts.sentences == tuple(text.split("\n"))


def test_years_are_compared_column_by_column_with_their_cells_and_files():
    case = {
        "applications.carried_in.natural": 3,
        "applications.carried_in.total": 3,
        "disclosure.regulations.in_force": 7,
        "disclosure.regulations.issued": 2,
        "previous": [
            {
                "year": 2023,
                "source": "2023年度.txt",
                "applications.carried_out.natural": 2,
                "applications.carried_out.total": 3,
                "disclosure.regulations.in_force": 4,
            }
        ],
    }
    (carried,) = [o for o in outcomes(case) if o.title == "上年结转与上一年度报告的结转下年度不衔接"]
    (wrong,) = carried.facts.wrong
    assert (wrong.name, wrong.now.value, wrong.then.value) == ("自然人", 3, 2)
    assert (wrong.now.cells, wrong.then.cells) == (
        ("applications.carried_in.natural",),
        ("applications.carried_out.natural",),
    )
    assert (carried.facts.year, carried.facts.sources, wrong.then.source) == (2023, ("2023年度.txt",), "2023年度.txt")
    assert carried.facts.remedies == (Remedy(2, "applications.carried_in.natural"),)
    assert {place.role for place in carried.places} == {None, "earlier_report"}
    (stock,) = [o for o in outcomes(case) if o.as_json()["facts"]["kind"] == "in_force" and o.verdict == "fail"]
    assert (stock.facts.expected, stock.facts.actual, stock.facts.difference) == (6, 7, 1)
    assert [remedy.value for remedy in stock.facts.remedies] == [6, 3]


def test_sums_over_units_tell_the_cell_both_numbers_and_who_is_lacking():
    def paper(agency: str, natural: int, text: str = "") -> dict[str, Any]:
        return {"agency": agency, "source": f"{agency}.txt", "text": text, "applications.received.natural": natural}

    text = f"{SUMMARY}收到政府信息公开申请，其中县水利局受理申请5件，县教育局受理申请3件。"
    parent, units = "青禾县人民政府", ("青禾县水利局", "青禾县教育局")
    case = {
        "reports": [paper(parent, 4, text), paper(units[0], 2), paper(units[1], 3)],
        "roster": [{"name": parent, "kind": "政府"}, *({"name": unit, "parent": parent} for unit in units)],
    }
    found = [o for o in audit.assess(build.corpus(case)).every_outcome() if o.verdict == "fail"]
    (sums,) = [o.as_json()["facts"] for o in found if o.title == "汇总机关的数字与各单位报告之和不符"]
    assert (sums["kind"], sums["table"], sums["units"]) == ("unit_sums", "三", 2)
    (cell,) = sums["sums"]
    assert (cell["cell"], cell["stated"], cell["total"]) == ("applications.received.natural", 4, 5)
    assert [(remedy["cell"], remedy["value"]) for remedy in sums["remedies"]] == [("applications.received.natural", 5)]


def test_a_number_of_the_text_on_a_unit_stands_beside_the_sum_of_its_reports():
    def paper(agency: str, number: int, text: str = "") -> dict[str, Any]:
        return {"agency": agency, "source": f"{agency}.txt", "text": text, "applications.received.total": number}

    sentence = "2024年，全县共收到政府信息公开申请5件，其中县水利局2件、县教育局3件。"
    parent, units = "青禾县人民政府", ("青禾县水利局", "青禾县教育局")
    case = {
        "reports": [paper(parent, 5, SUMMARY + sentence), paper(units[0], 2), paper(units[1], 4)],
        "roster": [{"name": parent, "kind": "政府"}, *({"name": unit, "parent": parent} for unit in units)],
    }
    found = audit.assess(build.corpus(case)).every_outcome()
    (outcome,) = [o for o in found if (o.title, o.verdict) == ("正文列举的各单位数字与其报告不符", "fail")]
    facts = outcome.as_json()["facts"]
    assert (facts["kind"], facts["units"]) == ("units_in_text", ["青禾县教育局"])
    assert (facts["text"]["value"], facts["total"]) == (3, 4)
    assert facts["text"]["sentence"] == sentence
    assert [(remedy["value"], remedy["words"]) for remedy in facts["remedies"]] == [(4, facts["text"]["words"])]


def test_personal_data_in_a_sentence_is_masked_in_the_facts_as_well():
    sentence = "收到申请人张大山（身份证号码11010519491231002X）等提出的政府信息公开申请12件。"
    case = {"text": SUMMARY + sentence, "applications.received.total": 11}
    found = [o for o in outcomes(case) if isinstance(o.facts, Comparison) and o.verdict != "pass"]
    assert found
    told = json.dumps([o.as_json() for o in found], ensure_ascii=False)
    assert "19491231" not in told
    assert "110*************2X" in told


def _cases() -> list[Any]:
    """The cases of the rules on one report that are listed as faults or as open."""
    return [
        pytest.param(path.stem.upper(), case, id=f"{path.stem}-{verdict}-{number}")
        for path in sorted(CASES.glob("[ac]*.toml"))
        for verdict in ("fail", "undecided")
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8")).get(verdict, ()))
    ]


def _mended(case: dict[str, Any], remedy: Remedy) -> dict[str, Any] | None:
    """The case with the number changed, None where the text prints it in Chinese numerals or twice."""
    if remedy.cell:
        return case | {remedy.cell: show(remedy.value)}
    numbers = list(re.finditer(r"\d+(?:\.\d+)?", remedy.words))
    if not numbers or case["text"].count(remedy.words) != 1:
        return None
    start, end = numbers[-1].span()
    words = remedy.words[:start] + show(remedy.value) + remedy.words[end:]
    return case | {"text": case["text"].replace(remedy.words, words)}


@pytest.mark.parametrize(("rule_id", "case"), _cases())
def test_each_remedy_by_itself_mends_the_fault(rule_id, case):
    """With the number in the cell or in the text nothing is wrong there any more; open is what stays unread or is not printed elsewhere."""
    for before in of_rule(rule_id, case):
        if before.verdict == "pass":
            assert not before.facts.remedies
            continue
        for remedy in before.facts.remedies:
            assert not remedy.cell or before.facts.holds_with({remedy.cell: remedy.value})
            changed = _mended(case, remedy)
            after = [o for o in of_rule(rule_id, changed) if o.locus == before.locus] if changed else []
            why = ("未能读取", "没有印出")
            assert all(o.verdict == "pass" or any(words in o.message for words in why) for o in after), (
                remedy,
                before.message,
                after,
            )


def test_numbers_that_are_no_counts_are_told_by_cell():
    cells = {"applications.received.natural": -3, "applications.received.business": 5, "applications.received.total": 8}
    (found,) = [o for o in outcomes(cells) if o.title == "件数为负数或带有小数" and o.verdict == "fail"]
    facts = found.as_json()["facts"]
    assert (facts["kind"], facts["table"]) == ("no_counts", "三")
    assert [(side["cells"], side["value"], side["words"]) for side in facts["cells"]] == [
        (["applications.received.natural"], -3, "-3")
    ]
    assert found.facts.holds_with({"applications.received.natural": 3})
    assert not found.facts.holds_with({"applications.received.natural": -1})


def test_exact_decimals_survive_in_facts():
    case = {"text": f"{SUMMARY}收取行政事业性收费1234567.5元。", "disclosure.fees.amount": "123.45"}
    (found,) = [o for o in outcomes(case) if o.title == "正文的行政事业性收费金额与表二不一致"]
    assert (found.verdict, found.facts.text.value, found.facts.text.unit) == ("pass", Decimal("123.45675"), "万元")
