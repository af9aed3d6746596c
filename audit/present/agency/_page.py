"""The page of one report in words: head, findings, what could not be compared, what was not placed, the appendix."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from audit.causes import Cause, verdict
from audit.coverage import coverage
from audit.findings import SEVERITY_NAMES, Evidence, Outcome, Suggestion
from audit.model import Report
from audit.present import facts
from audit.present.html import Html, join, page, unread
from audit.present.linked import Linked, choice, in_words, rest
from audit.present.technical import technical
from audit.profiles import Profile, merged

#: Places that one finding or one list shows before it only counts the rest.
MAX_PLACES = 4
#: Cells that may be wrong which one finding names; with more of them none stands out.
MAX_SUSPECTS = 4
MAX_LIST = 60


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule of the appendix with how often it gave each verdict."""

    id: str
    title: str
    basis: str
    passed: int
    failed: int
    undecided: int


def head(
    report: Report,
    outcomes: Sequence[Outcome],
    rules: Iterable[facts.RuleText] = (),
    date: str = "",
    profiles: Sequence[Profile] = (),
    *,
    causes: Iterable[Cause] = (),
) -> Html:
    """Who, when, from which file, by which version, with which result; brings the style sheet along.

    ``rules`` is the catalogue, needed to count the rules that do not apply; ``date`` is the day of the audit
    as it shall be printed, today where it is empty; ``profiles`` are those that the user chose; ``causes`` are the things
    to correct, which the verdict counts.
    """
    form, profile = facts.form_of(report), merged(profiles, report.agency)
    return page(
        "agency/head.html.j2",
        report=report,
        form=form,
        status=facts.STATUS_NAMES[report.status],
        counts=facts.counts(outcomes),
        verdict=verdict(outcomes, causes),
        coverage=coverage(report, outcomes),
        silent=len(facts.silent_rules(outcomes, rules, profile)),
        profiles=profiles,
        profile=profile,
        elsewhere=[chosen.name for chosen in profiles if not chosen.applies(report.agency)],
        expected_cells=len(form.cells) if form else 0,
        version=facts.toolkit_version(),
        date=date or dt.date.today().isoformat(),  # noqa: DTZ011 – the inspector's own day
    )


def findings(outcomes: Sequence[Outcome], report: Report, causes: Iterable[Cause] = ()) -> Html:
    """Every disagreement as a card, grouped by severity, then what could not be compared.

    ``causes`` tell which of them belong together, and which agree once another one is corrected.
    """
    if report.status == "unreadable":
        return unread()
    numbered, linked = list(enumerate(facts.findings(outcomes), 1)), Linked(outcomes, causes)
    cards = {
        severity: [
            _card(number, outcome, report, linked) for number, outcome in numbered if outcome.severity == severity
        ]
        for severity in SEVERITY_NAMES
    }
    undecided = [
        (o, o.places[0].place.describe() if o.places else "", linked.settled(o) or linked.together(o))
        for o in facts.undecided(outcomes)
    ]
    return page("agency/findings.html.j2", groups=cards.items(), total=len(numbered), undecided=undecided)


def _card(number: int, outcome: Outcome, report: Report, linked: Linked) -> dict[str, Any]:
    ways = linked.ways(outcome, facts.form_of(report))
    return {
        "number": number,
        "outcome": outcome,
        "section": facts.SECTION_NAMES[facts.section_of(outcome, report)],
        "places": _primary_first(outcome.places)[:MAX_PLACES],
        "more": max(0, len(outcome.places) - MAX_PLACES),
        "settled": linked.settled(outcome),
        "together": linked.together(outcome),
        "choice": choice(ways),
        "ways": in_words(ways),
        "rest": rest(ways).lstrip("；"),
    }


def appendix(
    outcomes: Sequence[Outcome],
    rules: Sequence[facts.RuleText] = (),
    profiles: Sequence[Profile] = (),
    report: Report | None = None,
) -> Html:
    """All rules that were applied with their results; those that are off or do not apply; what the page was made with.

    ``profiles`` are those that the user chose, of which those for the agency of ``report`` switch rules off.
    """
    if report is not None and report.status == "unreadable":
        return unread()
    profile = merged(profiles, report.agency if report else None)
    rows: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        rows.setdefault(outcome.rule, []).append(outcome)
    applied = [
        RuleRow(
            rule,
            found[0].title,
            found[0].basis,
            *(sum(o.verdict == verdict for o in found) for verdict in ("pass", "fail", "undecided")),
        )
        for rule, found in sorted(rows.items())
    ]
    shown = page(
        "agency/appendix.html.j2",
        applied=applied,
        silent=facts.silent_rules(outcomes, rules, profile),
        off=[rule for rule in rules if profile.is_off(rule.id)],
    )
    return join(shown, technical())


def unplaced(report: Report) -> Html:
    """What stands in the tables and could not be placed in the form with certainty."""
    if report.status == "unreadable":
        return unread()
    shown = report.unplaced[:MAX_LIST]
    return page("agency/unplaced.html.j2", items=shown, more=len(report.unplaced) - len(shown))


def suspects(outcome: Outcome, report: Report) -> list[tuple[str, Suggestion]]:
    """The cells that are likely wrong, with their printed names; the best guess first."""
    form = facts.form_of(report)
    found = [*([outcome.suggestion] if outcome.suggestion else []), *outcome.candidates]
    unique = list({(s.cell, s.value): s for s in found}.values())
    return [(form.cells[s.cell].label if form and s.cell in form.cells else s.cell, s) for s in unique]


def _primary_first(places: Sequence[Evidence]) -> list[Evidence]:
    """The primary place, then those that print something other than zero."""
    rest = sorted(places[1:], key=lambda evidence: evidence.raw.strip() in ("", "0"))
    return [*places[:1], *rest]
