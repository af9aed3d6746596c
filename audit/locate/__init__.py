"""Which cells are likely wrong where the tables' identities fail: error localisation after Fellegi and Holt.

The smallest weighted set of changes that makes every total and every printed equation hold is searched for; a
suggestion is made only where nothing else explains the failures nearly as cheaply.
"""

from __future__ import annotations

from audit.locate._locate import attach, locate
from audit.locate._solution import CellChange, Fault, Location, Solution, SolutionKind
from audit.locate._system import equations, holds

__all__ = ["CellChange", "Fault", "Location", "Solution", "SolutionKind", "attach", "equations", "holds", "locate"]
