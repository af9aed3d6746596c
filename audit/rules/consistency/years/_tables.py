"""A table beside the same table of last year's report: which cells both have, and what tells that one is copied."""

from __future__ import annotations

from collections.abc import Sequence

from audit.forms import Form, FormTable, load
from audit.history import readings
from audit.model import Report, ReportCell
from audit.rules.kit import Case

#: Equal tables count where so many of their own figures (no totals, nor what follows from the rest) are not zero …
_FIGURES_THAT_TELL = 4
#: … or at least two are, one of which has two digits.
_FIGURES_WITH_LARGE_ONE, _LEAST_LARGE_FIGURE = 2, 10


def keys_of_both(table: FormTable, before: Sequence[Report]) -> list[str]:
    """The keys of the cells of ``table`` that the forms of all reports in ``before`` have too."""
    forms = [load(report.edition or "") for report in before]
    return [cell.key for cell in table.cells if all(cell.key in form.cells for form in forms)]


def own_figures(case: Case, keys: Sequence[str]) -> list[str]:
    """Those of ``keys`` under which the report has a figure of this year that is not zero and no total."""
    return [key for key in keys if case.report.value(key) and _is_own(case.form, key)]


def are_enough(case: Case, telling: Sequence[str]) -> bool:
    """Whether these figures are so many, or so large, that all of them do not come again by chance."""
    large = any((case.report.value(key) or 0) >= _LEAST_LARGE_FIGURE for key in telling)
    # In a column that balances, one number follows from the others.
    free = len(telling) - sum(not {*item.left, *item.right}.isdisjoint(telling) for item in case.form.balances)
    return free >= _FIGURES_THAT_TELL or (free >= _FIGURES_WITH_LARGE_ONE and large)


def is_read(cell: ReportCell | None) -> bool:
    """Whether the cell was found and holds a number, a blank or “/”."""
    return cell is not None and cell.kind != "text"


def differs(cell: ReportCell | None, before: Sequence[Report], key: str) -> bool:
    """Whether every version of last year's report says something else than ``cell``, a blank and 0 being alike."""
    found = readings(before, key)
    return (
        cell is not None
        and is_read(cell)
        and bool(found)
        and all((other.value or 0) != (cell.value or 0) for _, other in found)
    )


def _is_own(form: Form, key: str) -> bool:
    """Whether the cell counts something of this year alone: neither a total nor a stock that stays as it is."""
    return not key.endswith(".in_force") and all(total.key != key for total in form.totals)
