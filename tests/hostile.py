"""Builders of files made to harm: archives, packages, PDFs and compound files that no honest program writes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache

from tests.generate.formats import ofd
from tests.generate.formats.compound import record

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
#: A document type whose entity &a9; stands for three gigabytes, and one that names a file of the system.
BILLION = f'<!DOCTYPE x [<!ENTITY a0 "哈哈哈">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'


def archive(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of ``members``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content, method)
    return stream.getvalue()


@cache
def zeros(megabytes: int, name: str = "报告.txt") -> bytes:
    """A zip whose only member unpacks to so many megabytes."""
    block, called, crc = bytes(2**20), name.encode(), 0
    for _ in range(megabytes):
        crc = zlib.crc32(block, crc)
    packed = _packed(block, megabytes)
    about = (20, 0x800, 8, 0, 0, crc, len(packed), len(block) * megabytes, len(called), 0)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", *about) + called + packed
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, *about, 0, 0, 0, 0, 0) + called
    return local + entry + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(local), 0)


def _packed(block: bytes, times: int) -> bytes:
    """What unpacks (deflate, without a head) to so many times ``block``, which is packed once."""
    packer = zlib.compressobj(1, wbits=-zlib.MAX_WBITS)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return once * times + packer.flush()


def lying(data: bytes, size: int) -> bytes:
    """The zip ``data`` with every member said to unpack to ``size`` bytes."""
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(mark)
        while at >= 0:
            data = data[: at + offset] + struct.pack("<I", size) + data[at + offset + 4 :]
            at = data.find(mark, at + 4)
    return data


def locked(data: bytes) -> bytes:
    """The zip ``data`` with every member said to need a password."""
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data = data[: at + offset] + bytes([data[at + offset] | 1]) + data[at + offset + 1 :]
            at = data.find(mark, at + 4)
    return data


def crowded(members: int) -> bytes:
    """A zip that lists so many members, all of them the same empty one."""
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entry) * members, len(local), 0)
    return local + entry * members + end


def linked(target: str) -> bytes:
    """A zip whose member is a symbolic link to ``target``."""
    member = zipfile.ZipInfo("报告.docx", (2025, 1, 1, 0, 0, 0))
    member.create_system, member.external_attr = 3, 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(member, target)
    return stream.getvalue()


def replaced(data: bytes, parts: Mapping[str, bytes | str]) -> bytes:
    """The package ``data`` with ``parts`` added or exchanged."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members: dict[str, bytes | str] = {name: package.read(name) for name in package.namelist()}
    return archive(members | dict(parts))


def with_prolog(data: bytes, part: str, prolog: str, encoding: str = "utf-8", padding: int = 0) -> bytes:
    """The package ``data`` with a document type in front of one part’s root, and &a9; as the root’s first text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read(part).decode()
    text = text[text.index("<", text.index("?>") if text.startswith("<?xml") else 0) :]
    head, end, rest = text.partition(">")
    declared = "utf-16" if encoding.startswith("utf-16") else encoding
    whole = f'<?xml version="1.0" encoding="{declared}"?><!--{"x" * padding}-->{prolog}{head}{end}&a9;{rest}'
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    return replaced(data, {part: mark + whole.encode(encoding)})


def pdf(objects: Mapping[int, str | bytes], trailer: str = "/Root 1 0 R", tail: str = "") -> bytes:
    """A PDF of numbered objects with a right table of them; ``{xref}`` in ``trailer`` is the table’s own place."""
    out, places = b"%PDF-1.7\n", {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content.encode() if isinstance(content, str) else content)
    start, size = len(out), max(places) + 1
    rows = b"".join(b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size))
    out += b"xref\n0 %d\n%s" % (size, rows)
    out += f"trailer\n<< /Size {size} {trailer.replace('{xref}', str(start))} >>\n{tail}startxref\n{start}\n%%EOF\n".encode()
    return out


def stream(content: bytes, extra: str = "") -> bytes:
    """A PDF stream."""
    return f"<< /Length {len(content)} {extra} >>\nstream\n".encode() + content + b"\nendstream"


PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> {} >>"
TREE: dict[int, str | bytes] = {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"}


def pdf_of_pages(count: int) -> bytes:
    """A PDF whose page tree names one page so many times."""
    kids = "3 0 R " * count
    return pdf(TREE | {2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>", 3: PAGE.format("")})


def pdf_bomb(megabytes: int) -> bytes:
    """A PDF whose page draws so many megabytes of lines, packed twice."""
    line, check = b"1 1 m 9 9 l S\n" * 74_898, 1
    for _ in range(megabytes):
        check = zlib.adler32(line, check)
    once = b"\x78\x01" + _packed(line, megabytes) + struct.pack(">I", check)
    content = stream(zlib.compress(once, 9), "/Filter [/FlateDecode /FlateDecode]")
    return pdf(TREE | {3: PAGE.format("/Contents 4 0 R"), 4: content})


def pdf_form_loop() -> bytes:
    """A PDF whose form draws itself twice."""
    form = stream(
        b"/F Do /F Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>"
    )
    page = PAGE.format("/Contents 4 0 R").replace("/Resources << >>", "/Resources << /XObject << /F 5 0 R >> >>")
    return pdf(TREE | {3: page, 4: stream(b"/F Do"), 5: form})


def biff(sheets: int, records: bytes) -> bytes:
    """An .xls with so many sheets that all are the same ``records``."""
    start = record(0x0809, struct.pack("<HH", 0x0600, 5) + bytes(12))
    entries = b"".join(record(0x0085, struct.pack("<IBBBB", 0, 0, 0, 2, 0) + b"ab") for _ in range(sheets))
    place = len(start) + len(entries) + 4
    entries = entries.replace(struct.pack("<IBBBB", 0, 0, 0, 2, 0), struct.pack("<IBBBB", place, 0, 0, 2, 0))
    sheet = record(0x0809, struct.pack("<HH", 0x0600, 16) + bytes(12)) + records + record(0x000A, b"")
    return start + entries + record(0x000A, b"") + sheet


def ofd_of(content: str, pages: int = 1) -> bytes:
    """An OFD whose pages are all the same part."""
    namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    entries = "".join(f"<ofd:Page ID='{n}' BaseLoc='P/Content.xml'/>" for n in range(1, pages + 1))
    return ofd.package(
        {
            "OFD.xml": f"<ofd:OFD {namespace}><ofd:DocBody><ofd:DocRoot>Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Document.xml": f"<ofd:Document {namespace}><ofd:Pages>{entries}</ofd:Pages></ofd:Document>",
            "P/Content.xml": f"<ofd:Page {namespace}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>",
        }
    )
