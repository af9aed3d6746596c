"""The list of confused words: each is told with what is right, and none of them stands in text that is right."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from audit import read
from audit.rules.wording.wrongwords import Confusion, confused, confusions
from tests.roots import ROOT, SHARED
from tests.rules.test_rules import outcomes

REAL = SHARED / "real"
FEWEST = 1000
#: A report names so many places one by one.
PLACES = 25
GROUPS = [confusions()[at : at + PLACES] for at in range(0, len(confusions()), PLACES)]


def told(sentences: Iterable[str]) -> list[str]:
    """What W007 says of a report with these sentences."""
    text = "\n".join(("一、总体情况", *sentences))
    return [outcome.message for outcome in outcomes("W007", {"text": text}) if outcome.verdict == "fail"]


def sentence(words: str) -> str:
    return f"本年度，{words}，如前所述。"


def test_a_thousand_wrong_forms_are_listed_once_each() -> None:
    forms = Counter(known.wrong for known in confusions())
    assert len(forms) >= FEWEST
    assert [form for form, count in forms.items() if count > 1] == []
    assert {known.severity for known in confusions()} == {"warning", "info"}


@pytest.mark.parametrize("some", [pytest.param(some, id=some[0].wrong) for some in GROUPS])
def test_each_wrong_form_is_told_with_what_is_right(some: Sequence[Confusion]) -> None:
    messages = told(sentence(known.wrong) for known in some)
    assert [
        known.wrong for known in some if not any(f"“{known.wrong}”宜为“{known.right}”" in m for m in messages)
    ] == []
    assert len(messages) == len(some)


def test_right_forms_and_right_words_around_a_wrong_form_are_not_told() -> None:
    right = [sentence(known.right) for known in confusions()]
    around = [sentence(word) for known in confusions() for word in known.inside]
    assert told(dict.fromkeys((*right, *around))) == []


def test_words_in_brackets_hold_the_form_they_stand_behind() -> None:
    assert [(k.wrong, word) for k in confusions() for word in k.inside if k.wrong not in word or k.wrong == word] == []


def test_names_in_marks_are_told_only_where_the_kind_says_so() -> None:
    assert told([sentence("《中华人民共和国信息公开条例》")]) != []
    assert told([sentence("“四个意示”")]) != []
    assert told([sentence("《布署工作会议》")]) == []


def test_the_name_that_an_organ_bears_is_its_own() -> None:
    case: dict[str, Any] = {
        "text": "一、总体情况\n2024年，清河新区卫生与健康局公开信息43条。",
        "agency": "清河新区卫生与健康局",
    }
    assert [o.message for o in outcomes("W007", case) if o.verdict == "fail"] == []
    assert [o.message for o in outcomes("W007", case | {"agency": "清河县水务局"}) if o.verdict == "fail"] != []


def _prose() -> Iterable[tuple[str, str]]:
    """The project's own right text: sentences of the measurement, documentation, words that samples are made of."""
    for path in sorted((ROOT / "benchmarks" / "sentences").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield path.name, str(json.loads(line)["text"])
    files = (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests" / "generate").glob("*.*"))
    for path in (*files, *(ROOT / "tests" / "reports").glob("*.toml"), *(ROOT / "data" / "samples").glob("*.txt")):
        for line in path.read_text("utf-8", errors="ignore").splitlines():
            yield path.name, line
    for path in sorted((ROOT / "tests" / "true").glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            yield path.name, str(case.get("text", ""))


def test_no_wrong_form_stands_in_the_projects_own_text() -> None:
    """The guards of a form (“公布署名”) are true sentences in ``tests/true``; nothing else of the project's text has one."""
    assert [(name, known.wrong) for name, text in _prose() for _, _, known in confused(text)] == []


@pytest.mark.shared("real")
def test_no_wrong_form_is_found_in_real_reports() -> None:
    found = [
        (path.name, text[max(0, start - 8) : end + 8])
        for path in sorted(REAL.rglob("*"))
        if path.is_file() and path.name != "README.md"
        for passage in read(path).passages
        for text in (passage.text,)
        for start, end, _ in confused(text)
    ]
    assert found == []
