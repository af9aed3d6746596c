"""What organs, their units and their regions are called."""

from __future__ import annotations

from audit.words.organs._bodies import (
    Relation,
    bodies,
    may_be_elsewhere,
    own_name,
    parts,
    relation,
    surely_same,
    without_province,
)
from audit.words.organs._endings import (
    DEPARTMENT,
    OWN,
    OWN_ORGAN,
    TOWN,
    TOWNS,
    WHOLE,
    ending,
    endings,
    is_phrase,
    town_kind,
)
from audit.words.organs._places import Stems, in_front, is_named, is_zone, same, stem, stems_of, together
from audit.words.organs._regions import CITY, COUNTY, COUNTY_OR_DISTRICT, PROVINCE, REGION, region_kinds
from audit.words.organs._towns import Town, town_before
from audit.words.organs._ways import ways

__all__ = [
    "CITY",
    "COUNTY",
    "COUNTY_OR_DISTRICT",
    "DEPARTMENT",
    "OWN",
    "OWN_ORGAN",
    "PROVINCE",
    "REGION",
    "TOWN",
    "TOWNS",
    "WHOLE",
    "Relation",
    "Stems",
    "Town",
    "bodies",
    "ending",
    "endings",
    "in_front",
    "is_named",
    "is_phrase",
    "is_zone",
    "may_be_elsewhere",
    "own_name",
    "parts",
    "region_kinds",
    "relation",
    "same",
    "stem",
    "stems_of",
    "surely_same",
    "together",
    "town_before",
    "town_kind",
    "ways",
    "without_province",
]
