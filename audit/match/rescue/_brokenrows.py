"""Tables whose lines were broken to the width of their cells, as copying out of a PDF leaves them.

A label that runs over several lines is known by the form; its figures stand beside, behind or between its lines. Words
of the head and of groups that were broken are put together where they come out whole, and left out of the text where not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from audit.document import Block, Paragraph, Place
from audit.forms import Line
from audit.match._values import is_figure
from audit.match.labels import COMMON, Labels, label_key
from audit.match.rescue._formwords import LONGEST_LINE, beginnings, fewest_words, is_fragment, is_piece_of_group
from audit.match.rescue._linewords import is_page_number, words_and_figures
from audit.patterns import regex
from audit.text import fold

#: Most figures of a row below one head; the line of table 四 has more, and no label.
_MOST_FIGURES_OF_ROW = 8
#: Rows, or lines of any kind, from which on lines of a form's words and figures are a table.
_ROWS_OF_TABLE, _LINES_OF_TABLE = 3, 12
#: Marks that stand alone on a line of a label; a bracket opens the next label.
_MARKS = regex(r"[^\w\s（(]+")


@dataclass
class _BrokenRow:
    """A row as far as its lines have come; ``behind`` says that the figures stand on a line behind the whole label."""

    lines: list[Paragraph]
    label: str
    figures: list[str] = field(default_factory=list)
    place: Place | None = None
    behind: bool = False

    def add(self, line: Paragraph, figures: Sequence[str]) -> None:
        """Take a further line of the row; its ``figures``, where it has any, are the row's."""
        self.lines.append(line)
        if figures:
            self.figures, self.place = list(figures), line.place

    def on_one_line(self) -> Paragraph:
        """Label and figures on one line, which stands where the figures do."""
        place = self.place or self.lines[0].place
        return Paragraph(" ".join((self.label, *self.figures)), place, self.lines[0].gap)


def join_rows(blocks: Sequence[Block], known: Labels) -> Sequence[Block]:
    """``blocks`` with the lines of each row put together where it is certain which these are.

    Figures on a line of their own behind a label may as well be those of the next label, where a page prints them a
    little higher. They are taken for the first only where none stand before the first label and none is without.
    """
    found = list(_RowScan(known).rows(blocks))
    if not any(isinstance(item, _BrokenRow) and len(item.lines) > 1 for item in found):
        return blocks
    certain = not any(
        _lacks_figures(item, known) if isinstance(item, _BrokenRow) else _are_only_figures(item) for item in found
    )
    joined: list[Block] = []
    for inside, group in groupby(found, lambda item: isinstance(item, _BrokenRow) or _is_part(item, known)):
        items = list(group)
        rows = sum(isinstance(item, _BrokenRow) for item in items)
        is_table = inside and (len(items) >= _LINES_OF_TABLE or rows >= _ROWS_OF_TABLE)
        between: list[Block] = []
        for item in items:
            if not isinstance(item, _BrokenRow):
                between.append(item)
            elif label_key(item.label) in known.lines and (certain or not item.behind):
                joined += [*(_join_heads(between, known) if is_table else between), item.on_one_line()]
                between = []
            else:
                between += item.lines
        joined += _join_heads(between, known) if is_table else between
    return joined


def _is_part(block: Block, known: Labels) -> bool:
    """Whether a line prints nothing but figures and pieces of the form's words."""
    return isinstance(block, Paragraph) and (
        not block.text.strip() or all(is_figure(word) or is_fragment(word, known) for word in block.text.split())
    )


def _join_heads(parts: Sequence[Block], known: Labels) -> Iterator[Block]:
    """The lines between two rows: those of words put together where all of them come out whole, else without them."""
    parts = [part for part in parts if not is_page_number(part)]
    for is_words, group in groupby(parts, lambda block: isinstance(block, Paragraph) and _are_words(block.text)):
        blocks = list(group)
        if not is_words:
            yield from blocks
            continue
        lines = [block for block in blocks if isinstance(block, Paragraph)]
        if all(known.known(word) for line in lines for word in (line.text, *line.text.split())):
            yield from lines
        elif words := fewest_words("".join(label_key(line.text) for line in lines), known):
            yield lines[0]._replace(text=" ".join(words))


