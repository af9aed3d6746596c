"""Scores to look at: one report's card, the ranking of all, what a changed rubric moved, what is not scored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from audit.assessment import Examined
from audit.causes import Problem
from audit.present import facts
from audit.present.html import Html, page
from audit.score import Deduction, ItemScore, Rubric, Score, ScoreMove, by_year
from audit.score import unscored as unscored_rules

#: Findings that one item of a card lists before it only counts the rest.
MAX_DEDUCTIONS = 15
#: What stands behind points that no outcome bears out.
MARKS = {"judged": "", "assessed": "", "default": "*", "unjudged": "†"}
STATES = {
    "judged": "",
    "assessed": "人工评定",
    "unjudged": "没有核查结果，按满分计，待人工核实",
}
NO_SCORE = "未评分：没有给出评分办法，或者本报告不是所查年度据以评分的一份。"
NO_SCORES = "没有评分结果。"


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
        figure=figure(score),
        grade=grade(score),
        low=amount(score.low),
        high=amount(score.high),
        automatic=automatic(score),
        remarks=remarks(score),
        items=[_item(item, names) for item in score.items],
    )


def ranking(scores: Mapping[str, Score], pages: Mapping[str, str] | None = None) -> Html:
    """All scores, year by year, the best first, with a link where ``pages`` names one under the score's own key."""
    links = pages or {}
    groups = []
    for year, ranked in by_year(scores):
        heads = list(dict.fromkeys((item.item, full(item.points)) for _, _, score in ranked for item in score.items))
        rows = [
            {
                "rank": "—" if rank is None else f"（{rank}）" if score.open else rank,
                "score": score,
                "figure": figure(score),
                "grade": grade(score),
                "href": quote(links.get(key, "")),
                "items": _row({item.item: item for item in score.items}, heads),
                "remarks": "；".join(remarks(score, marked=True)),
            }
            for key, rank, score in ranked
        ]
        groups.append({"year": year, "heads": heads, "rows": rows})
    return page("scores/ranking.html.j2", groups=groups, none=NO_SCORES)


def moves(moved: Sequence[ScoreMove]) -> Html:
    """The reports that a changed rubric scores otherwise, with the items that did it."""
    rows = [
        {
            "agency": move.after.agency,
            "year": move.after.year,
            "before": (figure(move.before), grade(move.before)),
            "after": (figure(move.after), grade(move.after)),
            "change": "—" if move.change is None else f"{move.change:+.2f}",
            "lost": move.change is not None and move.change < 0,
            "items": [f"{item.item}：{_side(item.before)}→{_side(item.after)}" for item in move.items],
        }
        for move in moved
    ]
    return page("scores/moves.html.j2", rows=rows)


def unscored(rubric: Rubric, rules: Iterable[facts.RuleText]) -> Html:
    """The rules that the rubric leaves out, so that nobody takes their findings for deductions."""
    known = {rule.id: rule for rule in rules}
    left = [known[rule] for rule in unscored_rules(rubric, known.keys())]
    return page("scores/unscored.html.j2", rubric=rubric, rules=left)


def amount(points: Decimal | None) -> str:
    """Points with two decimals, a dash where there are none."""
    return "—" if points is None else f"{points:.2f}"


def figure(score: Score) -> str:
    """The total as it may be told: a range where an assessor has still to decide something."""
    return span(score) if score.open else amount(score.total)


def span(score: Score) -> str:
    """Between which values the total lies, one value where nothing is undecided."""
    ends = dict.fromkeys((amount(score.low), amount(score.high)))
    return "～".join(ends)


def grade(score: Score) -> str:
    """The grade, or between which grades it lies where an assessor has still to decide something."""
    if not score.open or score.grade_low == score.grade_high:
        return score.grade
    return f"待定（{score.grade_low}～{score.grade_high}）"


def automatic(score: Score) -> str:
    """What was scored automatically, of how many points."""
    if score.total is None or not score.items:
        return "—"
    return f"{amount(score.earned_of('judged', 'unjudged'))}／{full(score.points_of('judged', 'unjudged'))}"


