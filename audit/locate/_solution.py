"""What the search answers: changes, solutions, faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from audit.text import Value

#: What a solution changes: one cell, two cells that take each other's number, a line or column, totals alone, several things.
SolutionKind = Literal["cell", "swap", "line", "totals", "several"]

#: Solutions of one fault that are handed out at most.
MAX_SOLUTIONS = 20


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell with the number printed (None for a blank or “/”) and the number that would mend it."""

    cell: str
    printed: Value | None
    value: int


@dataclass(frozen=True, slots=True)
class Solution:
    """Changes of one ``kind`` that together make the identities hold, by position in the form.

    A line or column is one that was moved or replaced; totals that were not updated may bring with them a line that must
    follow, so that the printed equation holds. ``cost`` counts in hundredths of one ordinary cell; ``reason`` is Chinese and says what probably happened.
    """

    changes: tuple[CellChange, ...]
    cost: int
    reason: str
    kind: SolutionKind = "several"


@dataclass(frozen=True, slots=True)
class Fault:
    """One independent fault with its cheapest solutions, best first, never empty.

    ``certain`` says that there is just one, with one possible value a cell, and that the search was exhaustive.
    ``alternatives`` are dearer ones that the tables alone cannot rule out: that the part is right which seems to be wrong,
    and the totals over it were not updated.
    """

    solutions: tuple[Solution, ...]
    certain: bool
    alternatives: tuple[Solution, ...] = ()


@dataclass(frozen=True, slots=True)
class Location:
    """The faults of one report; empty where no identity fails or nothing was found within the bounds."""

    faults: tuple[Fault, ...] = ()

    @property
    def solutions(self) -> tuple[Solution, ...]:
        """The solutions of all faults."""
        return tuple(solution for fault in self.faults for solution in fault.solutions)
