"""The arithmetic of a problem: what is added, what that comes to, what is printed, and the difference."""

from __future__ import annotations

from collections.abc import Sequence

from audit.causes import Problem
from audit.findings import Counted, Equation, FarRate, Outcome, Term, summed
from audit.forms import Form
from audit.model import Report
from audit.present import facts
from audit.present.agency.evidence._blanks import sums_of_blanks
from audit.present.agency.evidence._evidence import speaking
from audit.present.agency.evidence._units import sums_over_units
from audit.text import distance, hundredths, show

#: Terms of an equation that are named one by one; sums with blank cells that a card works out.
_NAMED_TERMS, _MOST_SUMS_OF_BLANKS = 4, 6


def arithmetic(problem: Problem, report: Report, told: str, settled: Sequence[Outcome]) -> list[str]:
    """The sums of a problem, one a line (Chinese), without that which is ``told`` already: of its equations, its blank cells, its units.

    ``settled`` are outcomes that the card lists in their own words, units among them.
    """
    shown = speaking(problem)
    sums = [_sum(one, report) for one in problem.outcomes if isinstance(one.facts, Equation)]
    form = facts.form_of(report)
    sums += [_rate(one.facts, form) for one in problem.outcomes if form and isinstance(one.facts, FarRate)]
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


def _rate(rate: FarRate, form: Form) -> str:
    """How a rate is computed (Chinese), each cell that is not 0 by its label: “公开率：分子为…3；分母为…20；3 ÷ 20 = 15.0%”."""

    def side(count: Counted) -> str:
        terms = count.signed_terms
        named = "，".join(
            f"{'减' if term.value < 0 else '加' if at else ''}{form.cells[term.cell].label}{show(distance(term.value, 0))}"
            for at, term in enumerate(terms)
        )
        return f"{count.name}为{named or '0'}{f'，共{show(count.number)}' if len(terms) > 1 else ''}"

    return f"{rate.name}：{side(rate.part)}；{side(rate.whole)}；{rate.quotient} = {hundredths(rate.peers.value)}{rate.unit}"
