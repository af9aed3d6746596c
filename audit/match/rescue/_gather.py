"""Tables whose grid is lost entirely: labels and values on lines of their own, or a whole row on one line.

The lines are gathered into rows without columns, which the tables' own stage then reads like any other. A row is
only ever as long as the values that directly follow its label, so a lost or an extra number makes its count wrong
and the row is left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from audit.document import Block, Cell, Paragraph, Place, Table
from audit.match._values import is_figure
from audit.match.labels import COMMON, LONGEST_LABEL, Labels, label_key
from audit.match.rescue._brokenrows import join_rows
from audit.match.rescue._linewords import is_page_number
from audit.patterns import regex

#: Lines of the form that make the lines of a document a table.
FORM_LINES_OF_TABLE = 3
#: Values on a line that make it a row, and values in a row that make the run a table, without any label.
_VALUES_OF_ROW, _VALUES_OF_TABLE = 7, 10
#: A piece of a number that was cut in two (“512.” above “43”): it counts, so that its row is found to be too long.
_PIECE_OF_NUMBER = regex(r"[\d\s.,]*\d[\d\s.,]*")


@dataclass(frozen=True, slots=True)
class _TableLine:
    """A line of text that may be a table's: a value, the label of a line of the form, another word, or a ``whole_row``."""

    text: str
    paragraph: Paragraph
    is_value: bool = False
    is_label: bool = False
    whole_row: tuple[str, ...] = ()


def gather(blocks: Sequence[Block], known: Labels) -> tuple[Block, ...] | None:
    """``blocks`` with runs of table-like lines turned into tables; None where too few lines of the form are among them."""
    blocks = [block for block in join_rows(blocks, known) if not is_page_number(block)]
    lines = [
        _table_line(block, following, known) if isinstance(block, Paragraph) else None
        for block, following in zip(blocks, [*blocks[1:], None], strict=False)
    ]
    runs = [list(run) for _, run in groupby(zip(blocks, lines, strict=True), lambda pair: pair[1] is None)]
    labelled = sum(line.is_label for line in lines if line) >= FORM_LINES_OF_TABLE
    if not labelled and not any(_stands_across(_table_lines(run), known) for run in runs):
        return None
    values = [line for line in lines if line and line.is_value]
    gaps_part_rows = sum(line.paragraph.gap for line in values) * 2 < len(values)
    values_first = any(_may_stand_before(segment) for run in runs for segment in _segments(_table_lines(run)))
    result: list[Block] = []
    for run in runs:
        of_table = _table_lines(run)
        result += _table(of_table, gaps_part_rows, values_first) if of_table else [block for block, _ in run]
    return tuple(result)


@cache
@cache
def words_of_across(known: Labels) -> tuple[str, frozenset[str]]:
    """The number of the table whose lines stand side by side, and the words of its head that no other table has."""
    table = next(table for table in known.form.tables if table.across)
    others = {key for number, columns in known.columns.items() if number != table.number for key in columns}
    words = {*known.columns[table.number], *(label_key(line.label) for line in table.lines)}
    return table.number, frozenset(words - others - known.lines.keys() - {*COMMON, ""})


def _stands_across(run: Sequence[_TableLine], known: Labels) -> bool:
    """Whether a run prints words of the head of the table without labels of lines, and figures enough for it."""
    words = [word for line in run for word in line.whole_row or (line.text,)]
    own = words_of_across(known)[1].intersection(map(label_key, words))
    return len(own) >= FORM_LINES_OF_TABLE and sum(map(is_figure, words)) >= _VALUES_OF_TABLE


def _table_lines(run: Sequence[tuple[Block, _TableLine | None]]) -> list[_TableLine]:
    return [line for _, line in run if line]


def _table_line(paragraph: Paragraph, following: Block | None, known: Labels) -> _TableLine | None:
    """What ``paragraph`` is in a table; None where it is running text."""
    words = paragraph.text.split()
    text = " ".join(words)
    if len(text) > LONGEST_LABEL:
        return None
    count = 0
    while count < len(words) and is_figure(words[-1 - count]):
        count += 1
    if count and (head := _split_labels(words[: len(words) - count], known)):
        return _TableLine(text, paragraph, is_label=True, whole_row=(*head, *words[len(words) - count :]))
    is_row_of_values = count == len(words) and count >= _VALUES_OF_ROW
    if is_row_of_values or (not count and len(words) > 1 and all(map(known.known, words))):
        return _TableLine(text, paragraph, whole_row=tuple(words))
    if is_figure(text) or _PIECE_OF_NUMBER.fullmatch(unicodedata.normalize("NFKC", text)):
        return _TableLine(text, paragraph, is_value=True)
    is_line = known.line(text) is not None
    if not known.known(text) and not is_line:
        return None
    before_value = isinstance(following, Paragraph) and is_figure(following.text)
    return _TableLine(text, paragraph, is_label=is_line and (before_value or label_key(text) not in COMMON))


def _split_labels(words: Sequence[str], known: Labels) -> tuple[str, ...]:
    """The labels that ``words``, split at blanks, print: a line's, with those of its groups before it; () for other words."""
    for start in range(len(words)):
        label = "".join(words[start:])
        if known.line(label) is not None and all(map(known.known, words[:start])):
            return (*words[:start], label)
    return ()


def _table(run: Sequence[_TableLine], gaps_part_rows: bool, values_first: bool) -> list[Block]:
    """One table of the run's rows, or its paragraphs again where it holds no form line and no long row.

    ``values_first`` says that figures may stand before their labels: then no label takes what follows it.
    """
    rows: list[list[_TableLine]] = []
    for line in run:
        last = rows[-1][-1] if rows else None
        begins_row = (
            last is None
            or line.is_label
            or line.whole_row
            or last.whole_row
            or (not line.is_value and last.is_value)
            or (line.is_value and not last.is_value and (not last.is_label or values_first))
            or (line.is_value and line.paragraph.gap and gaps_part_rows)
        )
        if begins_row:
            rows.append([])
        rows[-1].append(line)
    longest = max((sum(len(line.whole_row) or 1 for line in row) for row in rows), default=0)
    if not any(line.is_label for line in run) and longest < _VALUES_OF_TABLE:
        return [line.paragraph for line in run]
    cells = [
        Cell(text, line.paragraph.place, number)
        for number, row in enumerate(rows, 1)
        for line in row
        for text in (line.whole_row or (line.text,))
    ]
    return [Table(tuple(cells), Place(line=cells[0].place.line))] if cells else []


def _segments(run: Sequence[_TableLine]) -> Iterator[list[_TableLine]]:
    """Figures and labels of lines that follow each other without a head or a group's label between them."""
    for plain, group in groupby(run, lambda line: (line.is_value or line.is_label) and not line.whole_row):
        if plain:
            yield list(group)


def _may_stand_before(segment: Sequence[_TableLine]) -> bool:
    """Whether figures may be those of the label behind them: some stand before the first label, none behind the last."""
    return segment[0].is_value and not segment[-1].is_value
