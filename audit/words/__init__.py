"""The lexicon of annual reports: what organs and regions are called, how numbers, years, days and pages are written.

Each list of words stands once, as data (``*.toml``); modules here make named patterns of them. Names in capitals that are
strings are parts of patterns: single characters for character classes, or a group without a name.
"""

from __future__ import annotations

from audit.words._bodies import Relation, bodies, parts, relation
from audit.words._channels import channels
from audit.words._data import one_of
from audit.words._dates import DAY_IN_FIGURES, DAY_OF_YEAR, PUBLISHED_DAY, SIGNED_DAY, SIGNED_DAY_IN_FIGURES
from audit.words._endings import (
    DEPARTMENT,
    ORGAN,
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
from audit.words._figures import Figure, figure_groups, figures, watched
from audit.words._fill import filled
from audit.words._lists import lists
from audit.words._measures import CELL_MEASURE, MEASURE, TEXT_MEASURE, TIMES, measures
from audit.words._numerals import (
    CAPITALS,
    DIGIT,
    MYRIADS,
    NUMERAL,
    ONE_TO_NINE,
    ORDINAL,
    TENS,
    ZERO,
    chinese_number,
    digit_by_digit,
    in_numerals,
    whole_number,
)
from audit.words._pages import DASHED_PAGE, PAGE_NUMBER
from audit.words._places import Stems, in_front, is_named, is_zone, same, stem, stems_of, together
from audit.words._regions import CITY, COUNTY, COUNTY_OR_DISTRICT, PROVINCE, REGION, region_kinds
from audit.words._results import RESULTS, RESULTS_SAID
from audit.words._running import LINE_NUMBER, POINT, RUNNING
from audit.words._towns import Town, town_before
from audit.words._ways import ways
from audit.words._years import CHINESE_YEAR, YEAR, only_year, year_in, year_of

__all__ = [
    "CAPITALS",
    "CELL_MEASURE",
    "CHINESE_YEAR",
    "CITY",
    "COUNTY",
    "COUNTY_OR_DISTRICT",
    "DASHED_PAGE",
    "DAY_IN_FIGURES",
    "DAY_OF_YEAR",
    "DEPARTMENT",
    "DIGIT",
    "LINE_NUMBER",
    "MEASURE",
    "MYRIADS",
    "NUMERAL",
    "ONE_TO_NINE",
    "ORDINAL",
    "ORGAN",
    "OWN",
    "OWN_ORGAN",
    "PAGE_NUMBER",
    "POINT",
    "PROVINCE",
    "PUBLISHED_DAY",
    "REGION",
    "RESULTS",
    "RESULTS_SAID",
    "RUNNING",
    "SIGNED_DAY",
    "SIGNED_DAY_IN_FIGURES",
    "TENS",
    "TEXT_MEASURE",
    "TIMES",
    "TOWN",
    "TOWNS",
    "WHOLE",
    "YEAR",
    "ZERO",
    "Figure",
    "Relation",
    "Stems",
    "Town",
    "bodies",
    "channels",
    "chinese_number",
    "digit_by_digit",
    "ending",
    "endings",
    "figure_groups",
    "figures",
    "filled",
    "in_front",
    "in_numerals",
    "is_named",
    "is_phrase",
    "is_zone",
    "lists",
    "measures",
    "one_of",
    "only_year",
    "parts",
    "region_kinds",
    "relation",
    "same",
    "stem",
    "stems_of",
    "together",
    "town_before",
    "town_kind",
    "watched",
    "ways",
    "whole_number",
    "year_in",
    "year_of",
]
