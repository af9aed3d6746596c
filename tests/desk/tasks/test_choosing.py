"""Which of two reports of one agency and year counts: the corrected one, or the one that a person chose; everywhere at once."""

from __future__ import annotations

import json
import re
import shutil
from itertools import permutations

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from audit.__main__ import main
from audit.decisions import NAME, open_record
from audit.pipeline import Review
from audit.render import audit_batch
from audit.score import shipped
from tests.desk.sitting import SAMPLES, samples
from tests.desk.tasks.conftest import BEFORE, MARKET
from tests.desk.tasks.seat import Seat

TOWN = "青禾县云岭乡人民政府"
PLAIN, MARKED = f"{TOWN}2024.docx", f"{TOWN}2024（更正）.odt"
OFFERED = "以此份为准"


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """A folder with the two reports of one agency and year, the latter marked as corrected, and another agency's."""
    folder = tmp_path_factory.mktemp("choosing")
    samples(folder, [BEFORE])
    return samples(folder / "报告", (PLAIN, MARKED, f"{MARKET}2024.txt"))


def ids(desk):
    """The ids of the rows of the agency by the name of the file."""
    rows = desk.ask("hello")["agencies"]["rows"]
    return {
        name: row["id"]
        for row in rows
        if row["name"] == TOWN
        for name in (PLAIN, MARKED)
        if name.endswith(row["apart"][0].removeprefix("…"))
    }


def told(desk, name):
    """What the desk shows of a file: its score, whether it is marked as the other one, what is offered, the first remark."""
    row = ids(desk)[name]
    desk.ask("look", agency=row)
    parts = desk.ask("hello")
    (shown,) = (one for one in parts["agencies"]["rows"] if one["id"] == row)
    head = parts["causes"]["head"]
    return shown["score"], "另一份" in shown["apart"], head["choosing"], head["remarks"][0]


def counted(desk):
    """The file that counts, with why; it alone has a score, and only the other one may be chosen."""
    found = {name: told(desk, name) for name in (PLAIN, MARKED)}
    ((name, (_, _, offered, why)),) = ((name, one) for name, one in found.items() if one[0])
    ((_, is_other, other, beside),) = (one for each, one in found.items() if each != name)
    assert not found[name][1]
    assert is_other
    assert not offered or "待仲裁" in why
    assert other == OFFERED
    assert f"计入评分和汇总的是“{name}”" in beside
    assert "本份只核查，不计入" in beside
    assert "计入评分和汇总的是本份" in why
    return name, why


def made(folder, reports, out="结果"):
    """What a batch makes with what was decided: which file has a score, which is not counted in overview and ledger, what the page says."""
    results = folder / out
    found = audit_batch(
        [reports],
        results,
        review=Review(rubric=str(shipped()), decisions=str(folder / NAME)),
        date="2025-03-01",
        workers=1,
        progress=False,
    )
    assert not found.failed
    scored = set(pd.read_parquet(results / "scores.parquet")["source"].map(lambda source: source.rpartition("/")[2]))
    page = LexborHTMLParser((results / "index.html").read_text("utf-8"))
    (line,) = (
        row.text() for row in page.css("tbody tr") if "同一年度的另一份报告" in row.text() and TOWN in row.text()
    )
    book = openpyxl.load_workbook(results / "ledger.xlsx", data_only=True)
    ways = {}
    head, *rows = book["整改台账"].iter_rows(values_only=True)
    for row in (dict(zip(head, each, strict=True)) for each in rows):
        ways.setdefault(str(row["来源文件"]).rpartition("/")[2], set()).add(row["计数"])
    head, *rows = book["报告清单"].iter_rows(values_only=True)
    listed = (dict(zip(head, each, strict=True)) for each in rows)
    whys = {str(row["来源文件"]).rpartition("/")[2]: row["计入依据"] for row in listed if row["计入依据"]}
    said = [LexborHTMLParser(path.read_text("utf-8")).css_first(".versions") for path in results.glob(f"{TOWN}*.html")]
    return scored, line, ways, [one.text() for one in said], whys


