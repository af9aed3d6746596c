"""Look-up data of the rules: what it holds, and that findings neither repeat personal data nor grow without bound."""

from __future__ import annotations

import re

import pytest

from audit.rules.completeness.particulars import areas, postcode_provinces
from audit.rules.kit import data_file
from tests.rules.test_rules import outcomes

#: Made up: the place code and date are real in form only, the check character fits.
IDENTITY = "220102198001011234"


def test_area_codes_are_well_formed_and_every_province_is_there() -> None:
    """Codes have a 0 and two or three digits; lengths are 7, 8 or not known; 31 provinces."""
    for code, area in areas().items():
        assert re.fullmatch(r"0(?:10|2\d|[3-9]\d\d)", code)
        assert area.digits in (7, 8, None)
        assert all(area.places)
    assert len({area.province for area in areas().values()}) == 31
    assert set(postcode_provinces().values()) == {area.province for area in areas().values()}


@pytest.mark.parametrize(
    ("code", "digits"),
    [("010", 8), ("0431", 8), ("0755", 8), ("0371", 8), ("0355", 7), ("0991", 7), ("0592", 7), ("0433", None)],
)
def test_length_of_subscriber_numbers(code: str, digits: int | None) -> None:
    """Known lengths; an area where both occur is not judged."""
    assert areas()[code].digits == digits


@pytest.mark.parametrize(
    ("room", "name"), [("wrongwords", "words"), ("leftovers", "leftovers"), ("leftovers", "templates")]
)
def test_patterns_of_word_lists_are_valid(room: str, name: str) -> None:
    """Every entry’s pattern compiles and matches no empty text."""
    for entry in data_file(f"audit.rules.wording.{room}", name)[name]:
        assert not re.search(entry.get("wrong") or entry["pattern"], "")


def test_wrong_words_are_not_repeated() -> None:
    """A word stands in the list once."""
    patterns = [entry["wrong"] for entry in data_file("audit.rules.wording.wrongwords", "words")["words"]]
    assert len(patterns) == len(set(patterns))


@pytest.mark.parametrize("rule_id", ["W001", "W002", "W006", "W012"])
def test_no_finding_shows_an_identity_number(rule_id: str) -> None:
    """Whatever is found beside an identity number, the number itself is masked."""
    text = f"一、总体情况\n申请人（身份证号{IDENTITY}我局我局已经答复，\n二、主动公开政府信息情况"
    found = [o for o in outcomes(rule_id, {"text": text}) if o.verdict == "fail"]
    assert found
    assert IDENTITY not in repr(found)


@pytest.mark.parametrize("rule_id", ["M107", "W002", "W006", "W012"])
def test_no_outcome_shows_a_private_name(rule_id: str) -> None:
    """Whatever else is said of a sentence, a person named beside a number is not named again."""
    text = f"一、总体情况\n（五）监督保障。公示低保对象王小明（身份证号{IDENTITY}）我局我局，\n二、主动公开政府信息情况"
    found = outcomes(rule_id, {"text": text})
    assert found
    assert "王小明" not in repr(found)


@pytest.mark.parametrize("rule_id", ["M005", "M104", "W001", "W002", "W004", "W006", "W012"])
def test_findings_of_one_rule_are_bounded(rule_id: str) -> None:
    """A text with thousands of faults gives some dozens of findings and says that there are more."""
    lines = "".join(
        f"（{n % 7 or 3}）现公布2024清河县我局我局的（电话0431-{n:07}，\n申请人{IDENTITY}，\n" for n in range(1, 900)
    )
    found = outcomes(rule_id, {"text": f"一、总体情况\n{lines}"})
    assert 30 <= len(found) <= 100
