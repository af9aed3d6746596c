"""Reports of many agencies over two years, with what is planted in them as data: the same for the same seed.

``corpus(seed, agencies)`` invents cities, their departments, counties, their departments, and towns, and writes a report
of each for 2023 and 2024. Texts differ truly, figures follow from year to year. ``Plan`` says what is planted.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from audit.cells import read_cell
from audit.document import Place
from audit.model import Passage, ReportCell, Section
from audit.model import Report as Read
from tests.generate.county import figures
from tests.generate.county.bodies import Body, bodies
from tests.generate.county.plants import LEAST, Copy, Report, copied, length
from tests.generate.county.prose import Draft, draft, printed
from tests.generate.formats import flat
from tests.generate.report.truth import Truth, make

YEARS = (2023, 2024)
COPIES = ("verbatim", "renamed", "edited", "reordered", "section")


@dataclass(frozen=True, slots=True)
class Repeat:
    """Sections printed again as in the year before; figures and year are the new ones."""

    agency: str
    year: int
    sections: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A figure that does not follow from last year's: what ``key`` should be and what is printed."""

    agency: str
    year: int
    key: str
    expected: int
    printed: int


@dataclass(frozen=True, slots=True)
class Sum:
    """A government whose figures cover ``children``; where not ``right``, ``key`` is printed ``off`` too high."""

    parent: str
    year: int
    children: tuple[str, ...]
    right: bool
    key: str = ""
    off: int = 0


