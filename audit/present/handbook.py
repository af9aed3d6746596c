"""The handbook: every rule with its level, grounds and limits, as the chosen profiles leave it; made to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from audit.findings import FAMILY_NAMES, SEVERITY_NAMES, Severity
from audit.persons import masked
from audit.present import facts
from audit.present.html import Html, page
from audit.profiles import Profile, together

#: Characters of a finding that still make a good example.
_MAX_EXAMPLE_CHARACTERS = 120


class HandbookRule(facts.RuleText, Protocol):
    """What the handbook says of a rule; the catalogue's rules have it."""

    @property
    def family(self) -> str:
        """The key of its family."""

    @property
    def severities(self) -> tuple[Severity, ...]:
        """The levels that its findings may have, the usual one first."""

    @property
    def compares(self) -> str:
        """What it compares."""

    @property
    def not_judged(self) -> str:
        """Where it gives no verdict."""

    @property
    def condition(self) -> str:
        """What it takes for it to say anything."""


@dataclass(frozen=True, slots=True)
class Example:
    """A finding from a real run: what was said, of whose report, at which level."""

    message: str
    report: str
    level: str


@dataclass(frozen=True, slots=True)
class HandbookEntry:
    """One rule as it is printed. ``level`` names all levels, or what the profiles make of them; ``off`` if switched off."""

    rule: HandbookRule
    level: str
    css: str
    off: bool
    changed: bool
    example: Example | None = None


def head(rules: Sequence[HandbookRule], profiles: Sequence[Profile] = ()) -> Html:
    """Title, number of rules, what the levels mean, which profiles count; brings the style sheet along."""
    families = _families(rules, profiles, {})
    return page(
        "handbook/head.html.j2",
        total=len(rules),
        off=sum(entry.off for _, entries in families for entry in entries),
        profiles=profiles,
        version=facts.toolkit_version(),
    )


def contents(rules: Sequence[HandbookRule], profiles: Sequence[Profile] = ()) -> Html:
    """One line a rule by family, each with a link to its entry."""
    return page("handbook/contents.html.j2", families=_families(rules, profiles, {}))


def chapters(
    rules: Sequence[HandbookRule], profiles: Sequence[Profile] = (), audited: Iterable[facts.Audited] = ()
) -> Html:
    """One chapter a family, one entry a rule; examples are findings among ``audited``."""
    return page("handbook/chapters.html.j2", families=_families(rules, profiles, _examples(audited)))


def requirements(profiles: Sequence[Profile] = ()) -> Html:
    """What the profiles add: requirements, wrong words, words never called wrong."""
    return page("handbook/requirements.html.j2", profiles=profiles)


def _families(
    rules: Sequence[HandbookRule], profiles: Sequence[Profile], examples: Mapping[str, Example]
) -> list[tuple[str, list[HandbookEntry]]]:
    """The entries by the name of their family; families without a name of their own come last."""
    state = together(profiles)
    order = [*FAMILY_NAMES, *sorted({rule.family for rule in rules} - set(FAMILY_NAMES))]
    chapters = (
        (FAMILY_NAMES.get(family, family), [_entry(rule, state, examples) for rule in rules if rule.family == family])
        for family in order
    )
    return [chapter for chapter in chapters if chapter[1]]


def _entry(rule: HandbookRule, state: Profile, examples: Mapping[str, Example]) -> HandbookEntry:
    severity, off = state.severity(rule.id), state.is_off(rule.id)
    css = "off" if off else severity or rule.severities[0]
    return HandbookEntry(
        rule, state.level(rule.id, rule.severities), css, off, off or severity is not None, examples.get(rule.id)
    )


def _examples(audited: Iterable[facts.Audited]) -> dict[str, Example]:
    """For each rule its first finding that is short enough to be read as an example."""
    found: dict[str, Example] = {}
    for report, outcomes in audited:
        for outcome in facts.findings(outcomes):
            if len(outcome.message) <= _MAX_EXAMPLE_CHARACTERS:
                name = f"{outcome.agency or masked(report.source)}{f'{outcome.year}年' if outcome.year else ''}"
                found.setdefault(outcome.rule, Example(outcome.message, name, SEVERITY_NAMES[outcome.severity]))
    return found
