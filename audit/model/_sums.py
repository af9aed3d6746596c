"""Which sums of a report's cells can be compared: a blank counts as 0, but a total that is left blank states nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from audit.forms import Form, Total
from audit.model._report import Report
from audit.text import Value, added

#: Why the two sums of an identity are compared or not: a cell is unread, all are blank, a total that counts is blank.
SumState = Literal["unread", "blank", "total", "compared"]
#: Blank totals that are still taken one by one; with more of them, what they leave open has one cause.
MOST_BLANK_TOTALS_ONE_BY_ONE = 2
#: Kinds of cells that print no number although they are read.
_WITHOUT_NUMBER = ("blank", "not_applicable")


def is_blank(report: Report, key: str) -> bool:
    """Whether the cell is printed blank or as “/” (not applicable)."""
    return key in report.cells and report.cells[key].kind in _WITHOUT_NUMBER


def is_unread(report: Report, key: str) -> bool:
    """Whether the cell was not read: it is missing, or holds text that is no number. A blank is read."""
    return key not in report.cells or report.cells[key].kind == "text"


def sum_of_cells(report: Report, keys: Sequence[str]) -> Value:
    """The sum of the cells; a blank, a “/” or an unread cell counts as 0."""
    return added([report.value(key) or 0 for key in keys])


def owed_totals(report: Report, form: Form) -> list[Total]:
    """The totals of the form that are printed blank although their parts, all of them read, do not add up to 0."""
    return [
        total
        for total in form.totals
        if is_blank(report, total.key)
        and not any(is_unread(report, part) for part in total.parts)
        and sum_of_cells(report, total.parts)
    ]


def unstated_totals(report: Report, form: Form) -> frozenset[str]:
    """The keys of owed totals where there are so many of them that no sum with one of them is compared."""
    owed = frozenset(total.key for total in owed_totals(report, form))
    return owed if len(owed) > MOST_BLANK_TOTALS_ONE_BY_ONE else frozenset()


def state_of_sum(report: Report, keys: Sequence[str], total: str | None, unstated: Collection[str]) -> SumState:
    """Whether sums over the cells ``keys`` are compared, ``total`` being the cell that stands for one of them.

    ``unstated`` are ``unstated_totals`` of the report.
    """
    if any(is_unread(report, key) for key in keys):
        return "unread"
    if all(is_blank(report, key) for key in keys):
        return "blank"
    if (total is not None and is_blank(report, total)) or not set(keys).isdisjoint(unstated):
        return "total"
    return "compared"
