"""What people decided, as it counts for each report of a review; what it is about is found again by keys and names, never by order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.causes import Cause
from audit.corpus import Corpus
from audit.decisions import DecisionEvent, EventKind, IsOurs, Standing, Standings
from audit.model import Report
from audit.rulings._corrections import corrected
from audit.rulings._organs import Claim, ReviewOrgan, ReviewOrgans
from audit.rulings._report import NO_STEPS, ReportRulings

#: What of a record holds on a cause: by its keys, its evidence, what it shows elsewhere, and whose events count.
Holding = Callable[[Sequence[str], str, Collection[str], IsOurs], tuple[DecisionEvent, ...]]
#: What people enter on a report besides what is on its causes, in so far as it is lost where there is no such report.
_BESIDE: frozenset[EventKind] = frozenset(("correction", "finding", "points", "choice"))


class Beside(NamedTuple):
    """What was decided beside all that there is in a review, by the fields of an assessment that are called so.

    ``gone`` are decisions on causes of its organs that there are no more, and how these were put right, by key; ``unmatched`` all
    events of its year of whose subject there is nothing, ``elsewhere`` the UUIDs of those on other organs; ``of_other_years``
    counts things of other years.
    """

    gone: Mapping[str, Sequence[DecisionEvent]]
    unmatched: tuple[DecisionEvent, ...]
    elsewhere: frozenset[str]
    of_other_years: int


class Decided:
    """Everything that a record holds, ready to be found by report; nothing where there is no record."""

    def __init__(self, standings: Standings | None = None, *, in_steps: bool = True) -> None:
        """Without ``in_steps``, as the work settings may have it, no step of a review counts that was entered before."""
        self.standings = standings or Standings(())
        self._in_steps = in_steps
        self._has_choices = any(event.kind == "choice" for event in self.standings.kept)
        self._reviewing = {event.year for event in self.standings.kept if in_steps and event.kind == "review"}

    def __bool__(self) -> bool:
        return bool(self.standings.events)

    @property
    def unsound(self) -> str:
        """How many events of the record say what none can, and count as nothing (Chinese); "" where there are none."""
        found = len(self.standings.unsound)
        return f"人工记录中有{found}条内容不合规定，没有计入；请查明其来源，有关事项请重新认定。" if found else ""

    def corrected(self, report: Report, organs: ReviewOrgans) -> Report:
        """``report``, one of ``organs``, with the cells that people corrected in this very file, as far as they still read as they did then."""
        held = self._on_report(report, organs, ("ours",))
        return corrected(report, [event for event in held if event.kind == "correction"])

    def on(self, report: Report, causes: Sequence[Cause], organs: ReviewOrgans) -> ReportRulings:
        """What was decided on ``report``, one of ``organs``, whose corrections are made already, and on its ``causes``."""
        whose, claims = organs.of(report), organs.claims
        held = self._on_report(report, organs, ("ours",))
        points: dict[str, list[DecisionEvent]] = {}
        for event in _of(held, "points"):
            points.setdefault(event.about, []).append(event)
        done = {one.key for one in report.corrected}
        corrections, findings = _of(held, "correction"), _of(held, "finding")

        def is_ours(event: DecisionEvent) -> bool:
            return claims.on_report(event, whose) == "ours"

        return ReportRulings(
            self.of_causes(causes, organs, whose),
            self.handled(causes, organs, whose) | self._handled_by_hand(findings),
            {item: tuple(events) for item, events in points.items()},
            findings,
            corrections,
            tuple(event for event in corrections if event.about not in done),
            self.standings.steps(whose.own_names, report.year, is_ours) if self._in_steps else NO_STEPS,
            "、".join(sorted({event.data["to"] for event in _of(held, "assignment")} - {""})),
            used=bool(self),
            reviewing=report.year in self._reviewing,
            organ=whose.name,
            year=report.year,
            decisions=self.decisions(causes, organs, whose),
            unsure=self._unsure(report, causes, organs),
            choices=self._choices(report.source, organs),
            names=organs.only_its(whose),
            point_notes={item: self.standings.notes(events) for item, events in points.items()},
            point_overruled={item: self.standings.overruled(events) for item, events in points.items()},
        )

    def chosen(self, corpus: Corpus, organs: ReviewOrgans) -> dict[tuple[str, int], str]:
        """Which file people chose as the one that counts, by an agency's name and a year: its SHA-256; nothing where they differ."""
        found = {}
        for filing in corpus.every.values() if self._has_choices else ():
            files = {event.data["file"] for event in self._choices(filing.report.source, organs)}
            if filing.agency and filing.year and len(files) == 1:
                found[filing.agency.name, filing.year] = files.pop()
        return found

    def entered(self, report: Report, organs: ReviewOrgans, kind: EventKind, about: str) -> tuple[DecisionEvent, ...]:
        """What holds of a kind on the cell, the item or the finding ``about`` of ``report``, one of ``organs``."""
        held = self._on_report(report, organs, ("ours",))
        return tuple(event for event in held if (event.kind, event.about) == (kind, about))

    def on_absent(self, causes: Iterable[Cause], organs: ReviewOrgans) -> ReportRulings:
        """What was decided on ``causes`` of agencies without a report."""
        every = list(causes)
        unsure = [one for cause in every for one in self._unsure_on(cause, organs.named(cause.root.agency), organs)]
        return ReportRulings(
            self.of_causes(every, organs),
            self.handled(every, organs),
            used=bool(self),
            decisions=self.decisions(every, organs),
            unsure=tuple({one.uuid: one for one in unsure}.values()),
        )

    def of_causes(
        self, causes: Iterable[Cause], organs: ReviewOrgans, whose: ReviewOrgan | None = None
    ) -> dict[str, Standing]:
        """How those of ``causes`` stand on which something was decided, by key; of ``whose``, else of whom the roster names.

        Of several reports of one organ and year each has its own evidence, which ``organs`` know.
        """
        found = {}
        for one in causes if self else ():
            its = whose or organs.named(one.root.agency)
            seen, is_ours = organs.elsewhere(its, one.key), self._ours(its, organs)
            found[one.key] = self.standings.cause((one.key, *one.former), one.evidence, seen, is_ours)
        return {key: standing for key, standing in found.items() if standing.state != "open"}

    def decisions(
        self, causes: Iterable[Cause], organs: ReviewOrgans, whose: ReviewOrgan | None = None
    ) -> dict[str, tuple[DecisionEvent, ...]]:
        """The decisions that hold on ``causes`` as in ``of_causes``, on whatever evidence; nothing of what nobody decided."""
        return self._held(self.standings.decisions, causes, organs, whose)

    def handled(
        self, causes: Iterable[Cause], organs: ReviewOrgans, whose: ReviewOrgan | None = None
    ) -> dict[str, tuple[DecisionEvent, ...]]:
        """What was entered on how ``causes`` as in ``of_causes`` are put right, by key; nothing of what nobody handles."""
        return self._held(self.standings.handling, causes, organs, whose)

    def _unmatched(self, year: int | None, organs: ReviewOrgans, reports: Sequence[Report] = ()) -> list[DecisionEvent]:
        """The decisions of ``year`` on causes that there are no more: corrected since, or under another name or key.

        What people corrected, added or awarded on organs of which none of ``reports`` is, and what they chose of their
        reports, follows. What was decided on a
        report whose year was not read then is among them, whatever the year.
        """
        held = [event for event in self.standings.held() if event.year in (year, None)]
        found = [event for event in held if event.kind == "decision" and not self._has_cause(event, organs)]
        here = {(organs.of(report), report.year) for report in reports}
        candidates = organs.claims.candidates
        return found + [
            event
            for event in held
            if event.kind in _BESIDE and not any((one, event.year) in here for one in candidates(event.agency))
        ]

    def _gone(self, year: int | None, organs: ReviewOrgans) -> dict[str, list[DecisionEvent]]:
        """Decisions of ``year`` on causes that there are no more, and how these were put right, by key and organ."""
        added = {event.about for event in self.standings.held() if event.kind == "finding"}
        found: dict[str, list[DecisionEvent]] = {}
        for event in self.standings.held():
            if (
                event.kind in ("decision", "handling")
                and event.year == year
                and event.about not in added
                and not self._has_cause(event, organs)
            ):
                # Organs that a key does not tell from each other have a line each.
                is_shared = event.about in organs.shown
                found.setdefault(f"{event.about}\0{event.agency}" if is_shared else event.about, []).append(event)
        return found

    def beside(self, year: int | None, organs: ReviewOrgans, reports: Sequence[Report]) -> Beside:
        """What was decided beside all that there is on ``reports``, those of the review.

        Where it looks at a single one, the other organs of the roster are outside of it.
        """
        only = {organs.of(report) for report in reports} if len(reports) == 1 else None

        def is_of(event: DecisionEvent) -> bool:
            known = organs.claims.candidates(event.agency)
            return any(organs.named(one.known_as) is one and (only is None or one in only) for one in known)

        unmatched = tuple(self._unmatched(year, organs, reports))
        return Beside(
            {key: events for key, events in self._gone(year, organs).items() if is_of(events[0])},
            unmatched,
            frozenset(event.uuid for event in unmatched if not is_of(event)),
            self._of_other_years(year, organs, reports),
        )

    def _of_other_years(self, year: int | None, organs: ReviewOrgans, reports: Sequence[Report]) -> int:
        """On how much of other years something was decided of which there is nothing among ``reports``."""
        years = {event.year for event in self.standings.held()} - {year, None}
        every = (event for one in sorted(years, key=str) for event in self._unmatched(one, organs, reports))
        things = (
            (event.kind, event.agency, event.year, event.uuid if event.kind == "finding" else event.about)
            for event in every
            if event.year is not None
        )
        return len(set(things))

    def _choices(self, source: str, organs: ReviewOrgans) -> tuple[DecisionEvent, ...]:
        """What people said of which report counts, of those of the organ and year for which the report at ``source`` was filed."""
        if not self._has_choices or source not in organs.filed:
            return ()
        (whose, year), claims = organs.filed[source], organs.claims
        held = self.standings.on_report(whose.own_names, year, lambda event: claims.on_report(event, whose) == "ours")
        return _of(held, "choice")

    def _on_report(self, report: Report, organs: ReviewOrgans, wanted: Sequence[Claim]) -> list[DecisionEvent]:
        """What holds on a report besides what is on its causes, as far as it is surely, or may be, about it."""
        whose, claims, others = organs.of(report), organs.claims, organs.other_files(report)

        def is_wanted(event: DecisionEvent) -> bool:
            is_elsewhere = event.kind == "correction" and event.evidence in others
            return not is_elsewhere and claims.on_report(event, whose) in wanted

        held = self.standings.on_report(whose.own_names, report.year, is_wanted)
        # What was corrected in this very file goes before what was in one that it came instead of.
        here = {one.about for one in held if one.kind == "correction" and one.evidence == report.sha256}
        return [
            one for one in held if one.kind != "correction" or one.about not in here or one.evidence == report.sha256
        ]

    def _ours(self, whose: ReviewOrgan, organs: ReviewOrgans, wanted: Sequence[Claim] = ("ours",)) -> IsOurs:
        claims = organs.claims
        return lambda event: claims.on_cause(event, whose) in wanted

    def _held(
        self, holding: Holding, causes: Iterable[Cause], organs: ReviewOrgans, whose: ReviewOrgan | None
    ) -> dict[str, tuple[DecisionEvent, ...]]:
        found = {}
        for one in causes if self else ():
            its = whose or organs.named(one.root.agency)
            seen, is_ours = organs.elsewhere(its, one.key), self._ours(its, organs)
            found[one.key] = holding((one.key, *one.former), one.evidence, seen, is_ours)
        return {key: events for key, events in found.items() if events}

    def _handled_by_hand(self, findings: Iterable[DecisionEvent]) -> dict[str, tuple[DecisionEvent, ...]]:
        found = {one.about: self.standings.holding("handling", one.about) for one in findings}
        return {key: events for key, events in found.items() if events}

    def _unsure(self, report: Report, causes: Iterable[Cause], organs: ReviewOrgans) -> tuple[DecisionEvent, ...]:
        """What may be about ``report`` or another organ's, and counts for neither."""
        whose, claims = organs.of(report), organs.claims
        every = self._on_report(report, organs, ("ours", "unsure"))
        found = [one for one in every if claims.on_report(one, whose) == "unsure"]
        if any(one.kind == "review" and one not in found for one in every):
            # Its review goes on by itself.
            found = [one for one in found if one.kind != "review"]
        found += [one for cause in causes for one in self._unsure_on(cause, whose, organs)]
        return tuple({one.uuid: one for one in found}.values())

    def _unsure_on(self, cause: Cause, whose: ReviewOrgan, organs: ReviewOrgans) -> Iterator[DecisionEvent]:
        if not self:
            return
        claims, is_ours = organs.claims, self._ours(whose, organs, ("ours", "unsure"))
        keys, seen = (cause.key, *cause.former), organs.elsewhere(whose, cause.key)
        for holding in (self.standings.decisions, self.standings.handling):
            every = holding(keys, cause.evidence, seen, is_ours)
            yield from (one for one in every if claims.on_cause(one, whose) == "unsure")

    def _has_cause(self, event: DecisionEvent, organs: ReviewOrgans) -> bool:
        """Whether there is a cause that an event is, or may be, on."""
        claims = organs.claims
        holders = organs.shown.get(event.about, {})
        return any(claims.on_cause(event, one) != "none" for one in holders)


def _of(events: Iterable[DecisionEvent], kind: EventKind) -> tuple[DecisionEvent, ...]:
    return tuple(event for event in events if event.kind == kind)
