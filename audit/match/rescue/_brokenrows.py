"""Tables whose lines were broken to the width of their cells, as copying out of a PDF leaves them.

A label that runs over several lines is known by the form; its figures stand beside, behind or between its lines. Words
of the head and of groups that were broken are put together where they come out whole, and left out of the text where not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby

from audit.cells import read_cell
from audit.document import Block, Document, Paragraph, Place
from audit.forms import Line
from audit.match._labels import COMMON, Labels, group_keys, label_key
from audit.text import fold
from audit.words import DASHED_PAGE

#: Most figures of a row below one head; the line of table 四 has more, and no label.
_WIDEST = 8
#: So many rows, or lines of any kind, make lines of a form's words and figures a table.
_ENOUGH_ROWS, _ENOUGH_LINES = 3, 12
#: Marks that stand alone on a line of a label; a bracket opens the next label.
_MARKS = re.compile(r"[^\w\s（(]+")
#: A number between dashes is a page's: “- 2 -”.
#: Most characters of a line of a table.
_LONGEST_FRAGMENT = 60
#: A line of a table that is not put together consists of so many pieces of labels at the most.
_MOST_PIECES = 3


@dataclass
class _Row:
    """A row as far as its lines have come. ``behind`` says that the figures stand on a line behind the whole label."""

    lines: list[Paragraph]
    label: str
    figures: list[str] = field(default_factory=list)
    place: Place | None = None
    behind: bool = False

    def add(self, line: Paragraph, figures: Sequence[str]) -> None:
        self.lines.append(line)
        if figures:
            self.figures, self.place = list(figures), line.place

    def whole(self) -> Paragraph:
        """Label and figures on one line, which stands where the figures do."""
        place = self.place or self.lines[0].place
        return Paragraph(" ".join((self.label, *self.figures)), place, self.lines[0].gap)


def rows(document: Document, known: Labels) -> Document:
    """``document`` with the lines of each row put together where it is certain which these are.

    Figures on a line of their own behind a label may as well be those of the next label, where a page prints them a
    little higher. They are taken for the first only where none stand before the first label and none is without.
    """
    found = list(_Scan(known).rows(document.blocks))
    if not any(isinstance(item, _Row) and len(item.lines) > 1 for item in found):
        return document
    certain = not any(_lacks(item, known) if isinstance(item, _Row) else _is_stray(item) for item in found)
    blocks: list[Block] = []
    for inside, group in groupby(found, lambda item: isinstance(item, _Row) or _is_part(item, known)):
        items = list(group)
        is_table = len(items) >= _ENOUGH_LINES or sum(isinstance(item, _Row) for item in items) >= _ENOUGH_ROWS
        loose: list[Block] = []
        for item in items:
            if not isinstance(item, _Row):
                loose.append(item)
            elif label_key(item.label) in known.lines and (certain or not item.behind):
                blocks += [*(_heads(loose, known) if inside and is_table else loose), item.whole()]
                loose = []
            else:
                loose += item.lines
        blocks += _heads(loose, known) if inside and is_table else loose
    return replace(document, blocks=tuple(blocks))


def is_page_number(block: Block) -> bool:
    """Whether ``block`` prints a page's number between dashes and nothing else."""
    return isinstance(block, Paragraph) and DASHED_PAGE.fullmatch(block.text) is not None


def _is_part(block: Block, known: Labels) -> bool:
    """Whether a line prints nothing but figures and pieces of the form's words."""
    return isinstance(block, Paragraph) and (
        not block.text.strip() or all(_is_figure(word) or _is_fragment(word, known) for word in block.text.split())
    )


def _heads(parts: Sequence[Block], known: Labels) -> Iterator[Block]:
    """The lines between two rows: those of words put together where all of them come out whole, else without them."""
    parts = [part for part in parts if not is_page_number(part)]
    for is_words, group in groupby(parts, lambda block: isinstance(block, Paragraph) and _is_words(block.text)):
        blocks = list(group)
        if not is_words:
            yield from blocks
            continue
        lines = [block for block in blocks if isinstance(block, Paragraph)]
        if all(known.known(word) for line in lines for word in (line.text, *line.text.split())):
            yield from lines
        elif words := _segmented("".join(label_key(line.text) for line in lines), known):
            yield lines[0]._replace(text=" ".join(words))


def _is_stray(block: Block) -> bool:
    words = block.text.split() if isinstance(block, Paragraph) and not is_page_number(block) else []
    return 1 < len(words) <= _WIDEST and all(map(_is_figure, words))


def _lacks(row: _Row, known: Labels) -> bool:
    hit = known.lines.get(label_key(row.label))
    return hit is not None and len(hit.line.columns) > 1 and not row.figures and not row.label.startswith(COMMON)


