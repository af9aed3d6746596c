"""What was entered under a name that may be another organ's, taken over for a report by a person who knows that it is its own."""

from __future__ import annotations

from collections.abc import Mapping

from audit.decisions import FORMER, DecisionEvent, Entry
from audit.desk._asked import Answered, Asked
from audit.desk._entering import after
from audit.desk.opened import Work, WorkVerb
from audit.desk.rows import DeskRow
from audit.errors import UsageError
from audit.present.decided import ADOPTED

#: What an event says of itself alone: which keys its thing had before, and from which ledger it came.
_NOT_ITS_OWN = frozenset((FORMER, "ledger"))


def _adopt(work: Work, asked: Asked) -> Answered:
    """Enter for a report what may be its own and counts nowhere, in the name of whoever sits here; it is taken back at once."""
    work.catch_up()
    row = work.row(asked.text("agency"))
    entries = [_again(work, row, event) for event in row.unsure if event.kind in ADOPTED]
    if not entries:
        raise UsageError("没有可以沿用的人工记录。")
    names = work.enter(entries)
    return after(work, names, row, work.looked[1], f"已沿用{len(entries)}条人工记录，记在{work.who}名下，可一次撤销。")


def _again(work: Work, row: DeskRow, event: DecisionEvent) -> Entry:
    """The same as ``event`` for the organ of ``row``, on the evidence, or in the file, on which it was entered."""
    on = work.subject(row, event.about, event.evidence)
    own = {name: said for name, said in event.data.items() if name not in _NOT_ITS_OWN}
    return Entry(event.kind, on, event.note, own)


VERBS: Mapping[str, WorkVerb] = {"adopt": _adopt}
