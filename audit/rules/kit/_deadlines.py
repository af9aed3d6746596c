"""Says by which day organs publish their reports: by the law in force, or as a roster says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from audit.corpus import Agency
from audit.findings import Stated, stated
from audit.rules._law import in_force
from audit.rules.kit._organs import organ_kind

#: The entry of the law that says by which day of the next year each kind of organ publishes.
_ENTRY = "公布期限"
_ROSTER = "应报日期为{due:%Y-%m-%d}"
_LAW = "名录没有写应报日期，法定期限为{due:%Y-%m-%d}"
_LATEST = "名录没有写应报日期，机关的类别不能确定，按法定期限中最晚的{due:%Y-%m-%d}判断"
_LATEST_OF_TOWNS = "名录没有写应报日期，乡镇、街道的期限由地方规定，按法定期限中最晚的{due:%Y-%m-%d}判断"
_KINDS = {"政府": "government", "乡镇街道": "township"}


def due_days(year: int) -> Mapping[str, dt.date]:
    """The last day for the report of ``year`` by kind of organ; kinds that the law sets no day for are left out."""
    return {of: dt.date.fromisoformat(f"{year + 1}-{by}") for of, by in in_force(_ENTRY, year)["due"].items()}


def due_day(agency: Agency, year: int) -> tuple[dt.date, Stated]:
    """The last day for the report of ``agency`` for ``year``, and what it rests on: the roster, else the law.

    Where the law sets no day for its kind, or the kind is not known, it is the latest day of all kinds.
    """
    if agency.due:
        return agency.due, stated(_ROSTER, due=agency.due)
    days = due_days(year)
    # A roster without kinds calls every other organ 部门, so of those the name must tell.
    organ = organ_kind(agency.name) if agency.kind in ("部门", "") else _KINDS.get(agency.kind, "unknown")
    day = days.get(organ, max(days.values()))
    if organ in days or len(set(days.values())) == 1:
        return day, stated(_LAW, due=day)
    return day, stated(_LATEST_OF_TOWNS if organ == "township" else _LATEST, due=day)
