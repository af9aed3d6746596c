"""What others read of findings on form and contents: typed facts with keys, numbers and days, whatever the sentence says."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import audit
from audit.__main__ import main
from audit.findings import (
    AbsentParts,
    BrokenOff,
    Differs,
    Label,
    Miscounted,
    Missing,
    MissingCells,
    Named,
    NoNumbers,
    NotRead,
    Outcome,
    Part,
    Period,
    Recognised,
    Stated,
)
from audit.forms import load
from tests.build import PARTS, report
from tests.generate.formats import flat, html
from tests.generate.report import truth

DIRECT = ("litigation.suit_direct.pending", "litigation.review.pending", "litigation.suit_after_review.pending")
ABOUT_CASES = "applications.result.refused.third_party"


def found(case: dict[str, Any], rule: str, verdict: str = "fail") -> list[Outcome]:
    """The outcomes of ``rule`` on the report of ``case`` that have ``verdict``."""
    return [o for o in audit.check(report(case)) if (o.rule, o.verdict) == (rule, verdict)]


def test_missing_cells_are_told_by_their_keys() -> None:
    (outcome,) = found({"missing": DIRECT}, "M001")
    facts = outcome.facts
    assert isinstance(facts, MissingCells)
    assert set(facts.cells) == set(DIRECT)
    assert (facts.table, facts.names, facts.columns) == ("四", ("尚未审结",), True)
    assert (outcome.expected, outcome.actual) == (15, 12)


def test_cells_without_a_number_are_told_by_their_keys_and_what_they_print() -> None:
    """Where only some are named in the sentence, all stand in the facts."""
    keys = [cell.key for cell in load("2021").tables[0].cells[:5]]
    (outcome,) = found(dict.fromkeys(keys, "若干"), "M002")
    assert isinstance(outcome.facts, NoNumbers)
    listed = outcome.facts.as_json()["cells"]
    assert [item["cells"] for item in listed] == [[key] for key in keys]
    assert {item["words"] for item in listed} == {"若干"}


def test_a_missing_part_is_told_by_its_number() -> None:
    text = "\n".join(f"{title}\n全年工作平稳有序。" for title in PARTS if not title.startswith("五"))
    (outcome,) = found({"text": text}, "M101")
    assert isinstance(outcome.facts, Missing)
    assert outcome.facts.value("part") == AbsentParts((5,))
    assert outcome.facts.value("missing") == outcome.expected == "存在的主要问题及改进情况"


def test_a_missing_aspect_is_told_by_its_key() -> None:
    text = "一、总体情况\n（一）主动公开。公布12条。\n（二）依申请公开。收到3件。\n二、主动公开政府信息情况"
    facts = [outcome.facts for outcome in found({"text": text}, "M107")]
    assert all(isinstance(one, Missing) and one.value("where") == Part(1) for one in facts)
    missing = [one.value("missing") for one in facts if isinstance(one, Missing)]
    assert [one.key for one in missing if isinstance(one, Named)] == ["management", "platform", "supervision"]


def test_why_a_part_may_be_there_all_the_same_is_typed(tmp_path: Path) -> None:
    """A picture in the part before it, and a file that ends there."""
    text = html.write(truth.make(3)).decode()
    fifth = text.index("存在的主要问题及改进情况</")
    start = text.rindex("<", 0, text.rindex("五、", 0, fifth))
    end = text.index(">", fifth) + 1
    path = tmp_path / "报告.html"
    path.write_text(text[:start] + '<p><img src="5.png" width="700" height="400"></p>' + text[end:], "utf-8")
    facts = {o.locus: o.facts for o in audit.check(audit.read(path)) if (o.rule, o.verdict) == ("M101", "undecided")}
    missing = facts["section:5"]
    assert isinstance(missing, Missing)
    assert missing.value("reason") == NotRead(4, ("picture",))
    path = tmp_path / "报告.txt"
    path.write_text(
        flat.write(truth.make(3)).split("\n三、")[0]
        + "\n三、收到和处理政府信息公开申请情况\n我局收到的申请由办公室统一登记并在规定",
        "utf-8",
    )
    (outcome,) = [o for o in audit.check(audit.read(path)) if o.locus == "broken_off"]
    assert isinstance(outcome.facts, Missing)
    assert outcome.facts.value("reason") == BrokenOff(words="我局收到的申请由办公室统一登记并在规定")


def test_a_label_is_told_by_table_and_line() -> None:
    text = """三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 0 0 0 0 0 0 0
