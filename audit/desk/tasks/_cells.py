"""The cells of a report as they were read, and those that a person reads otherwise: what rests on them is checked again at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any, NamedTuple

from audit import decisions
from audit.decisions import Entry, EventKind
from audit.desk._asked import Answered, Asked
from audit.desk._entering import after
from audit.desk.opened import Work, WorkVerb
from audit.desk.rows import DeskRow
from audit.desk.tasks._moved import Findings, moved
from audit.desk.tasks._undoing import take_back
from audit.errors import UsageError
from audit.forms import Form, FormTable, Line
from audit.model import CellCorrection, Report
from audit.persons import masked_note
from audit.present import agency, facts
from audit.text import fold, show
from audit.text.steering import harmless

_CORRECTION: EventKind = "correction"


class _CellStates(NamedTuple):
    """A report with the cells that were corrected, by key, and those that it is found not to print."""

    report: Report
    corrected: Mapping[str, CellCorrection]
    not_printed: frozenset[str]

    def state(self, key: str) -> str:
        """Whether a cell was corrected, read, not printed, or is not known to be either."""
        if key in self.corrected:
            return "corrected"
        return "read" if key in self.report.cells else "unprinted" if key in self.not_printed else "unread"


class _Was(NamedTuple):
    """How a cell was read before anybody corrected it: as printed, and as a number, None where it is none."""

    raw: str
    read: str | None


def cells(row: DeskRow) -> dict[str, Any]:
    """The part that shows the tables of the report's form line by line, each cell as printed, read and corrected."""
    report = row.report
    shown: dict[str, Any] = {"agency": row.id, "tables": []}
    if report is None:
        return {**shown, "words": f"“{row.name}”没有可以读取的报告。"}
    form = facts.form_of(report)
    if report.status == "unreadable" or form is None:
        return {**shown, "words": report.error or agency.NO_FORM}
    states = _CellStates(report, {one.key: one for one in report.corrected}, facts.not_printed(row.outcomes))
    tables = [
        {"name": name, "heads": list(heads), "lines": [_line(table, line, states) for line in lines]}
        for table in form.tables
        for name, heads, lines in _blocks(table, form)
    ]
    return {**shown, "words": _words(row, report, form), "tables": tables}


def _blocks(table: FormTable, form: Form) -> Sequence[tuple[str, Sequence[str], Sequence[Line]]]:
    """The table in pieces whose lines have the same columns: the name of each, the heads of its columns, its lines."""
    title = f"表{table.number}　{form.sections[table.section]}"
    if not table.in_blocks:
        return [(title, [label.replace("/", "·") for _, label in table.lines[0].columns], table.lines)]
    found = []
    for (group, columns), lines in groupby(table.lines, key=lambda line: (line.group, line.columns)):
        found.append((f"表{table.number}　{group}", [label for _, label in columns], list(lines)))
    return found


def _line(table: FormTable, line: Line, states: _CellStates) -> dict[str, Any]:
    label = line.label if table.in_blocks else line.path.replace("/", "·")
    keys = [f"{table.prefix}.{line.key}.{column}" for column, _ in line.columns]
    return {"label": label, "cells": [_cell(key, states) for key in keys]}


def _cell(key: str, states: _CellStates) -> dict[str, Any]:
    report, corrected, state = states.report, states.corrected.get(key), states.state(key)
    cell = report.cells.get(key)
    was = _was(report, key)
    return {
        "key": key,
        "text": facts.NOT_PRINTED if state == "unprinted" else facts.printed(cell),
        "raw": was.raw,
        "read": was.read or "",
        "agrees": _agrees(report, key),
        "corrected": harmless(corrected.corrected) if corrected else "",
        "who": corrected.who if corrected else "",
        "why": masked_note(corrected.why, report.private) if corrected else "",
        "place": cell.place.describe() if cell else "",
        "state": state,
    }


def _agrees(report: Report, key: str) -> bool:
    """Whether what is printed in a cell is surely what was read in it."""
    cell, was = report.cells.get(key), _was(report, key)
    # What was recognised in a picture may be a slip of the reader's own.
    return bool(cell and was.raw and fold(was.raw) == was.read and not report.is_recognised(cell.place))


def _was(report: Report, key: str) -> _Was:
    known = next((one for one in report.corrected if one.key == key), None)
    if known:
        return _Was(known.raw, known.read)
    cell = report.cells.get(key)
    return _Was(cell.raw if cell else "", None if cell is None or cell.value is None else show(cell.value))


def _words(row: DeskRow, report: Report, form: Form) -> str:
    told = [*facts.lacking(report, row.outcomes, form.cells).parts] or ["各格均已读取"]
    told += [f"已更正{len(report.corrected)}格"] if report.corrected else []
    told += [f"{len(row.rulings.lapsed)}处更正没有采用，须重新核对"] if row.rulings.lapsed else []
    return f"{'，'.join(told)}。识读与原件不同的，更正后立即重新核对。"


