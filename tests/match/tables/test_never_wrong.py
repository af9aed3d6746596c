"""Whatever happens to a table's cells, no number is ever read for another cell than its own."""

import io
import random
import re
import zipfile
from dataclasses import replace

import pytest

from audit.document import Table
from audit.match import match
from audit.model import WhyUnplaced
from audit.readers import read
from tests.generate.formats import docx, html, odt
from tests.generate.report import truth


def _at(rng, cells):
    return rng.randrange(len(cells))


def lose_a_cell(rng, cells):
    index = _at(rng, cells)
    return cells[:index] + cells[index + 1 :]


def delete_a_cell(rng, cells):
    """As word processors do it: what stands behind the cell moves up."""
    gone = cells[_at(rng, cells)]
    behind = [c for c in cells if c.row == gone.row and c.column and gone.column and c.column > gone.column]
    return [c._replace(column=c.column - gone.colspan) if c in behind else c for c in cells if c is not gone]


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
    delete_a_cell,
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


def _without_cell(report, name, key):
    """The report as a file of the kind ``name``, where the cell ``key`` of a table was deleted from its row."""
    value = report.cells[key]
    if name == "html":
        page = html.write(report).decode()
        changed, count = re.subn(rf"<td[^>]*>\s*{value}\s*</td>", "", page)
        assert count == 1
        return changed.encode()
    part, pattern, whole = {
        "docx": ("word/document.xml", rf"<w:tc>(?:(?!</w:tc>).)*>{value}<(?:(?!</w:tc>).)*</w:tc>", docx.write(report)),
        "odt": (
            "content.xml",
            rf"<table:table-cell(?:(?!</table:table-cell>).)*>{value}<.*?</table:table-cell>",
            odt.write(report),
        ),
    }[name]
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(stream, "w") as new:
        for item in old.namelist():
            data = old.read(item)
            if item == part:
                text, count = re.subn(pattern, "", data.decode(), flags=re.DOTALL)
                assert count == 1
                data = text.encode()
            new.writestr(item, data)
    return stream.getvalue()


#: Rows of table 三, of table 二 and the one row of table 四.
ROWS = ("applications.received.", "applications.granted.", "disclosure.regulations.", "litigation.")


@pytest.mark.parametrize("name", ["docx", "html", "odt"])
@pytest.mark.parametrize("row", ROWS)
def test_a_row_from_which_a_cell_was_deleted_is_not_read_and_says_why(row, name):
    report = truth.make(11, distinct=True)
    keys = [key for key in report.cells if key.startswith(row)]
    for gone in keys:
        found = match(read(_without_cell(report, name, gone), f"a.{name}"), f"a.{name}", "")
        assert set(report.cells) - set(found.cells) == set(keys)
        left_out = {(item.raw, item.why, item.numbers) for item in found.unplaced}
        numbers = (len(keys), len(keys) - 1)
        assert left_out == {(report.cells[key], WhyUnplaced.COUNT_DIFFERS, numbers) for key in keys if key != gone}


def _page(*rows):
    """A page with table 三 alone: its head with 备注 as a last column, and ``rows``."""
    names = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计", "备注")
    head = "".join(f"<td>{name}</td>" for name in ("申请人情况", *names))
    lines = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<h1>三、收到和处理政府信息公开申请情况</h1><table><tr>{head}</tr>{lines}</table>".encode()


def _row(label, *values, last=""):
    return "".join(f"<td>{text}</td>" for text in (label, *values)) + last


@pytest.mark.parametrize(
    ("row", "total"),
    [
        (_row("一、本年新收政府信息公开申请数量", 1, 2, 3, 4, 5, 6, 21, ""), 21),
        (_row("一、本年新收政府信息公开申请数量", 1, 2, 3, 4, 5, 6, 21), 21),
        (_row("一、本年新收政府信息公开申请数量", 1, 2, 3, 4, 5, 21, ""), None),
    ],
    ids=["whole", "no cell for remarks", "a cell deleted"],
)
def test_a_column_of_remarks_does_not_stand_in_for_a_deleted_cell(row, total):
    below = _row("二、上年结转政府信息公开申请数量", 0, 0, 0, 0, 0, 0, 0, "")
    found = match(read(_page(row, below), "a.html"), "a.html", "")
    received = {key: cell.value for key, cell in found.cells.items() if key.startswith("applications.received.")}
    assert list(received.values()) == ([1, 2, 3, 4, 5, 6, total] if total else [])
    assert found.value("applications.carried_in.total") == 0


def test_a_remark_beside_two_rows_does_not_hide_that_the_second_lost_a_cell():
    tall = '<td rowspan="2">无</td>'
    first = _row("一、本年新收政府信息公开申请数量", 1, 2, 3, 4, 5, 6, 21, last=tall)
    for values, read_values in (((1, 1, 1, 1, 1, 1, 6), [1, 1, 1, 1, 1, 1, 6]), ((1, 1, 1, 1, 1, 6), [])):
        page = _page(first, _row("二、上年结转政府信息公开申请数量", *values))
        found = match(read(page, "a.html"), "a.html", "")
        carried = [cell.value for key, cell in found.cells.items() if key.startswith("applications.carried_in.")]
        assert carried == read_values
        assert found.value("applications.received.total") == 21


def test_a_total_in_one_cell_for_two_rows_leaves_the_other_cells_of_the_second_row_read():
    label = "一、本年新收政府信息公开申请数量"
    rows = (
        _row(label, 1, 2, 3, 4, 5, 6, last='<td rowspan="2">21</td><td></td>'),
        _row("二、上年结转政府信息公开申请数量", 1, 1, 1, 1, 1, 1),
    )
    found = match(
        read(_page(*rows).replace("<td>备注</td>".encode(), b"").replace(b"<td></td>", b""), "a.html"), "a.html", ""
    )
    carried = [cell.value for key, cell in found.cells.items() if key.startswith("applications.carried_in.")]
    assert carried == [1, 1, 1, 1, 1, 1]
