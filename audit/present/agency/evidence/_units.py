"""What the listed numbers of units come to, and what the organ itself prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from audit.findings import Fact, Listed, Outcome, Stated, UnitsInText, UnitSum, filled, within
from audit.text import distance, show

#: What is said of one cell: its name, the sum over the units, what the report prints.
_FORM = "{name}：各单位{known}合计{total}，本报告为{own}{gap}"
#: Sums that a card works out.
_MOST_SUMS = 5


def sums_over_units(outcomes: Iterable[Outcome]) -> list[str]:
    """One line for each cell or number of the text that is held against the sum over several units (Chinese)."""
    found = (line for one in outcomes if one.verdict != "pass" for line in _lines(one))
    return list(dict.fromkeys(found))[:_MOST_SUMS]


def _lines(outcome: Outcome) -> Iterator[str]:
    for told in within(outcome.facts, (UnitSum, UnitsInText, Listed)):
        match told:
            case UnitSum():
                yield _line(told.name, told.total, told.stated, lacking=bool(told.lacking))
            case UnitsInText() if len(told.units) > 1 and told.text.value is not None:
                yield _line(told.name, told.total, told.text.value)
            case Listed():
                # What is left open names the cells one by one.
                for given in (dict(each.values) for each in told.items if isinstance(each, Stated)):
                    if {"cell", "own", "total", "known"} <= given.keys():
                        yield _line(given["cell"], given["total"], given["own"], lacking=bool(given["known"]))


def _line(name: Fact, total: Fact, own: Fact, *, lacking: bool = False) -> str:
    gap = ""
    if not lacking and isinstance(total, int | Decimal) and isinstance(own, int | Decimal):
        gap = f"，差 {show(distance(own, total))}"
    return filled(_FORM, name=name, known="已有数字" if lacking else "", total=total, own=own, gap=gap)
