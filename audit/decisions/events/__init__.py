"""What people enter, as events: which there are, which steps of a review may follow, and which say what none can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.decisions.events._adopting import ORIGIN, adopt, adopted_from
from audit.decisions.events._events import (
    FORMER,
    HANDLING_NAMES,
    KIND_NAMES,
    MAX_NOTE,
    OF_MATERIAL,
    ON_UNITS,
    RULING_MEANINGS,
    RULING_NAMES,
    SINGLE_HANDLING,
    STAGE_NAMES,
    WORD_NAMES,
    DecisionEvent,
    DecisionSubject,
    Entry,
    EventKind,
    Ruling,
    Stage,
    Words,
    assign,
    award,
    choose,
    decide,
    handle,
    move,
    note,
    person,
    undo,
    written_points,
)
from audit.decisions.events._review import REACH_NAMES, ReviewSteps, in_order, possible, refuse, step_name
from audit.decisions.events._soundness import counted, is_sound, refused
from audit.doors import lazy

if TYPE_CHECKING:
    from audit.decisions.events._by_hand import add_finding, correct
else:
    # What is entered on cells and findings needs the form.
    __getattr__, __dir__ = lazy(__name__, {"audit.decisions.events._by_hand": ("add_finding", "correct")})

__all__ = [
    "FORMER",
    "HANDLING_NAMES",
    "KIND_NAMES",
    "MAX_NOTE",
    "OF_MATERIAL",
    "ON_UNITS",
    "ORIGIN",
    "REACH_NAMES",
    "RULING_MEANINGS",
    "RULING_NAMES",
    "SINGLE_HANDLING",
    "STAGE_NAMES",
    "WORD_NAMES",
    "DecisionEvent",
    "DecisionSubject",
    "Entry",
    "EventKind",
    "ReviewSteps",
    "Ruling",
    "Stage",
    "Words",
    "add_finding",
    "adopt",
    "adopted_from",
    "assign",
    "award",
    "choose",
    "correct",
    "counted",
    "decide",
    "handle",
    "in_order",
    "is_sound",
    "move",
    "note",
    "person",
    "possible",
    "refuse",
    "refused",
    "step_name",
    "undo",
    "written_points",
]
