"""The row of column heads of a roster, and what each column holds: never guessed from a row of agencies."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from audit.corpus._roster import COLUMNS, level_of
from audit.corpus._slips import meant
from audit.errors import UsageError
from audit.text import clean, fold

#: The row of column heads is looked for down to this row.
_LAST_HEAD = 15
#: Columns that a row must have for it to be shown as the likely head.
_FEWEST = 2
_SHOWN = 12
DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?(?:\s*0?0:00(?::00)?)?")
#: A date as workbooks store it: days since the end of 1899.
SERIAL = re.compile(r"\[日期(\d{4,5})(?:\.0*)?\]")
_ORGAN = re.compile(r".{2,}(?:局|委员会|人民政府|办公室|街道办事处|中心|支队|大队)$")


class Row(NamedTuple):
    """A row of a table: its number, its cells, and which of them (from 0) are the lower part of a merged cell."""

    number: int
    cells: Sequence[str]
    continued: frozenset[int] = frozenset()


class Head(NamedTuple):
    """How many rows the head takes up, title lines included; the field of each column ("" for none); the words printed."""

    rows: int
    columns: list[str]
    given: list[str]


def find(rows: Sequence[Row], path: str) -> Head | None:
    """The head of a table, None where no column is surely that of the names."""
    for index, row in enumerate(rows[:_LAST_HEAD]):
        columns = _columns(row.cells)
        if "name" not in columns or _is_data(row, columns.index("name"), rows[:index]):
            continue
        below = rows[index + 1] if index + 1 < len(rows) else None
        if below and _goes_on(below, columns):
            width = max(len(row.cells), len(below.cells))
            high, low = (list(one.cells) + [""] * (width - len(one.cells)) for one in (row, below))
            given = [b if b.strip() else a for a, b in zip(high, low, strict=True)]
            return Head(index + 2, _once(_columns(given), path), given)
        return Head(index + 1, _once(columns, path), list(row.cells))
    return None


def missing(tables: Iterable[Sequence[Row]], path: str) -> str:
    """What to say of a file in which no column of names was found: the heads that it has, and which one may be meant."""
    ranked = [(sum(map(bool, _columns(row.cells))), row) for rows in tables for row in rows[:_LAST_HEAD]]
    known, row = max(ranked, key=lambda one: one[0], default=(0, None))
    told = ""
    if row and known >= _FEWEST:
        given = [text for cell in row.cells if (text := clean(cell).strip())]
        near = next(((one, name) for one in given if (name := meant(one, known_heads()["name"]))), None)
        told = f"第{row.number}行的列名为：{'、'.join(given[:_SHOWN])}。" + (
            f"“{near[0]}”是否为“{near[1]}”？" if near else ""
        )
    return (
        f"机关名录“{path}”前{_LAST_HEAD}行没有“机关名称”一列，不能确定哪一列是机关名称。{told}"
        f"请将机关名称所在列的列名写作“机关名称”。可用的列名有：{'、'.join(names[0] for names in COLUMNS.values())}。"
    )


def known_heads() -> Mapping[str, Sequence[str]]:
    """All that columns are called, by field."""
    return {field: (names[0], *words()["columns"].get(field, ())) for field, names in COLUMNS.items()}


@cache
def words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The words that offices use for columns and levels."""
    return tomllib.loads(files("audit.corpus").joinpath("roster.toml").read_text("utf-8"))


@cache
def _other_heads() -> Mapping[str, str]:
    """What else columns are called, folded, the usual name first, with the field."""
    return {fold(name): field for field, names in words()["columns"].items() for name in names}


def _is_data(row: Row, at: int, above: Sequence[Row]) -> bool:
    """Whether ``row`` is one of agencies: “部门” stands in it below another head, or beside a date or an organ's name."""
    for other in above:
        fields = _columns(other.cells)
        if at < len(fields) and fields[at]:
            return True
    texts = [clean(cell).strip() for cell in row.cells]
    return any(
        DATE.fullmatch(text) or SERIAL.fullmatch(text) or (_ORGAN.fullmatch(text) and level_of(text)) for text in texts
    )


def _goes_on(row: Row, columns: Sequence[str]) -> bool:
    """Whether ``row`` is the second row of the head: heads below a wider one, none below the name's."""
    at = columns.index("name")
    if at in row.continued:
        return True
    known = {fold(name) for names in COLUMNS.values() for name in names} | set(_other_heads())
    named = at < len(row.cells) and clean(row.cells[at]).strip()
    return not named and any(fold(cell) in known for cell in row.cells)


def _columns(head: Sequence[str]) -> list[str]:
    """The field of each column, by its own name or else by another that offices use; "" for a column of no use."""
    given = [fold(clean(cell)) for cell in head]
    own = {fold(name): field for field, names in COLUMNS.items() for name in names}
    columns = [own.get(name, "") for name in given]
    others = [name for name in _other_heads() if name in given]
    for name in others:
        if _other_heads()[name] not in columns:
            columns = [
                _other_heads()[name] if cell == name else kept for cell, kept in zip(given, columns, strict=True)
            ]
    return columns


def _once(columns: list[str], path: str) -> list[str]:
    """The same columns; UsageError where two of them are called the same."""
    if repeated := sorted({name for name in columns if name and columns.count(name) > 1}):
        raise UsageError(f"机关名录“{path}”中“{COLUMNS[repeated[0]][0]}”一列出现多次。请只保留一列。")
    return columns
