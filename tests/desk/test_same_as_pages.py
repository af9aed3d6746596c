"""What the desk shows is what the pages say that are made from the same record afterwards."""

from __future__ import annotations

import re

import openpyxl
import pyarrow.parquet
import pytest
from selectolax.lexbor import LexborHTMLParser

from audit.decisions import NAME
from audit.pipeline import Review
from audit.render import audit_batch
from tests.desk.sitting import ORGAN, SOME, Sitting, samples


def shown(page):
    """How each problem of a page stands, by its number: the state's name, "" where nothing is said."""
    found = {}
    for card in LexborHTMLParser(page.read_text("utf-8")).css("article.card[id^=wt-]"):
        number = card.attributes["id"].removeprefix("wt-")
        ruling = card.css_first(".ruling b")
        if number.isdecimal():
            found[int(number)] = ruling.text().removeprefix("认定：") if ruling else ""
    return found


def proposals(desk, ledger):
    """What the organs under review are told on each problem, at the desk and in the ledger, by name and number."""
    at_desk, in_ledger = {}, {}
    for row in desk.ask("hello")["agencies"]["rows"]:
        for cause in desk.causes(row["name"], row["year"]) if row["year"] == 2024 else ():
            part = desk.ask("look", agency=row["id"], key=cause["key"])["evidence"]
            at_desk[row["name"], f"问题{cause['number']}"] = part["proposal"]
    book = openpyxl.load_workbook(ledger)
    for sheet in (book["整改台账"], book["无法核对"]):
        head, *rows = sheet.iter_rows(values_only=True)
        for line in (dict(zip(head, row, strict=True)) for row in rows):
            if line["年度"] == 2024 and str(line["问题序号"]).startswith("问题"):
                in_ledger[line["机关"], line["问题序号"]] = line["改正建议"]
    return at_desk, in_ledger


@pytest.mark.slow
def test_pages_show_what_was_decided_at_the_desk(at_desk, reports, tmp_path):
    at_desk.decide(1, "dismissed", note="口径不同", reason="统计口径不同")
    at_desk.decide(2, "confirmed", proposal="请按台账改正。")
    at_desk.decide(3, "pending")
    at_desk.decide(1, "confirmed", name="青禾县教育局")
    at_desk.decide(2, "dismissed", name="青禾县教育局")
    at_desk.ask("undo")
    agency = at_desk.row()["id"]
    cells = at_desk.ask("cells", agency=agency)["cells"]
    cell = next(
        one for table in cells["tables"] for line in table["lines"] for one in line["cells"] if one.get("read") == "15"
    )
    corrected = at_desk.answer("correct", agency=agency, cell=cell["key"], corrected="12", why="15为误识")
    assert not corrected["fault"]
    assert len(at_desk.causes()) == at_desk.row()["causes"] == 3
    review = Review(rubric="通用", decisions=str(tmp_path / NAME))
    result = audit_batch([reports], tmp_path / "结果", workers=1, review=review, date="2025-03-01", progress=False)
    assert not result.failed
    told, in_ledger = proposals(at_desk, tmp_path / "结果" / "ledger.xlsx")
    (reworded,) = [place for place, text in told.items() if text == "请按台账改正。"]
    signed = in_ledger[reworded]
    assert re.fullmatch(r"请按台账改正。（张三，\d{4}-\d\d-\d\d）", signed)
    assert in_ledger == {**told, reworded: signed}
    in_data = pyarrow.parquet.read_table(tmp_path / "结果" / "outcomes.parquet").to_pylist()
    assert {one["proposal"] for one in in_data if one["year"] == 2024 and one["cause"]} == set(in_ledger.values())
    assert {one["proposal"] for one in in_data if not one["cause"]} == {None}
    scores = {
        (row["agency"], row["year"]): row["total"]
        for row in pyarrow.parquet.read_table(tmp_path / "结果" / "scores.parquet").to_pylist()
    }
    pages = {source.rpartition("/")[2].partition(".")[0]: page for source, page in result.pages.items()}
    for row in at_desk.ask("hello")["agencies"]["rows"]:
        listed = {cause["number"]: cause for cause in at_desk.causes(row["name"], row["year"])}
        page = pages[f"{row['name']}{row['year']}"]
        assert shown(page) == {number: cause["state_name"] for number, cause in listed.items()}, row["name"]
        head = LexborHTMLParser(page.read_text("utf-8")).body.text()
        wrong = re.search(r"(\d+)\s*处须更正", head)
        assert int(wrong[1]) == row["errors"]
        if (row["name"], row["year"]) == (ORGAN, 2024):
            assert f"改正意见：{signed}" in LexborHTMLParser(page.read_text("utf-8")).css_first("ol.gravest").text()
        if row["score"] and "～" not in row["score"]:
            assert float(row["score"]) == float(scores[row["name"], row["year"]])
    text = pages[f"{ORGAN}2024"].read_text("utf-8")
    assert "改正意见：请按台账改正。" in text


