"""Tables in text files, as converters of web pages write them: what was kept is read, what was lost is never guessed."""

import random
from dataclasses import replace

import pytest

from audit.cells import read_cell
from audit.forms import load
from audit.match import match
from audit.readers import read
from tests.generate.formats.bars import WRITINGS, write
from tests.generate.report import truth
from tests.generate.report.layout import PLAIN, LayoutTable, Variant, blocks, figure

#: Writings that keep blank cells, but not the columns that cells span.
KEEPING = [name for name, bars in WRITINGS.items() if bars.blanks and not (bars.grid or bars.spans) and bars.after]
#: What a page prints; labels on several lines and short ones come from real pages.
VARIANTS = {
    "zeros": PLAIN,
    "blanks": Variant(blank_zeros=True),
    "slashes": Variant(slash_regulations=True, spaced_articles=True),
    "short labels": Variant(short_labels=True, comma_numbers=True),
}


def extract(text):
    return match(read(text.encode(), "报告.txt"), "报告.txt", "")


def wrong(cells, report, variant):
    expected = {key: read_cell(figure(text, key, variant)) for key, text in report.cells.items()}
    return {
        key: (cell.raw, expected[key])
        for key, cell in cells.items()
        if cell.kind != "text" and (cell.kind, cell.value) != (expected[key].kind, expected[key].value)
    }


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("printed", VARIANTS)
@pytest.mark.parametrize("name", WRITINGS)
def test_no_writing_gives_a_wrong_value(name, printed, edition):
    variant = VARIANTS[printed]
    for seed in (3, 4):
        report = truth.make(seed, edition, "small" if seed == 3 else "medium")
        read_report = extract(write(report, WRITINGS[name], variant))
        assert not wrong(read_report.cells, report, variant)


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("name", WRITINGS)
def test_where_all_cells_print_something_all_are_read(name, edition):
    report = truth.make(5, edition, distinct=True)
    read_report = extract(write(report, WRITINGS[name]))
    assert set(report.cells) == set(read_report.cells)
    assert not wrong(read_report.cells, report, PLAIN)


@pytest.mark.parametrize("name", ["Markdown", "drawn"])
def test_blanks_of_a_whole_grid_are_read_as_blanks(name):
    variant = Variant(blank_zeros=True)
    report = truth.make(6, size="small")
    read_report = extract(write(report, WRITINGS[name], variant))
    assert set(report.cells) == set(read_report.cells)
    assert not wrong(read_report.cells, report, variant)


@pytest.mark.parametrize("name", KEEPING)
def test_blanks_that_were_kept_are_read_as_blanks(name):
    """Only a blank at the end of a row may be the bar of a column spanned: such rows are left out, all others are read."""
    variant = Variant(blank_zeros=True)
    report = truth.make(6, size="small")
    read_report = extract(write(report, WRITINGS[name], variant))
    lines = {cell.key: cell.line for cell in load("2021").cells.values()}
    last = {line: key for key, line in lines.items()}
    lost = {lines[key] for key in set(report.cells) - set(read_report.cells) if not key.startswith("litigation.")}
    assert all(report.cells[last[line]] == "0" for line in lost)
    assert not wrong(read_report.cells, report, variant)


@pytest.mark.parametrize("name", WRITINGS)
def test_what_is_left_out_is_listed(name):
    """Every number that is printed in a table is read or listed as without a place."""
    variant = Variant(blank_zeros=True)
    report = truth.make(7, size="small")
    read_report = extract(write(report, WRITINGS[name], variant))
    printed = sorted(text for text in report.cells.values() if text != "0")
    kept = [cell.raw for cell in read_report.cells.values() if cell.raw.strip()]
    assert sorted([*kept, *(item.raw for item in read_report.unplaced)]) == printed


@pytest.mark.parametrize("name", WRITINGS)
def test_accidents_to_lines_give_no_wrong_value(name):
    """Lines lost, doubled, cut in two or run together: a cell is read as printed or not at all."""
    rng = random.Random(name)
    report = truth.make(8, distinct=True)
    # Sentences are left out: what is read of them is read anew each time, and nothing is asserted of it.
    lines = [line for line in write(report, WRITINGS[name]).split("\n") if "|" in line or not line.endswith("。")]
    rows = [i for i, line in enumerate(lines) if "|" in line]
    for _ in range(40):
        damaged = list(lines)
        at = rng.choice(rows)
        match rng.choice(["lost", "twice", "cut", "joined"]):
            case "lost":
                del damaged[at]
            case "twice":
                damaged.insert(at, damaged[at])
            case "cut":
                where = rng.choice([i for i, char in enumerate(damaged[at]) if char == "|"] or [0])
                damaged[at : at + 1] = [damaged[at][: where + 1], damaged[at][where + 1 :]]
            case "joined":
                damaged[at : at + 2] = ["".join(damaged[at : at + 2])]
        found = wrong(extract("\n".join(damaged)).cells, report, PLAIN)
        assert not found, damaged[max(at - 1, 0) : at + 2]


