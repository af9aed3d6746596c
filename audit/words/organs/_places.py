"""The regions in front of an organ's name: how a name is split, and when two ways of writing mean the same region."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from audit.patterns import regex
from audit.words._data import data, one_of
from audit.words.organs._endings import ORGAN as _ORGAN
from audit.words.organs._endings import TOWN, TOWNS
from audit.words.organs._regions import REGION, region_kinds

Stems = Mapping[str, Sequence[str]]
_NONE: Stems = {}
_WHOLE = region_kinds("zone_whole")
#: The longer ends first; of one character: 省市州盟县区旗.
_KINDS = region_kinds("province", "city", "county", "zone", "zone_whole")
#: 市 and the like in front of which a region ends: in “市场”, “市政”, “市直” it belongs to the words behind it.
_CITY = "市(?!场|政(?![府务协])|容|直|监|管)"
_OTHERS = f"[{REGION.replace('市', '')}]"
_KIND = rf"(?:{'|'.join(kind for kind in _KINDS if len(kind) > 1)}|{_CITY}|{_OTHERS}(?![直域]))"
#: Systems whose organs carry the system's name in front of the region: 国家税务总局青禾县税务局.
_SYSTEM = regex(r"^(?:国家税务总局|国家统计局|国家金融监督管理总局|中华人民共和国)(?=.{4})")
_REGION = regex(
    rf"""^(?:
      [^{_ORGAN}]{{2,9}}?{_KIND}                             # 清河县, 云川市
    | [^{_ORGAN}我本全各该两{REGION}{TOWN}]县              # 南县, 代县: a county of one character
    | {_KIND}                                              # 县 in 县水务局: the place is left out
    )(?=.{{2}})""",
    re.VERBOSE,
)
#: What cannot stand behind a region named without “县” and the like: 新华 in 新华街道 or 新华区 is another place.
_ANOTHER = regex(
    rf"""
      [村路站{_ORGAN}] | 社区 | 自治                                                      # what is no region
    | {_OTHERS} | {TOWNS} | {_CITY} | {one_of(kind for kind in _KINDS if len(kind) > 1)}  # what is one
    """,
    re.VERBOSE,
)
_KIND_AT = regex(_KIND)
#: Kinds of zones as they are called for short.
ZONES: Mapping[str, Sequence[str]] = data("organs/regions")["zones"]
#: How regions are called that a committee manages.
_MANAGED = (*region_kinds("zone", "zone_whole", "zone_other"), *ZONES)


def in_front(name: str, stems: Stems = _NONE) -> tuple[tuple[str, ...], str]:
    """The regions in front of a folded name, the largest first, and the rest; ``stems`` are known regions' bare names."""
    rest, regions = _SYSTEM.sub("", name), []
    while end := _first(rest, stems):
        regions.append(rest[:end])
        rest = rest[end:]
    return tuple(regions), rest


def _first(name: str, stems: Stems) -> int:
    """How many characters of ``name`` are a region, 0 for none."""
    bare = next((known for known in stems.get(name[:2], ()) if name.startswith(known)), "")
    if bare and len(name) > len(bare) + 1:
        kind = _KIND_AT.match(name, len(bare))
        if kind and len(name) > kind.end() + 1:
            return kind.end()
        if not kind and not _ANOTHER.match(name, len(bare)):
            return len(bare)
    match = _REGION.match(name)
    return match.end() if match else 0


def stem(region: str) -> str:
    """“青禾” of “青禾县”; "" where too little is left to be told from other words."""
    kind = next((kind for kind in _KINDS if region.endswith(kind)), "")
    bare = region[: len(region) - len(kind)] if kind and kind not in _WHOLE else ""
    return bare if len(bare) > 1 else ""


def same(one: str, other: str) -> bool:
    """Whether two ways of writing can mean the same region: “县”, “青禾” and “青禾县”; “恩施州” and its full name."""
    ways, others = ZONES.get(one, (one,)), ZONES.get(other, (other,))
    return any(_covers(a, b) or _covers(b, a) for a in ways for b in others)


def _covers(short: str, full: str) -> bool:
    if short == full or (short in _KINDS and full.endswith(short)):
        return True
    if full.startswith(short) and full[len(short) :] in _KINDS:
        return True
    return "族" in full and full.endswith(f"自治{short[-1:]}") and len(short) > 2 and full.startswith(short[:-1])


def together(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two lists of regions, the largest first, can mean the same place; one that says nothing fits any.

    The smallest decide; a larger one contradicts only one of its own kind: “江苏省” is no reason against “云州市”.
    """
    if not some or not others:
        return True
    if not same(some[-1], others[-1]):
        return False
    return all(any(same(a, b) for b in others) for a in some[:-1] if any(a[-1:] == b[-1:] for b in others[:-1]))


def stems_of(regions: Iterable[str]) -> Stems:
    """The bare names of ``regions`` by their first two characters, the longest first."""
    found: dict[str, set[str]] = defaultdict(set)
    for bare in filter(None, map(stem, regions)):
        found[bare[:2]].add(bare)
    return {start: sorted(names, key=lambda name: (-len(name), name)) for start, names in found.items()}


def is_zone(region: str) -> bool:
    """Whether ``region`` is one that a committee manages and no government."""
    return region.endswith(_MANAGED)


def is_named(region: str) -> bool:
    """Whether ``region`` says which one it is: “清河县” does, “县” does not."""
    return region not in _KINDS
