"""From the outcomes on one report to the things that have to be corrected in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from audit.causes._cause import Cause
from audit.causes._draft import Draft, mended, order
from audit.causes._keys import evidence, key, organ_of
from audit.causes._moved import former_places, moves
from audit.causes._open import hang, lacking_causes, unread_causes
from audit.causes._tables import table_causes
from audit.causes._texts import cell_causes, sentence_causes
from audit.findings import Outcome
from audit.forms import load
from audit.locate import locate
from audit.model import Report


def gather(
    report: Report | None, outcomes: Iterable[Outcome], previous: Sequence[Report] = (), organ: str = ""
) -> tuple[Cause, ...]:
    """The causes of all outcomes on ``report`` that fail or are undecided, the gravest first; each outcome has just one.

    ``previous`` are earlier reports, as they were given to the check. ``organ`` is the roster's name of the organ, ""
    where it has none; the report's own name counts then. ``report`` is None for an organ that has none. What came out does not depend
    on the order of ``outcomes``.
    """
    every = list(outcomes)
    left = sorted((outcome for outcome in every if outcome.verdict != "pass"), key=order)
    drafts: list[Draft] = []
    form = load(report.edition) if report and report.edition else None
    if left and report and form:
        drafts += table_causes(locate(report, form, previous).faults, left, every, form)
        left = _others(left, drafts)
        unread = unread_causes(left)
        unread += lacking_causes(_others(left, unread), form)
        hang(unread, _others(left, unread), report, form)
        drafts += unread
        left = _others(left, drafts)
        cells = cell_causes(left, report, form)
        left = _others(left, cells)
        for outcome in left:
            if found := next((draft for draft in cells if mended(outcome, draft.values)), None):
                found.outcomes.append(outcome)
        drafts += cells
        left = _others(left, drafts)
    drafts += sentence_causes(left, report, form)
    return _finished(drafts, report, organ)


def _others(outcomes: Iterable[Outcome], drafts: Iterable[Draft]) -> list[Outcome]:
    taken = {id(outcome) for draft in drafts for outcome in draft.outcomes}
    return [outcome for outcome in outcomes if id(outcome) not in taken]


def _finished(drafts: list[Draft], report: Report | None, organ: str) -> tuple[Cause, ...]:
    seen: Counter[tuple[str, str, int | None, str]] = Counter()
    causes = []
    for draft in sorted(drafts, key=lambda draft: order(draft.outcomes[0])):
        root = draft.outcomes[0]
        whose = organ or organ_of((report and report.agency) or root.agency, root.source)
        year = report.year if report else root.year
        seen[whose, draft.kind, year, draft.place] += 1
        ordinal = seen[whose, draft.kind, year, draft.place]
        causes.append(
            Cause(
                kind=draft.kind,
                outcomes=tuple(draft.outcomes),
                key=key(whose, year, draft.kind, draft.place, ordinal),
                evidence=evidence(draft, report),
                changes=draft.changes,
                reason=draft.reason,
                certain=draft.certain,
                candidates=draft.candidates,
                former=tuple(
                    key(whose, year, kind, place, ordinal)
                    for kind, place in former_places(draft.kind, draft.place, moves())
                ),
            )
        )
    return tuple(causes)
