"""One thing that may have happened to a table: a wrong cell, two cells swapped, a line shifted, totals not updated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from audit.locate._system import CLAIMED, COPIED, DETAIL, System
from audit.text import Value

Kind = Literal["cell", "swap", "right", "left", "down", "up", "line", "totals"]

#: What a pattern costs as one event, in hundredths of an ordinary cell, and each of its cells besides.
_COSTS: dict[Kind, tuple[int, int]] = {
    "swap": (125, 0),
    "right": (145, 2),
    "left": (145, 2),
    "down": (145, 2),
    "up": (145, 2),
    "line": (150, 15),
    # More than two numbers that changed places and the search's margin, unless the text states the part as printed.
    "totals": (165, 2),
}


@dataclass(frozen=True, slots=True)
class Step:
    """``changes`` are (cell, new value), ordered by cell; ``cost`` as in ``Solution``.

    ``part`` is the cell that the totals did not follow, of totals that were not updated.
    """

    kind: Kind
    changes: tuple[tuple[int, Value], ...]
    cost: int
    part: int | None = None


def step(system: System, kind: Kind, values: dict[int, Value], part: int | None = None) -> Step:
    """A step with its cost: a single cell costs its weight, a pattern its own price and half of what its dearest cell costs more."""
    changes = tuple(sorted((k, value) for k, value in values.items() if value != system.printed[k]))
    stated = sum(CLAIMED for k, value in changes if system.stated(k, value))
    if kind == "cell":
        return Step(kind, changes, sum(system.weights[k] for k, _ in changes) + stated)
    once, each = _COSTS[kind]
    if kind == "line" and all(k in system.copied for k, _ in changes):
        once += COPIED
    if part is not None and system.stated(part, system.printed[part]):
        once += CLAIMED
    dearer = max((system.weights[k] - DETAIL for k, _ in changes), default=0) // 2
    return Step(kind, changes, once + each * len(changes) + dearer + stated, part)