def remarks(score: Score, *, marked: bool = False) -> list[str]:
    """What has to be known beside the total: why there is none, vetoes, what is pending, by default or unjudged.

    What the figure and the marks of the items tell already is left out where they are ``marked``.
    """
    if score.total is None or score.low is None or score.high is None:
        return [f"未评分：{score.reason}"]
    remarks = [
        (f"可能适用一票否决“{hit.name}”，待核：" if hit.pending else f"一票否决“{hit.name}”：")
        + "；".join(hit.messages)
        for hit in score.vetoes
    ]
    if not score.items:
        return remarks
    if score.open and not marked:
        remarks.append("有待人工评定或确认的事项，总分按区间表示")
    if score.low < score.total and not (marked and score.open):
        remarks.append(f"待核：最多再扣{amount(score.total - score.low)}分")
    if score.high > score.total:
        remarks.append(f"待核事项已扣分，如不属实最多加回{amount(score.high - score.total)}分")
    if marked:
        unchecked = [_named(item) for item in score.items if item.unchecked or item.state == "unjudged"]
        return remarks + ([f"†未核查：{'、'.join(unchecked)}"] if unchecked else [])
    remarks.extend(_unchecked(score))
    if points := score.points_of("default"):
        remarks.append(f"人工评定项目{full(points)}分，{_default(score.earned_of('default'), points)}，待人工评定")
    return remarks


def _unchecked(score: Score) -> Iterator[str]:
    """The items that no result bears out, by name; those of which only something besides was checked, with the rules."""
    if plain := [f"{i.item}{full(i.points)}分" for i in score.items if i.state == "unjudged" and not i.unchecked]:
        yield f"没有核查结果，按满分计，待人工核实：{'、'.join(plain)}"
    for item in score.items:
        if item.unchecked:
            yield f"{item.item}{full(item.points)}分：{_missing(item)}"


def _named(item: ItemScore) -> str:
    return item.item + (f"（{'、'.join(item.unchecked)}）" if item.unchecked else "")


def _missing(item: ItemScore) -> str:
    return f"{'、'.join(item.unchecked)}没有核查结果，未扣分，待人工核实"


def _default(earned: Decimal, points: Decimal) -> str:
    return "默认满分" if earned == points else f"默认计{full(earned)}分"


def full(points: Decimal) -> str:
    """Full points, without decimals where there are none."""
    return f"{points:.2f}".removesuffix("00").removesuffix(".")


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


def _item(item: ItemScore, names: _FindingNames) -> dict[str, Any]:
    default = f"{_default(item.earned, item.points)}，待人工评定"
    shown = sorted(item.deductions, key=lambda d: -d.points)
    rest = shown[MAX_DEDUCTIONS:]
    return {
        "name": item.item,
        "points": full(item.points),
        "earned": amount(item.earned),
        "lost": item.earned < item.points,
        "state": default if item.state == "default" else _missing(item) if item.unchecked else STATES[item.state],
        "range": "" if item.low == item.high else f"{amount(item.low)}～{amount(item.high)}",
        "capped": item.capped,
        "deductions": [_deduction(found, names) for found in shown[:MAX_DEDUCTIONS]],
        "more": len(rest),
        "more_points": amount(sum((found.points for found in rest), Decimal(0))),
    }


def _deduction(found: Deduction, names: _FindingNames) -> dict[str, Any]:
    problem = names.problems.get(found.key)
    return {
        "found": found,
        "points": f"−{amount(found.points)}" if found.points else "0.00",
        "reference": problem.name if problem else "",
        "number": problem.number if problem else 0,
        "together": _together(found, names),
    }


def _together(found: Deduction, names: _FindingNames) -> str:
    """What else has the cause of a finding (Chinese): how many others it is charged for, or where it is charged."""
    if found.borne_by:
        return f"与{names.of(found.borne_by)}同一原因，只在“{found.borne_in}”计一次"
    return f"{found.cause_name}：同一原因引起的{len(found.bears) + 1}项只计一次" if found.bears else ""


def _row(items: Mapping[str, ItemScore], heads: Iterable[tuple[str, str]]) -> list[tuple[str, bool]]:
    """The points of each head's item with the mark of their state, and whether some were lost."""
    row = []
    for name, points in heads:
        item = items.get(name)
        item = item if item and full(item.points) == points else None
        row.append((amount(item.earned) + MARKS[item.state], item.earned < item.points) if item else ("—", False))
    return row


def _side(item: ItemScore | None) -> str:
    return "无此项" if item is None else f"{amount(item.earned)}／{full(item.points)}"
