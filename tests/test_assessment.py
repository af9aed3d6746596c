"""Many reports assessed together: what our own faults kept back is told as such, never as a clean report."""

from __future__ import annotations

from audit import pipeline
from audit.assessment import Terms
from audit.corpus import Agency, Roster
from audit.score import shipped
from tests.build import report


def test_a_report_that_could_not_be_checked_has_no_score():
    names = ("清河县水务局", "清河县教育局")
    terms = Terms(
        roster=Roster(tuple(Agency(name, level="县级", kind="部门") for name in names), "名录.csv"),
        rubric=pipeline.load_rubric(shipped()),
    )
    checked, broken = (report({"agency": name, "source": f"{name}.txt"}) for name in names)
    corpus = pipeline.assemble([checked, broken], terms)
    found = pipeline.assess(corpus, terms, {checked.source: pipeline.check(checked)})
    assert list(found.scores) == [checked.source]
    assert [one.report for one in found.examined()] == [checked]
    assert not found.absent
