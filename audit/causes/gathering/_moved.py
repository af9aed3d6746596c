"""Where keys moved: what kinds and places of causes were called in earlier versions, so that decisions are found again."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal


@dataclass(frozen=True, slots=True)
class Replacement:
    """In the version ``since`` the ``old`` kind, or the old beginning of a place, was replaced by the ``new`` one.

    Only places of causes of the kind ``kind`` moved where it is given.
    """

    since: str
    part: Literal["kind", "place"]
    old: str
    new: str
    kind: str = ""


@cache
def moves() -> tuple[Replacement, ...]:
    """All moves in the order in which they were made."""
    data = tomllib.loads(files("audit.causes.gathering").joinpath("moved.toml").read_text("utf-8"))
    return tuple(Replacement(**entry) for entry in data.get("moved", ()))


def former_places(kind: str, place: str, known: Sequence[Replacement]) -> Iterator[tuple[str, str]]:
    """Kind and place of a cause as earlier versions named them, the latest first."""
    for move in reversed(known):
        if move.part == "kind" and move.new == kind:
            kind = move.old
        elif move.part == "place" and move.kind in ("", kind) and place.startswith(move.new):
            place = move.old + place.removeprefix(move.new)
        else:
            continue
        yield kind, place
