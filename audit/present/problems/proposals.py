"""What an organ is told to change: as a person worded it, else as the toolkit proposes; the same at the desk, on pages, in ledger and data."""

from __future__ import annotations

from collections.abc import Sequence

from audit.causes import Problem, Problems, sentence_of_ways
from audit.decisions import DecisionEvent, Standing
from audit.model import Report
from audit.persons import masked_note
from audit.present import facts
from audit.present.problems import actions
from audit.rulings import by_whom
from audit.text import show


def proposal(problem: Problem, problems: Problems, report: Report | None, standing: Standing) -> str:
    """What the organ is told on ``problem``, one of ``problems`` of ``report`` (Chinese), with who worded it where a person did.

    "" on what is no fault, unless a person worded something all the same.
    """
    said = worded(standing.proposals)
    return said if said or standing.ruling == "dismissed" else own(problem, problems, report)


def worded(proposals: Sequence[DecisionEvent]) -> str:
    """The ``proposals`` that stand, each with its author and day (Chinese); "" where nobody worded any."""
    return "／".join(f"{masked_note(event.said('proposal') or '')}（{by_whom(event)}）" for event in proposals)


def own(problem: Problem, problems: Problems, report: Report | None) -> str:
    """What the toolkit proposes (Chinese): the cells with their numbers, the ways of which one is due, else what settles it.

    Whatever is not surely a fault the organ is asked to verify first.
    """
    if report is None or report.status == "unreadable":
        return actions.proposal(problem)
    form, cause = facts.form_of(report), problem.cause
    ways = problems.ways(problem.root, form)
    if form and cause and cause.changes and len(ways) == 1:
        each = [
            f"{form.cells[one.cell].label if one.cell in form.cells else one.cell}"
            f"由{facts.printed(report.cells.get(one.cell))}改为{show(one.value)}"
            for one in cause.changes
        ]
        return actions.proposal(problem, "；".join(each))
    return actions.proposal(problem, sentence_of_ways(ways))
