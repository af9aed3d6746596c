"""Where telephone numbers and postcodes belong: area codes and the first digits of postcodes, read once."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audit.text import fold


@dataclass(frozen=True, slots=True)
class Area:
    """One telephone area: ``digits`` is the length of its subscriber numbers, None where that is not certain."""

    code: str
    province: str
    places: tuple[str, ...]
    digits: int | None


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


@cache
def areas() -> Mapping[str, Area]:
    """Telephone areas of the mainland by code (“0431”)."""
    rows = csv.DictReader(_text("area_codes.csv").splitlines())
    return {
        row["code"]: Area(
            row["code"], row["province"], tuple(row["places"].split("/")), int(row["digits"]) if row["digits"] else None
        )
        for row in rows
    }


def area_of(agency: str) -> Area | None:
    """The area whose city the organ's name names (“长沙市”); None where it names none, or several."""
    name = fold(agency)
    found = [area for area in areas().values() if any(f"{place}市" in name for place in area.places)]
    return found[0] if len(found) == 1 else None


@cache
def postcode_provinces() -> Mapping[str, str]:
    """Province by the first two digits of its postcodes."""
    return {row["prefix"]: row["province"] for row in csv.DictReader(_text("postcodes.csv").splitlines())}
