"""Writes a folder of generated reports in every format and of many shapes, the same reports for the same code.

Each report is drawn from a seed of its own, so that no two are alike. Every third has faults in its figures, so that
rules have something to find. ``tests/reports`` are written as well, with their tables.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from reportlab import rl_config

from audit.forms import load
from audit.readers import libreoffice
from tests.generate.formats import bars, broken, docx, flat, html, odt, ofd, pdf, scan, xlsx
from tests.generate.report import pages
from tests.generate.report.layout import Variant
from tests.generate.report.truth import Agency, TextLine, TextSection, Truth, make
from tests.rules.test_correct_reports import REPORTS, filled

#: What is printed, in words of the file's name; each format is tried with every one.
VARIANTS = {
    "plain": Variant(),
    "spaced": Variant(spaced_articles=True, broken_labels=True, blank_zeros=True),
    "stub": Variant(vertical_stub=True, separators=True, comma_numbers=True),
    "split": Variant(split=5, repeat_header=True, units=True, narrative=True),
    "wide": Variant(full_width=True, nbsp=True, slash_regulations=True),
}
_LAYOUTS = {
    "nested": docx.Layout(nested=True),
    "tracked": docx.Layout(tracked=True, controls=True),
    "cut": docx.Layout(cut_runs=True, paragraphs=False),
    "numbered": docx.Layout(numbered=True, grid_before=True, spacers=True),
    "hidden": docx.Layout(hidden=True, text_boxes=True, strict=True),
}
_STYLES = {
    "clean": pages.CLEAN,
    "cut rows": pages.Style(break_rows=9, cut_rows=True),
    "open breaks": pages.Style(break_rows=11, open_breaks=True, page_numbers="-{}-"),
    "pieces": pages.Style(thin_rectangles=True, pieces=True, repeat_header=True),
    "turned": pages.Style(landscape=True, rotated=True),
    "no outer": pages.Style(no_outer_verticals=True, stray_verticals=True),
    "characters": pages.Style(single_characters=True, shuffled=True),
}
_SCANS = {"clean": scan.CLEAN, "noisy": scan.Scan(noise=6.0, blur=0.4), "turned": scan.Scan(skew=0.8)}
#: Formats that LibreOffice writes of a generated .docx.
_CONVERTED = ("doc", "rtf", "pdf")
_HEADING = re.compile(r"[一二三四五六]、")
Writer = Callable[[Truth], bytes]


def write(folder: Path, *, scans: bool) -> None:
    """Fill ``folder`` with ``generated`` and ``correct`` reports; ``scans`` take most of the time to read."""
    rl_config.invariant = 1  # no dates and random ids in PDFs
    generated, correct = folder / "generated", folder / "correct"
    generated.mkdir(parents=True)
    correct.mkdir()
    writers = [*_printed(), *_shaped(), *(_scanned() if scans else ())]
    for number, (name, writer) in enumerate(writers):
        (generated / name).write_bytes(writer(_drawn(number)))
    _convert(generated)
    for name, details in REPORTS.items():
        (correct / f"{name}.docx").write_bytes(docx.write(_truth(details)))


def _drawn(number: int) -> Truth:
    """Report ``number``: two of three of the newer edition, of all sizes, every third with faults in its figures."""
    edition, size = ("2021", "2021", "2019")[number % 3], ("small", "medium", "large")[number // 3 % 3]
    return make(9001 + number, edition, size, consistent=number % 3 != 1, distinct=number % 2 == 0)


def _printed() -> Iterator[tuple[str, Writer]]:
    """Every format with every variant of what is printed."""
    writers: Mapping[str, Callable[[Truth, Variant], bytes]] = {
        "docx": lambda t, v: docx.write(t, docx.Layout(v)),
        "html": html.write,
        "mht": html.write_mht,
        "odt": odt.write,
        "ofd": ofd.make_ofd,
        "pdf": pdf.make_pdf,
        "txt": lambda t, v: flat.write(t, flat.Flattening(v)).encode(),
        "xlsx": xlsx.write,
    }
    for ending, writer in writers.items():
        for name, variant in VARIANTS.items():
            yield f"{ending} {name}.{ending}", lambda t, w=writer, v=variant: w(t, v)  # type: ignore[misc]


def _shaped() -> Iterator[tuple[str, Writer]]:
    """Every shape that a format's generator knows."""
    for name, layout in _LAYOUTS.items():
        yield f"docx {name}.docx", partial(docx.write, layout=layout)
    for name, page in html.PAGES.items():
        yield f"html page {name}.html", partial(html.write, page=page)
    for name, text in odt.TEXTS.items():
        yield f"odt text {name}.odt", partial(odt.write, text=text)
    for name, book in xlsx.BOOKS.items():
        yield f"xlsx book {name}.xlsx", partial(xlsx.write, book=book)
    for name, style in _STYLES.items():
        yield f"pdf style {name}.pdf", partial(pdf.make_pdf, style=style)
        yield f"ofd style {name}.ofd", partial(ofd.make_ofd, style=style)
    for name, writing in bars.WRITINGS.items():
        yield f"txt bars {name}.txt", lambda t, w=writing: bars.write(t, w).encode()  # type: ignore[misc]
    for name, copied in broken.PAGES.items():
        yield f"txt broken {name}.txt", lambda t, c=copied: broken.write(t, c).encode()  # type: ignore[misc]


def _scanned() -> Iterator[tuple[str, Writer]]:
    for name, how in _SCANS.items():
        yield f"scan {name}.pdf", partial(_scan, how=how)


def _scan(truth: Truth, how: scan.Scan) -> bytes:
    return scan.image_pdf([scan.picture(sheet, how) for sheet in pages.pages(truth)], how)


def _convert(folder: Path) -> None:
    """Add what LibreOffice makes of some of the Word files, each under another name; nothing where it is not there."""
    soffice = libreoffice()
    if soffice is None:
        return
    profile = folder.parent / "profile"
    for ending in _CONVERTED:
        out = folder.parent / ending
        names = [str(folder / f"docx {name}.docx") for name in VARIANTS]
        command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", ending]
        subprocess.run([*command, "--outdir", str(out), *names], check=True, capture_output=True)
        for made in sorted(out.iterdir()):
            made.replace(folder / f"office {made.name}")


def _truth(details: Mapping[str, Any]) -> Truth:
    """A report of ``tests/reports`` as a truth that the writers of all formats take."""
    edition = details.get("edition", "2021")
    form = load(edition)
    given = filled(form, dict(details["cells"]))
    lines = [line for line in details["text"].split("\n") if line.strip()]
    starts = [number for number, line in enumerate(lines) if _HEADING.match(line)]
    sections = [
        TextSection(place, tuple(_line(line, place) for line in lines[start:end]))
        for place, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True), 1)
    ]
    front = [TextLine(line, kind="text" if number else "title") for number, line in enumerate(lines[: starts[0]])]
    body = Agency(details["agency"], "我局", "", "", "", "", government=False)
    cells = {key: str(given.get(key, 0)) for key in form.cells}
    return replace(make(1, edition), body=body, cells=cells, front=tuple(front), sections=tuple(sections), back=())


def _line(line: str, section: int) -> TextLine:
    return TextLine(line, kind="heading" if _HEADING.match(line) else "text", section=section)
