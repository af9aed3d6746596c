"""How a cause is put right, as a row of a filled ledger changes it, held against the record: each column by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from audit.decisions import RULING_NAMES, handle
from audit.ledgerrows import (
    CHINA,
    CLOSED_WORDS,
    GONE,
    HANDLED,
    LEVEL,
    RULED,
    CauseFields,
    RowMark,
    day_of,
    is_same,
    is_shown,
    is_written_as_day,
    masked_cell,
)
from audit.ledgers._changes import ANEW, Taken, Untaken, subject_of, too_long
from audit.ledgers._filled import FilledRow
from audit.ledgers._recorded import RecordView

_DISMISSED, _CLOSED = RULING_NAMES["dismissed"], CLOSED_WORDS[0]


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
            told = f"“{head}”在台账写出之后已由他人填为“{masked_cell(current[name])[:40]}”；没有导入。{ANEW}"
            yield Untaken(told, newer=True)
        elif any(is_shown(text, masked_cell(str(event.data.get(name) or ""))) for event in earlier):
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
    entry = handle(subject_of(mark, now), kept | joined | changed)
    words = "、".join(f"{HANDLED[name]}：{masked_cell(text) or '（已清空）'}" for name, text in changed.items())
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
