"""What an organ that the text names is to the organ that reports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from audit.patterns import regex
from audit.rules.kit import data_file
from audit.words import (
    CITY,
    COUNTY,
    COUNTY_OR_DISTRICT,
    REGION,
    ending,
    endings,
    in_front,
    is_named,
    is_zone,
    parts,
    relation,
    same,
    stem,
    together,
    ways,
)

#: The organ itself under any of its names; one that may stand above it; the like office of another county, or of another
#: city (which may be the higher one); an organ of another county; any other.
Kin = Literal["own", "above", "peer", "city", "elsewhere", "other"]

#: Places whose like offices none stands above another; and those among which it may.
_KINDS: Mapping[Kin, re.Pattern[str]] = {"peer": regex(f"{COUNTY_OR_DISTRICT}$"), "city": regex(f"[{CITY}]$")}
#: Ends that many organs' names share: only what stands before them shows which organ it is.
_SHARED = regex(f"(?:{ending('seat_or_street')})$")
#: Last characters by which names without their level are taken for the same.
_LENGTH_OF_END = 4
#: The county of a government; the county in front of another organ's name, its city before it; what is none.
_COUNTY_GOVERNMENT = regex(rf"([\u4e00-\u9fff]{{1,4}}?[{COUNTY}])人民政府")
_IN_COUNTY = regex(rf"(?:[\u4e00-\u9fff]{{2,4}}?[{CITY}])?([\u4e00-\u9fff]{{1,3}}[{COUNTY}])(?=.{{2}})")
_NO_COUNTY = regex("[新园发]区|自[治县]")
#: The level in front of an office's name.
_LEVEL = regex(f".*[{REGION}](?=.{{3}})")


@lru_cache(maxsize=1024)
def kin(who: str, agency: str) -> Kin:
    """How the organ called ``who`` is related to the one called ``agency``; both names are folded."""
    if who in agency or agency in who or relation(who, agency) != "other":
        return "own"
    if found := _like_office(who, agency):
        return found
    if same_organ(who, agency):
        return "own"
    if _own_government(who, agency) or _superior(who, agency):
        return "above"
    return "elsewhere" if _other_county(who, agency) else "other"


def same_organ(who: str, agency: str) -> bool:
    """Whether one name holds or abbreviates the other (“县住建局”), or both end alike (“县水务局”, “清河县水务局”); of governments the places must agree."""
    if who in agency or agency in who or relation(who, agency) != "other":
        return True
    alike = who[-_LENGTH_OF_END:] == agency[-_LENGTH_OF_END:] and not _SHARED.search(who)
    own, theirs = _SHARED.sub("", agency), _SHARED.sub("", who)
    if _SHARED.search(who) and _SHARED.search(agency):
        return theirs in own or own in theirs or _abbreviates(theirs, own) or _abbreviates(own, theirs)
    return alike or _abbreviates(who, agency) or _abbreviates(agency, who)


def other_place(theirs: str, own: tuple[str, ...]) -> bool:
    """Whether the county or city ``theirs`` is surely another one than those ``own``, under a former kind (县, 区) too."""
    bare = stem(theirs) or theirs
    return not any(same(theirs, region) or bare in region or (stem(region) or region) in theirs for region in own)


def _like_office(who: str, agency: str) -> Kin | None:
    """“玉泉县教育局” beside “清河县教育局”: the same office, of a place of the same level that is surely another one."""
    (theirs, office), (own, its) = in_front(who), in_front(agency)
    if not theirs or not own or not ways(office) & ways(its) or is_zone(theirs[-1]) or is_zone(own[-1]):
        return None
    if not is_named(theirs[-1]) or not is_named(own[-1]) or not other_place(theirs[-1], own):
        return None
    for kind, level in _KINDS.items():
        if all(level.search(places[-1]) for places in (theirs, own)):
            return kind
    return None


def _own_government(who: str, agency: str) -> bool:
    """Whether ``who`` is a government that ``agency`` may be an organ or a part of: that of a place in front of its name."""
    own = in_front(agency)[0]
    return any(
        organ == "政府" and (not regions or any(together(regions, own[:size]) for size in range(1, len(own) + 1)))
        for regions, organ in parts(who)
        if own and is_named(own[-1])
    )


def _superior(who: str, agency: str) -> bool:
    """Whether ``who`` may stand above ``agency``: the same office of another level, or the one that manages it."""
    if _LEVEL.sub("", who)[-_LENGTH_OF_END:] == _LEVEL.sub("", agency)[-_LENGTH_OF_END:] or agency.endswith(
        endings("branch", "force", "centre")
    ):
        return True
    return any(re.search(below, agency) and re.search(above, who) for below, above in _managed())


def _other_county(who: str, agency: str) -> bool:
    """Whether ``who`` names another county or district than the one that the government ``agency`` is of."""
    own, theirs = _COUNTY_GOVERNMENT.search(agency), _IN_COUNTY.match(who)
    if own is None or theirs is None or _NO_COUNTY.search(theirs[1]):
        return False
    return theirs[1] not in agency and own[1][-2:] not in who


def _abbreviates(short: str, name: str) -> bool:
    """Whether the characters of ``short`` stand in ``name`` in the same order."""
    rest = iter(name)
    return all(char in rest for char in short)


@cache
def _managed() -> tuple[tuple[str, str], ...]:
    """Pairs of patterns: of the names of offices that another office manages, and of the name of that other."""
    return tuple((each["below"], each["above"]) for each in data_file(__package__, "organ_frames")["managed"])
