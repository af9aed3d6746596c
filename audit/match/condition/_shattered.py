"""Whether tables lost their grid so far that figures and pieces of labels stand about singly, and what nobody can rely on then."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from audit.document import Document
from audit.forms import Form
from audit.match.labels import Labels
from audit.match.rescue import consists_of_pieces
from audit.match.tables import TableMatch
from audit.model import Passage, Unplaced, WhyUnplaced

#: Characters of a line from which on it is no piece of a table.
_LONGEST_PIECE = 60
#: Formats in which a table may be known by nothing but where its words stand.
_GRIDLESS = frozenset(("text", "pdf", "ofd", "picture"))
#: Figures that found no place, and lines that are pieces of labels, which together make the tables shattered.
_LEAST_FIGURES, _LEAST_PIECES = 20, 8


def loose_pieces(passages: Sequence[Passage], form: Form, known: Labels) -> frozenset[Passage]:
    """The passages that are lines of a table dumped without its grid: pieces of the form's words, and what stands among them."""
    found: set[Passage] = set()
    for table in form.tables:
        lines = [p for p in passages if p.section == table.section and not p.heading]
        pieces = [index for index, p in enumerate(lines) if "。" not in p.text and consists_of_pieces(p.text, known)]
        among = lines[: pieces[-1] + 1] if pieces else []
        found |= {p for p in among if "。" not in p.text and len(p.text) < _LONGEST_PIECE}
    return frozenset(found)


def is_shattered(document: Document, tables: TableMatch, pieces: Collection[Passage]) -> bool:
    """Whether tables lost their grid, or have none, so far that figures and ``pieces`` of labels stand about singly."""
    return document.format in _GRIDLESS and len(tables.unplaced) >= _LEAST_FIGURES and len(pieces) >= _LEAST_PIECES


def without_blanks(tables: TableMatch) -> TableMatch:
    """Shattered ``tables`` without blanks and labels: a blank may be a lost figure, a label a piece of one."""
    blanks = [cell for cell in tables.cells.values() if cell.kind == "blank"]
    cells = {key: cell for key, cell in tables.cells.items() if cell.kind != "blank"}
    left_out = [Unplaced(cell.raw, cell.place, WhyUnplaced.SHATTERED) for cell in blanks]
    return replace(tables, cells=cells, unplaced=(*tables.unplaced, *left_out), printed=())
