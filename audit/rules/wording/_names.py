"""Whether a name in the text is the report's own organ."""

from __future__ import annotations

#: Names that end in the same so many characters are taken for the same.
_CORE = 4


def same_organ(who: str, agency: str) -> bool:
    """Whether one name holds or abbreviates the other (“县住建局”), or both end alike (“县水务局”, “清河县水务局”)."""
    alike = who in agency or agency in who or who[-_CORE:] == agency[-_CORE:]
    return alike or _abbreviates(who, agency) or _abbreviates(agency, who)


def _abbreviates(short: str, name: str) -> bool:
    """Whether the characters of ``short`` stand in ``name`` in the same order."""
    rest = iter(name)
    return all(char in rest for char in short)
