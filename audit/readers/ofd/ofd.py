"""Read an OFD (GB/T 33190—2016): text and paths with their positions, tables by the same rulings as PDF.

Only the package's own parts are read; actions, links, signatures and attachments are left alone.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from audit.containers import open_package, read_part
from audit.document import Document
from audit.errors import ReadError
from audit.readers._limits import MAX_PAGES, parse_xml
from audit.readers.flow import NOTE
from audit.readers.ofd._objects import POINT, Canvas, attribute, box_of, draw
from audit.readers.page import (
    BROKEN,
    CROWDED,
    GARBLED,
    MAX_PAGE_CHARACTERS,
    SCANNED,
    WORDY,
    PrintedPage,
    PrintedPages,
    assemble,
    check_object_count,
    is_garbled,
    is_scanned,
    notes_on_unread_pages,
)

#: Bytes of XML of all pages together; several pages may be said to be the same part.
_MAX_XML = 40_000_000
_A4 = (0.0, 0.0, 210.0, 297.0)


def read(data: bytes) -> Document:
    """The paragraphs and tables of the OFD ``data``, boxes in points; ReadError as ``printed``."""
    return assemble(printed(data))


def printed(data: bytes) -> PrintedPages:
    """What each page of the OFD ``data`` prints.

    ReadError (Chinese) where it is encrypted, damaged, too long, or at least half of its pages cannot be read; fewer
    such pages are left out and named in a note.
    """
    package = open_package(data)
    names = set(package.namelist())
    if any(posixpath.basename(name).lower() == "encryptions.xml" for name in names):
        raise ReadError("OFD文件已加密，无法读取。请取消加密后再核查。")
    root = _part(package, "OFD.xml")
    locations = [_text(item) for item in _named(root, "DocRoot")]
    if not locations or not locations[0]:
        raise ReadError("OFD文件缺少文档入口（DocRoot），文件可能已损坏。请由原文档重新导出后再核查。")
    start = _resolved("OFD.xml", locations[0])
    document = _part(package, start)
    source = _Source(
        package,
        names,
        next((box for item in _named(document, "PhysicalBox") if (box := box_of(_text(item)))), _A4),
        {
            attribute(item, "ID"): _resolved(start, attribute(item, "BaseLoc"))
            for item in _named(document, "TemplatePage")
        },
    )
    entries = [attribute(item, "BaseLoc") for pages in _named(document, "Pages") for item in _named(pages, "Page")]
    if len(entries) > MAX_PAGES:
        raise ReadError(f"OFD共{len(entries)}页，超过上限{MAX_PAGES}页，未读取。请只保留年度报告部分后再核查。")
    pages: list[PrintedPage] = []
    troubles: dict[str, list[int]] = {}
    for number, location in enumerate(entries, 1):
        page, trouble = _page(source, _resolved(start, location), number)
        if trouble:
            troubles.setdefault(trouble, []).append(number)
        if page:
            pages.append(page)
    notes = notes_on_unread_pages(troubles, len(entries), len(pages), "OFD")
    if len(locations) > 1:
        notes.append("OFD文件内有多个文档，只读取了第一个。")
    if faint := sum(page.faint for page in pages):
        notes.append(f"文件中{NOTE.format(faint)}")
    lost = set(range(1, len(entries) + 1)) - {page.number for page in pages}
    return PrintedPages(pages, "ofd", notes, sorted(lost))


@dataclass(slots=True)
class _Source:
    """The package, its names, the size of pages that state none (mm), template pages.

    ``seen`` counts objects and characters, ``xml`` bytes of page content.
    """

    package: zipfile.ZipFile
    names: set[str]
    frame: tuple[float, float, float, float]
    templates: dict[str, str]
    parsed: dict[str, etree._Element | None] = field(default_factory=dict)
    seen: int = 0
    xml: int = 0

    def template(self, identifier: str) -> etree._Element | None:
        """The template page of ``identifier``, parsed once, or None."""
        name = self.templates.get(identifier, "")
        if name not in self.parsed:
            self.parsed[name] = _part(self.package, name) if name in self.names else None
        return self.parsed[name]


def _page(source: _Source, name: str, number: int) -> tuple[PrintedPage | None, str | None]:
    """What one page prints with its templates, or the message that says why it cannot be read."""
    if name not in source.names:
        return None, BROKEN
    data = read_part(source.package, name)
    source.xml += len(data)
    if source.xml > _MAX_XML:
        raise ReadError("OFD文件各页内容过多，超出上限，未读取。请只保留年度报告部分后再核查。")
    content = parse_xml(data, name)
    left, top, width, height = next(
        (box for item in _named(content, "PhysicalBox") if (box := box_of(_text(item)))), source.frame
    )
    canvas = Canvas(left, top)
    for item in content.iterchildren("{*}Template"):
        background = source.template(attribute(item, "TemplateID"))
        if background is not None:
            draw(canvas, background)
    draw(canvas, content)
    canvas.paper.mark_white(canvas.runs)
    source.seen += canvas.objects + canvas.characters
    check_object_count(source.seen)
    width, height = width * POINT, height * POINT
    if canvas.characters > MAX_PAGE_CHARACTERS:
        return None, WORDY
    if is_scanned(canvas.runs, canvas.pictured, width * height):
        return None, SCANNED
    if is_garbled(canvas.runs):
        return None, GARBLED
    if canvas.full:
        return PrintedPage(number, width, height, canvas.runs, (), (), aslant=canvas.aslant), CROWDED
    strokes = canvas.horizontal, canvas.vertical
    page = PrintedPage(number, width, height, canvas.runs, *strokes, aslant=canvas.aslant, pictures=canvas.pictures)
    return replace(page, faint=canvas.paper.unseen), None


def _part(package: zipfile.ZipFile, name: str) -> etree._Element:
    return parse_xml(read_part(package, name), name)


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(f"{{*}}{name}")


def _text(element: etree._Element) -> str:
    return (element.text or "").strip()


def _resolved(base: str, location: str) -> str:
    """The name in the package of ``location`` as written in the part ``base``."""
    if location.startswith("/"):
        return posixpath.normpath(location).lstrip("/")
    return re.sub(r"^(\.\./)+", "", posixpath.normpath(posixpath.join(posixpath.dirname(base), location)))
