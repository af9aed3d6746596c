"""Faults in tables: each changes some cells of a clean report, drawn at random."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from audit.forms import Form

Numbers = Mapping[str, int]
Planter = Callable[[random.Random, Numbers, Form, Numbers], dict[str, str]]


def grid(form: Form) -> list[list[str]]:
    """The keys of table 三, line by line."""
    table = next(table for table in form.tables if table.number == "三")
    return [[f"{table.prefix}.{line.key}.{column}" for column, _ in line.columns] for line in table.lines]


def _any(rng: random.Random, numbers: Numbers, form: Form, at_least: int = 0) -> str | None:
    keys = [key for line in grid(form) for key in line if numbers[key] >= at_least]
    return rng.choice(keys) if keys else None


def single_cell(rng: random.Random, numbers: Numbers, form: Form, _: Numbers) -> dict[str, str]:
    """One cell off, mostly by little."""
    key = _any(rng, numbers, form)
    value = numbers[key]
    off = rng.choice((1, 1, 1, 2, 3, rng.randint(1, 9), rng.randint(1, max(1, value))))
    return {key: str(value - off if value >= off and rng.random() < 0.5 else value + off)}


def transposed(rng: random.Random, numbers: Numbers, form: Form, _: Numbers) -> dict[str, str]:
    """Two neighbouring digits of one cell changed places."""
    key = _any(rng, numbers, form, 10)
    if key is None:
        return {}
    digits = list(str(numbers[key]))
    n = rng.randrange(len(digits) - 1)
    digits[n], digits[n + 1] = digits[n + 1], digits[n]
    return {} if digits[0] == "0" else {key: "".join(digits)}


def swapped(rng: random.Random, numbers: Numbers, form: Form, _: Numbers) -> dict[str, str]:
    """Two neighbouring cells changed places, side by side or one above the other."""
    cells = grid(form)
    r, c = rng.randrange(len(cells)), rng.randrange(7)
    down = rng.random() < 0.5
    if (r + 1 == len(cells)) if down else (c == 6):
        return {}
    first, second = cells[r][c], cells[r + 1][c] if down else cells[r][c + 1]
    return {first: str(numbers[second]), second: str(numbers[first])}


def row_shifted(rng: random.Random, numbers: Numbers, form: Form, _: Numbers) -> dict[str, str]:
    """A line moved by one column, with its total or without it."""
    line = rng.choice(grid(form))[: rng.choice((6, 7))]
    return _shift(rng, line, numbers)


def column_shifted(rng: random.Random, numbers: Numbers, form: Form, _: Numbers) -> dict[str, str]:
    """A column moved by one line, whole, in the part on results, or from some line on."""
    cells = [line[(column := rng.randrange(7)) if not n else column] for n, line in enumerate(grid(form))]
    first, last = rng.choice(((0, len(cells)), (2, len(cells) - 2), (rng.randrange(len(cells) - 2), len(cells))))
    return _shift(rng, cells[first:last], numbers)


def _shift(rng: random.Random, keys: list[str], numbers: Numbers) -> dict[str, str]:
    gap = rng.choice(("0", ""))
    values = [str(numbers[key]) for key in keys]
    moved = [gap, *values[:-1]] if rng.random() < 0.5 else [*values[1:], gap]
    return dict(zip(keys, moved, strict=True))


def stale_total(rng: random.Random, numbers: Numbers, form: Form, _: Numbers) -> dict[str, str]:
    """A total that lacks one of its parts."""
    totals = [item for item in form.totals if item.key.startswith("applications.") and numbers[item.key]]
    if not totals:
        return {}
    item = rng.choice(totals)
    part = rng.choice([part for part in item.parts if numbers[part]])
    return {item.key: str(numbers[item.key] - numbers[part])}


def blanked(rng: random.Random, numbers: Numbers, form: Form, _: Numbers) -> dict[str, str]:
    """A cell left blank or filled with a stroke."""
    key = _any(rng, numbers, form, 1)
    return {key: rng.choice(("", "/"))} if key else {}


def negative(rng: random.Random, numbers: Numbers, form: Form, _: Numbers) -> dict[str, str]:
    """A minus sign too many."""
    key = _any(rng, numbers, form, 1)
    return {key: f"-{numbers[key]}"} if key else {}


def tenfold(rng: random.Random, numbers: Numbers, form: Form, _: Numbers) -> dict[str, str]:
    """A zero too many, or one too few."""
    key = _any(rng, numbers, form, 1)
    if key is None:
        return {}
    value = numbers[key]
    return {key: str(value // 10 if value % 10 == 0 and rng.random() < 0.5 else value * 10)}


def last_years_row(rng: random.Random, _: Numbers, form: Form, other: Numbers) -> dict[str, str]:
    """A line with the numbers of another year."""
    return {key: str(other[key]) for key in rng.choice(grid(form))}


KINDS: dict[str, Planter] = {
    "single cell off": single_cell,
    "digit transposed": transposed,
    "total not updated": stale_total,
    "blanked cell": blanked,
    "sign": negative,
    "factor 10": tenfold,
    "neighbours swapped": swapped,
    "row shifted by one": row_shifted,
    "column shifted by one": column_shifted,
    "last year's row": last_years_row,
}
ONE_CELL = tuple(KINDS)[:6]
