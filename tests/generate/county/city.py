"""A city under review: its agencies' reports with faults of every gravity, assessed as a batch assesses files.

The reports are written and read as text in memory, so that a thousand agencies cost a minute of processor time.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from audit import pipeline
from audit.assessment import Assessment, Terms
from audit.corpus import Agency, Roster
from audit.match import match
from audit.model import Report
from audit.readers.text import plain
from audit.score import shipped
from tests.generate.county import corpus as county
from tests.generate.county.bodies import Body
from tests.generate.formats import flat
from tests.generate.report import planting
from tests.generate.report.truth import Truth

_THEN, _NOW = county.YEARS
_LEVELS = {"city": "市级", "county": "县级", "town": "乡级"}
_RECEIVED = "applications.received.natural"
#: What is planted, each with how many agencies in a hundred have it; one agency may have several.
_FAULTS = (
    (12, planting.cell("A001", _RECEIVED, 3, "自然人新收多3件")),
    (7, planting.cell("A001", "applications.granted.business", 2, "商业企业予以公开多2件")),
    (5, planting.cell("A301", "applications.carried_in.total", 1, "上年结转总计多1件")),
    (6, planting.transferred(_RECEIVED, 4, "新收与总计同时多4件")),
    (4, planting.cell("A001", "litigation.review.total", 1, "复议总计多1件")),
    (3, planting.cell("M301", "applications.granted.total", None, "总计没有填写")),
    (3, planting.without_section(5)),
    (2, planting.heading("M103", 4, "三", "第四部分标题序号为三", "三")),
    (8, planting.without_fee()),
)
#: Agencies in a hundred that have not reported, whose file cannot be read, and that also handed in last year's report.
_SILENT, _DAMAGED, _LATE = 3, 1, 4


@dataclass(frozen=True, slots=True)
class _Files:
    """What came in, and the line of the roster of every body."""

    reports: tuple[Report, ...]
    roster: Roster


def review(seed: int, agencies: int) -> Assessment:
    """The assessment of a city of so many agencies; some have not reported, some also handed in last year's report."""
    found = _files(seed, agencies)
    terms = Terms(
        roster=found.roster,
        rubric=pipeline.load_rubric(shipped()),
        asof=dt.date(_NOW + 1, 4, 1),
    )
    return pipeline.assess(pipeline.assemble(found.reports, terms), terms)


def _files(seed: int, agencies: int) -> _Files:
    made = county.corpus(seed, agencies)
    rng = random.Random(f"city/{seed}/{agencies}")
    silent = {body.name for body in made.bodies if rng.randrange(100) < _SILENT}
    late = {body.name for body in made.bodies if rng.randrange(100) < _LATE}
    truths = {
        name: truth
        for name, truth in made.truths.items()
        if truth.agency not in silent and (truth.year == _NOW or truth.agency in late)
    }
    roster = Roster(tuple(_line(body) for body in made.bodies), "名录.csv")
    return _Files(tuple(_read(rng, truths)), roster)


def _line(body: Body) -> Agency:
    """The agency's line of the roster; towns are put to their county."""
    town = body.level == "town"
    kind = "乡镇街道" if town else "政府" if body.kind == "government" else "部门"
    above = (body.parent or "").removesuffix("人民政府")
    return Agency(
        body.name,
        level=_LEVELS[body.level],
        kind=kind,
        region=above if town else body.region,
        telephone=body.agency.telephone,
    )


def _read(rng: random.Random, truths: dict[str, Truth]) -> Iterator[Report]:
    """Every report with what is planted in it, as it is read from a text file."""
    for name, truth in truths.items():
        wrong = truth
        for share, fault in _FAULTS:
            if truth.year == _NOW and rng.randrange(100) < share:
                wrong = fault.edit(wrong)
        if truth.year == _NOW and rng.randrange(100) < _DAMAGED:
            yield Report(name, "0" * 64, "text", "unreadable", error="文件已损坏，没有读取到文字。")
            continue
        read = match(plain.read(flat.write(wrong).encode()), name, f"{rng.getrandbits(256):064x}")
        yield replace(read, format="text")
