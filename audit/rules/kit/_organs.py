"""What kind of organ a name speaks of, where the name itself leaves no doubt."""

from __future__ import annotations

import re
from typing import Literal

from audit.text import fold
from audit.words import COUNTY_OR_DISTRICT, REGION, ending, town_kind

Kind = Literal["government", "township", "department", "county_department", "unknown"]

_GOVERNMENT = re.compile(rf"(?:[{REGION}]人民政府|盟行政公署)$")
#: An organ of a county, or of a district of a city.
_COUNTY = re.compile(rf"{COUNTY_OR_DISTRICT}\w{{2,}}$")
_ORGAN = re.compile(rf"(?:{ending('bureau', 'office', 'force', 'station')}|科)$")


def organ_kind(agency: str | None) -> Kind:
    """The kind of organ: a county government or above, a township or street office, a department, or "unknown"."""
    name = fold(agency or "")
    if town_kind(name):
        return "township"
    if _GOVERNMENT.search(name):
        return "government"
    if _ORGAN.search(name):
        return "county_department" if _COUNTY.search(name) else "department"
    return "unknown"
