"""What people decided, as it counts for each report of a review; what it is about is found again by keys, never by order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import cache

from audit.causes import Cause, organ_of
from audit.cells import read_cell
from audit.decisions import OPEN, DecisionEvent, EventKind, Stage, Standing, Standings
from audit.document import Place
from audit.model import CellCorrection, Report, ReportCell
from audit.score import Decision, manual_key
from audit.text import show


@dataclass(frozen=True, slots=True)
class ReportRulings:
    """What people decided on one report.

    ``standings`` are by the key of a cause that has one; ``points`` by the name of a manual item, the events that hold, of
    which several contradict each other. ``findings`` are those that people added. ``lapsed`` are corrections of cells that no
    longer fit, since the cell reads otherwise today. ``stage`` is the last step that the review has passed, ``moves`` the
    events of the review that hold, ``assigned`` whose work the agency is.
    """

    standings: Mapping[str, Standing] = field(default_factory=dict)
    points: Mapping[str, tuple[DecisionEvent, ...]] = field(default_factory=dict)
    findings: tuple[DecisionEvent, ...] = ()
    lapsed: tuple[DecisionEvent, ...] = ()
    stage: Stage | None = None
    moves: tuple[DecisionEvent, ...] = ()
    assigned: str = ""

    def of(self, cause: Cause | None) -> Standing:
        """How ``cause`` stands."""
        return self.standings.get(cause.key, OPEN) if cause else OPEN


NO_RULINGS = ReportRulings()


class Decided:
    """Everything that a record holds, ready to be found by report; nothing where there is no record."""

    def __init__(self, standings: Standings | None = None) -> None:
        self.standings = standings or Standings(())
        self._about: dict[tuple[str, int | None], list[DecisionEvent]] = {}
        for event in self.standings.held():
            if event.kind not in ("decision", "undo"):
                self._about.setdefault((_organ(event.agency), event.year), []).append(event)
        self._moves: dict[tuple[str, int | None], list[DecisionEvent]] = {}
        for event in self.standings.kept:
            if event.kind == "review":
                self._moves.setdefault((_organ(event.agency), event.year), []).append(event)

    def __bool__(self) -> bool:
        return bool(self.standings.events)

    def corrected(self, report: Report) -> Report:
        """``report`` with the cells that people corrected, as far as they still read as they did then."""
        found = [event for event in self._of(report, "correction") if _fits(event, report)]
        if not found:
            return report
        cells = dict(report.cells)
        for event in found:
            cells[event.about] = _cell(event, cells.get(event.about))
        made = tuple(
            CellCorrection(one.about, one.data["raw"], one.data["read"], one.data["corrected"], one.who, one.note)
            for one in found
        )
        return replace(report, cells=cells, corrected=made)

    def on(self, report: Report, causes: Sequence[Cause]) -> ReportRulings:
        """What was decided on ``report``, whose corrections are made already, and on its ``causes``."""
        points: dict[str, list[DecisionEvent]] = {}
        for event in self._of(report, "points"):
            points.setdefault(event.about, []).append(event)
        done = {one.key for one in report.corrected}
        assigned = self._of(report, "assignment")
        return ReportRulings(
            self.of_causes(causes),
            {item: tuple(events) for item, events in points.items()},
            self._of(report, "finding"),
            tuple(event for event in self._of(report, "correction") if event.about not in done),
            self.standings.stage(self._of(report, "review")),
            tuple(self._moves.get(_key(report), ())),
            str(assigned[-1].data["to"]) if assigned else "",
        )

    def of_causes(self, causes: Iterable[Cause]) -> dict[str, Standing]:
        """How those of ``causes`` stand on which something was decided, by key."""
        found = {one.key: self.standings.cause((one.key, *one.former), one.evidence) for one in causes}
        return {key: standing for key, standing in found.items() if standing.state != "open"}

    def unmatched(self, causes: Iterable[Cause], year: int | None) -> list[DecisionEvent]:
        """The decisions of ``year`` on causes that there are no more: corrected since, or under another name or key."""
        known = {key for cause in causes for key in (cause.key, *cause.former)}
        return [
            event
            for event in self.standings.held()
            if event.kind == "decision" and event.year == year and event.about not in known
        ]

    def _of(self, report: Report, kind: EventKind) -> tuple[DecisionEvent, ...]:
        return tuple(event for event in self._about.get(_key(report), ()) if event.kind == kind)


def for_score(rulings: ReportRulings, agency: str | None, year: int | None) -> dict[str, Decision]:
    """What counts of ``rulings`` when a report is scored: decisions by cause key, points by ``manual_key``.

    What is 待查, in dispute or lapsed does not count, nor do points on which people contradict each other.
    """
    found: dict[str, Decision] = {}
    for key, standing in rulings.standings.items():
        if standing.ruling in ("confirmed", "dismissed"):
            event = standing.by[-1]
            found[key] = Decision("fail" if standing.ruling == "confirmed" else "pass", None, event.note)
    for item, events in rulings.points.items():
        given = {_points(event) for event in events}
        if len(given) == 1 and None not in given:
            found[manual_key(agency, year, item)] = Decision(points=given.pop(), note=events[-1].note)
    return found


def _key(report: Report) -> tuple[str, int | None]:
    return organ_of(report.agency, report.source), report.year


def _points(event: DecisionEvent) -> Decimal | None:
    try:
        return Decimal(str(event.data["points"]))
    except (InvalidOperation, KeyError):
        return None


def _fits(event: DecisionEvent, report: Report) -> bool:
    """Whether the cell reads today as it did when it was corrected."""
    cell = report.cells.get(event.about)
    read = None if cell is None or cell.value is None else show(cell.value)
    return (cell.raw if cell else "", read) == (event.data["raw"], event.data["read"])


def _cell(event: DecisionEvent, before: ReportCell | None) -> ReportCell:
    """The cell as whoever corrected it read it; what had been read goes on in the note."""
    found = read_cell(event.data["corrected"])
    read = event.data["raw"] or "未能读取"
    return ReportCell(
        event.about,
        found.kind,
        found.value,
        event.data["corrected"],
        before.place if before else Place(),
        note=f"人工更正识读：原为“{read}”（{event.who}）",
    )


@cache
def _organ(name: str) -> str:
    return organ_of(name, name)
