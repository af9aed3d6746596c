"""Pictures of the pages that problems concern, drawn while somebody looks at the rest of the evidence."""

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
from audit.present import agency
from audit.present.agency import PicturedPlace

#: Problems whose pictures are kept.
_MOST_KEPT = 100

Crops = Mapping[PicturedPlace, Crop]
#: The row's id, the problem's key, the digest of the file, and what the problem rests on.
_Name = tuple[str, str, str, str]


class Pictures:
    """Pictures of the places that problems concern, drawn one problem at a time beside what else goes on.

    ``drawn`` is told the row's id and the problem's key when its pictures are there, or cannot be made.
    """

    def __init__(self, drawn: Callable[[str, str], None]) -> None:
        self._drawn = drawn
        self._made: OrderedDict[_Name, Crops] = OrderedDict()
        self._wanted: tuple[_Name, Examined, Problem] | None = None
        self._is_drawing = False
        self._lock = threading.Lock()

    def of(self, row: DeskRow, problem: Problem, found: Examined) -> Crops | None:
        """The pictures of ``problem``, None where they are still to be drawn; only the last one that was asked for is drawn."""
        name = (row.id, key_of(problem), found.report.sha256, problem.cause.evidence if problem.cause else "")
        with self._lock:
            known = self._made.get(name)
            if known is not None:
                self._made.move_to_end(name)
                return known
            self._wanted = (name, found, problem) if agency.pictured(found, (problem,)) else None
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
                (name, found, problem), self._wanted = self._wanted, None
            try:
                self._draw_one(name, found, problem)
            except Exception as error:  # a fault of our own costs these pictures and none of the next
                told_as_own(error)

    def _draw_one(self, name: _Name, found: Examined, problem: Problem) -> None:
        made: Crops = {}
        try:
            made = render.crops(found, (problem,))
        finally:
            # What cannot be drawn is not tried again and again.
            with self._lock:
                self._made[name] = made
                while len(self._made) > _MOST_KEPT:
                    self._made.popitem(last=False)
            self._drawn(name[0], name[1])
