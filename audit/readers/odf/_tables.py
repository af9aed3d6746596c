"""The rows of an OpenDocument table, and which of its columns are hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from audit.readers.flow import Span
from audit.readers.odf._xml import attribute, number, tag

#: Columns of a sheet.
_MAX_COLUMNS = 16_384
_HIDDEN = ("collapse", "filter")


def is_hidden(element: etree._Element) -> bool:
    """Whether a row or column is hidden, by hand or by a filter."""
    return attribute(element, "visibility") in _HIDDEN


def hidden_columns(table: etree._Element) -> frozenset[int]:
    """The columns of a table that are hidden, from 0."""
    found: set[int] = set()
    column = 0
    for element in table.iter("{*}table-column"):
        times = min(number(attribute(element, "number-columns-repeated"), 1), _MAX_COLUMNS)
        if is_hidden(element):
            found.update(range(column, min(column + times, _MAX_COLUMNS)))
        column += times
    return frozenset(found)


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, those in groups included."""
    for child in table:
        name = tag(child)
        if name == "table-row":
            yield child
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from rows_of(child)


def column_styles(table: etree._Element, count: int) -> list[str]:
    """The names of the styles that cells without one of their own have in the first ``count`` columns of a table."""
    found: list[str] = []
    for element in table.iter("{*}table-column"):
        times = min(number(attribute(element, "number-columns-repeated"), 1), count - len(found))
        found += [attribute(element, "default-cell-style-name")] * times
    return found + [""] * (count - len(found))


def ended(spans: Sequence[Span]) -> tuple[Span, ...]:
    """A sheet's row of which blank places before its last text are cells, however they look."""
    last = max((index for index, span in enumerate(spans) if span.text), default=-1)
    return tuple(replace(span, is_drawn=True) if index < last else span for index, span in enumerate(spans))
