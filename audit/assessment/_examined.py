"""One report with everything that was found on it in a review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from audit.assessment._versions import Versions
from audit.causes import Cause, CauseCounts, Decidable, Problems
from audit.corpus import Rates
from audit.decisions import StateCounts
from audit.findings import Outcome
from audit.model import Report
from audit.profiles import Profile
from audit.reuse import Copied
from audit.rulings import NO_RULINGS, ReportRulings
from audit.score import Rank, Score
from audit.settings.worksettings import NO_OFFICE, Office


@dataclass(frozen=True)
class Examined:
    """One report with all that was found on it, that of the comparison with other reports included.

    ``causes`` gather what fails or is undecided by the things to correct, the gravest first.
    ``earlier`` are the same agency's reports of earlier years, the latest first; ``rates`` its rates among peers, None
    where it is not under review; ``copied`` the reports that it shares text with, most text first; ``compared`` whether
    its text was compared with any other report's; ``score`` is None without a
    rubric, ``rank`` its place among the scores of the year, None without a total.
    ``rulings`` are what people decided on it, ``asof`` the day by which it is told what is overdue, None where none is given,
    ``office`` that of the ``Terms``, ``versions`` tell which of several reports of its organ and year counts. ``disputed_before`` are by source the cells of the earlier reports that do not agree, as far as these were checked,
    ``not_printed_before`` those that these surely do not print.
    """

    report: Report
    outcomes: tuple[Outcome, ...]
    earlier: tuple[Report, ...] = ()
    rates: Rates | None = None
    copied: tuple[Copied, ...] = ()
    score: Score | None = None
    profiles: tuple[Profile, ...] = ()
    compared: bool = False
    causes: tuple[Cause, ...] = ()
    rank: Rank | None = None
    disputed_before: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rulings: ReportRulings = NO_RULINGS
    asof: dt.date | None = None
    office: Office = NO_OFFICE
    versions: Versions | None = None
    not_printed_before: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def problems(self) -> Problems:
        """What fails or is left open as people count it, numbered as on page, ledger and terminal."""
        return Problems(self.outcomes, self.causes, self.rulings.verdicts)

    @property
    def standing(self) -> tuple[Decidable, ...]:
        """What counts: the problems that nobody dismissed, and what people added."""
        return (*self.problems.standing, *self.rulings.added)

    @property
    def counts(self) -> CauseCounts:
        """How much of it is to be corrected, was confirmed, is to be verified, and left open."""
        return CauseCounts.of(self.standing)

    @property
    def ruled(self) -> StateCounts:
        """How many of its problems stand in which way by what people decided."""
        return self.rulings.counts(self.problems.all)
