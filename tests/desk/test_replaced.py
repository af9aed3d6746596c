"""A file that is replaced while its report is open at the desk: nothing is entered on what does not stand there any more."""

from __future__ import annotations

import os
import zipfile

import pytest

from tests.desk.sitting import samples

NAME = "青禾县教育局"
FILE = f"{NAME}2024.txt"
SAID = f"“{FILE}”在打开之后已换成另一份内容"


@pytest.fixture
def desk(sit, tmp_path):
    """A desk on reports of which one is going to be replaced."""
    return sit(samples(tmp_path / "报告", (FILE, "青禾县民政局2024.txt"))).opened()


def replaced(path):
    """Have another content stand at ``path``: an agency sends its report once more."""
    path.write_text(path.read_text("utf-8").replace("教育", "教 育", 1) + "\n以上数据已经核对。\n", "utf-8")


def reopened(desk):
    """What is told once everything is read again."""
    assert desk.desk.wait(300)
    assert desk.ask("hello")["stage"]["name"] == "open"
    return [one["said"] for one in desk.pushed if SAID in one["said"]]


def test_what_is_entered_on_it_is_refused_and_the_report_is_read_again_by_itself(desk, tmp_path):
    row, (first, *_) = desk.row(NAME)["id"], desk.causes(NAME)
    replaced(tmp_path / "报告" / FILE)
    told = desk.answer("decide", agency=row, key=first["key"], ruling="confirmed")
    assert SAID in told["fault"]
    assert told["parts"]["stage"]["name"] == "reading"
    assert len(reopened(desk)) == 1
    assert not (tmp_path / "核查记录.sqlite").exists()
    # What stands there now is what is decided on.
    assert "以上数据已经核对" in desk.ask("view", name="text", agency=row)["view"]["html"]
    desk.decide(name=NAME)
    assert [one.kind for one in desk.events()] == ["decision"]


def test_what_was_shown_before_it_was_read_again_is_no_ground_for_an_entry(desk, tmp_path):
    row, key, before = desk.row(NAME)["id"], desk.causes(NAME)[0]["key"], desk.seen
    items = {"items": [[row, key]], "ruling": "dismissed"}
    replaced(tmp_path / "报告" / FILE)
    assert SAID in desk.fault("decide_alike", **items)
    reopened(desk)
    for verb, given in (
        ("decide", {"agency": row, "key": key, "ruling": "dismissed"}),
        ("decide_alike", items),
        ("award", {"agency": row, "item": "问题与措施质量", "points": "7"}),
        ("add", {"agency": row, "title": "缺附件", "text": "", "severity": "warning"}),
        ("assign", {"agencies": [row], "to": "李四"}),
    ):
        told = desk.answer(verb, seen=before, **given)
        assert "重新读取过，没有写入" in told["fault"]
        # A dialog that stays does not pass for one that shows what there is now.
        assert "seen" not in told["parts"]
    assert not (tmp_path / "核查记录.sqlite").exists()
    desk.decide(name=NAME)
    assert len(desk.events()) == 1


def test_it_is_noticed_when_it_is_looked_at_and_on_what_is_entered_on_many_at_once(desk, tmp_path):
    rows = {name: desk.row(name)["id"] for name in (NAME, "青禾县民政局")}
    desk.ask("look", agency=rows["青禾县民政局"])
    replaced(tmp_path / "报告" / FILE)
    # Another report is none of it.
    desk.ask("assign", agencies=[rows["青禾县民政局"]], to="李四")
    assert SAID in desk.fault("assign", agencies=list(rows.values()), to="王五")
    reopened(desk)
    assert [one.data["to"] for one in desk.events()] == ["李四"]
    replaced(tmp_path / "报告" / FILE)
    assert SAID in desk.fault("look", agency=rows[NAME])
    reopened(desk)
    desk.ask("look", agency=rows[NAME])


def test_a_file_that_was_only_touched_or_is_away_is_the_same(desk, tmp_path):
    path, row = tmp_path / "报告" / FILE, desk.row(NAME)["id"]
    os.utime(path, ns=(1, 1))
    desk.ask("look", agency=row)
    content = path.read_bytes()
    path.unlink()
    desk.decide(name=NAME)
    path.write_bytes(content)
    desk.decide(name=NAME, ruling="dismissed")
    assert len(desk.events()) == 2


def test_a_file_that_was_put_in_its_place_with_the_same_size_and_time_is_noticed(desk, tmp_path):
    path, row, key = tmp_path / "报告" / FILE, desk.row(NAME)["id"], desk.causes(NAME)[0]["key"]
    was = path.stat()
    path.write_text(path.read_text("utf-8").replace("72件", "86件"), "utf-8")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert path.stat().st_size == was.st_size
    assert SAID in desk.fault("decide", agency=row, key=key, ruling="confirmed")


def test_where_it_cannot_be_read_again_nothing_is_open_any_more_and_both_reasons_are_told(sit, tmp_path):
    folder = samples(tmp_path / "报告", (FILE, "青禾县民政局2024.txt"))
    desk = sit(*folder.iterdir()).opened()
    row, key = desk.row(NAME)["id"], desk.causes(NAME)[0]["key"]
    (folder / "青禾县民政局2024.txt").unlink()
    replaced(folder / FILE)
    told = desk.answer("decide", agency=row, key=key, ruling="confirmed")
    assert SAID in told["fault"]
    assert "找不到“" in told["fault"]
    assert told["parts"]["stage"]["name"] == desk.ask("hello")["stage"]["name"] == "choosing"
    assert "recent" in told["parts"]["choosing"]


def test_a_report_in_an_archive_is_noticed_too(sit, tmp_path):
    folder = samples(tmp_path / "报告", (FILE,))
    path = tmp_path / "报来.zip"

    def packed():
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(folder / FILE, FILE)

    packed()
    desk = sit(path).opened()
    key = desk.causes(NAME)[0]["key"]
    replaced(folder / FILE)
    packed()
    assert SAID in desk.fault(
        "decide", agency=desk.ask("hello")["agencies"]["rows"][0]["id"], key=key, ruling="confirmed"
    )
    assert reopened(desk)
