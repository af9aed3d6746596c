"""Faults in the figures of the text: a number, a share or a part of a list is altered, a statement about a set is made false.

In people's prose only what an inspector can call wrong is a fault. That is told by rules that ask for nothing that is found:

number  It restates the tables by the usual way of counting, and what it is altered to is given by no documented way.
        It stands outside section 五, whose figures may be examples. Of decisions its sentence says that they were made:
        those shown on a web site may be fewer.
part    Its list adds up, and is altered so that its parts come to more than the total: fewer may be some of all.
"""

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


#: Section 五 is on problems and measures.
_PROBLEMS = 5
#: Decisions that are said to be shown, and what says that they were made all the same.
_SHOWN = re.compile("(?:公开|公示|公布|发布|归集|推送)[^，。；]{0,16}(?:许可|处罚|强制)")
_MADE = re.compile("作出|做出|[办处]理")


def _drawn(rng: random.Random, clean: Clean, of: Callable[[Figure], bool]) -> Figure | None:
    """One of the figures of a report that were decided."""
    figures = [figure for figure in clean.figures if of(figure)]
    return rng.choice(figures) if figures else None


def _restates(clean: Clean, figure: Figure) -> bool:
    """Whether a number of people's prose restates the tables and no example, and of decisions those made."""
    if not clean.written:
        return True
    line = clean.truth.lines[figure.line]
    sentence = line.printed[line.printed.rfind("。", 0, figure.start) + 1 :].partition("。")[0]
    decisions = any(key.endswith(".decisions") for key in figure.cells)
    shown = decisions and _SHOWN.search(sentence) is not None and _MADE.search(sentence) is None
    return figure.usual and line.section != _PROBLEMS and not shown


def _restating(clean: Clean, figure: Figure | None, new: str) -> Planted | None:
    """The fault of stating ``new``, where no documented way of counting gives that."""
    right = figure is not None and clean.written and new.isdigit() and int(new) in figure.ways
    return None if right else _with(clean, figure, new)


def _counted(rng: random.Random, clean: Clean) -> Figure | None:
    if clean.written:
        return _drawn(rng, clean, lambda figure: bool(figure.cells) and _restates(clean, figure))
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
    return figure and _restating(clean, figure, _one_digit(rng, _printed(clean, figure)))


def last_year(rng: random.Random, clean: Clean) -> Planted | None:
    """A number of the text with the figure of another year's table."""
    figure = _drawn(rng, clean, lambda figure: len(figure.cells) == 1 and _restates(clean, figure))
    return figure and _restating(clean, figure, clean.earlier[figure.cells[0]])


def neighbour(rng: random.Random, clean: Clean) -> Planted | None:
    """A number of the text with the figure of another cell of the same line or column."""
    figure = _drawn(rng, clean, lambda figure: len(figure.cells) == 1 and _restates(clean, figure))
    if figure is None:
        return None
    own = figure.cells[0]
    line, column = own.rsplit(".", 1)
    beside = [
        key for key in clean.truth.cells if key != own and (key.startswith(f"{line}.") or key.endswith(f".{column}"))
    ]
    beside = [key for key in beside if key.split(".")[0] == own.split(".")[0]]
    return _restating(clean, figure, clean.truth.cells[rng.choice(beside)]) if beside else None


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
    figure = _drawn(rng, clean, lambda figure: bool(figure.listed) or (figure.kind == "listing" and not clean.written))
    if figure is None:
        return None
    printed = _printed(clean, figure)
    new = _one_digit(rng, printed)
    if clean.written and (int(new) < int(printed)) != (figure.listed == "total"):
        return None
    return _with(clean, figure, new)


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
