"""Plants faults in clean reports and shows how many outcomes they make, and under how many causes these are gathered.

The plants are those of ``benchmarks.faults``, with the report's text and last year's report beside the tables.

outcomes   failed outcomes that hold a planted cell, on the mean
causes     causes that these belong to, on the mean, and the most
one        one cause holds all of them
kind       one cause holds all of them, of the kind that was planted
root       besides, its proposal is what was planted, cell by cell
listed     what was planted is proposed, or is among the candidates
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from audit.causes import Cause, gather
from audit.forms import Form, editions, load
from audit.locate import CellChange
from audit.rules import Case, catalogue
from benchmarks.faults.cells import KINDS
from benchmarks.faults.tables import SIZES, YEAR, Plant, planted, report_of

#: What looks at the tables, at the text against them, and at the year before.
_RULES = tuple(
    item
    for item in catalogue()
    if item.scope == "report" and item.family in ("arithmetic", "completeness", "consistency") and item.needs_form
)
#: The kinds of causes that each kind of plant may come to.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "neighbours swapped": ("swap",),
    "row shifted by one": ("line",),
    "column shifted by one": ("line",),
    "last year's row": ("line",),
}
_CELLS = ("cell", "totals", "line")


@dataclass
class Tally:
    """Counts over many plants of one kind."""

    planted: int = 0
    outcomes: int = 0
    causes: int = 0
    most: int = 0
    one: int = 0
    kind: int = 0
    root: int = 0
    listed: int = 0
    seconds: float = 0.0

    def line(self, name: str) -> str:
        """One line of the table; ``ms`` is processor time of gathering, localisation included."""
        shares = "".join(
            f"{100 * count / self.planted:>9.1f}" for count in (self.one, self.kind, self.root, self.listed)
        )
        means = f"{self.outcomes / self.planted:>10.2f}{self.causes / self.planted:>9.2f}{self.most:>6}"
        return f"{name:<26}{self.planted:>8}{means}{shares}{1000 * self.seconds / self.planted:>9.1f}"


def measure(plant: Plant, form: Form, name: str, tally: Tally) -> None:
    """Add what becomes of one plant."""
    report = replace(report_of(plant.cells, claims=plant.claims), edition=form.edition)
    before = (replace(report_of(plant.before, YEAR - 1), edition=form.edition),)
    outcomes = [found for item in _RULES for found in item.check(Case(report, form, item, before))]
    started = time.process_time()
    causes = gather(report, outcomes, before)
    tally.seconds += time.process_time() - started
    (changed,) = plant.changes
    concerned = [outcome for outcome in outcomes if outcome.verdict == "fail" and changed.keys() & {*outcome.cells}]
    held = [cause for cause in causes if any(outcome in cause.outcomes for outcome in concerned)]
    one = len(held) == 1
    kinds = _KINDS.get(name, _CELLS)
    tally.planted += 1
    tally.outcomes += len(concerned)
    tally.causes += len(held)
    tally.most = max(tally.most, len(held))
    tally.one += one
    tally.kind += one and held[0].kind in kinds
    tally.root += one and held[0].kind in kinds and _as_text(held[0].changes) == changed
    tally.listed += any(changed in proposals for proposals in map(_proposals, held))


def _proposals(cause: Cause) -> list[dict[str, str]]:
    return [_as_text(cause.changes), *(_as_text(solution.changes) for solution in cause.candidates)]


def _as_text(changes: tuple[CellChange, ...]) -> dict[str, str]:
    return {change.cell: str(change.value) for change in changes}


def main(count: int) -> None:
    """Print the table."""
    print(f"{'':<26}{'reports':>8}{'outcomes':>10}{'causes':>9}{'most':>6}", end="")
    print("".join(f"{name:>9}" for name in ("one %", "kind %", "root %", "listed %", "ms")))
    for name in KINDS:
        tally = Tally()
        for edition in editions():
            for size in SIZES:
                rng = random.Random(f"{edition}/{size}/{name}")
                drawn = (planted(rng, edition, size, (name,)) for _ in range(count * 20))
                for plant, _ in zip(filter(None, drawn), range(count), strict=False):
                    measure(plant, load(edition), name, tally)
        print(tally.line(name))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("N", nargs="?", type=int, default=40, help="reports of each kind of fault, size and edition")
    main(parser.parse_args().N)