def _are_words(text: str) -> bool:
    return bool(text.strip()) and not any(map(is_figure, text.split()))


def _are_only_figures(block: Block) -> bool:
    """Whether a line prints several figures and no word, as those do that stand before their label."""
    words = block.text.split() if isinstance(block, Paragraph) and not is_page_number(block) else []
    return 1 < len(words) <= _MOST_FIGURES_OF_ROW and all(map(is_figure, words))


def _lacks_figures(row: _BrokenRow, known: Labels) -> bool:
    """Whether a row of a line with several columns has its label and no figure."""
    hit = known.lines.get(label_key(row.label))
    return hit is not None and len(hit.line.columns) > 1 and not row.figures and not row.label.startswith(COMMON)


class _RowScan:
    """Goes down the lines once; ``rows`` gives them in order, those that print a label or some of it as rows."""

    def __init__(self, known: Labels) -> None:
        self.known = known
        self.beginnings = beginnings(known)
        self.row: _BrokenRow | None = None

    def rows(self, blocks: Sequence[Block]) -> Iterator[Block | _BrokenRow]:
        """Rows with the figures that stand at them, and the other blocks."""
        for block in blocks:
            if is_page_number(block):
                yield block  # a row goes on behind it
            elif not isinstance(block, Paragraph):
                yield from filter(None, (self.row, block))
                self.row = None
            elif not (self.row and self._goes_on(self.row, block)):
                if self.row:
                    yield self.row
                self.row = self._begin(block)
                if not self.row:
                    yield block
        if self.row:
            yield self.row

    def _begin(self, line: Paragraph) -> _BrokenRow | None:
        """The row that ``line`` begins, None where it prints no beginning of a label."""
        words, figures = words_and_figures(line.text)
        label = _lengthened("", words, self.beginnings)
        if not label or (label.startswith(COMMON) and not figures):  # one of a head's words
            return None
        row = _BrokenRow([], label)
        row.add(line, figures)
        return row

    def _goes_on(self, row: _BrokenRow, line: Paragraph) -> bool:
        """Whether ``line`` is the next of ``row``'s, which takes it then: more of its label, its figures, a group's label."""
        words, figures = words_and_figures(line.text)
        if figures and row.figures:
            return False
        is_whole = label_key(row.label) in self.known.lines
        longer = _lengthened(row.label, words, self.beginnings)
        if longer is not None:
            row.label, row.behind = longer, False
        elif words:
            if is_whole or not all(map(is_piece_of_group, words)) or _begins_a_line(words[0], self.known):
                return False
        elif is_whole and len(figures) == 1:
            return False
        else:
            row.behind = is_whole
        row.add(line, figures)
        return True


def _lengthened(label: str, words: Sequence[str], beginnings: frozenset[str]) -> str | None:
    """``label`` with ``words``, None where no label of the form begins so; pieces of a group's label may stand before them."""
    if sum(map(len, words)) > LONGEST_LINE:
        return None
    for start in range(len(words)):
        further = "".join(words[start:])
        marks = not label_key(further)
        if marks and not (_MARKS.fullmatch(further) if label else any(map(str.isdigit, further))):
            continue
        if all(map(is_piece_of_group, words[:start])) and label_key(label + further) in beginnings:
            return label + further
    return None


def _begins_a_line(word: str, known: Labels) -> bool:
    """Whether a label of a line begins with ``word``, its number included."""
    return bool(label_key(word)) and any(fold(line.label).startswith(fold(word)) for line in _lines(known))


@cache
def _lines(known: Labels) -> tuple[Line, ...]:
    return tuple(line for table in known.form.tables for line in table.lines)
