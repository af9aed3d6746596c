"""Whether a wrong number looks like a slip of the pen: the mistake that explains how one number became the other.

A number whose own words do not plainly name what it counts, and that no such mistake explains, may as well count
something else: nobody is accused by it.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Counted
from audit.model import Claim
from audit.rules.consistency.figures import is_misprint
from audit.rules.kit import Case
from audit.text import Value, added

#: Numbers up to this stand in many cells: that one of them is printed elsewhere proves nothing.
_LARGEST_COMMON = 10


def looks_like_a_slip(case: Case, claim: Claim, due: Counted) -> bool:
    """Whether ``claim`` states another number than ``due`` by mistake: misprinted, from another cell, or of last year."""
    if due.value is None:
        return False
    if is_misprint(claim.value, due.value):
        return True
    return claim.value > _LARGEST_COMMON and claim.value in (*_neighbours(case, due), *_of_last_year(case, due))


def _neighbours(case: Case, due: Counted) -> Iterator[Value]:
    """The numbers in the lines and columns of the cells that ``due`` adds up."""
    lines = {key.rpartition(".")[0] for key in due.cells}
    columns = {(key.partition(".")[0], key.rpartition(".")[2]) for key in due.cells}
    for key, cell in case.report.cells.items():
        line, _, column = key.rpartition(".")
        if cell.value is not None and (line in lines or (key.partition(".")[0], column) in columns):
            yield cell.value


def _of_last_year(case: Case, due: Counted) -> Iterator[Value]:
    """What ``due`` was in the reports of the year before."""
    for report in case.previous:
        if report.year == (case.report.year or 0) - 1:
            values = [report.value(key) for key in due.cells if key not in due.less]
            if known := [value for value in values if value is not None]:
                yield added(known)
