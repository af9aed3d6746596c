"""What another record holds is taken over as far as somebody could have entered it, and told where not."""

from __future__ import annotations

import json
import sqlite3
import uuid

import pytest

from audit import decisions
from audit.__main__ import main
from audit.decisions import DecisionEvent, DecisionSubject, correct, decide, move, open_record, organ, undo
from audit.decisions import assign as to
from audit.errors import UsageError
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.ruled import Ruled, subject

ORGAN = "青禾县教育局"
KNOWN, OTHER = (str(uuid.UUID(int=number, version=4)) for number in (1, 2))
CELL = "applications.received.total"


def made(kind, data, about="k1", **changed):
    given = {"uuid": str(uuid.uuid4()), "who": "李某", "at": "2026-01-01T00:00:00+00:00", "year": 2024} | changed
    return DecisionEvent(kind=kind, agency=ORGAN, about=about, evidence="e", data=data, **given)


FORGED = {
    "no ruling": (made("decision", {}), "没有认定结果"),
    "unknown ruling": (made("decision", {"ruling": "maybe"}), "没有认定结果"),
    "ruling that is a list": (made("decision", {"ruling": ["confirmed"]}), "没有认定结果"),
    "unknown kind": (made("vote", {"x": 1}), "类别不明"),
    "unknown stage": (made("review", {"stage": "zz", "passed": True}, ""), "审核流转"),
    "final step alone": (made("review", {"stage": "final", "passed": True}, ""), "审核步骤次序不符"),
    "correction without what was printed": (made("correction", {"raw": None}, CELL), "更正识读"),
    "correction of no cell": (made("correction", {"raw": "1", "read": "1", "corrected": "2"}, note="误识"), "更正识读"),
    "finding without title": (made("finding", {"severity": "error"}), "人工补充问题"),
    "assignment to nothing": (made("assignment", {}, ""), "分工"),
    "choice of no file": (made("choice", {"file": "x", "title": "甲.docx"}, ""), "选定报告"),
    "points that are none": (made("points", {"points": "多"}, "第1项"), "人工评分"),
    "long note": (made("decision", {"ruling": "confirmed"}, note="哈" * 3_000_000), "内容过长"),
    "no name": (made("decision", {"ruling": "confirmed"}, who=" "), "认定内容不合规定"),
    "own successor": (made("decision", {"ruling": "confirmed"}, uuid=OTHER, after=(OTHER,)), "前后相互取代"),
    "successor of something else": (
        made("decision", {"ruling": "confirmed"}, "k2", after=(KNOWN,)),
        "所取代的不是同一事项",
    ),
}


@pytest.fixture
def path(tmp_path):
    """A record with one decision."""
    path = tmp_path / decisions.NAME
    with open_record(path) as record:
        record.take_over([made("decision", {"ruling": "confirmed", "reason": ""}, uuid=KNOWN)])
    return path


def put_in(path, event):
    """Write an event into a file as another program could."""
    row = (event.uuid, event.kind, event.who, event.at, event.agency, event.year, event.about, event.evidence)
    row += (json.dumps(event.after), event.group, event.note, json.dumps(dict(event.data)), event.version)
    with sqlite3.connect(path) as connection:
        names = "uuid, kind, who, at, agency, year, about, evidence, after, grouped, note, data, version"
        connection.execute(f"INSERT INTO event ({names}) VALUES ({', '.join('?' * len(row))})", row)
    connection.close()


@pytest.mark.parametrize("name", FORGED)
def test_what_nobody_could_have_entered_is_refused_and_counts_as_nothing_where_it_is_kept(path, tmp_path, capsys, name):
    event, why = FORGED[name]
    other = tmp_path / "另一份.sqlite"
    open_record(other).close()
    put_in(other, event)
    assert main(["decisions", "merge", str(path), str(other)]) == 1
    told = capsys.readouterr().err
    assert "新增0条" in told
    assert f"有1条没有并入：{why}" in told
    with open_record(path) as record:
        assert [one.uuid for one in record.events()] == [KNOWN]
    if "successor" not in name:
        put_in(path, event)
    with open_record(path) as record:
        assert record.standings().cause(["k1"], "e").state == "confirmed"
        assert record.add([decide(DecisionSubject(ORGAN, 2024, "k9", "e"), "pending")], "甲")
    assert main(["decisions", "export", str(tmp_path / "全部.csv"), "--decisions", str(path)]) == 0
    assert main(["decisions", "compare", str(path), str(other)]) == 0