class _Scan:
    """Goes down the lines once; ``rows`` gives them in order, those that print a label or some of it as rows."""

    def __init__(self, known: Labels) -> None:
        self.known = known
        self.beginnings = _beginnings(known)
        self.row: _Row | None = None

    def rows(self, blocks: Sequence[Block]) -> Iterator[Block | _Row]:
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
                self.row = self._begun(block)
                if not self.row:
                    yield block
        if self.row:
            yield self.row

    def _begun(self, line: Paragraph) -> _Row | None:
        words, figures = _split(line.text)
        label = _further("", words, self.beginnings)
        if not label or (label.startswith(COMMON) and not figures):  # one of a head's words
            return None
        row = _Row([], label)
        row.add(line, figures)
        return row

    def _goes_on(self, row: _Row, line: Paragraph) -> bool:
        """Whether ``line`` is the next of ``row``'s, which takes it then: more of its label, its figures, a group's label."""
        words, figures = _split(line.text)
        if figures and row.figures:
            return False
        whole = label_key(row.label) in self.known.lines
        further = _further(row.label, words, self.beginnings)
        if further is not None:
            row.label, row.behind = further, False
        elif words:
            if whole or not all(map(_is_piece, words)) or _is_numbered(words[0], self.known):
                return False
        elif whole and len(figures) == 1:
            return False
        else:
            row.behind = whole
        row.add(line, figures)
        return True


def _split(text: str) -> tuple[list[str], list[str]]:
    """The words of a line and the figures behind them."""
    words = text.split()
    if len(words) == 1 and words[0].isalpha():
        return words, []  # “三” and “无” are broken off labels
    count = len(words)
    while count and _is_figure(words[count - 1]):
        count -= 1
    return words[:count], words[count:]


def ends_with_figures(text: str) -> bool:
    """Whether a line ends with several figures, blanks between them, as a row of a table does."""
    return len(_split(text)[1]) > 1


def _further(label: str, words: Sequence[str], beginnings: frozenset[str]) -> str | None:
    """``label`` with ``words``, None where no label of the form begins so; pieces of a group's label may stand before them."""
    if sum(map(len, words)) > _LONGEST_FRAGMENT:
        return None
    for start in range(len(words)):
        further = "".join(words[start:])
        marks = not label_key(further)
        if marks and not (_MARKS.fullmatch(further) if label else any(map(str.isdigit, further))):
            continue
        if all(map(_is_piece, words[:start])) and label_key(label + further) in beginnings:
            return label + further
    return None


def _is_numbered(word: str, known: Labels) -> bool:
    """Whether a label of a line begins with ``word``, its number included."""
    return bool(label_key(word)) and any(fold(line.label).startswith(fold(word)) for line in _lines(known))


@cache
def _lines(known: Labels) -> tuple[Line, ...]:
    return tuple(line for table in known.form.tables for line in table.lines)


def _is_figure(word: str) -> bool:
    return read_cell(word).kind != "text"


def _is_words(text: str) -> bool:
    return bool(text.strip()) and not any(map(_is_figure, text.split()))


def _segmented(text: str, known: Labels) -> tuple[str, ...]:
    """``text`` as the fewest words of the form's heads and groups that it consists of, () where it does not."""
    words = _head_words(known)
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(text) + 1):
        ways = [
            (*before, word)
            for word in words
            if text.endswith(word, 0, end) and (before := best[end - len(word)]) is not None
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or ()


@cache
def _head_words(known: Labels) -> tuple[str, ...]:
    return tuple(sorted({*group_keys(), *(key for columns in known.columns.values() for key in columns)}))


def of_pieces(text: str, known: Labels) -> bool:
    """Whether a line prints pieces of the form's words, however many, and at most figures behind them."""
    return _is_fragment("".join(_split(text)[0]), known, _LONGEST_FRAGMENT)


def _is_fragment(text: str, known: Labels, most: int = _MOST_PIECES) -> bool:
    """Whether ``text`` consists of at ``most`` so many pieces of the form's words; marks alone do."""
    key, printed = label_key(text), _all_words(known)
    if len(key) > _LONGEST_FRAGMENT:
        return False
    for _ in range(most):
        if not key:
            break
        length = next((end for end in range(len(key), 0, -1) if key[:end] in printed), 0)
        key = key[length:]
    return not key


@cache
def _all_words(known: Labels) -> str:
    """All words of the form, one a line."""
    return "\n".join((*known.lines, *_head_words(known)))


def _is_piece(word: str) -> bool:
    """Whether ``word`` may be a piece of a group's label (“（三）不予公” and “开”)."""
    key = label_key(word)
    return bool(key) and any(key in group for group in group_keys())


@cache
def _beginnings(known: Labels) -> frozenset[str]:
    """All that a label of a line begins with; a number alone, which leaves nothing, does as well."""
    return frozenset(key[:end] for key in known.lines for end in range(len(key) + 1))
