"""The ledger for follow-up: an .xlsx with a sheet of findings, of scores, of missing reports and of reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from audit import schema
from audit.causes import Cause
from audit.findings import SEVERITY_NAMES, VERDICT_NAMES, Outcome
from audit.ledgerrows import CAUSES_SHEET, COUNTED, encoded, sealed
from audit.machine.installed import libraries
from audit.model import Report
from audit.persons import masked
from audit.present import facts
from audit.present.decided import review_short, review_steps
from audit.present.html import brief
from audit.present.problems.problemcounts import ProblemCounts
from audit.present.workbooks._causesheets import cause_sheets
from audit.present.workbooks._followup import FollowUp, cause_rows, stated
from audit.present.workbooks._ledgerlines import LedgerLine, numbered
from audit.present.workbooks._scoresheets import (
    BORNE,
    NOT_SCORED,
    bearers,
    costs,
    manual_items,
    points_mark,
    points_sheet,
    scores_sheet,
)
from audit.present.workbooks._sheets import DEFAULT_LOOK, TITLE, LedgerCell, LedgerColumn, SheetLook, write_sheet
from audit.profiles import Profile
from audit.rulings import NO_RULINGS
from audit.score import Score

FINDINGS_SHEET, MISSING_SHEET = "问题台账", "未报送"
LOST_SHEET = "未能对应的认定"
REPORTS_SHEET, SETTINGS_SHEET = "报告清单", "核查设置"
#: The columns of the sheet of missing reports that come first, in this order; further ones follow as they are given.
MISSING_COLUMNS = ("机关", "层级", "地区", "应报内容", "应报日期", "联系电话")
NONE_MISSING = "名录内的机关均已报送"
#: Characters of a report's own text in a row: a page of copied text would leave no room for others on the sheet.
_QUOTED = 150
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FINDING_COLUMNS = (
    LedgerColumn("序号", 5, centred=True), LedgerColumn("机关", 14), LedgerColumn("年度", 5.5, centred=True),
    LedgerColumn("问题序号", 7, centred=True), LedgerColumn("问题种类", 9),
    LedgerColumn("规则", 6.5, centred=True), LedgerColumn("问题", 13.5), LedgerColumn("级别", 5.5, centred=True),
    LedgerColumn("结论", 7, centred=True), LedgerColumn("扣分", 8, points=True), LedgerColumn("位置", 11), LedgerColumn("原文", 15),
    LedgerColumn("应为", 8.5, centred=True), LedgerColumn("实为", 8.5, centred=True), LedgerColumn("说明", 26),
    LedgerColumn("可能填错的单元格", 17), LedgerColumn("依据", 18), LedgerColumn("处理意见", 11, kept_by=CAUSES_SHEET), LedgerColumn("整改期限", 11, kept_by=CAUSES_SHEET),
    LedgerColumn("来源文件", 26, printed=False), LedgerColumn("问题编号", 19, printed=False),
    LedgerColumn("归并编号", 19, printed=False),
)  # fmt: skip
_REPORT_COLUMNS = (
    LedgerColumn("机关", 24), LedgerColumn("年度", 6, centred=True), LedgerColumn("来源文件", 30), LedgerColumn(COUNTED, 11), LedgerColumn("计入依据", 14), LedgerColumn("文件格式", 9, centred=True),
    LedgerColumn("读取情况", 10, centred=True), LedgerColumn("适用格式", 9, centred=True), LedgerColumn("已读单元格", 10),
    LedgerColumn("相符", 7), LedgerColumn("不符", 7), LedgerColumn("错误", 6), LedgerColumn("疑点", 6), LedgerColumn("提示", 6),
    LedgerColumn("无法核对", 9), LedgerColumn("不属实", 8), LedgerColumn("分工", 10), LedgerColumn("审核进度", 14), LedgerColumn("审核经过", 36),
    LedgerColumn("读取说明", 46), LedgerColumn("SHA-256", 30, printed=False),
)  # fmt: skip
_SETTING_COLUMNS = (
    LedgerColumn("项目", 22),
    LedgerColumn("适用机关", 40),
    LedgerColumn("内容", 80),
    LedgerColumn("SHA-256", 30, printed=False),
)
_LOST_COLUMNS = (
    LedgerColumn("情形", 20),
    LedgerColumn("机关", 24),
    LedgerColumn("事项", 34),
    LedgerColumn("所作认定", 44),
    LedgerColumn("处理", 34),
)
_MISSING_WIDTHS = {"机关": 28, "层级": 8, "地区": 14, "应报内容": 34, "应报日期": 13, "联系电话": 18, "说明": 34}
_NO_FOLLOW_UP = FollowUp()
_HOW_COUNTED = (
    "相符、不符为工具核查的结果数（条），不计认定；错误、疑点、提示、无法核对为写出台账时的问题数（处），"
    "计入认定和人工补充，与总览相同；认定为不属实的只计入“不属实”"
)


def write(
    audited: Iterable[facts.Audited],
    path: str | Path,
    profiles: Sequence[Profile] = (),
    *,
    scores: Mapping[str, Score] | None = None,
    missing: Iterable[Mapping[str, object]] | None = None,
    beyond: Iterable[Outcome] = (),
    causes: Iterable[Cause] = (),
    settings: Iterable[Sequence[str]] = (),
    lost: Iterable[Sequence[str]] = (),
    follow: FollowUp = _NO_FOLLOW_UP,
) -> None:
    """Write the ledger to ``path``; every text is written as text, so that none can act as a formula.

    ``profiles`` are those that the user chose; the last sheet says what they change. ``scores`` (by the report's source, by agency where there is none) adds
    the sheet of scores, and what each finding cost. ``missing`` adds the sheet of missing reports, one mapping from
    Chinese column title to entry for each (see ``MISSING_COLUMNS``); an empty one says that none is missing, None that
    there is no roster to tell. ``beyond`` are outcomes that belong to no report that was read. ``causes`` tell which
    outcomes are one thing to correct. ``follow`` is what people decided and how it goes on. ``settings`` are further lines of the last sheet: what, for
    whom, which, and the file's SHA-256. ``lost`` are the lines of what people decided and does not count, see ``overview.lost_rows``.
    """
    pairs = list(audited)
    cost_of = {key: costs(score) for key, score in (scores or {}).items() if score.total is not None}
    borne = {key: bearers(score) for key, score in (scores or {}).items()}
    lines = numbered((*pairs, (None, list(beyond))), causes, follow.decisions)
    by_key = {(id(line.report), line.outcome.key): line for line in lines}
    rows = []
    for line in lines:
        whose, key = line.report.source if line.report else line.outcome.agency or "", line.outcome.key
        known = cost_of.get(whose)
        cost = "" if known is None else known.get(key, NOT_SCORED)
        bearer = by_key.get((id(line.report), borne[whose].get(key, ""))) if cost == BORNE else None
        rows.append(_finding_row(line, f"{BORNE}，见{bearer.called}" if bearer else cost, follow))
    # The library writes into what it is given.
    options = {**_OPTIONS, "default_format_properties": dict(DEFAULT_LOOK)}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": TITLE, "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001
        book.set_custom_property(schema.NAME, schema.tag("ledger"))
        _to_fill_in(book, pairs, lines, scores, follow)
        if rows_of_lost := [list(row) for row in lost]:
            write_sheet(book, LOST_SHEET, _LOST_COLUMNS, rows_of_lost)
        write_sheet(book, FINDINGS_SHEET, _FINDING_COLUMNS, rows, SheetLook(frozen=2))
        if scores is not None:
            scores_sheet(book, scores)
        if missing is not None:
            _missing_sheet(book, list(missing), _chased(lines, follow))
        _reports_sheet(book, pairs, lines, follow)
        write_sheet(book, SETTINGS_SHEET, _SETTING_COLUMNS, [*_setting_rows(profiles), *map(list, settings)])


def _to_fill_in(
    book: Any,
    pairs: Sequence[facts.Audited],
    lines: Sequence[LedgerLine],
    scores: Mapping[str, Score] | None,
    follow: FollowUp,
) -> None:
    """The sheets that people fill in, each row with what it remembers, and the summary of these."""
    causes = cause_rows(lines, follow)
    items = [
        (source, score, item, given, follow.decided.standings.notes(given), follow.decided.standings.overruled(given))
        for source, score, item in manual_items(scores or {})
        for given in [follow.points(source, score, item.item)]
    ]
    given = [
        points_mark(source, score, item, follow.organ(source, score), follow.points(source, score, item.item))
        for source, score, item in manual_items(scores or {})
    ]
    events = follow.decided.standings.events
    sealed_marks = sealed([*(row.mark for row in causes), *given], events[-1].uuid if events else "")
    marks = [encoded(mark) for mark in sealed_marks]
    due = [
        facts.organ_name(report.agency, report.source, report.private)
        for report, _ in pairs
        if report.status != "unreadable" and follow.is_due(report)
    ]
    cause_sheets(book, causes, marks[: len(causes)], due, follow)
    if scores is not None:
        points_sheet(
            book, [(*each, mark) for each, mark in zip(items, marks[len(causes) :], strict=True)], follow.defaults
        )


def _finding_row(line: LedgerLine, cost: Decimal | str, follow: FollowUp) -> list[LedgerCell]:
    outcome, cause, settled = line.outcome, line.cause, line.settled
    first = outcome.places[0] if outcome.places else None
    return [
        line.number,
        facts.organ_name(outcome.agency, outcome.source, line.report.private if line.report else ()),
        outcome.year,
        line.problem.name,
        cause.name if cause else "",
        outcome.rule,
        outcome.head,
        SEVERITY_NAMES[outcome.severity] if outcome.verdict == "fail" else "",
        VERDICT_NAMES[outcome.verdict],
        cost,
        first.place.describe() if first else "",
        brief(first.raw, _QUOTED) if first else "",
        None if settled else outcome.expected,
        None if settled else outcome.actual,
        outcome.message,
        line.suspected(),
        outcome.basis,
        stated(follow.standing(line), line.cause) if line.number == line.root else "",
        follow.due(line) if line.number == line.root else "",
        masked(outcome.source),
        outcome.key,
        cause.key if cause else "",
    ]


def _reports_sheet(book: Any, pairs: Sequence[facts.Audited], lines: Sequence[LedgerLine], follow: FollowUp) -> None:
    """The reports, each with how many checks agree, and how many problems it has that count."""
    problems = {line.report.source: line.problems for line in lines if line.report}
    rows = []
    for report, outcomes in pairs:
        own, rulings = problems.get(report.source), follow.rulings.get(report.source, NO_RULINGS)
        standing = ProblemCounts.of((*(own.standing if own else ()), *rulings.added))
        reviewed = (rulings.assigned, review_short(rulings), "\n".join(review_steps(rulings)))
        problems_told = (*standing, len(own.dismissed) if own else 0)
        counting = (follow.counting(report), follow.chosen.get(report.source, ""))
        rows.append(_report_row(report, outcomes, counting, problems_told, reviewed))
    write_sheet(book, REPORTS_SHEET, _REPORT_COLUMNS, rows)


def _report_row(
    report: Report,
    outcomes: Sequence[Outcome],
    counting: Sequence[str],
    standing: Sequence[int],
    reviewed: Sequence[str],
) -> list[LedgerCell]:
    counts = facts.counts(outcomes)
    return [
        facts.organ_name(report.agency, report.source, report.private),
        report.year,
        masked(report.source),
        *counting,
        report.format,
        facts.STATUS_NAMES[report.status],
        report.edition or "",
        len(report.cells),
        *(counts[name] for name in ("pass", "fail")),
        *standing,
        *reviewed,
        "；".join(([report.error] if report.error else []) + list(report.notes)),
        report.sha256,
    ]


def _setting_rows(profiles: Sequence[Profile]) -> list[list[str]]:
    """The toolkit's version and libraries, then what each profile changes and for whom."""
    rows = [
        ["工具版本", "", facts.toolkit_version(), ""],
        ["运行环境", "", f"{libraries.runtime()}，依赖库摘要{libraries.standing()}", ""],
        [f"“{REPORTS_SHEET}”的计数", "", _HOW_COUNTED, ""],
    ]
    for profile in profiles:
        whom, what = "、".join(profile.applies_to) or "全部", "；".join(profile.changes) or "没有改变"
        rows.append([f"核查方案：{profile.name}", whom, what, profile.digest])
    return rows if profiles else [*rows, ["核查方案", "", "未使用，各规则按其自身的级别核查", ""]]


def _chased(lines: Iterable[LedgerLine], follow: FollowUp) -> dict[str, str]:
    """What is known of how agencies were asked for their report, by name (Chinese)."""
    absent = (line for line in lines if line.report is None and line.cause and line.outcome.role == "not_filed")
    return {line.outcome.agency or "": follow.handled(line).words for line in absent}


def _missing_sheet(book: Any, missing: Sequence[Mapping[str, object]], chased: Mapping[str, str]) -> None:
    """The agencies without a report. How they are asked for it is filled in where all else is; here it can be read."""
    titles = list(dict.fromkeys([*MISSING_COLUMNS, *(title for row in missing for title in row)]))
    columns = [
        LedgerColumn("序号", 5, centred=True),
        *(LedgerColumn(title, _MISSING_WIDTHS.get(title, 16)) for title in titles),
        LedgerColumn("催报情况", 22, kept_by=CAUSES_SHEET),
    ]
    rows: list[list[LedgerCell]] = [
        [
            number,
            *("" if row.get(title) is None else str(row[title]) for title in titles),
            chased.get(str(row.get("机关")), ""),
        ]
        for number, row in enumerate(missing, 1)
    ]
    write_sheet(book, MISSING_SHEET, columns, rows or [[None, NONE_MISSING]])
