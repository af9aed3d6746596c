"""Tells what kind of organ a name is of, where the name leaves no doubt."""

from __future__ import annotations

from typing import Literal

from audit.patterns import regex
from audit.text import fold
from audit.words import COUNTY_OR_DISTRICT, REGION, ending, town_kind

Kind = Literal["government", "township", "department", "county_department", "unknown"]

_GOVERNMENT = regex(rf"(?:[{REGION}]人民政府|盟行政公署)$")
#: An organ of a county, or of a district of a city.
_COUNTY = regex(rf"{COUNTY_OR_DISTRICT}\w{{2,}}$")
_ORGAN = regex(rf"(?:{ending('bureau', 'office', 'force', 'station')}|科)$")


def organ_kind(agency: str | None) -> Kind:
    """The kind of organ that the name is of, “unknown” where it leaves a doubt or is None.

    “government” is that of a county or above, “township” a township or street office, “department” an office of a city or
    above, “county_department” one of a county or of a district of a city.
    """
    name = fold(agency or "")
    if town_kind(name):
        return "township"
    if _GOVERNMENT.search(name):
        return "government"
    if _ORGAN.search(name):
        return "county_department" if _COUNTY.search(name) else "department"
    return "unknown"
