"""The text of a web page’s nodes as a browser shows it."""

from __future__ import annotations

import html as entities

from selectolax.lexbor import LexborNode

from audit.patterns import regex
from audit.readers.web._tags import MEANT

#: What is cut off at both ends: white space, and control characters that exports leave where a form field stood.
_MARGIN = "".join(map(chr, (*range(33), 0x7F, 0xA0, 0x3000, 0x200B, 0xFEFF)))
_BLANKS = regex(r"[ \t\r\n\f]+")
_TO_COLLAPSE = regex(r"[\t\r\n\f]|  ")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_WIDE_BREAK = regex(rf"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
_ENTITY = regex(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")


def unescape(text: str) -> str:
    """``text`` without the entities that were escaped twice."""
    return _ENTITY.sub(lambda match: entities.unescape(match[0]), text) if "&" in text else text


def collapse(text: str) -> str:
    """``text`` with white space as a browser shows it: none where the source breaks a line between two Chinese characters."""
    text = text.strip(_MARGIN)
    if "\n" in text:
        text = _WIDE_BREAK.sub("", text)
    return _BLANKS.sub(" ", text) if _TO_COLLAPSE.search(text) else text


def single_line(cell: LexborNode) -> str | None:
    """The text of a cell that certainly prints one line: bare, or in one paragraph; None for any other cell."""
    parts: list[str] = []
    stack: list[tuple[LexborNode, bool]] = []
    paragraphs = inside = 0
    node = cell.first_child
    while node is not None:
        tag = node.tag or ""
        paragraph = tag == "p"
        if tag == "-text":
            text = node.text_content or ""
            if paragraphs and not inside and not text.isspace():
                return None
            parts.append(text)
        elif (paragraph and (paragraphs or "".join(parts).strip())) or (not paragraph and tag in MEANT):
            return None
        elif (child := node.first_child) is not None:
            paragraphs += paragraph
            inside += paragraph
            stack.append((node, paragraph))
            node = child
            continue
        following = node.next
        while following is None and stack:
            node, paragraph = stack.pop()
            inside -= paragraph
            following = node.next
        node = following
    return "".join(parts)
