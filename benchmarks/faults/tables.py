"""Plants faults in clean reports and shows how many are found and located.

A plant that breaks no identity (two equal numbers swapped, a column moved where all of it is 0) cannot be seen in the
tables and is drawn anew. Three tables are printed. The first two are of the same plants: what the tables alone tell, and
what they tell together with the report's text and last year's report, from which “last year's row” is then taken. The
third counts the faults by size and edition.

found        some failed or undecided outcome on tables holds a planted cell
located      every suggestion names a planted cell with its true number, and there is at least one
             (for two faults: both have one)
wrong        some suggestion names another cell or another number
candidates   a planted cell with its true number is among suggestion and candidates (two faults: of both)
elsewhere    failed arithmetic outcomes without any planted cell
ms           for localisation, the mean and the highest

Why some faults stay without a suggestion: two numbers of a line swapped, or moved by one, change the columns exactly as the same swap in any other
line with the same difference would; a line with other numbers changes them as any other line with the opposite change
would. Such explanations are equal in every identity; all of them are candidates.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from audit.cells import read_cell
from audit.document import Place
from audit.findings import Outcome
from audit.forms import Form, editions, load
from audit.locate import attach
from audit.match import match
from audit.model import Claim, Report, ReportCell
from audit.readers.text import plain
from audit.rules import Case, catalogue
from benchmarks.faults.cells import KINDS, ONE_CELL
from tests.generate.report.truth import make

SIZES = ("small", "medium", "large")
#: Arithmetic and completeness.
RULES = tuple(item for item in catalogue() if item.id[0] in "AM")


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
            return f"{name:<42}{0:>8}"
        shares = "".join(
            f"{100 * getattr(self, key) / self.planted:>11.1f}"
            for key in ("found", "located", "wrong", "candidates", "elsewhere")
        )
        mean, highest = 1000 * sum(self.times) / len(self.times), 1000 * max(self.times)
        return f"{name:<42}{self.planted:>8}{shares}{mean:>9.1f}{highest:>9.0f}"


AGENCY, YEAR = "清河县水务局", 2024


def report_of(cells: Mapping[str, str], year: int = YEAR, claims: tuple[Claim, ...] = ()) -> Report:
    """A report that prints ``cells``, and whose text says ``claims``."""
    read = {key: (read_cell(raw), raw) for key, raw in cells.items()}
    return Report(
        "made.docx",
        "0" * 64,
        "docx",
        "read",
        agency=AGENCY,
        year=year,
        cells={key: ReportCell(key, got.kind, got.value, raw, Place(table=2)) for key, (got, raw) in read.items()},
        claims=claims,
    )


@cache
def claims(seed: int, edition: str, size: str) -> tuple[Claim, ...]:
    """What the text of a generated report says."""
    lines = "\n".join(line.printed for line in make(seed, edition, size).lines)
    return match(plain.read(lines.encode()), "made.txt", "0" * 64).claims


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


@dataclass(frozen=True)
class Plant:
    """A report's cells with faults, what each fault changed (key → true text), its text, last year's cells."""

    cells: Mapping[str, str]
    changes: list[dict[str, str]]
    claims: tuple[Claim, ...]
    before: Mapping[str, str]


def planted(rng: random.Random, edition: str, size: str, kinds: tuple[str, ...]) -> Plant | None:
    """A clean report with the faults planted; None where one of them would not show."""
    form = load(edition)
    seed = rng.randrange(400)
    truth = clean(seed, edition, size)
    before = _followed_by(truth, clean(rng.randrange(400), edition, size))
    cells, changes = dict(truth), []
    for kind in kinds:
        proposed = KINDS[kind](rng, _numbers(truth), form, _numbers(before))
        changed = {key: raw for key, raw in proposed.items() if raw != truth[key] and (raw or truth[key] != "0")}
        if not changed or changed.keys() & {key for change in changes for key in change}:
            return None
        # Each fault must show by itself, so that there is something to find of both.
        if not visible(truth | changed, form):
            return None
        cells |= changed
        changes.append({key: truth[key] for key in changed})
    if not visible(cells, form):
        return None
    return Plant(cells, changes, claims(seed, edition, size), before)


def _followed_by(truth: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """``other`` as the year before ``truth``: what it carries over is what was carried in."""
    line = "applications.carried_in."
    return other | {key.replace(line, "applications.carried_out."): truth[key] for key in truth if key.startswith(line)}


def measure(plant: Plant, form: Form, *, alone: bool) -> Tally:
    """What the rules and the localisation make of a planted report: of its tables ``alone``, or of all there is."""
    report = report_of(plant.cells, claims=() if alone else plant.claims)
    previous = () if alone else (report_of(plant.before, YEAR - 1),)
    outcomes = [found for item in RULES for found in item.check(Case(report, form, item))]
    start = time.perf_counter()
    outcomes = attach(outcomes, report, form, previous)
    spent = time.perf_counter() - start
    changes = plant.changes
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
    return item.verdict == "fail" and item.role == "identity"


def trial(
    count: int, edition: str, size: str, name: str, draw: Callable[[random.Random], tuple[str, ...]]
) -> list[Tally]:
    """``count`` plants, measured by the tables alone and by all there is; fewer where a size hardly lets the fault show
    (no number of two digits to transpose)."""
    rng = random.Random(f"{edition}/{size}/{name}")
    tallies = [Tally(), Tally()]
    for _ in range(count * 20):
        if tallies[0].planted < count and (drawn := planted(rng, edition, size, draw(rng))):
            for tally, alone in zip(tallies, (True, False), strict=True):
                tally.add(measure(drawn, load(edition), alone=alone))
    return tallies


def main(count: int) -> None:
    """Print the tables."""
    trials: dict[str, Callable[[random.Random], tuple[str, ...]]] = {
        name: (lambda _, name=name: (name,)) for name in KINDS
    }
    trials["two faults, one cell each"] = lambda rng: tuple(rng.choices(ONE_CELL, k=2))
    trials["two faults, any kinds"] = lambda rng: tuple(rng.choices(tuple(KINDS), k=2))
    by_name: tuple[dict[str, Tally], ...] = (defaultdict(Tally), defaultdict(Tally))
    by_size: dict[str, Tally] = defaultdict(Tally)
    for name, draw in trials.items():
        for edition in editions():
            for size in SIZES:
                alone, together = trial(count, edition, size, name, draw)
                group = "two faults" if name.startswith("two") else "one cell" if name in ONE_CELL else "several cells"
                for found, tally in zip(by_name, (alone, together), strict=True):
                    found[name].add(tally)
                by_size[f"{group}, {edition}, {size}"].add(alone)
                by_size[f"{group}, all"].add(alone)
    for found in by_name:
        for name in KINDS:
            found["one fault, all kinds"].add(found[name])
    for title, found in zip(("tables alone", "with text and last year's report"), by_name, strict=True):
        _print(title, found.items())
    _print("tables alone, by size", sorted(by_size.items()))


def _print(title: str, rows: Iterable[tuple[str, Tally]]) -> None:
    print(f"{title}, per cent".ljust(42) + f"{'reports':>8}", end="")
    print("".join(f"{name:>11}" for name in ("found", "located", "wrong", "candidates", "elsewhere")), end="")
    print(f"{'ms':>9}{'highest':>9}")
    for name, tally in rows:
        print(tally.line(name))
    print()
