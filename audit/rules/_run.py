"""Runs the rules of the catalogue on one report, and one rule on many reports."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from audit.corpus import Corpus
from audit.findings import Outcome, TooMuch
from audit.forms import Form
from audit.history import Sought, of_organ, sought
from audit.machine.bound import OverrunError, within
from audit.model import Report
from audit.profiles import UNCHANGED, Profile
from audit.reuse import Reuse
from audit.rules._case import Case
from audit.rules._catalogue import catalogue
from audit.rules._rule import Rule
from audit.rules._survey import Survey

#: Seconds of processor time that one rule may take on one report, and all of them together: a net below the bounds on
#: their work. On a report of three hundred pages the slowest takes some hundredths, all together about a second.
RULE_SECONDS, REPORT_SECONDS = 3.0, 8.0


def run(
    report: Report,
    form: Form | None,
    previous: Sequence[Report] = (),
    profile: Profile = UNCHANGED,
    doubtful: Sought | None = None,
) -> Iterator[Outcome]:
    """The outcomes of all rules on ``report``, in the order of the rules' ids, switched off and graded by ``profile``.

    Rules know the report by the name that it gives itself. ``doubtful`` is what may be its report of the year before,
    where the names of more reports than ``previous`` were looked at.
    """
    own = replace(report, agency=report.called) if report.called else report
    same = {id(one) for one in of_organ(report, previous)}
    before = [replace(one, agency=own.agency) if id(one) in same else one for one in previous]
    found = sought(report, previous) if doubtful is None else doubtful
    known: dict[Any, Any] = {}
    left = REPORT_SECONDS
    for item in catalogue():
        if item.scope != "report" or profile.is_off(item.id) or (form is None and item.needs_form):
            continue
        severity = profile.severity(item.id)
        started = time.process_time()
        case = Case(own, form, item, before, profile, report.agency, found, known)
        for outcome in (*_bounded(case, left), *_cut(case)):
            yield replace(outcome, severity=severity) if severity else outcome
        left -= time.process_time() - started


def _bounded(case: Case, left: float) -> list[Outcome]:
    """The outcomes of the case's rule; one that says so where it takes more than its share of the seconds ``left``."""
    seconds = min(RULE_SECONDS, left)
    try:
        if seconds > 0:
            return within(seconds, lambda: list(case.rule.check(case)))
    except OverrunError:
        case.known.clear()  # what was being worked out when it was broken off may be half done
    return [case.outcome("undecided", TooMuch(), "bound", severity="info")]


def _cut(case: Case) -> list[Outcome]:
    """What a rule on the figures of the text could not look at."""
    if not (case.report.claims_cut and case.rule.reads_claims):
        return []
    return [case.outcome("undecided", TooMuch(len(case.report.claims)), "cut", severity="info")]


def run_corpus(
    item: Rule,
    corpus: Corpus,
    reuse: Reuse | None = None,
    profile: Callable[[str | None], Profile] = lambda _: UNCHANGED,
) -> list[Outcome]:
    """The outcomes of one rule over many reports.

    ``reuse`` is the comparison of the reports' texts, if there was one. ``profile`` gives the profile of an agency by
    its name: what it switches off is left out, what it grades is graded.
    """
    found = []
    for outcome in item.check(Survey(corpus, item, reuse)):
        chosen = profile(outcome.agency)
        severity = chosen.severity(item.id)
        if not chosen.is_off(item.id):
            found.append(replace(outcome, severity=severity) if severity else outcome)
    return found
