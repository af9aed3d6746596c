"""What people decide on causes, cells, scores and the review: kept as events, from which the present state follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.decisions._events import (
    HANDLING_NAMES,
    KIND_NAMES,
    MAX_NOTE,
    RULING_NAMES,
    STAGE_NAMES,
    DecisionEvent,
    DecisionSubject,
    Entry,
    EventKind,
    Ruling,
    Stage,
    assign,
    award,
    decide,
    handle,
    move,
    person,
    undo,
    undo_together,
)  # fmt: skip
from audit.decisions._names import NAME, PASSWORD, is_address
from audit.decisions._review import possible
from audit.decisions._soundness import counted
from audit.decisions._standing import OPEN, STATE_NAMES, IsOurs, Standing, Standings, State
from audit.decisions._tally import StateCounts
from audit.decisions._whose import apart, is_unnamed, organ, unnamed
from audit.doors import lazy

if TYPE_CHECKING:
    from audit.decisions._agreement import Agreement, Difference, compare, contradictions
    from audit.decisions._by_hand import add_finding, correct
    from audit.decisions._export import export
    from audit.decisions._record import OvertakenError, Record, TakenOver, address, open_record
    from audit.decisions._sample import sample
else:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.decisions._agreement": ("Agreement", "Difference", "compare", "contradictions"),
            "audit.decisions._by_hand": ("add_finding", "correct"),
            "audit.decisions._export": ("export",),
            "audit.decisions._record": ("OvertakenError", "Record", "TakenOver", "address", "open_record"),
            "audit.decisions._sample": ("sample",),
        },
    )

__all__ = [
    "HANDLING_NAMES",
    "KIND_NAMES",
    "MAX_NOTE",
    "NAME",
    "OPEN",
    "PASSWORD",
    "RULING_NAMES",
    "STAGE_NAMES",
    "STATE_NAMES",
    "Agreement",
    "DecisionEvent",
    "DecisionSubject",
    "Difference",
    "Entry",
    "EventKind",
    "IsOurs",
    "OvertakenError",
    "Record",
    "Ruling",
    "Stage",
    "Standing",
    "Standings",
    "State",
    "StateCounts",
    "TakenOver",
    "add_finding",
    "address",
    "apart",
    "assign",
    "award",
    "compare",
    "contradictions",
    "correct",
    "counted",
    "decide",
    "export",
    "handle",
    "is_address",
    "is_unnamed",
    "move",
    "open_record",
    "organ",
    "person",
    "possible",
    "sample",
    "undo",
    "undo_together",
    "unnamed",
]