def test_what_is_no_json_counts_as_nothing(path):
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE event SET data = '{', after = '7'")
    connection.close()
    with open_record(path) as record:
        assert record.standings().cause(["k1"], "e").state == "open"
        assert len(record.standings().unsound) == 1


@pytest.mark.parametrize("column", ["who", "at", "agency", "year", "about", "note"])
def test_what_is_no_text_where_text_belongs_counts_as_nothing(path, column):
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE event SET {column} = x'fffe'")
    connection.close()
    with open_record(path) as record:
        assert len(record.standings().unsound) == 1
        assert record.standings().cause(["k1"], "e").state == "open"


def test_what_counts_as_nothing_is_told_by_a_check(path, tmp_path, capsys):
    put_in(path, made("decision", {"ruling": "maybe"}))
    (tmp_path / "甲.txt").write_text(flat.write(truth.make(3)), "utf-8")
    assert main(["check", str(tmp_path / "甲.txt"), "--decisions", str(path)]) == 0
    assert capsys.readouterr().err.count("人工记录中有1条内容不合规定，没有计入") == 1
    assert main(["audit", str(tmp_path / "甲.txt"), "--decisions", str(path), "--out", str(tmp_path / "结果")]) == 0
    assert capsys.readouterr().err.count("人工记录中有1条内容不合规定，没有计入") == 1


def test_one_number_with_two_contents_is_told(path, tmp_path, capsys):
    other = tmp_path / "另一份.sqlite"
    other.write_bytes(path.read_bytes())
    with sqlite3.connect(other) as connection:
        connection.execute("UPDATE event SET note = '改动'")
    connection.close()
    assert main(["decisions", "merge", str(path), str(other)]) == 1
    assert "有1条编号相同而内容不同" in capsys.readouterr().err
    with open_record(path) as record:
        assert [one.note for one in record.events()] == [""]


def test_a_whole_review_is_taken_over_and_all_contradictions_are_told(path, tmp_path, capsys):
    whole, other = DecisionSubject(ORGAN, 2024), tmp_path / "另一份.sqlite"
    with open_record(path) as record:
        record.add([move(whole, "first", passed=True)], "甲")
    other.write_bytes(path.read_bytes())
    with open_record(other) as record:
        record.add([move(whole, "second", passed=False, note="请补正"), to(whole, "王某")], "乙")
        record.add([move(whole, "first", passed=True)], "甲")
        record.add([move(whole, "second", passed=True)], "乙")
        record.add([move(whole, "final", passed=True)], "丙")
    joined = tmp_path / "合并.sqlite"
    joined.write_bytes(path.read_bytes())
    assert main(["decisions", "merge", str(joined), str(other)]) == 0
    assert "新增5条，原有的2条不重复" in capsys.readouterr().err
    with open_record(path) as record:
        record.add([move(whole, "second", passed=True), to(whole, "李某")], "丁")
    assert main(["decisions", "merge", str(path), str(other)]) == 0
    assert "另有两人所记不一致的：分工1处、审核流转1处" in capsys.readouterr().err


def test_two_steps_of_one_person_are_taken_over_only_where_the_other_one_was_taken_back(path, tmp_path, capsys):
    whole, other = DecisionSubject(ORGAN, 2024), tmp_path / "另一份.sqlite"
    with open_record(other) as record:
        (first,) = record.add([move(whole, "first", passed=True)], "甲")
        record.add([move(whole, "second", passed=True)], "乙")
        record.add([undo(first)], "甲")
        record.add([move(whole, "first", passed=True)], "丙")
        (second,) = record.add([move(whole, "second", passed=True)], "甲")
    joined = tmp_path / "合并.sqlite"
    assert main(["decisions", "merge", str(joined), str(other)]) == 0
    with open_record(joined, reading=True) as record:
        assert review(record).passed["second"] == second
    with sqlite3.connect(other) as connection:
        connection.execute("UPDATE event SET who = '乙' WHERE uuid = ?", [record_of(other)[3].uuid])
    connection.close()
    capsys.readouterr()
    assert main(["decisions", "merge", str(path), str(other)]) == 1
    assert "审核步骤次序不符或不应由该人办理的1条" in capsys.readouterr().err


