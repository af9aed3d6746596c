"""Text copied out of pages: broken labels and sentences are put together, figures go only where they certainly belong."""

import random

import pytest

from audit.pipeline import check
from tests.generate.formats.broken import PAGES, Page, write
from tests.generate.report import truth
from tests.generate.report.layout import PLAIN, Variant
from tests.readers.text.test_text_tables import extract, wrong

#: Pages whose rows can be told apart for certain.
CLEAR = [
    "cell by cell",
    "cell by cell, blank lines",
    "by height, figures in the middle",
    "by height, figures at the bottom",
    "page numbers",
    "wide labels",
]
VARIANTS = [PLAIN, Variant(blank_zeros=True), Variant(short_labels=True, comma_numbers=True)]


@pytest.mark.parametrize("name", CLEAR)
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_rows_broken_over_lines_are_read(name, edition):
    report = truth.make(8, edition, "medium")
    found = extract(write(report, PAGES[name]))
    assert set(found.cells) == set(report.cells)
    assert not wrong(found.cells, report, PLAIN)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_no_page_gives_a_wrong_value(name, variant, edition):
    for seed in (11, 12):
        report = truth.make(seed, edition, "medium", distinct=seed == 12)
        found = extract(write(report, PAGES[name], variant))
        assert found.edition in (edition, None)
        assert not wrong(found.cells, report, variant)


def test_no_setting_of_a_page_gives_a_wrong_value():
    rng = random.Random(7)
    for seed in range(60):
        page = Page(
            labels=rng.randint(2, 24),
            heads=rng.randint(1, 6),
            align=rng.choice(["top", "middle", "bottom"]),
            raised=rng.uniform(-1.2, 1.2),
            by_cell=rng.random() < 0.3,
            between=rng.choice([" ", "   ", "\t"]),
            numbered=rng.choice([0, 20, 33]),
        )
        report = truth.make(seed, rng.choice(["2019", "2021"]), "medium")
        found = extract(write(report, page))
        assert set(found.cells) <= set(report.cells), page
        assert not wrong(found.cells, report, PLAIN), page


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_broken_lines_are_no_faults_of_the_report(name, edition):
    for seed in (21, 22):
        found = extract(write(truth.make(seed, edition, "medium"), PAGES[name]))
        assert [outcome.message for outcome in check(found) if outcome.verdict == "fail"] == []


def test_figures_before_their_labels_are_not_taken_for_the_label_before():
    lines = ["第二十条第（六）项", "信息内容 本年处理决定数量", "7", "行政处罚", "9", "行政强制"]
    table = ["三、行政机关收到和处理政府信息公开申请情况", "1 0 0 0 0 0 1", "一、本年新收政府", "信息公开申请数量"]
    table += ["2 0 0 0 0 0 2", "二、上年结转政府", "信息公开申请数量", "3 0 0 0 0 0 3", "四、结转下年度", "继续办理"]
    found = extract("\n".join(["二、行政机关主动公开政府信息情况", *lines, *table]) + "\n")
    assert not [cell for cell in found.cells.values() if cell.kind == "number"]
    assert {"9", "3"} <= {item.raw for item in found.unplaced}


def test_the_place_of_a_figure_is_its_own_line():
    found = extract(write(truth.make(8, "2021", "medium"), PAGES["cell by cell"]))
    lines = write(truth.make(8, "2021", "medium"), PAGES["cell by cell"]).split("\n")
    for cell in found.cells.values():
        if cell.kind == "number":
            assert cell.raw in lines[cell.place.line - 1].split()


def test_a_list_that_runs_over_a_line_is_one_list():
    title = ["青禾县水利局2024年政府信息公开工作年度报告", "一、总体情况"]
    text = "2024年，本机关通过政府网站主动公开政府信息120条，其中工作动态70条、政策文件20条、通知公告30条。"
    more = "全年围绕群众关心的用水安全、河道治理和防汛抗旱等事项，及时发布工作进展，认真回应社会各方面的关切，持续提高工作质量。"
    whole = [*title, text + more * 3]
    broken = title + [(text + more * 3)[at : at + 33] for at in range(0, len(text + more * 3), 33)]
    claims = [[(c.subject, c.value) for c in extract("\n".join(lines) + "\n").claims] for lines in (whole, broken)]
    assert claims[0] == claims[1]
    assert len(claims[0]) >= 4


def test_lines_of_different_widths_are_paragraphs():
    text = ["青禾县水利局2024年政府信息公开工作年度报告", "一、总体情况", "依照条例编制本报告" * 9 + "。"]
    text += [
        f"（{number}）" + "主动公开政府信息情况" * 3 + mark
        for number, mark in zip("一二三四五六", "，，。，，。", strict=True)
    ]
    found = extract("\n".join(text) + "\n")
    assert [passage.text for passage in found.passages][-6:] == text[-6:]
