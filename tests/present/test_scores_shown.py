"""What is said beside a score, on the page and on the terminal."""

from __future__ import annotations

import re

import pytest

from audit import render
from audit.__main__ import main
from audit.present import agency, scores
from tests.roots import ROOT

DATA = ROOT / "data"
APART = "不代表核查结论"


def sample(name: str):
    """A sample report with what was found on it by itself, and its score."""
    return render.examine(str(DATA / "samples" / name), rubric=str(DATA / "rubric.toml"))


@pytest.fixture(scope="module")
def faulty():
    return sample("青禾县水利局2024.docx")


def test_a_good_grade_beside_something_to_correct_is_told_apart_from_the_verdict(faulty):
    first = agency.head(faulty).text.striptags()
    assert "发现1处须更正" in first
    assert "优秀" in first
    assert APART in first[first.index("优秀") :]
    assert APART in scores.card(faulty).text.striptags()


def test_a_clean_report_needs_no_such_words():
    clean = sample("云州市财政局2024.pdf")
    assert "优秀" in agency.head(clean).text.striptags()
    assert APART not in agency.head(clean).text.striptags()


def test_deductions_lead_to_the_problems_of_the_page(faulty):
    card = str(scores.card(faulty).text)
    led = set(re.findall(r'href="#wt-(\d+)">问题\1</a>', card))
    assert led
    assert all(f'id="wt-{number}"' in str(agency.problems(faulty).text) for number in led)


def test_the_terminal_tells_totals_and_grades_as_the_page_does(faulty, capsys):
    assert main(["check", str(DATA / "samples" / "青禾县水利局2024.docx"), "--rubric", str(DATA / "rubric.toml")]) == 0
    said = capsys.readouterr().out
    told = said[said.index("■ 得分") :]
    assert APART in told
    page = r"<b>([\d.～]+)†</b>得分.*?；(其中25分待人工评定)<.*?<li><b>(\S+?)</b>等次"
    total, left, grade = re.search(page, str(scores.card(faulty).text)).groups()
    assert f"{total}　{grade}（{left}）" in re.sub(r"（[\d.～]+）", "", told)
