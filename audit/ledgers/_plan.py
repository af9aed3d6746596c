"""What of a filled ledger is new, held against the record: what to enter, what contradicts newer decisions, what does not fit.

Each row remembers which events were known when it was written. What stood in it then follows from these, and what stands in it
now is a change where it differs. A change is entered unless somebody decided otherwise in the meantime.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import partial

from audit.decisions import (
    MAX_NOTE,
    RULING_NAMES,
    DecisionEvent,
    DecisionSubject,
    Entry,
    Standings,
    award,
    decide,
    handle,
)
from audit.ledgerrows import (
    AWARDED,
    CLOSED_WORDS,
    HANDLED,
    NOTE,
    REASON,
    RULED,
    CauseFields,
    PointFields,
    RowMark,
    is_same,
)
from audit.ledgers._filled import FilledLedger, FilledRow, LedgerTrouble
from audit.ledgers._recorded import RecordView

_RULINGS = {word: ruling for ruling, word in RULING_NAMES.items()}
_CENT = Decimal("0.01")
_UNKNOWN = "这一行写出时所依据的记录不在这份人工记录中，没有导入。请先用 gkaudit decisions merge 并入那一份记录，或改用那一份。"


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing to enter: the row that says it, the entry, and what it comes to (Chinese)."""

    row: FilledRow
    entry: Entry
    words: str


@dataclass(slots=True)
class ImportPlan:
    """What an import would do. ``same`` counts the rows that say what the record says already."""

    taken: list[Taken] = field(default_factory=list)
    conflicts: list[LedgerTrouble] = field(default_factory=list)
    misfits: list[LedgerTrouble] = field(default_factory=list)
    same: int = 0


class _Misfit(Exception):  # noqa: N818 – it is caught a few lines further on, and told as what does not fit
    """A row says something that cannot be entered."""


class _Conflict(Exception):  # noqa: N818
    """A row says something else than what was decided since it was written."""


def plan(ledger: FilledLedger, standings: Standings, who: str, group: str = "") -> ImportPlan:
    """What of ``ledger`` to enter by ``who`` into the record whose state is ``standings``; ``group`` is that of the entries."""
    found = ImportPlan(misfits=list(ledger.troubles))
    record = RecordView(standings, who)
    evidence = _evidence(ledger)
    by_thing: dict[tuple[object, ...], list[tuple[Taken, object]]] = {}
    for row in ledger.rows:
        mark = row.mark
        if not {*mark.known, *mark.handling} <= record.events.keys():
            found.misfits.append(LedgerTrouble(row.sheet, row.number, _UNKNOWN))
            continue
        unchanged = True
        for read in (partial(_decided, elsewhere=evidence[mark.key] - {mark.evidence}), _handled, _awarded):
            try:
                taken = read(row, record)
            except _Misfit as error:
                found.misfits.append(LedgerTrouble(row.sheet, row.number, str(error)))
                unchanged = False
            except _Conflict as error:
                found.conflicts.append(LedgerTrouble(row.sheet, row.number, str(error)))
                unchanged = False
            else:
                if taken:
                    unchanged = False
                    taken = replace(taken, entry=_marked(taken.entry, row, group))
                    seen = mark.evidence if taken.entry.kind == "decision" else ""
                    thing = (taken.entry.kind, mark.key, mark.agency, mark.year, seen)
                    by_thing.setdefault(thing, []).append((taken, _said(taken.entry)))
        found.same += unchanged
    for several in by_thing.values():
        (first, said), *others = several
        if any(other != said for _, other in others):
            found.misfits += [_contradiction(several, taken) for taken, _ in several]
        else:
            found.taken.append(first)
    return found


def _evidence(ledger: FilledLedger) -> dict[str, set[str]]:
    """By key the evidence that the rows show: two reports of one organ and year may have one cause, each with its own."""
    found: dict[str, set[str]] = {}
    for row in ledger.rows:
        found.setdefault(row.mark.key, set()).add(row.mark.evidence)
    return found


