"""How findings, figures and rates spread over the reports under review, and which rates lie far from those of peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.assessment import Assessment
from audit.findings import Outcome
from audit.present import charts, facts
from audit.present.html import Html, address, join, page


def figures(review: Assessment, pages: Mapping[str, str] | None = None) -> Html:
    """The charts of the year under review: findings by family and by rule, figures, rates; then the rates far from the peers'."""
    under_review = {filing.report.source for filing in review.corpus.under_review()}
    audited = [
        (report, [one for one in outcomes if not review.is_dismissed(one)])
        for report, outcomes in review.audited
        if report.source in under_review and report.status != "unreadable"
    ]
    drawn = charts.side_by_side(
        (
            charts.heat_map(audited),
            charts.findings_by_rule(audited),
            charts.distribution(audited),
            charts.rates([report for report, _ in audited]),
        )
    )
    return page("overview/spread.html.j2", inside=join(drawn, outliers(audited, pages)))


def outliers(audited: Sequence[facts.Audited], pages: Mapping[str, str] | None = None) -> Html:
    """The rates that lie far from those of peers, with a link to the report's page where there is one."""
    links = pages or {}
    rows: list[tuple[Outcome, str]] = [
        (outcome, address(links, report.source))
        for report, outcomes in audited
        for outcome in facts.findings(outcomes)
        if outcome.role == "outlier"
    ]
    return page("overview/outliers.html.j2", rows=rows)
