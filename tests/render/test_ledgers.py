"""A ledger that somebody filled in or has open is never written over; the new one gets a number, and it is said."""

from __future__ import annotations

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from audit import sources
from audit.__main__ import main
from audit.disk import files
from audit.errors import RenderError
from audit.render.results import ledgerfile
from tests.generate.formats import flat
from tests.generate.report import truth


@pytest.fixture
def folder(tmp_path):
    written(tmp_path, "ledger.xlsx", b"first")
    return tmp_path


def written(folder, name, content):
    """Write a ledger as a batch does."""
    part = folder / "part"
    ledgerfile.noted(folder, name, part, lambda: part.write_bytes(content))
    ledgerfile.place(part, folder / name)
    part.unlink(missing_ok=True)
    ledgerfile.settle(folder, name)


def names(folder):
    return sorted(path.name for path in folder.glob("*.xlsx"))


def test_a_ledger_as_it_was_written_gives_way_to_the_new_one(folder):
    assert ledgerfile.chosen(folder) == ledgerfile.LedgerPlace("ledger.xlsx")
    written(folder, "ledger.xlsx", b"second")
    assert (folder / "ledger.xlsx").read_bytes() == b"second"
    assert ledgerfile.chosen(folder).name == "ledger.xlsx"


def test_one_that_somebody_changed_stays(folder):
    (folder / "ledger.xlsx").write_bytes(b"filled")
    place = ledgerfile.chosen(folder)
    assert place.name == "ledger-2.xlsx"
    assert place.why == "台账ledger.xlsx写出之后有人填写或改动过，没有覆盖；新的台账写在ledger-2.xlsx。"
    written(folder, place.name, b"new")
    assert ledgerfile.chosen(folder).name == "ledger-2.xlsx"
    (folder / "ledger-2.xlsx").write_bytes(b"filled too")
    assert ledgerfile.chosen(folder).name == "ledger-3.xlsx"
    assert names(folder) == ["ledger-2.xlsx", "ledger.xlsx"]


def test_one_that_is_filled_in_while_the_new_one_is_made_stays(folder):
    part = folder / "part"

    def make():
        part.write_bytes(b"new")
        (folder / "ledger.xlsx").write_bytes(b"filled meanwhile")

    with pytest.raises(RenderError, match="在本次核查期间有人填写或打开，没有覆盖"):
        ledgerfile.noted(folder, "ledger.xlsx", part, make)
    assert ledgerfile.chosen(folder).name == "ledger-2.xlsx"


def left_of(folder):
    return sorted(path.name for path in folder.iterdir() if path.suffix == ".old")


def test_a_save_after_the_last_look_stays(folder):
    part = folder / "part"
    ledgerfile.noted(folder, "ledger.xlsx", part, lambda: part.write_bytes(b"new"))
    (folder / "ledger.xlsx").write_bytes(b"saved in the last moment")
    with pytest.raises(RenderError, match="没有覆盖"):
        ledgerfile.place(part, folder / "ledger.xlsx")
    assert (folder / "ledger.xlsx").read_bytes() == b"saved in the last moment"
    assert left_of(folder) == []
    assert ledgerfile.chosen(folder).name == "ledger-2.xlsx"


def test_a_save_while_the_old_one_is_aside_stays(folder, monkeypatch):
    part, link = folder / "part", files.link

    def saved_first(old, new):
        (folder / "ledger.xlsx").write_bytes(b"saved meanwhile")
        link(old, new)

    ledgerfile.noted(folder, "ledger.xlsx", part, lambda: part.write_bytes(b"new"))
    monkeypatch.setattr(files, "link", saved_first)
    with pytest.raises(RenderError, match="没有覆盖"):
        ledgerfile.place(part, folder / "ledger.xlsx")
    assert (folder / "ledger.xlsx").read_bytes() == b"saved meanwhile"
    assert left_of(folder) == []


@pytest.mark.parametrize("content", ["first", "filled in where it lay"])
def test_what_a_killed_batch_moved_aside_comes_back(folder, content):
    (folder / "ledger.xlsx").unlink()
    (folder / ".ledger.xlsx.0123abcd.old").write_text(content, "utf-8")
    place = ledgerfile.chosen(folder)
    assert (folder / "ledger.xlsx").read_text("utf-8") == content
    assert place.name == ("ledger.xlsx" if content == "first" else "ledger-2.xlsx")
    assert left_of(folder) == []


