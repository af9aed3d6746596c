"""Which places of a report are shown as pictures of the page: where the cell or the words of a problem stand in the original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from audit.assessment import Examined
from audit.causes import Problem
from audit.document import Crop, Place, whole
from audit.model import Report
from audit.present import facts
from audit.present.agency.evidence._evidence import (
    OF_THE_TEXT,
    cells_of,
    faulty_places,
    numbered,
    passage_place,
    speaking,
)
from audit.present.html import data_address

#: Pictures of one page, and of one problem; places that are framed in one of them.
_MOST_PICTURES, _MOST_OF_A_PROBLEM, _MOST_FRAMED = 20, 2, 8


@dataclass(frozen=True, slots=True)
class PicturedPlace:
    """A place of a page to be shown: what stands there (Chinese), as printed; ``words`` are the characters to frame, "" for all.

    ``before`` is how often the same words stand there before those that are meant; ``key`` the cell of the form, "" for none;
    ``others`` are further places of the same row or paragraph to frame, ``row`` further cells of the row to show; ``inferred``
    says that the place follows from where the label of the row and the head of the column stand.
    Neither label nor ``printed`` holds anything private; ``words`` are as in the file.
    """

    place: Place
    label: str
    printed: str
    words: str = ""
    before: int = 0
    key: str = ""
    others: tuple[PicturedPlace, ...] = ()
    row: tuple[PicturedPlace, ...] = ()
    inferred: bool = False

    @property
    def all(self) -> tuple[PicturedPlace, ...]:
        """This place, then the others."""
        return (self, *self.others)


@dataclass(frozen=True, slots=True)
class PlacePicture:
    """A picture as a card shows it: its address, which holds it whole, its size and what it shows, in words."""

    address: str
    width: int
    height: int
    shows: str
    caption: str


def pictured(found: Examined, among: Iterable[Problem] | None = None) -> dict[int, list[PicturedPlace]]:
    """The places to show of each problem, by its number: the gravest problems first, each place once, one picture a row or paragraph.

    ``among`` are the problems to show, all where it is None.
    """
    report, left, seen = found.report, _MOST_PICTURES, set[tuple[Place, str, int]]()
    chosen: dict[int, list[PicturedPlace]] = {}
    for problem in found.problems.all if among is None else among:
        rows: dict[object, list[PicturedPlace]] = {}
        for one in _places(problem, report):
            if all(one != each for each in rows.get(_row(one, report), ())):
                rows.setdefault(_row(one, report), []).append(one)
        new = [row for row in rows.values() if (row[0].place, row[0].words, row[0].before) not in seen]
        shown = new[: min(_MOST_OF_A_PROBLEM, left)]
        chosen[problem.number] = [_together(row, problem) for row in shown]
        seen.update((row[0].place, row[0].words, row[0].before) for row in shown)
        left -= len(shown)
    return {number: places for number, places in chosen.items() if places}


def _together(row: Sequence[PicturedPlace], problem: Problem) -> PicturedPlace:
    """The places of one row or paragraph as one picture: framed are the words, of cells those to change, else the first."""
    first, *others = row
    changed = {change.cell for change in problem.cause.changes} if problem.cause else set()
    framed = [one for one in others if not one.key or one.key in changed][:_MOST_FRAMED]
    return replace(first, others=tuple(framed), row=tuple(one for one in others if one.key and one not in framed))


def _row(one: PicturedPlace, report: Report) -> object:
    """What is the same for all places that one picture shows: the line of a table as printed, or the paragraph."""
    form = facts.form_of(report)
    if not form or not one.key:
        return one.place
    table = next(table for table in form.tables if any(cell.key == one.key for cell in table.cells))
    return one.place.page, table.prefix if table.across else one.key.rpartition(".")[0]


def pictures(
    number: int, found: Mapping[int, list[PicturedPlace]], crops: Mapping[PicturedPlace, Crop]
) -> list[PlacePicture]:
    """The pictures of the problem ``number`` that could be made."""
    return [picture_of(one, crop) for one in found.get(number, ()) if (crop := crops.get(one))]


def picture_of(one: PicturedPlace, crop: Crop) -> PlacePicture:
    """``crop`` as the picture of its place."""
    address = data_address(f"image/{crop.kind}", crop.data)
    return PlacePicture(address, crop.width, crop.height, _shows(one), _caption(one))


def _caption(one: PicturedPlace) -> str:
    """What stands under the picture (Chinese)."""
    labels = "、".join(dict.fromkeys(each.label for each in one.all if each.label))
    inferred = "（位置按行名和列名推定）" if one.inferred else ""
    return f"原件第{one.place.page}页{f'：{labels}' if labels else ''}{inferred}"


def _shows(one: PicturedPlace) -> str:
    """What the picture shows, for whoever does not see it (Chinese)."""
    framed = (
        f"{each.label or '该处文字'}{f'，印作“{each.printed[:60]}”' if each.printed.strip() else ''}"
        for each in one.all
    )
    return f"原件第{one.place.page}页的截图，方框内为{'；'.join(framed)}"


def _places(problem: Problem, report: Report) -> Iterator[PicturedPlace]:
    """Places of a problem whose page and box are known, the one to change first."""
    passages, keys = numbered(report), {cell.place: key for key, cell in report.cells.items()}
    changed = [change.cell for change in problem.cause.changes] if problem.cause else []
    for key in changed:
        if cell := report.cells.get(key):
            yield from _known(PicturedPlace(cell.place, label_of(report, key), printed_in(report, key), key=key))
    for evidence in faulty_places(speaking(problem), report):
        if evidence.role not in OF_THE_TEXT:
            continue
        _, passage = passages.get(passage_place(evidence.place), (0, None))
        start = evidence.place.start or 0
        words = passage.raw(start, evidence.place.end) if passage else ""
        before = _count_before(passage.raw(), words, start) if passage else 0
        yield from _known(
            PicturedPlace(
                whole(evidence.place), evidence.label, evidence.raw, words, before, keys.get(evidence.place, "")
            )
        )
    for key in cells_of(problem.root):
        if cell := report.cells.get(key):
            yield from _known(PicturedPlace(cell.place, label_of(report, key), printed_in(report, key), key=key))


def label_of(report: Report, key: str) -> str:
    """What a cell of the form is called (Chinese)."""
    form = facts.form_of(report)
    return form.cells[key].label if form and key in form.cells else "该单元格"


def printed_in(report: Report, key: str) -> str:
    """What is printed in a cell, whatever a person read there since; "" where nothing was read."""
    was = next((one.raw for one in report.corrected if one.key == key), None)
    cell = report.cells.get(key)
    return (cell.raw if cell else "") if was is None else was


def _count_before(text: str, words: str, start: int) -> int:
    """How often ``words`` stand in ``text`` before character ``start``, whatever blanks are between."""
    wanted, blanks_out = "".join(words.split()), "".join(text.split())
    first = len("".join(text[:start].split()))
    return sum(found.start() < first for found in re.finditer(re.escape(wanted), blanks_out)) if wanted else 0


def _known(one: PicturedPlace) -> Iterator[PicturedPlace]:
    if one.place.page is not None and one.place.bbox is not None and one.place.sheet is None:
        yield one