def test_a_number_cut_in_two_gives_no_value():
    """Pages cut numbers into pieces of markup; a converter that puts each piece on a line leaves no trace of it."""
    report = truth.make(9, "2019", distinct=True)
    lines = write(report, replace(WRITINGS["blanks lost, a cell a line"], after="")).split("\n")
    amount = report.cells["disclosure.procurement.amount"]
    at = lines.index(report.cells["disclosure.procurement.projects"])
    assert lines[at + 1] == amount
    lines[at : at + 2] = [lines[at][:1], lines[at][1:], amount.replace(".", ".\n") if "." in amount else amount]
    cells = extract("\n".join(lines)).cells
    assert "disclosure.procurement.projects" not in cells
    assert "disclosure.procurement.amount" not in cells


def test_words_of_a_cell_on_two_lines_stay_one_label():
    text = write(truth.make(10, distinct=True), WRITINGS["padded"])
    text = text.replace("| 商业企业 |", "| 商业\n企业 |").replace("4.保护第三方合法权益 |", "4.保护第三方\n合法权益 |")
    assert len(extract(text).cells) == 200


def test_marks_of_markdown_are_no_text():
    report = truth.make(11, distinct=True)
    text = write(report, WRITINGS["Markdown"]).replace("一、总体情况", "## **一、总体情况**")
    key = "applications.received.natural"
    text = text.replace(f"| {report.cells[key]} |", f"| **{report.cells[key]}** |")
    found = extract(text)
    assert found.sections[0].printed == "一、总体情况"
    assert found.cells[key].value == int(report.cells[key])
    assert found.title[0] == report.title


def test_a_line_of_links_is_no_table():
    found = extract("首页 | 政务公开 | 办事服务\n" + write(truth.make(12), WRITINGS["padded"]))
    assert len(found.cells) == 200
    assert not any("表格不属于" in note for note in found.notes)


def tabbed(report, variant):
    """Text whose rows stand on a line each, with a tab before each cell, as converters of plain table cells write it."""
    lines = []
    for block in blocks(report, variant):
        if not isinstance(block, LayoutTable):
            lines.append(f"\t{block.printed}" if block.kind == "heading" else block.printed)
            continue
        cells = {number: [] for number in range(1, len(block.rows) + 1)}
        for row, _, cell in block.placed():
            cells[row].append(cell.text)
        lines += ["".join(f"\t{text}" for text in row) for row in cells.values()]
        lines.append("")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("printed", VARIANTS)
def test_rows_with_a_tab_before_each_cell_keep_their_blanks(printed, edition):
    report = truth.make(8, edition, "medium")
    read_report = extract(tabbed(report, VARIANTS[printed]))
    assert set(report.cells) == set(read_report.cells)
    assert not wrong(read_report.cells, report, VARIANTS[printed])
    assert [section.number for section in read_report.sections] == [1, 2, 3, 4, 5, 6]


def test_rows_with_two_tabs_between_cells_keep_every_cell():
    report = truth.make(9, distinct=True)
    lines = [line if line.startswith("\t") is False else line[1:] for line in tabbed(report, PLAIN).split("\n")]
    read_report = extract("\n".join(line.replace("\t", "\t\t") for line in lines))
    assert set(report.cells) == set(read_report.cells)
    assert not wrong(read_report.cells, report, PLAIN)


def test_a_table_on_one_line_a_row_directly_behind_one_of_a_line_a_cell_is_a_table_of_its_own():
    flat = "\t事项\n\t件数\n\n\t甲\n\t1\n\n"
    document = read(f"{flat}|项目|数量|\n|---|---|\n|乙|2|\n".encode(), "报告.txt")
    assert [[(cell.row, cell.text) for cell in table.cells] for table in document.tables] == [
        [(1, "事项"), (1, "件数"), (2, "甲"), (2, "1")],
        [(1, "项目"), (1, "数量"), (2, "乙"), (2, "2")],
    ]


def test_a_bar_within_a_cell_on_a_line_of_its_own_does_not_end_the_table():
    document = read("\t事项\n\t件数\n\n\t甲|乙\n\t1\n\n\t丙\n\t2\n".encode(), "报告.txt")
    assert [[cell.text for cell in table.cells] for table in document.tables] == [
        ["事项", "件数", "甲|乙", "1", "丙", "2"]
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_is_read_in_the_encoding_that_it_is_written_in(encoding):
    document = read("一、总体情况\n甲㐀。\n".encode(encoding), "报告.txt")
    assert [paragraph.text for paragraph in document.paragraphs] == ["一、总体情况", "甲㐀。"]