@dataclass(slots=True)
class Plan:
    """All that is planted; reports are (agency, year). ``same_tables`` print last year's figures once more.

    ``duplicates`` came twice; where the flag is True the second version differs.
    """

    copies: list[Copy] = field(default_factory=list)
    repeats: list[Repeat] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    same_tables: list[Report] = field(default_factory=list)
    missing: list[Report] = field(default_factory=list)
    duplicates: list[tuple[Report, bool]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Corpus:
    """The bodies, their reports by file name, and the plan."""

    bodies: tuple[Body, ...]
    truths: dict[str, Truth]
    plan: Plan

    def reports(self) -> Iterator[Read]:
        """The reports as a reader would give them, one at a time."""
        return (report(truth, name) for name, truth in self.truths.items())

    def write(self, folder: Path) -> None:
        """The reports as text files."""
        for name, truth in self.truths.items():
            (folder / name).write_text(flat.write(truth), "utf-8")


def corpus(seed: int, agencies: int) -> Corpus:
    """So many agencies, two reports each but for the missing ones; about one agency in four has something planted."""
    rng = random.Random(f"county/{seed}/{agencies}")
    known = tuple(bodies(rng, agencies))
    plan = Plan()
    numbers = _numbers(rng, known, plan)
    bare = {
        (body.name, year): make(seed, "2021", "small", year=year, agency=body.agency)
        for body in known
        for year in YEARS
    }
    texts = {
        (body.name, year): draft(
            random.Random(f"{seed}/{body.name}/{year}"), body.agency, body.office, year, numbers[body.name, year]
        )
        for body in known
        for year in YEARS
    }
    _plant_texts(rng, known, texts, plan)
    truths = {}
    for body in known:
        for year in YEARS:
            key = body.name, year
            if key not in plan.missing:
                made = replace(bare[key], cells=numbers[key])
                truths[f"{body.name}{year}.txt"] = replace(made, sections=printed(made, texts[key]))
    for (name, year), differs in plan.duplicates:
        second = truths[f"{name}{year}.txt"]
        if differs:
            second = replace(second, cells=figures.shifted(second.cells, "natural", 1))
        truths[f"{name}{year}（2）.txt"] = second
    return Corpus(known, truths, plan)


def report(truth: Truth, source: str) -> Read:
    """What a reader gives for ``truth``: text with its places, cells; no claims."""
    passages, sections = [], []
    for number, line in enumerate(truth.lines, 1):
        place = Place(paragraph=number)
        passages.append(Passage(line.printed, place, line.section, heading=line.kind == "heading"))
        if line.kind == "heading":
            sections.append(Section(line.section, line.text, line.printed, line.number[:-1], place))
    cells = {key: _cell(key, raw) for key, raw in truth.cells.items()}
    return Read(
        source=source,
        sha256="",
        format="text",
        status="read",
        agency=truth.agency,
        year=truth.year,
        edition=truth.edition,
        sections=tuple(sections),
        passages=tuple(passages),
        cells=cells,
    )


_TABLES = {"disclosure": Place(table=1), "applications": Place(table=2), "litigation": Place(table=3)}


def _cell(key: str, raw: str) -> ReportCell:
    got = read_cell(raw)
    return ReportCell(key, got.kind, got.value, raw, _TABLES[key.split(".", 1)[0]])


def _numbers(rng: random.Random, known: tuple[Body, ...], plan: Plan) -> dict[Report, dict[str, str]]:
    """The cells of every report, and the figures planted in them."""
    then, now = YEARS
    cells: dict[Report, dict[str, str]] = {}
    for body in known:
        size = {"city": "medium", "county": rng.choice(("small", "medium")), "town": "small"}[body.level]
        cells[body.name, then] = dict(make(rng.randrange(10**9), "2021", size, year=then, agency=body.agency).cells)
        drawn = make(rng.randrange(10**9), "2021", size, year=now, agency=body.agency).cells
        cells[body.name, now] = figures.following(drawn, cells[body.name, then])
    covered = _plant_sums(rng, known, cells, plan)
    free = [body.name for body in known if body.name not in covered]
    rng.shuffle(free)
    few = max(1, len(known) // 50)
    for name in _taken(free, 2 * few):
        _plant_gap(rng, name, cells, plan)
    for name in _taken(free, few):
        cells[name, then] = figures.standing(cells[name, then])
        cells[name, now] = dict(cells[name, then])
        plan.same_tables.append((name, now))
    plan.missing += [(name, now) for name in _taken(free, few)]
    plan.duplicates += [((name, now), index % 2 == 0) for index, name in enumerate(_taken(free, few))]
    return cells


def _plant_sums(
    rng: random.Random, known: tuple[Body, ...], cells: dict[Report, dict[str, str]], plan: Plan
) -> set[str]:
    """Counties whose government adds up its departments and towns; every second one is wrong in one year."""
    children: dict[str, list[str]] = {}
    for body in known:
        if body.parent and body.level != "city":
            children.setdefault(body.parent, []).append(body.name)
    levels = {body.name: body.level for body in known}
    parents = [name for name in children if levels[name] == "county" and len(children[name]) > 2]
    chosen = rng.sample(parents, -(-len(parents) // 4)) if parents else []
    for index, parent in enumerate(chosen):
        below = tuple(children[parent])
        for year in YEARS:
            cells[parent, year] = figures.summed(cells[name, year] for name in below)
            wrong = index % 2 == 0 and year == YEARS[1]
            if wrong:
                off = rng.randint(1, 5)
                cells[parent, year] = figures.shifted(cells[parent, year], "natural", off)
                plan.sums.append(Sum(parent, year, below, False, "applications.received.natural", off))
            else:
                plan.sums.append(Sum(parent, year, below, True))
    return {name for parent in chosen for name in (parent, *children[parent])}


def _plant_gap(rng: random.Random, name: str, cells: dict[Report, dict[str, str]], plan: Plan) -> None:
    key, year, off = (name, YEARS[1]), YEARS[1], rng.randint(1, 6)
    if rng.random() < 0.6:
        column = rng.choice(figures.COLUMNS[:2])
        line, changed = f"applications.carried_in.{column}", figures.carried_wrong(cells[key], column, off)
    else:
        line, changed = "disclosure.normative_documents.in_force", figures.stock_wrong(cells[key], off)
    plan.gaps.append(Gap(name, year, line, int(cells[key][line]), int(changed[line])))
    cells[key] = changed


def _plant_texts(rng: random.Random, known: tuple[Body, ...], texts: dict[Report, Draft], plan: Plan) -> None:
    agencies = {body.name: body.agency for body in known}
    away = {name for name, _ in plan.missing} | {name for (name, _), _ in plan.duplicates}
    free = [body.name for body in known if body.name not in away]
    rng.shuffle(free)
    few, (then, now) = max(1, len(known) // 50), YEARS

    def plant(how: str, source: Report, copy: Report) -> Copy | None:
        return copied(
            rng, how, (agencies[source[0]], source[1], texts[source]), (agencies[copy[0]], copy[1], texts[copy])
        )

    for how in COPIES:
        for index in range(few):
            if len(free) < 2:
                return
            source, copy = _taken(free, 2)
            # One in four takes another agency's report of the year before.
            made = plant(how, (source, then if index % 4 == 3 else now), (copy, now))
            plan.copies += [made] if made else []
    for name in _taken(free, few):
        sections = rng.choice(((5,), (1,), (1, 5)))
        if 1 in sections:
            texts[name, now].aspects[:] = texts[name, then].aspects
        if 5 in sections:
            texts[name, now].problems[:] = texts[name, then].problems
        plan.repeats.append(Repeat(name, now, sections))
    source, *copies = [*_taken(free, max(3, len(known) // 40)), None]
    text = next((aspect for aspect in texts[source, now].aspects if length(aspect) >= LEAST), None) if source else None
    for name in copies[:-1] if text else ():
        texts[name, now].extra.append(text)
        plan.copies.append(Copy((source, now), (name, now), "group", 1, 1, text))


def _taken(free: list[str], count: int) -> list[str]:
    """The next ``count`` names of ``free``, which are then gone."""
    taken = free[:count]
    del free[:count]
    return taken


def planted_length(copy: Copy) -> int:
    """Characters of the planted text, names included."""
    return length(re.sub(r"\n", "", copy.text))
