"""No text keeps a worker: time grows with the text, and what meets a bound is 无法核对 or 未读取 with the reason."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

import audit
from audit import pipeline
from audit.causes import gather
from audit.findings import Outcome
from audit.forms import load
from audit.limits.bound import OverrunError, within
from audit.match.claims import MAX_CLAIMS
from audit.model import Report
from audit.reuse import MAX_COMPARED_CHARACTERS
from audit.rules import Case, Rule, Seconds, catalogue, run
from tests.hostile_texts import CORPORA, KINDS, LONG, long, many, page, same

pytestmark = pytest.mark.slow
Input = TypeVar("Input")

#: Fails to match after a time that doubles with each character.
ENDLESS = re.compile("(?:a+)+b"), "a" * 60

#: How many times as long a text may take as a quarter of it: what is linear takes 4 times as long, what is quadratic 16.
GROWTH = 8
#: Times that both are measured before a text is said to take too long.
ROUNDS = 5

#: Texts that once kept a worker for minutes, and kinds whose patterns were not linear: of so many characters, and how many.
SLOW = {
    "一万一千处短的数字": (partial(long, lambda n: f"受理{n}件。"), 11_000 * 8),
    "九段四万九千位数字": (lambda n: page(["1" * (n // 9)] * 9), 9 * LONG),
    "四万个组合符号": (lambda n: page(["a" + "\u0301" * n]), 40_000),
    "四万位的数": (lambda n: page([], f"<table><tr><td>（一）予以公开</td><td>{'1' * n}</td></tr></table>"), 40_000),
    "四万位的汉字数": (
        lambda n: page([], f"<table><tr><td>（一）予以公开</td><td>{'〇' * n}</td></tr></table>"),
        40_000,
    ),
    "没有句号": (partial(long, same("认真做好信息公开工作，")), 150_000),
    "一列小标题": (partial(many, same("（一）主动公开。认真做好。")), 100_000),
    "一列重复的段落": (partial(many, same("认真做好信息公开工作，及时更新。")), 150_000),
    "书名号不成对": (partial(long, same("《通知")), 200_000),
    "没有断句的文号": (partial(long, lambda n: f"按照国办发〔2020〕{n % 99}号格式编制"), 150_000),
    "一串手机号码": (partial(long, same("13812345678 ")), 150_000),
    "只有否定": (partial(long, same("无")), 100_000),
    "占位符号": (partial(long, same("XX年XX月XX日（具体网址）")), 100_000),
}


def grows_with_its_length(work: Callable[[Input], object], part: Input, whole: Input) -> bool:
    """Whether work on ``whole`` takes no more than ``GROWTH`` times what it takes on ``part``, a quarter of it.

    Both are measured in this process, one after the other, and again where that does not hold: however slow the machine
    is and whatever else it does, it does so to both, and the least that each took is held against the other.
    """
    of_part, of_whole = list[float](), list[float]()
    for _ in range(ROUNDS):
        of_whole.append(seconds(work, whole))  # it goes first, and has all loaded that the part needs too
        of_part.append(seconds(work, part))
        if min(of_whole) <= GROWTH * min(of_part):
            return True
    return False


def seconds(work: Callable[[Input], object], given: Input) -> float:
    """The processor time of this process that ``work`` takes."""
    started = time.process_time()
    work(given)
    return time.process_time() - started


def read_and_checked(path: Path, data: bytes) -> list[Outcome]:
    path.write_bytes(data)
    report = audit.read(path)
    assert report.status != "unreadable", report.error
    return pipeline.check(report)


@pytest.mark.parametrize("name", SLOW)
def test_a_text_made_to_be_slow_takes_time_by_its_length_alone(name: str, tmp_path: Path) -> None:
    make, characters = SLOW[name]

    def work(data: bytes) -> None:
        found = read_and_checked(tmp_path / "报告.html", data)
        assert not [outcome for outcome in found if outcome.locus == "bound"]

    assert grows_with_its_length(work, make(characters // 4), make(characters))


@pytest.mark.parametrize("name", [name for number, name in enumerate(KINDS) if number % 8 == 0])
def test_nothing_that_rules_look_for_meets_the_bound_on_time_however_often_it_stands_there(
    name: str, tmp_path: Path
) -> None:
    ending, make = KINDS[name]
    found = read_and_checked(tmp_path / f"报告.{ending}", make(20_000))
    assert not [outcome for outcome in found if outcome.locus == "bound"]


@pytest.mark.parametrize("name", CORPORA)
def test_reports_made_to_be_slow_are_reviewed_together(name: str, tmp_path: Path) -> None:
    def read(characters: int) -> tuple[list[Report], pipeline.Terms]:
        folder = tmp_path / str(characters)
        folder.mkdir()
        files, listed = CORPORA[name](characters)
        for file_name, data in files.items():
            (folder / file_name).write_bytes(data)
        roster = tmp_path / f"名录{characters}.csv"
        roster.write_text(listed or "机关名称\n清河县水务局\n", "utf-8")
        terms = pipeline.Review(roster=str(roster)).terms()
        return list(pipeline.read_all([folder], str(roster))), terms

    def review(given: tuple[list[Report], pipeline.Terms]) -> None:
        reports, terms = given
        assert not pipeline.assess(pipeline.assemble(reports, terms), terms).failed

    assert grows_with_its_length(review, read(6_000), read(24_000))


def test_a_text_longer_than_is_compared_is_told_and_not_called_its_own(tmp_path: Path) -> None:
    files, _ = CORPORA["两份错位"](MAX_COMPARED_CHARACTERS + 5_000)
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assessment = pipeline.assess(
        pipeline.assemble(pipeline.read_all([tmp_path]), pipeline.Review().terms()), pipeline.Review().terms()
    )
    for _, outcomes in assessment.audited:
        mine = [outcome for outcome in outcomes if outcome.rule == "O001"]
        assert "undecided" in {outcome.verdict for outcome in mine if "没有比对" in outcome.message}
        assert "pass" not in {outcome.verdict for outcome in mine}


@pytest.fixture
def endless() -> Rule:
    """A rule that never ends."""

    def check(_: Case) -> Iterator[Outcome]:
        pattern, text = ENDLESS
        pattern.search(text)
        yield from ()

    return replace(catalogue()[0], id="A000", check=check, scope="report", needs_form=False)


def test_a_rule_that_never_ends_is_undecided_with_the_reason_and_costs_no_other(endless: Rule, tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    path.write_bytes(page([]))
    report = audit.read(path)
    mine, *others = run(report, load(report.edition or ""), rules=(endless, *catalogue()), seconds=Seconds(rule=0.5))
    assert (mine.rule, mine.verdict, mine.severity) == (endless.id, "undecided", "info")
    assert "计算量超出上限" in mine.message
    assert "人工核对" in mine.message
    assert {outcome.rule for outcome in others} >= {"A001", "C301", "W001"}
    assert not [outcome for outcome in others if outcome.locus == "bound"]


def test_rules_that_are_left_no_time_say_so(tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    path.write_bytes(page([]))
    report = audit.read(path)
    found = list(run(report, load(report.edition or ""), seconds=Seconds(report=0.0)))
    assert len(found) > 40
    assert {(outcome.verdict, outcome.locus) for outcome in found} == {("undecided", "bound")}
    (cause,) = gather(report, found)
    assert (cause.kind, cause.verdict, len(cause.outcomes)) == ("unread", "undecided", len(found))


def test_a_document_that_takes_too_long_to_read_is_unreadable_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def never(*_: object) -> None:
        pattern, text = ENDLESS
        pattern.search(text)

    monkeypatch.setattr("audit.reading.match", never)
    monkeypatch.setattr("audit.reading.READ_SECONDS", 0.3)
    path = tmp_path / "报告.html"
    path.write_bytes(page([]))
    report = audit.read(path)
    assert report.status == "unreadable"
    assert "计算超出上限" in (report.error or "")
    assert "只保留年度报告部分" in (report.error or "")


def test_more_figures_than_are_looked_at_are_told_by_each_rule_on_them(tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    path.write_bytes(long(lambda n: f"受理{n}件。", 8 * (MAX_CLAIMS + 500)))
    report = audit.read(path)
    assert report.claims_cut
    assert any("其后的没有读取" in note for note in report.notes)
    found = pipeline.check(report)
    told = {o.rule for o in found if o.locus == "cut" and o.verdict == "undecided"}
    assert told >= {"C001", "C002", "C301", "C601"}
    assert not {rule for rule in told if rule[1] == "9"}
    (cause,) = [one for one in gather(report, found) if told & {o.rule for o in one.outcomes if o.locus == "cut"}]
    assert (cause.kind, {outcome.rule for outcome in cause.outcomes}) == ("unread", told)


def test_figures_of_a_row_wider_than_any_table_are_said_to_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    path.write_bytes(page([], f"<table><tr><td>规范性文件</td>{'<td>1</td>' * 3_000}</tr></table>"))
    report = audit.read(path)
    assert any("远多于格式文件的表格" in item.reason for item in report.unplaced)


def test_a_step_is_broken_off_in_the_main_thread_and_runs_on_in_others() -> None:
    pattern, text = ENDLESS
    with pytest.raises(OverrunError):
        within(0.2, lambda: pattern.search(text))
    assert within(0.2, lambda: within(9.0, lambda: 7)) == 7
    with pytest.raises(OverrunError):  # a step within another one ends with it
        within(0.2, lambda: within(9.0, lambda: pattern.search(text)))
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(within(0.2, lambda: 7)))
    thread.start()
    thread.join()
    assert found == [7]


def test_a_slow_machine_is_granted_more_time_in_proportion(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(for_seconds: float) -> float:
        started = time.process_time()
        while time.process_time() - started < for_seconds:
            pass
        return for_seconds

    monkeypatch.setattr("audit.limits.bound.slowness", lambda: 4.0)
    assert within(0.2, lambda: busy(0.4)) == 0.4
    with pytest.raises(OverrunError):
        within(0.2, lambda: busy(9.0))
