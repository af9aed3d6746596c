"""Web pages, workbooks and OpenDocument texts as reports: no wrong value in any layout, every cell in all of these."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.cells import read_cell
from audit.document import Document
from audit.match import match
from audit.model import Report
from audit.readers.odf import odt
from audit.readers.sheet import xlsx
from audit.readers.web import html, mht
from tests.generate.formats import html as pages
from tests.generate.formats import odt as texts
from tests.generate.formats import xlsx as books
from tests.generate.report.layout import Variant, figure
from tests.generate.report.truth import Truth, make
from tests.printed import VARIANTS

Print = Callable[[Truth, Variant], Document]


def _page(page: pages.Page, truth: Truth, variant: Variant) -> Document:
    return html.read(pages.write(truth, variant, page))


def _archive(page: pages.Page, truth: Truth, variant: Variant) -> Document:
    return mht.read(pages.write_mht(truth, variant, page))


def _book(book: books.Book, truth: Truth, variant: Variant) -> Document:
    return xlsx.read(books.write(truth, variant, book))


def _text(text: texts.Text, truth: Truth, variant: Variant) -> Document:
    return odt.read(texts.write(truth, variant, text))


#: Every way of making a document: truth and wording in, the document as read out.
WAYS: dict[str, Print] = {
    **{f"html: {name}": partial(_page, page) for name, page in pages.PAGES.items()},
    "mht": partial(_archive, pages.PAGES["word"]),
    **{f"xlsx: {name}": partial(_book, book) for name, book in books.BOOKS.items()},
    **{f"odt: {name}": partial(_text, text) for name, text in texts.TEXTS.items()},
}


def wrong_and_missing(report: Report, truth: Truth, variant: Variant) -> tuple[list[str], list[str]]:
    """Keys whose value differs from the truth as printed, and keys that the report lacks."""
    wrong, missing = [], []
    for key, text in truth.cells.items():
        want, cell = read_cell(figure(text, key, variant)), report.cells.get(key)
        if cell is None:
            missing.append(key)
        elif (cell.kind, cell.value) != (want.kind, want.value):
            wrong.append(f"{key}: {cell.raw!r}")
    return wrong, missing


@pytest.mark.parametrize("way", WAYS)
def test_every_cell_is_read_and_none_is_wrong(way: str) -> None:
    for seed, (name, variant) in enumerate(VARIANTS.items()):
        truth = make(seed, "2019" if seed % 2 else "2021", distinct=seed % 3 == 0)
        report = match(WAYS[way](truth, variant), "report", "0" * 64)
        assert wrong_and_missing(report, truth, variant) == ([], []), name
        assert (report.agency, report.year, len(report.sections)) == (truth.agency, truth.year, 6)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(sorted(WAYS)), st.sampled_from(sorted(VARIANTS)), st.booleans())
def test_no_value_is_ever_wrong(seed: int, way: str, name: str, old: bool) -> None:
    truth = make(seed, "2019" if old else "2021", "large", consistent=seed % 2 == 0)
    report = match(WAYS[way](truth, VARIANTS[name]), "report", "0" * 64)
    assert wrong_and_missing(report, truth, VARIANTS[name])[0] == []
