"""Data files that write patterns of their own ask the lexicon by name: “{region}”, “{channel}”."""

from __future__ import annotations

import re
from functools import cache

from audit.words._channels import channels
from audit.words._data import one_of
from audit.words._dates import DAY_OF_YEAR
from audit.words._endings import OWN, TOWNS, ending
from audit.words._numerals import NUMERAL, ONE_TO_NINE, ORDINAL
from audit.words._regions import REGION
from audit.words._years import YEAR

_ASKED = re.compile(r"\{([a-z_]+)\}")


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
