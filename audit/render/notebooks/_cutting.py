"""Pictures of the places that problems of a report concern, cut out of its pages, what is private covered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from audit import engine, reading
from audit.assessment import Examined
from audit.causes import Problem
from audit.document import Crop, Cut, Framed, Place
from audit.model import Report
from audit.present.agency import PicturedPlace, pictured
from audit.render.notebooks.labelled import labels_of

#: Of a page as wide and high as any: what covers all of it.
_FAR = 100_000.0
_Box = tuple[float, float, float, float]
#: A box with the private words in it, () where these are not known.
_Cover = tuple[_Box, tuple[str, ...]]
#: What stands where a word is hidden already.
_HIDDEN = "*"


def crops_ahead(found: Examined) -> Mapping[str, object]:
    """The pictures for the page of a report, to provide its notebook with; a process that makes many keeps what draws them."""
    return {_name(found): crops(found)}


def _name(found: Examined) -> str:
    return repr(("crops", found.report.source, found.report.sha256))


def crops(found: Examined, among: Iterable[Problem] | None = None) -> Mapping[PicturedPlace, Crop]:
    """A small picture of each place that the page of a report shows, as far as its format has pages and they can be drawn.

    ``among`` are the problems whose places are meant, all where it is None.
    """
    made_ahead: Mapping[PicturedPlace, Crop] | None = engine.provided(_name(found))
    if made_ahead is not None:
        return made_ahead
    return crops_of([one for places in pictured(found, among).values() for one in places], found.report)


def crops_of(wanted: Sequence[PicturedPlace], report: Report) -> Mapping[PicturedPlace, Crop]:
    """A small picture of each of the places ``wanted`` of a report, as far as it can be drawn."""
    if not wanted:
        return {}
    cuts = [_cut(one, report) for one in wanted]
    made = reading.crops(report.source, report.sha256, cuts)
    return {one: crop for one, crop in zip(wanted, made, strict=True) if crop is not None}


def _cut(one: PicturedPlace, report: Report) -> Cut:
    page = one.place.page or 0
    covers = list(_covers(report, page))
    boxes, words = tuple(box for box, _ in covers), tuple(private for _, private in covers)
    frames = tuple(Framed(each.place.bbox or (0, 0, 0, 0), each.words, each.before) for each in one.all)
    labels = tuple(
        dict.fromkeys(box for each in (*one.all, *one.row) for box in labels_of(each.key, each.place, report))
    )
    row = tuple(each.place.bbox for each in one.row if each.place.bbox)
    return Cut(page, frames, row, labels, boxes, words, report.private)


def _covers(report: Report, page: int) -> Iterator[_Cover]:
    """Where private data stand on a page, by paragraph or cell."""
    for passage in report.passages:
        if passage.private and passage.place.bbox:
            words = tuple(passage.raw(start, end) for start, end in passage.private)
            if passage.place.page == page:
                yield passage.place.bbox, words
            elif passage.place.page == page - 1 and _is_last(report, passage.place):
                # It may go on at the top of this page, of which its place does not tell.
                yield (0.0, 0.0, _FAR, _first_height(report, page)), ()
    for private in report.private_places:
        if private.place.page == page and private.place.bbox:
            yield private.place.bbox, private.words
    hidden = (
        *((cell.place, cell.raw) for cell in report.cells.values()),
        *((item.place, item.raw) for item in report.unplaced),
        *((label.place, label.text) for label in report.printed),
    )
    for place, text in hidden:
        if place.page == page and place.bbox and _HIDDEN in text:
            yield place.bbox, ()


def _is_last(report: Report, place: Place) -> bool:
    """Whether nothing that was read stands below ``place`` on its page."""
    return all(
        other.page != place.page or other.bbox is None or place.bbox is None or other.bbox[1] <= place.bbox[1]
        for other in _places(report)
    )


def _first_height(report: Report, page: int) -> float:
    """How far down the first thing stands that was read on a page."""
    return min((place.bbox[1] for place in _places(report) if place.page == page and place.bbox), default=_FAR)


def _places(report: Report) -> Iterator[Place]:
    yield from (passage.place for passage in report.passages)
    yield from (cell.place for cell in report.cells.values())
    yield from (label.place for label in report.printed)
