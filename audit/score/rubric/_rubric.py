"""A rubric in memory, and which of its clauses a finding falls under."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from audit.findings import SEVERITIES, Severity

#: What one deduction counts: each finding, each cause once, each rule once, each distinct cell.
Per = Literal["finding", "cause", "rule", "cell"]
WILDCARD = "*"


@dataclass(frozen=True, slots=True)
class RubricClause:
    """One line of deductions: the findings of ``rules`` cost ``points`` for each unit that ``per`` counts.

    ``rules`` are ids or prefixes that end in “*”. ``undecided`` is what an undecided outcome costs; ``manual`` says that
    such an outcome leaves the score open. ``confirm``: a finding counts as undecided until an inspector confirms it.
    ``cap`` bounds the clause, ``cap_per_rule`` each of its rules; None is no bound.
    """

    rules: tuple[str, ...]
    points: Decimal
    severities: tuple[Severity, ...] = SEVERITIES
    per: Per = "finding"
    same_cell_once: bool = False
    undecided: Decimal = Decimal(0)
    manual: bool = False
    confirm: bool = False
    cap: Decimal | None = None
    cap_per_rule: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RubricItem:
    """An item with its full ``points``. A ``manual`` one has no clauses and counts ``default`` until it is assessed.

    ``cap`` is the most that the item can lose, its points where it is None. ``judged_by`` are the rules without whose result
    the item counts as not checked, whatever else was found; () is any rule of the item.
    """

    name: str
    points: Decimal
    about: str = ""
    clauses: tuple[RubricClause, ...] = ()
    manual: bool = False
    default: Decimal = Decimal(0)
    cap: Decimal | None = None
    judged_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Veto:
    """A fault that decides alone: the total is at most ``score``, the grade no better than ``grade``.

    ``no_items``: there is no report that the items could be judged by, so that they are not listed at all.
    """

    name: str
    rules: tuple[str, ...]
    severities: tuple[Severity, ...] = SEVERITIES
    score: Decimal | None = None
    grade: str | None = None
    no_items: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and the total from which on it is given."""

    name: str
    start: Decimal


@dataclass(frozen=True)
class Rubric:
    """A whole rubric. ``grades`` stand from the best to the worst, the last one from 0.

    Findings of ``not_scored`` rules cost nothing; a finding or undecided outcome of ``not_rated`` ones means that no score
    is given. ``one_cause_once``: the findings of one cause are charged once over all clauses, those that count cells apart.
    ``source`` and ``digest`` (SHA-256) are those of its file, "" without one.
    """

    name: str
    total: Decimal
    items: tuple[RubricItem, ...]
    grades: tuple[Grade, ...]
    vetoes: tuple[Veto, ...] = ()
    not_scored: tuple[str, ...] = ()
    not_rated: tuple[str, ...] = ()
    one_cause_once: bool = False
    source: str = ""
    digest: str = ""
    _known: dict[tuple[str, Severity], tuple[int, int] | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def grade(self, total: Decimal) -> Grade:
        """The grade of a total."""
        return next(grade for grade in self.grades if total >= grade.start)

    def worse(self, *names: str) -> str:
        """The worst of some grades by name."""
        order = [grade.name for grade in self.grades]
        return max(names, key=order.index)

    def place(self, rule: str, severity: Severity) -> tuple[int, int] | None:
        """Position of item and clause that score a finding, None where none does.

        The most specific pattern wins: the id itself, then the longer prefix.
        """
        if (rule, severity) not in self._known:
            best = max((p for p in self._patterns if severity in p[2]), key=lambda p: specificity(p[0], rule))
            self._known[rule, severity] = best[1] if specificity(best[0], rule) else None
        return self._known[rule, severity]

    @cached_property
    def _patterns(self) -> tuple[tuple[str, tuple[int, int] | None, tuple[Severity, ...]], ...]:
        """Every pattern with the clause it stands in (None for not scored) and the severities that it takes."""
        return (
            ("", None, SEVERITIES),
            *((pattern, None, SEVERITIES) for pattern in self.not_scored),
            *(
                (pattern, (i, j), clause.severities)
                for i, item in enumerate(self.items)
                for j, clause in enumerate(item.clauses)
                for pattern in clause.rules
            ),
        )


def specificity(pattern: str, rule: str) -> int:
    """How closely ``pattern`` names ``rule``: 0 not at all; a prefix by its length; the id itself above every prefix."""
    if pattern == rule:
        return 2 * len(rule) + 1
    matches = pattern.endswith(WILDCARD) and rule.startswith(pattern[:-1])
    return len(pattern) if matches else 0


def names(patterns: Iterable[str], rule: str) -> bool:
    """Whether one of ``patterns`` names ``rule``."""
    return any(specificity(pattern, rule) for pattern in patterns)


def unscored(rubric: Rubric, known: Collection[str]) -> tuple[str, ...]:
    """The rules of ``known``, by id, whose findings cost nothing: no item and no veto takes them."""
    return tuple(
        rule
        for rule in sorted(known)
        if all(rubric.place(rule, severity) is None for severity in SEVERITIES)
        and not any(names(veto.rules, rule) for veto in rubric.vetoes)
        and not names(rubric.not_rated, rule)
    )
