"""Data files that write patterns of their own ask the lexicon by name: “{region}”, “{channel}”."""

from __future__ import annotations

from functools import cache

from audit.patterns import regex
from audit.words._data import one_of
from audit.words.counts import channels
from audit.words.numbers import DAY_OF_YEAR, NUMERAL, ONE_TO_NINE, ORDINAL, YEAR
from audit.words.organs import OWN, REGION, TOWNS, ending

_ASKED = regex(r"\{([a-z_]+)\}")


@cache
def _known() -> dict[str, str]:
    return {
        "year": YEAR,
        "numeral": f"[{NUMERAL}]",
        "ordinal": f"[{ORDINAL}]",
        "region": f"[{REGION}]",
        "own": OWN,
        "day_of_year": DAY_OF_YEAR,
        "department": ending("department"),
        "government": ending("government_full"),
        "office": ending("office"),
        "own_region": f"[我本][{REGION}]",
        "one_to_nine": ONE_TO_NINE,
        "party": ending("party"),
        "town": TOWNS,
        "request_channel": one_of(channels("requests")),
        "channel": one_of(channels("requests", "publishing")),
    }


def filled(pattern: str) -> str:
    """``pattern`` with the lexicon's own patterns where it names them; KeyError for a name that is none."""
    return _ASKED.sub(lambda match: _known()[match[1]], pattern)
