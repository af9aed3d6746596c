"""Figures of many agencies over two years: what follows from last year's, what sums up, and where it is planted wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from audit.forms import load

COLUMNS = ("natural", "business", "research", "nonprofit", "legal_service", "other_organisation")
_FORM = load("2021")
_NORMATIVE = "disclosure.normative_documents"


def totalled(cells: Mapping[str, str]) -> dict[str, str]:
    """``cells`` with every total as the sum of its parts."""
    made = dict(cells)
    for total in _FORM.totals:
        made[total.key] = str(sum(int(made[part]) for part in total.parts))
    return made


def following(cells: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """``cells`` as those of the year after ``before``: what was carried over, what is in force."""
    made = dict(cells)
    for column in COLUMNS:
        out = int(before[f"applications.carried_out.{column}"])
        change = out - int(made[f"applications.carried_in.{column}"])
        made[f"applications.carried_in.{column}"] = str(out)
        # What comes in besides is granted, what does not come in is received in its place.
        for line in ("granted", "concluded") if change > 0 else ("received",):
            key = f"applications.{line}.{column}"
            made[key] = str(int(made[key]) + abs(change))
    issued, repealed = int(made[f"{_NORMATIVE}.issued"]), int(made[f"{_NORMATIVE}.repealed"])
    stock = int(before[f"{_NORMATIVE}.in_force"]) + issued
    made[f"{_NORMATIVE}.repealed"] = str(min(repealed, stock))
    made[f"{_NORMATIVE}.in_force"] = str(stock - min(repealed, stock))
    return totalled(made)


def standing(cells: Mapping[str, str]) -> dict[str, str]:
    """``cells`` of a year that may be printed again for the next one: nothing carried over, no document made or lost."""
    made = dict(cells)
    for column in COLUMNS:
        made |= {f"applications.carried_in.{column}": "0", f"applications.carried_out.{column}": "0"}
        made[f"applications.received.{column}"] = made[f"applications.concluded.{column}"]
    made |= {f"{_NORMATIVE}.issued": "0", f"{_NORMATIVE}.repealed": "0"}
    return totalled(made)


def summed(children: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The sums of ``children``, cell by cell."""
    each = list(children)
    return {key: str(sum(Decimal(cells[key]) for cells in each)) for key in each[0]}


def shifted(cells: Mapping[str, str], column: str, change: int) -> dict[str, str]:
    """``cells`` with ``change`` more requests received and granted in ``column``: every identity still holds."""
    return _raised(cells, ("received", "granted", "concluded"), column, change)


def carried_wrong(cells: Mapping[str, str], column: str, change: int) -> dict[str, str]:
    """``cells`` with ``change`` more carried in and granted: only the comparison with last year shows it."""
    return _raised(cells, ("carried_in", "granted", "concluded"), column, change)


def stock_wrong(cells: Mapping[str, str], change: int) -> dict[str, str]:
    """``cells`` with ``change`` more documents in force."""
    return {**cells, f"{_NORMATIVE}.in_force": str(int(cells[f"{_NORMATIVE}.in_force"]) + change)}


def _raised(cells: Mapping[str, str], lines: tuple[str, ...], column: str, change: int) -> dict[str, str]:
    made = dict(cells)
    for line in lines:
        key = f"applications.{line}.{column}"
        made[key] = str(int(made[key]) + change)
    return totalled(made)
