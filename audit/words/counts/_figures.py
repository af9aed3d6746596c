"""The main figures of a report: those that charts show, that are compared with other years and with other agencies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from audit.words._data import data


class WatchedFigure(NamedTuple):
    """A figure that is watched: the cells that it is the sum of, and what it is called.

    ``name`` stands by itself, ``short`` under the title of its group, ``wording`` in a sentence.
    """

    keys: tuple[str, ...]
    name: str
    short: str
    wording: str

    @property
    def key(self) -> str:
        """The key of its one cell; ValueError where it is the sum of several."""
        (key,) = self.keys
        return key


@cache
def figures() -> Mapping[str, WatchedFigure]:
    """All figures that are watched, by the name that data files refer to them by."""
    return {
        each["id"]: WatchedFigure(tuple(each["keys"]), each["name"], each["short"], each.get("wording", each["name"]))
        for each in data("counts/figures")["figures"]
    }


def watched(where: str) -> tuple[WatchedFigure, ...]:
    """The figures of one list: those whose "spread" over the reports is shown, those compared with "peers"."""
    return tuple(figures()[name] for name in data("counts/figures")["watched"][where])


def figure_groups() -> Mapping[str, tuple[WatchedFigure, ...]]:
    """The figures that are shown together over the years, by the title of the group."""
    return {
        title: tuple(figures()[name] for name in names) for title, names in data("counts/figures")["groups"].items()
    }
