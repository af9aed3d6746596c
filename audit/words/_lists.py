"""The lists of the lexicon by name, for the check that none is spelt out a second time."""

from __future__ import annotations

from collections.abc import Mapping

from audit.words._data import data
from audit.words.counts import RESULTS, channels, figures, measures
from audit.words.numbers import MYRIADS, NUMERAL


def lists() -> Mapping[str, frozenset[str]]:
    """Every list whose words belong together: two of them side by side say that the list is meant."""
    organs, regions = data("organs/organs"), data("organs/regions")
    return {
        "numerals": frozenset(NUMERAL + MYRIADS),
        "organs": frozenset(
            word for kind, words in organs["endings"].items() if not kind.startswith("cut") for word in words
        ),
        "regions": frozenset(word for words in regions["kinds"].values() for word in words),
        "channels": frozenset(channels("requests", "publishing")),
        "figures": frozenset(key for each in figures().values() for key in each.keys),
        "results": frozenset(RESULTS),
        "measures": frozenset(measures("everywhere", "cells", "text")),
    }
