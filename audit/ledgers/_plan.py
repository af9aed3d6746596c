"""What of a filled ledger is new, held against the record: what to enter, what contradicts newer decisions, what does not fit.

Each row remembers which events were known when it was written. What stood in it then follows from these, and what stands in it
now is a change where it differs. A change is entered unless somebody decided otherwise in the meantime.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from audit.decisions import Entry, Standings
from audit.ledgers._changes import Taken, Untaken, awarded, decided, handled
from audit.ledgers._filled import FilledLedger, FilledRow, LedgerTrouble
from audit.ledgers._recorded import RecordView

_UNKNOWN = "这一行写出时所依据的记录不在这份人工记录中，没有导入。请先用 gkaudit decisions merge 并入那一份记录，或改用那一份。"


@dataclass(slots=True)
class ImportPlan:
    """What an import would do. ``same`` counts the rows that say what the record says already.

    ``doubts`` tell what is entered but should be looked at again.
    """

    taken: list[Taken] = field(default_factory=list)
    conflicts: list[LedgerTrouble] = field(default_factory=list)
    misfits: list[LedgerTrouble] = field(default_factory=list)
    doubts: list[LedgerTrouble] = field(default_factory=list)
    same: int = 0

    def says_as(self, other: ImportPlan) -> bool:
        """Whether ``other`` would do the same."""
        mine, theirs = ([(one.row, one.words) for one in each.taken] for each in (self, other))
        troubles = ((each.conflicts, each.misfits, each.doubts, each.same) for each in (self, other))
        return mine == theirs and next(troubles) == next(troubles)


def plan(ledger: FilledLedger, standings: Standings, who: str, group: str, today: dt.date) -> ImportPlan:
    """What of ``ledger`` to enter by ``who`` into the record whose state is ``standings``, on the day ``today``.

    ``group`` is that of the entries.
    """
    found = ImportPlan(misfits=list(ledger.troubles), doubts=list(ledger.doubts))
    record = RecordView(standings, who)
    evidence = _evidence(ledger.rows)
    by_thing: dict[tuple[object, ...], list[Taken]] = {}
    for row in ledger.rows:
        mark = row.mark
        if not {*mark.known, *mark.handling} <= record.events.keys():
            found.misfits.append(row.trouble(_UNKNOWN))
            continue
        told = list(_changes(row, record, evidence[mark.key, mark.agency] - {mark.evidence}, today))
        for each in told:
            if isinstance(each, Untaken):
                (found.conflicts if each.newer else found.misfits).append(row.trouble(each.text))
            else:
                taken = replace(each, entry=_marked(each.entry, row, group))
                seen = mark.evidence if taken.entry.kind in ("decision", "handling") else ""
                thing = (taken.entry.kind, mark.key, mark.agency, mark.year, seen)
                by_thing.setdefault(thing, []).append(taken)
        found.same += not told
    for several in by_thing.values():
        first, *others = several
        if any(_said(other.entry) != _said(first.entry) for other in others):
            found.misfits += [_contradiction(several, taken) for taken in several]
        else:
            found.taken.append(first)
            found.doubts += map(first.row.trouble, first.doubts)
    return found


def _evidence(rows: Iterable[FilledRow]) -> dict[tuple[str, str], set[str]]:
    """By key and organ the evidence that ``rows`` show: two reports of one organ and year may have one cause, each with its own."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        found.setdefault((row.mark.key, row.mark.agency), set()).add(row.mark.evidence)
    return found


def _changes(
    row: FilledRow, record: RecordView, elsewhere: Collection[str], today: dt.date
) -> Iterator[Taken | Untaken]:
    yield from decided(row, record, elsewhere)
    yield from handled(row, record, elsewhere, today)
    yield from awarded(row, record)


def _contradiction(several: Sequence[Taken], taken: Taken) -> LedgerTrouble:
    beside = "、".join(f"“{one.row.sheet}”第{one.row.number}行" for one in several if one is not taken)
    return taken.row.trouble(f"同一问题在{beside}填写得不一样，都没有导入（{taken.words}）。请只留一行，或填写一致。")


def _marked(entry: Entry, row: FilledRow, group: str) -> Entry:
    title = {"title": row.title} if row.title else {}
    return replace(entry, data={**entry.data, **title, "ledger": row.mark.ledger}, group=group)


def _said(entry: Entry) -> object:
    return entry.note, dict(entry.data)
