"""The arithmetic of a problem: what is added, what that comes to, what is printed, and the difference."""

from __future__ import annotations

from collections.abc import Sequence

from audit.causes import Problem
from audit.findings import Equation, Outcome, Term, summed
from audit.model import Report
from audit.present import facts
from audit.present.agency.evidence._blanks import sums_of_blanks
from audit.present.agency.evidence._evidence import speaking
from audit.present.agency.evidence._units import sums_over_units
from audit.text import distance, show

#: Terms of an equation that are named one by one; sums with blank cells that a card works out.
_NAMED_TERMS, _MOST_SUMS_OF_BLANKS = 4, 6


def arithmetic(problem: Problem, report: Report, told: str, settled: Sequence[Outcome]) -> list[str]:
    """The sums of a problem, one a line (Chinese), without that which is ``told`` already: of its equations, its blank cells, its units.

    ``settled`` are outcomes that the card lists in their own words, units among them.
    """
    shown = speaking(problem)
    sums = [_sum(one, report) for one in problem.outcomes if isinstance(one.facts, Equation)]
    blanks = sums_of_blanks(shown, report)
    sums += [one.message() for one in blanks[:_MOST_SUMS_OF_BLANKS]]
    more = len(blanks) - _MOST_SUMS_OF_BLANKS
    rest = [f"另有{more}处同样未填数字，见标出的各格。"] if more > 0 else []
    units = sums_over_units(one for one in shown if not any(one is other for other in settled))
    return [*(words for words in sums if words != told), *rest, *units]


def _sum(outcome: Outcome, report: Report) -> str:
    """The arithmetic with both results (Chinese): of few terms on both sides each with its line's name, else as in the message."""
    equation, form = outcome.facts, facts.form_of(report)
    if not isinstance(equation, Equation) or equation.total or form is None or len(equation.terms) > _NAMED_TERMS:
        return outcome.message

    def side(terms: Sequence[Term]) -> str:
        named = " + ".join(f"“{form.cells[term.cell].line_name}”{show(term.value)}" for term in terms)
        return f"{named} = {show(summed(terms))}"

    gap = "，相符" if equation.holds else f"，差 {show(distance(equation.actual, equation.expected))}"
    return f"{equation.name}：{side(equation.left)}；{side(equation.right)}{gap}"
