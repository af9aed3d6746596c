"""What is done at the desk besides deciding: cells corrected, points awarded, findings added, steps taken, reports chosen, what may be another's taken over, the last entry taken back, differences settled, views, results."""

from __future__ import annotations

from collections.abc import Mapping

from audit.desk.opened import WorkVerb
from audit.desk.tasks import (
    _adding,
    _adopting,
    _cells,
    _choosing,
    _differences,
    _making,
    _moves,
    _points,
    _undoing,
    _views,
)
from audit.desk.tasks._cells import pictured_cell

#: What this room does on a verb of the browser.
VERBS: Mapping[str, WorkVerb] = {
    **_cells.VERBS,
    **_points.VERBS,
    **_adding.VERBS,
    **_moves.VERBS,
    **_choosing.VERBS,
    **_adopting.VERBS,
    **_undoing.VERBS,
    **_differences.VERBS,
    **_views.VERBS,
    **_making.VERBS,
}

__all__ = ["VERBS", "pictured_cell"]
