"""The measure of sentences with known answers judges as it says, and its data agree with the tables that they speak of."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.claims import is_missed, table
from benchmarks.statements import FOLDER, Sentence, World, neighbours, sentences, worlds

FILES = sorted(FOLDER.glob("*.jsonl"))
RECEIVED = "applications.received.total"
#: Units of amounts, as parts of the table's 万元.
AMOUNTS = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}
NUMBER = re.compile(r"(?P<digits>[\d,]+(?:\.\d+)?)(?P<unit>万元|亿元|元|件|份|宗|起)?")


@pytest.fixture(scope="module")
def known(tmp_path_factory) -> dict[int, World]:
    return worlds(tmp_path_factory.mktemp("worlds"))


def sentence(marked: str, answer: str, *cells: str, section: int = 1) -> Sentence:
    before, figure, behind = re.split("[⟦⟧]", marked)
    end = len(before) + len(figure)
    return Sentence(1, section, before + figure + behind, len(before), end, answer, cells, "", "total", "test")


def test_a_wrong_figure_is_found_and_its_cell_named(known):
    wrong = sentence("2024年，我局共收到政府信息公开申请⟦102件⟧。", "wrong", RECEIVED)
    found = known[1].judge(wrong)
    assert (found.found, found.named, found.accused) == ("fail", True, ())
    assert not is_missed(wrong, found)


def test_a_failure_that_compares_other_cells_does_not_name_the_answer(known):
    found = known[1].judge(
        sentence("2024年，我局共收到政府信息公开申请⟦102件⟧。", "wrong", "applications.received.natural")
    )
    assert (found.found, found.named) == ("fail", False)


def test_a_right_figure_passes_and_a_wrong_one_beside_it_is_told_apart(known):
    right = sentence("2024年，我局共收到政府信息公开申请⟦120件⟧，办结117件。", "right", RECEIVED)
    found = known[1].judge(right)
    assert found.found == "pass"
    assert [outcome.rule for outcome in found.accused] == ["C302"]
    assert is_missed(right, found)
    assert not is_missed(right, known[1].judge(replace(right, text=right.text.replace("117", "118"))))


def test_an_open_figure_stays_open_and_one_that_is_let_pass_is_missed(known):
    topic = sentence("全年举办政府信息公开业务培训⟦3次⟧。", "open")
    assert known[1].judge(topic).found == "silent"
    assert not is_missed(topic, known[1].judge(topic))
    passed = sentence("2024年，我局共收到政府信息公开申请⟦120件⟧。", "open")
    assert is_missed(passed, known[1].judge(passed))


def test_the_mark_moves_with_a_neighbour_before_the_sentence(known):
    wrong = sentence("2024年，我局共收到政府信息公开申请⟦102件⟧。", "wrong", RECEIVED)
    for neighbour in neighbours():
        assert f"⟦{wrong.text[wrong.start : wrong.end]}⟧" in wrong.beside(neighbour).marked
    innocent = next(item for item in neighbours() if item.before and item.narrows == "nothing")
    assert known[1].judge(wrong.beside(innocent)).found == "fail"


def test_the_table_counts_by_hand_and_by_kind(known):
    lines = [sentence(f"2024年，我局共收到政府信息公开申请⟦{n}件⟧。", "wrong", RECEIVED) for n in (102, 120)]
    told = table([(line, known[1].judge(line)) for line in lines], "wrong").splitlines()
    assert [line.split()[:3] for line in told[1:]] == [[name, "2", "50.0"] for name in ("all", "test", "total")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_answers_agree_with_the_tables(path, known):
    for item in sentences(path):
        cells, told = known[item.world].truth.cells, f"{path.name}, line {item.number}"
        assert item.section in range(1, 7), told
        assert item.hand == path.stem, told
        assert (item.answer == "wrong") == bool(item.right_value), told
        assert not (item.answer == "open" and item.cells), told
        assert cells.keys() >= set(item.cells), told
        printed = NUMBER.fullmatch(item.text[item.start : item.end])
        if printed and item.cells:
            value = Decimal(printed["digits"].replace(",", "")) * AMOUNTS.get(printed["unit"], 1)
            due = sum(Decimal(cells[key]) for key in item.cells)
            assert (value == due) == (item.answer == "right"), told


def test_no_two_sentences_are_alike():
    texts = [item.text for path in FILES for item in sentences(path)]
    assert len(texts) == len(set(texts))
    assert len(texts) >= 1_100
