"""How a text names the units of an agency: one by one, for short, or as a group (“各部门”)."""

from __future__ import annotations

from collections.abc import Sequence

from audit.corpus import Agency, RosterNames
from audit.words import in_front

#: Words for all units of a kind.
_GROUPS = {
    "部门": (
        "各部门",
        "县直部门",
        "市直部门",
        "区直部门",
        "政府各部门",
        "县直各部门",
        "市直各部门",
        "区直各部门",
        "县级部门",
        "市级部门",
        "区级部门",
        "县级各部门",
        "市级各部门",
        "区级各部门",
        "政府部门",
        "县政府各部门",
        "政府工作部门",
    ),
    "乡镇街道": ("各乡镇", "各镇街", "各乡镇（街道）", "各乡镇街道", "乡镇（街道）", "各街道", "各镇"),
}


def ways_to_name(units: Sequence[Agency]) -> dict[str, tuple[str, ...]]:
    """The ways in which a text may name a unit or a group, the longest first, each with the names of the units meant.

    A way that fits two units is none.
    """
    found: dict[str, set[str]] = {}
    for unit in units:
        for name in (unit.name, *unit.aliases):
            for way in (name, in_front(name)[1]):
                found.setdefault(way, set()).add(unit.name)
    words = {way: tuple(names) for way, names in found.items() if len(names) == 1}
    for kind, group in _GROUPS.items():
        members = tuple(unit.name for unit in units if unit.kind == kind)
        words |= dict.fromkeys(group, members) if members else {}
    return dict(sorted(words.items(), key=lambda item: (-len(item[0]), item[0])))


def unit_named(names: RosterNames, said: str) -> str | None:
    """The unit that a name in the text means for certain, which it may give for short: 人社局, 石塘乡."""
    agency = names.recognise(said).agency
    return agency.name if agency else None
