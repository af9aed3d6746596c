"""Which tables of a report tell enough to be compared with those of other agencies."""

from __future__ import annotations

from functools import cache

from audit.corpus import Corpus, Filing
from audit.forms import FormTable, load

#: All tables tell where so many different figures of their own (no totals, no stock of documents) are not zero; one
#: table where so many are, so many of them of two digits.
_FIGURES_OF_ALL_TABLES, _FIGURES_OF_ONE_TABLE, _OF_THESE_LARGE = 5, 4, 3
_LEAST_LARGE_FIGURE = 10

#: The edition, the tables compared and their figures.
Figures = tuple[str, tuple[str, ...], tuple[object, ...]]


def figures(filing: Filing) -> list[Figures]:
    """The figures of all tables, then of each, where they were read and tell."""
    report = filing.report
    if not report.edition or report.status == "unreadable":
        return []
    tables = load(report.edition).tables
    found: list[Figures] = []
    groups: list[tuple[tuple[FormTable, ...], int, int]] = [(tables, _FIGURES_OF_ALL_TABLES, 0)]
    groups += [((table,), _FIGURES_OF_ONE_TABLE, _OF_THESE_LARGE) for table in tables]
    for group, least, large in groups:
        keys = [cell.key for table in group for cell in table.cells]
        if any((cell := report.cells.get(key)) is None or cell.kind == "text" for key in keys):
            continue
        different = {report.value(key) for key in telling(filing, group)}
        if len(different) >= least and sum((value or 0) >= _LEAST_LARGE_FIGURE for value in different) >= large:
            values = tuple(report.value(key) or 0 for key in keys)
            found.append((report.edition, tuple(table.number for table in group), values))
    return found


def telling(filing: Filing, tables: tuple[FormTable, ...]) -> list[str]:
    """The cells that count something of the agency's own and are not zero: no totals, no documents of earlier years."""
    keys = (cell.key for table in tables for cell in table.cells)
    totals = _totals(filing.report.edition or "")
    return [key for key in keys if key not in totals and not key.endswith(".in_force") and filing.report.value(key)]


def are_apart(corpus: Corpus, filing: Filing, other: Filing) -> bool:
    """Whether the two are surely different agencies, neither of which sums up the other."""
    one, two = filing.agency, other.agency
    if one is None or two is None or one.name in (two.name, two.parent) or two.name == one.parent:
        return False
    return not corpus.may_be_one(filing, other)


@cache
def _totals(edition: str) -> frozenset[str]:
    return frozenset(total.key for total in load(edition).totals)
