"""Cells that print no number, with the sums that they stand in: what the parts of a blank total come to, what a blank part leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit.findings import Equation, NoNumbers, Outcome, equation_of
from audit.forms import Form, Total
from audit.model import Report, is_blank, is_unread
from audit.present import facts

#: Blank cells of one outcome beyond which only the totals are shown whose parts are not all 0.
_FEW_BLANKS = 4


def blank_cells(outcomes: Iterable[Outcome], report: Report) -> list[str]:
    """The blank cells that the outcomes are about, since they are blank."""
    found = (one for one in outcomes if isinstance(one.facts, NoNumbers) or one.role == "identity")
    return list(dict.fromkeys(key for one in found for key in one.cells if is_blank(report, key)))


def sums_of_blanks(outcomes: Iterable[Outcome], report: Report) -> list[Equation]:
    """The sums in which blank cells stand: each total that is blank, and the lines of few blank parts; none with a cell that was not read."""
    form, blank = facts.form_of(report), blank_cells(outcomes, report)
    if form is None or not blank:
        return []
    few = len(blank) <= _FEW_BLANKS
    found = (_equation(report, form, total) for total in _totals(form, set(blank), few=few) if _is_read(report, total))
    return [one for one in found if few or one.expected]


def _totals(form: Form, blank: set[str], *, few: bool) -> Iterator[Total]:
    for total in form.totals:
        if total.key in blank or (few and total.direction == "row" and blank.intersection(total.parts)):
            yield total


def _is_read(report: Report, total: Total) -> bool:
    """Whether all cells were read, and a number stands in one of them."""
    keys = (total.key, *total.parts)
    return not any(is_unread(report, key) for key in keys) and not all(is_blank(report, key) for key in keys)


def _equation(report: Report, form: Form, total: Total) -> Equation:
    name = f"表{form.cells[total.key].table}{form.name_of(total)}"
    return equation_of(report, name, total.parts, (total.key,), total=True)
