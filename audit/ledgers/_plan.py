"""What of a filled ledger is new, held against the record: what to enter, what contradicts newer decisions, what does not fit.

Each row remembers which events were known when it was written. What stood in it then follows from these, and what stands in it
now is a change where it differs. A change is entered unless somebody decided otherwise in the meantime.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from audit.decisions import Entry, Standings, kinship, organ
from audit.ledgerrows import AWARDED, HANDLED, NOTE, REASON, RULED, RowMark, is_same
from audit.ledgers._changes import Taken, Untaken
from audit.ledgers._decided import decided
from audit.ledgers._filled import FilledLedger, FilledRow, LedgerTrouble
from audit.ledgers._handled import handled
from audit.ledgers._points import awarded
from audit.ledgers._recorded import RecordView

_UNKNOWN = "这一行写出时所依据的记录不在这份人工记录中，没有导入。请先用 gkaudit decisions merge 并入那一份记录，或改用那一份。"


#: In which columns an entry stands, by its kind.
_HEADS: Mapping[str, Collection[str]] = {
    "decision": (RULED, REASON, NOTE),
    "handling": tuple(HANDLED.values()),
    "points": (AWARDED, NOTE),
}


@dataclass(slots=True)
class ImportPlan:
    """What an import would do. ``same`` counts the rows that say what the record says already.

    ``doubts`` tell what is entered but should be looked at again; ``years`` are those of all rows, each with how many there are; ``over`` by
    agency and year how many decisions and points are entered on a report that has passed the last step of the review.
    """

    taken: list[Taken] = field(default_factory=list)
    conflicts: list[LedgerTrouble] = field(default_factory=list)
    misfits: list[LedgerTrouble] = field(default_factory=list)
    doubts: list[LedgerTrouble] = field(default_factory=list)
    same: int = 0
    years: Mapping[int | None, int] = field(default_factory=dict)
    over: Mapping[tuple[str, int | None], int] = field(default_factory=dict)

    def says_as(self, other: ImportPlan) -> bool:
        """Whether ``other`` would do the same."""
        mine, theirs = ([(one.row, one.words) for one in each.taken] for each in (self, other))
        troubles = ((each.conflicts, each.misfits, each.doubts, each.same, each.over) for each in (self, other))
        return mine == theirs and next(troubles) == next(troubles)


def plan(ledger: FilledLedger, standings: Standings, who: str, group: str, today: dt.date) -> ImportPlan:
    """What of ``ledger`` to enter by ``who`` into the record whose state is ``standings``, on the day ``today``.

    ``group`` is that of the entries.
    """
    years = Counter(row.mark.year for row in ledger.rows)
    found = ImportPlan(misfits=list(ledger.troubles), doubts=list(ledger.doubts), years=years)
    record = RecordView(standings, who)
    evidence = _evidence(ledger.rows)
    by_thing: dict[tuple[object, ...], list[Taken]] = {}
    by_mark: dict[tuple[object, ...], list[FilledRow]] = {}
    for row in ledger.rows:
        mark = row.mark
        by_mark.setdefault(_about(mark), []).append(row)
        if not {*mark.known, *mark.handling} <= record.events.keys():
            found.misfits.append(row.trouble(_UNKNOWN))
            continue
        told = list(_changes(row, record, evidence[mark.key, mark.agency] - {mark.evidence}, today))
        for each in told:
            if isinstance(each, Untaken):
                (found.conflicts if each.newer else found.misfits).append(row.trouble(each.text))
            else:
                taken = replace(each, entry=_marked(each.entry, row, group))
                by_thing.setdefault((taken.entry.kind, *_about(mark)), []).append(taken)
        found.same += not told
    for several in by_thing.values():
        first, *others = several
        beside = [row for row in by_mark[_about(first.row.mark)] if _says_else(row, several)]
        if beside or any(_said(other.entry) != _said(first.entry) for other in others):
            found.misfits += [_contradiction([*(one.row for one in several), *beside], taken) for taken in several]
        else:
            found.taken.append(first)
            found.doubts += map(first.row.trouble, first.doubts)
    if found.taken and (later := _later(years, standings)):
        found.doubts += [
            LedgerTrouble(sheet, None, later) for sheet in dict.fromkeys(one.row.sheet for one in found.taken)
        ]
    found.over = _over(found.taken, standings)
    return found


def _over(taken: Iterable[Taken], standings: Standings) -> Counter[tuple[str, int | None]]:
    """By agency and year how many of the decisions and points ``taken`` are on reports that have passed the last step of the review.

    How something is put right is for after it.
    """
    entries = (one.entry for one in taken if one.entry.kind != "handling")
    on = Counter((one.subject.agency, one.subject.year) for one in entries)

    def is_over(agency: str, year: int | None) -> bool:
        steps = standings.steps((organ(agency),), year, lambda event: kinship(event.agency, agency) == "same")
        return steps.stage == "final"

    return Counter({report: number for report, number in on.items() if is_over(*report)})


def _later(years: Collection[int | None], standings: Standings) -> str:
    """That people are at a later year by now than that of a ledger (Chinese); "" where they are not."""
    last = max((event.year for event in standings.events if event.year is not None), default=0)
    if any(year is None or year >= last for year in years):
        return ""
    return f"人工记录中已有{last}年度的内容，而台账所列均为以前年度的；请核对是否选错了台账。"


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


def _about(mark: RowMark) -> tuple[object, ...]:
    """What a row is about; two reports of one organ and year may have one cause, each with its own evidence."""
    return mark.key, mark.agency, mark.year, mark.evidence


def _says_else(row: FilledRow, several: Sequence[Taken]) -> bool:
    """Whether a row on what ``several`` are entered on, in which nothing was changed, says something else than they do.

    It is what was copied, and the copy filled in: a row of another report, which is on the same, was written as it stands. A
    cell in which nothing stands says nothing.
    """
    if any(row is one.row for one in several) or all(row.mark != one.row.mark for one in several):
        return False
    heads = _HEADS[several[0].entry.kind]
    said = {head: text for head in heads if (text := row.cells.get(head, ""))}
    return any(not is_same(text, one.row.cells.get(head, text)) for head, text in said.items() for one in several)


def _contradiction(rows: Sequence[FilledRow], taken: Taken) -> LedgerTrouble:
    beside = "、".join(f"“{row.sheet}”第{row.number}行" for row in rows if row is not taken.row)
    return taken.row.trouble(f"同一问题在{beside}填写得不一样，都没有导入（{taken.words}）。请只留一行，或填写一致。")


def _marked(entry: Entry, row: FilledRow, group: str) -> Entry:
    title = row.mark.title or row.title
    return replace(
        entry, data={**entry.data, **({"title": title} if title else {}), "ledger": row.mark.ledger}, group=group
    )


def _said(entry: Entry) -> object:
    return entry.note, dict(entry.data)
