"""From the outcomes on one report to the things that have to be corrected in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from audit.causes._cause import Cause
from audit.causes._draft import Draft, mended, order
from audit.causes.gathering._keys import evidence_digest, key, organ_of, other_names
from audit.causes.gathering._moved import former_places, moves
from audit.causes.gathering._open import hang, lacking_causes, unread_causes
from audit.causes.gathering._tables import table_causes
from audit.causes.gathering._texts import cell_causes, sentence_causes
from audit.causes.gathering._whole import hang_parts, part_causes, period_causes
from audit.findings import Outcome
from audit.forms import load
from audit.locate import locate
from audit.model import Report


def gather(
    report: Report | None,
    outcomes: Iterable[Outcome],
    previous: Sequence[Report] = (),
    organ: str = "",
    aliases: Sequence[str] = (),
) -> tuple[Cause, ...]:
    """The causes of all outcomes on ``report`` that fail or are undecided, the gravest first; each outcome has just one.

    ``previous`` are earlier reports, as they were given to the check. ``organ`` is the roster's name of the organ, ""
    where it has none; the report's own name counts then. ``aliases`` are its other names there, under which something may
    have been decided. ``report`` is None for an organ that has none. The order of
    ``outcomes`` changes nothing.
    """
    every = list(outcomes)
    left = sorted((outcome for outcome in every if outcome.verdict != "pass"), key=order)
    drafts = _of_report(report, left, every, previous) if report and left else []
    drafts += period_causes(_others(left, drafts), report) if report else []
    form = load(report.edition) if report and report.edition else None
    drafts += sentence_causes(_others(left, drafts), report, form)
    return _finished(drafts, report, organ, aliases)


def gather_absent(outcomes: Iterable[Outcome], aliases: Mapping[str, Sequence[str]]) -> tuple[Cause, ...]:
    """The causes of what was found on agencies without a readable report, agency by agency; ``aliases`` are by the roster's name."""
    by_agency: dict[tuple[str | None, str], list[Outcome]] = {}
    for outcome in outcomes:
        by_agency.setdefault((outcome.agency, outcome.source), []).append(outcome)
    return tuple(
        cause
        for (name, _), found in by_agency.items()
        for cause in gather(None, found, organ=name or "", aliases=aliases.get(name or "", ()))
    )


def _of_report(
    report: Report, outcomes: Sequence[Outcome], every: Sequence[Outcome], previous: Sequence[Report]
) -> list[Draft]:
    """The causes that explain several outcomes: wrong cells, files not read as a whole, cells without a number."""
    form = load(report.edition) if report.edition else None
    if form is None:
        return unread_causes(outcomes)
    drafts = table_causes(locate(report, form, previous).faults, outcomes, every, form)
    unread = unread_causes(_others(outcomes, drafts))
    unread += lacking_causes(_others(outcomes, [*drafts, *unread]), form)
    hang([*drafts, *unread], _others(outcomes, [*drafts, *unread]), report, form)
    drafts += unread
    parts = part_causes(_others(outcomes, drafts), report)
    hang_parts([*unread, *parts], _others(outcomes, [*drafts, *parts]))
    drafts += parts
    cells = cell_causes(_others(outcomes, drafts), report, form)
    for outcome in _others(outcomes, [*drafts, *cells]):
        if found := next((draft for draft in cells if mended(outcome, draft.values)), None):
            found.outcomes.append(outcome)
    return drafts + cells


def _others(outcomes: Iterable[Outcome], drafts: Iterable[Draft]) -> list[Outcome]:
    taken = {id(outcome) for draft in drafts for outcome in (*draft.outcomes, *draft.following)}
    return [outcome for outcome in outcomes if id(outcome) not in taken]


def _places(draft: Draft) -> list[tuple[str, str]]:
    """Kind and place as this version names them, and as earlier ones did, the latest first."""
    return [(draft.kind, draft.place), *former_places(draft.kind, draft.place, moves())]


def _finished(drafts: list[Draft], report: Report | None, organ: str, aliases: Sequence[str]) -> tuple[Cause, ...]:
    own, called = (report.agency, report.called) if report else (None, None)
    others = other_names(organ or own or "", own, aliases, called) if organ or own else []
    seen: Counter[tuple[str, str, int | None, str]] = Counter()
    causes = []
    due = {cell: value for draft in drafts for cell, value in draft.values.items()}
    for draft in sorted(drafts, key=lambda draft: order(draft.outcomes[0])):
        root = draft.outcomes[0]
        whose = organ or organ_of((report and report.agency) or root.agency, root.source)
        year = report.year if report else root.year
        seen[whose, draft.kind, year, draft.place] += 1
        ordinal = seen[whose, draft.kind, year, draft.place]
        causes.append(
            Cause(
                kind=draft.kind,
                outcomes=(*draft.outcomes, *draft.following),
                key=key(whose, year, draft.kind, draft.place, ordinal),
                evidence=evidence_digest(draft, report, due),
                changes=draft.changes,
                reason=draft.reason,
                certain=draft.certain,
                candidates=draft.candidates,
                former=tuple(
                    key(name, year, kind, place, ordinal)
                    for kind, place in _places(draft)
                    for name in dict.fromkeys((whose, *others))
                    if (name, kind, place) != (whose, draft.kind, draft.place)
                ),
            )
        )
    return tuple(causes)
