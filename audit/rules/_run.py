"""Runs the rules of the catalogue on one report, and one rule on many reports."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from audit.corpus import Corpus
from audit.findings import Outcome, TooMuch
from audit.forms import Form
from audit.history import Sought, of_organ, sought
from audit.limits.bound import OverrunError, within
from audit.limits.pace import slowness
from audit.model import Report
from audit.profiles import UNCHANGED, Profile
from audit.reuse import Reuse
from audit.rules._case import Case
from audit.rules._catalogue import catalogue
from audit.rules._misread import without_misread
from audit.rules._rule import Rule
from audit.rules._survey import Survey


class Seconds(NamedTuple):
    """Seconds of a usual machine's processor time that one rule may take on one report, and all of them together.

    They are a net below the bounds on the rules' work: on a report of three hundred pages the slowest rule takes some
    hundredths of a second, all together about a second.
    """

    rule: float = 3.0
    report: float = 8.0


_USUAL = Seconds()


def run(
    report: Report,
    form: Form | None,
    previous: Sequence[Report] = (),
    profile: Profile = UNCHANGED,
    doubtful: Sought | None = None,
    *,
    rules: Sequence[Rule] | None = None,
    seconds: Seconds = _USUAL,
) -> Iterator[Outcome]:
    """The outcomes on ``report`` of all rules, or of ``rules``, in their order, switched off and graded by ``profile``.

    Rules know the report by the name that it gives itself. ``doubtful`` is what may be its report of the year before,
    where the names of more reports than ``previous`` were looked at. What takes longer than ``seconds`` is undecided.
    """
    own = replace(report, agency=report.called) if report.called else report
    same = {id(one) for one in of_organ(report, previous)}
    before = [replace(one, agency=own.agency) if id(one) in same else one for one in previous]
    doubt = sought(report, previous) if doubtful is None else doubtful
    known: dict[Any, Any] = {}
    taken = 0.0
    for item in catalogue() if rules is None else rules:
        if item.scope != "report" or profile.is_off(item.id) or (form is None and item.needs_form):
            continue
        severity = profile.severity(item.id)
        started = time.process_time()
        case = Case(own, form, item, before, profile, report.agency, doubt, known)
        left = seconds.report - taken
        if left < seconds.rule and taken:
            left = seconds.report - taken / slowness()
        found = (*_bounded(case, min(seconds.rule, left)), *_cut(case))
        for outcome in without_misread(item, report, found):
            yield replace(outcome, severity=severity) if severity else outcome
        taken += time.process_time() - started


def _bounded(case: Case, seconds: float) -> list[Outcome]:
    """The outcomes of the case's rule; one that says so where it takes more than ``seconds``."""
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
    for outcome in _settled(item, corpus, item.check(Survey(corpus, item, reuse))):
        chosen = profile(outcome.agency)
        severity = chosen.severity(item.id)
        if not chosen.is_off(item.id):
            found.append(replace(outcome, severity=severity) if severity else outcome)
    return found


def _settled(item: Rule, corpus: Corpus, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes of one rule over many reports, report by report, those that may be slips of recognition undecided."""
    by_source: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_source.setdefault(outcome.source, []).append(outcome)
    for source, found in by_source.items():
        filing = corpus.every.get(source)
        yield from without_misread(item, filing.report, found) if filing else found
