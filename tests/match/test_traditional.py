"""A report in traditional script is read like the same report in simplified, and shown as printed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import audit
from tests.roots import ROOT

SAMPLES = ROOT / "data/samples"
PAIRS = tomllib.loads((ROOT / "audit/text/traditional.toml").read_text("utf-8"))["own"].split()
TRADITIONAL = str.maketrans({pair[1]: pair[0] for pair in reversed(PAIRS)})
NAMES = ("云州市教育局2024.html", "青禾县教育局2024.txt", "云州市生态环境局青禾分局2024.txt")


def converted(name: str, tmp_path: Path) -> Path:
    text = (SAMPLES / name).read_bytes().decode("utf-8")
    parts = [part if part.startswith("<") else part.translate(TRADITIONAL) for part in re.split(r"(<[^>]*>)", text)]
    path = tmp_path / name
    path.write_text("".join(parts), "utf-8")
    return path


@pytest.mark.parametrize("name", NAMES)
def test_cells_sections_and_verdicts_are_those_of_the_simplified_report(name: str, tmp_path: Path) -> None:
    plain, other = audit.read(SAMPLES / name), audit.read(converted(name, tmp_path))
    assert {k: (c.kind, c.value) for k, c in other.cells.items()} == {
        k: (c.kind, c.value) for k, c in plain.cells.items()
    }
    assert [s.number for s in other.sections] == [s.number for s in plain.sections] == [1, 2, 3, 4, 5, 6]
    assert (other.year, other.period, len(other.claims)) == (plain.year, plain.period, len(plain.claims))
    wrong = [
        {
            (o.rule, o.verdict, o.locus.split(":")[0])
            for o in audit.check(one)
            if o.verdict == "fail" and o.severity != "info"
        }
        for one in (plain, other)
    ]
    assert wrong[0] == wrong[1]


def test_evidence_shows_the_words_as_printed(tmp_path: Path) -> None:
    path = converted(NAMES[1], tmp_path)
    report = audit.read(path)
    assert any("繁体" in note for note in report.notes)
    assert report.sections[0].printed == "一、總體情況"
    printed = path.read_text("utf-8")
    for passage in report.passages:
        assert passage.raw().strip() in printed
    found = [o for o in audit.check(report) if o.rule == "M103"]
    assert found[0].places[0].raw == "一、總體情況"


def test_figures_of_the_text_are_shown_as_printed_and_persons_are_hidden(tmp_path: Path) -> None:
    path = converted(NAMES[1], tmp_path)
    suit = "全年發生了政府信息公開方面的訴訟，王小明訴縣教育局案，\n"
    text = path.read_text("utf-8").replace("\n二、", f"\n{suit}二、", 1)
    path.write_text(text, "utf-8")
    found = audit.check(audit.read(path))
    (wrong,) = (o for o in found if o.rule == "C301" and o.verdict == "fail")
    assert wrong.places[0].raw in text
    assert "申請" in wrong.places[0].raw
    shown = [place.raw for outcome in found for place in outcome.places]
    assert any("王**訴縣教育局" in raw for raw in shown)
    assert not any("王小明" in raw for raw in (*shown, *(outcome.message for outcome in found)))


def test_a_traditional_word_in_a_simplified_report_stays_a_fault(tmp_path: Path) -> None:
    text = (SAMPLES / NAMES[1]).read_text("utf-8").replace("我局", "我局門户", 1)
    path = tmp_path / NAMES[1]
    path.write_text(text, "utf-8")
    report = audit.read(path)
    assert not any("繁体" in note for note in report.notes)
    assert any("繁体字" in o.message for o in audit.check(report) if o.rule == "W007" and o.verdict == "fail")
