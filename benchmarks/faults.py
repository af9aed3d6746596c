"""Plants faults in clean reports and shows how many are found and located: ``python -m benchmarks.faults [N]``.

N is the number of reports for each kind of fault, size and edition (default 40). A plant that breaks no identity
(two equal numbers swapped, a column moved where all of it is 0) cannot be seen in the tables and is drawn anew.

found        some failed or undecided outcome on tables holds a planted cell
located      every suggestion names a planted cell with its true number, and there is at least one
             (for two faults: both have one)
wrong        some suggestion names another cell or another number
candidates   a planted cell with its true number is among suggestion and candidates (two faults: of both)
elsewhere    failed arithmetic outcomes without any planted cell
ms           for localisation, the mean and the highest
"""

from __future__ import annotations

import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from audit.document import Place
from audit.findings import Outcome
from audit.forms import Form, editions, load
from audit.locate import attach
from audit.model import Report, ReportCell
from audit.rules import Case, catalogue
from audit.text import read_cell
from tests.generate.truth import make

SIZES = ("small", "medium", "large")
#: Arithmetic and completeness.
RULES = tuple(item for item in catalogue() if item.id[0] in "AM")
Numbers = Mapping[str, int]
Plant = Callable[[random.Random, Numbers, Form, Numbers], dict[str, str]]


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


KINDS: dict[str, Plant] = {
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


@dataclass
class Tally:
    """Counts over many plants of one kind."""

    planted: int = 0
    found: int = 0
    located: int = 0
    wrong: int = 0
    candidates: int = 0
    elsewhere: int = 0
    times: list[float] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Sum up."""
        for name in ("planted", "found", "located", "wrong", "candidates", "elsewhere"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.times += other.times

    def line(self, name: str) -> str:
        """One line of the table, shares in per cent of what was planted."""
        if not self.planted:
            return f"{name:<34}{0:>8}"
        shares = "".join(
            f"{100 * getattr(self, key) / self.planted:>11.1f}"
            for key in ("found", "located", "wrong", "candidates", "elsewhere")
        )
        mean, highest = 1000 * sum(self.times) / len(self.times), 1000 * max(self.times)
        return f"{name:<34}{self.planted:>8}{shares}{mean:>9.1f}{highest:>9.0f}"


def report_of(cells: Mapping[str, str]) -> Report:
    """A report that prints ``cells`` and no text."""
    read = {key: (read_cell(raw), raw) for key, raw in cells.items()}
    return Report(
        "made.docx",
        "0" * 64,
        "docx",
        "read",
        cells={key: ReportCell(key, got.kind, got.value, raw, Place(table=2)) for key, (got, raw) in read.items()},
    )


@cache
def clean(seed: int, edition: str, size: str) -> dict[str, str]:
    """The printed cells of a generated report without faults."""
    return dict(make(seed, edition, size).cells)


def _numbers(cells: Mapping[str, str]) -> dict[str, int]:
    return {key: int(raw) for key, raw in cells.items() if key.startswith(("applications.", "litigation."))}


def visible(cells: Mapping[str, str], form: Form) -> bool:
    """Whether some identity does not hold, blanks counted as nothing."""

    def of(keys: Iterable[str]) -> int:
        return sum(int(cells[key]) if cells[key].strip("/") else 0 for key in keys)

    return any(of(item.parts) != of((item.key,)) for item in form.totals) or any(
        of(item.left) != of(item.right) for item in form.balances
    )


def planted(
    rng: random.Random, edition: str, size: str, kinds: tuple[str, ...]
) -> tuple[dict[str, str], list[dict[str, str]]] | None:
    """A clean report's cells with the faults planted, and what each fault changed (key → true text)."""
    form = load(edition)
    truth = clean(rng.randrange(400), edition, size)
    other = _numbers(clean(rng.randrange(400), edition, size))
    cells, changes = dict(truth), []
    for kind in kinds:
        proposed = KINDS[kind](rng, _numbers(truth), form, other)
        changed = {key: raw for key, raw in proposed.items() if raw != truth[key] and (raw or truth[key] != "0")}
        if not changed or changed.keys() & {key for change in changes for key in change}:
            return None
        # Each fault must show by itself, so that there is something to find of both.
        if not visible(truth | changed, form):
            return None
        cells |= changed
        changes.append({key: truth[key] for key in changed})
    return (cells, changes) if visible(cells, form) else None


def measure(cells: Mapping[str, str], changes: list[dict[str, str]], form: Form) -> Tally:
    """What the rules and the localisation make of one planted report."""
    report = report_of(cells)
    outcomes = [found for item in RULES for found in item.check(Case(report, form, item))]
    start = time.perf_counter()
    outcomes = attach(outcomes, report, form)
    spent = time.perf_counter() - start
    seen = {key for item in outcomes if item.verdict != "pass" for key in item.cells}
    named = {(s.cell, str(s.value)) for item in outcomes if (s := item.suggestion)}
    listed = named | {(s.cell, str(s.value)) for item in outcomes for s in item.candidates}
    true = {pair for change in changes for pair in change.items()}
    return Tally(
        planted=1,
        found=all(change.keys() & seen for change in changes),
        located=named <= true and all(named & set(change.items()) for change in changes),
        wrong=bool(named - true),
        candidates=all(listed & set(change.items()) for change in changes),
        elsewhere=any(_arithmetic_failure(item) and not {k for k, _ in true} & set(item.cells) for item in outcomes),
        times=[spent],
    )


def _arithmetic_failure(item: Outcome) -> bool:
    return item.verdict == "fail" and item.rule in ("A001", "A301")


def trial(count: int, edition: str, size: str, name: str, draw: Callable[[random.Random], tuple[str, ...]]) -> Tally:
    """``count`` plants; fewer where a size hardly lets the fault show (no number of two digits to transpose)."""
    rng = random.Random(f"{edition}/{size}/{name}")
    tally = Tally()
    for _ in range(count * 20):
        if tally.planted < count and (drawn := planted(rng, edition, size, draw(rng))):
            tally.add(measure(*drawn, load(edition)))
    return tally


def main(count: int) -> None:
    """Print the table."""
    trials: dict[str, Callable[[random.Random], tuple[str, ...]]] = {
        name: (lambda _, name=name: (name,)) for name in KINDS
    }
    trials["two faults, one cell each"] = lambda rng: tuple(rng.choices(ONE_CELL, k=2))
    trials["two faults, any kinds"] = lambda rng: tuple(rng.choices(tuple(KINDS), k=2))
    by_name: dict[str, Tally] = defaultdict(Tally)
    by_size: dict[str, Tally] = defaultdict(Tally)
    for name, draw in trials.items():
        for edition in editions():
            for size in SIZES:
                tally = trial(count, edition, size, name, draw)
                by_name[name].add(tally)
                group = "two faults" if name.startswith("two") else "one cell" if name in ONE_CELL else "several cells"
                by_size[f"{group}, {edition}, {size}"].add(tally)
                by_size[f"{group}, all"].add(tally)
    print(f"{'per cent of the reports':<34}{'reports':>8}", end="")
    print("".join(f"{name:>11}" for name in ("found", "located", "wrong", "candidates", "elsewhere")), end="")
    print(f"{'ms':>9}{'highest':>9}")
    for name, tally in by_name.items():
        print(tally.line(name))
    print()
    for name, tally in sorted(by_size.items()):
        print(tally.line(name))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