def test_one_of_an_earlier_version_counts_as_filled_in(tmp_path):
    (tmp_path / "ledger.xlsx").write_bytes(b"of 0.8")
    assert ledgerfile.chosen(tmp_path).name == "ledger-2.xlsx"


def test_our_own_ones_of_an_earlier_state_go(folder):
    (folder / "ledger.xlsx").write_bytes(b"filled")
    written(folder, "ledger-2.xlsx", b"new")
    (folder / "ledger.xlsx").unlink()
    written(folder, ledgerfile.chosen(folder).name, b"newer")
    assert names(folder) == ["ledger.xlsx"]


@pytest.mark.parametrize("lock", [".~lock.ledger.xlsx#", "~$ledger.xlsx"])
def test_one_that_is_open_elsewhere_stays_and_is_said_to_be_open(folder, lock):
    (folder / lock).touch()
    place = ledgerfile.chosen(folder)
    assert (place.name, "正在其他程序中打开" in place.why) == ("ledger-2.xlsx", True)


def test_a_batch_that_was_killed_before_or_after_the_name_knows_its_ledger_again(folder):
    part = folder / "part"
    ledgerfile.noted(folder, "ledger.xlsx", part, lambda: part.write_bytes(b"second"))
    assert ledgerfile.chosen(folder).name == "ledger.xlsx"  # killed before: the first one is still there
    part.replace(folder / "ledger.xlsx")
    assert ledgerfile.chosen(folder).name == "ledger.xlsx"  # killed after, before it was settled


def test_numbered_ledgers_are_no_reports(folder):
    written(folder, "ledger-2.xlsx", b"second")
    (folder / sources.MANIFEST).touch()
    assert sources.expand([folder]) == [str(folder)]


def test_a_filled_ledger_goes_into_the_next_run_and_stays_as_it_is(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "一.txt").write_text(flat.write(truth.make(5, consistent=False)), "utf-8")
    call = ["audit", "报告", "--out", "结果", "--workers", "1"]
    assert main(call) == 0
    path = tmp_path / "结果" / "ledger.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["整改台账"]
    head = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, head["认定"]).value = "不属实"
    link = sheet.cell(2, head["问题序号"]).hyperlink
    assert (tmp_path / "结果" / link.target).is_file()
    assert f'id="{link.location}"' in (tmp_path / "结果" / link.target).read_text("utf-8")
    book.save(path)
    filled = path.read_bytes()
    capsys.readouterr()
    assert main([*call, "--decisions", "结果/ledger.xlsx", "--who", "张三"]) == 0
    told = capsys.readouterr().err
    assert f"已由张三记入“{tmp_path / '核查记录.sqlite'}”：1条" in told
    assert "新的台账写在ledger-2.xlsx" in told
    assert "人工已认定1处（不属实1处），尚有" in told
    assert "下一步：在其中的ledger-2.xlsx填写其余的认定" in told
    assert "或者用 gkaudit desk 结果 在核查台逐处认定" in told
    # The overview leads to the ledger of this run, and names the one that was filled in.
    index = LexborHTMLParser((tmp_path / "结果" / "index.html").read_text("utf-8"))
    (own, beside) = (one for one in index.css(".ov-head p") if one.css_first("a[href$='.xlsx']"))
    assert own.text().startswith("本次的台账：ledger-2.xlsx")
    assert own.css_first("a").attributes["href"] == "ledger-2.xlsx"
    assert [one.attributes["href"] for one in beside.css("a")] == ["ledger.xlsx"]
    assert "有人填写或改动过，没有覆盖；已经导入的内容计入了本页" in beside.text()
    assert path.read_bytes() == filled
    new = openpyxl.load_workbook(tmp_path / "结果" / "ledger-2.xlsx")["整改台账"]
    assert [new.cell(2, head[name]).value for name in ("认定", "认定情况")] == ["不属实", "不属实（张三）"]