def test_the_report_that_says_it_is_corrected_counts_until_a_person_chooses_the_other(sit, reports, tmp_path):
    desk = sit()
    assert counted(desk) == (MARKED, "同一年度有2份报告，计入评分和汇总的是本份（标明更正）。")
    answered = desk.ask("choose", agency=ids(desk)[PLAIN])
    assert f"计入评分和汇总的是“{PLAIN}”（张三，" in answered["said"]
    assert re.search(r"得分由无变为\d", answered["said"])
    assert "没有变动" not in answered["said"]
    assert {row["id"] for row in answered["agencies_changed"]["rows"]} == set(ids(desk).values())
    name, why = counted(desk)
    assert name == PLAIN
    assert "张三" in why
    assert "选定" in why

    scored, line, ways, said, whys = made(tmp_path, reports)
    assert PLAIN in scored
    assert re.fullmatch(r"张三，\d{4}-\d\d-\d\d选定", whys[PLAIN])
    assert list(whys) == [PLAIN]
    assert MARKED not in scored
    assert MARKED.removeprefix(TOWN) in line
    assert (ways[PLAIN], MARKED in ways) == ({"计入"}, False)
    assert len(said) == 2
    assert all("张三" in one for one in said)
    assert counted(sit("李四")) == (name, why)

    assert "已撤销" in desk.ask("undo")["said"]
    assert counted(desk)[0] == MARKED
    scored, line, ways, said, whys = made(tmp_path, reports)
    assert MARKED in scored
    assert whys == {MARKED: "标明更正"}
    assert PLAIN not in scored
    assert PLAIN.removeprefix(TOWN) in line
    assert (ways[MARKED], PLAIN in ways) == ({"计入"}, False)
    assert len(said) == 2
    assert all("标明更正" in one for one in said)


def states(desk):
    """How it stands, on either file, that there are two reports."""
    found = {}
    for name, row in ids(desk).items():
        desk.ask("look", agency=row)
        (found[name],) = (one["state"] for one in desk.ask("hello")["causes"]["rows"])
    return found


@pytest.mark.parametrize("decided_on", [PLAIN, MARKED])
def test_that_there_are_two_reports_is_decided_once_and_holds_whichever_is_chosen(sit, reports, tmp_path, decided_on):
    desk = sit()
    row = ids(desk)[decided_on]
    desk.ask("look", agency=row)
    (cause,) = desk.ask("hello")["causes"]["rows"]
    desk.ask("decide", agency=row, key=cause["key"], ruling="dismissed")
    both = {PLAIN: "dismissed", MARKED: "dismissed"}
    assert states(desk) == both
    said = desk.ask("choose", agency=ids(desk)[PLAIN])["said"]
    assert "失效" not in said
    assert states(desk) == states(sit("李四")) == both
    # What is decided then takes the place of that, on both files, and goes on when the choice is taken back.
    desk.ask("decide", agency=ids(desk)[PLAIN], key=cause["key"], ruling="confirmed")
    desk.ask("choose", agency=ids(desk)[MARKED])
    assert states(desk) == {PLAIN: "confirmed", MARKED: "confirmed"}
    assert states(Seat(tmp_path, reports, "王五")) == states(desk)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_records_of_two_reports_come_to_the_same_in_whatever_order_they_are_joined(sit, reports, tmp_path, order):
    made = [tmp_path / f"{number}.sqlite" for number in range(3)]
    for record, who, name, ruling in zip(
        made, "甲乙丙", (PLAIN, MARKED, ""), ("dismissed", "confirmed", ""), strict=True
    ):
        desk = sit(who, decisions=str(record))
        if name:
            desk.ask("look", agency=ids(desk)[name])
            (cause,) = desk.ask("hello")["causes"]["rows"]
            desk.ask("decide", agency=ids(desk)[name], key=cause["key"], ruling=ruling)
        else:
            desk.ask("choose", agency=ids(desk)[PLAIN])
    joined = tmp_path / NAME
    for number in order:
        with open_record(made[number], reading=True) as one, open_record(joined) as all_of_them:
            assert not all_of_them.take_over(one.events()).refused
    desk = Seat(tmp_path, reports, "丁")
    assert counted(desk)[0] == PLAIN
    assert states(desk) == {PLAIN: "disputed", MARKED: "disputed"}
    desk.ask("decide", agency=ids(desk)[MARKED], key=cause["key"], ruling="dismissed")
    assert states(desk) == {PLAIN: "dismissed", MARKED: "dismissed"}
    desk.ask("leave")


