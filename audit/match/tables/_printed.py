"""The labels that the form's tables were printed with, for comparing them with the form's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from audit.document import Cell, Paragraph
from audit.forms import FormTable
from audit.match._values import is_value
from audit.match.labels import Labels, LineLabel, label_key
from audit.match.tables._assign import HeadCell
from audit.match.tables._kinds import GroupRow
from audit.model import Printed
from audit.patterns import regex

#: Longest label of a line or column that the form does not have; what is longer is a note.
_LONGEST_LABEL = 40
#: Shortest label that is one outside of a table too.
_SHORTEST_LABEL = 4
#: Figures, blanks and separators behind a label.
_VALUES = regex(r"[\s\d|/.,，、—-]+$")


def line_label(known: Labels, hit: LineLabel, label: Cell, values: Sequence[Cell]) -> Printed:
    """The label of a line of the form, with what is printed beside it."""
    exact = known.prints(label.text)
    raws = tuple(cell.text.strip() for cell in values)
    return Printed(
        hit.table.number, "line", hit.line.key, label.text.strip(), label.place, exact, label.confidence, raws
    )


def group_label(found: GroupRow) -> Printed:
    """The label of a row that prints a group of lines as one."""
    raws = tuple(cell.text.strip() for cell in found.values)
    text, place = found.label.text.strip(), found.label.place
    return Printed(found.table.number, "block", found.group, text, place, confidence=found.label.confidence, raws=raws)


def loose_lines(known: Labels, paragraphs: Iterable[Paragraph]) -> Iterator[Printed]:
    """The labels of lines that stand in the text, as in sources that lost a table's grid."""
    for paragraph in paragraphs:
        text = _VALUES.sub("", paragraph.text)
        hit = known.line(text) if _SHORTEST_LABEL <= len(text) <= _LONGEST_LABEL else None
        if hit:
            yield Printed(hit.table.number, "line", hit.line.key, text.strip(), paragraph.place, True, hit.confidence)


def other_line(known: Labels, table: FormTable, row: Sequence[Cell]) -> Printed | None:
    """The label of a row with numbers that is no line of ``table``, None where the row prints none."""
    words = [cell for cell in row if cell.text.strip() and not is_value(cell) and not known.known(cell.text)]
    key = label_key(words[-1].text) if words else ""
    if not 1 < len(key) <= _LONGEST_LABEL or key.isdigit():
        return None
    raws = tuple(cell.text.strip() for cell in row if is_value(cell))
    cell = words[-1]
    return Printed(table.number, "line", None, cell.text.strip(), cell.place, confidence=cell.confidence, raws=raws)


def column_labels(known: Labels, table: FormTable, head: Sequence[HeadCell]) -> Iterator[Printed]:
    """The column labels of ``table`` as its last head prints them; those of another edition are left out."""
    for item in head:
        if not item.foreign:
            text, place = item.cell.text.strip(), item.cell.place
            # A head cut over two rows (“商业” above “企业”) names no column by itself.
            alike = item.key is not None and known.column(table, text) == item.key
            exact = not alike or label_key(text) in known.columns[table.number]
            yield Printed(table.number, "column", item.key, text, place, exact, item.cell.confidence)
