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


def test_a_damaged_copy_or_an_old_damaged_file_changes_no_score():
    """A second file that cannot be read gives no second line, and one of another year does not excuse a missing report."""
    names = ("清河县水务局", "清河县教育局")
    terms = Terms(
        roster=Roster(tuple(Agency(name, level="县级", kind="部门") for name in names), "名录.csv"),
        rubric=pipeline.load_rubric(shipped()),
    )
    read = report({"agency": names[0], "source": "水务局.txt", "text": "一、总体情况\n全年公开3条。"})
    copy = report({"source": f"{names[0]}2024（扫描）.pdf", "unreadable": "文件已损坏。"})
    old = report({"source": f"{names[1]}2022.pdf", "unreadable": "文件已损坏。"})
    found = pipeline.assess(pipeline.assemble([read, copy, old], terms), terms)
    assert set(found.scores) == {"水务局.txt", names[1]}
    assert found.scores["水务局.txt"].total
    assert found.scores[names[1]].total == 0
    assert {(one.agency, one.year) for one in found.every_outcome() if one.rule == "F007"} == {
        (names[0], 2024),
        (names[1], 2022),
    }


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
