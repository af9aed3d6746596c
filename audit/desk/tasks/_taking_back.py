"""What holds on one thing, taken back at once by whoever entered it."""

from __future__ import annotations

from audit import decisions
from audit.decisions import EventKind
from audit.desk.opened import Work
from audit.desk.rows import DeskRow
from audit.errors import UsageError


def take_back(work: Work, row: DeskRow, kind: EventKind, about: str, nothing: str) -> set[str]:
    """Take back what of ``kind`` holds on the thing ``about`` of the report of ``row``; the ids of the rows that have changed.

    UsageError, which says ``nothing`` (Chinese), where nothing holds, or somebody else entered it.
    """
    report, organs = row.report, work.organs
    found = work.kept.on((), organs.of(report).names).entered(report, organs, kind, about) if report else ()
    if not found:
        raise UsageError(nothing)
    if others := sorted({event.who for event in found} - {work.who}):
        raise UsageError(f"该内容由{'、'.join(others)}录入，不能代为撤销。如不同意，请直接录入您的意见。")
    return work.enter([decisions.undo(one) for one in found])
