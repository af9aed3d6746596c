"""Terminal, overview and summary sheet count in one way, before and after decisions, and the sheet follows what people choose."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from audit.__main__ import main
from audit.present import overview
from tests.generate.samples.build import FOLDER
from tests.ledgers.conftest import SHEETS, Desk, fill, heads, put, saved_by_libreoffice

CHOICES = 40
#: Samples of one county in two formats: of two years or one, one of them corrected.
SAMPLES = ("青禾县[云水石白民财]*.docx", "青禾县*.odt")
WORDS = ("属实", "不属实", "待查")
LEVELS = ("错误", "疑点", "提示", "无法核对")


class Ledger:
    """The rows of the sheets of a ledger, which is opened once."""

    def __init__(self, path: Path) -> None:
        book = openpyxl.load_workbook(path, data_only=True)
        self.rows = {name: list(rows(book[name])) for name in ("汇总", "报告清单", *SHEETS)}

    def summary(self) -> dict[str, tuple[int, ...]]:
        """What the summary says of each agency, of all under 合计."""
        return {str(row["单位"]): tuple(int(row[level]) for level in LEVELS) for row in self.rows["汇总"]}

    def of_reports(self) -> dict[str, list[tuple[int, ...]]]:
        """What the list of reports says of those of each agency and the year under review."""
        found: dict[str, list[tuple[int, ...]]] = {}
        for row in self.rows["报告清单"]:
            if row["年度"] == 2024:
                found.setdefault(str(row["机关"]), []).append(tuple(int(row[level]) for level in LEVELS))
        return found

    def levels(self) -> dict[object, object]:
        """The level that each cause of each file has."""
        return {(row["归并编号"], row["来源文件"]): row["级别"] for name in SHEETS for row in self.rows[name]}


def rows(sheet) -> Iterator[dict[str, object]]:
    head = heads(sheet)
    for row in sheet.iter_rows(min_row=2, values_only=True):
        if any(row):
            yield {name: row[column - 1] for name, column in head.items()}


def of_overview(review) -> dict[str, tuple[int, ...]]:
    """What the list of the overview says of each agency with a report of the year."""
    page = LexborHTMLParser(str(overview.agencies(review, {}).text))
    found: dict[str, tuple[int, ...]] = {}
    for line in page.css("tr.x"):
        numbers = [cell.text() for cell in line.css("td.n")]
        name = line.css_first("th").text(deep=False).strip() or line.css_first("th a").text()
        if (
            "—" not in numbers
            and "同一年度的另一份报告" not in line.text()
            and "（20" not in line.css_first("th").text()
        ):
            found[name] = tuple(map(int, numbers))
    return found


def head_of_overview(review) -> str:
    page = LexborHTMLParser(str(overview.head(review, "2025-04-01").text))
    return " ".join(" ".join(one.text().split()) for one in page.css("ul.numbers li"))


def of_terminal(desk: Desk, capsys) -> tuple[int, ...]:
    """To correct, to verify, left open, as the summary on the terminal has them."""
    call = ["check", str(desk.reports), "--roster", desk.roster]
    assert main([*call, *(["--decisions", desk.record] if Path(desk.record).exists() else [])]) == 0
    (told,) = re.findall(r"■ 汇总：\d+份，(.*)", capsys.readouterr().out)
    wrong, confirmed, doubtful, open_ = (
        int(match[1]) if (match := re.search(rf"(\d+)处{word}", told)) else 0
        for word in ("须更正", "疑点或提示已认定属实", "待人工核对", "无法核对")
    )
    return wrong, confirmed + doubtful, open_


def all_agree(desk: Desk, ledger: Ledger, capsys) -> None:
    review = desk.assessed()
    sheet, reports, shown = ledger.summary(), ledger.of_reports(), of_overview(review)
    total = sheet.pop("合计")
    assert {name: sheet[name] for name in shown} == shown
    assert {name for name in sheet if any(sheet[name])} <= set(shown)
    assert all(numbers in reports[name] for name, numbers in shown.items())
    wrong, doubts, hints, open_ = total
    assert of_terminal(desk, capsys) == (wrong, doubts + hints, open_)
    assert f"错误共{wrong}处" in head_of_overview(review) if wrong else "错误共" not in head_of_overview(review)
    absent = sum(int(row["未报送"]) for row in ledger.rows["汇总"][:-1])
    assert f"{review.missing()}家未报" in head_of_overview(review)
    assert absent == review.missing()


def choose(book) -> None:
    """Choose at random on random rows of both sheets; what was left open is found true at least once."""
    drawn = random.Random(1)
    places = [(book[name], row) for name in SHEETS for row in range(2, book[name].max_row + 1)]
    for _ in range(CHOICES):
        sheet, row = drawn.choice(places)
        put(sheet, row, 认定=drawn.choice(WORDS))
    put(book["无法核对"], 2, 认定="属实")


@pytest.mark.slow
@pytest.mark.needs("libreoffice")
def test_three_places_count_alike_and_the_sheet_follows_what_is_chosen(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "报告").mkdir()
    for report in (path for pattern in SAMPLES for path in FOLDER.glob(pattern)):
        shutil.copy(report, tmp_path / "报告")
    desk = Desk(tmp_path, tmp_path / "报告", "样例")
    path = desk.ledger()
    first = Ledger(path)
    all_agree(desk, first, capsys)
    chosen = saved_by_libreoffice(fill(path, tmp_path / "ledger.xlsx", choose), tmp_path / "s")
    filled = Ledger(chosen)
    assert filled.summary()["合计"] != first.summary()["合计"]
    done = desk.take(chosen)
    assert (done.plan.conflicts, done.plan.misfits) == ([], [])
    # What the program calculated from the choices is what stands once they were taken in.
    path = desk.ledger("新结果")
    written = Ledger(path)
    assert filled.summary() == written.summary()
    assert filled.levels() == written.levels()
    all_agree(desk, written, capsys)
