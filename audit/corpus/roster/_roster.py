"""The roster: which agencies should report, with level, kind, region, the government that sums them, and due dates."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from audit.document import Place
from audit.model import Report
from audit.patterns import regex
from audit.text import fold
from audit.words import bodies, ending, in_front, region_kinds, town_kind

#: The columns of a roster as printed, and the English names that scripts may use instead.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("机关名称", "agency"),
    "aliases": ("别名", "aliases"),
    "level": ("层级", "level"),
    "kind": ("类别", "kind"),
    "region": ("地区", "region"),
    "parent": ("汇总机关", "parent"),
    "expected": ("应报文件", "expected"),
    "due": ("应报日期", "due"),
    "telephone": ("联系电话", "telephone"),
}
LEVELS = ("国家级", "省级", "市级", "县级", "乡级")
_NOWHERE = Place()
_GOVERNMENT = regex(rf"{ending('seat')}$")
#: A city's bureau has a branch for each of its counties and districts.
_BRANCH = regex(r"局[^局]{2,6}分局$")
#: The level of a region's own organs by the end of its name, the longer ends first.
_LEVELS = (
    (region_kinds("province"), "省级"),
    (region_kinds("city"), "市级"),
    (region_kinds("county"), "县级"),
)


@dataclass(frozen=True, slots=True)
class Agency:
    """One line of the roster. ``parent`` is the name of the agency whose figures cover this one's, or "".

    ``expected`` is a file name or pattern (``*水利局*``) or ""; ``due_day`` is the month and day of a date that the roster
    gives without a year (0 is the last day of the month); ``place`` and ``raw`` are the line of the roster.
    """

    name: str
    aliases: tuple[str, ...] = ()
    level: str = ""
    kind: str = ""
    region: str = ""
    parent: str = ""
    expected: str = ""
    due: dt.date | None = None
    due_day: tuple[int, int] | None = None
    telephone: str = ""
    place: Place = _NOWHERE
    raw: str = ""

    @property
    def is_local(self) -> bool:
        """Whether it is a town or sub-district, of which no law but its region says whether and until when it reports."""
        return self.kind == "乡镇街道"


@dataclass(frozen=True)
class Roster:
    """The agencies in the order given. ``given`` is False where they were only gathered from the reports themselves.

    ``notes`` (Chinese) are words of the file that may be slips of the pen; ``digest`` is the file's SHA-256.
    """

    agencies: tuple[Agency, ...]
    source: str = ""
    given: bool = True
    notes: tuple[str, ...] = ()
    digest: str = ""

    @cached_property
    def _by_parent(self) -> Mapping[str, tuple[Agency, ...]]:
        found: dict[str, list[Agency]] = {}
        for agency in self.agencies:
            found.setdefault(agency.parent, []).append(agency)
        return {parent: tuple(children) for parent, children in found.items() if parent}

    def children(self, agency: Agency) -> tuple[Agency, ...]:
        """The agencies whose figures ``agency``'s own cover, as the roster says."""
        return self._by_parent.get(agency.name, ())

    def dated(self, year: int) -> Roster:
        """The same roster with the days that are due every year as dates of ``year``."""
        if not any(agency.due_day for agency in self.agencies):
            return self
        return replace(self, agencies=tuple(_dated(agency, year) for agency in self.agencies))


def _dated(agency: Agency, year: int) -> Agency:
    if agency.due_day is None:
        return agency
    month, day = agency.due_day
    last = calendar.monthrange(year, month)[1]
    return replace(agency, due=dt.date(year, month, min(day or last, last)))


def of_reports(reports: Iterable[Report]) -> Roster:
    """A roster of the agencies that the reports name themselves, for work without a given one.

    The names of one body make one agency under the fullest of them; the others are its aliases.
    """
    aliases: dict[str, list[str]] = {}
    for name, body in sorted(bodies(report.agency for report in reports if report.agency).items()):
        aliases.setdefault(body, []).extend([name] if name != body else [])
    agencies = (Agency(n, tuple(more), level=level_of(n), kind=kind_of(n)) for n, more in sorted(aliases.items()))
    return Roster(tuple(agencies), given=False)


def level_of(name: str) -> str:
    """The level that a name shows, or "": that of the smallest region in front of the organ's own words."""
    flat = fold(name)
    if town_kind(flat):
        return "乡级"
    regions, organ = in_front(flat)
    level = next((level for kinds, level in _LEVELS if regions and regions[-1].endswith(kinds)), "")
    return "县级" if level == "市级" and _BRANCH.search(organ) else level


def kind_of(name: str) -> str:
    """The kind that a name shows."""
    flat = fold(name)
    return "乡镇街道" if town_kind(flat) else "政府" if _GOVERNMENT.search(flat) else "部门"
