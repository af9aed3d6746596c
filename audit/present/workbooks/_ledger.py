"""The ledger for follow-up: an .xlsx with a sheet of findings, of scores, of missing reports and of reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

import xlsxwriter

from audit import schema
from audit.causes import Cause
from audit.findings import SEVERITY_NAMES, VERDICT_NAMES, Outcome
from audit.machine import libraries
from audit.model import Report
from audit.persons import masked
from audit.present import facts
from audit.present.html import brief
from audit.present.workbooks._ledgerlines import LedgerLine, numbered
from audit.profiles import Profile
from audit.score import Rank, Score, automatic, by_year, figure, full, grade, place, remarks
from audit.steering import harmless
from audit.text import Value, show

FINDINGS_SHEET, SCORES_SHEET, MISSING_SHEET = "问题台账", "评分", "未报送"
REPORTS_SHEET, SETTINGS_SHEET = "报告清单", "核查设置"
TITLE = "政府信息公开工作年度报告核查台账"
#: The columns of the sheet of missing reports that come first, in this order; further ones follow as they are given.
MISSING_COLUMNS = ("机关", "层级", "地区", "应报内容", "应报日期", "联系电话")
NONE_MISSING = "名录内的机关均已报送"
NOT_SCORED, VETO, BORNE = "不计分", "一票否决", "同一原因已计"
#: What one cell of the format can hold, with room for the words that say that it was cut.
_MAX_CELL_CHARACTERS = 32_000
#: Characters of a report's own text in a row: a page of copied text would leave no room for others on the sheet.
_QUOTED = 150
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_HEAD = {
    "font_name": "黑体", "font_size": 10, "bg_color": "#E7ECF0", "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center",
}  # fmt: skip
_BODY = {"font_name": "宋体", "font_size": 10, "border": 1, "text_wrap": True, "valign": "top"}
_POINTS, _CENTRED = {"num_format": "0.00", "align": "right"}, {"align": "center"}
#: Whole numbers beyond fifteen digits would lose digits in a spreadsheet.
_DIGITS = 10**15


@dataclass(frozen=True, slots=True)
class _LedgerColumn:
    """A column: its head and width in characters; whether its numbers are points, its entries short, it is printed."""

    title: str
    width: float
    points: bool = False
    centred: bool = False
    printed: bool = True


_FINDING_COLUMNS = (
    _LedgerColumn("序号", 5, centred=True), _LedgerColumn("机关", 15), _LedgerColumn("年度", 5.5, centred=True),
    _LedgerColumn("问题序号", 7, centred=True), _LedgerColumn("问题种类", 9),
    _LedgerColumn("规则", 6.5, centred=True), _LedgerColumn("问题", 16), _LedgerColumn("级别", 5.5, centred=True),
    _LedgerColumn("结论", 7, centred=True), _LedgerColumn("扣分", 8, points=True), _LedgerColumn("位置", 12), _LedgerColumn("原文", 18),
    _LedgerColumn("应为", 9, centred=True), _LedgerColumn("实为", 9, centred=True), _LedgerColumn("说明", 32),
    _LedgerColumn("可能填错的单元格", 20), _LedgerColumn("依据", 28), _LedgerColumn("处理意见", 13), _LedgerColumn("整改期限", 11),
    _LedgerColumn("来源文件", 26, printed=False), _LedgerColumn("问题编号", 19, printed=False),
    _LedgerColumn("归并编号", 19, printed=False),
)  # fmt: skip
_REPORT_COLUMNS = (
    _LedgerColumn("机关", 24), _LedgerColumn("年度", 6, centred=True), _LedgerColumn("来源文件", 30), _LedgerColumn("文件格式", 9, centred=True),
    _LedgerColumn("读取情况", 10, centred=True), _LedgerColumn("适用格式", 9, centred=True), _LedgerColumn("已读单元格", 10),
    _LedgerColumn("相符", 7), _LedgerColumn("不符", 7), _LedgerColumn("错误", 6), _LedgerColumn("疑点", 6), _LedgerColumn("提示", 6),
    _LedgerColumn("无法核对", 9), _LedgerColumn("读取说明", 46), _LedgerColumn("SHA-256", 30, printed=False),
)  # fmt: skip
_SCORE_COLUMNS = (
    _LedgerColumn("名次", 5.5, centred=True), _LedgerColumn("机关", 24), _LedgerColumn("年度", 6, centred=True),
    _LedgerColumn("得分", 9, points=True), _LedgerColumn("等次", 9, centred=True), _LedgerColumn("得分下限", 9, points=True),
    _LedgerColumn("得分上限", 9, points=True),
)  # fmt: skip
_SETTING_COLUMNS = (
    _LedgerColumn("项目", 22),
    _LedgerColumn("适用机关", 40),
    _LedgerColumn("内容", 80),
    _LedgerColumn("SHA-256", 30, printed=False),
)
_MISSING_WIDTHS = {"机关": 28, "层级": 8, "地区": 14, "应报内容": 34, "应报日期": 13, "联系电话": 18, "说明": 34}
_Cell = Value | str | None


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
) -> None:
    """Write the ledger to ``path``; every text is written as text, so that none can act as a formula.

    ``profiles`` are those that the user chose; the last sheet says what they change. ``scores`` (by the report's source, by agency where there is none) adds
    the sheet of scores, and what each finding cost. ``missing`` adds the sheet of missing reports, one mapping from
    Chinese column title to entry for each (see ``MISSING_COLUMNS``); an empty one says that none is missing, None that
    there is no roster to tell. ``beyond`` are outcomes that belong to no report that was read. ``causes`` tell which
    outcomes are one thing to correct. ``settings`` are further lines of the last sheet: what, for
    whom, which, and the file's SHA-256.
    """
    pairs = list(audited)
    costs = {key: _costs(score) for key, score in (scores or {}).items() if score.total is not None}
    borne = {key: _bearers(score) for key, score in (scores or {}).items()}
    lines = numbered((*pairs, (None, list(beyond))), causes)
    by_key = {(id(line.report), line.outcome.key): line for line in lines}
    rows = []
    for line in lines:
        whose, key = line.report.source if line.report else line.outcome.agency or "", line.outcome.key
        known = costs.get(whose)
        cost = "" if known is None else known.get(key, NOT_SCORED)
        bearer = by_key.get((id(line.report), borne[whose].get(key, ""))) if cost == BORNE else None
        rows.append(_finding_row(line, f"{BORNE}，见{bearer.called}" if bearer else cost))
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        book.set_properties({"title": TITLE, "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001
        book.set_custom_property(schema.NAME, schema.tag("ledger"))
        _sheet(book, FINDINGS_SHEET, _FINDING_COLUMNS, rows, frozen=2)
        if scores is not None:
            _scores_sheet(book, scores)
        if missing is not None:
            _missing_sheet(book, list(missing))
        _sheet(book, REPORTS_SHEET, _REPORT_COLUMNS, [_report_row(report, outcomes) for report, outcomes in pairs])
        _sheet(book, SETTINGS_SHEET, _SETTING_COLUMNS, [*_setting_rows(profiles), *map(list, settings)])


def _finding_row(line: LedgerLine, cost: Decimal | str) -> list[_Cell]:
    outcome, cause, settled = line.outcome, line.cause, line.settled
    first = outcome.places[0] if outcome.places else None
    return [
        line.number,
        outcome.agency or "（未识别）",
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
        line.proposal(),
        outcome.basis,
        "",
        "",
        masked(outcome.source),
        outcome.key,
        cause.key if cause else "",
    ]


def _report_row(report: Report, outcomes: Sequence[Outcome]) -> list[_Cell]:
    counts = facts.counts(outcomes)
    return [
        report.agency or "（未识别）",
        report.year,
        masked(report.source),
        report.format,
        facts.STATUS_NAMES[report.status],
        report.edition or "",
        len(report.cells),
        *(counts[name] for name in ("pass", "fail", "error", "warning", "info", "undecided")),
        "；".join(([report.error] if report.error else []) + list(report.notes)),
        report.sha256,
    ]


def _setting_rows(profiles: Sequence[Profile]) -> list[list[str]]:
    """The toolkit's version and libraries, then what each profile changes and for whom."""
    rows = [
        ["工具版本", "", facts.toolkit_version(), ""],
        ["运行环境", "", f"{libraries.runtime()}，依赖库摘要{libraries.standing()}", ""],
    ]
    for profile in profiles:
        whom, what = "、".join(profile.applies_to) or "全部", "；".join(profile.changes) or "没有改变"
        rows.append([f"核查方案：{profile.name}", whom, what, profile.digest])
    return rows if profiles else [*rows, ["核查方案", "", "未使用，各规则按其自身的级别核查", ""]]


def _costs(score: Score) -> Mapping[str, Decimal | str]:
    """What each finding of a scored report cost: points, a veto, or nothing since another one of its cause is charged."""
    vetoing = {key: VETO for hit in score.vetoes if not hit.pending for key in hit.keys}
    points = score.deducted()
    free = {key: veto for key, veto in vetoing.items() if not points.get(key)}
    return {**points, **dict.fromkeys(score.borne(), BORNE), **free}


def _bearers(score: Score) -> Mapping[str, str]:
    """The key of the finding that each borne one is charged with."""
    return {one.key: one.borne_by for item in score.items for one in item.deductions if one.borne_by}


def _scores_sheet(book: Any, scores: Mapping[str, Score]) -> None:
    ranked = [(rank, score) for _, year in by_year(scores) for _, rank, score in year]
    item_titles = list(dict.fromkeys((item.item, full(item.points)) for _, score in ranked for item in score.items))
    columns = [
        *_SCORE_COLUMNS,
        *(_LedgerColumn(f"{name}（{points}）", 9, points=True) for name, points in item_titles),
        _LedgerColumn("自动评分", 12, centred=True),
        _LedgerColumn("一票否决", 16),
        _LedgerColumn("说明", 40),
    ]
    _sheet(book, SCORES_SHEET, columns, [_score_row(rank, score, item_titles) for rank, score in ranked], frozen=2)


def _score_row(rank: Rank | None, score: Score, item_titles: Iterable[tuple[str, str]]) -> list[_Cell]:
    earned = {(item.item, full(item.points)): item.earned for item in score.items}
    open_rank = [f"名次待定，在第{place(rank)}之间"] if rank and not rank.certain else []
    return [
        rank and rank.certain,
        score.agency or "（未识别）",
        score.year,
        figure(score) if score.is_provisional else score.total,
        grade(score),
        score.low,
        score.high,
        *(earned.get(title) for title in item_titles),
        automatic(score),
        "；".join(hit.name + ("（待核）" if hit.pending else "") for hit in score.vetoes),
        "；".join([*remarks(score), *open_rank]),
    ]


def _missing_sheet(book: Any, missing: Sequence[Mapping[str, object]]) -> None:
    titles = list(dict.fromkeys([*MISSING_COLUMNS, *(title for row in missing for title in row)]))
    columns = [
        _LedgerColumn("序号", 5, centred=True),
        *(_LedgerColumn(title, _MISSING_WIDTHS.get(title, 16)) for title in titles),
        _LedgerColumn("催报情况", 22),
    ]
    rows: list[list[_Cell]] = [
        [number, *("" if row.get(title) is None else str(row[title]) for title in titles), ""]
        for number, row in enumerate(missing, 1)
    ]
    _sheet(book, MISSING_SHEET, columns, rows or [[None, NONE_MISSING]])


def _sheet(
    book: Any, name: str, columns: Sequence[_LedgerColumn], rows: Sequence[Sequence[_Cell]], *, frozen: int = 1
) -> None:
    """One sheet; the head and the first ``frozen`` columns stay in view."""
    sheet = book.add_worksheet(name)
    head = book.add_format(_HEAD)
    plainly, points, centred = (book.add_format(_BODY | extra) for extra in ({}, _POINTS, _CENTRED))
    for column, one in enumerate(columns):
        sheet.set_column(column, column, one.width)
        sheet.write_string(0, column, one.title, head)
    for row, values in enumerate(rows, 1):
        for column, (value, one) in enumerate(zip_longest(values, columns), 0):
            body = points if one.points else centred if one.centred else plainly
            exact = isinstance(value, int) and abs(value) < _DIGITS
            if exact or (one.points and isinstance(value, Decimal)):
                sheet.write_number(row, column, value, body)
            elif text := plain(value):
                sheet.write_string(row, column, text, body)
            else:
                sheet.write_blank(row, column, None, body)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    sheet.freeze_panes(1, frozen)
    sheet.repeat_rows(0)
    # What only helps to find a file or a finding again stays on the screen, so that the rest can be read on paper.
    sheet.print_area(0, 0, max(1, len(rows)), sum(one.printed for one in columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f'&C&"黑体,常规"&16{TITLE}（{name}）')
    sheet.set_footer(f"&L{name}&R第 &P 页，共 &N 页")


def plain(value: Value | str | None) -> str:
    """``value`` as text that a workbook can hold: no control characters, no lone surrogates, not too long."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else show(value)
    text = harmless(text).strip()
    return text if len(text) <= _MAX_CELL_CHARACTERS else f"{text[:_MAX_CELL_CHARACTERS]}……（原文过长，已截断）"
