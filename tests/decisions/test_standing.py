"""What holds follows from the events alone: whoever decided, in whatever order files were joined."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import decisions
from audit.corpus import Agency
from audit.decisions import DecisionEvent, DecisionSubject, Standings, apart, compare, open_record, organ, sample
from audit.errors import UsageError

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


@given(st.permutations([event("1", who="丙"), event("2", who="甲"), event("3", who="乙")]))
@settings(max_examples=6, deadline=None)
def test_those_who_agree_are_named_alike_in_whatever_order_records_are_joined(joined):
    numbered = [one.numbered(place) for place, one in enumerate(joined, 1)]
    assert len(Standings(numbered).cause([KEY], SEEN).by) == 3
    assert Standings(numbered).cause([KEY], SEEN).who == "、".join(sorted("甲乙丙"))


def test_what_is_taken_back_lets_what_was_before_hold_again():
    first, second = event("1"), event("2", "dismissed", after=["1"])
    undone = event("3", kind="undo", undone="2")
    assert state(first, second, undone) == "confirmed"
    assert state(first, event("3", kind="undo", undone="1")) == "open"
    assert state(first, second, undone, event("4", "pending", after=["1"])) == "pending"
    # Whoever decided on top of what was taken back afterwards has the last word all the same.
    assert state(first, second, undone, event("4", "pending", after=["2"])) == "pending"


def told(*events):
    """The note and the proposal that stand, each with its author."""
    found = Standings(events).cause([KEY], SEEN)
    notes, proposals = [(e.who, e.note) for e in found.notes], [(e.who, e.said("proposal")) for e in found.proposals]
    return notes, proposals


def noted(name, text="", **more):
    return replace(event(name, **more), note=text)


@given(st.randoms())
@settings(max_examples=30, deadline=None)
def test_a_note_and_a_proposal_stand_until_others_are_entered_or_they_are_emptied_in_whatever_order_records_are_joined(
    random,
):
    first = noted("1", "看过原件", proposal="请改正")
    agrees = noted("2", who="乙", after=["1"])
    differs = noted("3", ruling="dismissed", who="丙", after=["2"], proposal="不必改")
    empties = noted("4", ruling="pending", who="甲", after=["3"], emptied="note")
    apart = [
        noted("5", "甲说", after=["1"]),
        noted("6", "丁说", who="丁", after=["1"]),
        noted("7", who="戊", after=["1"]),
    ]

    def joined(*events):
        known = random.sample(events, len(events))
        return told(*(one.numbered(number) for number, one in enumerate(known, 1)))

    assert joined(first, agrees) == ([("甲", "看过原件")], [("甲", "请改正")])
    # Who decides the contrary of what somebody else gave as a reason lets that stand no more.
    assert joined(first, agrees, differs) == ([], [("丙", "不必改")])
    assert joined(first, agrees, differs, empties) == ([], [("丙", "不必改")])
    undone = event("8", kind="undo", undone="4")
    assert joined(first, agrees, differs, empties, undone) == ([], [("丙", "不必改")])
    undone = event("8", kind="undo", undone="3")
    assert joined(first, agrees, differs, undone) == ([("甲", "看过原件")], [("甲", "请改正")])
    undone = event("9", kind="undo", undone="1")
    assert joined(first, agrees, undone) == ([], [])
    # Who wrote without knowing of each other stand beside each other; who wrote nothing takes nothing away.
    assert joined(first, *apart) == ([("丁", "丁说"), ("甲", "甲说")], [("甲", "请改正")])
    settled = noted("a", who="己", after=["5", "6", "7"])
    assert joined(first, *apart, settled) == ([("丁", "丁说"), ("甲", "甲说")], [("甲", "请改正")])
    # What was written on other evidence stays with that.
    assert told(first, noted("b", after=["1"], evidence="f" * 16))[0] == [("甲", "看过原件")]
    assert Standings([noted("b", "旧", evidence="f" * 16), noted("c", after=["b"])]).cause([KEY], SEEN).notes == ()


def test_a_decision_lapses_visibly_when_the_evidence_changes_and_comes_back_with_it():
    made = event("1")
    assert state(made, evidence="f" * 16) == "lapsed"
    assert Standings([made]).cause([KEY], "f" * 16).by == (made,)
    assert state(made, evidence=SEEN) == "confirmed"
    assert state(made, keys=["neu", KEY]) == "confirmed"  # a key that an earlier version gave


def test_what_is_decided_on_changed_evidence_takes_the_place_of_what_lapsed_and_not_of_what_another_report_shows():
    first = event("1")
    second = event("2", "dismissed", after=["1"], evidence="f" * 16)
    third = event("3", "pending", after=["2"])
    assert state(first, second, evidence="f" * 16) == "dismissed"
    assert Standings([first, second]).cause([KEY], "9" * 16).by == (second,)
    # Both hold where two reports of one organ show one cause, each with evidence of its own.
    shown = {SEEN, "f" * 16}
    both = Standings([first, second])
    assert [both.cause([KEY], each, shown).state for each in (SEEN, "f" * 16, "9" * 16)] == [
        "confirmed", "dismissed", "open"
    ]  # fmt: skip
    # Whoever had only the later one before their eyes takes the place of the one before it all the same.
    assert state(first, second, third) == "pending"
    assert state(first, second, third, event("4", kind="undo", undone="3")) == "confirmed"


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


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["confirmed", "dismissed"]), st.booleans(), st.integers(0, 3)), max_size=8),
    st.randoms(),
)
def test_the_order_in_which_records_are_joined_changes_nothing_of_what_stands_under_former_keys(steps, chance):
    made: list[DecisionEvent] = []
    for number, (ruling, is_old, known) in enumerate(steps):
        after = [one.uuid for one in made[-known:]] if known else []
        made.append(event(str(number), ruling, after=after, about="旧" if is_old else "新", former="旧 新"))
    joined = [one.numbered(place) for place, one in enumerate(made, 1)]
    chance.shuffle(made)
    otherwise = [one.numbered(place) for place, one in enumerate(made, 1)]
    one, other = (Standings(every).cause(["新", "旧"], SEEN) for every in (joined, otherwise))
    assert (one.state, {each.uuid for each in one.by}) == (other.state, {each.uuid for each in other.by})


def test_organs_of_one_name_in_two_places_replace_nothing_of_each_other(record):
    one, other, either = "南京市鼓楼区教育局", "江苏省徐州市鼓楼区教育局", "鼓楼区教育局"
    for name, points, stage_of in ((one, "1", "甲"), (other, "2", "甲")):
        record.add(
            [
                decisions.decide(DecisionSubject(name, 2024, KEY, SEEN), "confirmed" if name == one else "dismissed"),
                decisions.handle(DecisionSubject(name, 2024, KEY, SEEN), {"person": name}),
                decisions.award(DecisionSubject(name, 2024, "组织"), points),
                decisions.assign(DecisionSubject(name, 2024), name),
                decisions.move(DecisionSubject(name, 2024), "first", passed=True),
            ],
            stage_of,
        )
    held = record.standings()
    for name, points in ((one, "1"), (other, "2")):
        assert [each.agency for each in held.holding("decision", KEY, name)] == [name]
        assert [each.data["person"] for each in held.holding("handling", KEY, name)] == [name]
        assert [each.data["points"] for each in held.holding("points", "组织", name, 2024)] == [points]
        assert [each.data["to"] for each in held.holding("assignment", "", name, 2024)] == [name]
        assert held.steps([organ(name)], 2024, lambda each, name=name: not apart(each.agency, name)).stage == "first"
    # Whoever is called by the name alone may be either, and is surely neither.
    assert len(held.holding("points", "组织", either, 2024, near=True)) == 2
    assert not held.holding("points", "组织", either, 2024)


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
        return Standings(made).steps([organ("甲机关")], 2024).stage

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
        for one, who in zip(moves, "丙丁", strict=True):
            record.add([one], who)
        assert record.standings().steps([organ("甲机关")], 2024).stage == "second"


@pytest.fixture
def record(tmp_path):
    with open_record(tmp_path / decisions.NAME) as opened:
        yield opened


def stage(record, agency="青岛市水利局"):
    return record.standings().steps([organ(agency)], 2024).stage


def test_three_people_pass_the_three_steps_in_their_order(record):
    report = DecisionSubject("青岛市水利局", 2024)

    def step(who, name, *, passed=True):
        record.add([decisions.move(report, name, passed=passed, note="" if passed else "有误")], who)

    with pytest.raises(UsageError, match="青岛市水利局2024年度报告还没有通过初审，不能复审"):
        step("甲", "second")
    step("甲", "first")
    with pytest.raises(UsageError, match="已由甲通过初审，不必再办"):
        step("乙", "first")
    with pytest.raises(UsageError, match="还没有通过复审，不能终审"):
        step("乙", "final")
    for passed in (True, False):
        with pytest.raises(UsageError, match="初审是甲办理的，复审须由另一人办理：三步审核由三人分别进行"):
            step("甲", "second", passed=passed)
    step("乙", "second", passed=False)
    assert stage(record) is None
    step("甲", "first")
    step("乙", "second")
    with pytest.raises(UsageError, match="复审是乙办理的，终审须由另一人办理"):
        step("乙", "final")
    step("丙", "final")
    assert stage(record) == "final"
    with pytest.raises(UsageError, match="已由丙通过终审，不能再复审；须先由终审退回"):
        step("乙", "second", passed=False)
    step("丙", "final", passed=False)
    assert stage(record) == "first"
    with pytest.raises(UsageError, match="还没有通过复审"):
        step("丙", "final")
    assert len(record.events()) == 6
    record.add([decisions.undo(record.events()[-1])], "丙")
    assert stage(record) == "final"
    with pytest.raises(UsageError, match="已由丙通过终审，不必再办"):
        step("丁", "final")


def test_whoever_sent_back_at_one_step_takes_no_other_unless_he_took_it_back(record):
    report = DecisionSubject("青岛市水利局", 2024)

    def step(who, name, *, passed=True):
        return record.add([decisions.move(report, name, passed=passed, note="" if passed else "有误")], who)

    step("甲", "first")
    (sent_back,) = step("乙", "second", passed=False)
    told = "青岛市水利局2024年度报告的复审是乙办理的，初审须由另一人办理：三步审核由三人分别进行。"
    with pytest.raises(UsageError, match=told):
        step("乙", "first")
    step("丙", "first")
    with pytest.raises(UsageError, match="初审是甲办理的，复审须由另一人办理"):
        step("甲", "second")
    assert stage(record) == "first"
    record.add([decisions.undo(sent_back)], "乙")
    record.add([decisions.undo(record.standings().steps([organ("青岛市水利局")], 2024).passed["first"])], "丙")
    record.add([decisions.undo(record.events()[0])], "甲")
    step("乙", "first")
    assert stage(record) == "first"


def test_nobody_passes_two_steps_in_one_go_or_under_a_longer_name_of_the_organ(record):
    whole = [DecisionSubject(name, 2024) for name in ("青岛市水利局", "山东省青岛市水利局")]
    with pytest.raises(UsageError, match="须由另一人办理"):
        record.add([decisions.move(whole[0], one, passed=True) for one in ("first", "second")], "甲")
    record.add([decisions.move(whole[0], "first", passed=True)], "甲")
    with pytest.raises(UsageError, match="须由另一人办理"):
        record.add([decisions.move(whole[1], "second", passed=True)], "甲")
    record.add([decisions.move(whole[1], "second", passed=True)], "乙")
    assert stage(record) == stage(record, "山东省青岛市水利局") == "second"


def test_entries_made_at_once_take_the_place_of_one_another(record):
    subject = DecisionSubject("甲机关", 2024, KEY, SEEN)
    first, second = record.add([decisions.decide(subject, ruling) for ruling in ("confirmed", "dismissed")], "甲")
    assert second.after == (first.uuid,)
    assert record.standings().cause([KEY], SEEN).state == "dismissed"
    (_, again) = record.add([decisions.undo(second), decisions.decide(subject, "pending")], "甲")
    assert again.after == (first.uuid,)
    assert record.standings().cause([KEY], SEEN).state == "pending"


def test_points_and_assignments_of_one_organ_follow_each_other_whatever_stands_in_front_of_its_name(record):
    for name, points in (("青岛市水利局", "2"), ("山东省青岛市水利局", "3")):
        record.add([decisions.award(DecisionSubject(name, 2024, "组织"), points)], "甲")
        record.add([decisions.assign(DecisionSubject(name, 2024), f"张{points}")], "甲")
    held = record.standings()
    assert [one.data["points"] for one in held.holding("points", "组织", "青岛市水利局", 2024)] == ["3"]
    assert [one.data["to"] for one in held.holding("assignment", "", "青岛市水利局", 2024)] == ["张3"]


def test_what_was_entered_at_once_is_taken_back_at_once(record):
    subjects = [DecisionSubject("甲机关", 2024, f"c{number}", SEEN) for number in range(250)]
    made = record.add([decisions.decide(one, "confirmed", group="g1") for one in subjects], "甲")
    undone = record.add([replace(decisions.undo(one), group="g2") for one in made], "乙")
    assert {one.group for one in undone} == {"g2"}
    held = record.standings()
    assert {held.cause([one.about], SEEN).state for one in subjects} == {"open"}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            lambda of: decisions.correct(of("applications.received.totl"), "1", "1", "7", "模糊"),
            "没有单元格“applications",
        ),
        (lambda of: decisions.correct(of("applications.received.total"), "1", "1", "约7", "模糊"), "不能是“约7”"),
        (lambda of: decisions.correct(of("applications.received.total"), "1", "1", "7件", "模糊"), "不能是“7件”"),
        (lambda of: decisions.correct(of("applications.received.total"), "1", "1", "7", " "), "须说明理由"),
        (lambda of: decisions.award(of("组织"), "两分"), "分值应为0或更大的数"),
        (lambda of: decisions.award(of("组织"), "-1"), "分值应为0或更大的数"),
        (lambda of: decisions.award(of("组织"), "1.255"), "最多两位小数"),
        (lambda of: decisions.add_finding(of("u"), "缺附件", "", "grave"), "级别应为错误、疑点、提示之一"),
        (lambda of: decisions.decide(of("c"), "maybe"), "认定应为"),
    ],
)
def test_what_cannot_be_is_refused_when_it_is_entered(entry, said):
    with pytest.raises(UsageError, match=said):
        entry(lambda about: DecisionSubject("青岛市水利局", 2024, about))


@pytest.mark.parametrize("corrected", ["0", "1,234", "12.50", "/", "", "－"])
def test_a_cell_is_corrected_to_a_number_a_blank_or_a_stroke(corrected):
    about = DecisionSubject("青岛市水利局", 2024, "applications.received.total")
    assert decisions.correct(about, "l2", None, corrected, "模糊").data["corrected"] == corrected


def test_where_reports_are_not_reviewed_in_steps_no_step_is_entered(tmp_path):
    report = DecisionSubject("甲机关", 2024, KEY, SEEN)
    with open_record(tmp_path / decisions.NAME, review=False) as record:
        with pytest.raises(UsageError, match="写明不分步审核"):
            record.add([decisions.move(report, "first", passed=True)], "甲")
        assert record.add([decisions.decide(report, "confirmed")], "甲")
