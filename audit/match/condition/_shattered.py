"""Whether tables lost their grid so far that figures and pieces of labels stand about singly, and what nobody can rely on then."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from audit.document import Document
from audit.forms import Form, FormTable
from audit.match.labels import Labels
from audit.match.rescue import consists_of_pieces
from audit.match.tables import TableMatch
from audit.model import Passage, Unplaced, WhyUnplaced
from audit.patterns import regex

#: Characters of a line from which on it is no piece of a table.
_LONGEST_PIECE = 60
#: Formats in which a table may be known by nothing but where its words stand.
_GRIDLESS = frozenset(("text", "pdf", "ofd", "picture"))
#: Lines with words of the form that make a table, where none of it was read.
_LEAST_LABELS = 3
_BARS = regex(r"[|｜│┃]")
#: Figures that found no place, and lines that are pieces of labels, which together make the tables shattered.
_LEAST_FIGURES, _LEAST_PIECES = 20, 8


def loose_pieces(passages: Sequence[Passage], form: Form, known: Labels) -> frozenset[Passage]:
    """The passages that are lines of a table dumped without its grid: pieces of the form's words, and what stands among them."""
    return frozenset[Passage]().union(*(_pieces_of(table, passages, known) for table in form.tables))


def tables_as_text(
    passages: Sequence[Passage], tables: TableMatch, form: Form, known: Labels
) -> Mapping[int, frozenset[Passage]]:
    """The lines of tables that were not read at all and stand in the text instead, by the section that they stand in."""
    found: dict[int, frozenset[Passage]] = {}
    for table in form.tables:
        pieces = _pieces_of(table, passages, known)
        labels = [p for p in pieces if any(map(str.isalpha, p.text)) and consists_of_pieces(_unbarred(p.text), known)]
        if len(labels) >= _LEAST_LABELS and not any(cell.key in tables.cells for cell in table.cells):
            found[table.section] = pieces
    return found


def _pieces_of(table: FormTable, passages: Sequence[Passage], known: Labels) -> frozenset[Passage]:
    """The lines of the section of ``table`` down to the last that consists of pieces of the form's words."""
    lines = [p for p in passages if p.section == table.section and not p.heading]
    pieces = [i for i, p in enumerate(lines) if "。" not in p.text and consists_of_pieces(_unbarred(p.text), known)]
    among = lines[: pieces[-1] + 1] if pieces else []
    return frozenset(p for p in among if "。" not in p.text and len(p.text) < _LONGEST_PIECE)


def _unbarred(text: str) -> str:
    """``text`` with blanks for the bars between the cells of a row, as plain text draws them."""
    return _BARS.sub(" ", text)


def is_shattered(document: Document, tables: TableMatch, pieces: Collection[Passage]) -> bool:
    """Whether tables lost their grid, or have none, so far that figures and ``pieces`` of labels stand about singly."""
    return document.format in _GRIDLESS and len(tables.unplaced) >= _LEAST_FIGURES and len(pieces) >= _LEAST_PIECES


def without_blanks(tables: TableMatch) -> TableMatch:
    """Shattered ``tables`` without blanks and labels: a blank may be a lost figure, a label a piece of one."""
    blanks = [cell for cell in tables.cells.values() if cell.kind == "blank"]
    cells = {key: cell for key, cell in tables.cells.items() if cell.kind != "blank"}
    left_out = [Unplaced(cell.raw, cell.place, WhyUnplaced.SHATTERED) for cell in blanks]
    return replace(tables, cells=cells, unplaced=(*tables.unplaced, *left_out), printed=())
