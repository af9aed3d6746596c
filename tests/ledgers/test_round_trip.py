"""What people fill in comes back: saved by LibreOffice, sorted, filtered, merged, moved; and it stands in the next ledger."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from audit.present.problems.headlines import on_one_line
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.ledgers.conftest import SHEETS, fill, heads, put, saved_by_libreoffice

DECIDED = 60
WORDS = ("属实", "不属实", "待查")


def decide_sixty(book):
    """Decide sixty causes, put right some of them, and give points for one item."""
    sheet = book["整改台账"]
    for row in range(2, 2 + DECIDED):
        put(sheet, row, 认定=WORDS[row % 3], 理由="与原件一致", 备注=f"第{row}行=已核")
        if row % 5 == 0:
            put(sheet, row, 责任单位="办公室", 责任人="李四", 整改结果="已更正\n重报", 是否销号="是")
    put(sheet, 2, 整改期限=45750)
    points = book["人工评分"]
    item = heads(points)["评分项"]
    row = next(n for n in range(2, points.max_row + 1) if points.cell(n, item).value == "问题与措施质量")
    put(points, row, 评分=1.25, 备注="材料齐全")


@pytest.fixture(scope="session")
def filled_ledger(first_ledger, tmp_path_factory):
    """The ledger with sixty decisions as LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("filled")
    return saved_by_libreoffice(fill(first_ledger, folder / "ledger.xlsx", decide_sixty), folder / "saved")


def rows(path, sheet="整改台账"):
    book = openpyxl.load_workbook(path, data_only=True)[sheet]
    head = heads(book)
    lines = [row for row in book.iter_rows(min_row=2, values_only=True) if any(row)]
    return [{name: row[column - 1] for name, column in head.items()} for row in lines]


@pytest.mark.slow
@pytest.mark.needs("libreoffice")
def test_sixty_decisions_go_out_and_come_back(desk, first_ledger, filled_ledger):
    before = desk.assessed()
    done = desk.take(filled_ledger)
    assert (len(done.plan.conflicts), len(done.plan.misfits)) == (0, 0)
    kinds = [one.entry.kind for one in done.plan.taken]
    assert (kinds.count("decision"), kinds.count("handling"), kinds.count("points")) == (DECIDED, 13, 1)
    # Twice adds nothing.
    again = desk.take(filled_ledger)
    assert again.kept == 0
    assert [again.plan.taken, again.plan.conflicts, again.plan.misfits] == [[], [], []]
    # Pages and scores know what the ledger says.
    wanted = {row["归并编号"]: row["认定"] for row in rows(filled_ledger) if row["认定"]}
    assert len(wanted) == DECIDED
    review = desk.assessed()
    held = {key: one for rulings in review.rulings.values() for key, one in rulings.standings.items()}
    names = {"confirmed": "属实", "dismissed": "不属实", "pending": "待查"}
    assert {key: names[one.state] for key, one in held.items()} == wanted
    assert {one.by[-1].who for one in held.values()} == {"张三"}
    assert len(faults(review)) < len(faults(before))
    awarded = [item for score in review.scores.values() for item in score.items if item.state == "assessed"]
    assert [str(item.earned) for item in awarded] == ["1.25"]
    # The next ledger, in a folder of its own, says the same, and taking it in changes nothing.
    new = desk.ledger("新结果")
    shown = {row["归并编号"]: row for row in rows(new)}
    filled = {row["归并编号"]: row for row in rows(filled_ledger)}
    for key, row in filled.items():
        for name in ("认定", "理由", "备注", "责任单位", "责任人", "整改期限", "整改结果", "是否销号"):
            assert shown[key][name] == row[name], (key, name)
    assert {row["认定情况"] for row in shown.values() if row["认定"] == "不属实"} == {"不属实（张三）"}
    assert desk.take(new).plan.same == len(rows(first_ledger)) + len(rows(new, "人工评分"))
    # The summary counts without what was dismissed.
    total = rows(new, "汇总")[-1]
    assert (total["属实"], total["不属实"], total["待查"]) == tuple(list(wanted.values()).count(word) for word in WORDS)
    assert total["合计"] == len(shown) - list(wanted.values()).count("不属实")
    closed = [row["认定"] for row in filled.values() if row["是否销号"] == "是"]
    assert total["已销号"] == len(closed) - closed.count("不属实") > 0


