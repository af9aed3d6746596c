"""Figures stated in the text: what is read out of a sentence, and what no rule may hold against a report."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from audit.document import Place
from audit.forms import load
from audit.match.claims import MAX_CLAIMS, read_claims
from audit.model import Claim, Passage, Report, ReportCell
from audit.rules import run

AGENCY, YEAR = "清河县水务局", 2024
CASES = tomllib.loads(Path(__file__).with_name("claims.toml").read_text("utf-8"))["case"]
TRAPS = [case for case in CASES if case.get("trap")]
FORM = load("2021")


def _passages(case: dict[str, Any]) -> tuple[Passage, ...]:
    lines = enumerate(case["text"].split("\n"), 1)
    return tuple(Passage(line, Place(paragraph=number), case.get("section", 1)) for number, line in lines)


def _read(text: str, section: int = 1) -> tuple[Claim, ...]:
    return read_claims(_passages({"text": text, "section": section}), YEAR, AGENCY).claims


def _told(claim: Claim) -> str:
    exact = "" if claim.exact else " ~"
    scope = "" if claim.scope == "report" else f" @{claim.scope}"
    return f"{claim.value}{claim.unit} {claim.subject or '-'}{exact}{scope}"


def _report(case: dict[str, Any], value: int) -> Report:
    cells = {
        key: ReportCell(key, "number", value, str(value), Place(table=1, row=row, column=1))
        for row, key in enumerate(FORM.cells, 1)
    }
    passages = _passages(case)
    return Report(
        source="case.txt",
        sha256="0" * 64,
        format="text",
        status="read",
        agency=AGENCY,
        year=YEAR,
        edition="2021",
        passages=passages,
        cells=cells,
        claims=read_claims(passages, YEAR, AGENCY).claims,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_sentence(case: dict[str, Any]) -> None:
    """The sentence states these figures, of these quantities, and speaks of this organ's year or not."""
    assert [_told(claim) for claim in read_claims(_passages(case), YEAR, AGENCY).claims] == case["claims"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_place_is_where_the_words_stand(case: dict[str, Any]) -> None:
    """A claim's words are the characters of its paragraph at its place, its sentence holds them."""
    passages = {passage.place.paragraph: passage.text for passage in _passages(case)}
    for claim in read_claims(_passages(case), YEAR, AGENCY).claims:
        assert passages[claim.place.paragraph][claim.place.start : claim.place.end] == claim.text
        assert claim.text in claim.sentence
        assert not re.match(r"[，。、；\s]", claim.text)


@pytest.mark.parametrize("value", [0, 1, 777])
@pytest.mark.parametrize("case", TRAPS, ids=lambda case: case["text"][:40])
def test_trap_fails_no_rule(case: dict[str, Any], value: int) -> None:
    """Whatever the tables say, a sentence about something else is never called wrong."""
    outcomes = [o for o in run(_report(case, value), FORM) if o.rule.startswith("C")]
    assert not [o.message for o in outcomes if o.verdict == "fail"]


def test_there_are_enough_sentences() -> None:
    """The collection covers at least 240 sentences, 110 of them traps."""
    assert len(CASES) >= 240
    assert len(TRAPS) >= 110
    assert len({case["text"] for case in CASES}) == len(CASES)


def test_certain_figures_are_held_against_the_tables() -> None:
    """A sentence that is no trap and states a figure of certain scope fails where the tables say something else."""
    missed = []
    for case in CASES:
        report = _report(case, 777)
        certain = [c for c in report.claims if c.scope == "report" and c.exact and "." in (c.subject or "")]
        tables = [c for c in certain if (c.subject or "").startswith(("applications", "litigation", "disclosure"))]
        found = {o.places[0].raw: o.verdict for o in run(report, FORM) if o.rule[0] == "C" and o.places}
        missed += [
            c.text
            for c in tables
            if found.get(c.text) != "fail" and (c.fully_named or found.get(c.text) != "undecided")
        ]
        for claim in tables:  # a cell with a little more is a slip: it fails, however plain the words are
            near = run(_report(case, _slip_of(claim, tables)), FORM) if claim.subject in FORM.cells else ()
            failed = {o.places[0].raw for o in near if o.verdict == "fail" and o.places}
            missed += [claim.text] if near and claim.text not in failed else []
    assert not missed


def _slip_of(claim: Claim, tables: Sequence[Claim]) -> int:
    """A little more than ``claim`` states, and neither what another figure of ``tables`` states nor two of them together.

    A cell with that number makes a true statement of “维持2件、驳回1件” or of “废止5件、宣布失效2件”.
    """
    values = [int(one.value) for one in tables]
    true = {*values, *(one + other for one, other in combinations(values, 2))}
    return next(value for value in range(int(claim.value) + 3, int(claim.value) + 10) if value not in true)


def test_contract_example() -> None:
    """The place covers the phrase from its verb to the unit, not only the digits."""
    (found,) = _read("强化生态环境重点领域信息公开，共发布行政许可7条，规范了内容。")
    assert found.as_json() == {
        "text": "共发布行政许可7条",
        "value": 7,
        "unit": "条",
        "subject": "disclosure.licensing.decisions",
        "exact": True,
        "scope": "unclear",
        "place": {"paragraph": 1, "start": 15, "end": 24},
    }


def test_money_keeps_its_printed_digits() -> None:
    """3.50 万元 is 3.50 of its unit: no binary float, no scaling."""
    (found,) = _read("收取行政事业性收费3.50万元。", section=2)
    assert (found.value, found.unit, found.exact) == (Decimal("3.50"), "万元", True)


def test_what_a_rate_speaks_of() -> None:
    """A change belongs to the figure right before it, and to none where another figure stands between."""
    assert _read("收到政府信息公开申请12件，同比增长20%。")[1].about == "applications.received.total"
    assert _read("收到政府信息公开申请12件，办结率100%，同比增长20%。")[2].about is None


def test_no_year_known_means_no_certain_scope() -> None:
    """Where the report's own year is not known, a sentence that names a year proves nothing."""
    (found,) = read_claims(_passages({"text": "2024年，我局共收到政府信息公开申请7件。"}), None, None).claims
    assert found.scope == "unclear"


def test_government_speaks_for_its_region() -> None:
    """全县 is the county government's own whole; for one of its departments it is somebody else's."""
    passages = _passages({"text": "2024年，全县共收到政府信息公开申请42件。"})
    assert read_claims(passages, YEAR, "清河县人民政府").claims[0].scope == "report"
    assert read_claims(passages, YEAR, AGENCY).claims[0].scope == "unclear"


def test_headings_state_nothing() -> None:
    """A section's heading line is no statement."""
    heading = Passage("三、收到申请3件", Place(paragraph=1), 3, heading=True)
    assert read_claims([heading], YEAR, AGENCY).claims == ()


@pytest.mark.parametrize(
    "text",
    [
        "收到" * 30_000,
        "收到政府信息公开申请" * 5_000 + "7件",
        "（" * 20_000 + "收到申请7件",
        "1," * 30_000 + "件",
        "一二三四五六七八九十" * 5_000 + "件",
        "公民、法人" * 8_000 + "未收到申请",
        "其中市财政局3件、" * 4_000,
    ],
    ids=["verbs", "nouns", "brackets", "separators", "numerals", "lists", "many"],
)
def test_hostile_text_is_read_in_bounds(text: str) -> None:
    """Endless repetition ends in bounded claims instead of endless matching."""
    assert len(_read(text)) <= MAX_CLAIMS


@pytest.mark.parametrize(
    "bracket",
    [
        "（自然人8件、商业企业4件）",
        "(自然人8件、商业企业4件)",
        "〔自然人8件、商业企业4件〕",
        "［其中自然人8件、商业企业4件］",
        "——自然人8件、商业企业4件——",
        "（自然人8件（上年6件）、商业企业4件（上年2件））",
        "（自然人8件——上年6件——、商业企业4件）",
        "（自然人8件）（商业企业4件）",
        "（自然人8件，同比增长60%；商业企业4件）",
        "（较多的是〔按登记〕商业企业4件）",
    ],
)
@pytest.mark.parametrize("behind", ["，同比增长20%。", "，比2023年的10件增加2件。", "，与上年持平。"])
def test_what_stands_behind_a_bracket_speaks_of_what_stood_before_it(bracket: str, behind: str) -> None:
    """Whatever the bracket counts, in whichever form, within others or beside another."""
    found = _read(f"收到政府信息公开申请12件{bracket}{behind}")
    assert found[-1].about == "applications.received.total"
    assert found[-1].narrowed_by == ""


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (
            "收到政府信息公开申请12件（自然人8件、商业企业4件），商业企业申请同比增长20%。",
            "applications.received.business",
        ),
        ("收到政府信息公开申请12件（商业企业4件，同比增长20%）。", "applications.received.business"),
        ("收到政府信息公开申请12件，其中商业企业4件（含小微企业1件），同比增长20%。", "applications.received.business"),
        ("举办业务培训3场（涉及政府信息公开申请12件），同比增长20%。", None),
    ],
)
def test_a_change_is_of_what_its_own_words_name_or_its_own_bracket_counts(text: str, about: str | None) -> None:
    """Also of nothing, where what stands before the bracket is not known."""
    assert _read(text)[-1].about == about


def test_a_bracket_that_gives_words_their_figure_leaves_open_what_the_change_is_of() -> None:
    """“自然人居多（8件），增长20%” may be of these or of all."""
    change = _read("收到政府信息公开申请12件，自然人居多（8件），同比增长20%。")[-1]
    assert (change.about, change.narrowed) == ("applications.received.total", True)


def test_dashes_that_join_years_or_number_items_are_no_insertion() -> None:
    """“2022年——2023年” twice in a sentence holds no words between dashes, nor does a dash before an item."""
    for text in (
        "2022年——2023年收到政府信息公开申请8件，2023年——2024年收到政府信息公开申请12件，同比增长20%。",
        "——收到政府信息公开申请12件，同比增长20%；——办结13件，同比增长30%。",
    ):
        assert next(found.about for found in _read(text) if found.unit == "%") == "applications.received.total"


def test_a_text_of_brackets_costs_its_length() -> None:
    """Brackets within brackets, open and closed, are read up to a depth; what follows is read all the same."""
    for text in ("（" * 900, "（" * 400 + "）" * 400, "（a）" * 300, "——a" * 200):
        assert _read(f"{text}。收到政府信息公开申请12件，同比增长20%。")[-1].about == "applications.received.total"
