"""Faults in the figures of the text: a number, a share or a part of a list is altered, a statement about a set is made false."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from benchmarks.faults.reports import Clean, Figure, Planted, Planter, altered, lines

#: Figures of a generated report's first section, all of which restate the tables or belong to a list.
_COUNTED = re.compile(r"\d+(?=[件条])")
_DENIALS = re.compile(r"(?:未|没有|无)[^，。；]{0,24}(?:复议|诉讼)[^，。；]{0,4}")
_ALL = (
    (
        re.compile(r"，其中自然人申请\d+件，法人或其他组织申请[1-9]\d*件"),
        ("均为自然人申请", "申请人全部为自然人", "全部由自然人提出"),
    ),
    (
        re.compile(r"，其中(?:予以公开\d+件、)?(?:部分公开|不予公开|无法提供)\d+件[^；。]*"),
        ("均予以公开", "全部予以公开"),
    ),
)


def _drawn(rng: random.Random, clean: Clean, of: Callable[[Figure], bool]) -> Figure | None:
    """One of the figures of a report that were decided; of generated prose one of all that are counted."""
    figures = [figure for figure in clean.figures if of(figure)]
    return rng.choice(figures) if figures else None


def _counted(rng: random.Random, clean: Clean) -> Figure | None:
    if clean.written:
        return _drawn(rng, clean, lambda figure: bool(figure.cells))
    every = [
        Figure(index, match.start(), match.end(), (), "")
        for index, line in lines(clean)
        if line.section == 1
        for match in _COUNTED.finditer(line.printed)
    ]
    return rng.choice(every) if every else None


def _printed(clean: Clean, figure: Figure) -> str:
    return clean.truth.lines[figure.line].printed[figure.start : figure.end]


def _with(clean: Clean, figure: Figure | None, new: str) -> Planted | None:
    if figure is None or not new or new == _printed(clean, figure):
        return None
    return altered(clean.truth, figure.line, figure.start, figure.end, new)


def _one_digit(rng: random.Random, printed: str) -> str:
    places = [place for place, digit in enumerate(printed) if digit.isdigit()]
    place = rng.choice(places)
    least = 1 if place == 0 and len(places) > 1 else 0
    digit = rng.choice([str(n) for n in range(least, 10) if str(n) != printed[place]])
    return printed[:place] + digit + printed[place + 1 :]


def digit(rng: random.Random, clean: Clean) -> Planted | None:
    """A number of the text with one digit altered."""
    figure = _counted(rng, clean)
    return figure and _with(clean, figure, _one_digit(rng, _printed(clean, figure)))


def last_year(rng: random.Random, clean: Clean) -> Planted | None:
    """A number of the text with the figure of another year's table."""
    figure = _drawn(rng, clean, lambda figure: len(figure.cells) == 1)
    return figure and _with(clean, figure, clean.earlier[figure.cells[0]])


def neighbour(rng: random.Random, clean: Clean) -> Planted | None:
    """A number of the text with the figure of another cell of the same line or column."""
    figure = _drawn(rng, clean, lambda figure: len(figure.cells) == 1)
    if figure is None:
        return None
    own = figure.cells[0]
    line, column = own.rsplit(".", 1)
    beside = [
        key for key in clean.truth.cells if key != own and (key.startswith(f"{line}.") or key.endswith(f".{column}"))
    ]
    beside = [key for key in beside if key.split(".")[0] == own.split(".")[0]]
    return _with(clean, figure, clean.truth.cells[rng.choice(beside)]) if beside else None


def share(rng: random.Random, clean: Clean) -> Planted | None:
    """A share that is some points off."""
    texts = clean.truth.lines
    figure = _drawn(rng, clean, lambda f: texts[f.line].printed[f.end : f.end + 1] in ("%", "％"))
    if figure is None:
        return None
    whole, _, decimals = _printed(clean, figure).partition(".")
    value = int(whole) + rng.choice((-1, 1)) * rng.randint(2, 9)
    return _with(clean, figure, f"{value}.{decimals}" if decimals else str(value)) if 0 < value < 100 else None


def part(rng: random.Random, clean: Clean) -> Planted | None:
    """A part of a list altered."""
    figure = _drawn(rng, clean, lambda figure: figure.kind == "listing")
    return figure and _with(clean, figure, _one_digit(rng, _printed(clean, figure)))


def denial(rng: random.Random, clean: Clean) -> Planted | None:
    """That there was no review or suit, where the tables have one."""
    found = [(n, match) for n, line in lines(clean) for match in _DENIALS.finditer(line.printed)]
    none = [
        name
        for name in ("review", "suit_direct", "suit_after_review")
        if clean.truth.cells[f"litigation.{name}.total"] == "0"
    ]
    if not found or len(none) < 3:
        return None
    index, match = rng.choice(found)
    suit = "诉讼" in match[0] and ("复议" not in match[0] or rng.random() < 0.5)
    name = rng.choice(("suit_direct", "suit_after_review")) if suit else "review"
    changed = {f"litigation.{name}.{column}": "1" for column in (rng.choice(("upheld", "pending")), "total")}
    truth = replace(clean.truth, cells={**clean.truth.cells, **changed})
    return Planted(truth, index, match.start(), match.end(), cells=frozenset(changed))


def every(rng: random.Random, clean: Clean) -> Planted | None:
    """That all are of one kind, where they are not."""
    for index, line in lines(clean):
        for pattern, false in rng.sample(_ALL, 2):
            if line.section == 1 and (match := pattern.search(line.printed)):
                planted = altered(clean.truth, index, *match.span(), f"，{rng.choice(false)}")
                return planted and replace(planted, right="")
    return None


KINDS: Mapping[str, Planter] = {
    "digit of a number altered": digit,
    "last year's number": last_year,
    "neighbour's number": neighbour,
    "share altered": share,
    "part of a list altered": part,
    "false denial": denial,
    "false “all”": every,
}
