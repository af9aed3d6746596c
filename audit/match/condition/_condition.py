"""What was read of a document → the same without what its condition makes uncertain, and what there is to say of that condition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from audit.document import Document, Place
from audit.forms import Form
from audit.match.condition._ending import broken_off, ends_after, without_cut_number
from audit.match.condition._shattered import is_shattered, loose_pieces, tables_as_text, without_blanks
from audit.match.condition._status import notes_on, status_of
from audit.match.condition._unread import unread
from audit.match.labels import labels
from audit.match.sections import Outline
from audit.match.tables import TableMatch
from audit.model import Passage, Status, Unread


@dataclass(frozen=True, slots=True)
class Condition:
    """``tables`` and ``passages`` as far as they can be relied on, and why that may not be all.

    ``shattered`` says that tables were dumped as loose lines; ``unread`` is what was shown and not read; ``broken_off`` the
    last thing of a document that ends in the midst of something; ``ends_after`` the part after which an excerpt ends.
    ``notes`` are Chinese sentences.
    """

    tables: TableMatch
    passages: tuple[Passage, ...]
    status: Status
    notes: tuple[str, ...]
    shattered: bool
    unread: tuple[Unread, ...]
    broken_off: Place | None
    ends_after: int | None


def condition(
    printed: Document,
    document: Document,
    tables: TableMatch,
    outline: Outline,
    *,
    form: Form | None,
    words: Form,
    year: int | None,
) -> Condition:
    """The condition of ``printed``, which is ``document`` before its sentences were whole.

    It is held against ``form`` as a report of ``year``; ``words`` is the edition by whose words it was read.
    """
    passages = outline.passages
    pieces = loose_pieces(passages, words, labels(words.edition)) if form else frozenset()
    shattered = is_shattered(document, tables, pieces)
    if shattered:
        passages = _without(passages, pieces)
        tables = without_blanks(tables)
    as_text = tables_as_text(passages, tables, form, labels(words.edition)) if form and not shattered else {}
    passages = _without(passages, frozenset[Passage]().union(*as_text.values()))
    tables = without_cut_number(document, tables)
    shown = tuple(unread(printed, outline.sections))
    return Condition(
        tables=tables,
        passages=passages,
        status=status_of(tables, form, shattered=shattered),
        notes=tuple(notes_on(tables, form, year, document.recognised, shattered=shattered)),
        shattered=shattered,
        unread=(*shown, *_unread_tables(as_text)),
        broken_off=broken_off(document, words, outline.sections, tables),
        ends_after=ends_after(document, words, outline.sections, tables, shown),
    )


def _unread_tables(as_text: Mapping[int, Collection[Passage]]) -> Iterator[Unread]:
    """The tables that stand as lines of text in a section; each is told once, with no place but its section."""
    for section in as_text:
        yield Unread("text_table", frozenset({section}), Place())


def _without(passages: Iterable[Passage], pieces: frozenset[Passage]) -> tuple[Passage, ...]:
    return tuple(passage for passage in passages if passage not in pieces)
