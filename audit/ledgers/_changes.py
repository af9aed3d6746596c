"""What one row of a filled ledger changes, held against the record: each column by itself, but a decision with reason and note."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from audit.decisions import (
    MAX_NOTE,
    ON_UNITS,
    RULING_NAMES,
    DecisionEvent,
    DecisionSubject,
    Entry,
    Ruling,
    decide,
    handle,
)
from audit.ledgerrows import (
    CHINA,
    CLOSED_WORDS,
    GONE,
    HANDLED,
    LEVEL,
    NOTE,
    REASON,
    RULED,
    CauseFields,
    RowMark,
    day_of,
    is_same,
    is_shown,
    is_written_as_day,
    noted,
)
from audit.ledgers._filled import FilledRow
from audit.ledgers._recorded import RecordView

_RULINGS = {word: ruling for ruling, word in RULING_NAMES.items()}
_CONFIRMED, _DISMISSED, _CLOSED = RULING_NAMES["confirmed"], RULING_NAMES["dismissed"], CLOSED_WORDS[0]
_KEPT_NOTE = f"“{NOTE}”被清空；原{NOTE}保留。要清空{NOTE}，请在核查台上办理。"
#: Rulings of which one lets the notes of others that go with the other one stand no more.
_CONTRARY = {"confirmed", "dismissed"}
ANEW = "如仍要改，请在新的台账中填写。"


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing to enter: the row that says it, the entry, what it comes to, and what should be looked at again (Chinese)."""

    row: FilledRow
    entry: Entry
    words: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Untaken:
    """What of a row is not entered, and why (Chinese): it does not fit, or ``newer`` entries say otherwise."""

    text: str
    newer: bool = False


def _subject(mark: RowMark, holding: Sequence[DecisionEvent]) -> DecisionSubject:
    """What an entry is about; it goes on under the key that what it takes the place of has."""
    keys = dict.fromkeys(event.about for event in holding)
    about = mark.key if not keys or mark.key in keys else holding[-1].about
    former = tuple(key for key in keys if key != about)
    return DecisionSubject(mark.agency, mark.year, about, mark.evidence, former)


