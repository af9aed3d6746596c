"""How rows are shown: an agency a line of the list, and below it the causes of its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from audit import score as scoring
from audit.causes import Level, Problem, level, level_name
from audit.decisions import REACH_NAMES, STAGE_NAMES, STATE_NAMES
from audit.desk.rows._rows import DeskRow, absence, called, key_of, not_filed, sort_of
from audit.findings import SEVERITY_NAMES, VERDICT_NAMES
from audit.persons import masked, masked_note
from audit.present import agency, decided, facts
from audit.present.html import brief
from audit.present.problems.headlines import on_one_line
from audit.present.problems.problemcounts import ProblemCounts
from audit.rules import catalogue
from audit.rulings import adoption, noted
from audit.text import clauses
from audit.text.steering import harmless
from audit.words.organs import in_front

#: Characters of what one line of a list says.
_MOST_SHOWN = 160
_UNREAD = "未能读取"
#: How a cause stands on which somebody has still to decide.
_DUE = frozenset({"open", "disputed", "lapsed"})


class Facet(NamedTuple):
    """What a problem is, by which it is looked for: its rule, the section of the report (0 for the whole of it, None where there is no report) and how grave it is."""

    rule: str
    section: int | None
    level: Level

    def fits(self, wanted: Mapping[str, str]) -> bool:
        """Whether it is what is ``wanted``: each by its name, "" is any."""
        return all(not value or str(getattr(self, name)) == value for name, value in wanted.items())


def facet_of(row: DeskRow, problem: Problem) -> Facet:
    """What ``problem`` of ``row`` is."""
    section = facts.section_of(problem.root, row.report) if row.report else None
    return Facet(problem.root.rule, section, level(problem))


def _facets(row: DeskRow) -> list[tuple[str, int | None, str, int, int]]:
    """What the problems of ``row`` are, each with how many are so, and on how many of these somebody has still to decide."""
    every = [
        (facet_of(row, one), one.cause is not None and row.standing(one).state in _DUE) for one in row.problems.all
    ]
    due = Counter(facet for facet, is_due in every if is_due)
    return [(*facet, number, due[facet]) for facet, number in Counter(facet for facet, _ in every).items()]


def shown_row(row: DeskRow) -> dict[str, Any]:
    """A row of the list of agencies."""
    counts = ProblemCounts.of((*row.problems.standing, *row.rulings.added))
    states = row.rulings.counts(row.problems.all)
    # The items of who has no report are nobody's to give.
    ungiven = scoring.ungiven(row.score) if row.score and row.report else scoring.NOTHING_UNGIVEN
    return {
        "id": row.id,
        "name": row.name,
        "local_name": in_front(row.name)[1],
        "called": called(row),
        "is_dated": row.is_dated,
        "is_counted": row.is_counted,
        "is_beside": row.report is not None and not row.is_counted,
        "apart": row.apart,
        "absence": absence(row),
        "why": facts.local_filing(row.agency, absent.root) if (absent := not_filed(row)) else "",
        "is_unscored": row.score is not None and row.score.total is None,
        "region": row.agency.region if row.agency else "",
        "kind": row.agency.kind if row.agency else "",
        "year": row.year,
        # As in the dialog of points, the overview and the pages: what is open is nowhere said to be settled.
        "grade": scoring.grade(row.score) if row.score and row.score.total is not None else "",
        "score": scoring.figure(row.score) if row.score and row.score.total is not None else "",
        "ungiven": ungiven.words,
        "ungiven_mark": ungiven.mark,
        "due": ungiven.number,
        "decided": states.settled,
        "pending": states.pending,
        "causes": len(row.problems.all),
        "errors": counts.errors,
        "warnings": counts.doubts,
        "hints": counts.hints,
        "open": counts.open,
        "assigned": row.rulings.assigned,
        "stage": decided.stage_name(row.rulings),
        "is_final": row.is_final,
        "reach": row.rulings.steps.reach if row.rulings.reviewing else "",
        "stage_short": STAGE_NAMES[row.rulings.stage] if row.rulings.stage else "",
        "returned": decided.returned(row.rulings),
        "unread": _unread(row),
        "status_words": status_of(row, is_alone=True),
        "is_stale": row.is_stale,
        "title": _title(row),
        "facets": _facets(row),
    }


def status_of(row: DeskRow, *, is_alone: bool) -> str:
    """How far the report of ``row`` is (Chinese); who sent it back, and why, where it ``is_alone`` and no step of the review is listed."""
    return _unread(row) or decided.review_state(row.rulings, row.problems.all, is_alone=is_alone)


def _unread(row: DeskRow) -> str:
    return _UNREAD if row.report is not None and row.report.status == "unreadable" else ""


def shown_causes(row: DeskRow, alike: Mapping[str, int]) -> list[dict[str, Any]]:
    """The causes of a row's report, the gravest first; ``alike`` is by sort how many others are undecided in the review."""
    deducted = row.score.deducted() if row.score else {}
    return [_shown_cause(row, problem, deducted, alike) for problem in row.problems.all]


