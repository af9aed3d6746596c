"""The figures of the samples: drawn, following from the year before, or the sums of the units' figures."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from decimal import Decimal

from audit.forms import Form, load

COLUMNS = ("natural", "business", "research", "nonprofit", "legal_service", "other_organisation")
NORMATIVE = "disclosure.normative_documents"
_BALANCE = ("received", "carried_in", "carried_out", "concluded")
Cells = dict[str, str]


def totalled(cells: Mapping[str, str], form: Form) -> Cells:
    """``cells`` with every total as the sum of its parts."""
    made = dict(cells)
    for total in form.totals:
        made[total.key] = str(sum(int(made[part]) for part in total.parts))
    return made


def follow(cells: Mapping[str, str], before: Mapping[str, str]) -> Cells:
    """``cells`` with last year's figures carried in; what they leave too little of is added to the requests granted."""
    made = dict(cells)
    for column in COLUMNS:
        key = f"applications.{{}}.{column}".format
        carried = int(before[key("carried_out")])
        received = int(made[key("received")]) + int(made[key("carried_in")]) - carried
        made[key("carried_in")], made[key("received")] = str(carried), str(max(0, received))
        _grant(made, column, max(0, -received))
    in_force = int(before[f"{NORMATIVE}.in_force"]) + int(made[f"{NORMATIVE}.issued"])
    made[f"{NORMATIVE}.in_force"] = str(in_force - int(made[f"{NORMATIVE}.repealed"]))
    return made


def year_before(after: Mapping[str, str], rng: random.Random) -> Cells:
    """Figures of a year that ``after`` follows from."""
    form = load("2021")
    made = neighbour(after, rng)
    for column in COLUMNS:
        key = f"applications.{{}}.{column}".format
        out = int(after[key("carried_in")])
        received = int(made[key("received")]) + out - int(made[key("carried_out")])
        made[key("carried_out")], made[key("received")] = str(out), str(max(0, received))
        _grant(made, column, max(0, -received))
    stock = int(after[f"{NORMATIVE}.in_force"]) - int(after[f"{NORMATIVE}.issued"])
    made[f"{NORMATIVE}.in_force"] = str(stock + int(after[f"{NORMATIVE}.repealed"]))
    return totalled(made, form)


def neighbour(cells: Mapping[str, str], rng: random.Random) -> Cells:
    """Figures of a year beside ``cells``, each a little more or less; the balance of the columns holds."""
    made = dict(cells)
    for key, text in cells.items():
        if key.startswith("litigation.") or key.endswith(".decisions"):
            made[key] = str(_moved(rng, int(text)))
    made[f"{NORMATIVE}.issued"] = made[f"{NORMATIVE}.repealed"] = str(rng.randint(0, 2))
    amount = Decimal(cells["disclosure.fees.amount"])
    made["disclosure.fees.amount"] = str(
        (amount * rng.randint(85, 115) / 100).quantize(Decimal("0.01")) if amount else 0
    )
    for column in COLUMNS:
        lines = [
            key
            for key in cells
            if key.startswith("applications.") and key.endswith(f".{column}") and key.split(".")[1] not in _BALANCE
        ]
        before = sum(int(cells[key]) for key in lines)
        for key in lines:
            made[key] = str(_moved(rng, int(cells[key])))
        change = sum(int(made[key]) for key in lines) - before
        concluded, received = f"applications.concluded.{column}", f"applications.received.{column}"
        made[concluded] = str(int(cells[concluded]) + change)
        more = int(cells[received]) + change
        made[received] = str(max(0, more))
        _grant(made, column, max(0, -more))
    return totalled(made, load("2021"))


def summed(units: Iterable[Mapping[str, str]]) -> Cells:
    """The sums of the units' figures, cell by cell."""
    each = list(units)
    return {key: str(sum(Decimal(cells[key]) for cells in each)) for key in each[0]}


def _grant(cells: Cells, column: str, more: int) -> None:
    for line in ("granted", "concluded"):
        key = f"applications.{line}.{column}"
        cells[key] = str(int(cells[key]) + more)


def _moved(rng: random.Random, number: int) -> int:
    step = max(1, number // 5)
    return max(0, number + rng.randint(-step, step)) if number else 0
