"""The package of a generated Word document: every part is declared, related and complete, as office programs ask."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SHAPES = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICTLY = {W: STRICT, _RELATED: "http://purl.oclc.org/ooxml/officeDocument/relationships"}
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    f'xmlns:wps="{SHAPES}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="{_RELATED}"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
#: What is declared of each part: its content type, and the kind of its relation to the document.
_KINDS = {
    "word/document.xml": (f"{_WORD}.document.main+xml", ""),
    "word/styles.xml": (f"{_WORD}.styles+xml", "styles"),
    "word/numbering.xml": (f"{_WORD}.numbering+xml", "numbering"),
    "word/header1.xml": (f"{_WORD}.header+xml", "header"),
    "word/footnotes.xml": (f"{_WORD}.footnotes+xml", "footnotes"),
    "word/comments.xml": (f"{_WORD}.comments+xml", "comments"),
    "word/vbaProject.bin": ("application/vnd.ms-office.vbaProject", ""),
    "docProps/core.xml": ("application/vnd.openxmlformats-package.core-properties+xml", ""),
}
_HEADER = "rHeader1"
_STAMP = (2025, 1, 20, 8, 30, 0)
_CREATED, _MODIFIED = "2025-01-15T02:00:00Z", "2025-01-20T08:30:00Z"
_MARK = re.compile(r'<w:(bookmark|comment|footnote)(RangeStart|RangeEnd|Reference|Start|End) w:id="\d+"')


def pack(body: str, parts: Mapping[str, str], *, title: str, strict: bool) -> bytes:
    """The package whose document holds the XML ``body``; ``parts`` are added to those that every document has.

    ``strict`` writes the namespaces of ISO 29500 strict. The same bytes for the same arguments.
    """
    section = f'<w:sectPr><w:headerReference w:type="default" r:id="{_HEADER}"/></w:sectPr>'
    contents = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "docProps/core.xml": _core(title),
        "word/header1.xml": f"<w:hdr {NAMESPACES}>{_paragraph('页眉第9999号')}</w:hdr>",
        "word/footnotes.xml": _footnotes(_numbers("footnote", body) or ["1"]),
    }
    if comments := _numbers("comment", body):
        contents["word/comments.xml"] = _comments(comments)
    contents |= parts
    declared = {
        "[Content_Types].xml": _types(contents),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations(_related(contents)),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (declared | contents).items():
            for usual, other in _STRICTLY.items() if strict else ():
                text = text.replace(usual, other)  # noqa: PLW2901 – the same part in other namespaces
            member = zipfile.ZipInfo(name, _STAMP)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, text.encode())
    return buffer.getvalue()


def counted(body: str) -> str:
    """``body`` with a number of its own for each bookmark, comment and footnote; the marks of one share it."""
    latest = {"bookmark": -1, "comment": -1, "footnote": 0}
    begins = {("bookmark", "Start"), ("comment", "RangeStart"), ("footnote", "Reference")}

    def number(mark: re.Match[str]) -> str:
        kind, place = mark[1], mark[2]
        latest[kind] += (kind, place) in begins
        return f'<w:{kind}{place} w:id="{latest[kind]}"'

    return _MARK.sub(number, body)


def _numbers(kind: str, body: str) -> list[str]:
    return re.findall(rf'<w:{kind}Reference w:id="(\d+)"', body)


def _types(contents: Iterable[str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_KINDS[name][0]}"/>' for name in contents if name in _KINDS
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _related(contents: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The document's relations by id: kind and target of each part that it refers to."""
    kinds = {name: _KINDS[name][1] for name in contents if name in _KINDS and _KINDS[name][1]}
    return {
        _HEADER if kind == "header" else f"r{kind.capitalize()}": (kind, name.removeprefix("word/"))
        for name, kind in kinds.items()
    }


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="{key}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _footnotes(numbers: Iterable[str]) -> str:
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for number, kind, mark in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    )
    notes = "".join(f'<w:footnote w:id="{number}">{_paragraph("脚注8888")}</w:footnote>' for number in numbers)
    return f"<w:footnotes {NAMESPACES}>{lines}{notes}</w:footnotes>"


def _comments(numbers: Iterable[str]) -> str:
    notes = "".join(
        f'<w:comment w:id="{number}" w:author="校对" w:date="2025-01-10T00:00:00Z">{_paragraph("批注5544")}</w:comment>'
        for number in numbers
    )
    return f"<w:comments {NAMESPACES}>{notes}</w:comments>"


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<dc:title>{escape(title)}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">{_CREATED}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_MODIFIED}</dcterms:modified></cp:coreProperties>'
    )


def _styles() -> str:
    return (
        f'<w:styles {NAMESPACES}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '</w:style><w:style w:type="paragraph" w:styleId="Section"><w:name w:val="Section"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
