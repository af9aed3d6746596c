"""The sheets of causes, on which people decide and follow up, and their summary by agency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from audit.decisions import RULING_NAMES
from audit.findings import SEVERITY_NAMES, VERDICT_NAMES
from audit.ledgerrows import (
    CAUSES_SHEET,
    CLOSED_WORDS,
    COUNTED,
    COUNTED_WORDS,
    GONE,
    HANDLED,
    MARK,
    NOTE,
    NUMBER,
    OPEN_SHEET,
    REASON,
    REASONS,
    RULED,
    SUMMARY_SHEET,
)
from audit.present.workbooks._followup import CauseRow, CauseSheet, FollowUp, handled_cells
from audit.present.workbooks._sheets import (
    LedgerCell,
    LedgerColumn,
    LedgerFormula,
    LedgerLink,
    SheetLook,
    column_of,
    write_sheet,
)

_WIDTHS = {"unit": 7.5, "person": 6, "due": 10.5, "statement": 7.5, "result": 7.5, "reviewer": 6, "closed": 4.5}
_HANDLING_COLUMNS = tuple(
    LedgerColumn(
        HANDLED[name],
        width,
        fills=True,
        centred=name == "closed",
        day=name == "due",
        choices=CLOSED_WORDS if name == "closed" else (),
    )
    for name, width in _WIDTHS.items()
)
CAUSE_COLUMNS = (
    LedgerColumn("序号", 3.5, centred=True), LedgerColumn("机关", 10), LedgerColumn("问题序号", 6, centred=True),
    LedgerColumn("级别", 4.5, centred=True), LedgerColumn("问题", 9.5), LedgerColumn("说明", 17), LedgerColumn("改正建议", 12.5),
    LedgerColumn(RULED, 6.5, centred=True, fills=True, choices=tuple(RULING_NAMES.values())),
    LedgerColumn(REASON, 7, fills=True, choices=REASONS, free=True), LedgerColumn(NOTE, 7, fills=True), LedgerColumn("认定情况", 8),
    *_HANDLING_COLUMNS,
    LedgerColumn("年度", 6, centred=True, printed=False),
    LedgerColumn("问题种类", 12, printed=False),
    LedgerColumn("规则", 7, centred=True, printed=False), LedgerColumn("归并编号", 19, printed=False),
    LedgerColumn(COUNTED, 7, centred=True, printed=False), LedgerColumn("来源文件", 26, printed=False),
    LedgerColumn(MARK, 12, printed=False, hidden=True),
)  # fmt: skip
_SHEETS: dict[CauseSheet, str] = {"wrong": CAUSES_SHEET, "open": OPEN_SHEET}
_LEVELS = (*SEVERITY_NAMES.values(), VERDICT_NAMES["undecided"])
#: The ground of each level; what was dismissed, closed or is there no more is grey.
_GROUNDS = dict(zip(_LEVELS, ("#F9DAD5", "#FDEFC8", "#E3EEF9", "#ECECEC"), strict=True))
_GREY = {"font_color": "#7F7F7F", "bg_color": "#F4F4F4"}
_RULES = (
    (f'OR({{{RULED}}}="{RULING_NAMES["dismissed"]}",{{{HANDLED["closed"]}}}="{CLOSED_WORDS[0]}")', _GREY),
    *((f'AND({{级别}}="{level}",COLUMN()<=5)', {"bg_color": ground}) for level, ground in _GROUNDS.items()),
)
_CONFIRMED, _DISMISSED = RULING_NAMES["confirmed"], RULING_NAMES["dismissed"]
_HERE, _NOT_FILED, _BESIDE = COUNTED_WORDS
_SUMMARY_HEADS = (
    *_LEVELS[:3], "合计", _LEVELS[3], *RULING_NAMES.values(), "未认定", "已销号", "未报送", "另计"
)  # fmt: skip


def cause_sheets(
    book: Any, rows: Sequence[CauseRow], marks: Sequence[str], agencies: Sequence[str], follow: FollowUp
) -> None:
    """The sheet of what is to be put right, that of what could not be compared, and the summary of both.

    ``agencies`` stand in the summary even where nothing was found.
    """
    of = f"{follow.year}年度" if follow.year else ""
    for sheet, name in _SHEETS.items():
        here = [(row, mark) for row, mark in zip(rows, marks, strict=True) if row.sheet == sheet]
        lines = [_line(number, row, mark) for number, (row, mark) in enumerate(here, 1)]
        write_sheet(book, name, CAUSE_COLUMNS, lines, SheetLook(3, _RULES, of))
    _summary(book, rows, agencies, SheetLook(of=of, remark=follow.intake))


def _line(number: int, row: CauseRow, mark: str) -> list[LedgerCell]:
    known: dict[str, LedgerCell] = {
        **row.cells,
        "序号": number,
        "级别": _level(number, row),
        "问题序号": LedgerLink(str(row.cells.get("问题序号") or ""), row.target),
        RULED: row.fields.ruling,
        REASON: row.fields.reason,
        NOTE: row.fields.note,
        "认定情况": row.state,
        **dict(zip(HANDLED.values(), handled_cells(row.fields), strict=True)),
        MARK: mark,
    }
    return [known.get(column.title) for column in CAUSE_COLUMNS]


def _level(number: int, row: CauseRow) -> LedgerCell:
    """The level of the row, which follows what people choose where that changes it: what was left open may be found true."""
    by_itself = str(row.cells["级别"])
    if row.confirmed == by_itself:
        return by_itself
    ruled = f"${column_of(CAUSE_COLUMNS, RULED)}{number + 1}"
    return LedgerFormula(f'=IF({ruled}="{_CONFIRMED}","{row.confirmed}","{by_itself}")', row.level)


def _summary(book: Any, rows: Sequence[CauseRow], agencies: Sequence[str], look: SheetLook) -> None:
    """How many causes each agency has, by level and by what was decided, as formulas over both sheets.

    They count as terminal and overview do: what was dismissed is no fault, what was left open and is found true is one;
    an agency without a report has no problem, it has not filed; reports that are not the one to go by stand apart.
    """
    by_agency: dict[str, list[CauseRow]] = {agency: [] for agency in agencies}
    for row in rows:
        if row.level != GONE or row.fields.is_closed:
            by_agency.setdefault(str(row.cells["机关"]), []).append(row)
    columns = [LedgerColumn("单位", 30), *(LedgerColumn(head, 9, centred=True) for head in _SUMMARY_HEADS)]
    lines: list[list[LedgerCell]] = [
        [agency, *_counts(number, agency, own)] for number, (agency, own) in enumerate(by_agency.items(), 2)
    ]
    last = len(lines) + 1
    if lines:
        letters = [column_of(columns, head) for head in _SUMMARY_HEADS]
        sums = [sum(_value(line[place]) for line in lines) for place in range(1, len(_SUMMARY_HEADS) + 1)]
        total = (LedgerFormula(f"=SUM({c}2:{c}{last})", value) for c, value in zip(letters, sums, strict=True))
        lines.append(["合计", *total])
    write_sheet(book, SUMMARY_SHEET, columns, lines, look)


def _value(cell: LedgerCell) -> int:
    return cell.value if isinstance(cell, LedgerFormula) and isinstance(cell.value, int) else 0


def _counts(number: int, agency: str, rows: Sequence[CauseRow]) -> Iterable[LedgerFormula]:
    """The formulas of one agency's line, each with what it gives at present."""
    whose = _criterion(number, agency)

    def over(found: Iterable[CauseRow], **criteria: str) -> LedgerFormula:
        areas = [("机关", whose), *criteria.items()]
        each = (",".join(f"{sheet}!{_area(head)},{words}" for head, words in areas) for sheet in _SHEETS.values())
        return LedgerFormula("=" + "+".join(f"COUNTIFS({one})" for one in each), sum(1 for _ in found))

    here = [row for row in rows if row.cells.get(COUNTED) == _HERE]
    stands = [row for row in rows if row.fields.ruling != _DISMISSED]
    counted = [row for row in stands if row.cells.get(COUNTED) == _HERE]
    standing, of_report = {RULED: _word("<>" + _DISMISSED)}, {COUNTED: _word(_HERE)}
    for level in _LEVELS[:3]:
        yield over((r for r in counted if r.level == level), 级别=_word(level), **standing, **of_report)
    yield LedgerFormula(f"=SUM(B{number}:D{number})", sum(row.level in _LEVELS[:3] for row in counted))
    yield over((r for r in counted if r.level == _LEVELS[3]), 级别=_word(_LEVELS[3]), **standing, **of_report)
    for word in RULING_NAMES.values():
        yield over((row for row in here if row.fields.ruling == word), **{RULED: _word(word)}, **of_report)
    open_ = (row for row in here if not row.fields.ruling and row.mark.kind == "cause")
    yield over(open_, **{RULED: '""', NUMBER: _word("<>补充*")}, **of_report)
    # What is there no more may have been closed too, which is the end of it.
    yield over((row for row in rows if row.fields.is_closed), **standing, **{HANDLED["closed"]: _word(CLOSED_WORDS[0])})
    absent = (r for r in stands if r.cells.get(COUNTED) == _NOT_FILED and r.level != _LEVELS[3])
    yield over(absent, 级别=_word("<>" + _LEVELS[3]), **standing, **{COUNTED: _word(_NOT_FILED)})
    yield over((r for r in stands if r.cells.get(COUNTED) == _BESIDE), **standing, **{COUNTED: _word(_BESIDE)})


def _area(head: str) -> str:
    letters = column_of(CAUSE_COLUMNS, head)
    return f"${letters}:${letters}"


def _word(word: str) -> str:
    return f'"{word}"'


def _criterion(number: int, agency: str) -> str:
    """The agency's name as a criterion: signs that a criterion would take for wildcards or comparisons stand for themselves."""
    cell = f"$A{number}"
    if agency[:1] not in "<>=" and not set(agency) & set("*?~"):
        return cell
    for sign in "~*?":
        cell = f'SUBSTITUTE({cell},"{sign}","~{sign}")'
    return f'"="&{cell}'
