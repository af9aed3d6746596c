"""The first screen of a report's page: whose report, the verdict in one sentence, five numbers, the three gravest things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit import score as scoring
from audit.assessment import Examined
from audit.causes import DUE_NAMES, Decidable, Due, Problem, due
from audit.findings import PART_NUMERALS, MissingCells
from audit.model import notes_on_cells
from audit.persons import masked
from audit.present import facts
from audit.present.agency._decided import remarks, state_of, steps
from audit.present.agency._gravest import gravest
from audit.present.agency._sharing import sharing
from audit.present.decided import today
from audit.present.html import Html, page
from audit.present.problems.headlines import headline
from audit.score import Score

#: Kinds of causes that the verdict names before the rest is only counted.
_KINDS = 4
_ADDED = "人工补充"
#: How a number of what is due is coloured.
_GRADES: Mapping[Due, str] = {"wrong": "error", "confirmed": "warning", "doubtful": "warning", "open": ""}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict in words and how grave it is: "error", "warning", "open" (only things left open), "ok".

    "partial" is the grade of every report that is incomplete, "unread" that of one that was not read. ``limits`` is said
    before all else where that is so: to what the verdict is limited. ``remarks`` are said below it, ``unread`` says what
    else of the report was not read (all Chinese).
    """

    grade: str
    sentence: str
    remarks: Sequence[str] = ()
    unread: Sequence[str] = ()
    limits: str = ""


def head(
    found: Examined,
    date: str = "",
    overview: str = "",
    state: str = "",
) -> Html:
    """Name, year and state of review, the verdict, five numbers, the gravest things; brings the style sheet along.

    ``date`` is the day of the audit as it shall be printed, today where it is empty; ``overview`` the file name of the
    page of all reports, "" where there is none; ``state`` the state of the review (Chinese), that of the record where it is empty.
    """
    report, read = found.report, found.report.status != "unreadable"
    first, rest = gravest(found) if read else ([], [])
    scored = read and found.score is not None and found.score.total is not None
    counted = notes_on_cells(facts.form_of(report), report.cells, report.printed, report.recognised)
    return page(
        "agency/head.html.j2",
        report=report,
        name=report.agency or "（未识别机关名称）",
        file="" if report.agency else masked(facts.file_name(report.source), report.private),
        state=state or state_of(found),
        overview=overview,
        date=date or today().isoformat(),
        version=facts.toolkit_version(),
        office=found.office.words,
        verdict=verdict(found),
        numbers=_numbers(found) if read else [],
        no_verdict=scoring.NO_VERDICT if scored and found.standing else "",
        unscored=found.score.reason if read and found.score and not scored else "",
        incomplete=any(one.incompleteness is not None for one in found.problems.standing),
        shared=sharing(found) if read else None,
        gravest=first,
        number=sum(len(one.things) for one in first),
        more=_kinds(rest),
        notes=[note for note in report.notes if note not in counted],
        open=read and found.counts.open > 0,
        versions=found.versions.words(report.source) if found.versions else "",
        decided=remarks(found),
        steps=steps(found),
        contents=_contents(found),
    )


def verdict(found: Examined) -> Verdict:
    """What the checks come to (Chinese)."""
    report = found.report
    if report.status == "unreadable":
        return Verdict("unread", "本报告未能读取，没有核查。", [report.error] if report.error else [])
    counts, left = found.counts, found.counts.open
    checked = "核查" if found.rulings.verdicts or found.rulings.findings else "机器核查"
    *named, _ = counts.counts()
    parts = list(filter(None, named))
    is_doubtful = counts.confirmed or counts.doubtful
    grade = "error" if counts.wrong else "warning" if is_doubtful else "open" if left else "ok"
    sentence = f"{checked}发现{'、'.join(parts)}" if parts else f"{checked}未发现须更正之处"
    if left:
        sentence += f"，{'另' if parts else ''}有{left}处无法核对{_on_units(found, left)}"
    incomplete = [one for one in found.problems.standing if one.incompleteness is not None]
    others = [one for one in found.problems.standing if one.kind == "unread" and due(one) == "open"]
    unread = [headline(one, report) for one in others if one.incompleteness is None]
    if incomplete:
        return Verdict("partial", f"已读部分：{sentence}。", _remarks(found), unread, _limits(incomplete))
    return Verdict(grade, sentence + "。", _remarks(found), unread)