def test_points_go_on_with_the_organ_and_year_and_whoever_chooses_is_told_how_many_to_look_at_again(
    sit, reports, tmp_path, capsys
):
    desk = sit()
    item = "问题与措施质量"
    desk.ask("award", agency=ids(desk)[MARKED], item=item, points="7")
    said = desk.ask("choose", agency=ids(desk)[PLAIN])["said"]
    assert "此前人工评定的1项分值属于该机关本年度，沿用于本份，请对照本份重新核对。" in said
    items = {one["name"]: one for one in desk.ask("score", agency=ids(desk)[PLAIN])["score"]["items"]}
    assert (items[item]["points"], items[item]["who"]) == ("7.00", "张三")
    call = ["decisions", "choose", str(reports / MARKED), "--who", "李四", "--decisions", str(tmp_path / NAME)]
    assert main(call) == 0
    assert "人工评定的1项分值" in capsys.readouterr().err
    desk.ask("award", agency=ids(desk)[MARKED], item=item, points="")
    assert "人工评定" not in desk.ask("choose", agency=ids(desk)[PLAIN])["said"]


def test_what_is_shown_after_a_choice_is_what_the_next_sitting_finds(sit):
    desk = sit()
    desk.ask("choose", agency=ids(desk)[PLAIN])
    later = sit()
    for name, row in ids(desk).items():
        assert told(desk, name) == told(later, name)
        for each in (desk, later):
            each.ask("look", agency=row)
        now, then = desk.ask("hello"), later.ask("hello")
        assert now["causes"]["rows"] == then["causes"]["rows"]
        assert now["counts"] == then["counts"]


def test_of_what_two_people_choose_differently_nothing_holds_until_somebody_settles_it(sit, reports, tmp_path, capsys):
    theirs = tmp_path / "李四.sqlite"
    other = sit("李四", decisions=str(theirs))
    other.ask("choose", agency=ids(other)[PLAIN])
    other.ask("choose", agency=ids(other)[MARKED])
    desk = sit()
    desk.ask("choose", agency=ids(desk)[PLAIN])
    said = desk.ask("merge_record", path=str(theirs), sure=True)
    assert "选定报告1处" in said["differences"]["words"]
    name, why = counted(desk)
    assert name == MARKED
    assert "选定不一致，待仲裁，没有采用" in why
    assert "张三" in why
    assert "李四" in why
    assert "标明更正" in why
    assert told(desk, MARKED)[2] == OFFERED
    assert main(["check", str(reports), "--decisions", str(tmp_path / NAME)]) == 0
    assert "没有采用的选定报告" in capsys.readouterr().out

    third = sit("王五")
    third.ask("choose", agency=ids(third)[PLAIN])
    assert counted(third)[0] == PLAIN
    assert "待仲裁" not in counted(sit())[1]


def test_another_record_that_is_joined_from_either_side_comes_to_the_same(sit, tmp_path):
    theirs = tmp_path / "李四.sqlite"
    other = sit("李四", decisions=str(theirs))
    other.ask("choose", agency=ids(other)[PLAIN])
    desk = sit()
    desk.ask("merge_record", path=str(theirs), sure=True)
    name, why = counted(desk)
    assert name == PLAIN
    assert "李四" in why
    other.ask("merge_record", path=str(tmp_path / NAME), sure=True)
    assert counted(other) == (name, why)


def test_a_chosen_file_that_is_not_there_any_more_is_told_and_the_usual_one_counts(sit, tmp_path, capsys):
    desk = sit()
    desk.ask("choose", agency=ids(desk)[PLAIN])
    fewer = samples(tmp_path / "后来", (MARKED, f"{MARKET}2024.txt"))
    assert main(["check", str(fewer), "--decisions", str(tmp_path / NAME), "--rubric", str(shipped())]) == 0
    shown = capsys.readouterr().out.replace("\n", "").replace(" ", "")
    assert f"选定“{PLAIN}”，本次没有该文件或未能读取，没有采用；计入评分和汇总的是“{MARKED}”。" in shown
    assert "没有采用的选定报告" in shown
    later = Seat(tmp_path, fewer, "张三")
    row = later.rows[TOWN]
    later.ask("look", agency=row)
    head = later.ask("hello")["causes"]["head"]
    assert head["score_words"]
    assert (head["choosing"], "本次没有该文件" in head["remarks"][0]) == ("", True)
    later.ask("leave")
    # The same content under another name is the same file.
    again = samples(tmp_path / "又来", (MARKED,))
    shutil.copy(SAMPLES / PLAIN, again / f"{TOWN}报来的2024.docx")
    assert main(["check", str(again), "--decisions", str(tmp_path / NAME), "--rubric", str(shipped())]) == 0
    shown = capsys.readouterr().out.replace("\n", "").replace(" ", "")
    assert f"计入评分和汇总的是“{TOWN}报来的2024.docx”（张三，" in shown
    assert "没有采用的选定报告" not in shown


