"""What people decide on causes, cells, scores and the review: kept as events, from which the present state follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.decisions._names import NAME, PASSWORD, is_address, is_workbook
from audit.decisions.events import (
    HANDLING_NAMES,
    KIND_NAMES,
    MAX_NOTE,
    ON_UNITS,
    RULING_NAMES,
    SINGLE_HANDLING,
    STAGE_NAMES,
    WORD_NAMES,
    DecisionEvent,
    DecisionSubject,
    Entry,
    EventKind,
    ReviewSteps,
    Ruling,
    Stage,
    Words,
    assign,
    award,
    choose,
    counted,
    decide,
    handle,
    move,
    person,
    possible,
    undo,
    undo_together,
)
from audit.decisions.standing import (
    OPEN,
    STATE_NAMES,
    IsOurs,
    Standing,
    Standings,
    State,
    StateCounts,
    Thing,
    apart,
    is_unnamed,
    organ,
    thing,
    unnamed,
)
from audit.doors import lazy

if TYPE_CHECKING:
    from audit.decisions._agreement import Agreement, Difference, compare, contradictions, disputed
    from audit.decisions._export import export
    from audit.decisions._sample import sample
    from audit.decisions.events import add_finding, correct
    from audit.decisions.record import OccupiedError, OvertakenError, Record, TakenOver, address, open_record
else:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.decisions._agreement": ("Agreement", "Difference", "compare", "contradictions", "disputed"),
            "audit.decisions.events": ("add_finding", "correct"),
            "audit.decisions._export": ("export",),
            "audit.decisions.record": (
                "OccupiedError",
                "OvertakenError",
                "Record",
                "TakenOver",
                "address",
                "open_record",
            ),
            "audit.decisions._sample": ("sample",),
        },
    )

__all__ = [
    "HANDLING_NAMES",
    "KIND_NAMES",
    "MAX_NOTE",
    "NAME",
    "ON_UNITS",
    "OPEN",
    "PASSWORD",
    "RULING_NAMES",
    "SINGLE_HANDLING",
    "STAGE_NAMES",
    "STATE_NAMES",
    "WORD_NAMES",
    "Agreement",
    "DecisionEvent",
    "DecisionSubject",
    "Difference",
    "Entry",
    "EventKind",
    "IsOurs",
    "OccupiedError",
    "OvertakenError",
    "Record",
    "ReviewSteps",
    "Ruling",
    "Stage",
    "Standing",
    "Standings",
    "State",
    "StateCounts",
    "TakenOver",
    "Thing",
    "Words",
    "add_finding",
    "address",
    "apart",
    "assign",
    "award",
    "choose",
    "compare",
    "contradictions",
    "correct",
    "counted",
    "decide",
    "disputed",
    "export",
    "handle",
    "is_address",
    "is_unnamed",
    "is_workbook",
    "move",
    "open_record",
    "organ",
    "person",
    "possible",
    "sample",
    "thing",
    "undo",
    "undo_together",
    "unnamed",
]
