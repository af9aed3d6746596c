"""The problems of one report as people count them: one a cause, numbered from the gravest, each with its ways out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from audit.causes._cause import Cause, by_outcome, severity_of, verdict_of
from audit.causes._standing import Graded
from audit.causes.gathering import incompleteness
from audit.causes.proposing import Effect, Way, correcting, effect, further, settling, ways, words_of_effect
from audit.findings import (
    CAUSE_NAMES,
    GRAVEST_FIRST,
    OPEN_CAUSE_NAMES,
    CauseKind,
    Facts,
    Outcome,
    Severity,
    Verdict,
    ranked,
)
from audit.forms import Form
from audit.model import Report

#: Kinds of problems in which a number of the tables stands against another number.
_DISPUTING: frozenset[CauseKind] = frozenset(("cell", "swap", "line", "totals", "sums", "figure", "carried"))
#: Where no person has decided anything.
_NOTHING_DECIDED: Mapping[str, Verdict] = {}


@dataclass(frozen=True, slots=True)
class Problem:
    """What one correction would settle: its number in the report (from 1), its outcomes, the root first.

    ``cause`` is None where the cause of the outcome is not known; the outcome then stands alone. ``decided`` is what a
    person made of it: "fail" where it is a fault, "pass" where it is none, None while nobody's decision counts.
    """

    number: int
    outcomes: tuple[Outcome, ...]
    cause: Cause | None
    decided: Verdict | None = None

    @property
    def name(self) -> str:
        """What page, ledger and terminal call it (Chinese)."""
        return f"问题{self.number}"

    @property
    def kind(self) -> CauseKind:
        """What kind of thing it is."""
        return self.cause.kind if self.cause else self.root.cause_kind

    @property
    def kind_name(self) -> str:
        """The kind in Chinese; of what is left open it names no fault."""
        return (CAUSE_NAMES if self.verdict == "fail" else OPEN_CAUSE_NAMES)[self.kind]

    @property
    def root(self) -> Outcome:
        """The outcome that it is known by."""
        return self.outcomes[0]

    @property
    def verdict(self) -> Verdict:
        """What does not agree for certain fails, and so does what a person found to be a fault; else it is undecided."""
        return "fail" if self.is_confirmed else verdict_of(self.outcomes)

    @property
    def is_confirmed(self) -> bool:
        """Whether a person found that it is a fault of this organ."""
        return self.decided == "fail" and (self.cause is None or self.cause.is_charged)

    @property
    def incompleteness(self) -> Facts | None:
        """Why the file was not read as a whole, where the problem is that; see ``_open.incompleteness``."""
        return incompleteness(self.cause)

    @property
    def stands(self) -> bool:
        """Whether it counts: nobody has dismissed it."""
        return self.decided != "pass"

    @property
    def severity(self) -> Severity:
        """The gravest severity among the outcomes of its verdict; of what a person confirmed, among those that are faults by that."""
        cause = self.cause if self.is_confirmed else None
        return severity_of([one for one in self.outcomes if cause is None or cause.confirms(one)] or self.outcomes)

    @property
    def confidence(self) -> float:
        """How sure the root is, from 0 to 1."""
        return self.root.confidence


class Problems:
    """The problems of one report in their order, see ``gravity``."""

    def __init__(
        self, outcomes: Iterable[Outcome], causes: Iterable[Cause], decided: Mapping[str, Verdict] = _NOTHING_DECIDED
    ) -> None:
        """Number what fails or is undecided among ``outcomes``; ``causes`` are those of the report.

        ``decided`` is what people made of causes, by key, see ``Problem``. It changes no number.
        """
        self._causes, self._decided = tuple(causes), dict(decided)
        known = by_outcome(self._causes)
        self._every = tuple(outcomes)
        self._outcomes = tuple(ranked(self._every))
        left = {id(one): one for one in self._outcomes}
        gathered: list[tuple[tuple[Outcome, ...], Cause | None]] = []
        for first in list(left.values()):
            cause = known.get(id(first))
            together = tuple(one for one in (cause.outcomes if cause else (first,)) if left.pop(id(one), None))
            if together:
                gathered.append((together, cause))
        gathered.sort(key=lambda one: incompleteness(one[1]) is None)
        self.all = tuple(
            Problem(number, together, cause, self._decided.get(cause.key) if cause else None)
            for number, (together, cause) in enumerate(gathered, 1)
        )
        #: Those that count, in the order in which they are shown.
        self.standing = tuple(sorted((one for one in self.all if one.stands), key=gravity))
        self._of = {id(one): problem for problem in self.all for one in problem.outcomes}

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """All outcomes on the report, those that agree included."""
        return self._every

    def __reduce__(self) -> tuple[type[Problems], tuple[object, ...]]:
        """Another process numbers them anew: it knows the same outcomes under other addresses."""
        return Problems, (self._every, self._causes, self._decided)

    @property
    def dismissed(self) -> tuple[Problem, ...]:
        """Those that a person found to be no faults."""
        return tuple(one for one in self.all if not one.stands)

    @property
    def disputed(self) -> frozenset[str]:
        """The cells whose numbers do not agree with others of the report, of its text or of the year before.

        Where a problem proposes what to change these are its cells, else the likeliest one of each outcome, else all of it.
        """
        found: set[str] = set()
        for problem in self.standing:
            if problem.verdict != "fail" or problem.severity == "info" or problem.kind not in _DISPUTING:
                continue
            if problem.cause and problem.cause.changes:
                found.update(change.cell for change in problem.cause.changes)
                continue
            for one in problem.outcomes:
                if one.verdict == "fail":
                    found.update((one.suggestion.cell,) if one.suggestion else one.cells)
        return frozenset(found)

    def of(self, outcome: Outcome) -> Problem | None:
        """The problem that ``outcome`` belongs to; None for one that passes."""
        return self._of.get(id(outcome))

    def by_key(self) -> dict[str, Problem]:
        """Each problem by the keys of its outcomes; of outcomes with one key the first counts."""
        found: dict[str, Problem] = {}
        for problem in self.all:
            for outcome in problem.outcomes:
                found.setdefault(outcome.key, problem)
        return found

    def settled(self, outcome: Outcome) -> str:
        """That nothing is to be changed here since it agrees once others are corrected (Chinese); "" where that is not so."""
        by = correcting(outcome, self._counting(self.of(outcome)))
        return settling(map(self._name, by), by) if by else ""

    def ways(self, outcome: Outcome, form: Form | None) -> tuple[Way, ...]:
        """The ways to correct it, see ``causes.ways``, each with the problems that must be corrected besides."""
        problem = self.of(outcome)
        found = ways(outcome, problem.cause if problem else None, form)
        return tuple(replace(way, besides=self._besides(outcome, way)) for way in found)

    def effect(self, problem: Problem, report: Report, form: Form | None) -> Effect | None:
        """What is found after the changes of ``problem`` alone; None where no single proposal is certain."""
        cause = problem.cause
        if cause is None or not cause.changes or not cause.certain or problem.verdict != "fail" or form is None:
            return None
        return effect(cause, self._every, self._counting(problem), report, form)

    def promise(self, problem: Problem, report: Report, form: Form | None) -> str:
        """What to change and what is found after this change alone (Chinese); "" where no single proposal is certain."""
        found = self.effect(problem, report, form)
        return words_of_effect(problem.cause, found, self._name) if found and problem.cause else ""

    def _besides(self, outcome: Outcome, way: Way) -> tuple[str, ...] | None:
        others = further(outcome, dict(way.numbers), self._counting(self.of(outcome)))
        return None if others is None else tuple(map(self._name, others))

    def _counting(self, own: Problem | None) -> tuple[Cause, ...]:
        """The causes that nobody dismissed, and that of ``own``, which is spoken of."""
        spoken = own.cause if own else None
        return tuple(one for one in self._causes if self._decided.get(one.key) != "pass" or one is spoken)

    def _name(self, cause: Cause) -> str:
        problem = self._of.get(id(cause.root))
        return problem.name if problem else f"“{cause.root.title}”"


def gravity(thing: Graded) -> tuple[int, int]:
    """How things are ordered wherever people see them, the gravest first.

    That the file is incomplete bounds what can be said of it at all; then what is a fault, by severity; then what is open.
    """
    if isinstance(thing, Problem) and thing.incompleteness is not None:
        return 0, 0
    return (1, GRAVEST_FIRST[thing.severity]) if thing.verdict == "fail" else (2, 0)