def test_results_made_at_the_desk_name_the_files_as_a_batch_does_that_is_run_in_the_work_folder(
    home,  # noqa: ARG001 – the desk remembers there
    tmp_path,
    monkeypatch,
):
    monkeypatch.chdir(tmp_path)
    name = f"{ORGAN}2024.docx"
    samples(tmp_path / "报告", [name])
    for chosen in (tmp_path / "报告", "报告", f"“{tmp_path / '报告'}”"):
        desk = Sitting(tmp_path, [str(chosen)]).opened()
        assert not desk.answer("make", what="ledger")["fault"]
        assert desk.desk.wait(300)
        book = openpyxl.load_workbook(tmp_path / "核查结果" / "ledger.xlsx")
        head, *rows = book["整改台账"].iter_rows(values_only=True)
        assert {row[head.index("来源文件")] for row in rows if row[0]} == {f"报告/{name}"}
        desk.ask("leave")


@pytest.mark.slow
def test_agencies_are_listed_in_the_order_of_the_overview(sit, tmp_path):
    """Whoever has not filed first, as far as nobody found that she need not, those at fault before doubts; then the worst by what stands."""
    town, street, bureau, tax = (
        "青禾县云岭乡人民政府",
        "青禾县东明街道办事处",
        "青禾县气象局",
        "国家税务总局青禾县税务局",
    )
    names = (f"{town}2024.docx", f"{town}2024（更正）.odt", f"{street}2024.docx", *SOME)
    folder = samples(tmp_path / "报告", names)
    roster = tmp_path / "名录.csv"
    organs = (town, street, bureau, tax, "青禾县档案馆", *(name.partition("20")[0] for name in SOME[1:]))
    roster.write_text("机关名称\n" + "\n".join(organs), "utf-8")

    def listed():
        """The agencies as the desk lists them when it is opened."""
        sitting = sit(folder, roster=str(roster)).opened()
        return [row["name"] for row in sitting.ask("hello")["agencies"]["rows"] if row["is_counted"] or row["absence"]]

    before = listed()
    # A bureau without a report is at fault; of a street office that is only a doubt.
    assert before.index(bureau) < before.index(street)
    sitting = sit(folder, roster=str(roster)).opened()
    sitting.ask("decide", agency=sitting.row(bureau)["id"], key=sitting.causes(bureau)[0]["key"], ruling="dismissed")
    for cause in sitting.causes():
        sitting.ask("decide", agency=sitting.row()["id"], key=cause["key"], ruling="dismissed")
    sitting.ask("leave")
    assert listed() != before
    review = Review(roster=str(roster), rubric="通用", decisions=str(tmp_path / NAME))
    result = audit_batch([folder], tmp_path / "结果", workers=1, review=review, date="2025-03-01", progress=False)
    assert not result.failed
    overview = LexborHTMLParser((tmp_path / "结果" / "index.html").read_text("utf-8"))
    rows = overview.css("tbody:not(.old) tr.x th[scope=row]")
    assert [(th.css_first("a") or th).text(deep=False) for th in rows] == listed()
