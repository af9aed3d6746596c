"""How the names of regions end: regions.toml as characters for classes, lists and patterns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.words._data import data

_KINDS: Mapping[str, Sequence[str]] = data("organs/regions")["kinds"]


def region_kinds(*levels: str) -> tuple[str, ...]:
    """The ends of regions' names of ``levels`` (province, city, county, zone, zone_whole, zone_other), the longest first."""
    words = (word for level in levels for word in _KINDS[level])
    return tuple(sorted(words, key=len, reverse=True))


def _characters(level: str) -> str:
    return "".join(word for word in _KINDS[level] if len(word) == 1)


#: Ends of one character, for character classes: 省; 市州盟; 县区旗; all of them.
PROVINCE, CITY, COUNTY = map(_characters, ("province", "city", "county"))
REGION = PROVINCE + CITY + COUNTY

#: A county or a district of a city at the end of its name; a zone is neither, and its organs may rank above a county's.
COUNTY_OR_DISTRICT = rf"(?:[{COUNTY.replace('区', '')}]|{''.join(f'(?<!{word})' for word in data('organs/regions')['no_district']['before'])}区)"
