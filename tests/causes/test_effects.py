"""A problem promises only what is found when its change is made, and nothing else, and the report is checked again.

``benchmarks/effects.py`` holds this of many more reports.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

import audit
from audit.causes import Problems, gather, sentence_of_ways
from audit.model import Report
from tests.generate.report import truth
from tests.promises import FORM, examine, read

MADE = truth.make(3, year=2024)
GRANTED, NOT_HELD = "applications.granted", "applications.unavailable.not_held"


def problems(report: Report, previous: tuple[Report, ...] = ()) -> Problems:
    found = audit.check(report, previous)
    return Problems(found, gather(report, found, previous))


def test_two_wrong_cells_of_one_column_each_say_what_agrees_with_them_alone(tmp_path):
    wrong = (f"{GRANTED}.natural", f"{NOT_HELD}.natural")
    report = read(tmp_path, MADE, **{key: str(int(MADE.cells[key]) + 7) for key in wrong})
    found = problems(report)
    first, second = (found.promise(problem, report, FORM) for problem in found.all)
    assert first.startswith("改这一格为13，以上2项中1项相符；表三“自然人”列各项办理结果还须改正问题2才相符。")
    assert second.startswith("改这一格为14，即相符")


def test_a_way_that_is_not_enough_names_what_must_be_corrected_besides(tmp_path):
    report = read(tmp_path, MADE, **{f"{GRANTED}.business": "-5", f"{GRANTED}.total": "-12"})
    found = problems(report)
    assert "如改为1并改正问题2，则相符" in sentence_of_ways(found.ways(found.all[0].root, FORM))
    assert "如改为16则相符" in sentence_of_ways(found.ways(found.all[1].root, FORM))


def test_a_sentence_that_agrees_with_the_wrong_number_is_told_to_disagree_with_the_right_one(tmp_path):
    cell, value = f"{GRANTED}.total", str(int(MADE.cells[f"{GRANTED}.total"]) + 5)
    right, other = f"予以公开{MADE.cells[cell]}件", f"予以公开{value}件"
    sections = tuple(
        replace(section, lines=tuple(replace(line, text=line.text.replace(right, other)) for line in section.lines))
        for section in MADE.sections
    )
    report = read(tmp_path, replace(MADE, sections=sections), **{cell: value})
    found = problems(report)
    told = [found.promise(problem, report, FORM) for problem in found.all]
    assert any(
        f"改后另有不符：正文“予以公开{value}件”，" in words and f"改后为 {MADE.cells[cell]}" in words for words in told
    )


@pytest.mark.parametrize("first", range(0, 24, 12))
def test_what_a_card_says_of_its_change_is_what_a_new_check_finds(tmp_path, first):
    settling, waiting, _ = map(sum, zip(*(examine(tmp_path, seed) for seed in range(first, first + 12)), strict=True))
    assert settling
    assert waiting
