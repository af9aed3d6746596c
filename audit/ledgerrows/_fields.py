"""What stands in the cells of a row that people fill in, by the events that hold: the same when it is written and read back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from audit.decisions import HANDLING_NAMES, RULING_NAMES, SINGLE_HANDLING, DecisionEvent, Standing
from audit.ledgerrows._columns import CLOSED_WORDS
from audit.patterns import regex
from audit.persons import masked_note
from audit.text.steering import harmless

#: What one cell of the format can hold, with room for the words that say that it was cut.
_MAX_CELL_CHARACTERS = 32_000
#: Days are those of the offices that decide.
CHINA = dt.timezone(dt.timedelta(hours=8))
#: A day, however it is written; office programs may put a time behind it.
_DAY = regex(
    r"""(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?
    (?:(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?""",
    re.VERBOSE,
)


def as_cell(text: str) -> str:
    """``text`` as a workbook can hold it: no control characters, no lone surrogates, not too long."""
    shown = harmless(text).strip()
    if len(shown) <= _MAX_CELL_CHARACTERS:
        return shown
    return f"{shown[:_MAX_CELL_CHARACTERS]}……（原文过长，已截断）"


def masked_cell(text: str) -> str:
    """What people wrote, as it is shown: personal numbers and names hidden."""
    return as_cell(masked_note(text))


def is_written_as_day(text: str) -> bool:
    """Whether ``text`` is written as a day is, even if there is no such day."""
    return _DAY.fullmatch(text.strip()) is not None


def day_of(text: str) -> dt.date | None:
    """The day that ``text`` is, however it is written; None where it is none."""
    match = _DAY.fullmatch(text.strip())
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


class PointFields(NamedTuple):
    """What stands of a manual item: the points as written ("" while there are none that hold), and the note."""

    points: str = ""
    note: str = ""

    @classmethod
    def of(cls, events: Sequence[DecisionEvent]) -> PointFields:
        """What ``events`` on one item, which hold, come to; nothing where they contradict each other."""
        points = {str(event.data.get("points", "")) for event in events}
        return cls(points.pop(), masked_cell(events[-1].note)) if len(points) == 1 else cls()


@dataclass(frozen=True, slots=True)
class CauseFields:
    """What stands of a cause: the decision in Chinese ("" while none counts), reason, note, and how it is put right.

    ``disputed`` tells who wrote what (Chinese), by the name of each thing that can be only one and on which people contradict
    each other; nothing of it is ``handled`` then.
    """

    ruling: str = ""
    reason: str = ""
    note: str = ""
    handled: Mapping[str, str] = field(default_factory=dict)
    disputed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        decisions: Sequence[DecisionEvent],
        handling: Sequence[DecisionEvent],
        evidence: str,
        notes: Sequence[DecisionEvent] = (),
    ) -> CauseFields:
        """What events that hold come to on a cause that shows ``evidence``; no decision where several contradict each other.

        ``notes`` are the decisions whose note stands then.
        """
        current = [event for event in decisions if event.evidence == evidence]
        rulings = {event.data["ruling"] for event in current}
        disputed = {name: told for name in SINGLE_HANDLING if (told := _disputed(name, handling))}
        handled = {name: "" if name in disputed else _joined(name, handling) for name in HANDLING_NAMES}
        if len(rulings) != 1:
            return cls(handled=handled, disputed=disputed)
        last = current[-1]
        reason = masked_cell(str(last.data.get("reason", "")))
        note = as_cell("／".join(dict.fromkeys(masked_cell(event.note) for event in notes)))
        return cls(RULING_NAMES[last.data["ruling"]], reason, note, handled, disputed)

    @classmethod
    def of_standing(cls, standing: Standing, handling: Sequence[DecisionEvent]) -> CauseFields:
        """The same of a cause that stands so; no decision where none counts."""
        decisions = standing.by if standing.ruling else ()
        return cls.of(decisions, handling, decisions[-1].evidence if decisions else "", standing.notes)

    @classmethod
    def of_gone(cls, events: Sequence[DecisionEvent], notes: Sequence[DecisionEvent] = ()) -> CauseFields:
        """The same of a cause that there is no more, by all ``events`` on it that hold: what was last decided on it counts."""
        decisions = [event for event in events if event.kind == "decision"]
        handling = [event for event in events if event.kind == "handling"]
        return cls.of(decisions, handling, decisions[-1].evidence if decisions else "", notes)

    @property
    def is_closed(self) -> bool:
        """Whether whoever looked at what was put right closed it, and nobody said otherwise; of what is no fault there is nothing to close."""
        return self.handled.get("closed") == CLOSED_WORDS[0] and self.ruling != RULING_NAMES["dismissed"]

    @property
    def words(self) -> str:
        """How it is put right, in one text (Chinese): “责任人：李四；整改结果：已更正”; "" where nothing is known."""
        told = [f"{HANDLING_NAMES[name]}：{text}" for name, text in self.handled.items() if text]
        return "；".join(filter(None, (*told, self.unsettled)))

    @property
    def unsettled(self) -> str:
        """On what people contradict each other (Chinese): “整改期限待仲裁（甲：2025-03-01；乙：2025-03-05）”; "" for nothing."""
        return "；".join(f"{HANDLING_NAMES[name]}待仲裁（{told}）" for name, told in self.disputed.items())

    @property
    def decided(self) -> tuple[str, str, str]:
        """The decision with reason and note, which are taken together."""
        return self.ruling, self.reason, self.note


def _joined(name: str, events: Iterable[DecisionEvent]) -> str:
    """What several people wrote who did not know of each other: each once, of what can be only one the first."""
    told = [masked_cell(str(event.data[name])) for event in events if event.data.get(name)]
    return next(iter(told), "") if name in SINGLE_HANDLING else "／".join(dict.fromkeys(told))


def _disputed(name: str, events: Iterable[DecisionEvent]) -> str:
    """Who wrote what (Chinese) where several people wrote what cannot all hold; "" where they did not."""
    told = [(event.who, masked_cell(str(event.data[name]))) for event in events if event.data.get(name)]
    differ = len({_plain(text) for _, text in told}) > 1
    return "；".join(dict.fromkeys(f"{who}：{text}" for who, text in told)) if differ else ""


def is_same(one: str, other: str) -> bool:
    """Whether two texts say the same, however an office program spaced them."""
    return _plain(one) == _plain(other)


def is_shown(text: str, shown: str) -> bool:
    """Whether a ledger that shows ``text`` says ``shown``: what is private is hidden there, whoever writes it again in full."""
    return is_same(text, shown) or is_same(masked_cell(text), shown)


def _plain(text: str) -> str:
    day = day_of(text)
    return day.isoformat() if day else re.sub(r"\s+", " ", harmless(text)).strip()
