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


def test_a_fault_of_our_own_costs_only_what_it_befell(monkeypatch):
    papers = [report({"agency": name, "source": f"{name}.txt"}) for name in ("清河县水务局", "清河县教育局")]
    honest = pipeline.check

    def faulty(paper, *rest):
        if paper is papers[0]:
            raise ZeroDivisionError("x")
        return honest(paper, *rest)

    monkeypatch.setattr(pipeline, "check", faulty)
    terms = Terms(rubric=pipeline.load_rubric(shipped()))
    found = pipeline.assess(pipeline.assemble(papers, terms), terms)
    assert [paper.source for paper, _ in found.audited] == [papers[1].source]
    assert "工具内部错误（ZeroDivisionError" in found.failed[papers[0].source]


def test_without_all_rules_over_many_reports_there_are_no_scores(monkeypatch):
    def broken(*_):
        raise KeyError("x")

    monkeypatch.setattr(pipeline, "find", broken)
    papers = [report({"agency": name, "source": f"{name}.txt"}) for name in ("清河县水务局", "清河县教育局")]
    terms = Terms(rubric=pipeline.load_rubric(shipped()))
    found = pipeline.assess(pipeline.assemble(papers, terms), terms)
    assert len(found.audited) == 2
    assert not found.scores
    assert "工具内部错误" in found.failed["文字比对"]
