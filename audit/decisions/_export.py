"""The whole record as a file that is read without us: one line or row an event, in their order."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from audit import schema
from audit.decisions.events import (
    HANDLING_NAMES,
    KIND_NAMES,
    RULING_NAMES,
    WORD_NAMES,
    DecisionEvent,
    adopted_from,
    step_name,
)
from audit.decisions.standing import Standings
from audit.disk import files
from audit.errors import RenderError, UsageError
from audit.persons import masked_note
from audit.text.steering import escaped, harmless

#: How an event stands among the others; whether what it rests on is as it was then, only a look at the reports tells.
_HOLDS, _REPLACED, _UNDONE = "最新", "已被取代", "已撤销"
#: The columns of a table with their widths in characters.
COLUMNS: Mapping[str, int] = {
    "序号": 7,
    "类别": 12,
    "机关": 26,
    "年度": 7,
    "内容": 34,
    "问题": 40,
    "理由": 18,
    "备注": 40,
    "核查人": 10,
    "时间（UTC）": 20,
    "现状": 10,
    "对象": 22,
    "所据内容": 20,
    "编号": 38,
    "取代": 38,
    "同批": 20,
    "工具版本": 10,
}
_SHEET = "人工记录"
#: What the data of an event hold that is no free words: names of ours, and the number of another event.
_BY_NAME = frozenset(("ruling", "stage", "severity", "undone", "emptied", "file", "adopted", "adopted_at"))
#: What a table would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(events: Iterable[DecisionEvent], path: Path) -> int:
    """Write ``events`` to ``path`` by its suffix, .jsonl, .csv or .xlsx; how many. Numbers and names of private people are hidden.

    UsageError, in Chinese, for another suffix and for a file that is there already, which may have been filled in since.
    """
    writers = {".jsonl": _write_lines, ".csv": _write_csv, ".xlsx": _write_xlsx}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise UsageError(f"“{path}”的后缀应为{'、'.join(writers)}之一。")
    if path.exists():
        raise UsageError(f"已有“{path}”，没有改动。请换一个文件名，或先把它移走。")
    standings = Standings(events)
    try:
        with files.whole(path) as part:
            write(standings, part)
    except RenderError:
        raise
    except OSError as error:
        raise files.unwritten(path, error) from error
    return len(standings.events)


def _write_lines(standings: Standings, path: Path) -> None:
    """Every field of every event, one JSON object a line."""
    states = _states(standings)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for event in standings.events:
            found = asdict(event) | _hidden(event) | {"state": states[event.uuid]}
            stream.write(escaped(json.dumps(schema.stamped("decision", found), ensure_ascii=False)) + "\n")


def _write_csv(standings: Standings, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(COLUMNS)
        table.writerows([_unformed(cell) for cell in row] for row in _rows(standings))


def _write_xlsx(standings: Standings, path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 – most calls of the record write no workbook

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#E8EDF3"})
        body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        sheet = book.add_worksheet(_SHEET)
        for column, (title, width) in enumerate(COLUMNS.items()):
            sheet.set_column(column, column, width, body)
            sheet.write_string(0, column, title, head)
        for number, row in enumerate(_rows(standings), 1):
            for column, cell in enumerate(row):
                write = sheet.write_number if isinstance(cell, int) else sheet.write_string
                write(number, column, cell, body)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(standings.events)), len(COLUMNS) - 1)


def _rows(standings: Standings) -> Iterable[list[int | str]]:
    """The cells of each event; what is kept in a record may steer whatever shows it, and does not in a table."""
    for row in _told(standings):
        yield [harmless(cell) if isinstance(cell, str) else cell for cell in row]


def _told(standings: Standings) -> Iterable[list[int | str]]:
    states, numbers = _states(standings), {event.uuid: str(event.sequence) for event in standings.events}
    for event in standings.events:
        yield [
            event.sequence,
            KIND_NAMES.get(event.kind, event.kind),
            event.agency,
            event.year if event.year is not None else "",
            masked_note(_content(event, numbers)),
            masked_note(str(event.data.get("title") or "")),
            masked_note(str(event.data.get("reason", ""))),
            masked_note(event.note),
            masked_note(event.who),
            event.at,
            states[event.uuid],
            event.about,
            event.evidence,
            event.uuid,
            "、".join(event.after),
            event.group,
            event.version,
        ]


def _states(standings: Standings) -> Mapping[str, str]:
    """How each event stands, by UUID."""
    kept, held = {event.uuid for event in standings.kept}, {event.uuid for event in standings.held()}
    return {
        event.uuid: _HOLDS
        if event.uuid in held or event.kind == "undo"
        else _REPLACED
        if event.uuid in kept
        else _UNDONE
        for event in standings.events
    }


def _content(event: DecisionEvent, numbers: Mapping[str, str]) -> str:
    """What an event says, in Chinese; of a kind that has no sentence, its data as they are."""
    sentences: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
        "decision": lambda data: "；".join((RULING_NAMES[data["ruling"]], *_worded(event))),
        "points": lambda data: f"{data['points']}分",
        "correction": lambda data: (
            f"原件印为“{data['raw']}”，识读为“{data['read'] or '未读出'}”，更正为“{data['corrected']}”"
        ),
        "finding": lambda data: f"{data['title']}（{data['severity']}）",
        "assignment": lambda data: f"由{data['to']}办理" if data["to"] else "不再指定办理人",
        "choice": lambda data: f"以“{data['title']}”为准",
        "review": lambda _: step_name(event),
        "handling": lambda data: "；".join(
            f"{name}：{data[key]}" for key, name in HANDLING_NAMES.items() if data.get(key)
        ),
        "undo": lambda data: f"撤销第{numbers.get(data['undone'], '？')}条",
    }
    try:
        origin = adopted_from(event)
        told = f"（沿用{origin.who}对“{origin.agency}”的第{numbers.get(origin.uuid, '？')}条）" if origin else ""
        return f"{sentences[event.kind](event.data)}{told}"
    except (KeyError, TypeError):
        return json.dumps(dict(event.data), ensure_ascii=False, sort_keys=True)


def _worded(event: DecisionEvent) -> Iterable[str]:
    """The proposal of a decision, whose note has a column of its own, and what it empties (Chinese)."""
    for words, name in WORD_NAMES.items():
        said = event.said(words)
        if said == "":
            yield f"清空{name}"
        elif said and words == "proposal":
            yield f"{name}：{said}"


def _hidden(event: DecisionEvent) -> dict[str, Any]:
    """What people wrote in ``event``, with the numbers and names of private people hidden."""
    data = {
        name: masked_note(each) if isinstance(each, str) and name not in _BY_NAME else each
        for name, each in event.data.items()
    }
    return {"who": masked_note(event.who), "note": masked_note(event.note), "data": data}


def _unformed(cell: Sequence[str] | int) -> Sequence[str] | int:
    """A cell of a .csv that no program takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