def shown_added(row: DeskRow) -> list[dict[str, Any]]:
    """What people added."""
    return [
        {
            "key": one.event.about,
            "title": brief(one.title, _MOST_SHOWN),
            "text": one.text,
            "level": one.severity,
            "level_name": level_name(one),
            "who": "　".join(filter(None, (one.event.who, adoption(one.event)))),
        }
        for one in row.rulings.added
    ]


def _shown_cause(
    row: DeskRow, problem: Problem, deducted: Mapping[str, Any], alike: Mapping[str, int]
) -> dict[str, Any]:
    standing = row.standing(problem)
    points = [deducted[one.key] for one in problem.outcomes if one.key in deducted]
    own = standing.state == "open"
    return {
        **facet_of(row, problem)._asdict(),
        "key": key_of(problem),
        "number": problem.number,
        "level_name": level_name(problem),
        "headline": headline_of(row, problem),
        "where": where_of(row, problem),
        "state": standing.state,
        "state_name": STATE_NAMES[standing.state],
        "who": standing.who,
        "reason": masked_note(str(standing.by[-1].data.get("reason") or "")) if standing.by else "",
        "note": brief(clauses(*noted(standing.notes, standing.by)), _MOST_SHOWN),
        "points": f"扣{sum(points):f}分" if any(points) else "",
        "alike": max(0, alike.get(sort_of(problem), 0) - own),
        "can_decide": problem.cause is not None,
        "cells": list(problem.root.cells),
        "likely": list(agency.likely_cells(problem, row.report)) if row.report else [],
    }


def headline_of(row: DeskRow, problem: Problem) -> str:
    """What is wrong and what to change, on one line (Chinese)."""
    return on_one_line(problem, row.report)


def where_of(row: DeskRow, problem: Problem) -> str:
    """The part of the report (Chinese); "" for an agency without one."""
    if row.report is None:
        return ""
    return section_name(facts.section_of(problem.root, row.report))


def section_name(number: int) -> str:
    """What a section of a report is called (Chinese)."""
    return f"第{facts.SECTION_NAMES[number]}部分" if number else facts.SECTION_NAMES[0]


def _title(row: DeskRow) -> str:
    if row.report is None:
        return f"{row.name}：没有可以读取的报告"
    return f"{row.name}{f'　{row.year}年' if row.year else ''}　{harmless(masked(facts.file_name(row.report.source), row.report.private))}"


def filter_names() -> dict[str, list[tuple[str, str]]]:
    """What the values of a filter are called (Chinese), by its name, in the order in which they are offered."""
    levels = {**SEVERITY_NAMES, "open": VERDICT_NAMES["undecided"]}
    return {
        "rule": [(rule.id, f"{rule.id} {rule.title}") for rule in catalogue()],
        "section": [(str(number), section_name(number)) for number in facts.SECTION_NAMES],
        "level": list(levels.items()),
        "reach": [(str(reach), words) for reach, words in REACH_NAMES.items()],
    }
