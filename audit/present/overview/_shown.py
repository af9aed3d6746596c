"""A review with no more than the overview shows of it, for a process that is handed it: a tenth of what was found.

What a component shows of a review it shows of this one, byte for byte.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from functools import cache

from audit.assessment import Assessment
from audit.findings import Outcome
from audit.forms import load
from audit.metrics import definitions
from audit.model import Report
from audit.rulings import Decided
from audit.words import watched

#: What stands for each outcome that agrees: these are only counted.
_AGREES = Outcome("", "", "", "pass", "info", "", "", "")


def shown(review: Assessment) -> Assessment:
    """``review`` without the text of reports, the cells that no picture needs, and what was found to agree.

    How much of each text was decided is counted beforehand.
    """
    corpus = review.corpus

    def light(report: Report) -> Report:
        return _light(report, _needed(report, review))

    return replace(
        review,
        terms=replace(
            review.terms,
            previous=tuple(map(light, review.terms.previous)),
            decided=Decided(),  # what it comes to for each report goes along
        ),
        corpus=corpus.revised(light),
        audited=tuple(
            (light(report), tuple(_AGREES if one.verdict == "pass" else one for one in outcomes))
            for report, outcomes in review.audited
        ),
        covered={
            report.source: review.coverage(report, outcomes)
            for report, outcomes in review.audited
            if report.status != "unreadable"
        },
    )


def _light(report: Report, needed: Container[str]) -> Report:
    return replace(
        report,
        sections=(),
        passages=(),
        cells={key: cell for key, cell in report.cells.items() if key in needed},
        claims=(),
        sets=(),
        unplaced=(),
        printed=(),
        private_places=(),
        unread=(),
    )


def _needed(report: Report, review: Assessment) -> Container[str]:
    """The cells that pictures draw or corrections change; all where versions are compared, for the one with most goes first."""
    filing = review.corpus.by_source.get(report.source)
    if filing and filing.agency and filing.year and len(review.corpus.filed(filing.agency, filing.year)) > 1:
        return report.cells.keys()
    causes = review.causes.get(report.source, ())
    return _drawn(report.edition) | {change.cell for cause in causes for change in cause.changes}


@cache
def _drawn(edition: str | None) -> frozenset[str]:
    """The cells that the pictures of figures and rates need."""
    if edition is None:
        return frozenset()
    form = load(edition)
    terms = (term for each in definitions().values() for term in (*each.numerator, *each.denominator))
    return frozenset((*(each.key for each in watched("spread")), *(key for term in terms for key in term.keys(form))))
