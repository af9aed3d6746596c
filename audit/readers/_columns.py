"""Cells whose column separators are not drawn, cut by where their text stands.

A cell cut this way has a confidence below 1: its separator was inferred.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from audit.readers._lines import Line, chunks, compose
from audit.readers._rulings import INFERRED, Box, Grid


def split_boxes(grid: Grid, cells: Sequence[tuple[Box, list[Line]]]) -> list[tuple[Box, list[Line]]]:
    """``cells`` with those cut that print several columns side by side."""
    return list(cells)
