"""A review with no more than the overview shows of it, for a process that is handed it: a tenth of what was found.

What a component shows of a review it shows of this one, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from audit.assessment import Assessment
from audit.causes import Cause
from audit.corpus import Corpus, Filing
from audit.findings import Outcome
from audit.forms import load
from audit.metrics import definitions
from audit.model import Report
from audit.words import watched

#: What stands for each outcome that agrees: these are only counted.
_AGREES = Outcome("", "", "", "pass", "info", "", "", "")


def shown(review: Assessment) -> Assessment:
    """``review`` without the text of reports, the cells that no picture needs, and what was found to agree.

    How much of each text was decided is counted beforehand.
    """
    light = _light_reports(review)
    corpus = review.corpus
    return replace(
        review,
        terms=replace(review.terms, previous=tuple(light[report.source] for report in review.terms.previous)),
        corpus=Corpus(
            corpus.roster,
            tuple(_filing(one, light) for one in corpus.filings),
            corpus.year,
            corpus.asof,
            tuple(_filing(one, light) for one in corpus.background),
        ),
        audited=tuple(
            (light[report.source], tuple(_AGREES if one.verdict == "pass" else one for one in outcomes))
            for report, outcomes in review.audited
        ),
        covered={
            report.source: review.coverage(report, outcomes)
            for report, outcomes in review.audited
            if report.status != "unreadable"
        },
    )


def _light_reports(review: Assessment) -> dict[str, Report]:
    """Every report by source, judged ones before those of earlier years."""
    corpus = review.corpus
    light = {}
    for one in (*corpus.background, *corpus.filings):
        report = one.report
        # Of several versions of a report the one with most cells is the one to go by.
        several = one.agency and one.year and len(corpus.filed(one.agency, one.year)) > 1
        keys = (
            report.cells.keys()
            if several
            else {*_drawn(report.edition), *_changed(review.causes.get(report.source, ()))}
        )
        light[report.source] = replace(
            report,
            sections=(),
            passages=(),
            cells={key: report.cells[key] for key in report.cells if key in keys},
            claims=(),
            sets=(),
            unplaced=(),
            printed=(),
            private_places=(),
            unread=(),
        )
    return light


def _filing(filing: Filing, light: Mapping[str, Report]) -> Filing:
    return replace(filing, report=light[filing.report.source])


@cache
def _drawn(edition: str | None) -> frozenset[str]:
    """The cells that the pictures of figures and rates need."""
    if edition is None:
        return frozenset()
    form = load(edition)
    terms = (term for each in definitions().values() for term in (*each.numerator, *each.denominator))
    return frozenset((*(each.key for each in watched("spread")), *(key for term in terms for key in term.keys(form))))


def _changed(causes: tuple[Cause, ...]) -> Iterator[str]:
    """The cells that corrections change."""
    return (change.cell for cause in causes for change in cause.changes)
