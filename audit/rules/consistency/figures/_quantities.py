"""What a quantity of the text may mean in the tables: sums of cells, each a way of counting with its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from audit.forms import Form, load
from audit.rules.kit import data_file


@dataclass(frozen=True, slots=True)
class WayOfCounting:
    """The sum of ``plus`` less the sum of ``minus``; ``name`` says in Chinese which way of counting that is."""

    name: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """All cells that are added or taken away."""
        return (*self.plus, *self.minus)


@dataclass(frozen=True, slots=True)
class TableQuantity:
    """A subject of claims: how people name it (表三“收到申请”) and the ways of counting that this form has cells for, the usual one first."""

    name: str
    ways: tuple[WayOfCounting, ...]


def quantity(subject: str, form: Form) -> TableQuantity | None:
    """The quantity that ``subject`` names; None where the form has no cell for it."""
    return _quantity(subject, form.edition)


@cache
def _quantity(subject: str, edition: str) -> TableQuantity | None:
    form = load(edition)
    if "+" in subject:
        return _together([_quantity(part, edition) for part in subject.split("+")])
    entry = _entries().get(subject)
    if entry is None:
        cell = form.cells.get(subject)
        if cell is None:
            return _of_column(subject, form)
        row, _, column = subject.rpartition(".")
        usual = WayOfCounting(cell.column.rsplit("/", 1)[-1], (subject,))
        return TableQuantity(cell.label, (usual, *_in_hand(row, column, form)))
    found = [way for data in entry["ways"] if (way := _way(data, form)) is not None]
    if not found:
        return None
    return TableQuantity(f"表{form.cells[found[0].plus[0]].table}“{entry['name']}”", tuple(found))


def _together(parts: Sequence[TableQuantity | None]) -> TableQuantity | None:
    """Several quantities added up, each counted in its usual way; None where the form lacks one."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    plus = tuple(dict.fromkeys(key for part in known for key in part.ways[0].plus))
    less = tuple(dict.fromkeys(key for part in known for key in part.ways[0].minus))
    return TableQuantity("、".join(part.name for part in known), (WayOfCounting("合计", plus, less),))


def _of_column(subject: str, form: Form) -> TableQuantity | None:
    """A line of 表三, or a group of lines, in one column or in those of all organisations."""
    row, _, column = subject.rpartition(".")
    if column not in (*form.applicants, "organisations"):
        return None
    lines = _expand((f"{row}.*.total", f"{row}.total"), form)
    columns = form.organisations if column == "organisations" else (column,)
    plus = tuple(
        key for line in lines for one in columns if (key := f"{line.removesuffix('.total')}.{one}") in form.cells
    )
    whole = quantity(f"{row}.total", form)
    if not plus or whole is None:
        return None
    names = dict.fromkeys(form.cells[key].column.rsplit("/", 1)[-1] for key in plus)
    usual = WayOfCounting("各格相加" if len(plus) > 1 else whole.name, plus)
    return TableQuantity(f"{whole.name}“{'、'.join(names)}”", (usual, *_in_hand(row, column, form)))


def _in_hand(row: str, column: str, form: Form) -> tuple[WayOfCounting, ...]:
    """Other ways of counting the applicants of a line: all their applications in hand, or those of the received that were concluded."""
    both = tuple(f"applications.{line}.{column}" for line in ("received", "carried_in"))
    ended = (f"applications.concluded.{column}",)
    if not {*both, *ended} <= form.cells.keys():
        return ()
    further = (WayOfCounting("新收加上年结转", both), WayOfCounting("办理结果总计", ended))
    return {"applications.received": further, "applications.concluded": further[:1]}.get(row, ())


def _way(data: Mapping[str, Any], form: Form) -> WayOfCounting | None:
    patterns = list(data.get("plus", ()))
    if "columns" in data:
        patterns += [f"{data['columns']}.{column}" for column in form.applicants]
    patterns += [
        f"applications.{line}.{column}" for line in data.get("organisations", ()) for column in form.organisations
    ]
    plus = _expand(patterns, form)
    return WayOfCounting(data["name"], plus, _expand(data.get("minus", ()), form)) if plus else None


def _expand(patterns: Sequence[str], form: Form) -> tuple[str, ...]:
    families = [pattern for pattern in patterns if "*" in pattern]
    return tuple(key for key in form.cells if key in patterns or any(fnmatchcase(key, pattern) for pattern in families))


@cache
def _entries() -> Mapping[str, Mapping[str, Any]]:
    return {entry["key"]: entry for entry in data_file(__package__, "subjects")["subjects"]}
