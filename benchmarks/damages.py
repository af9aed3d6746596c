"""Damage done to documents by a seed: bytes, markup, zip members, PDF objects, BIFF records, lines of text.

Every kind of damage takes ``(rng, data)`` and gives bytes; the same generator state gives the same bytes.
"""

from __future__ import annotations

import copy
import io
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence

from lxml import etree

from audit.containers import read_stream
from audit.errors import ReadError

Damage = Callable[[random.Random, bytes], bytes]

#: Values that attributes, numbers and counts go wrong with.
ODD = (
    "", "0", "-1", "1", "2", "64", "65", "255", "65536", "2147483648", "99999999999", "1e309", "-0", "NaN", "inf",
    "0x10", "²", "٣", "１２", "一", "1.5", "1,2", " ", "true", "none", "9" * 5000, "\ufffd", "\u200b", "_xD800_", "%s",
)  # fmt: skip
#: Words of the form and of the containers.
WORDS = (
    "规章", "行政许可", "一、本年新收政府信息公开申请数量", "三、本年度办理结果", "总计", "自然人", "（一）予以公开",
    "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "2024年", "年度报告", "其中", "第二十条第（一）项",
    "12", "1,234", "７", "/", "-3-", "共12件，其中A3件、B9件", "同比增长12.5%", "\t", "\n\n", "|", "。", "（", "）", "\x0c", "\x00",
    "<td rowspan=3>", "</tr>", "<table>", "&#xD800;", "&nbsp;", "<![CDATA[", "-->", "<!--", "<!DOCTYPE a>", "&a;",
)  # fmt: skip
_TOKEN = re.compile(rb"<[^<>]*>|[^<>]+")
_VALUE = re.compile(rb"""(=\s*["']?)([^"'<>\s]*)(["']?)""")
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_REFERENCE = re.compile(rb"\d+ 0 R")
_PDF_WORDS = (
    "/Kids [3 0 R]", "/Prev 0", "/Length 0", "/Filter /FlateDecode", "/Filter [/ASCII85Decode /LZWDecode]", "Do", "q", "Q",
    "BT", "ET", "Tj", "TJ", "Tf", "cm", "re", "W n", "endstream", "endobj", "stream", "xref", "trailer", "/Count 99999999",
    "/Type /Page", "/Type /Pages", "/Rotate 45", "/MediaBox [0 0 1e9 1e9]", "/UserUnit 1e9", "/Contents 1 0 R", "<</A 1 0 R>>",
    "/OpenAction <</S /JavaScript /JS (app.alert(1))>>", "<FFFF>", "(\\\\", "[", "]", "<<", ">>", "/Annots [1 0 R]",
)  # fmt: skip


