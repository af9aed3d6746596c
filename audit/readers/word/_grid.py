"""Tables of a .docx body while they are read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class GridCell:
    """A cell at its first grid place, from 1; its spans grow while the table is read."""

    text: str
    row: int
    column: int
    colspan: int
    rowspan: int = 1


@dataclass(slots=True)
class Grid:
    """A table being read; ``widths`` are the widths of its grid columns in twips, as far as stated."""

    cells: list[GridCell] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