def _on_units(found: Examined, left: int) -> str:
    """That of the problems ``left`` open some were found true, of units (Chinese); "" where none was."""
    number = sum(one.decided == "fail" and bool(one.cause and one.cause.is_on_units) for one in found.problems.standing)
    whose = "" if number == left else f"其中{number}处"
    return f"（{whose}已认定，以所属单位核对为准）" if number else ""


def _limits(incomplete: Sequence[Problem]) -> str:
    """Why not all of the report was checked, and what follows for the verdict (Chinese)."""
    reasons = [one.incompleteness for one in incomplete]
    absent = sorted((one.table for one in reasons if isinstance(one, MissingCells)), key=PART_NUMERALS.index)
    tables = "、".join(f"表{table}" for table in absent)
    words = [one.message() for one in reasons if one is not None and not isinstance(one, MissingCells)]
    why = "；".join(dict.fromkeys([*words, *([f"{tables}整张未见"] if tables else [])]))
    return f"{why}，只核查了已读部分，结论限于已读部分。"


def _kinds(things: Iterable[Decidable]) -> str:
    """How many things there are of each kind: “单元格填错1处，文字2处”; one kind alone is never left to the rest."""
    every = Counter(one.kind_name if isinstance(one, Problem) else _ADDED for one in things).most_common()
    named = every if len(every) <= _KINDS + 1 else every[:_KINDS]
    rest = sum(count for _, count in every[len(named) :])
    return "，".join([*(f"{kind}{count}处" for kind, count in named), *([f"其余各类{rest}处"] if rest else [])])


def _remarks(found: Examined) -> list[str]:
    """What the problems are about, what agrees, what could not be read, a line each (Chinese)."""
    kinds = {what: _kinds(one for one in found.standing if due(one) == what) for what in DUE_NAMES}
    agreed = sum(outcome.verdict == "pass" for outcome in found.outcomes)
    parts = [f"{words}：{kinds[what]}" for what, words in DUE_NAMES.items() if kinds[what]]
    parts += ["；".join(filter(None, (f"核对相符{agreed}项" if agreed else "", _unread_cells(found))))]
    return [f"{part}。" for part in parts if part]


def _unread_cells(found: Examined) -> str:
    """How many cells of the form could not be read for certain (Chinese), "" for none."""
    form = facts.form_of(found.report)
    if form is None:
        return ""
    gone, unread = facts.lacking(found.report, found.outcomes, form.cells)
    if unread == len(form.cells):
        return f"统一表格{unread}格均未能确定读取，不按0处理"
    parts = (f"{gone}格{facts.NOT_PRINTED}" if gone else "", f"{unread}格未能确定读取，不按0处理" if unread else "")
    return f"统一表格{len(form.cells)}格中有{'，'.join(filter(None, parts))}" if gone or unread else ""


def _numbers(found: Examined) -> list[tuple[str, str, str]]:
    """The numbers of the first screen: what is shown, what it counts, its grade as a class of the style sheet."""
    counts = found.counts
    # Of what was confirmed it is told where there is any, and then nothing of what is to be verified where that is nothing.
    left_out = "doubtful" if counts.confirmed and not counts.doubtful else "" if counts.confirmed else "confirmed"
    shown = [
        (str(number), f"处{name}", _GRADES[what] if number else "")
        for (what, name), number in zip(DUE_NAMES.items(), counts, strict=True)
        if what != left_out
    ]
    if (score := found.score) and score.total is not None:
        shown.append((_total(score), f"得分（{scoring.grade_and_rank(score, found.rank)}）", ""))
    if found.compared:
        # Shared text that is no finding on this report is named below, and is no warning.
        line = sharing(found)
        shown.append((str(len(found.copied)), "份报告与之有相同文字", "warning" if line and line.listed else ""))
    return shown


def _total(score: Score) -> str:
    """The points, with the mark of those that a person has still to give."""
    return scoring.figure(score) + scoring.ungiven(score).mark


def _contents(found: Examined) -> list[tuple[str, str]]:
    """The parts of the page with their anchors; a report that was not read has only the last."""
    if found.report.status == "unreadable":
        return [("fl", "附录")]
    score = [("df", f"得分{_total(found.score)}" if found.score.total is not None else "得分")] if found.score else []
    return [
        ("jl", "结论"),
        ("wt", f"问题（{len(found.standing)}处）"),
        ("sb", "三张表" if facts.form_of(found.report) else "表格"),
        ("yw", "报告原文"),
        ("tb", "图表"),
        *score,
        ("nb", "历年与同类"),
        ("bd", "文字比对"),
        ("fl", "附录"),
    ]
