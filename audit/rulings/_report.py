"""What people decided on one report: how its causes stand, what they added, how far its review is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from audit.causes import Cause, Problem
from audit.decisions import OPEN, DecisionEvent, DecisionSubject, ReviewSteps, Stage, Standing, StateCounts
from audit.findings import GRAVEST_FIRST, Severity, Verdict
from audit.persons import masked_note

#: Of a report that nobody has reviewed.
NO_STEPS = ReviewSteps()
#: What a decision makes of a cause: a fault, or none. What is only to be looked into leaves it as the checks found it.
VERDICTS: Mapping[str, Verdict] = {"confirmed": "fail", "dismissed": "pass"}


@dataclass(frozen=True, slots=True)
class AddedFinding:
    """A finding that a person made without the toolkit; it counts as a fault of its severity, and costs no points.

    ``number`` is its place among those of the report (from 1), ``title`` and ``text`` (Chinese) are free words.
    """

    number: int
    title: str
    text: str
    severity: Severity
    event: DecisionEvent

    @property
    def verdict(self) -> Verdict:
        """A person vouches for it."""
        return "fail"

    @property
    def is_confirmed(self) -> bool:
        """Whoever added it found it true."""
        return True

    @property
    def name(self) -> str:
        """What page and overview call it (Chinese)."""
        return f"补充{self.number}"


@dataclass(frozen=True, slots=True)
class ReportRulings:
    """What people decided on one report.

    ``standings`` are by the key of a cause that has one, ``handling`` the events on how something is put right by the key of
    the cause, or of what people added; ``points`` by the name of a manual item, the events that hold, of
    which several contradict each other, ``point_notes`` by the same name those whose note stands, ``point_overruled`` those of others in whose place they came. ``findings`` are those that people added. ``corrections`` are all that people corrected of its cells, ``lapsed`` those of them that do
    not fit, since the cell reads otherwise today or the file is another one. ``steps`` are those of the review, ``assigned`` whose work the agency is. ``used`` says that there is a record in which people
    decide, ``reviewing`` that reports of the year are passed on in it from one step to the next. ``organ`` and ``year`` are
    how events call what they are about; ``decisions`` are by the key of a cause the decisions on it, on whatever evidence, and
    ``unsure`` the events that may be about this report or about another organ's, which their names do not tell, and count for neither;
    ``names`` are those by which the organ is known in the review, and no other one. ``choices`` are the events that hold on which of several reports of the organ
    and year counts.
    """

    standings: Mapping[str, Standing] = field(default_factory=dict)
    handling: Mapping[str, tuple[DecisionEvent, ...]] = field(default_factory=dict)
    points: Mapping[str, tuple[DecisionEvent, ...]] = field(default_factory=dict)
    findings: tuple[DecisionEvent, ...] = ()
    corrections: tuple[DecisionEvent, ...] = ()
    lapsed: tuple[DecisionEvent, ...] = ()
    steps: ReviewSteps = NO_STEPS
    assigned: str = ""
    used: bool = False
    reviewing: bool = False
    organ: str = ""
    year: int | None = None
    decisions: Mapping[str, tuple[DecisionEvent, ...]] = field(default_factory=dict)
    unsure: tuple[DecisionEvent, ...] = ()
    names: tuple[str, ...] = ()
    choices: tuple[DecisionEvent, ...] = ()
    point_notes: Mapping[str, tuple[DecisionEvent, ...]] = field(default_factory=dict)
    point_overruled: Mapping[str, tuple[DecisionEvent, ...]] = field(default_factory=dict)

    def subject(self, about: Cause | str = "") -> DecisionSubject:
        """What an event is about that is entered on the report: on a cause, on a manual item or a cell by its key, on the whole."""
        if isinstance(about, str):
            return DecisionSubject(self.organ, self.year, about, names=self.names)
        return DecisionSubject(self.organ, self.year, about.key, about.evidence, about.former, self.names)

    @property
    def stage(self) -> Stage | None:
        """The last step that the review has passed."""
        return self.steps.stage

    @property
    def moves(self) -> tuple[DecisionEvent, ...]:
        """The steps of the review that were taken, one after the other."""
        return self.steps.taken

    @property
    def since(self) -> tuple[DecisionEvent, ...]:
        """What holds of decisions, points, corrected cells, added findings and reports chosen that came into the record behind the last step that was passed."""
        step = self.steps.passed.get(self.stage) if self.stage else None
        held = chain(
            chain.from_iterable(one.by for one in self.standings.values()),
            chain.from_iterable(self.points.values()),
            self.corrections,
            self.findings,
            self.choices,
        )
        return tuple(event for event in held if step and event.sequence > step.sequence)

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """What counts of the decisions on causes, by key: "fail" for a fault, "pass" for none; nothing of what is open."""
        return {key: VERDICTS[one.state] for key, one in self.standings.items() if one.state in VERDICTS}

    @property
    def added(self) -> tuple[AddedFinding, ...]:
        """The findings that people added, the gravest first."""
        every = enumerate(self.findings, 1)
        found = [
            AddedFinding(number, masked_note(str(one.data["title"])), masked_note(one.note), _severity(one), one)
            for number, one in every
        ]
        return tuple(sorted(found, key=lambda one: GRAVEST_FIRST[one.severity]))

    def counts(self, problems: Iterable[Problem]) -> StateCounts:
        """How many of ``problems`` stand in which way."""
        return StateCounts.of(self.of(one.cause) for one in problems)

    def of(self, cause: Cause | None) -> Standing:
        """How ``cause`` stands."""
        return self.standings.get(cause.key, OPEN) if cause else OPEN


NO_RULINGS = ReportRulings()


def _severity(event: DecisionEvent) -> Severity:
    """The severity of a finding as it was entered; a word that is none counts as a hint."""
    return next((one for one in GRAVEST_FIRST if one == event.data.get("severity")), "info")
