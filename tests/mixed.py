"""A thousand reports in all formats, layouts and editions, and what is wrong or lost without a word where they are read."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields

from audit.cells import read_cell
from audit.match import match
from audit.model import Report
from audit.readers import read
from tests.generate.formats import docx, flat, html, odt, ofd, pdf, xlsx
from tests.generate.report import pages
from tests.generate.report.layout import PLAIN, Variant, figure
from tests.generate.report.truth import Truth, make

Write = Callable[[random.Random, Truth, Variant], bytes]

#: Difficulties of a page that leave it to be read from its rulings.
_STYLES = ("landscape", "rotated", "repeat_header", "cut_rows", "open_breaks", "thin_rectangles", "pieces", "twice")


def mixed(rng: random.Random) -> Variant:
    """Any mix of the ways in which reports print the same thing."""
    flags = {field.name: rng.random() < 0.25 for field in fields(Variant) if isinstance(field.default, bool)}
    return Variant(**flags, split=rng.choice((0, 0, 0, 3, 5, 8)))


def _flat(rng: random.Random, truth: Truth, variant: Variant) -> bytes:
    if variant == PLAIN:
        return flat.write(truth).encode()
    how = flat.Flattening(
        variant,
        tabs=rng.random() < 0.8,
        empty_cells=rng.random() < 0.8,
        stub_padding=rng.choice((0, 0, 2)),
        page_numbers=rng.choice((0, 0, 7, 12)),
        bookmarks=rng.random() < 0.2,
    )
    return flat.write(truth, how).encode(rng.choice(("utf-8", "gb18030", "utf-16")))


def _docx(rng: random.Random, truth: Truth, variant: Variant) -> bytes:
    if variant == PLAIN:
        return docx.write(truth)
    # Automatic numbers and cells left out at the margin are not made together with hand-cut tables.
    whole = ("numbered", "grid_before") if not variant.split else ()
    names = ("nested", "tracked", "controls", "text_boxes", "cut_runs", "spacers", "hidden", "strict", *whole)
    return docx.write(truth, docx.Layout(variant, **{name: rng.random() < 0.2 for name in names}))


def _html(rng: random.Random, truth: Truth, variant: Variant) -> bytes:
    page = html.SIMPLE if variant == PLAIN else rng.choice(list(html.PAGES.values()))
    return html.write(truth, variant, page)


def _odt(rng: random.Random, truth: Truth, variant: Variant) -> bytes:
    return odt.write(truth, variant, odt.SIMPLE if variant == PLAIN else rng.choice(list(odt.TEXTS.values())))


def _xlsx(rng: random.Random, truth: Truth, variant: Variant) -> bytes:
    return xlsx.write(truth, variant, xlsx.SIMPLE if variant == PLAIN else rng.choice(list(xlsx.BOOKS.values())))


def _style(rng: random.Random, variant: Variant) -> pages.Style:
    if variant == PLAIN:
        return pages.CLEAN
    return pages.Style(**{name: rng.random() < 0.25 for name in _STYLES}, page_numbers=rng.choice(("", "-{}-")))


def _ofd(rng: random.Random, truth: Truth, variant: Variant) -> bytes:
    return ofd.make_ofd(truth, variant, _style(rng, variant))


def _pdf(rng: random.Random, truth: Truth, variant: Variant) -> bytes:
    return pdf.make_pdf(truth, variant, _style(rng, variant))


#: Format → what writes it, and how many of the thousand reports have it; those that are slow to make are few.
WAYS: dict[str, tuple[Write, int]] = {
    "txt": (_flat, 340),
    "docx": (_docx, 260),
    "html": (_html, 230),
    "odt": (_odt, 90),
    "xlsx": (_xlsx, 50),
    "ofd": (_ofd, 18),
    "pdf": (_pdf, 12),
}
#: One report in so many is printed as the form is.
_CLEAN = 5


def report_of(ending: str, number: int) -> tuple[Report, Truth, Variant]:
    """The report ``number`` of a format as read, what it truly says, and how it is printed."""
    rng = random.Random(f"{ending}/{number}")
    variant = PLAIN if number % _CLEAN == 0 else mixed(rng)
    truth = make(
        number,
        rng.choice(("2019", "2021")),
        rng.choice(("small", "medium", "large")),
        consistent=rng.random() < 0.7,
        distinct=rng.random() < 0.3,
    )
    name = f"报告.{ending}"
    return match(read(WAYS[ending][0](rng, truth, variant), name), name, ""), truth, variant


def wrong(report: Report, truth: Truth, variant: Variant) -> dict[str, str]:
    """The cells that are read as something else than what is printed."""
    found = {}
    for key, cell in report.cells.items():
        want = read_cell(figure(truth.cells[key], key, variant))
        # A cell whose words are kept as text claims no number.
        if cell.kind != "text" and (cell.kind, cell.value) != (want.kind, want.value):
            found[key] = cell.raw
    return found


def lost(report: Report, truth: Truth, variant: Variant) -> list[str]:
    """The cells not read although a number is printed for them and nothing is said of it."""
    missing = [key for key in truth.cells if key not in report.cells]
    printed = [key for key in missing if read_cell(figure(truth.cells[key], key, variant)).kind == "number"]
    if report.status == "partial" and any("未能确定" in note for note in report.notes):
        return []
    return printed


def faults(ending: str, step: int = 1) -> dict[int, object]:
    """What is wrong or lost in the reports of a format, in one of so many, by the number of the report."""
    found: dict[int, object] = {}
    for number in range(0, WAYS[ending][1], step):
        report, truth, variant = report_of(ending, number)
        if fault := wrong(report, truth, variant) or lost(report, truth, variant):
            found[number] = fault
        if number % _CLEAN == 0 and sum(cell.kind != "text" for cell in report.cells.values()) != len(truth.cells):
            found[number] = f"{len(report.cells)} of {len(truth.cells)} cells of a clean report"
    return found
