"""Pictures and attachments of a web page: which print nothing, which may hold a table, which are documents."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from audit.patterns import regex
from audit.readers.flow import PIXELS, has_room

_DOCUMENT = regex(r"\.(?:docx?|pdf|xlsx?|wps|et|ofd|rtf|odt|zip|rar)(?:$|[?#&\s)）])", re.IGNORECASE)
_SPACER = regex(r"spacer|blank|transparent|space\.gif", re.IGNORECASE)
#: Elements that show a document inside the page.
_FRAMES = ("iframe", "object", "embed")
#: Digits of the largest side, in pixels, that a page may state for a picture.
_MAX_SIDE_DIGITS = 5


def names_document(text: str) -> bool:
    """Whether an address or a label names a document or an archive of documents."""
    return _DOCUMENT.search(text) is not None


def attached(tag: str, node: LexborNode) -> str:
    """The name of the document that a frame shows, "" for anything else."""
    source = _source(node)
    return source.rsplit("/", 1)[-1] if tag in _FRAMES and names_document(source) else ""


def prints_nothing(node: LexborNode) -> bool:
    """Whether a picture only keeps a place, or a field is hidden."""
    attributes = node.attributes
    flat = {attributes.get("width"), attributes.get("height")} & {"0", "1"}
    return bool(flat) or attributes.get("type") == "hidden" or _SPACER.search(_source(node)) is not None


def is_small(node: LexborNode) -> bool:
    """Whether a picture states a size, in pixels, that leaves no room for a table: an icon, a seal, a code."""
    sides = (node.attributes.get("width"), node.attributes.get("height"))
    sizes = [int(side) for side in sides if side and side.isdecimal() and len(side) <= _MAX_SIDE_DIGITS]
    return len(sizes) == 2 and not has_room(sizes[0], sizes[1], PIXELS)


def _source(node: LexborNode) -> str:
    return node.attributes.get("src") or node.attributes.get("data") or ""
