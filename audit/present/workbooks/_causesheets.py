"""The sheets of causes, on which people decide and follow up, and their summary by agency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from audit.decisions import RULING_NAMES
from audit.findings import SEVERITY_NAMES, VERDICT_NAMES
from audit.ledgerrows import (
    CAUSES_SHEET,
    CLOSED_WORDS,
    GONE,
    HANDLED,
    MARK,
    NOTE,
    OPEN_SHEET,
    REASON,
    REASONS,
    RULED,
    SUMMARY_SHEET,
)
from audit.present.workbooks._followup import CauseRow, CauseSheet, handled_cells
from audit.present.workbooks._sheets import (
    LedgerCell,
    LedgerColumn,
    LedgerFormula,
    LedgerLink,
    SheetLook,
    column_of,
    write_sheet,
)

_WIDTHS = {"unit": 8, "person": 6, "due": 10.5, "statement": 8, "result": 8, "reviewer": 6, "closed": 4.5}
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
    LedgerColumn("级别", 4.5, centred=True), LedgerColumn("问题", 10), LedgerColumn("说明", 20.5), LedgerColumn("改正建议", 14),
    LedgerColumn(RULED, 6.5, centred=True, fills=True, choices=tuple(RULING_NAMES.values())),
    LedgerColumn(REASON, 7, fills=True, choices=REASONS, free=True), LedgerColumn(NOTE, 7, fills=True),
    *_HANDLING_COLUMNS,
    LedgerColumn("认定情况", 16, printed=False), LedgerColumn("年度", 6, centred=True, printed=False),
    LedgerColumn("问题种类", 12, printed=False),
    LedgerColumn("规则", 7, centred=True, printed=False), LedgerColumn("归并编号", 19, printed=False),
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
_DISMISSED = RULING_NAMES["dismissed"]
_SUMMARY_HEADS = (
    *_LEVELS[:3], "合计", _LEVELS[3], *RULING_NAMES.values(), "未认定", "已销号"
)  # fmt: skip


def cause_sheets(
    book: Any, rows: Sequence[CauseRow], marks: Sequence[str], agencies: Sequence[str], year: int | None
) -> None:
    """The sheet of what is to be put right, that of what could not be compared, and the summary of both.

    ``agencies`` stand in the summary even where nothing was found.
    """
    for sheet, name in _SHEETS.items():
        here = [(row, mark) for row, mark in zip(rows, marks, strict=True) if row.sheet == sheet]
        lines = [_line(number, row, mark) for number, (row, mark) in enumerate(here, 1)]
        write_sheet(book, name, CAUSE_COLUMNS, lines, SheetLook(3, _RULES, _titled(year)))
    _summary(book, rows, agencies, year)


def _titled(year: int | None) -> str:
    return f"{year}年度" if year else ""


def _line(number: int, row: CauseRow, mark: str) -> list[LedgerCell]:
    known: dict[str, LedgerCell] = {
        **row.cells,
        "序号": number,
        "问题序号": LedgerLink(str(row.cells.get("问题序号") or ""), row.target),
        RULED: row.fields.ruling,
        REASON: row.fields.reason,
        NOTE: row.fields.note,
        "认定情况": row.state,
        **dict(zip(HANDLED.values(), handled_cells(row.fields), strict=True)),
        MARK: mark,
    }
    return [known.get(column.title) for column in CAUSE_COLUMNS]


def _summary(book: Any, rows: Sequence[CauseRow], agencies: Sequence[str], year: int | None) -> None:
    """How many causes each agency has, by level and by what was decided, as formulas over both sheets.

    What was dismissed is no fault: it is counted as such alone.
    """
    levels = frozenset(_LEVELS)
    counted = [
        row for row in rows if row.cells.get("级别") in levels or (row.cells.get("级别") == GONE and _is_closed(row))
    ]
    by_agency: dict[str, list[CauseRow]] = {agency: [] for agency in agencies}
    for row in counted:
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
    write_sheet(book, SUMMARY_SHEET, columns, lines, SheetLook(of=_titled(year)))


def _is_closed(row: CauseRow) -> bool:
    return row.fields.is_closed


def _value(cell: LedgerCell) -> int | float:
    return cell.value if isinstance(cell, LedgerFormula) else 0


def _counts(number: int, agency: str, rows: Sequence[CauseRow]) -> Iterable[LedgerFormula]:
    """The formulas of one agency's line, each with what it gives at present."""
    present = [row for row in rows if row.cells["级别"] != GONE]
    stands = [row for row in present if row.fields.ruling != _DISMISSED]
    both = (CAUSES_SHEET, OPEN_SHEET)
    whose = _criterion(number, agency)
    for level in _LEVELS[:3]:
        value = sum(row.cells["级别"] == level for row in stands)
        yield LedgerFormula(f"={_count(CAUSES_SHEET, whose, 级别=_word(level), 认定=_word('<>' + _DISMISSED))}", value)
    yield LedgerFormula(f"=SUM(B{number}:D{number})", sum(row.cells["级别"] in _LEVELS[:3] for row in stands))
    value = sum(row.cells["级别"] == _LEVELS[3] for row in stands)
    yield LedgerFormula(f"={_count(OPEN_SHEET, whose, 级别=_word(_LEVELS[3]), 认定=_word('<>' + _DISMISSED))}", value)
    for word in RULING_NAMES.values():
        formula = "+".join(_count(sheet, whose, 级别=_word("<>" + GONE), 认定=_word(word)) for sheet in both)
        yield LedgerFormula(f"={formula}", sum(row.fields.ruling == word for row in present))
    ruled = sum(not row.fields.ruling and row.mark.kind == "cause" for row in present)
    blank = "+".join(
        _count(sheet, whose, 级别=_word("<>" + GONE), 认定='""', 问题序号=_word("<>补充*")) for sheet in both
    )
    yield LedgerFormula(f"={blank}", ruled)
    # What is there no more may have been closed too, which is the end of it.
    closed = "+".join(_count(sheet, whose, 是否销号=_word(CLOSED_WORDS[0])) for sheet in both)
    yield LedgerFormula(f"={closed}", sum(map(_is_closed, rows)))


def _count(sheet: str, whose: str, **criteria: str) -> str:
    """A count of the rows of ``sheet`` on an agency that meet ``criteria``, by head."""
    areas = [("机关", whose), *criteria.items()]
    told = ",".join(f"{sheet}!{_area(head)},{criterion}" for head, criterion in areas)
    return f"COUNTIFS({told})"


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
