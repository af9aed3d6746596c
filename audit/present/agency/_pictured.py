"""Which places of a report are shown as pictures of the page: where the cell or the words of a problem stand in the original."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit.assessment import Examined
from audit.causes import Problem
from audit.document import Crop, Place, whole
from audit.model import Report
from audit.present import facts
from audit.present.agency._evidence import OF_THE_TEXT, cells_of, faulty_places, numbered, passage_place, speaking
from audit.present.html import data_address

#: Pictures of one page, and of one problem.
_MOST_PICTURES, _MOST_OF_A_PROBLEM = 20, 2


@dataclass(frozen=True, slots=True)
class PicturedPlace:
    """A place of a page to be shown: what stands there (Chinese), as printed; ``words`` are the characters to frame, "" for all.

    ``before`` is how often the same words stand there before those that are meant.
    Neither label nor ``printed`` holds anything private; ``words`` are as in the file.
    """

    place: Place
    label: str
    printed: str
    words: str = ""
    before: int = 0


@dataclass(frozen=True, slots=True)
class PlacePicture:
    """A picture as a card shows it: its address, which holds it whole, its size and what it shows, in words."""

    address: str
    width: int
    height: int
    shows: str
    caption: str


def pictured(found: Examined) -> dict[int, list[PicturedPlace]]:
    """The places to show of each problem, by its number: the gravest problems first, each place once."""
    report, left, seen = found.report, _MOST_PICTURES, set[tuple[Place, str, int]]()
    chosen: dict[int, list[PicturedPlace]] = {}
    for problem in found.problems.all:
        for one in _places(problem, report):
            own = chosen.setdefault(problem.number, [])
            if len(own) == _MOST_OF_A_PROBLEM or (one.place, one.words, one.before) in seen or not left:
                continue
            seen.add((one.place, one.words, one.before))
            own.append(one)
            left -= 1
    return {number: places for number, places in chosen.items() if places}


def pictures(
    number: int, found: Mapping[int, list[PicturedPlace]], crops: Mapping[PicturedPlace, Crop]
) -> list[PlacePicture]:
    """The pictures of the problem ``number`` that could be made."""
    return [
        PlacePicture(data_address(f"image/{crop.kind}", crop.data), crop.width, crop.height, _shows(one), _caption(one))
        for one in found.get(number, ())
        if (crop := crops.get(one))
    ]


def _caption(one: PicturedPlace) -> str:
    """What stands under the picture (Chinese)."""
    return f"原件第{one.place.page}页{f'：{one.label}' if one.label else ''}"


def _shows(one: PicturedPlace) -> str:
    printed = f"，印作“{one.printed[:60]}”" if one.printed.strip() else ""
    return f"原件第{one.place.page}页的截图，方框内为{one.label or '该处文字'}{printed}"


def _places(problem: Problem, report: Report) -> Iterator[PicturedPlace]:
    """Places of a problem whose page and box are known, the one to change first."""
    passages = numbered(report)
    changed = [change.cell for change in problem.cause.changes] if problem.cause else []
    for key in changed:
        if cell := report.cells.get(key):
            yield from _known(PicturedPlace(cell.place, _label(report, key), cell.raw))
    for evidence in faulty_places(speaking(problem), report):
        if evidence.role not in OF_THE_TEXT:
            continue
        _, passage = passages.get(passage_place(evidence.place), (0, None))
        start = evidence.place.start or 0
        words = passage.raw(start, evidence.place.end) if passage else ""
        before = _count_before(passage.raw(), words, start) if passage else 0
        yield from _known(PicturedPlace(whole(evidence.place), evidence.label, evidence.raw, words, before))
    for key in cells_of(problem.root):
        if cell := report.cells.get(key):
            yield from _known(PicturedPlace(cell.place, _label(report, key), cell.raw))


def _label(report: Report, key: str) -> str:
    form = facts.form_of(report)
    return form.cells[key].label if form and key in form.cells else "该单元格"


def _count_before(text: str, words: str, start: int) -> int:
    """How often ``words`` stand in ``text`` before character ``start``, whatever blanks are between."""
    wanted, blanks_out = "".join(words.split()), "".join(text.split())
    first = len("".join(text[:start].split()))
    return sum(found.start() < first for found in re.finditer(re.escape(wanted), blanks_out)) if wanted else 0


def _known(one: PicturedPlace) -> Iterator[PicturedPlace]:
    if one.place.page is not None and one.place.bbox is not None and one.place.sheet is None:
        yield one
