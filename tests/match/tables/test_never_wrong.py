"""Whatever happens to a table's cells, no number is ever read for another cell than its own."""

import random
from dataclasses import replace

import pytest

from audit.document import Table
from audit.match import match
from audit.readers import read
from tests.generate.formats import docx, html
from tests.generate.report import truth


def _at(rng, cells):
    return rng.randrange(len(cells))


def lose_a_cell(rng, cells):
    index = _at(rng, cells)
    return cells[:index] + cells[index + 1 :]


def double_a_cell(rng, cells):
    index = _at(rng, cells)
    return [*cells[:index], cells[index], *cells[index:]]


def blank_a_cell(rng, cells):
    index = _at(rng, cells)
    return [*cells[:index], cells[index]._replace(text=""), *cells[index + 1 :]]


def insert_a_blank(rng, cells):
    index = _at(rng, cells)
    return [*cells[:index], cells[index]._replace(text=""), *cells[index:]]


def lose_a_row(rng, cells):
    row = cells[_at(rng, cells)].row
    return [cell for cell in cells if cell.row != row]


def lose_a_header_row(rng, cells):
    row = rng.choice((1, 2, 3))
    return [cell for cell in cells if cell.row != row]


def lose_header_words(rng, cells):
    words = [index for index, cell in enumerate(cells) if cell.text.strip() and not cell.text.strip().isdigit()]
    index = rng.choice(words)
    return [*cells[:index], cells[index]._replace(text=""), *cells[index + 1 :]]


def merge_two_cells(rng, cells):
    index = _at(rng, cells[:-1])
    first, second = cells[index], cells[index + 1]
    if first.row != second.row or first.column is None:
        return cells
    return [*cells[:index], first._replace(colspan=first.colspan + second.colspan), *cells[index + 2 :]]


def lose_half_a_rows_numbers(rng, cells):
    row = cells[_at(rng, cells)].row
    return [c for c in cells if c.row != row or not c.text.strip().isdigit() or rng.random() < 0.5]


def shift_a_row(rng, cells):
    row = cells[_at(rng, cells)].row
    return [c._replace(column=c.column + 1) if c.row == row and c.column else c for c in cells]


def lose_a_column(rng, cells):
    column = cells[_at(rng, cells)].column
    return [cell for cell in cells if column is None or cell.column != column]


ACCIDENTS = (
    lose_a_cell,
    double_a_cell,
    blank_a_cell,
    insert_a_blank,
    lose_a_row,
    lose_a_header_row,
    lose_header_words,
    merge_two_cells,
    lose_half_a_rows_numbers,
    shift_a_row,
    lose_a_column,
)


def without_grid(document):
    """The same document from a source that keeps no columns."""
    blocks = [
        replace(b, cells=tuple(c._replace(column=None, colspan=1, rowspan=1) for c in b.cells))
        if isinstance(b, Table)
        else b
        for b in document.blocks
    ]
    return replace(document, blocks=tuple(blocks))


def split(rng, document):
    """One table cut in two between rows, the second part counted from row 1 again."""
    blocks = list(document.blocks)
    index = rng.choice([i for i, block in enumerate(blocks) if isinstance(block, Table)])
    cells = blocks[index].cells
    row = rng.choice(cells).row
    parts = [[c for c in cells if c.row < row], [c._replace(row=c.row - row + 1) for c in cells if c.row >= row]]
    blocks[index : index + 1] = [replace(blocks[index], cells=tuple(part)) for part in parts if part]
    return replace(document, blocks=tuple(blocks))


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("accident", ACCIDENTS)
def test_accidents_lose_numbers_but_never_misplace_one(accident, edition):
    report = truth.make(11, edition=edition, distinct=True)
    word = read(docx.write(report), "a.docx")
    documents = (word, read(html.write(report), "a.html"), without_grid(word))
    rng = random.Random(f"{accident.__name__}{edition}")
    for _ in range(24):
        document = rng.choice(documents)
        if rng.random() < 0.3:
            document = split(rng, document)
        blocks = list(document.blocks)
        index = rng.choice([i for i, block in enumerate(blocks) if isinstance(block, Table)])
        cells = list(blocks[index].cells)
        for _ in range(rng.choice((1, 1, 2))):
            cells = accident(rng, cells) if len(cells) > 2 else cells
        blocks[index] = replace(blocks[index], cells=tuple(cells))
        found = match(replace(document, blocks=tuple(blocks)), "a.docx", "")
        wrong = {k: c.raw for k, c in found.cells.items() if c.value is not None and str(c.value) != report.cells[k]}
        assert wrong == {}


HEADS = {
    "years ago": [("本年处理决定数量", "上年处理决定数量")],
    "another unit": [("（单位：万元）", "（单位：元）")],
    "renamed and reordered": [("本年制发件数", "现行有效数"), ("现行有效件数", "本年废止数")],
    "strange words swapped": [("科研机构", "社会组织"), ("社会公益组织", "科研单位")],
    "suits swapped": [("未经复议直接起诉", "＠"), ("复议后起诉", "未经复议直接起诉"), ("＠", "复议后起诉")],
    "total first": [("总计</td>", "小计</td>")],
}


@pytest.mark.parametrize("grid", [True, False])
@pytest.mark.parametrize("case", HEADS)
def test_heads_that_say_something_else_give_no_number(case, grid):
    report = truth.make(11, distinct=True)
    page = html.write(report).decode()
    for old, new in HEADS[case]:
        page = page.replace(old, new)
    document = read(page.encode(), "a.html")
    found = match(document if grid else without_grid(document), "a.html", "")
    wrong = {k: c.raw for k, c in found.cells.items() if c.value is not None and str(c.value) != report.cells[k]}
    assert wrong == {}
    lost = {
        "years ago": "disclosure.licensing.decisions",
        "another unit": "disclosure.fees.amount",
        "suits swapped": "litigation.suit_direct.total",
    }
    if case in lost:
        assert lost[case] not in found.cells
        assert report.cells[lost[case]] in {item.raw for item in found.unplaced}


def test_a_list_of_what_was_published_is_not_table_two():
    report = truth.make(11, distinct=True)
    page = html.write(report).decode()
    items = "<table><tr><td>类别</td><td>数量</td></tr><tr><td>行政许可</td><td>45</td></tr><tr><td>行政处罚</td><td>46</td></tr></table>"
    own = report.cells["disclosure.licensing.decisions"]
    for printed in (own, "/", ""):
        changed = page.replace(f">{own}<", f">{printed}<").replace("<table", items + "<table", 1)
        found = match(read(changed.encode(), "a.html"), "a.html", "")
        assert found.value("disclosure.licensing.decisions") == (int(own) if printed == own else None)


@pytest.mark.parametrize(("word", "read_column"), [("科研院所", True), ("高等学校", False), ("上年科研机构", False)])
def test_a_column_under_another_name_costs_at_most_that_column(word, read_column):
    report = truth.make(11, distinct=True)
    found = match(read(html.write(report).replace("科研机构".encode(), word.encode()), "a.html"), "a.html", "")
    wrong = {k: c.raw for k, c in found.cells.items() if c.value is not None and str(c.value) != report.cells[k]}
    assert wrong == {}
    lost = {key for key in report.cells if key not in found.cells}
    assert lost == (set() if read_column else {key for key in report.cells if key.endswith(".research")})
    assert word in {label.text for label in found.printed if not (label.key and label.exact)}
