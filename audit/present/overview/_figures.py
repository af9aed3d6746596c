"""Which rates lie far from those of peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from audit.findings import Outcome
from audit.present import facts
from audit.present.html import Html, page


def outliers(audited: Sequence[facts.Audited], pages: Mapping[str, str] | None = None) -> Html:
    """The rates that lie far from those of peers, with a link to the report's page where there is one."""
    links = pages or {}
    rows: list[tuple[Outcome, str]] = [
        (outcome, quote(links[report.source]) if report.source in links else "")
        for report, outcomes in audited
        for outcome in facts.findings(outcomes)
        if outcome.role == "outlier"
    ]
    return page("overview/outliers.html.j2", rows=rows)
