"""How organs' names end, and what no name holds: organs.toml, made into patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("audit.words").joinpath("organs.toml").read_text("utf-8"))


@cache
def ending(*kinds: str) -> str:
    """A pattern of the endings of ``kinds`` (government, bureau, office, township, zone, force, unit, room), the longest first."""
    words = {word for kind in kinds for word in _data()["endings"][kind]}
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"


@cache
def _no_name(*lists: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for name in lists for word in _data()[name]["words"]))


def is_phrase(text: str, *, town: bool = False) -> bool:
    """Whether ``text`` holds a verb or another word that no organ's name holds, or no town's: “统筹推进街道”."""
    lists = ("not_in_names", "not_in_towns") if town else ("not_in_names",)
    return _no_name(*lists).search(text) is not None


#: The office of a town or street: 石塘乡, 石塘乡人民政府, 文昌街道办事处.
_TOWN = re.compile(r"(?P<kind>[镇乡]|街道|苏木)(?:(?:人民)?政府|办事处)?$")


def town_kind(name: str) -> str:
    """镇, 乡, 街道 or 苏木 in the name of a town's or street's office; "" in any other name."""
    match = _TOWN.search(name)
    return match["kind"] if match else ""


@cache
def common_towns() -> frozenset[str]:
    """Names of towns and streets, without 镇 and the like, that very many counties have."""
    return frozenset(_data()["common_towns"]["names"])
