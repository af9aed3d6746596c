"""Findings that a person makes where the toolkit made none."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from audit import decisions
from audit.desk._asked import Answered, Asked
from audit.desk._entering import after
from audit.desk.opened import Work, WorkVerb
from audit.desk.tasks._undoing import take_back
from audit.errors import UsageError


def _add(work: Work, asked: Asked) -> Answered:
    """Add a finding to a report."""
    row = work.row(asked.text("agency"))
    if row.report is None:
        raise UsageError(f"“{row.name}”没有可以读取的报告，不能补充问题。")
    about = uuid.uuid4().hex[:16]
    title, text = asked.text("title").strip(), asked.text("text", "")
    entry = decisions.add_finding(work.subject(row, about), title, text, asked.text("severity"))
    return after(work, work.enter([entry]), row, work.looked[1], f"已补充问题“{title}”。")


def _remove(work: Work, asked: Asked) -> Answered:
    """Take back a finding that was added, by its key: others may have been added or taken back since it was shown."""
    row, key = work.row(asked.text("agency")), asked.text("key")
    one = next((each for each in row.rulings.added if each.event.about == key), None)
    gone = "该补充问题已不存在。请刷新页面后重试。"
    if one is None:
        raise UsageError(gone)
    names = take_back(work, row, "finding", key, gone)
    return after(work, names, row, work.looked[1], f"已撤销补充问题“{one.title}”。")


VERBS: Mapping[str, WorkVerb] = {"add": _add, "remove": _remove}
