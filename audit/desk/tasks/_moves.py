"""Whose work an agency is, and the steps of the review: 初审, 复审 and 终审 by three people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from audit import decisions
from audit.decisions import STAGE_NAMES, Stage
from audit.desk._asked import Answered, Asked
from audit.desk._entering import after, after_many
from audit.desk.opened import Work, WorkVerb
from audit.errors import UsageError


def _assign(work: Work, asked: Asked) -> Answered:
    """Give agencies to somebody to do, or with "" to nobody."""
    rows = [work.row(name) for name in dict.fromkeys(asked.texts("agencies"))]
    if not rows:
        raise UsageError("没有选中任何机关。")
    to = decisions.person(asked.text("to")) if asked.text("to").strip() else ""
    with_report = [row for row in rows if row.report is not None]
    due = [row for row in with_report if row.rulings.assigned != to]
    left = len(rows) - len(with_report)
    if not with_report:
        raise UsageError("所选机关都没有可以读取的报告，没有分工。")
    names = work.enter([decisions.assign(work.subject(row), to) for row in due]) if due else set()
    said = f"{len(with_report)}份报告已{f'分给{to}' if to else '取消分工'}。" + (
        f"另有{left}家机关没有可以读取的报告，没有分工。" if left else ""
    )
    return after_many(work, names, said)


def _move(work: Work, asked: Asked) -> Answered:
    """Pass a step of the review, or send the report back to the one before."""
    row = work.row(asked.text("agency"))
    if not work.given.is_reviewed:
        raise UsageError("工作设置写明不分步审核（gkaudit.toml中review = false），不能办理初审、复审、终审。")
    if row.report is None:
        raise UsageError(f"“{row.name}”没有可以读取的报告，不能办理审核。")
    stage, passed = cast("Stage", asked.text("stage")), asked.flag("passed")
    entry = decisions.move(work.subject(row), stage, passed=passed, note=asked.text("note", ""))
    names = work.enter([entry])
    said = f"{row.name}{row.year or ''}年度报告{STAGE_NAMES[stage]}已{'通过' if passed else '退回'}。"
    return after(work, names, row, work.looked[1], said)


def _move_back(work: Work, asked: Asked) -> Answered:
    """Take back the step that whoever sits here took last on a report, as long as nobody took one after it."""
    row = work.row(asked.text("agency"))
    own = row.rulings.steps.own_latest(work.who)
    if own is None:
        raise UsageError("本人最后办理的一步已不是该报告的最后一步，不能撤销。请核对后再办理。")
    names = work.enter([decisions.undo(own)])
    return after(work, names, row, work.looked[1], f"已撤销本人在{row.name}{row.year or ''}年度报告上办理的一步。")


VERBS: Mapping[str, WorkVerb] = {"assign": _assign, "move": _move, "move_back": _move_back}