def _contradiction(several: Sequence[tuple[Taken, object]], taken: Taken) -> LedgerTrouble:
    beside = "、".join(f"“{one.row.sheet}”第{one.row.number}行" for one, _ in several if one is not taken)
    return LedgerTrouble(
        taken.row.sheet, taken.row.number, f"同一问题在{beside}填写得不一样，都没有导入。请只留一行，或填写一致。"
    )


def _marked(entry: Entry, row: FilledRow, group: str) -> Entry:
    title = {"title": row.title} if row.title else {}
    return replace(entry, data={**entry.data, **title, "ledger": row.mark.ledger}, group=group)


def _said(entry: Entry) -> object:
    return entry.note, dict(entry.data)


def _subject(mark: RowMark, holding: Sequence[DecisionEvent]) -> DecisionSubject:
    """What an entry is about; it goes on under the key that what it takes the place of has."""
    keys = {event.about for event in holding}
    about = mark.key if not keys or mark.key in keys else holding[-1].about
    return DecisionSubject(mark.agency, mark.year, about, mark.evidence)


def _decided(row: FilledRow, record: RecordView, elsewhere: Collection[str]) -> Taken | None:
    """The decision of a row; what was decided on evidence that stands ``elsewhere``, in another row on the same cause, is left alone."""
    mark = row.mark
    if mark.kind != "cause":
        return None
    base = CauseFields.of(record.of(mark.known), (), mark.evidence)
    mine = tuple(row.cells.get(head, was) for head, was in zip((RULED, REASON, NOTE), base.decided, strict=True))
    ruled = unicodedata.normalize("NFKC", mine[0]).strip()
    if all(map(is_same, mine, base.decided)):
        return None
    known = {uuid for uuid in mark.known if record.events[uuid].evidence not in elsewhere}
    every = record.now(record.standings.holding("decision", mark.key), known)
    now = [event for event in every if event.evidence not in elsewhere]
    current = CauseFields.of(now, (), mark.evidence)
    if all(map(is_same, mine, current.decided)):
        return None
    if not ruled and base.ruling:
        raise _Misfit(
            f"“{RULED}”被清空；原认定“{base.ruling}”保留。要改认定，请另选一项，如“{RULING_NAMES['pending']}”。"
        )
    if not ruled:
        raise _Misfit(f"填写了{REASON}或{NOTE}，没有选{RULED}，没有导入。")
    if ruled not in _RULINGS:
        raise _Misfit(f"“{RULED}”填写的是“{ruled[:20]}”，应为{'、'.join(_RULINGS)}之一。")
    for head, text in zip((REASON, NOTE), mine[1:], strict=True):
        _within(head, text)
    newer = [event for event in record.newer(now, known) if event.evidence not in elsewhere]
    if (newer and not record.is_own(newer, mark.ledger)) or (not newer and len(now) != len(known)):
        raise _Conflict(f"台账填写“{ruled}”，而台账写出之后{_told(newer)}；没有导入。{_ANEW}")
    said = (_RULINGS[ruled], mine[1], mine[2])
    if any((e.data["ruling"], e.data.get("reason"), e.note) == said for e in record.imported(mark, "decision")):
        raise _Conflict(f"这份台账先前已导入过“{ruled}”，其后改为“{current.ruling}”；没有再改回。{_ANEW}")
    entry = decide(_subject(mark, now), _RULINGS[ruled], mine[2], mine[1])
    return Taken(row, entry, f"{current.ruling}改为{ruled}" if current.ruling and current.ruling != ruled else ruled)


_ANEW = "如仍要改，请在新的台账中填写。"


def _told(newer: Sequence[DecisionEvent]) -> str:
    if not newer:
        return "原来的认定已撤销"
    return "，其后".join(f"{event.who}已认定为“{RULING_NAMES[event.data['ruling']]}”" for event in newer)


