"""How things are put right, in words: what is kept of it, by whom, until when, and whether that has passed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from audit import workdays
from audit.causes import Cause, Problem
from audit.decisions import OPEN, DecisionEvent, Standing
from audit.ledgerrows import HANDLED, CauseFields, day_of
from audit.rulings import ReportRulings, by_whom, day

#: What is kept of how something is put right and may be long.
_LONG = (HANDLED["statement"], HANDLED["result"])
_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


@dataclass(frozen=True, slots=True)
class ShownHandling:
    """How something is put right, as pages print it: each thing that is kept of it by name, in their order, and who wrote it.

    ``closed`` says that it is closed, ``overdue`` that its time limit had passed, unclosed, on the day that is told by.
    """

    told: Sequence[tuple[str, str]]
    by: str
    closed: bool = False
    overdue: bool = False

    @property
    def brief(self) -> Sequence[tuple[str, str]]:
        """What stands on one line: who, until when, what came of it where that is short."""
        return [pair for pair in self.told if pair[0] not in _LONG]

    @property
    def long(self) -> Sequence[tuple[str, str]]:
        """What people state at length."""
        return [pair for pair in self.told if pair[0] in _LONG]


def handling(
    events: Sequence[DecisionEvent],
    cause: Cause | None = None,
    standing: Standing = OPEN,
    asof: dt.date | None = None,
    days: int = 0,
) -> ShownHandling | None:
    """How something is put right by ``events`` that hold, ``cause`` or what people added; None where there is nothing to say.

    Where nobody has said until when, the time limit follows from how it stands and the working ``days``, see ``limit``. ``asof`` is the day by
    which it is told whether it has passed; nothing is told of that where it is None, or where it was dismissed.
    """
    fields = CauseFields.of_standing(standing, events)
    written = fields.handled.get("due", "")
    end = day_of(written)
    said = dated(end) if end else written
    odds = {name: f"待仲裁（{words}）" for name, words in fields.disputed.items()}
    if "due" in odds:
        # It has passed for certain where it has by what each of them wrote.
        ends = [day_of(str(event.data["due"])) for event in events if event.data.get("due")]
        end = max(filter(None, ends)) if all(ends) else None
        said = odds["due"]
    elif not written and (given := limit(cause, standing, days)):
        end = given.end
        said = given.words()
    is_late = end is not None and asof is not None and end < asof and not fields.is_closed
    is_late = is_late and standing.state != "dismissed"
    due = f"{said}，截至{asof}已过" if is_late else said
    told = [(HANDLED[name], text) for name, text in {**fields.handled, **odds, "due": due}.items() if text]
    who = "；".join(dict.fromkeys(map(by_whom, events)))
    return ShownHandling(told, who, fields.is_closed, is_late) if told else None


def handlings(
    rulings: ReportRulings, problems: Iterable[Problem], asof: dt.date | None, days: int
) -> dict[str, ShownHandling]:
    """How the things of one report are put right, by key, see ``handling``; ``problems`` are all that it has."""
    causes = {one.cause.key: one.cause for one in problems if one.cause}
    found = {
        key: handling(rulings.handling.get(key, ()), causes.get(key), rulings.standings.get(key, OPEN), asof, days)
        for key in dict.fromkeys((*rulings.standings, *rulings.handling))
    }
    return {key: one for key, one in found.items() if one}


class TimeLimit(NamedTuple):
    """Until when something is to be put right: the day on which it was found true, the working days from then, the last day."""

    found: dt.date
    days: int
    end: dt.date

    def words(self) -> str:
        """The last day and how it is counted (Chinese), with what is not known of its holidays."""
        doubt = workdays.doubt(self.found, self.end).rstrip("。")
        return f"{dated(self.end)}，自认定之日起{self.days}个工作日{f'；{doubt}' if doubt else ''}"


def limit(cause: Cause | None, standing: Standing, days: int) -> TimeLimit | None:
    """Until when ``cause`` is to be put right that stands so, ``days`` working days from then; None where that is not said.

    An organ has nothing to put right in what is not charged to it, true or not.
    """
    if standing.state != "confirmed" or not days or cause is None or not cause.is_charged:
        return None
    found = dt.date.fromisoformat(day(standing.by[-1]))
    return TimeLimit(found, days, workdays.due(found, days))


def dated(end: dt.date) -> str:
    """The day of a time limit with its weekday, and that offices do not work on it (Chinese)."""
    off = "" if workdays.is_working(end) else "，非工作日"
    return f"{end.isoformat()}（{_WEEKDAYS[end.weekday()]}{off}）"
