"""Pictures of the pages that problems and cells concern, drawn while somebody looks at the rest of the evidence."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping

from audit import render
from audit.assessment import Examined
from audit.causes import Problem
from audit.desk._faults import told_as_own
from audit.desk.rows import DeskRow, key_of
from audit.document import Crop
from audit.model import Report
from audit.present import agency
from audit.present.agency import PicturedPlace

#: Problems and cells whose pictures are kept.
_MOST_KEPT = 100

Crops = Mapping[PicturedPlace, Crop]
#: The row's id, the key of the problem or cell, the digest of the file, and what the problem rests on.
_Name = tuple[str, str, str, str]


class Pictures:
    """Pictures of the places that problems or cells concern, drawn one at a time beside what else goes on.

    ``drawn`` is told the row's id and the key of the problem or cell when its pictures are there, or cannot be made.
    """

    def __init__(self, drawn: Callable[[str, str], None]) -> None:
        self._drawn = drawn
        self._made: OrderedDict[_Name, Crops] = OrderedDict()
        self._wanted: tuple[_Name, Callable[[], Crops]] | None = None
        self._is_drawing = False
        self._lock = threading.Lock()

    def of(self, row: DeskRow, problem: Problem, found: Examined) -> Crops | None:
        """The pictures of ``problem``, None where they are still to be drawn; only the last one that was asked for is drawn."""
        name = (row.id, key_of(problem), found.report.sha256, problem.cause.evidence if problem.cause else "")
        return self._of(name, (lambda: render.crops(found, (problem,))) if agency.pictured(found, (problem,)) else None)

    def of_cell(self, row: DeskRow, place: PicturedPlace, report: Report) -> Crops | None:
        """The picture of the ``place`` of a cell, None where it is still to be drawn, as of a problem."""
        return self._of((row.id, place.key, report.sha256, ""), lambda: render.crops_of((place,), report))

    def _of(self, name: _Name, draw: Callable[[], Crops] | None) -> Crops | None:
        with self._lock:
            known = self._made.get(name)
            if known is not None:
                self._made.move_to_end(name)
                return known
            self._wanted = (name, draw) if draw else None
            if self._wanted is None:
                return {}
            if self._is_drawing:
                return None
            self._is_drawing = True
        threading.Thread(target=self._draw, name="gkaudit-pictures", daemon=True).start()
        return None

    def _draw(self) -> None:
        while True:
            with self._lock:
                if self._wanted is None:
                    self._is_drawing = False
                    return
                (name, draw), self._wanted = self._wanted, None
            try:
                self._draw_one(name, draw)
            except Exception as error:  # a fault of our own costs these pictures and none of the next
                told_as_own(error)

    def _draw_one(self, name: _Name, draw: Callable[[], Crops]) -> None:
        made: Crops = {}
        try:
            made = draw()
        finally:
            # What cannot be drawn is not tried again and again.
            with self._lock:
                self._made[name] = made
                while len(self._made) > _MOST_KEPT:
                    self._made.popitem(last=False)
            self._drawn(name[0], name[1])
