"""What an organ is told to correct: the right words or numbers where they are known, a query wherever nothing is certain."""

from __future__ import annotations

from dataclasses import replace

import pytest

import audit
from audit.assessment import Terms
from audit.corpus import Agency, Roster
from audit.pipeline import assemble, assess
from audit.present import beside
from audit.present.problems import actions, proposals, settling
from audit.rules import run_corpus
from tests.build import corpus, examined, report
from tests.generate.formats import docx
from tests.generate.report import truth

ORGAN = "青禾县水利局"


def told(text, **given):
    """What the organ is told, by rule."""
    paper = report({"text": text, **given})
    found = examined(paper, audit.check(paper))
    return {one.root.rule: proposals.own(one, found.problems, found.report) for one in found.problems.all}


@pytest.mark.parametrize(
    ("text", "rule", "due"),
    [
        ("一、总体情况\n本局年末转结2件。\n", "W007", "请核实原件；确有误的，将第一部分“转结”改为“结转”。"),
        ("一、总体情况\n我局我局坚持公开。\n", "W006", "请核实原件；确有误的，将第一部分“我局我局”改为“我局”。"),
        (
            "一、总体情况\n全年公开信息（具体地址）处。\n",
            "W011",
            "请核实原件；确有误的，改正第一部分“（具体地址）”处的文字。",
        ),
        (
            "一、总体情况\n有申请人（身份证号码11010519491231002X）来访。\n",
            "W012",
            "删去第一部分的居民身份证号码“110*************2X”。",
        ),
    ],
)
def test_words_are_corrected_by_what_should_stand_there(text, rule, due):
    assert told(f"{ORGAN}2024年政府信息公开工作年度报告\n{text}")[rule] == due


def test_a_wrong_cell_is_corrected_and_whatever_is_not_certain_is_a_query(tmp_path):
    path = tmp_path / "报告.docx"
    path.write_bytes(docx.write(truth.make(5, consistent=False)))
    paper = audit.read(path)
    found = examined(paper, audit.check(paper))
    assert found.problems.all
    for problem in found.problems.all:
        words = proposals.own(problem, found.problems, found.report)
        is_sure = problem.verdict == "fail" and problem.severity == "error"
        assert words.endswith("。")
        assert words.startswith("请") != is_sure, words
        if is_sure and problem.cause.changes:
            assert "改为" in words


def test_every_query_says_what_to_verify_before_anything_is_due():
    for one in (*settling.BY_KIND.values(), *settling.BY_MATTER.values()):
        verified, case = one.asked.split("；", 1)
        assert "核实" in verified
        assert case
        assert len(one.due) > 3


def test_peers_are_named_where_the_size_of_a_number_is_in_question_and_nowhere_else(tmp_path):
    named = {(one := truth.make(seed, size="medium", year=2024)).body.name: one for seed in range(60, 80)}
    made = list(named.values())[:9]
    first = made[0].body.name
    papers = []
    for one in made:
        path = tmp_path / f"{one.body.name}.docx"
        path.write_bytes(docx.write(one))
        papers.append(audit.read(path))
    keys = list(papers[0].cells)
    blank = next(key for key in keys if key.startswith("disclosure."))
    wrong = next(key for key in keys if key.startswith("applications.received.") and not key.endswith("total"))
    cells = dict(papers[0].cells)
    cells[blank] = replace(cells[blank], raw="", value=None, kind="blank")
    cells[wrong] = replace(cells[wrong], raw="777", value=777, kind="number")
    papers[0] = replace(papers[0], cells=cells)
    terms = Terms(roster=Roster(tuple(Agency(one.body.name, level="县级", kind="部门") for one in made)))
    review = assess(assemble(papers, terms), terms)
    (found,) = (one for one in review.examined() if one.report.agency == first)
    told = {one.kind: beside.among_peers(found, one, review.corpus) for one in found.problems.all}
    assert "同类" in told["cell"]
    assert told["blank"] == ""


@pytest.mark.parametrize(
    ("text", "rule", "due"),
    [
        (
            "电话：0571-12345678901。\n一、总体情况\n本局坚持公开。\n",
            "M005",
            "请核实联系方式；确有误的，改正联系方式。",
        ),
        ("一、总体情况\n本局年末转结2件。\n", "W007", "将第一部分“转结”改为“结转”。"),
    ],
)
def test_who_confirms_a_finding_confirms_what_it_says_and_no_more(text, rule, due):
    paper = report({"text": f"{ORGAN}2024年政府信息公开工作年度报告\n{text}"})
    found = examined(paper, audit.check(paper))
    (problem,) = (one for one in found.problems.all if one.root.rule == rule)
    confirmed = replace(problem, decided="fail")
    assert proposals.own(confirmed, found.problems, found.report) == due
    assert actions.action(confirmed).startswith("查：" if due.startswith("请") else "改：")


def test_an_unusual_number_may_be_right_although_a_person_confirmed_that_it_is_unusual():
    granted = (16, 17, 18, 17, 16, 18, 17, 3)
    listed = corpus(
        {
            "reports": [
                {
                    "agency": f"青禾县{name}局",
                    "source": f"青禾县{name}局.txt",
                    "applications.granted.total": number,
                    "applications.concluded.total": 20,
                }
                for name, number in zip(
                    ("水利", "教育", "民政", "财政", "审计", "统计", "信访", "司法"), granted, strict=True
                )
            ]
        }
    )
    (rule,) = (one for one in audit.catalogue() if one.id == "P001")
    outcomes = [one for one in run_corpus(rule, listed) if one.verdict == "fail"]
    found = examined(listed.filings[-1].report, outcomes)
    assert found.problems.all
    for one in (*found.problems.all, *(replace(each, decided="fail") for each in found.problems.all)):
        said = proposals.own(one, found.problems, found.report)
        assert said == "请核实是否为实际数；是实际数的可以说明原因，确有误的，改正为实际数。"
        assert actions.action(one) == "查：是否为实际数，是的可以说明原因"
