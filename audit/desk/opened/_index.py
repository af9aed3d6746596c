"""Which rows an event may change: those with its cause, and those of the organ that it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from audit.decisions import DecisionEvent, DecisionSubject, organ
from audit.desk.rows import DeskRow
from audit.rulings import ReviewOrgans


class RowIndex:
    """The rows of a review by the keys of their causes, and by what events may call their organs."""

    def __init__(self, rows: Collection[DeskRow], organs: ReviewOrgans) -> None:
        self._organs = organs
        self._by_key: dict[str, list[DeskRow]] = defaultdict(list)
        self._by_organ: dict[str, list[DeskRow]] = defaultdict(list)
        for row in rows:
            for key in row.keys:
                self._by_key[key].append(row)
            for name in dict.fromkeys(map(organ, self.names(row))):
                self._by_organ[name].append(row)

    def names(self, row: DeskRow) -> Collection[str]:
        """How events may call the organ of ``row``."""
        if row.report is None:
            return (row.name,)
        filed = self._organs.filed.get(row.source)
        return self._organs.of(row.report).names | (filed[0].names if filed else frozenset())

    def of(self, event: DecisionEvent) -> list[DeskRow]:
        """The rows that ``event`` may change."""
        if event.kind == "decision":
            return self._by_key.get(event.about, []) if event.about else []
        return self.on(event)

    def on(self, subject: DecisionSubject | DecisionEvent) -> list[DeskRow]:
        """The rows of the organ and with the cause that ``subject`` is, or may be, about."""
        found = self._by_key.get(subject.about, []) if subject.about else []
        return [*found, *self._by_organ.get(organ(subject.agency), ())]

    def beside(self, row: DeskRow) -> set[str]:
        """The ids of ``row`` and of all rows that may be of its organ."""
        return {row.id, *(one.id for name in self.names(row) for one in self._by_organ.get(organ(name), ()))}
