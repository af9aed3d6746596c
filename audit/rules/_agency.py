"""What kind of organ a name speaks of, where the name itself leaves no doubt."""

from __future__ import annotations

import re
from typing import Literal

from audit.text import fold
from audit.words import town_kind

Kind = Literal["government", "township", "department", "county_department", "unknown"]

_GOVERNMENT = re.compile(r"(?:省|市|县|区|旗|州|盟行政公署|自治区)人民政府$")
#: Districts that are no districts of a city: their organs may rank above a county’s.
_COUNTY = re.compile(r"(?:县|旗|(?<!自治)(?<!开发)(?<!新)(?<!高新)(?<!示范)(?<!合作)(?<!保税)(?<!园)区)(?:\w{2,})$")
_ORGAN = re.compile(r"(?:局|厅|委员会|委|办公室|分局|支队|大队|科|所|处|中心|站)$")


def kind(agency: str | None) -> Kind:
    """The kind of organ: a county government or above, a township or street office, a department, or "unknown"."""
    name = fold(agency or "")
    if town_kind(name):
        return "township"
    if _GOVERNMENT.search(name):
        return "government"
    if _ORGAN.search(name):
        return "county_department" if _COUNTY.search(name) else "department"
    return "unknown"