4.保护第三方合法利益 0 0 0 0 0 0 0
四、结转下年度继续办理 0 0 0 0 0 0 0"""
    (outcome,) = found({"text": text}, "M010")
    assert isinstance(outcome.facts, Differs)
    line = next(line for line in load("2021").tables[1].lines if line.label == outcome.expected)
    assert outcome.facts.value("printed") == Label("三", "line", line.key, "4.保护第三方合法利益")
    assert (outcome.expected, outcome.actual) == ("4.保护第三方合法权益", "4.保护第三方合法利益")


def test_a_period_is_two_days() -> None:
    text = "本报告统计期限为2024年1月1日至2024年11月30日。"
    (outcome,) = found({"text": text}, "M003")
    assert isinstance(outcome.facts, Differs)
    assert outcome.facts.value("printed") == Period(dt.date(2024, 1, 1), dt.date(2024, 11, 30))
    assert outcome.facts.value("expected") == Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert outcome.expected == "2024年1月1日至2024年12月31日"


@pytest.mark.parametrize(
    ("text", "rule", "printed", "digits", "expected"),
    [
        ("联系电话：0431-8665477。", "M005", "0431-8665477", 7, 8),
        ("电话：1391234567。", "M005", "1391234567", 10, 11),
        ("电话：0431-86654770，邮编：13000。", "M006", "13000", 5, 6),
    ],
)
def test_a_number_is_told_as_printed_with_its_digits(
    text: str, rule: str, printed: str, digits: int, expected: int
) -> None:
    (outcome,) = found({"text": text}, rule)
    assert isinstance(outcome.facts, Miscounted)
    assert outcome.facts.value("printed") == printed
    assert (outcome.facts.value("digits"), outcome.facts.value("expected")) == (digits, expected)
    assert (outcome.actual, outcome.expected) == (digits, expected)


def test_a_wrong_document_number_is_told_with_the_right_one() -> None:
    text = "本报告按照政府信息公开工作年度报告格式（国办发〔2021〕30号）编制。"
    (outcome,) = found({"text": text}, "M009")
    assert isinstance(outcome.facts, Stated)
    assert outcome.facts.value("printed") == "国办发〔2021〕30号"
    assert outcome.facts.value("expected") == "国办公开办函〔2021〕30号"
    assert outcome.facts.value("where") == Part(0)


def test_what_recognised_text_holds_is_listed_whole() -> None:
    """The sentence names three places; the facts hold all."""
    text = "一、总体情况\n" + "\n".join(f"第{number}次会议研究了，，工作安排。" for number in range(5))
    read = report({"text": text})
    on_a_page = tuple(replace(p, place=p.place._replace(page=1)) for p in read.passages)
    read = replace(read, format="pdf", recognised=frozenset({1}), passages=on_a_page)
    (outcome,) = [o for o in audit.check(read) if o.rule == "W014"]
    assert outcome.verdict == "undecided"
    assert isinstance(outcome.facts, Recognised)
    assert len(outcome.facts.found) == 5
    assert "等5处" in outcome.message


def test_a_private_number_is_masked_in_facts_and_in_what_is_compared() -> None:
    number = "11010519491231002X"
    text = f"联系邮箱：{number}。\n五、存在问题小结（{number}）\n六、其他需要报告的事项"
    outcomes = audit.check(report({"text": text}))
    assert {o.rule for o in outcomes if o.rule == "M011" and o.verdict == "fail"}
    titled = [o for o in outcomes if o.rule == "M103" and o.verdict == "fail"]
    assert titled
    for outcome in outcomes:
        assert outcome.facts is not None
        assert number not in json.dumps(outcome.facts.as_json(), ensure_ascii=False)
        assert number not in f"{outcome.expected}{outcome.actual}{outcome.message}"


def test_the_command_line_gives_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "报告.txt"
    text = flat.write(truth.make(3)).replace("\n五、政府信息公开工作存在的主要问题及改进情况", "\n五、几点说明", 1)
    path.write_text(text, "utf-8")
    main(["check", str(path), "--json"])
    outcomes = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (facts,) = [o["facts"] for o in outcomes if (o["rule"], o["verdict"]) == ("M103", "fail")]
    assert facts["kind"] == "differs"
    assert facts["values"]["printed"] == "几点说明"
    assert facts["values"]["expected"] == {"kind": "named", "key": 5, "name": "存在的主要问题及改进情况"}
    assert all(o["facts"]["kind"] for o in outcomes)