def flip(rng: random.Random, data: bytes) -> bytes:
    """Some bytes changed."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 64))):
        changed[rng.randrange(len(changed))] = rng.choice((0, 0xFF, rng.randrange(256)))
    return bytes(changed)


def overwrite(rng: random.Random, data: bytes) -> bytes:
    """A number of two or four bytes replaced by one at a limit."""
    code, value = rng.choice((("<H", 0xFFFF), ("<H", 0), ("<I", 0xFFFFFFFF), ("<I", 0x7FFFFFFF), ("<I", 0), ("<I", 1)))
    raw = struct.pack(code, value)
    at = rng.randrange(max(1, len(data) - len(raw)))
    return data[:at] + raw + data[at + len(raw) :]


def truncate(rng: random.Random, data: bytes) -> bytes:
    """The end cut off."""
    return data[: rng.randrange(len(data) + 1)]


def lose(rng: random.Random, data: bytes) -> bytes:
    """A stretch taken out."""
    start, length = rng.randrange(len(data)), _length(rng, data)
    return data[:start] + data[start + length :]


def double(rng: random.Random, data: bytes) -> bytes:
    """A stretch written again, there or elsewhere."""
    start, length, at = rng.randrange(len(data)), _length(rng, data), rng.randrange(len(data))
    return data[:at] + data[start : start + length] + data[at:]


def insert(rng: random.Random, data: bytes) -> bytes:
    """A word, an odd value or noise put in."""
    at = rng.randrange(len(data) + 1)
    piece = rng.choice((*WORDS, *ODD)).encode("utf-8", "replace") if rng.random() < 0.8 else rng.randbytes(9)
    return data[:at] + piece * rng.choice((1, 1, 1, 3, 200)) + data[at:]


def append(rng: random.Random, data: bytes) -> bytes:
    """Noise behind the end."""
    return data + rng.randbytes(rng.choice((1, 100, 70_000)))


BYTES: tuple[Damage, ...] = (flip, overwrite, truncate, lose, double, insert, append)


def _length(rng: random.Random, data: bytes) -> int:
    return min(rng.choice((1, 4, 30, 400, 5_000, len(data) // 2)), 2_000_000)


def markup(rng: random.Random, data: bytes) -> bytes:
    """One to four changes to tags, attributes and the text between them."""
    tokens = _TOKEN.findall(data) or [data]
    for _ in range(rng.choice((1, 1, 2, 4))):
        tokens = rng.choice(_MARKUP)(rng, tokens) or [b" "]
    return b"".join(tokens)


def _drop(rng: random.Random, tokens: list[bytes]) -> list[bytes]:
    at = rng.randrange(len(tokens))
    return tokens[:at] + tokens[at + rng.choice((1, 1, 2, 9)) :]


def _repeat(rng: random.Random, tokens: list[bytes]) -> list[bytes]:
    at, length = rng.randrange(len(tokens)), rng.choice((1, 1, 3, 20))
    return tokens[:at] + tokens[at : at + length] * rng.choice((2, 2, 3, 400)) + tokens[at + length :]


def _move(rng: random.Random, tokens: list[bytes]) -> list[bytes]:
    at, to, length = rng.randrange(len(tokens)), rng.randrange(len(tokens)), rng.choice((1, 5, 50))
    rest = tokens[:at] + tokens[at + length :]
    return rest[:to] + tokens[at : at + length] + rest[to:]


def _attribute(rng: random.Random, tokens: list[bytes]) -> list[bytes]:
    places = [index for index, token in enumerate(tokens) if token.startswith(b"<") and b"=" in token]
    if not places:
        return tokens
    at = rng.choice(places)
    hits = list(_VALUE.finditer(tokens[at]))
    if hits:
        hit = rng.choice(hits)
        odd = rng.choice(ODD).encode("utf-8", "replace")
        tokens = [*tokens]
        tokens[at] = tokens[at][: hit.start(2)] + odd + tokens[at][hit.end(2) :]
    return tokens


def _rename(rng: random.Random, tokens: list[bytes]) -> list[bytes]:
    names = [index for index, token in enumerate(tokens) if re.match(rb"</?[\w:]", token)]
    if len(names) < 2:
        return tokens
    one, other = rng.sample(names, 2)
    tokens = [*tokens]
    tokens[one] = tokens[other]
    return tokens


def _text(rng: random.Random, tokens: list[bytes]) -> list[bytes]:
    places = [index for index, token in enumerate(tokens) if not token.startswith(b"<")]
    if not places:
        return tokens
    tokens = [*tokens]
    tokens[rng.choice(places)] = rng.choice((*WORDS, *ODD)).encode("utf-8", "replace")
    return tokens


def _nest(rng: random.Random, tokens: list[bytes]) -> list[bytes]:
    opening = [token for token in tokens if re.match(rb"<[\w:]+[^/]*>$", token)]
    if not opening:
        return tokens
    tag, at = rng.choice(opening), rng.randrange(len(tokens))
    name = re.match(rb"<([\w:]+)", tag)
    end = b"</%s>" % name[1] if name else b""
    times = rng.choice((2, 30, 300))
    return tokens[:at] + [tag] * times + tokens[at : at + 1] + [end] * times + tokens[at + 1 :]


_MARKUP = (_drop, _repeat, _move, _attribute, _attribute, _rename, _text, _nest)


def tree(rng: random.Random, data: bytes) -> bytes:
    """One to four changes to the elements of an XML part, which stays well-formed."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (etree.XMLSyntaxError, ValueError):
        return markup(rng, data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        elements = [element for element in root.iterdescendants() if isinstance(element.tag, str)]
        if len(elements) < 2:
            break
        rng.choice(_TREE)(rng, rng.choice(elements), rng.choice(elements))
    return etree.tostring(root)


def _remove(_rng: random.Random, element: etree._Element, _other: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _copy(rng: random.Random, element: etree._Element, other: etree._Element) -> None:
    small = sum(1 for _ in element.iter()) < 100
    for made in [copy.deepcopy(element) for _ in range(rng.choice((1, 1, 1, 50)) if small else 1)]:
        other.insert(rng.randrange(len(other) + 1), made)


def _hang(rng: random.Random, element: etree._Element, other: etree._Element) -> None:
    if other not in set(element.iter()):
        other.insert(rng.randrange(len(other) + 1), element)


def _retag(_rng: random.Random, element: etree._Element, other: etree._Element) -> None:
    element.tag = other.tag


def _set(rng: random.Random, element: etree._Element, other: etree._Element) -> None:
    names = list(element.attrib) or list(other.attrib)
    if names:
        odd = rng.choice(ODD)
        element.set(rng.choice(names), odd if odd.isprintable() else "")


def _write(rng: random.Random, element: etree._Element, other: etree._Element) -> None:
    words = [word for word in (*WORDS, *ODD) if "\x00" not in word and "\x0c" not in word]
    element.text = rng.choice((other.text, rng.choice(words)))


def _wrap(rng: random.Random, element: etree._Element, other: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    outer = inner = etree.Element(other.tag, dict(other.attrib))
    for _ in range(rng.choice((0, 1, 20, 100))):
        inner = etree.SubElement(inner, other.tag, dict(other.attrib))
    inner.append(element)
    parent.insert(at, outer)


_TREE = (_remove, _copy, _hang, _retag, _set, _set, _set, _write, _wrap)


def lines(rng: random.Random, data: bytes) -> bytes:
    """Lines lost, doubled, moved, joined, or replaced."""
    rows = data.split(b"\n")
    for _ in range(rng.choice((1, 1, 2, 6))):
        at, to = rng.randrange(len(rows)), rng.randrange(len(rows))
        kind = rng.randrange(6)
        if kind == 0:
            rows = rows[:at] + rows[at + rng.choice((1, 1, 5)) :] or [b""]
        elif kind == 1:
            rows[at:at] = rows[at : at + rng.choice((1, 4, 30))]
        elif kind == 2:
            rows.insert(to, rows.pop(at))
        elif kind == 3:
            rows[at : at + 2] = [rng.choice((b"", b" ", b"\t", b"|")).join(rows[at : at + 2])]
        elif kind == 4:
            rows[at] = rng.choice((*WORDS, *ODD)).encode("utf-8", "replace")
        else:
            rows[at] = b"\t" * rng.choice((0, 1, 2, 100)) + rows[at].strip()
    return b"\n".join(rows)


def recoded(rng: random.Random, data: bytes) -> bytes:
    """The text in another encoding."""
    text = data.decode("utf-8", "replace")
    return text.encode(rng.choice(("gb18030", "utf-16", "utf-16-be", "utf-8-sig", "utf-32", "big5")), "replace")


def inside_zip(kinds: Sequence[Damage]) -> Damage:
    """Damage to the content of one member, of one of ``kinds``; sometimes to the list of members."""

    def damage(rng: random.Random, data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(name, package.read(name)) for name in package.namelist()] or [("a", b"")]
        for _ in range(rng.choice((1, 1, 1, 3))):
            at = rng.choices(range(len(parts)), [len(content) + 1 for _, content in parts])[0]
            if rng.random() < 0.2:
                at = rng.randrange(len(parts))
            name, content = parts[at]
            kind = rng.random()
            if kind < 0.85:
                parts[at] = name, rng.choice(kinds)(rng, content) if content else rng.randbytes(20)
            elif kind < 0.9:
                del parts[at]
            elif kind < 0.95:
                parts.append((rng.choice(parts)[0], content))
            else:
                parts[at] = rng.choice((name + "x", "../" + name, "/" + name, name.upper(), "")), content
            parts = parts or [("a", b"")]
        return packed(rng, parts)

    return damage


def packed(rng: random.Random, parts: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip of these members, packed or stored; two may have one name."""
    stream = io.BytesIO()
    method = rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", method) as package:
        warnings.simplefilter("ignore")  # two members of one name are meant
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content, method)
    return stream.getvalue()


def pdf_objects(rng: random.Random, data: bytes) -> bytes:
    """Numbers, references and operators of an uncompressed PDF exchanged; the table of objects is left as it was."""
    for _ in range(rng.choice((1, 1, 2, 5))):
        kind = rng.randrange(4)
        hits = list((_REFERENCE if kind == 1 else _NUMBER).finditer(data))
        if kind == 2 or not hits:
            at = rng.randrange(len(data) + 1)
            data = data[:at] + b" " + rng.choice(_PDF_WORDS).encode() + b" " + data[at:]
        elif kind == 3:
            start, end = sorted(rng.sample(range(len(data)), 2))
            end = min(end, start + rng.choice((20, 200, 5_000)))
            at = rng.randrange(len(data))
            data = data[:at] + data[start:end] + data[at:]
        else:
            hit = rng.choice(hits)
            other = (
                rng.choice(hits)[0] if kind == 1 or rng.random() < 0.4 else rng.choice(ODD).encode("utf-8", "replace")
            )
            data = data[: hit.start()] + other + data[hit.end() :]
    return data


def biff(rng: random.Random, data: bytes) -> bytes:
    """Records of an .xls changed in kind, length or content, exchanged or written twice; its length stays."""
    try:
        book = read_stream(data, "workbook", "book")
    except ReadError:
        return flip(rng, data)
    place = data.find(book[:512])
    if place < 0 or data[place : place + len(book)] != book:
        return flip(rng, data)
    records, position = [], 0
    while position + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, position)
        records.append((kind, book[position + 4 : position + 4 + length]))
        position += 4 + length
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randrange(len(records))
        kind, content = records[at]
        choice = rng.randrange(5)
        if choice == 0:
            records[at] = rng.choice((rng.choice(records)[0], rng.randrange(0x900))), content
        elif choice == 1:
            records[at] = kind, content[: rng.randrange(len(content) + 1)]
        elif choice == 2 and content:
            records[at] = kind, rng.choice((flip, overwrite))(rng, content)
        elif choice == 3:
            records.insert(rng.randrange(len(records)), records[at])
        else:
            records.pop(at)
    raw = b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in records)
    return data[:place] + raw[: len(book)].ljust(len(book), b"\0") + data[place + len(book) :]
