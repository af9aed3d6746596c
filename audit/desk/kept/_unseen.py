"""What somebody else entered, or changed, that whoever enters something on the same has not seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from audit.decisions import DecisionEvent, Entry, Thing, thing
from audit.desk.kept._kept import KeptEvents
from audit.desk.rows import DeskRow
from audit.errors import UsageError


class UnseenError(UsageError):
    """Somebody else entered something on the same thing, or what it rests on is another, and that had not been in sight."""


class CauseEvidence:
    """On what each cause rests, by its key, and since when."""

    def __init__(self) -> None:
        self._known: Mapping[str, frozenset[str]] | None = None
        self._since: dict[str, int] = {}

    def take(self, rows: Iterable[DeskRow], last: int) -> None:
        """Take ``rows`` as they are since the event with the sequence ``last``."""
        found: dict[str, frozenset[str]] = {}
        for cause in (cause for row in rows for cause in row.causes):
            found[cause.key] = found.get(cause.key, frozenset()) | {cause.evidence}
        if self._known is not None:
            moved = (key for key in found.keys() | self._known.keys() if found.get(key) != self._known.get(key))
            self._since.update(dict.fromkeys(moved, last))
        self._known = found

    def is_since(self, key: str, seen: int) -> bool:
        """Whether what the cause ``key`` rests on is another after the event with the sequence ``seen``."""
        return self._since.get(key, 0) > seen


def refuse_unseen(entries: Sequence[Entry], kept: KeptEvents, evidence: CauseEvidence, seen: int) -> None:
    """UnseenError where after the event with the sequence ``seen`` somebody else entered something on the same as one of ``entries``, or the evidence of one changed.

    What takes something back is on that.
    """
    own = {each for one in entries for each in _things(kept, one)}
    for event in kept.unseen(seen):
        if own & _things(kept, event):
            raise UnseenError(f"{event.who}刚刚对同一事项作了录入，现已显示，您的没有写入。请核对后再办理。")
    if any(one.kind == "decision" and evidence.is_since(one.subject.about, seen) for one in entries):
        raise UnseenError(
            "有单元格刚刚更正，或刚刚另行选定了计入的报告，所认定问题的依据随之改变，现已显示，您的没有写入。请核对后再办理。"
        )


def _things(kept: KeptEvents, one: DecisionEvent | Entry) -> set[Thing]:
    """What ``one`` is on, by each key that stands for it."""
    on = one.subject if isinstance(one, Entry) else one
    return {thing(kept.kind_of(one), key, on.agency, on.year) for key in (on.about, *on.former)}
