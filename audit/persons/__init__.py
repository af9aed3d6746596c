"""Numbers and names of private people: found for the rule on them, hidden wherever text is shown."""

from __future__ import annotations

from audit.persons._hiding import hidden_at, masked, masked_note, private_spans
from audit.persons._joints import PrivateWords, private_over_joints
from audit.persons._names import heads_people, names
from audit.persons._numbers import PersonalNumber, personal_numbers, stands_for_a_person

__all__ = [
    "PersonalNumber",
    "PrivateWords",
    "heads_people",
    "hidden_at",
    "masked",
    "masked_note",
    "names",
    "personal_numbers",
    "private_over_joints",
    "private_spans",
    "stands_for_a_person",
]
