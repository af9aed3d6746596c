"""What holds follows from the events alone: whoever decided, in whatever order files were joined."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import decisions
from audit.corpus import Agency
from audit.decisions import DecisionEvent, DecisionSubject, Standings, compare, open_record, sample

KEY, SEEN = "c" * 16, "e" * 16


def event(name, ruling="confirmed", *, after=(), who="甲", evidence=SEEN, kind="decision", about=KEY, **data):
    known = {"ruling": ruling} if kind == "decision" else {}
    return DecisionEvent(
        name, kind, who, "2026-01-01", "甲机关", 2024, about, evidence, tuple(after), data=known | data
    )


def state(*events, evidence=SEEN, keys=(KEY,)):
    return Standings(events).cause(keys, evidence).state


def test_the_last_of_those_that_knew_of_each_other_holds():
    assert state() == "open"
    assert state(event("1")) == "confirmed"
    assert state(event("1"), event("2", "dismissed", after=["1"])) == "dismissed"
    assert state(event("2", "dismissed", after=["1"]), event("1")) == "dismissed"


def test_two_who_did_not_know_of_each_other_agree_or_leave_a_dispute():
    assert state(event("1"), event("2", who="乙")) == "confirmed"
    disputed = [event("1"), event("2", "dismissed", who="乙")]
    assert state(*disputed) == "disputed"
    assert state(*disputed, event("3", "pending", after=["1", "2"], who="丙")) == "pending"


def test_what_is_taken_back_lets_what_was_before_hold_again():
    first, second = event("1"), event("2", "dismissed", after=["1"])
    undone = event("3", kind="undo", undone="2")
    assert state(first, second, undone) == "confirmed"
    assert state(first, event("3", kind="undo", undone="1")) == "open"
    assert state(first, second, undone, event("4", "pending", after=["1"])) == "pending"
    # Whoever decided on top of what was taken back afterwards has the last word all the same.
    assert state(first, second, undone, event("4", "pending", after=["2"])) == "pending"


def test_a_decision_lapses_visibly_when_the_evidence_changes_and_comes_back_with_it():
    made = event("1")
    assert state(made, evidence="f" * 16) == "lapsed"
    assert Standings([made]).cause([KEY], "f" * 16).by == (made,)
    assert state(made, evidence=SEEN) == "confirmed"
    assert state(made, keys=["neu", KEY]) == "confirmed"  # a key that an earlier version gave


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["confirmed", "dismissed", "pending"]), st.integers(0, 5)), max_size=12),
    st.randoms(),
)
def test_the_order_in_which_records_are_joined_changes_nothing(steps, chance):
    made: list[DecisionEvent] = []
    for number, (ruling, known) in enumerate(steps):
        after = [one.uuid for one in made[-known:]] if known else []
        made.append(event(str(number), ruling, after=after))
    before = state(*made)
    chance.shuffle(made)
    assert state(*made) == before
    assert state(*made, *made) == before


def test_the_review_goes_on_and_back():
    def at(*moves):
        made = [
            event(
                str(number),
                kind="review",
                about="",
                after=[str(number - 1)] if number else [],
                stage=stage,
                passed=passed,
            )
            for number, (stage, passed) in enumerate(moves)
        ]
        return Standings.stage(Standings(made).holding("review", "", "甲机关", 2024))

    assert at() is None
    assert at(("first", True)) == "first"
    assert at(("first", True), ("second", True), ("final", True)) == "final"
    assert at(("first", True), ("second", False)) is None
    assert at(("first", True), ("second", True), ("final", False)) == "first"


def test_agreement_is_counted_beyond_chance():
    rulings = ["confirmed"] * 20 + ["dismissed"] * 20 + ["confirmed"] * 5 + ["dismissed"] * 5
    others = ["confirmed"] * 20 + ["dismissed"] * 20 + ["dismissed"] * 5 + ["confirmed"] * 5
    ours = [event(f"a{n}", ruling, about=f"c{n}") for n, ruling in enumerate(rulings)]
    theirs = [event(f"b{n}", ruling, about=f"c{n}", who="乙") for n, ruling in enumerate(others)]
    found = compare([*ours, event("x", about="only")], theirs)
    assert (found.common, found.agreed, found.only_one, found.only_other) == (50, 40, 1, 0)
    assert found.share == pytest.approx(0.8)
    assert found.kappa == pytest.approx(0.6)
    assert [(one.one.data["ruling"], one.other.data["ruling"]) for one in found.differences].count(
        ("confirmed", "dismissed")
    ) == 5
    assert compare([], []).kappa is None


def test_agencies_are_drawn_by_lot_and_the_same_ones_again():
    roster = [Agency(f"机关{number}", kind="部门" if number % 2 else "乡镇") for number in range(40)]
    drawn = sample(roster, 3, "2026")
    assert [agency.kind for agency in drawn].count("部门") == 3
    assert len(drawn) == 6
    assert sample(random.Random(1).sample(roster, 40), 3, "2026") != drawn  # their order is the roster's
    assert {a.name for a in sample(random.Random(1).sample(roster, 40), 3, "2026")} == {a.name for a in drawn}
    assert sample(roster, 3, "2027") != drawn


def test_the_record_takes_up_what_an_entry_replaces(tmp_path):
    subject = DecisionSubject("甲机关", 2024, KEY, SEEN)
    with open_record(tmp_path / decisions.NAME) as record:
        (first,) = record.add([decisions.decide(subject, "confirmed")], "甲")
        (second,) = record.add([decisions.decide(subject, "dismissed")], "乙")
        assert second.after == (first.uuid,)
        record.add([decisions.undo(second)], "乙")
        assert record.standings().cause([KEY], SEEN).state == "confirmed"
        moves = [decisions.move(subject, "first", passed=True), decisions.move(subject, "second", passed=True)]
        for one in moves:
            record.add([one], "丙")
        assert Standings.stage(record.standings().holding("review", "", "甲机关", 2024)) == "second"
