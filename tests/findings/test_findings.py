"""An outcome's head: a verdict is only said where one was reached."""

from __future__ import annotations

import json
from typing import Any

from audit.document import Place
from audit.findings import Shattered, stated
from audit.rules import Case, catalogue, run
from audit.rules.kit import Evidence
from tests.build import form, report


def _outcomes(case: dict[str, Any]) -> Any:
    return run(report(case), form(case))


def test_an_open_check_reads_as_a_question() -> None:
    """“合计不等于分项之和” stands above a failure; above a check that could not be made it is only asked."""
    case: dict[str, Any] = {"applications.received.total": "若干", "applications.received.natural": 3}
    found = {o.verdict: o for o in _outcomes(case) if o.rule == "A001"}
    assert found["undecided"].head == f"有无“{found['undecided'].title}”的情形"
    assert found["pass"].head == found["pass"].title
    failed = next(o for o in _outcomes({"applications.received.total": 3}) if o.verdict == "fail")
    assert failed.head == failed.title


def test_quotes_do_not_nest() -> None:
    """A title with quotation marks of its own gets single ones inside the question."""
    case = {"text": "一、总体情况\n全年未收到政府信息公开申请。", "applications.received.total": "若干"}
    (found,) = [o for o in _outcomes(case) if o.rule == "C004" and o.verdict == "undecided"]
    assert found.head == "有无“正文的‘没有’‘均’‘全部’与表格不一致”的情形"


def test_a_reason_without_fields_stands_in_json_by_its_kind() -> None:
    facts = stated("无法核对：{reason}", reason=Shattered())
    assert json.loads(json.dumps(facts.as_json()))["values"] == {"reason": {"kind": "shattered"}}


def test_personal_data_is_masked_in_every_place_that_a_rule_names() -> None:
    """However a rule quotes a passage, what it quotes is masked."""
    rule = next(rule for rule in catalogue() if rule.scope == "report")
    place = Evidence(Place(), "申请人身份证号码为11010519491231002X", "正文")
    outcome = Case(report({}), form({}), rule).outcome("undecided", stated("请人工核对"), "x", [place])
    assert outcome.places[0].raw == "申请人身份证号码为110*************2X"