def _handled(row: FilledRow, record: RecordView) -> Taken | None:
    mark = row.mark
    if mark.kind == "points":
        return None
    base = _by_default(mark, CauseFields.of((), record.of(mark.handling), "").handled)
    now = record.now(record.standings.holding("handling", mark.key), mark.handling)
    current = _by_default(mark, CauseFields.of((), now, "").handled)
    changed = {
        name: text
        for name, head in HANDLED.items()
        if (text := row.cells.get(head)) is not None
        and not is_same(text, base[name])
        and not is_same(text, current[name])
    }
    if not changed:
        return None
    own = record.is_own(record.newer(now, mark.handling), mark.ledger)
    for name, text in changed.items():
        _within(HANDLED[name], text)
        if name == "closed" and text and text not in CLOSED_WORDS:
            raise _Misfit(f"“{HANDLED[name]}”填写的是“{text[:20]}”，应为{'或'.join(CLOSED_WORDS)}。")
        if not own and not is_same(current[name], base[name]):
            raise _Conflict(f"“{HANDLED[name]}”在台账写出之后已由他人填为“{current[name][:40]}”；没有导入。{_ANEW}")
    if any(changed.items() <= event.data.items() for event in record.imported(mark, "handling")):
        raise _Conflict(f"这份台账先前已导入过同样的整改情况，其后又有改动；没有再改回。{_ANEW}")
    kept = {name: text for event in now for name, text in event.data.items() if name in HANDLED}
    joined = {name: current[name] for name in HANDLED if sum(bool(event.data.get(name)) for event in now) > 1}
    entry = handle(_subject(mark, now), kept | joined | changed)
    return Taken(row, entry, "、".join(f"{HANDLED[name]}：{text or '（清空）'}" for name, text in changed.items()))


def _by_default(mark: RowMark, handled: Mapping[str, str]) -> dict[str, str]:
    """How a cause is put right, with the day that the ledger gives where nobody has said one."""
    return {**handled, "due": handled["due"] or mark.limit}


def _awarded(row: FilledRow, record: RecordView) -> Taken | None:
    mark = row.mark
    if mark.kind != "points":
        return None
    base = PointFields.of(record.of(mark.known))
    points, note = row.cells.get(AWARDED, base.points), row.cells.get(NOTE, base.note)
    if _is_equal(points, base.points) and is_same(note, base.note):
        return None
    now = record.now(record.standings.holding("points", mark.key, mark.agency, mark.year), mark.known)
    current = PointFields.of(now)
    if _is_equal(points, current.points) and is_same(note, current.note):
        return None
    if not points:
        raise _Misfit(f"“{AWARDED}”为空" + ("；原评分保留。" if base.points else "，没有导入。"))
    given, limit = _number(points), _number(mark.limit)
    if given is None or limit is None or not 0 <= given <= limit or given != given.quantize(_CENT):
        raise _Misfit(f"“{AWARDED}”填写的是“{points[:20]}”，应为0至{mark.limit}之间的数，至多两位小数。")
    _within(NOTE, note)
    newer = record.newer(now, mark.known)
    if newer and not record.is_own(newer, mark.ledger):
        raise _Conflict(
            f"台账填写{points}分，而台账写出之后{newer[-1].who}已评为{newer[-1].data['points']}分；没有导入。{_ANEW}"
        )
    if any((_number(e.data["points"]), e.note) == (given, note) for e in record.imported(mark, "points")):
        raise _Conflict(f"这份台账先前已导入过{points}分，其后改为{current.points}分；没有再改回。{_ANEW}")
    subject = DecisionSubject(mark.agency, mark.year, mark.key)
    return Taken(row, award(subject, str(given), note), f"{mark.key}：{given}分")


def _within(head: str, text: str) -> None:
    if len(text) > MAX_NOTE:
        raise _Misfit(f"“{head}”应在{MAX_NOTE}字以内，现有{len(text)}字。")


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(unicodedata.normalize("NFKC", text).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _is_equal(one: str, other: str) -> bool:
    left, right = _number(one), _number(other)
    return left == right if left is not None and right is not None else is_same(one, other)
