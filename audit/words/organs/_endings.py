"""How organs' names end, and what no name holds: organs.toml, made into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from audit.patterns import regex
from audit.words._data import data, one_of
from audit.words.organs._regions import REGION, region_kinds

_ZONES = ("zone", "zone_whole", "zone_other")


def endings(*kinds: str) -> tuple[str, ...]:
    """How names of organs of ``kinds`` end, in the order of the list.

    A kind is one of organs.toml or a group of them: government, bureau, office, township, force, unit, room, and narrower
    ones; or zone, of regions.toml.
    """
    return tuple(dict.fromkeys(word for kind in kinds for word in _of_kind(kind)))


def _of_kind(kind: str) -> Iterable[str]:
    organs = data("organs/organs")
    if kind == "zone":
        return region_kinds(*_ZONES)
    if kind in organs["groups"]:
        return endings(*organs["groups"][kind])
    words: Sequence[str] = organs["endings"][kind]
    return words


@cache
def ending(*kinds: str) -> str:
    """A pattern of the endings of ``kinds``, the longest first."""
    return one_of(endings(*kinds))


#: Characters that organs' names end in, for character classes: 局厅委, and those with 办院所.
DEPARTMENT = "".join(endings("cut_bureau"))
ORGAN = "".join(endings("cut"))
#: What towns are: 镇乡 for character classes, and a pattern of 街道 and 苏木 besides.
TOWN = "".join(word for word in endings("town") if len(word) == 1)
TOWNS = ending("town")

_SELF: Sequence[str] = data("organs/organs")["self"]["organs"]
#: An organ's word for itself behind 我 or 本 (局, 单位, 县; none in “我委员”, “本市级”), and with it.
OWN_ORGAN = rf"(?:{one_of(word for word in _SELF if word != '委')}|委(?!员)|[{REGION}](?![直级]))"
OWN = f"[我本]{OWN_ORGAN}"
#: All of a region or an organ with those below it: 全县, 全镇, 全系统.
WHOLE = rf"全(?:[{REGION}]|{TOWNS}|局|系统)(?!面)"


@cache
def _no_name(*lists: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for name in lists for word in data("organs/organs")[name]["words"]))


def is_phrase(text: str, *, town: bool = False) -> bool:
    """Whether ``text`` holds a verb or another word that no organ's name holds, or no town's: “统筹推进街道”."""
    lists = ("not_in_names", "not_in_towns") if town else ("not_in_names",)
    return _no_name(*lists).search(text) is not None


#: The office of a town or street: 石塘乡, 石塘乡人民政府, 文昌街道办事处.
_TOWN = regex(rf"(?P<kind>{TOWNS})(?:(?:人民)?政府|办事处)?$")


def town_kind(name: str) -> str:
    """镇, 乡, 街道 or 苏木 in the name of a town's or street's office; "" in any other name."""
    match = _TOWN.search(name)
    return match["kind"] if match else ""


@cache
def common_towns() -> frozenset[str]:
    """Names of towns and streets, without 镇 and the like, that very many counties have."""
    return frozenset(data("organs/organs")["common_towns"]["names"])