@pytest.mark.slow
@pytest.mark.needs("libreoffice")
def test_the_summary_says_the_same_when_a_program_calculates_it_anew(desk, filled_ledger, tmp_path):
    desk.take(filled_ledger)
    written = desk.ledger()
    calculated = fill(written, tmp_path / "ledger.xlsx", repr)  # openpyxl keeps no values of formulas
    assert rows(calculated, "汇总")[0]["合计"] is None
    assert rows(saved_by_libreoffice(calculated, tmp_path / "saved"), "汇总") == rows(written, "汇总")


def faults(review):
    """The findings that count against a report."""
    items = [item for score in review.scores.values() for item in score.items]
    return [one.key for item in items for one in item.deductions if one.verdict == "fail"]


def moved(book):
    """Columns moved, hidden and added, rows sorted the other way round, some filtered out, some gone, one inserted."""
    decide_sixty(book)
    sheet = book["整改台账"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head, *rest = lines
    order = sorted(range(len(head)), key=lambda n: (head[n] != "核对码", head[n] == "认定", n))
    rest = [row for number, row in enumerate(reversed(rest)) if number >= 10]
    rest.insert(3, [None] * len(head))
    lines = [["填报说明"], ["我的记号", *(head[n] for n in order)]] + [["×", *(row[n] for n in order)] for row in rest]
    book.remove(sheet)
    made = book.create_sheet("各单位整改", 5)
    for row in lines:
        made.append(row)
    made.sheet_state = "hidden"
    made.auto_filter.ref = "A2:X80"
    for number in range(20, 40):
        made.row_dimensions[number].hidden = True
    made.column_dimensions["B"].hidden = True


def test_rows_are_known_again_whatever_was_done_to_the_sheet(desk, first_ledger, tmp_path):
    done = desk.take(fill(first_ledger, tmp_path / "l.xlsx", moved))
    assert not done.plan.conflicts
    assert not done.plan.misfits
    decided = {event.about: event.data["ruling"] for event in desk.events()}
    names = {"属实": "confirmed", "不属实": "dismissed", "待查": "pending"}
    keys = [row["归并编号"] for row in rows(first_ledger)]
    assert decided == {keys[row - 2]: names[WORDS[row % 3]] for row in range(2, 2 + DECIDED)}


def test_a_merged_cell_counts_for_all_rows_that_are_seen(desk, first_ledger, tmp_path):
    def merged(book):
        sheet = book["整改台账"]
        put(sheet, 5, 责任单位="财政局")
        column = heads(sheet)["责任单位"]
        sheet.merge_cells(start_row=5, end_row=8, start_column=column, end_column=column)
        sheet.row_dimensions[7].hidden = True

    done = desk.take(fill(first_ledger, tmp_path / "l.xlsx", merged))
    keys = [row["归并编号"] for row in rows(first_ledger)]
    assert [event.about for event in desk.events("handling")] == [keys[n - 2] for n in (5, 6, 8)]
    (left,) = done.plan.misfits
    assert left.where == "“整改台账”第7行"
    assert "隐藏" in left.text


def test_only_part_of_the_columns_sorted_accuses_nobody(desk, first_ledger, tmp_path):
    """The names of agencies were sorted without the rest."""

    def sorted_apart(book):
        sheet = book["整改台账"]
        column = heads(sheet)["机关"]
        names = sorted({sheet.cell(row, column).value for row in range(2, sheet.max_row + 1)})
        put(sheet, 2, 机关=next(name for name in names if name != sheet.cell(2, column).value), 认定="属实")

    done = desk.take(fill(first_ledger, tmp_path / "l.xlsx", sorted_apart))
    assert not done.kept
    assert "可能只对部分列作了排序" in done.plan.misfits[0].text


def test_the_output_may_be_deleted(desk, first_ledger, tmp_path):
    desk.take(fill(first_ledger, tmp_path / "l.xlsx", decide_sixty))
    desk.ledger()
    shutil.rmtree(desk.folder / "结果")
    assert sum(row["认定"] is not None for row in rows(desk.ledger())) == DECIDED


def test_what_was_decided_on_a_cause_that_is_gone_stands_at_the_end(desk, first_ledger, tmp_path):
    desk.take(fill(first_ledger, tmp_path / "l.xlsx", decide_sixty))
    review = desk.assessed()
    kept, *others = (report.source for report, _ in review.audited if report.year == review.year)
    (tmp_path / "报告").mkdir()
    shutil.copy(kept, tmp_path / "报告")
    for other in map(Path, others):  # which were corrected meanwhile
        organ = truth.make(int(other.stem), consistent=False).body
        put_right = truth.make(int(other.stem), year=review.year, agency=organ)
        (tmp_path / "报告" / other.name).write_text(flat.write(put_right), "utf-8")
    shown = rows(replace(desk, reports=tmp_path / "报告").ledger())
    gone = [row for row in shown if row["级别"] == "不再出现"]
    assert gone == shown[-len(gone) :]
    assert sum(row["认定"] is not None for row in shown) == DECIDED
    assert all(row["认定"] in WORDS for row in gone)
    every = (one for report, outcomes in review.audited for one in review.problems(report, outcomes).all)
    sources = {report.source: report for report, _ in review.audited}
    named = {one.cause.key: on_one_line(one, sources[one.root.source]) for one in every}
    assert all(row["问题"] == named[row["归并编号"]] for row in gone)
    assert next(row["责任人"] for row in gone if row["是否销号"] == "是") == "李四"
    assert rows(desk.folder / "结果" / "ledger.xlsx", "汇总")[-1]["已销号"] == sum(
        row["是否销号"] == "是" and row["认定"] != "不属实" for row in shown
    )
    assert sum(row["是否销号"] == "是" for row in gone) > 0
    assert desk.take(desk.folder / "结果" / "ledger.xlsx").kept == 0
    # A run over one report speaks of its organ alone, and says that there is more in the record.
    (tmp_path / "一份").mkdir()
    shutil.copy(kept, tmp_path / "一份")
    alone = replace(desk, reports=tmp_path / "一份").ledger("单份")
    (organ,) = {row["机关"] for row in rows(alone)}
    own = [row for row in rows(alone) if row["认定"] is not None]
    beside = DECIDED - len(own)
    assert beside > 0
    told = [row for row in rows(alone, "未能对应的认定") if row["情形"] == "不在本次范围内的"]
    assert [row["事项"] for row in told] == [
        f"人工记录中另有本年度的{beside}项认定，所涉机关的报告不在本次核查的范围内。"
    ]
    assert {row["机关"] for row in rows(alone, "未能对应的认定")} <= {organ, None}


def test_every_sheet_to_fill_in_has_lists_links_and_a_hidden_column(first_ledger):
    book = openpyxl.load_workbook(first_ledger)
    for name in SHEETS:
        sheet = book[name]
        head = heads(sheet)
        letters = {column: openpyxl.utils.get_column_letter(number) for column, number in head.items()}
        assert sheet.column_dimensions[letters["核对码"]].hidden
        lists = {
            str(one.sqref).rstrip("0123456789").split(":")[0][0]: one.formula1
            for one in sheet.data_validations.dataValidation
        }
        assert lists[letters["认定"]] == '"属实,不属实,待查"'
    link = book["整改台账"].cell(2, heads(book["整改台账"])["问题序号"]).hyperlink
    assert link.target.endswith("年.html")
    assert link.location == "wt-1"
