"""Ruled grids filled with their text, cell by cell, and put together again where a page break cuts them."""

from __future__ import annotations

from audit.readers.page.tables._cells import drop_cut_cells, fill_grid, part_at_headings, rejoin_wrapped_figures
from audit.readers.page.tables._pagebreak import RuledCell, RuledTable, mend_page_break

__all__ = [
    "RuledCell",
    "RuledTable",
    "drop_cut_cells",
    "fill_grid",
    "mend_page_break",
    "part_at_headings",
    "rejoin_wrapped_figures",
]
