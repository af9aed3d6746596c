"""Scores to look at: one report's card, the ranking of all, what a changed rubric moved, what is not scored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from audit import score as scoring
from audit.assessment import Examined
from audit.causes import Problem
from audit.present import facts
from audit.present.html import Html, address, page
from audit.score import Deduction, ItemScore, Ranked, Rubric, Score, ScoreMove, State, amount, full

#: Findings that one item of a card lists before it only counts the rest.
MAX_DEDUCTIONS = 15
#: What stands behind points that no outcome bears out.
MARKS: Mapping[State, str] = {"judged": "", "assessed": "", "disputed": "‡", "default": "*", "unjudged": "†"}
NO_SCORE = "未评分：没有给出评分办法，或者本报告不是所查年度据以评分的一份。"
NO_SCORES = "没有评分结果。"


@dataclass(frozen=True, slots=True)
class DeductionLine:
    """A deduction as a card lists it: its points as printed, its problem on the page (None where it is none there).

    ``together`` says with what else it is charged (Chinese).
    """

    found: Deduction
    points: str
    problem: Problem | None
    together: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item of a card with points as printed; ``state`` is how it came to them, ``range`` between which they lie.

    ``more`` deductions are not listed, ``more_points`` what they cost together.
    """

    name: str
    points: str
    earned: str
    lost: bool
    state: str
    range: str
    deductions: Sequence[DeductionLine]
    more: int
    more_points: str

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing to say of it."""
        return not self.deductions and not self.state


@dataclass(frozen=True, slots=True)
class RankedLine:
    """A line of the ranking, everything as printed; ``items`` are points with their mark, and whether some were lost."""

    rank: str
    name: str
    href: str
    figure: str
    grade: str
    items: Sequence[tuple[str, bool]]
    remarks: str


@dataclass(frozen=True, slots=True)
class RankedYear:
    """The lines of one year; ``heads`` are names and full points of the items that its scores have.

    ``provisional`` is whether points that a person has still to give may move the places.
    """

    year: int | None
    heads: Sequence[tuple[str, str]]
    lines: Sequence[RankedLine]
    provisional: bool


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A report that a changed rubric scores otherwise: total and grade before and after, the change, the items that did it."""

    name: str
    year: int | None
    before: tuple[str, str]
    after: tuple[str, str]
    change: str
    lost: bool
    items: Sequence[str]


def card(found: Examined) -> Html:
    """One report's score: total with range and grade, every item, every deduction with its problem.

    A word where there is no score.
    """
    score = found.score
    if score is None:
        return page("notice.html.j2", text=NO_SCORE)
    names = _FindingNames(found.problems.by_key(), {one.key: one for item in score.items for one in item.deductions})
    return page(
        "scores/card.html.j2",
        score=score,
        figure=scoring.figure(score),
        ungiven=scoring.ungiven(score),
        grade=scoring.grade(score),
        automatic=scoring.automatic(score),
        remarks=scoring.remarks(score),
        no_verdict=scoring.NO_VERDICT if found.standing else "",
        items=[_item(item, names) for item in score.items],
    )


def ranking(scores: Mapping[str, Score], pages: Mapping[str, str] | None = None) -> Html:
    """All scores, year by year, the best first, with a link where ``pages`` names one under the score's own key."""
    years = [_ranked_year(year, ranked, pages or {}) for year, ranked in scoring.ranked_by_year(scores)]
    return page("scores/ranking.html.j2", years=years, none=NO_SCORES, no_verdict=scoring.NO_VERDICT)


def _ranked_year(year: int | None, ranked: Sequence[Ranked], pages: Mapping[str, str]) -> RankedYear:
    heads = list(dict.fromkeys((item.item, full(item.points)) for _, _, score in ranked for item in score.items))
    lines = [
        RankedLine(
            scoring.place(rank),
            facts.organ_name(score.agency, key),
            address(pages, key),
            scoring.figure(score),
            scoring.grade(score),
            _points({item.item: item for item in score.items}, heads),
            "；".join(scoring.remarks(score, marked=True)),
        )
        for key, rank, score in ranked
    ]
    return RankedYear(year, heads, lines, any(rank and rank.provisional for _, rank, _ in ranked))


def moves(moved: Sequence[ScoreMove]) -> Html:
    """The reports that a changed rubric scores otherwise, with the items that did it."""
    lines = [
        MovedLine(
            move.after.agency or "（未识别）",
            move.after.year,
            (scoring.figure(move.before), scoring.grade(move.before)),
            (scoring.figure(move.after), scoring.grade(move.after)),
            "—" if move.change is None else f"{move.change:+.2f}",
            move.change is not None and move.change < 0,
            [f"{item.item}：{_side(item.before)}→{_side(item.after)}" for item in move.items],
        )
        for move in moved
    ]
    return page("scores/moves.html.j2", lines=lines)


def unscored(rubric: Rubric, rules: Iterable[facts.RuleText]) -> Html:
    """The rules that the rubric leaves out, so that nobody takes their findings for deductions."""
    known = {rule.id: rule for rule in rules}
    left = [known[rule] for rule in scoring.unscored(rubric, known.keys())]
    return page("scores/unscored.html.j2", rubric=rubric, rules=left)


@dataclass(frozen=True, slots=True)
class _FindingNames:
    """The problems of a page and the deductions by the keys of findings."""

    problems: Mapping[str, Problem]
    deductions: Mapping[str, Deduction]

    def of(self, key: str) -> str:
        """A finding by its problem on the page, one that is no problem there by rule and title."""
        if key in self.problems:
            return self.problems[key].name
        found = self.deductions[key]
        return f"{found.rule}“{found.title.replace('“', '‘').replace('”', '’')}”"


def _item(item: ItemScore, names: _FindingNames) -> ItemLine:
    shown = sorted(item.deductions, key=lambda d: -d.points)
    rest = shown[MAX_DEDUCTIONS:]
    return ItemLine(
        item.item,
        full(item.points),
        amount(item.earned),
        item.earned < item.points,
        scoring.item_state(item),
        "" if item.low == item.high else f"{amount(item.low)}～{amount(item.high)}",
        [_deduction(found, names) for found in shown[:MAX_DEDUCTIONS]],
        len(rest),
        amount(sum((found.points for found in rest), Decimal(0))),
    )


def _deduction(found: Deduction, names: _FindingNames) -> DeductionLine:
    points = f"−{amount(found.points)}" if found.points else amount(found.points)
    return DeductionLine(found, points, names.problems.get(found.key), _together(found, names))


def _together(found: Deduction, names: _FindingNames) -> str:
    """What else has the cause of a finding (Chinese): how many others it is charged for, or where it is charged."""
    if found.borne_by:
        return f"与{names.of(found.borne_by)}同一原因，只在“{found.borne_in}”计一次"
    return f"{found.cause_name}：同一原因引起的{len(found.bears) + 1}项只计一次" if found.bears else ""


def _points(items: Mapping[str, ItemScore], heads: Iterable[tuple[str, str]]) -> list[tuple[str, bool]]:
    """The points of each head's item with the mark of their state, and whether some were lost."""
    found = []
    for name, points in heads:
        item = items.get(name)
        item = item if item and full(item.points) == points else None
        found.append(
            (scoring.item_figure(item) + MARKS[item.state], item.earned < item.points) if item else ("—", False)
        )
    return found


def _side(item: ItemScore | None) -> str:
    return "无此项" if item is None else f"{amount(item.earned)}／{full(item.points)}"