def _place(work: Work, row: DeskRow, key: str) -> dict[str, Any]:
    """The part that shows the place of a cell in the original, or says where to look for it (Chinese); neither where the format has no pages."""
    part = {"agency": row.id, "cell": key, "is_awaited": False, "words": ""}
    report = row.report
    if report is None or not (pages := agency.cell_pages(report, key)):
        return part
    place = agency.cell_place(report, key)
    if place is None:
        where = f"请看原件第{'、'.join(map(str, pages))}页的该表"
        return {**part, "words": f"未能确定该格在原件中的位置，{where}。"}
    made = work.cell_pictures.of_cell(row, place, report) if work.cell_pictures else {}
    if made is None:
        return {**part, "is_awaited": True}
    if place not in made:
        return {**part, "words": f"原件此处的图像未能显示，请看原件第{place.place.page}页。"}
    return {**part, "picture": asdict(agency.picture_of(place, made[place]))}


def pictured_cell(work: Work, name: str, key: str) -> dict[str, Any]:
    """What shows the place of the cell ``key`` in the report of the row with the id ``name``."""
    return {"pictured": _place(work, work.row(name), key)}


def _picture(work: Work, asked: Asked) -> Answered:
    """The place of a cell in the original."""
    cell = _MeantCell.of(work, asked)
    return Answered(pictured_cell(work, cell.row.id, cell.key))


def _show(work: Work, asked: Asked) -> Answered:
    """The tables of a report as read."""
    fault = work.missed()
    return Answered({"cells": cells(work.row(asked.text("agency")))}, fault=fault)


class _MeantCell(NamedTuple):
    """The cell that somebody asks for: its report, with its row, its key, what it is called."""

    row: DeskRow
    report: Report
    key: str
    label: str

    @classmethod
    def of(cls, work: Work, asked: Asked) -> _MeantCell:
        """The one that is asked for; UsageError, in Chinese, where there is none."""
        row, key = work.row(asked.text("agency")), asked.text("cell")
        form = facts.form_of(row.report) if row.report else None
        if row.report is None or form is None or key not in form.cells:
            raise UsageError("这份报告的表格没有该单元格，没有更正。请刷新页面后重试。")
        return cls(row, row.report, key, form.cells[key].label)

    def entry(self, work: Work, corrected: str, why: str) -> Entry:
        """That it reads ``corrected``; UsageError, in Chinese, where it does so already, or that is none."""
        now = self.report.cells.get(self.key)
        if now is not None and now.raw.strip() == corrected:
            raise UsageError(f"{self.label}现在就是“{corrected or '空白'}”，没有更正。")
        was = _was(self.report, self.key)
        return decisions.correct(
            work.subject(self.row, self.key, self.report.sha256), was.raw, was.read, corrected, why
        )


def _foresee(work: Work, asked: Asked) -> Answered:
    """What a correction would move, where it says something else than what is printed and was read so; "" where nothing has to be asked."""
    fault = work.missed()
    cell, corrected = _MeantCell.of(work, asked), asked.text("corrected").strip()
    entry, was = cell.entry(work, corrected, asked.text("why")), _was(cell.report, cell.key)
    if not _agrees(cell.report, cell.key) or fold(corrected) == was.read:
        return Answered({"foreseen": ""}, fault=fault)
    then = Findings.among(work.foreseen(entry)).since(Findings.of(work), cell.row)
    words = (
        f"{cell.label}：原件印作“{was.raw}”，与读取的一致，现要更正为“{corrected or '空白'}”。更正识读只用于工具读错的单元格；"
        f"报告填写有误的，请认定属实，不要更正识读。如仍更正：{then}"
    )
    return Answered({"foreseen": words}, fault=fault)


def _correct(work: Work, asked: Asked) -> Answered:
    """Enter how a cell reads, or with ``restore`` take such an entry back, and tell what moved."""
    work.catch_up()
    row, _, key, label = cell = _MeantCell.of(work, asked)
    name, before = row.id, Findings.of(work)
    if asked.said.get("restore") is True:
        names = take_back(work, row, _CORRECTION, key, f"{label}没有更正过，不必恢复。")
        did = f"{label}已恢复为原来的识读"
    else:
        corrected = asked.text("corrected").strip()
        names = work.enter([cell.entry(work, corrected, asked.text("why"))])
        did = f"{label}已更正为“{harmless(corrected).strip() or '空白'}”"
    row = work.row(name)
    did += "" if row.is_stale else "，已重新核对"
    answered = after(work, names, row, work.looked[1], f"{did}。{moved(work, before, row)}")
    return Answered({**answered.parts, "cells": cells(row)}, answered.said)


VERBS: Mapping[str, WorkVerb] = {"cells": _show, "picture": _picture, "foresee": _foresee, "correct": _correct}
