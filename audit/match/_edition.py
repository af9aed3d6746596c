"""Which edition of the form a document prints: the one that fits it most tightly; its year decides only between equals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from audit.document import Document
from audit.forms import Form, editions, load
from audit.match.labels import COMMON, LONGEST_LABEL, column_name, label_key, labels
from audit.match.rescue import Gathered, Rescued
from audit.match.tables import TableMatch

#: Other labels that one label counts for which only one edition has.
_WORTH_OF_TELLING = 10


@dataclass(frozen=True)
class Fit:
    """A document beside one edition, by whose labels the lines of its lost tables are ``gathered``.

    ``drawn`` are the keys of what its own tables print, ``loose`` those of its paragraphs, lines of tables that lost their
    grid among them.
    """

    form: Form
    gathered: Gathered
    drawn: frozenset[str]
    loose: frozenset[str]

    @cached_property
    def printed(self) -> frozenset[str]:
        """The keys of what the tables print, as far as it may be a label."""
        return _printed(self.gathered.document)

    @cached_property
    def labelled(self) -> int:
        """How many of the edition's labels the tables print."""
        return len(self.printed & _words(self.form.edition))

    def telling_labels(self, *others: str) -> int:
        """How many labels are printed that this edition has and none of the editions ``others``.

        Of a label broken over lines each may print a label of another edition (“行政”, “规范性文件”), which tells nothing.
        """
        known = frozenset[str]().union(*map(_words, others))
        own = (_words(self.form.edition) - known).difference(COMMON)
        pieces = {word for word in own if any(word in other for other in known)}
        return len((self.drawn & own) | ((self.printed | self.loose) & own - pieces))

    def is_tighter(self, other: Fit) -> bool:
        """Whether this edition fits better than ``other``: more is printed of it, or as much and it is contained in that."""
        own, theirs = self._tightness(other), other._tightness(self)
        contained = self.form.cells.keys() < other.form.cells.keys() and not other._prints_more_than(self.form)
        return own > theirs or (own == theirs and contained)

    def _tightness(self, other: Fit) -> int:
        return self.labelled + _WORTH_OF_TELLING * self.telling_labels(other.form.edition)

    def _prints_more_than(self, smaller: Form) -> bool:
        """Whether some line is printed, perhaps with a slip in its label, that ``smaller`` has not."""
        lines = {(table.number, line.key) for table in smaller.tables for line in table.lines}
        hits = labels(self.form.edition).lines_of(self.gathered.document.tables)
        return any((hit.table.number, hit.line.key) not in lines for hit in hits)


def fitting(rescued: Rescued) -> Fit | None:
    """The edition that a document prints most tightly, of equals the newest; None where no label is printed."""
    drawn = _printed(rescued.document)
    loose = frozenset(label_key(paragraph.text) for paragraph in rescued.document.paragraphs)
    best: Fit | None = None
    for edition in reversed(editions()):
        fit = Fit(load(edition), rescued.gathered[edition], drawn, loose)
        others = [other for other in editions() if other != edition]
        if (fit.labelled or fit.telling_labels(*others)) and (best is None or fit.is_tighter(best)):
            best = fit
    return best


def is_without(own: TableMatch, larger: TableMatch, form: Form, due: Form) -> bool:
    """Whether a document surely prints ``form`` and not ``due``, of which it prints no label that tells them apart.

    ``own`` and ``larger`` are its tables read as the one and as the other. It does where no cell that only ``due`` has is
    printed, though those right before and behind are, and nothing is printed that ``form`` has no place for. Of a line
    that is missing as a whole no cell tells anything.
    """
    keys = list(due.cells)
    more = [key for key in keys if key not in form.cells]
    left_over = own.unplaced or any(label.key is None for label in own.printed)
    if left_over or not more or not larger.cells.keys().isdisjoint(more) or {keys[0], keys[-1]} - form.cells.keys():
        return False
    ends = [key for pair in pairwise(keys) if len(form.cells.keys() & pair) == 1 for key in pair if key in form.cells]
    read = [(before in own.cells, behind in own.cells) for before, behind in zip(ends[::2], ends[1::2], strict=True)]
    return (True, True) in read and all(before == behind for before, behind in read)


def _printed(document: Document) -> frozenset[str]:
    """The keys of what the tables of ``document`` print, as far as it may be a label."""
    texts = {cell.text for table in document.tables for cell in table.cells}
    return frozenset(label_key(text) for text in texts if 0 < len(text) <= LONGEST_LABEL)


@cache
def _words(edition: str) -> frozenset[str]:
    """The keys of all labels that the edition's form prints."""
    lines = [line for table in load(edition).tables for line in table.lines]
    return frozenset(
        label_key(text)
        for line in lines
        for text in (line.label, *line.group.split("/"), *(column_name(label) for _, label in line.columns))
    )
