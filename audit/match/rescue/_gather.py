"""Tables whose grid is lost entirely: labels and values on lines of their own, or a whole row on one line.

The lines are gathered into rows without columns, which the walk over tables then reads like any other. A row is
only ever as long as the values that directly follow its label, so a lost or an extra number makes its count wrong
and the row is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from audit.document import Block, Cell, Document, Paragraph, Place, Table
from audit.match._labels import COMMON, Labels, label_key
from audit.match.rescue._brokenrows import is_page_number, rows
from audit.match.tables import is_value

#: Rows of one-line cells that make a run of lines a table.
_ENOUGH_ROWS = 3
#: So many values in a row make one without a label a row of a table too.
_LONG_ROW = 10
#: A piece of a number that was cut in two (“512.” above “43”): it counts, so that its row is found to be too long.
_PIECE = re.compile(r"[\d\s.,]*\d[\d\s.,]*")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    paragraph: Paragraph
    value: bool
    line: bool
    whole_row: tuple[str, ...] = ()


def gather(document: Document, known: Labels) -> Document:
    """``document`` with runs of table-like lines turned into tables; unchanged where there are none."""
    given, document = document, rows(document, known)
    blocks = [block for block in document.blocks if not is_page_number(block)]
    tokens = [
        _token(block, following, known) if isinstance(block, Paragraph) else None
        for block, following in zip(blocks, [*blocks[1:], None], strict=False)
    ]
    if sum(token.line for token in tokens if token) < _ENOUGH_ROWS:
        return given
    values = [token for token in tokens if token and token.value]
    gaps_tell = sum(token.paragraph.gap for token in values) * 2 < len(values)
    runs = [list(run) for _, run in groupby(zip(blocks, tokens, strict=True), lambda pair: pair[1] is None)]
    before = any(_stand_before(segment) for run in runs for segment in _segments(_tokens(run)))
    result: list[Block] = []
    for run in runs:
        result += _table(of_run, gaps_tell, before) if (of_run := _tokens(run)) else [block for block, _ in run]
    return replace(document, blocks=tuple(result))


def _tokens(run: Sequence[tuple[Block, _Token | None]]) -> list[_Token]:
    return [token for _, token in run if token]


def _token(paragraph: Paragraph, following: Block | None, known: Labels) -> _Token | None:
    words = paragraph.text.split()
    text = " ".join(words)
    if len(text) > 90:
        return None
    count = 0
    while count < len(words) and is_value(_cell(words[-1 - count], paragraph, 0)):
        count += 1
    if count and (head := _labels(words[: len(words) - count], known)):
        return _Token(text, paragraph, value=False, line=True, whole_row=(*head, *words[len(words) - count :]))
    if (count == len(words) and count >= 7) or (not count and len(words) > 1 and all(map(known.known, words))):
        return _Token(text, paragraph, value=False, line=False, whole_row=tuple(words))
    if is_value(_cell(text, paragraph, 0)) or _PIECE.fullmatch(unicodedata.normalize("NFKC", text)):
        return _Token(text, paragraph, value=True, line=False)
    if not known.known(text) and known.line(text) is None:
        return None
    before_value = isinstance(following, Paragraph) and is_value(_cell(following.text, following, 0))
    common = label_key(text) in COMMON
    return _Token(text, paragraph, value=False, line=known.line(text) is not None and (before_value or not common))


def _labels(words: Sequence[str], known: Labels) -> tuple[str, ...]:
    """The labels that ``words``, split at blanks, print: a line's, with those of its groups before it; () for other words."""
    for start in range(len(words)):
        label = "".join(words[start:])
        if known.line(label) is not None and all(map(known.known, words[:start])):
            return (*words[:start], label)
    return ()


def _table(run: Sequence[_Token], gaps_tell: bool, before: bool) -> list[Block]:
    """One table of the run's rows, or its paragraphs again where it holds no form line and no long row.

    ``before`` says that figures may stand before their labels: then no label takes what follows it.
    """
    rows: list[list[_Token]] = []
    for token in run:
        last = rows[-1][-1] if rows else None
        starts = (
            last is None
            or token.line
            or token.whole_row
            or last.whole_row
            or (not token.value and last.value)
            or (token.value and not last.value and (not last.line or before))
            or (token.value and token.paragraph.gap and gaps_tell)
        )
        if starts:
            rows.append([])
        rows[-1].append(token)
    longest = max((sum(len(token.whole_row) or 1 for token in row) for row in rows), default=0)
    if not any(token.line for token in run) and longest < _LONG_ROW:
        return [token.paragraph for token in run]
    cells = [
        _cell(text, token.paragraph, number)
        for number, row in enumerate(rows, 1)
        for token in row
        for text in (token.whole_row or (token.text,))
    ]
    return [Table(tuple(cells), Place(line=cells[0].place.line))] if cells else []


def _segments(run: Sequence[_Token]) -> Iterator[list[_Token]]:
    """Figures and labels of lines that follow each other without a head or a group's label between them."""
    for plain, group in groupby(run, lambda token: (token.value or token.line) and not token.whole_row):
        if plain:
            yield list(group)


def _stand_before(segment: Sequence[_Token]) -> bool:
    """Whether figures may be those of the label behind them: some stand before the first label, none behind the last."""
    return segment[0].value and not segment[-1].value


def _cell(text: str, paragraph: Paragraph, row: int) -> Cell:
    return Cell(text, paragraph.place, row)