def decided(row: FilledRow, record: RecordView, elsewhere: Collection[str]) -> Iterator[Taken | Untaken]:
    """The decision on a cause with its reason and note, where any of them was changed.

    What was decided on evidence that stands ``elsewhere``, in another row on the same cause, is left alone.
    """
    mark = row.mark
    if mark.kind != "cause":
        return
    base = CauseFields.of(record.of(mark.known), (), mark.evidence, record.noted(mark))
    heads = (RULED, REASON, NOTE)
    mine = tuple(row.cells.get(head, was) for head, was in zip(heads, base.decided, strict=True))
    is_emptied = not mine[2] and bool(base.note)
    if is_emptied:
        mine = (*mine[:2], base.note)
    known = {uuid for uuid in mark.known if record.events[uuid].evidence not in elsewhere}
    every = record.now(record.standings.holding("decision", mark.key, mark.agency), known, mark.seen)
    now = [event for event in every if event.evidence not in elsewhere]
    held = [event for event in now if event.evidence == mark.evidence]
    notes = record.standings.notes(held)
    current = CauseFields.of(now, (), mark.evidence, notes)
    # A note that stood in the row and was overruled since is nothing that the row says anew.
    is_over = not current.note and is_shown(mine[2], base.note)
    said_now = (*mine[:2], "") if is_over else mine
    if all(map(is_shown, mine, base.decided)) or all(map(is_shown, said_now, current.decided)):
        if is_emptied and current.note:
            yield Untaken(_KEPT_NOTE)
        return
    ruled = unicodedata.normalize("NFKC", mine[0]).strip()
    changed = [head for head, text, was in zip(heads, mine, base.decided, strict=True) if not is_shown(text, was)]
    beside = "、".join(f"“{head}”" for head in changed if head != RULED)
    with_it = f"{beside}随之没有导入。" if beside else ""
    if wrong := _unfit(ruled, base, mine[1:]):
        yield Untaken(f"{wrong}{with_it}")
        return
    newer = [event for event in record.newer(now, known, mark.seen) if event.evidence not in elsewhere]
    if (newer and not record.is_own(newer, mark.ledger)) or (not newer and len(now) != len(known)):
        yield Untaken(f"台账填写“{ruled}”，而台账写出之后{_told(newer)}；没有导入。{with_it}{ANEW}", newer=True)
        return
    others = dict.fromkeys(event.who for event in now if event.who != record.who)
    if RULED not in changed and others:
        whose = "、".join(others)
        yield Untaken(
            f"认定“{ruled}”由{whose}作出，只改了{beside}；为免以他人之名改动，或将他人的认定变为自己的，没有导入。"
            f"请由{whose}填写，或另选认定。",
            newer=True,
        )
        return
    said, before = (ruled, *mine[1:]), record.imported(mark, "decision")
    if any(all(map(is_shown, said, _imported(e, base).decided)) for e in before):
        yield Untaken(
            f"这份台账先前已导入过“{ruled}”，其后改为“{current.ruling}”；没有再改回。{with_it}{ANEW}", newer=True
        )
        return
    seen = [event for event in (*now, *record.of(mark.known)) if event.evidence == mark.evidence]
    # What stands as it was goes on by itself, under the name of whoever wrote it.
    note = "" if is_over or is_shown(mine[2], current.note) else in_full(mine[2], (one.note for one in seen))
    reason = in_full(mine[1], (str(event.data.get("reason") or "") for event in seen))
    entry = decide(_subject(mark, now), _RULINGS[ruled], note, reason)
    words = f"{current.ruling}改为{ruled}" if current.ruling and current.ruling != ruled else ruled
    overruled = "" if note else _overruled(_RULINGS[ruled], record.who, notes, held)
    beside_it = zip((REASON, NOTE), (mine[1], "" if overruled or is_over else mine[2]), strict=True)
    why = (f"{head}：{noted(text)}" for head, text in beside_it if text)
    on_units = f"认定属实的，{ON_UNITS}；请核对所属单位的报告。" if mark.on_units and ruled == _CONFIRMED else ""
    kept = _KEPT_NOTE if is_emptied and current.note else ""
    doubts = tuple(filter(None, (on_units, overruled or kept)))
    yield Taken(row, entry, "；".join((words, *why)), doubts)


def _overruled(ruling: Ruling, who: str, notes: Iterable[DecisionEvent], held: Iterable[DecisionEvent]) -> str:
    """That the notes of others stand no more once ``who`` decides the contrary of what they were entered with (Chinese); "" where they do."""
    now = {event.who: event.data["ruling"] for event in held}
    gone = [one.who for one in notes if one.who != who and {now.get(one.who, one.data["ruling"]), ruling} == _CONTRARY]
    return f"原{NOTE}由{'、'.join(dict.fromkeys(gone))}所写，认定相反，不再有效；须要的请另写。" if gone else ""


def _imported(event: DecisionEvent, base: CauseFields) -> CauseFields:
    """What a row said from which ``event`` was imported; of a note that it leaves as it stood, what stood in the ledger."""
    found = CauseFields.of([event], (), event.evidence, [event])
    return found if event.note else replace(found, note=base.note)


def in_full(text: str, recorded: Iterable[str]) -> str:
    """``text``, or what was ``recorded`` that the ledger shows so: what is hidden there is not lost."""
    return next((one for one in recorded if is_same(noted(one), text)), text)


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


