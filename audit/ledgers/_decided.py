"""The decision that a row of a filled ledger changes, held against the record: with its reason and note, or not at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from audit.decisions import ON_UNITS, RULING_NAMES, DecisionEvent, Ruling, decide
from audit.ledgerrows import NOTE, REASON, RULED, CauseFields, is_shown, masked_cell
from audit.ledgers._changes import ANEW, Taken, Untaken, in_full, subject_of, too_long
from audit.ledgers._filled import FilledRow
from audit.ledgers._recorded import RecordView

_RULINGS = {word: ruling for ruling, word in RULING_NAMES.items()}
_CONFIRMED = RULING_NAMES["confirmed"]
_KEPT_NOTE = f"“{NOTE}”被清空；原{NOTE}保留。要清空{NOTE}，请在核查台上办理。"
#: Rulings of which one lets the notes of others that go with the other one stand no more.
_CONTRARY = {"confirmed", "dismissed"}


@dataclass(frozen=True, slots=True)
class _RuledRow:
    """What a ``row`` says of a decision, in ``mine``: ruling, reason and note, where a note that was emptied stays.

    ``base`` stood in the row when it was written, from the events ``known``; ``current`` follows from what holds ``now`` on
    the cause. Of that ``held`` is on the evidence of the row, with ``notes``.
    """

    row: FilledRow
    record: RecordView
    base: CauseFields
    current: CauseFields
    mine: tuple[str, ...]
    is_emptied: bool
    known: Collection[str]
    now: Sequence[DecisionEvent]
    held: Sequence[DecisionEvent]
    notes: Sequence[DecisionEvent]

    @property
    def ruled(self) -> str:
        return unicodedata.normalize("NFKC", self.mine[0]).strip()

    @property
    def is_over(self) -> bool:
        """Whether the note stood in the row and was overruled since: it is nothing that the row says anew."""
        return not self.current.note and is_shown(self.mine[2], self.base.note)

    @property
    def is_unchanged(self) -> bool:
        """Whether the row says what stood in it, or what holds anyway."""
        said_now = (*self.mine[:2], "") if self.is_over else self.mine
        return all(map(is_shown, self.mine, self.base.decided)) or all(map(is_shown, said_now, self.current.decided))

    @property
    def kept_note(self) -> str:
        """That a note was emptied and goes on (Chinese), or ""."""
        return _KEPT_NOTE if self.is_emptied and self.current.note else ""

    @property
    def changed(self) -> list[str]:
        """The heads of the columns in which something else stands than stood there."""
        beside = zip((RULED, REASON, NOTE), self.mine, self.base.decided, strict=True)
        return [head for head, text, was in beside if not is_shown(text, was)]


def decided(row: FilledRow, record: RecordView, elsewhere: Collection[str]) -> Iterator[Taken | Untaken]:
    """The decision on a cause with its reason and note, where any of them was changed.

    What was decided on evidence that stands ``elsewhere``, in another row on the same cause, is left alone.
    """
    if row.mark.kind != "cause":
        return
    said = _ruled(row, record, elsewhere)
    if not said.is_unchanged:
        yield _hindered(said, elsewhere) or _entered(said)
    elif said.kept_note:
        yield Untaken(said.kept_note)


def _ruled(row: FilledRow, record: RecordView, elsewhere: Collection[str]) -> _RuledRow:
    mark = row.mark
    base = CauseFields.of(record.of(mark.known), (), mark.evidence, record.noted(mark))
    mine = tuple(row.cells.get(head, was) for head, was in zip((RULED, REASON, NOTE), base.decided, strict=True))
    is_emptied = not mine[2] and bool(base.note)
    if is_emptied:
        mine = (*mine[:2], base.note)
    known = {uuid for uuid in mark.known if record.events[uuid].evidence not in elsewhere}
    every = record.now(record.standings.holding("decision", mark.key, mark.agency), known, mark.seen)
    now = [event for event in every if event.evidence not in elsewhere]
    held = [event for event in now if event.evidence == mark.evidence]
    notes = record.standings.notes(held)
    current = CauseFields.of(now, (), mark.evidence, notes)
    return _RuledRow(row, record, base, current, mine, is_emptied, known, now, held, notes)


def _hindered(said: _RuledRow, elsewhere: Collection[str]) -> Untaken | None:
    """Why the decision of a row is not entered: it does not fit, or others, or newer entries, stand against it."""
    record, mark, ruled = said.record, said.row.mark, said.ruled
    beside = "、".join(f"“{head}”" for head in said.changed if head != RULED)
    with_it = f"{beside}随之没有导入。" if beside else ""
    if wrong := _unfit(ruled, said.base, said.mine[1:]):
        return Untaken(f"{wrong}{with_it}")
    newer = [event for event in record.newer(said.now, said.known, mark.seen) if event.evidence not in elsewhere]
    if (newer and not record.is_own(newer, mark.ledger)) or (not newer and len(said.now) != len(said.known)):
        return Untaken(f"台账填写“{ruled}”，而台账写出之后{_told(newer)}；没有导入。{with_it}{ANEW}", newer=True)
    others = dict.fromkeys(event.who for event in said.now if event.who != record.who)
    if RULED not in said.changed and others:
        whose = "、".join(others)
        return Untaken(
            f"认定“{ruled}”由{whose}作出，只改了{beside}；为免以他人之名改动，或将他人的认定变为自己的，没有导入。"
            f"请由{whose}填写，或另选认定。",
            newer=True,
        )
    anew, before = (ruled, *said.mine[1:]), record.imported(mark, "decision")
    if any(all(map(is_shown, anew, _imported(event, said.base).decided)) for event in before):
        return Untaken(
            f"这份台账先前已导入过“{ruled}”，其后改为“{said.current.ruling}”；没有再改回。{with_it}{ANEW}", newer=True
        )
    return None


def _entered(said: _RuledRow) -> Taken:
    """The decision of a row as it is entered, with what it comes to."""
    row, record, mark = said.row, said.record, said.row.mark
    ruled, was = said.ruled, said.current.ruling
    reason, note = said.mine[1:]
    seen = [event for event in (*said.now, *record.of(mark.known)) if event.evidence == mark.evidence]
    # What stands as it was goes on by itself, under the name of whoever wrote it.
    own_note = "" if said.is_over or is_shown(note, said.current.note) else in_full(note, (one.note for one in seen))
    whole_reason = in_full(reason, (str(event.data.get("reason") or "") for event in seen))
    entry = decide(subject_of(mark, said.now), _RULINGS[ruled], own_note, whole_reason)
    overruled = "" if own_note else _overruled(_RULINGS[ruled], record.who, said.notes, said.held)
    words = f"{was}改为{ruled}" if was and was != ruled else ruled
    beside = ((REASON, reason), (NOTE, "" if overruled or said.is_over else note))
    why = (f"{head}：{masked_cell(text)}" for head, text in beside if text)
    on_units = f"认定属实的，{ON_UNITS}；请核对所属单位的报告。" if mark.on_units and ruled == _CONFIRMED else ""
    doubts = tuple(filter(None, (on_units, overruled or said.kept_note)))
    return Taken(row, entry, "；".join((words, *why)), doubts)


def _overruled(ruling: Ruling, who: str, notes: Iterable[DecisionEvent], held: Iterable[DecisionEvent]) -> str:
    """That the notes of others stand no more once ``who`` decides the contrary of what they were entered with (Chinese); "" where they do."""
    now = {event.who: event.data["ruling"] for event in held}
    gone = [one.who for one in notes if one.who != who and {now.get(one.who, one.data["ruling"]), ruling} == _CONTRARY]
    return f"原{NOTE}由{'、'.join(dict.fromkeys(gone))}所写，认定相反，不再有效；须要的请另写。" if gone else ""


def _imported(event: DecisionEvent, base: CauseFields) -> CauseFields:
    """What a row said from which ``event`` was imported; of a note that it leaves as it stood, what stood in the ledger."""
    found = CauseFields.of([event], (), event.evidence, [event])
    return found if event.note else replace(found, note=base.note)


def _unfit(ruled: str, base: CauseFields, why: Sequence[str]) -> str:
    """Why a decision cannot be entered as it is written (Chinese); "" where it can."""
    if not ruled and base.ruling:
        return f"“{RULED}”被清空；原认定“{base.ruling}”保留。要改认定，请另选一项，如“{RULING_NAMES['pending']}”。"
    if not ruled:
        return f"填写了{REASON}或{NOTE}，没有选{RULED}，没有导入。"
    if ruled not in _RULINGS:
        return f"“{RULED}”填写的是“{ruled[:20]}”，应为{'、'.join(_RULINGS)}之一。"
    return next((long for head, text in zip((REASON, NOTE), why, strict=True) if (long := too_long(head, text))), "")


def _told(newer: Sequence[DecisionEvent]) -> str:
    if not newer:
        return "原来的认定已撤销"
    return "，其后".join(f"{event.who}已认定为“{RULING_NAMES[event.data['ruling']]}”" for event in newer)
