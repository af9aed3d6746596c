"""A problem of a report as its card: what is wrong, its evidence, the arithmetic and what to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.assessment import Examined
from audit.causes import Problem, words_of_choice, words_of_rest, words_of_ways
from audit.findings import DifferingCells, Equation, Outcome, PersonalData, within
from audit.model import Report
from audit.present import decided, facts, putright
from audit.present.agency._decided import corrected
from audit.present.agency.evidence import (
    AlikeText,
    AroundText,
    Excerpt,
    PlacePicture,
    Quote,
    Quotes,
    alike,
    arithmetic,
    around,
    cells_of,
    concerned,
    excerpts,
    faulty_places,
    is_on_alike_texts,
    quotes,
    speaking,
    testimony,
    units_first,
    vain_places,
)
from audit.present.problems.headlines import headline, quoted_within, untold

#: Findings that a card lists as following from its cause; cells whose place in the original it names.
_MOST_FOLLOWING, _PLACED_CELLS = 40, 4
#: How things are put right, by key.
PutRight = Mapping[str, putright.ShownHandling]


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule that found something: what it asks, on which grounds, and where it gives no verdict."""

    rule: str
    title: str
    basis: str
    compares: str
    not_judged: str


@dataclass(frozen=True, slots=True)
class Card:
    """What one card prints; see the template.

    ``settled`` are the other things that its change settles, which that counts; ``following`` are the rest. ``hides`` is
    whether private words are hidden in what it shows.
    """

    problem: Problem
    kind: str
    headline: str
    section: str
    excerpts: Sequence[Excerpt]
    versions: DifferingCells | None
    quotes: Quotes
    alike: Sequence[tuple[AlikeText, AlikeText]]
    where: Sequence[str]
    corrected: Sequence[str]
    sought: Sequence[Quote]
    around: Sequence[AroundText]
    pictures: Sequence[PlacePicture]
    sums: Sequence[str]
    change: str
    choice: str
    ways: Sequence[str]
    rest: str
    message: str
    settled: Sequence[str]
    following: Sequence[str]
    more_following: int
    hides: bool
    grounds: Sequence[Ground]
    decision: decided.ShownDecision | None
    handling: putright.ShownHandling | None


def card_of(
    problem: Problem,
    found: Examined,
    rules: Mapping[str, facts.RuleText],
    seen: Sequence[PlacePicture],
    put_right: PutRight,
) -> Card:
    """The card of ``problem``: ``rules`` are by id, ``seen`` are its pictures, ``put_right`` is how the report's things are put right."""
    report, every = found.report, found.problems
    root, cause = problem.root, problem.cause
    ways = every.ways(root, facts.form_of(report))
    told = headline(problem, report)
    shown = speaking(problem)
    versions = next(within(root.facts, DifferingCells), None)
    others = [one for one in problem.outcomes[1:] if not isinstance(one.facts, Equation)]
    change = every.promise(problem, report, facts.form_of(report))
    settled = [one for one in others if change and one.verdict == "fail"][:_MOST_FOLLOWING]
    following = [one for one in others if not any(one is other for other in settled)]
    possible = {cell for way in ways for cell, _ in way.numbers}
    quoted = [*faulty_places((one for one in shown if not is_on_alike_texts(one)), report), *testimony(cause, report)]
    drawn = [] if versions else excerpts(report, shown, cause, possible)
    in_text, texts = quotes(report, quoted, units_first(shown)), around(report, shown)
    personal = any(any(within(one.facts, PersonalData)) for one in shown)
    return Card(
        problem,
        problem.kind_name,
        told,
        facts.SECTION_NAMES[facts.section_of(root, report)],
        drawn,
        versions,
        in_text,
        alike(shown, report),
        _where(problem, report),
        corrected(report, facts.form_of(report), concerned(problem, drawn)),
        quotes(report, vain_places(shown, report)).quoted,
        texts,
        seen,
        arithmetic(problem, report, told, settled),
        change,
        words_of_choice(ways),
        words_of_ways(ways),
        words_of_rest(ways),
        "" if versions or isinstance(root.facts, Equation) else untold(root, told),
        list(map(_told, settled)),
        list(map(_told, following[:_MOST_FOLLOWING])),
        max(0, len(following) - _MOST_FOLLOWING),
        personal or any(one.hides for one in in_text.quoted) or any(one.hides for one in texts),
        [_ground(rule, problem, rules) for rule in dict.fromkeys(one.rule for one in problem.outcomes)],
        decided.decision(found.rulings.of(cause), used=found.rulings.used, cause=cause),
        put_right.get(cause.key) if cause else None,
    )


def _told(outcome: Outcome) -> str:
    """What an outcome says, behind its head (Chinese)."""
    return quoted_within(f"{outcome.head}：{outcome.message}")


def _where(problem: Problem, report: Report) -> list[str]:
    """Where in the original the cells stand that are to be changed, else those at issue where they are few, and other things of tables (Chinese)."""
    form = facts.form_of(report)
    changed = [change.cell for change in problem.cause.changes] if problem.cause else []
    keys = changed or [key for key in cells_of(problem.root) if key in report.cells]
    if form is None or (not changed and len(keys) > _PLACED_CELLS):
        keys = keys[-1:] if form and isinstance(problem.root.facts, Equation) else []
    placed = [(key, where) for key in keys if key in report.cells and (where := report.cells[key].place.describe())]
    cells = {cell.place for cell in report.cells.values()}
    others = [
        (one.label, one.place.describe())
        for one in faulty_places(speaking(problem), report)
        if one.role is None and one.place.table is not None and one.place not in cells
    ]
    found = [(form.cells[key].label, where) for key, where in placed if form] + others
    return [f"{label or '表格'}：{where}" for label, where in dict.fromkeys(found[:_MOST_FOLLOWING])]


def _ground(rule: str, problem: Problem, rules: Mapping[str, facts.RuleText]) -> Ground:
    first: Outcome = next(one for one in problem.outcomes if one.rule == rule)
    known = rules.get(rule)
    return Ground(rule, first.title, first.basis, getattr(known, "compares", ""), getattr(known, "not_judged", ""))
