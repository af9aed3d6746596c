"""The end of a report's page: source and digest, what was applied, all rules with their results, what the page was made with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.assessment import Examined
from audit.coverage import coverage
from audit.findings import Outcome
from audit.persons import masked
from audit.present import facts
from audit.present.html import Html, join, page
from audit.present.technical import technical
from audit.profiles import merged

#: Pieces of the tables without a certain place that are listed.
_MOST_UNPLACED = 60


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule of the appendix with how often it gave each verdict."""

    id: str
    title: str
    basis: str
    passed: int
    failed: int
    undecided: int


def appendix(found: Examined, rules: Sequence[facts.RuleText] = (), handbook: str = "") -> Html:
    """Where the report comes from and how it was read; all rules that were applied; those that are off or do not apply.

    Of a report that could not be read nothing is said to be in order: only what was found against its file is listed.

    ``rules`` is the catalogue; ``handbook`` the file name of the rules' page, "" where there is none.
    """
    report, form = found.report, facts.form_of(found.report)
    profile = merged(found.profiles, report.agency)
    read = report.status != "unreadable"
    rows: dict[str, list[Outcome]] = {}
    for outcome in found.outcomes:
        rows.setdefault(outcome.rule, []).append(outcome)
    applied = [
        RuleRow(
            rule,
            given[0].title,
            given[0].basis,
            *(sum(o.verdict == verdict for o in given) for verdict in ("pass", "fail", "undecided")),
        )
        for rule, given in sorted(rows.items())
        if read or any(outcome.verdict != "pass" for outcome in given)
    ]
    shown = page(
        "agency/appendix.html.j2",
        report=report,
        source=masked(facts.file_name(report.source), report.private),
        form=form,
        format=facts.format_name(report.format),
        status=facts.STATUS_NAMES[report.status],
        expected_cells=len(form.cells) if form else 0,
        profiles=found.profiles,
        profile=profile,
        elsewhere=[chosen.name for chosen in found.profiles if not chosen.applies(report.agency)],
        coverage=coverage(report, found.outcomes) if read else None,
        applied=applied,
        read=read,
        silent=facts.silent_rules(found.outcomes, rules, profile) if read else [],
        off=[rule for rule in rules if profile.is_off(rule.id)] if read else [],
        unplaced=report.unplaced[:_MOST_UNPLACED],
        more_unplaced=max(0, len(report.unplaced) - _MOST_UNPLACED),
        handbook=handbook,
    )
    return join(shown, technical())
