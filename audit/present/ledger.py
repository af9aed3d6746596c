"""The ledger for follow-up: an .xlsx with one row a finding, and one row a report on a second sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from audit.findings import SEVERITY_NAMES, VERDICT_NAMES, Outcome
from audit.model import Report
from audit.present import facts, prose
from audit.profiles import Profile
from audit.text import Value, show

FINDINGS_SHEET, REPORTS_SHEET, SETTINGS_SHEET = "问题台账", "报告清单", "核查设置"
#: What one cell of the format can hold, with room for the words that say that it was cut.
_LONGEST = 32_000
#: Whole numbers beyond fifteen digits would lose digits in a spreadsheet.
_DIGITS = 10**15

_FINDING_COLUMNS: Sequence[tuple[str, float]] = (
    ("序号", 5), ("机关", 20), ("年度", 6), ("规则", 7), ("问题", 22), ("级别", 6), ("结论", 9), ("依据", 30),
    ("位置", 18), ("原文", 26), ("应为", 11), ("实为", 11), ("说明", 42), ("可能填错的单元格", 26),
    ("来源文件", 22), ("问题编号", 18), ("处理意见", 16), ("整改期限", 12),
)  # fmt: skip
_REPORT_COLUMNS: Sequence[tuple[str, float]] = (
    ("机关", 24), ("年度", 6), ("来源文件", 30), ("文件格式", 9), ("读取情况", 10), ("适用格式", 9), ("已读单元格", 10),
    ("相符", 7), ("不符", 7), ("错误", 6), ("疑点", 6), ("提示", 6), ("无法核对", 9), ("读取说明", 46), ("SHA-256", 30),
)  # fmt: skip

_SETTING_COLUMNS: Sequence[tuple[str, float]] = (("项目", 14), ("适用机关", 44), ("内容", 80), ("SHA-256", 30))


def write(audited: Iterable[facts.Audited], path: str | Path, profiles: Sequence[Profile] = ()) -> None:
    """Write the ledger to ``path``; every text is written as text, so that none can act as a formula.

    ``profiles`` are those that the user chose; the last sheet says what they change.
    """
    pairs = list(audited)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": "政府信息公开工作年度报告核查台账", "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001
        findings = [
            _finding_row(number, report, outcome)
            for number, (report, outcome) in enumerate(
                ((r, o) for r, found in pairs for o in (*facts.findings(found), *facts.undecided(found))), 1
            )
        ]
        _sheet(book, FINDINGS_SHEET, _FINDING_COLUMNS, findings)
        _sheet(book, REPORTS_SHEET, _REPORT_COLUMNS, [_report_row(report, found) for report, found in pairs])
        _sheet(book, SETTINGS_SHEET, _SETTING_COLUMNS, _setting_rows(profiles))


def _finding_row(number: int, report: Report, outcome: Outcome) -> list[Value | str | None]:
    guessed = prose.suspects(outcome, report)
    suspects = [f"{label}，如改为{show(guess.value)}则相符" for label, guess in guessed[: prose.MAX_SUSPECTS]]
    if len(guessed) > len(suspects):
        suspects.append(f"另有{len(guessed) - len(suspects)}格同样可能")
    first = outcome.places[0] if outcome.places else None
    return [
        number,
        outcome.agency or "（未识别）",
        outcome.year,
        outcome.rule,
        outcome.title,
        SEVERITY_NAMES[outcome.severity],
        VERDICT_NAMES[outcome.verdict],
        outcome.basis,
        first.place.describe() if first else "",
        first.raw if first else "",
        outcome.expected,
        outcome.actual,
        outcome.message,
        "；".join(suspects),
        outcome.source,
        outcome.key,
        "",
        "",
    ]


def _report_row(report: Report, outcomes: Sequence[Outcome]) -> list[Value | str | None]:
    counts = facts.counts(outcomes)
    return [
        report.agency or "（未识别）",
        report.year,
        report.source,
        report.format,
        prose.STATUS_NAMES[report.status],
        report.edition or "",
        len(report.cells),
        *(counts[name] for name in ("pass", "fail", "error", "warning", "info", "undecided")),
        "；".join(([report.error] if report.error else []) + list(report.notes)),
        report.sha256,
    ]


def _setting_rows(profiles: Sequence[Profile]) -> list[list[str]]:
    """The toolkit's version, then what each profile changes and for whom."""
    rows = [["工具版本", "", facts.toolkit_version(), ""]]
    for profile in profiles:
        whom, what = "、".join(profile.applies_to) or "全部", "；".join(profile.changes) or "没有改变"
        rows.append([f"核查方案：{profile.name}", whom, what, profile.digest])
    return rows if profiles else [*rows, ["核查方案", "", "未使用，各规则按其自身的级别核查", ""]]


def _sheet(
    book: Any, name: str, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[Value | str | None]]
) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format(
        {"bold": True, "bg_color": "#E7ECF0", "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
    )
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values):
            if isinstance(value, int) and abs(value) < _DIGITS:
                sheet.write_number(row, column, value, body)
            elif text := plain(value):
                sheet.write_string(row, column, text, body)
            else:
                sheet.write_blank(row, column, None, body)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L{name}&R第 &P 页，共 &N 页")


def plain(value: Value | str | None) -> str:
    """``value`` as text that a workbook can hold: no control characters, no lone surrogates, not too long."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else show(value)
    text = "".join(char if char.isprintable() or char == "\n" else " " for char in text)
    text = text.encode("utf-8", "replace").decode().strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……（原文过长，已截断）"
