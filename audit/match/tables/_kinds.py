"""What a printed row is taken for: a row of lines, the one row of a table across, a group as one, a head, a stray, too wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.document import Cell
from audit.forms import FormTable, Line
from audit.match.labels import LineLabel
from audit.match.tables._assign import Assigned, HeadCell, Refused
from audit.model import Printed


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of the form in a row: its label and the values beside it; ``result`` is None where no values stand there."""

    hit: LineLabel
    label: Cell
    values: Sequence[Cell]
    result: Assigned | Refused | None
    printed: Printed


@dataclass(frozen=True, slots=True)
class LineRow:
    """A row that is labelled as a line of the form, or as several where rows run on."""

    lines: tuple[PrintedLine, ...]


@dataclass(frozen=True, slots=True)
class AcrossRow:
    """The one row of a table whose lines stand side by side; ``line`` stands for all of them."""

    table: FormTable
    line: Line
    values: Sequence[Cell]
    result: Assigned | Refused


@dataclass(frozen=True, slots=True)
class DisorderedRow:
    """A row of such a table below a head that contradicts the form, as ``refused`` says: nobody knows which row it is."""

    values: Sequence[Cell]
    refused: Refused


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row that prints a ``group`` of lines as one, with its label and values."""

    table: FormTable
    group: str
    label: Cell
    values: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A row of a head; ``table`` is the one whose ``columns`` it names, None where it only names groups."""

    table: FormTable | None = None
    columns: tuple[HeadCell, ...] = ()


@dataclass(frozen=True, slots=True)
class StrayRow:
    """A row without a known label: its ``figures``, and the words before them as a label that the form does not have.

    ``is_labelled`` says that some word stands beside the figures.
    """

    figures: Sequence[Cell]
    is_labelled: bool
    printed: Printed | None


@dataclass(frozen=True, slots=True)
class WideRow:
    """A row of far more cells than any of the form, ``width``; the first of its ``figures``."""

    figures: Sequence[Cell]
    width: int


RowKind = LineRow | AcrossRow | DisorderedRow | GroupRow | HeadRow | StrayRow | WideRow
