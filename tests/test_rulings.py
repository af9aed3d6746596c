"""What people decide counts: for the score, for what is checked of a corrected cell, and it lapses in sight of everybody."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import audit
from audit import decisions
from audit.decisions import DecisionSubject, open_record
from audit.score import shipped
from tests.generate.formats import flat
from tests.generate.report import truth

WRONG = "applications.received.total"


@pytest.fixture
def folder(tmp_path):
    """A folder with a report in which one number was mistyped."""
    (tmp_path / "报告").mkdir()
    known = truth.make(7)
    wrong = dict(known.cells) | {WRONG: str(int(known.cells[WRONG]) + 90)}
    (tmp_path / "报告" / "一.txt").write_text(flat.write(replace(known, cells=wrong)), "utf-8")
    return tmp_path


def assessed(folder, **changed):
    terms = audit.Review(rubric=str(shipped()), decisions=str(folder / decisions.NAME), **changed).terms()
    return audit.assess(audit.assemble(audit.read_all([str(folder / "报告")]), terms), terms)


def subject(review, cause):
    report = review.audited[0][0]
    return DecisionSubject(report.agency, report.year, cause.key, cause.evidence)


def keep(folder, *entries):
    with open_record(folder / decisions.NAME) as record:
        record.add(entries, "张三")


def test_a_dismissed_cause_costs_nothing_and_a_confirmed_one_is_certain(folder):
    keep(folder)
    before = assessed(folder)
    (found,) = before.examined()
    cause = next(one for one in found.causes if one.verdict == "fail")
    keep(folder, decisions.decide(subject(before, cause), "dismissed", "原件如此"))
    after = assessed(folder)
    (now,) = after.examined()
    assert now.rulings.of(cause).state == "dismissed"
    assert now.rulings.of(cause).by[0].note == "原件如此"
    assert now.score.total > found.score.total
    keep(folder, decisions.decide(subject(before, cause), "confirmed"))
    assert assessed(folder).examined()[0].score.total == found.score.total


def test_points_for_a_manual_item_are_awarded(folder):
    keep(folder)
    review = assessed(folder)
    report, score = review.audited[0][0], review.scores[review.audited[0][0].source]
    item = next(one for one in score.items if one.state == "default")
    keep(folder, decisions.award(DecisionSubject(report.agency, report.year, item.item), "1.25"))
    changed = next(one for one in assessed(folder).scores[report.source].items if one.item == item.item)
    assert (changed.state, changed.earned) == ("assessed", Decimal("1.25"))


def test_a_corrected_cell_is_checked_anew_and_lapses_where_it_reads_otherwise(folder):
    keep(folder)
    review = assessed(folder)
    (found,) = review.examined()
    cause = next(one for one in found.causes if one.changes)
    change = cause.changes[0]
    cell = found.report.cells[change.cell]
    about = DecisionSubject(found.report.agency, found.report.year, change.cell)
    keep(folder, decisions.correct(about, cell.raw, str(cell.value), str(change.value), "原件为此数"))
    (now,) = assessed(folder).examined()
    assert now.report.cells[change.cell].value == change.value
    assert [(one.key, one.who, one.why) for one in now.report.corrected] == [(change.cell, "张三", "原件为此数")]
    assert cause.key not in {one.key for one in now.causes}
    text = (folder / "报告" / "一.txt").read_text("utf-8")
    keep(folder, decisions.correct(about, "不是这样", "1", "2", "另一处"))
    (now,) = assessed(folder).examined()
    assert [one.data["raw"] for one in now.rulings.lapsed] == ["不是这样"]
    assert (folder / "报告" / "一.txt").read_text("utf-8") == text


def test_a_decision_on_what_is_gone_is_listed_and_not_lost(folder):
    gone = DecisionSubject("另一机关", 2024, "0" * 16, "0" * 16)
    keep(folder)
    year = assessed(folder).year
    keep(folder, decisions.decide(DecisionSubject(gone.agency, year, gone.about, gone.evidence), "confirmed"))
    assert [one.agency for one in assessed(folder).unmatched] == ["另一机关"]
    keep(folder, decisions.decide(DecisionSubject("年度不明的机关", None, "1" * 16, gone.evidence), "confirmed"))
    keep(folder, decisions.decide(DecisionSubject("上一年", year - 1, "2" * 16, gone.evidence), "confirmed"))
    assert [one.agency for one in assessed(folder).unmatched] == ["另一机关", "年度不明的机关"]
