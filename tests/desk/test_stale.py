"""Where what others corrected cannot be checked again by our own fault: nothing is lost, and nothing of before is taken for what holds."""

from __future__ import annotations

from audit import pipeline
from tests.desk.sitting import ORGAN

CELL = "applications.granted.natural"
TOLD = "工具内部出错，未能按新近的更正或选定重新核对，所列仍是此前的核对结果"


def broken(*_):
    raise ZeroDivisionError


def stale(desk):
    """The rows that are said to be as they were before."""
    return [row["name"] for row in desk.ask("hello")["agencies"]["rows"] if row["is_stale"]]


def test_reports_that_could_not_be_checked_again_say_so_until_they_are(at_desk, sit, monkeypatch):
    row, before = at_desk.row()["id"], at_desk.causes()
    other = sit(who="李四").opened()
    other.causes()
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "assemble", broken)
        done = other.answer("correct", agency=row, cell=CELL, corrected="12", why="原件印作12")
        at_desk.ask("look", agency=row)
    assert (done["fault"], done["parts"]["saved"]["words"]) == ("", "已保存")
    assert "已更正为“12”" in done["said"]
    assert TOLD in done["said"]
    assert "已重新核对" not in done["said"]
    other.decide(3, "dismissed")
    at_desk.ask("look", agency=row)
    head, rows = (at_desk.ask("hello")["causes"][name] for name in ("head", "rows"))
    assert head["remarks"][0].startswith(TOLD)
    assert [one["headline"] for one in rows] == [one["headline"] for one in before]
    # What was decided meanwhile is shown all the same.
    assert [one["state"] for one in rows] == ["open", "open", "dismissed", "open"]
    assert len(stale(at_desk)) == len(at_desk.ask("hello")["agencies"]["rows"])
    for what in ("page", "ledger"):
        assert TOLD in at_desk.fault("make", what=what, agency=row)
    told = other.answer("correct", agency=row, cell="applications.granted.total", corrected="24", why="误识")["said"]
    assert "已重新核对" in told
    for desk in (at_desk, other):
        desk.ask("look", agency=row)
        assert stale(desk) == []
        assert not any(TOLD in one for one in desk.ask("hello")["causes"]["head"]["remarks"])
    assert at_desk.causes() == other.causes() == sit().opened().causes()
    assert at_desk.causes()[0]["headline"] != before[0]["headline"]


def test_that_something_was_refused_comes_with_what_others_entered(at_desk, sit):
    row = at_desk.row()["id"]
    at_desk.causes()
    other = sit(who="李四").opened()
    other.ask("correct", agency=row, cell=CELL, corrected="12", why="原件印作12")
    refused = at_desk.answer("correct", agency=row, cell=CELL, corrected="12", why="原件印作12")
    assert "现在就是“12”" in refused["fault"]
    # The desk may have told of it already, which looks every few seconds.
    told = [one["parts"] for one in (*at_desk.pushed, refused) if "agencies_changed" in one["parts"]]
    assert ORGAN in [one["name"] for one in told[-1]["agencies_changed"]["rows"]]
    assert told[-1]["causes"]["rows"] == other.causes()
    assert at_desk.causes() == other.causes()
