"""The gravest things of a report, as its first screen names them: what is wrong, what is due, where on the page it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from audit.assessment import Examined
from audit.causes import Problem, gravity
from audit.decisions import Standing
from audit.findings import PART_NUMERALS, Listed, MissingCells, Named, Stated
from audit.model import Report
from audit.present.problems.actions import action
from audit.present.problems.headlines import headline
from audit.present.problems.proposals import worded
from audit.rulings import AddedFinding, ReportRulings

#: Things that the first screen names.
_MOST_LINES = 3
#: The name under which facts of what is wanting have it.
_WANTING = "missing"


@dataclass(frozen=True, slots=True)
class GravestThing:
    """A line of the first screen: how grave it is, where on the page the first of its things stands, one sentence, what is due.

    ``names`` are those of the problems (问题1, 问题2) where it tells of several.
    """

    things: tuple[Problem | AddedFinding, ...]
    href: str
    words: str
    due: str
    names: tuple[str, ...] = ()

    @property
    def thing(self) -> Problem | AddedFinding:
        """The first of its things, which tells how grave it is."""
        return self.things[0]


def gravest(found: Examined) -> tuple[list[GravestThing], list[Problem | AddedFinding]]:
    """The lines that the first screen has, the gravest first, of one severity what people added last; and what is left over.

    Problems that say of several things that one is wanting as much as the other share a line.
    """
    lines = [
        _line(group, found.report, found.rulings.of(group[0].cause))
        for group in _alike(found.problems.standing, found.rulings)
    ]
    lines += [GravestThing((one,), f"#bc-{one.number}", one.title, "") for one in found.rulings.added]
    lines.sort(key=lambda line: gravity(line.thing))
    return lines[:_MOST_LINES], [one for line in lines[_MOST_LINES:] for one in line.things]


def _line(group: Sequence[Problem], report: Report, standing: Standing) -> GravestThing:
    first = group[0]
    said = worded(standing.proposals)
    href, due = f"#wt-{first.number}", f"改正意见：{said}" if said else action(first)
    if len(group) == 1:
        return GravestThing((first,), href, headline(first, report), due)
    return GravestThing(tuple(group), href, _together(group), due, tuple(one.name for one in group))


def _alike(problems: Iterable[Problem], rulings: ReportRulings) -> list[list[Problem]]:
    """The problems, those together that differ in nothing but what is wanting; each group where its first one stands.

    What the organ is told in words of a person stands by itself.
    """
    groups: dict[object, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.number if rulings.of(problem.cause).proposals else _sameness(problem), []).append(
            problem
        )
    return list(groups.values())


def _sameness(problem: Problem) -> object:
    """What problems have in common that share a line; the number of one that shares it with none."""
    told = problem.root.facts
    if not isinstance(told, Stated) or _wanting(told) is None:
        return problem.number
    others = tuple(pair for pair in told.values if pair[0] != _WANTING)
    return problem.root.rule, problem.verdict, problem.severity, told.form, others


def _wanting(told: Stated) -> Named | MissingCells | None:
    """The one thing under its name, or the whole table, that is wanting by the facts; None for other facts."""
    wanting = dict(told.values).get(_WANTING)
    if isinstance(wanting, MissingCells):
        return None if wanting.actual else wanting
    return wanting if isinstance(wanting, Named) else None


def _together(group: Sequence[Problem]) -> str:
    """The sentence of the first one with all that is wanting in it (Chinese)."""
    every = [one.root.facts for one in group if isinstance(one.root.facts, Stated)]
    wanting = sorted([one for one in map(_wanting, every) if one is not None], key=_order)
    mark = "、" if isinstance(wanting[0], MissingCells) else "”、“"
    listed = Listed(tuple(wanting), len(wanting), mark=mark)
    told = every[0]
    return replace(told, values=tuple((n, listed if n == _WANTING else value) for n, value in told.values)).message()


def _order(wanting: Named | MissingCells) -> int:
    """Tables in their order; other things stay in that of the form."""
    return PART_NUMERALS.index(wanting.table) if isinstance(wanting, MissingCells) else 0