def handled(
    row: FilledRow, record: RecordView, elsewhere: Collection[str], today: dt.date
) -> Iterator[Taken | Untaken]:
    """How a cause is put right: those of its columns that were changed and fit.

    What was entered on evidence that stands ``elsewhere``, in another row on the same cause, is left alone.
    """
    mark = row.mark
    if mark.kind == "points":
        return
    base = _by_default(mark, CauseFields.of((), record.of(mark.handling), ""))
    now = record.handling(mark, elsewhere)
    fields = CauseFields.of((), now, "")
    current = _by_default(mark, fields)
    own = record.is_own(record.newer(now, mark.handling, mark.seen), mark.ledger)
    earlier = list(record.imported(mark, "handling"))
    changed: dict[str, str] = {}
    for name, head in HANDLED.items():
        text = row.cells.get(head)
        if text is None or is_shown(text, base[name]) or is_shown(text, current[name]):
            continue
        if wrong := _unfit_handling(name, head, text):
            yield Untaken(wrong)
        elif name in fields.disputed and not own:
            told = f"“{head}”在台账写出之后两人所填不一致（{fields.disputed[name]}），待仲裁；没有导入。{ANEW}"
            yield Untaken(told, newer=True)
        elif not own and not is_same(current[name], base[name]):
            told = f"“{head}”在台账写出之后已由他人填为“{noted(current[name])[:40]}”；没有导入。{ANEW}"
            yield Untaken(told, newer=True)
        elif any(is_shown(text, noted(str(event.data.get(name) or ""))) for event in earlier):
            told = f"这份台账先前已导入过同样的整改情况，“{head}”其后又有改动；没有再改回。{ANEW}"
            yield Untaken(told, newer=True)
        else:
            changed[name] = text
    if not changed:
        return
    # What is entered takes the place of all that holds: on what people contradict each other somebody has to say something.
    if left := [name for name in fields.disputed if name not in changed]:
        heads, told = ("”“".join(HANDLED[name] for name in names) for names in (left, changed))
        why = f"“{heads}”两人所填不一致（{'；'.join(map(fields.disputed.__getitem__, left))}），待仲裁；“{told}”没有导入。"
        yield Untaken(f"{why}请在新的台账中连同“{heads}”一起填写。")
        return
    kept = {name: text for event in now for name, text in event.data.items() if name in HANDLED}
    joined = {name: current[name] for name in HANDLED if sum(bool(event.data.get(name)) for event in now) > 1}
    entry = handle(_subject(mark, now), kept | joined | changed)
    words = "、".join(f"{HANDLED[name]}：{noted(text) or '（已清空）'}" for name, text in changed.items())
    yield Taken(row, entry, words, tuple(_doubts(row, record, changed, today)))


def _unfit_handling(name: str, head: str, text: str) -> str:
    """Why ``text`` cannot stand in the column ``head`` (Chinese); "" where it can."""
    if name == "closed" and text and text not in CLOSED_WORDS:
        return f"“{head}”填写的是“{text[:20]}”，应为{'或'.join(CLOSED_WORDS)}。"
    if name == "due" and is_written_as_day(text) and not day_of(text):
        return f"“{head}”填写的是“{text[:20]}”，没有这一天。"
    return too_long(head, text)


def _doubts(row: FilledRow, record: RecordView, changed: Mapping[str, str], today: dt.date) -> Iterator[str]:
    """What of the correction is entered but should be looked at again (Chinese)."""
    every = record.standings.holding("decision", row.mark.key, row.mark.agency)
    held = [one for one in every if one.evidence == row.mark.evidence]
    ruled = row.cells.get(RULED) or CauseFields.of(held, (), row.mark.evidence).ruling
    if changed.get("closed") == _CLOSED and row.mark.kind == "cause":
        if ruled == _DISMISSED:
            yield f"认定为{_DISMISSED}的，无须销号，请核对“{HANDLED['closed']}”。"
        elif not ruled:
            yield f"尚未认定，已填“{HANDLED['closed']}”为“{_CLOSED}”，请核对。"
        if row.beside.get(LEVEL) != GONE:
            yield f"写出台账时这一问题仍在报告中，已填“{HANDLED['closed']}”为“{_CLOSED}”，请在更正后的报告上复核。"
    due = day_of(changed.get("due", ""))
    found = dt.datetime.fromisoformat(held[-1].at).astimezone(CHINA).date() if held else today
    if due and due < found:
        yield f"“{HANDLED['due']}”{due.isoformat()}早于认定之日（{found.isoformat()}），请核对。"


def _by_default(mark: RowMark, fields: CauseFields) -> dict[str, str]:
    """How a cause is put right, with the day that the ledger gives where nobody has said one."""
    due = "" if "due" in fields.disputed else fields.handled["due"] or mark.limit
    return {**fields.handled, "due": due}


def too_long(head: str, text: str) -> str:
    """Why ``text`` cannot stand in the column ``head`` for its length (Chinese); "" where it can."""
    return f"“{head}”应在{MAX_NOTE}字以内，现有{len(text)}字。" if len(text) > MAX_NOTE else ""
