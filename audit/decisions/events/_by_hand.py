"""What people enter about reports themselves: cells that were misread, findings that the toolkit did not make."""

from __future__ import annotations

from audit.cells import read_cell
from audit.decisions.events._events import DecisionSubject, Entry
from audit.errors import UsageError
from audit.findings import SEVERITY_NAMES
from audit.forms import editions, load
from audit.text.steering import harmless

#: Characters of what is no cell that are shown to whoever entered it.
_MOST_SHOWN = 40


def correct(subject: DecisionSubject, raw: str, read: str | None, corrected: str, note: str) -> Entry:
    """The cell ``subject.about`` was misread: printed ``raw``, taken for ``read``, is ``corrected``; ``note`` says why."""
    if not note.strip():
        raise UsageError("更正识读须说明理由，如“扫描件中的7误识为1”。")
    if not any(subject.about in load(edition).cells for edition in editions()):
        raise UsageError(f"各版格式文件都没有单元格“{subject.about}”，不能更正。")
    text = harmless(corrected).strip()
    found = read_cell(text)
    if found.kind == "text" or found.note:
        shown = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}……"
        raise UsageError(f"更正后的内容应为数、“/”或空白，不能是“{shown}”。")
    return Entry("correction", subject, note, {"raw": raw, "read": read, "corrected": text})


def add_finding(subject: DecisionSubject, title: str, text: str, severity: str) -> Entry:
    """A finding that a person made, under a key of its own in ``subject.about``; ``severity`` is error, warning or info."""
    if severity not in SEVERITY_NAMES:
        raise UsageError(f"级别应为{'、'.join(SEVERITY_NAMES.values())}之一，不能是“{severity}”。")
    shown = harmless(title).strip()
    if not shown:
        raise UsageError("人工补充的问题须有标题。")
    return Entry("finding", subject, text, {"title": shown, "severity": severity})