def test_a_choice_on_the_year_before_is_checked_again_as_the_next_sitting_checks_it(home, tmp_path):  # noqa: ARG001 – the desk remembers there
    bureau = "青禾县教育局"
    folder = samples(tmp_path / "报告", (f"{bureau}2023.txt", f"{bureau}2024.txt"))
    text = (folder / f"{bureau}2023.txt").read_text("utf-8")
    (folder / f"{bureau}2023（更正）.txt").write_text(f"{text}\n", "utf-8")
    desk = Seat(tmp_path, folder, "张三")
    rows = {tuple(row["apart"]): row for row in desk.ask("hello")["agencies"]["rows"] if row["year"] == 2023}
    (chosen,) = (row for apart, row in rows.items() if apart[0].endswith("2023.txt"))
    said = desk.ask("choose", agency=chosen["id"])["said"]
    assert "与其他年度比较所据的是" in said
    later = Seat(tmp_path, folder, "李四")
    for row in desk.ask("hello")["agencies"]["rows"]:
        for each in (desk, later):
            each.ask("look", agency=row["id"])
        assert desk.ask("hello")["causes"] == {
            **later.ask("hello")["causes"],
            "head": desk.ask("hello")["causes"]["head"],
        }
    for each in (desk, later):
        each.ask("leave")


def test_what_need_not_be_chosen_is_refused_and_what_another_chose_meanwhile_is_shown_first(sit, tmp_path):
    desk, other = sit(), sit("李四")
    assert "没有另一份可以读取的报告，不必选定" in desk.fault("choose", agency=desk.rows[MARKET])
    assert "现在就是以" in desk.fault("choose", agency=ids(desk)[MARKED])
    row = ids(desk)[PLAIN]
    other.ask("choose", agency=ids(other)[PLAIN])
    refused = desk.answer("choose", agency=row)
    assert "现在就是以" in refused["fault"]
    assert "李四" in refused["fault"]
    # The desk may have told of it already, which looks every few seconds.
    told = [one["parts"] for one in (*desk.pushed, refused) if "agencies_changed" in one["parts"]]
    assert {one["id"] for one in told[-1]["agencies_changed"]["rows"]} == set(ids(desk).values())
    assert counted(desk)[0] == PLAIN
    desk.ask("choose", agency=ids(desk)[MARKED])
    with open_record(tmp_path / NAME, reading=True) as record:
        assert [(one.kind, one.who) for one in record.events()] == [("choice", "李四"), ("choice", "张三")]


def test_an_exported_choice_says_which_file_counts(sit, tmp_path):
    desk = sit()
    desk.ask("choose", agency=ids(desk)[PLAIN])
    record = str(tmp_path / NAME)
    for suffix in ("jsonl", "csv"):
        assert main(["decisions", "export", str(tmp_path / f"全部.{suffix}"), "--decisions", record]) == 0
    line = json.loads((tmp_path / "全部.jsonl").read_text("utf-8"))
    assert (line["kind"], line["agency"], line["year"], line["data"]["title"]) == ("choice", TOWN, 2024, PLAIN)
    assert len(line["data"]["file"]) == 64
    assert f"选定报告,{TOWN},2024,以“{PLAIN}”为准" in (tmp_path / "全部.csv").read_text("utf-8-sig")


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_the_other_report_is_chosen_by_a_button_and_a_key_takes_that_back(shown, sit, reports, tmp_path):
    desk = sit()
    window = shown(desk.desk.answer, desk.pushed)
    page = window.page
    other = window.agencies.get_by_role("option", name=re.compile(f"^{TOWN}2024年，.*另一份"))
    other.click()
    expect(page.locator(".causes .remarks summary")).to_contain_text("标明更正")
    window.button(OFFERED).click()
    expect(page.locator(".causes .remarks summary")).to_contain_text("计入评分和汇总的是本份（张三")
    expect(window.button(OFFERED)).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator(".causes .remarks summary")).to_contain_text("标明更正")
    # What was told of it goes when somebody chooses otherwise.
    said = page.locator(".telling .said")
    expect(said).to_contain_text("已撤销")
    record = ["--decisions", str(tmp_path / NAME), "--who", "李四"]
    assert main(["decisions", "choose", str(reports / PLAIN), *record]) == 0
    expect(page.locator(".causes .remarks summary")).to_contain_text("计入评分和汇总的是本份（李四")
    expect(said).to_have_text("")
    assert window.faults == []
