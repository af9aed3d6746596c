"""Findings of many reports at a glance: by report and family of rules, by rule, the most common ones with examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from audit.findings import GRAVEST_FIRST, SEVERITY_NAMES, Outcome
from audit.model import Report
from audit.present import facts
from audit.present.html import Html, page

#: Faults that are listed before the rest is only counted.
_MOST_FAULTS = 15


def common(audited: Sequence[facts.Audited], pages: Mapping[str, str] | None = None) -> Html:
    """The faults that most reports have, each with an example and, where there is one, a link to its page."""
    links = pages or {}
    found: dict[str, list[tuple[Report, Outcome]]] = {}
    for report, outcomes in audited:
        for outcome in facts.findings(outcomes):
            found.setdefault(outcome.rule, []).append((report, outcome))
    spread = {rule: len({report.source for report, _ in pairs}) for rule, pairs in found.items()}
    rules = sorted(found, key=lambda rule: (-spread[rule], -len(found[rule]), rule))[:_MOST_FAULTS]
    rows = [
        {
            "outcome": found[rule][0][1],
            "reports": spread[rule],
            "number": len(found[rule]),
            "severities": _graded(outcome for _, outcome in found[rule]),
            "name": facts.report_name(found[rule][0][0]),
            "href": quote(links[found[rule][0][0].source]) if found[rule][0][0].source in links else "",
        }
        for rule in rules
    ]
    return page("overview/faults_common.html.j2", rows=rows, more=len(found) - len(rows))


def by_report(
    audited: Sequence[facts.Audited], pages: Mapping[str, str] | None = None, beyond: Sequence[Outcome] = ()
) -> Html:
    """The findings of each report by rule, only where there are any; then what the rules' numbers mean.

    ``beyond`` are outcomes that belong to no report that was read; the sums below count them too.
    """
    links, files = pages or {}, facts.versions(audited)
    rows = [
        {
            "report": report,
            "file": files.get(report.source, ""),
            "counts": facts.counts(found),
            "rules": sorted(Counter(outcome.rule for outcome in facts.findings(found)).items()),
            "href": quote(links[report.source]) if report.source in links else "",
        }
        for report, found in facts.ordered(audited)
    ]
    missing = facts.findings(beyond)
    every = [*facts.findings(o for _, found in audited for o in found), *missing]
    by_rule: dict[str, list[Outcome]] = {}
    for outcome in every:
        by_rule.setdefault(outcome.rule, []).append(outcome)
    rules = [(rule, by_rule[rule][0].title, _graded(by_rule[rule])) for rule in sorted(by_rule)]
    return page(
        "overview/faults_by_report.html.j2",
        rows=[row for row in rows if row["rules"]],
        rules=rules,
        beyond=sorted(Counter(outcome.rule for outcome in missing).items()),
        beyond_counts=facts.counts(missing),
        total=facts.counts(every),
    )


def _graded(found: Iterable[Outcome]) -> str:
    """How many findings there are of each severity, the gravest first."""
    number = Counter(outcome.severity for outcome in found)
    return "、".join(f"{SEVERITY_NAMES[key]}{number[key]}" for key in GRAVEST_FIRST if number[key])
