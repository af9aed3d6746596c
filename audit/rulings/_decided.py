"""What people decided, as it counts for each report of a review; what it is about is found again by keys, never by order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cache

from audit.causes import Cause, organ_of
from audit.cells import read_cell
from audit.decisions import DecisionEvent, EventKind, Standing, Standings
from audit.document import Place
from audit.model import CellCorrection, Report, ReportCell
from audit.persons import masked_note
from audit.rulings._report import VERDICTS, ReportRulings
from audit.score import Decision, Rubric, manual_key
from audit.text import show


class Decided:
    """Everything that a record holds, ready to be found by report; nothing where there is no record."""

    def __init__(self, standings: Standings | None = None) -> None:
        self.standings = standings or Standings(())
        self._about: dict[tuple[str, int | None], list[DecisionEvent]] = {}
        for event in self.standings.held():
            if event.kind not in ("decision", "handling", "undo"):
                self._about.setdefault((_organ(event.agency), event.year), []).append(event)
        self._moves: dict[tuple[str, int | None], list[DecisionEvent]] = {}
        for event in self.standings.kept:
            if event.kind == "review":
                self._moves.setdefault((_organ(event.agency), event.year), []).append(event)

    def __bool__(self) -> bool:
        return bool(self.standings.events)

    @property
    def unsound(self) -> str:
        """How many events of the record say what none can, and count as nothing (Chinese); "" where there are none."""
        found = len(self.standings.unsound)
        return f"人工记录中有{found}条内容不合规定，没有计入；请查明其来源，有关事项请重新认定。" if found else ""

    def corrected(self, report: Report) -> Report:
        """``report`` with the cells that people corrected, as far as they still read as they did then."""
        found = _agreed([event for event in self._of(report, "correction") if _fits(event, report)])
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

    def on(self, report: Report, causes: Sequence[Cause], shown: Mapping[str, Collection[str]]) -> ReportRulings:
        """What was decided on ``report``, whose corrections are made already, and on its ``causes``; ``shown`` as in ``of_causes``."""
        points: dict[str, list[DecisionEvent]] = {}
        for event in self._of(report, "points"):
            points.setdefault(event.about, []).append(event)
        done = {one.key for one in report.corrected}
        assigned = self._of(report, "assignment")
        findings = self._of(report, "finding")
        return ReportRulings(
            self.of_causes(causes, shown),
            self.handled(causes, findings),
            {item: tuple(events) for item, events in points.items()},
            findings,
            tuple(event for event in self._of(report, "correction") if event.about not in done),
            self.standings.stage(self._of(report, "review")),
            tuple(self._moves.get(_key(report), ())),
            "、".join(sorted({event.data["to"] for event in assigned} - {""})),
            used=bool(self),
            reviewing=any(year == report.year for _, year in self._moves),
        )

    def of_causes(self, causes: Iterable[Cause], shown: Mapping[str, Collection[str]]) -> dict[str, Standing]:
        """How those of ``causes`` stand on which something was decided, by key.

        ``shown`` is by key all evidence that the causes of the review show, see ``evidence_of``: of several reports of one
        organ and year each has its own.
        """
        found = {
            one.key: self.standings.cause((one.key, *one.former), one.evidence, shown.get(one.key, ()))
            for one in causes
        }
        return {key: standing for key, standing in found.items() if standing.state != "open"}

    def unmatched(
        self, causes: Iterable[Cause], year: int | None, reports: Iterable[Report] = ()
    ) -> list[DecisionEvent]:
        """The decisions of ``year`` on causes that there are no more: corrected since, or under another name or key.

        What people corrected, added or awarded on organs of which none of ``reports`` is follows. What was decided on a
        report whose year was not read then is among them, whatever the year.
        """
        known = {key for cause in causes for key in (cause.key, *cause.former)}
        found = [
            event
            for event in self.standings.held()
            if event.kind == "decision" and event.year in (year, None) and event.about not in known
        ]
        here = {_key(report) for report in reports}
        beside = (events for whose, events in self._about.items() if whose[1] in (year, None) and whose not in here)
        return found + [one for events in beside for one in events if one.kind in ("correction", "finding", "points")]

    def holding(self, kind: EventKind, cause: Cause) -> tuple[DecisionEvent, ...]:
        """The events of ``kind`` (decision, handling) that hold on ``cause``, on whatever evidence."""
        return tuple(event for key in (cause.key, *cause.former) for event in self.standings.holding(kind, key))

    def handled(
        self, causes: Iterable[Cause], findings: Iterable[DecisionEvent] = ()
    ) -> dict[str, tuple[DecisionEvent, ...]]:
        """What was entered on how ``causes`` and ``findings`` by hand are put right, by key; nothing of what nobody handles."""
        found = {one.key: self.holding("handling", one) for one in causes}
        found |= {one.about: self.standings.holding("handling", one.about) for one in findings}
        return {key: events for key, events in found.items() if events}

    def gone(self, causes: Iterable[Cause], year: int | None) -> dict[str, list[DecisionEvent]]:
        """Decisions of ``year`` on causes that there are no more, and how these were put right, by key."""
        known = {key for cause in causes for key in (cause.key, *cause.former)}
        known |= {event.about for event in self.standings.held() if event.kind == "finding"}
        found: dict[str, list[DecisionEvent]] = {}
        for event in self.standings.held():
            if event.kind in ("decision", "handling") and event.year == year and event.about not in known:
                found.setdefault(event.about, []).append(event)
        return found

    def _of(self, report: Report, kind: EventKind) -> tuple[DecisionEvent, ...]:
        return tuple(event for event in self._about.get(_key(report), ()) if event.kind == kind)


def for_score(
    rulings: ReportRulings, agency: str | None, year: int | None, rubric: Rubric | None = None
) -> dict[str, Decision]:
    """What counts of ``rulings`` when a report is scored: decisions by cause key, points by ``manual_key``.

    What is 待查, in dispute or lapsed does not count, nor do points on which people contradict each other or that are none
    of the item of ``rubric``: the decision then has no points and says so.
    """
    most = {item.name: item.points for item in rubric.items} if rubric else {}
    found: dict[str, Decision] = {}
    for key, standing in rulings.standings.items():
        if standing.state in VERDICTS:
            event = standing.by[-1]
            found[key] = Decision(VERDICTS[standing.state], None, note_of(event), standing.who)
    for item, events in rulings.points.items():
        found[manual_key(agency, year, item)] = _award(events, most.get(item))
    return found


def evidence_of(causes: Iterable[Cause]) -> dict[str, set[str]]:
    """By key the evidence that ``causes``, those of a review, show."""
    found: dict[str, set[str]] = {}
    for cause in causes:
        found.setdefault(cause.key, set()).add(cause.evidence)
    return found


def note_of(event: DecisionEvent) -> str:
    """Why somebody decided so (Chinese): the reason, then the note, without private numbers and names."""
    return masked_note("：".join(filter(None, (str(event.data.get("reason") or ""), event.note))))


def _award(events: Sequence[DecisionEvent], most: Decimal | None) -> Decision:
    """The points that ``events`` give an item, or why these do not count (Chinese)."""
    given = {_points(event, most) for event in events}
    if len(given) == 1 and None not in given:
        return Decision(points=given.pop(), note=note_of(events[-1]), who=events[-1].who)
    each = "、".join(f"{event.who}评{event.data.get('points', '')}分" for event in events)
    limits = f"应为0至{show(most)}" if most is not None else "应为0以上"
    why = "分值不同，待仲裁" if len(given) > 1 else f"{limits}、最多两位小数的数"
    return Decision(note=f"人工评分没有计入：{each}，{why}")


def _key(report: Report) -> tuple[str, int | None]:
    return organ_of(report.agency, report.source), report.year


def _points(event: DecisionEvent, most: Decimal | None) -> Decimal | None:
    """The points of an event; None where they are no amount that an item of ``most`` points may have."""
    try:
        points = Decimal(str(event.data["points"]))
    except (InvalidOperation, KeyError):
        return None
    is_amount = points.is_finite() and 0 <= points == round(points, 2) and (most is None or points <= most)
    return points if is_amount else None


def _agreed(corrections: Sequence[DecisionEvent]) -> list[DecisionEvent]:
    """One of ``corrections`` a cell; none where two people corrected it differently, neither of which is more right."""
    by_cell: dict[str, list[DecisionEvent]] = {}
    for event in corrections:
        by_cell.setdefault(event.about, []).append(event)
    return [each[-1] for each in by_cell.values() if len({event.data["corrected"] for event in each}) == 1]


def _fits(event: DecisionEvent, report: Report) -> bool:
    """Whether the cell reads today as it did when it was corrected."""
    cell = report.cells.get(event.about)
    read = None if cell is None or cell.value is None else show(cell.value)
    return (cell.raw if cell else "", read) == (event.data["raw"], event.data["read"])


def _cell(event: DecisionEvent, before: ReportCell | None) -> ReportCell:
    """The cell as whoever corrected it read it; what had been read stands in ``Report.corrected``."""
    found = read_cell(event.data["corrected"])
    return ReportCell(
        event.about,
        found.kind,
        found.value,
        event.data["corrected"],
        before.place if before else Place(),
        note=found.note,
    )


@cache
def _organ(name: str) -> str:
    return organ_of(name, name)
