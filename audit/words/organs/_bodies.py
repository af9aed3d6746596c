"""Which names are the same body's: a longer or shorter form of one name is, a like name of another place is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Literal

from audit.patterns import regex
from audit.text import fold
from audit.words.organs._endings import common_towns, ending
from audit.words.organs._places import ZONES, Stems, in_front, is_named, is_zone, same, stems_of, together
from audit.words.organs._regions import CITY, region_kinds
from audit.words.organs._ways import ways

#: Of two names: the same body's; may be the same body's, for one leaves out of which place; another body's.
Relation = Literal["same", "open", "other"]
_SUREST: Sequence[Relation] = ("same", "open", "other")

#: “生态环境局青禾分局” is also called “青禾生态环境分局”.
#: So is “云州市青禾生态环境局”, for a county has no bureau of its own beside the city's branch.
_VERTICAL = "生态环境"
_BRANCH = regex(r"(?P<organ>.{2,12})局(?P<place>[^局]{2,6})分局")
_TOWN = regex(rf"(?P<bare>.+?){ending('township')}")
#: How what has cities and counties is called.
_PROVINCE = ("省", "自治区")
#: How regions end that are no districts of a city, each of which has its name alone: 自治区, 地区, 林区, 新区.
_NOT_DISTRICTS = tuple(kind for kind in region_kinds("province", "city", "county", "zone") if len(kind) > 1)
_NO_STEMS: Stems = {}

#: The regions in front of a name, the largest first, and the organ's own words in one way of writing them.
Part = tuple[tuple[str, ...], str]


def parts(name: str, stems: Stems = _NO_STEMS) -> list[Part]:
    """The regions in front of a folded name, and each way of the organ's own words.

    A region alone stands for its government: “清河县2024年政府信息公开工作年度报告”.
    """
    regions, rest = in_front(name, stems)
    whole, behind = in_front(f"{name}人民政府", stems)
    if behind == "人民政府" and is_named(whole[-1]):
        return [(whole, way) for way in ("政府", *(["管理委员会"] if is_zone(name) else []))]
    written = sorted(ways(rest))
    branches = [match for way in written if (match := _BRANCH.fullmatch(way))]
    return [(regions, way) for way in written] + [
        ((*regions, branch["place"]), branch["organ"] + kind)
        for branch in branches
        for kind in ("分局", *(["局"] if branch["organ"] == _VERTICAL else []))
    ]


@cache
def own_name(name: str) -> str:
    """How keys and records call the organ ``name``: without the regions in front that only say where its own lies."""
    written = sorted((*regions[-1:], own) for regions, own in parts(fold(name)))
    return "".join(written[0]) if written else fold(name)


def may_be_elsewhere(name: str) -> bool:
    """Whether other places are likely to have an organ of this very ``name``: it says none, or only a district or a zone, as many cities have one of that name."""
    regions, _ = in_front(fold(name))
    if len(regions) != 1:
        return not regions
    return regions[0].endswith("区") and (regions[0] in ZONES or not regions[0].endswith(_NOT_DISTRICTS))


def without_province(name: str) -> str:
    """``name`` without the province in front of the region in which its organ lies, folded; as it is where there is none."""
    regions, rest = in_front(fold(name))
    if len(regions) > 1 and regions[0].endswith(_PROVINCE):
        return "".join((*regions[1:], rest))
    return name


def relation(one: str, other: str) -> Relation:
    """Whether two names are the same body's."""
    first, second = fold(one), fold(other)
    return "same" if first == second else _related(*(parts(name, _stems((first, second))) for name in (first, second)))


def surely_same(one: str, other: str) -> bool:
    """Whether two names are one body's by what they say themselves: the same words, and the same of where it lies.

    “鼓楼区教育局” and “南京市鼓楼区教育局” may be two, for other cities have a 鼓楼区; no two provinces have a 南京市.
    """
    first, second = fold(one), fold(other)
    stems = _stems((first, second))
    return first == second or any(
        organ == its and _say_the_same(_from_city(a), _from_city(b), organ)
        for a, organ in parts(first, stems)
        for b, its in parts(second, stems)
    )


def bodies(names: Iterable[str]) -> Mapping[str, str]:
    """Each of ``names`` with the fullest name of its body among them; a name alone stands for itself.

    A name that may be that of two different bodies (“鼓楼区教育局” beside those of two cities) is joined with neither, so
    no short name joins two. The order of ``names`` does not matter.
    """
    known = sorted(set(names))
    stems = _stems([fold(name) for name in known])
    written = {name: parts(fold(name), stems) for name in known}
    near: dict[str, set[str]] = {name: set() for name in known}
    for group in _alike(written):
        for one, other in combinations(sorted(group), 2):
            if fold(one) == fold(other) or _related(written[one], written[other]) == "same":
                near[one].add(other)
                near[other].add(one)
    unsure = {name for name in known if any(b not in near[a] for a, b in combinations(sorted(near[name]), 2))}
    return {name: name if name in unsure else _fullest({name, *near[name]} - unsure) for name in known}


def _stems(names: Sequence[str]) -> Stems:
    """The bare names of the regions in front of ``names``, and of those that branches are of."""
    regions = {region for name in names for region in in_front(name)[0]}
    branches = {
        match["place"] for name in names for way in ways(in_front(name)[1]) if (match := _BRANCH.fullmatch(way))
    }
    return stems_of(regions | {f"{place}区" for place in branches})


def _related(some: Sequence[Part], others: Sequence[Part]) -> Relation:
    found = {_of_places(a, b, organ) for a, organ in some for b, its in others if organ == its}
    return next((each for each in _SUREST if each in found), "other")


def _of_places(some: Sequence[str], others: Sequence[str], organ: str) -> Relation:
    """How two names of the same words relate by the regions in front of them."""
    if not together(some, others):
        return "other"
    if all(regions and is_named(regions[-1]) for regions in (some, others)):
        # “南京市鼓楼区” and “福建省鼓楼区”: both say where, and nothing says that it is the same place.
        above = some[:-1], others[:-1]
        return "same" if not all(above) or any(same(a, b) for a in above[0] for b in above[1]) else "open"
    town = _TOWN.fullmatch(organ)
    return "same" if town and town["bare"] not in common_towns() else "open"


def _from_city(regions: Sequence[str]) -> Sequence[str]:
    """``regions`` without the province in front of a city, of whose name there is but one."""
    return regions[1:] if len(regions) > 1 and regions[0].endswith(_PROVINCE) and regions[1][-1:] in CITY else regions


def _say_the_same(some: Sequence[str], others: Sequence[str], organ: str) -> bool:
    """Whether two names of the same words say the same of where the organ lies, and say it wholly."""
    if not some and not others:
        return _of_places(some, others, organ) == "same"
    return len(some) == len(others) and all(
        is_named(a) and is_named(b) and a[-1:] == b[-1:] and same(a, b) for a, b in zip(some, others, strict=True)
    )


def _alike(written: Mapping[str, Sequence[Part]]) -> Iterable[Collection[str]]:
    """Names that can be the same body's: those of the same words, the smallest region of which begins alike."""
    groups: dict[tuple[str, str], set[str]] = {}
    for name, its in written.items():
        for regions, organ in its:
            place = "" if not regions or _TOWN.fullmatch(organ) else regions[-1][:1]
            groups.setdefault((organ, place), set()).add(name)
    return groups.values()


def _fullest(names: Collection[str]) -> str:
    """The name that says most: with most regions, then the longest, the first of equals."""
    return min(names, key=lambda name: (-len(in_front(fold(name))[0]), -len(name), name))
