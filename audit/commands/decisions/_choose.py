"""``gkaudit decisions choose``: of several reports of one organ and year, the file that counts."""

from __future__ import annotations

import argparse

from audit import decisions, pipeline
from audit.commands.calls.options import record
from audit.commands.calls.output import DONE, say
from audit.console import printable
from audit.decisions import DecisionEvent, DecisionSubject
from audit.errors import UsageError
from audit.model import Report, own_path
from audit.persons import masked, masked_note
from audit.rulings import Decided, ReviewOrgans, by_whom, points_kept


def run(options: argparse.Namespace) -> int:
    """Keep in the record that the report of the call counts; the exit code."""
    who = decisions.person(options.who)
    report = _report(options.file)
    corpus = pipeline.assemble([report], pipeline.Review(roster=options.roster).terms())
    organs = ReviewOrgans(corpus)
    if report.source not in organs.filed:
        raise UsageError(
            f"“{options.file}”没有写明是哪一家机关、哪一年度的报告，没有选定。请用 --roster 给出机关名录，或者在核查台上选定。"
        )
    whose, year = organs.filed[report.source]
    subject = DecisionSubject(whose.name, year, names=organs.only_its(whose))
    title = masked(own_path(report.source).name, report.private)
    with decisions.open_record(record(options, made=True)) as kept:
        standings = kept.standings()
        before = standings.holding("choice", "", whose.name, year)
        if before and {event.data["file"] for event in before} == {report.sha256}:
            say(printable(f"{_told(before)}，人工记录没有变化。"))
            return DONE
        seen = standings.events[-1].sequence if standings.events else 0
        kept.add([decisions.choose(subject, report.sha256, title)], who, seen=seen)
        place = kept.place
    kept_on = points_kept(Decided(standings).on(corpus.every[report.source].report, (), organs))
    instead = f"；代替原来的选定：{_told(before)}" if before else ""
    say(
        printable(
            f"{whose.name}{year}年度：{who}选定以“{title}”为准{instead}。已记入“{place}”，再次核查时采用；该机关该年度只有这一份报告的，选定不影响结果。{kept_on}"
        )
    )
    return DONE


def _report(path: str) -> Report:
    """The one report at ``path``; UsageError, in Chinese, where there is none, more than one, or one that cannot be read."""
    reports = list(pipeline.read_all([path]))
    if len(reports) != 1:
        raise UsageError(f"“{path}”中有{len(reports)}个文件，没有选定。请只给出据以计入的那一份报告的文件。")
    (report,) = reports
    if report.status == "unreadable":
        raise UsageError(f"“{path}”未能读取，不能计入评分和汇总，没有选定：{report.error}")
    return report


def _told(choices: tuple[DecisionEvent, ...]) -> str:
    return "，".join(f"{by_whom(event)}选定“{masked_note(event.data['title'])}”" for event in choices)
