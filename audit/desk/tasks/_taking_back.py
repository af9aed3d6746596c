"""What holds on one thing, taken back at once, whoever entered it."""

from __future__ import annotations

from audit import decisions
from audit.decisions import DecisionEvent, EventKind
from audit.desk._rows import DeskRow
from audit.desk._work import Work
from audit.errors import UsageError


def holding(work: Work, row: DeskRow, kind: EventKind, about: str) -> tuple[DecisionEvent, ...]:
    """What of a kind holds on the thing ``about`` of the report of ``row``."""
    whose = work.subject(row)
    known = work.kept.on((), (whose.agency,)).standings
    found = known.holding(kind, about, whose.agency, whose.year)
    if kind != "correction" or row.report is None:
        return found
    # What was corrected in another file of the same organ and year is none of this one's.
    others = work.organs.other_files(row.report)
    return tuple(event for event in found if event.evidence not in others)


def take_back(work: Work, row: DeskRow, kind: EventKind, about: str, nothing: str) -> set[str]:
    """Take it back; the ids of the rows that have changed. UsageError, which says ``nothing`` (Chinese), where nothing holds, or somebody else entered it."""
    found = holding(work, row, kind, about)
    if not found:
        raise UsageError(nothing)
    if others := sorted({event.who for event in found} - {work.who}):
        raise UsageError(f"该内容由{'、'.join(others)}录入，不能代为撤销。如不同意，请直接录入您的意见。")
    return work.enter([decisions.undo(one) for one in found])
