"""How a text names the units of an agency: one by one, for short, or as a group (“各部门”)."""

from __future__ import annotations

from collections.abc import Sequence

from audit.corpus import Agency, RosterNames
from audit.rules.kit import data_file
from audit.words import in_front


def ways_to_name(units: Sequence[Agency]) -> dict[str, tuple[str, ...]]:
    """The ways in which a text may name a unit or a group, the longest first, each with the names of the units that it stands for.

    A way that fits two units is none.
    """
    found: dict[str, set[str]] = {}
    for unit in units:
        for name in (unit.name, *unit.aliases):
            for way in (name, in_front(name)[1]):
                found.setdefault(way, set()).add(unit.name)
    words = {way: tuple(names) for way, names in found.items() if len(names) == 1}
    for kind, group in data_file(__package__, "groups").items():
        members = tuple(unit.name for unit in units if unit.kind == kind)
        words |= dict.fromkeys(group, members) if members else {}
    return dict(sorted(words.items(), key=lambda item: (-len(item[0]), item[0])))


def unit_named(names: RosterNames, name: str) -> str | None:
    """The unit that ``name``, perhaps a short form (人社局, 石塘乡), means for certain; None where it is open."""
    agency = names.recognise(name).agency
    return agency.name if agency else None
