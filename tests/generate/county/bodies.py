"""Invented agencies of cities, counties and towns, each below a government."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.generate.county.prose import WORDS
from tests.generate.report.truth import Agency

_DEPARTMENTS, _TOWNS, _COUNTIES = 13, 10, 8  # of a county, of a county, of a city


@dataclass(frozen=True, slots=True)
class Body:
    """An agency: ``level`` is city, county or town, ``kind`` government or department, ``parent`` the government above."""

    agency: Agency
    level: str
    kind: str
    region: str
    office: str
    parent: str | None

    @property
    def name(self) -> str:
        """The agency's full name."""
        return self.agency.name


def bodies(rng: random.Random, count: int) -> Iterator[Body]:
    """Invented bodies, city by city, ``count`` in all."""
    first, second = WORDS["names"]["first"], WORDS["names"]["second"]
    cities = [a + b for a in WORDS["names"]["city"] for b in WORDS["names"]["end"]]
    regions = [a + b for a in first for b in second]
    rng.shuffle(cities)
    rng.shuffle(regions)
    offices = [office for office in WORDS["topics"] if office != "人民政府"]
    left = count
    for number in range(count):
        city = cities[number % len(cities)] + ("市" if number < len(cities) else f"第{number}市")
        made = [_body(rng, city, "city", "人民政府", None)]
        made += [_body(rng, city, "city", office, made[0].name) for office in offices]
        for index in range(_COUNTIES):
            suffix = "区" if index < 3 else "县"
            region = city + regions[(number * _COUNTIES + index) % len(regions)] + suffix
            above = _body(rng, region, "county", "人民政府", made[0].name)
            made += [above, *(_body(rng, region, "county", office, above.name) for office in offices[:_DEPARTMENTS])]
            towns = rng.sample(regions, _TOWNS)
            made += [
                _body(rng, f"{region}{town}{rng.choice(('镇', '镇', '乡', '街道'))}", "town", "人民政府", above.name)
                for town in towns
            ]
        yield from made[:left]
        left -= len(made)
        if left <= 0:
            return


def _body(rng: random.Random, region: str, level: str, office: str, parent: str | None) -> Body:
    government = office == "人民政府"
    name = region + ("办事处" if region.endswith("街道") else office)
    agency = Agency(
        name=name,
        own="本机关" if government else "我局",
        site=f"{region}人民政府门户网站",
        address=f"{region}人民路{rng.randint(1, 299)}号",
        telephone=f"0578-2{rng.randint(0, 999_999):06}",
        postcode="323990",
        government=government,
    )
    return Body(agency, level, "government" if government else "department", region, office, parent)
