"""A decision holds while its cause and what was seen of it are the same, and is never lost from sight."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

import audit
from audit import decisions, pipeline
from audit.decisions import DecisionSubject, open_record
from tests.generate.formats import docx, flat
from tests.generate.report import truth

#: Reports by the stem of their file, with cells that print so much more than they should.
KNOWN = {"甲": truth.make(21, size="medium"), "乙": truth.make(7)}
WRONG = {
    "甲": {"applications.granted.natural": 7, "litigation.review.total": 4, "applications.carried_out.total": 20},
    "乙": {"applications.received.total": 90},
}
#: A number that none of the decided causes has to do with.
UNRELATED = "disclosure.coercion.decisions"
RULINGS = ("confirmed", "dismissed", "pending")


def printed(name, more=None):
    """The report with its wrong cells, and ``more`` of them."""
    known = KNOWN[name]
    changed = {key: str(int(known.cells[key]) + by) for key, by in (WRONG[name] | (more or {})).items()}
    return replace(known, cells={**known.cells, **changed})


def assessed(folder, record, *, rename=None, reword=None, roster=""):
    """Everything found on the reports in ``folder``, with what people decided."""
    terms = audit.Review(decisions=str(record), roster=roster).terms()
    read = [rename(report) if rename else report for report in audit.read_all([str(folder)])]
    corpus = audit.assemble(read, terms)
    every = (filing.report for filing in corpus.filings)
    outcomes = {r.source: audit.check(r, corpus.earlier(r), terms.profiles, corpus.sought(r)) for r in every}
    return pipeline.assess(
        corpus, terms, {name: reword(found) if reword else found for name, found in outcomes.items()}
    )


def states(review):
    """How each cause stands on which something was decided, by key."""
    return {key: one.state for rulings in review.rulings.values() for key, one in rulings.standings.items()}


def in_sight(review):
    """The decisions that a page or the overview shows."""
    shown = {
        event.uuid for rulings in review.rulings.values() for one in rulings.standings.values() for event in one.by
    }
    return shown | {event.uuid for event in review.unmatched}


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """A record in which every cause of both reports was decided, and what was decided by key."""
    folder = tmp_path_factory.mktemp("认定")
    reports = folder / "报告"
    reports.mkdir()
    for name in KNOWN:
        (reports / f"{name}.docx").write_bytes(docx.write(printed(name)))
    path = folder / decisions.NAME
    with open_record(path) as record:
        review = assessed(reports, path)
        made = {}
        for report, _ in review.audited:
            for number, cause in enumerate(review.causes[report.source]):
                about = DecisionSubject(report.agency, report.year, cause.key, cause.evidence)
                made[cause.key] = RULINGS[number % len(RULINGS)]
                record.add([decisions.decide(about, made[cause.key])], "张三")
        events = {event.uuid for event in record.events()}
    assert len(made) >= 5
    return path, made, events


@pytest.mark.parametrize("seed", range(10))
def test_decisions_hold_over_runs_in_which_what_they_are_about_stays_the_same(record, tmp_path, seed):
    path, made, events = record
    chance = random.Random(seed)
    names = sorted(KNOWN)
    chance.shuffle(names)
    for place, name in enumerate(names):
        if chance.random() < 0.5:
            (tmp_path / f"{place}.txt").write_text(
                flat.write(printed(name, {UNRELATED: chance.randint(1, 9)})), "utf-8"
            )
        else:
            (tmp_path / f"{place}.docx").write_bytes(docx.write(printed(name, {UNRELATED: chance.randint(1, 9)})))
    prefix = chance.choice(["", "湖北省", "云川省"])

    def rename(report):
        return replace(report, agency=f"{prefix}{report.agency}")

    def reword(outcomes):
        said = [
            replace(one, rule=f"Z{one.rule}", title=f"新的{one.title}", message=f"另说：{one.message}")
            for one in outcomes
        ]
        return chance.sample(said, len(said))

    review = assessed(tmp_path, path, rename=rename, reword=reword)
    assert states(review).items() >= made.items()
    assert not review.unmatched
    assert in_sight(review) == events


def test_a_decision_lapses_where_its_evidence_changes_and_no_other_does(record, tmp_path):
    path, made, events = record
    (tmp_path / "乙.docx").write_bytes(docx.write(printed("乙")))
    (tmp_path / "甲.docx").write_bytes(docx.write(printed("甲", {"litigation.review.total": 5})))
    review = assessed(tmp_path, path)
    after = states(review)
    assert [key for key, state in after.items() if state == "lapsed"]
    assert all(after.get(key) in (state, "lapsed", None) for key, state in made.items())
    same = [key for key, state in made.items() if after.get(key) == state]
    assert len(same) >= len(made) - 2
    assert in_sight(review) == events
    lapsed = {key for key, state in after.items() if state == "lapsed"}
    gone = {event.about for event in review.unmatched}
    assert lapsed | gone | set(same) == set(made)


def test_what_was_corrected_is_listed_and_comes_back_where_it_is_wrong_again(record, tmp_path):
    path, made, events = record
    (tmp_path / "甲.docx").write_bytes(docx.write(KNOWN["甲"]))
    (tmp_path / "乙.docx").write_bytes(docx.write(printed("乙")))
    review = assessed(tmp_path, path)
    gone = {event.about for event in review.unmatched}
    assert gone
    assert gone | states(review).keys() == set(made)
    assert in_sight(review) == events
    (tmp_path / "甲.docx").write_bytes(docx.write(printed("甲")))
    assert states(assessed(tmp_path, path)) == made


@pytest.mark.parametrize("prefix", ["", "湖北省"])
def test_decisions_hold_when_a_roster_names_the_organs(record, tmp_path, prefix):
    path, made, events = record
    folder = tmp_path / "报告"
    folder.mkdir()
    for name in KNOWN:
        (folder / f"{name}.docx").write_bytes(docx.write(printed(name)))
    lines = "".join(f"{prefix}{known.body.name}\n" for known in KNOWN.values())
    (tmp_path / "名录.csv").write_text(f"机关名称\n{lines}", "utf-8")
    review = assessed(folder, path, roster=str(tmp_path / "名录.csv"))
    assert in_sight(review) >= events
    assert not [event for event in review.unmatched if event.about in made]
    assert sorted(states(review).values()) == sorted(made.values())


def test_who_decides_under_the_name_that_counts_now_has_the_last_word(tmp_path):
    with open_record(tmp_path / decisions.NAME) as other:
        old, new = DecisionSubject("甲", 2024, "旧", "e"), DecisionSubject("甲", 2024, "新", "e", ("旧",))
        other.add([decisions.decide(old, "confirmed")], "甲")
        assert other.standings().cause(["新", "旧"], "e").state == "confirmed"
        other.add([decisions.decide(new, "dismissed")], "甲")
        assert other.standings().cause(["新", "旧"], "e").state == "dismissed"
        other.add([decisions.decide(old, "confirmed")], "乙")
        assert other.standings().cause(["新", "旧"], "e").state == "disputed"