def record_of(path):
    with open_record(path, reading=True) as record:
        return record.events()


@pytest.mark.parametrize("passes_first", [True, False])
def test_records_joined_either_way_say_the_same_of_review_and_assignment(path, tmp_path, passes_first):
    whole = DecisionSubject(ORGAN, 2024)
    with open_record(path) as record:
        record.add([move(whole, "first", passed=True)], "甲")
    paths = [tmp_path / "一.sqlite", tmp_path / "二.sqlite"]
    steps = [(True, "乙", ""), (False, "丙", "请补正")]
    for each, (passed, who, why) in zip(paths, steps, strict=True):
        each.write_bytes(path.read_bytes())
        with open_record(each) as record:
            record.add([move(whole, "second", passed=passed, note=why), to(whole, f"{who}某")], who)
    ours, theirs = paths if passes_first else paths[::-1]
    with open_record(theirs, reading=True) as record:
        events = record.events()
    with open_record(ours) as record:
        assert len(record.take_over(events).new) == 2
        assert review(record).stage is None
        with pytest.raises(UsageError, match="还没有通过"):
            record.add([move(whole, "second", passed=True)], "乙")
        record.add([move(whole, "first", passed=True)], "甲")
        assert review(record).stage == "first"


def review(record):
    return record.standings().steps([organ(ORGAN)], 2024)


def test_of_steps_that_were_taken_apart_the_less_far_one_counts_and_the_review_goes_on_from_there(path, tmp_path):
    whole, other = DecisionSubject(ORGAN, 2024), tmp_path / "另一份.sqlite"
    with open_record(path) as record:
        record.add([move(whole, "first", passed=True)], "甲")
        record.add([move(whole, "second", passed=True)], "乙")
    with open_record(other) as record:
        (theirs,) = record.add([move(whole, "first", passed=True)], "丙")
    with open_record(path) as record:
        record.take_over([theirs])
        assert review(record).stage == "first"
        with pytest.raises(UsageError, match="还没有通过复审"):
            record.add([move(whole, "final", passed=True)], "丁")
        record.add([move(whole, "second", passed=True)], "乙")
        assert review(record).stage == "second"


def test_a_step_that_was_taken_back_under_a_later_one_is_due_again(path):
    whole = DecisionSubject(ORGAN, 2024)
    with open_record(path) as record:
        record.add([move(whole, "first", passed=True)], "甲")
        (second,) = record.add([move(whole, "second", passed=True)], "乙")
        record.add([move(whole, "final", passed=True)], "丙")
        record.add([undo(second)], "乙")
        assert review(record).stage == "first"
        record.add([move(whole, "second", passed=True)], "乙")
        assert review(record).stage == "second"


@pytest.mark.parametrize("first", [0, 1])
def test_a_cell_that_two_corrected_differently_stays_as_it_was_read_and_both_are_named(tmp_path, first):
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "一.txt").write_text(flat.write(truth.make(3)), "utf-8")
    work = Ruled(tmp_path)
    (found,) = work.assess().examined()
    cell = found.report.cells[CELL]
    about = subject(found, CELL)
    both = [
        (correct(about, cell.raw, str(cell.value), number, "误识"), to(subject(found), name))
        for number, name in (("901", "王某"), ("902", "李某"))
    ]
    one, other = both[first], both[1 - first]
    for mine, theirs in zip(one, other, strict=True):
        work.apart(mine, theirs)
    (now,) = work.assess().examined()
    assert now.report.cells[CELL].value == cell.value
    assert sorted(event.data["corrected"] for event in now.rulings.lapsed) == ["901", "902"]
    assert sorted(now.rulings.assigned.split("、")) == ["李某", "王某"]
