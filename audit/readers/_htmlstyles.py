"""What a web page's styles hide, strike out or raise: the attributes of its elements and the simple rules of its style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from audit.readers._htmltags import BLOCKS, TABLE_PARTS

How = Literal["gone", "blank", "struck", "raised"]

_STYLED = (
    '[hidden], [style*="display" i], [style*="hid" i], [style*="line-through" i], [style*="text-raise" i],'
    ' [style*=":super" i], [style*=": super" i], [style*=":sub" i], [style*=": sub" i]'
)
_GONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_UNSEEN = re.compile(r"visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_LINE_THROUGH = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_OFF_LINE = re.compile(r"vertical-align\s*:\s*(?:super|sub)\b|mso-text-raise\s*:\s*-?[\d.]*[1-9]", re.IGNORECASE)
_BRACE = re.compile(r"[{}]")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
#: “.name” or “span.name”; what depends on more than one element is left alone.
_CLASS = re.compile(r"[a-zA-Z]*\.(-?[A-Za-z_][\w-]*)")
#: Classes of one page that hide or raise anything.
_MAX_CLASSES = 200


def unseen(tree: LexborHTMLParser, sheets: str = "") -> dict[int, How]:
    """The elements that print nothing or not on the line, by memory address.

    "gone" ones take no place at all, "blank" and "struck" ones keep theirs; "raised" ones are notes' marks.
    ``sheets`` are style sheets besides those in the page. Classes count only within table cells, where no script folds and unfolds parts of the page.
    """
    found: dict[int, How] = {}
    for node in tree.css(_STYLED):
        attributes = node.attributes
        how: How | None = "gone" if "hidden" in attributes else says(attributes.get("style") or "")
        if how and (how != "raised" or _inline(node)):
            found.setdefault(node.mem_id, how)
    for name, how in _classes(tree, sheets).items():
        for node in tree.css(f"td .{name}, th .{name}"):
            if _inline(node):
                found.setdefault(node.mem_id, how)
    return found


def says(style: str) -> How | None:
    """What the declarations of ``style`` make of an element's text; None for nothing that matters here."""
    if _GONE.search(style):
        return "gone"
    if _UNSEEN.search(style):
        return "blank"
    if _LINE_THROUGH.search(style):
        return "struck"
    return "raised" if _OFF_LINE.search(style) else None


def _inline(node: LexborNode) -> bool:
    return node.tag not in BLOCKS and node.tag not in TABLE_PARTS


def _classes(tree: LexborHTMLParser, sheets: str) -> dict[str, How]:
    found: dict[str, How] = {}
    for sheet in (*(node.text() for node in tree.css("style")), sheets):
        for selectors, declarations in _rules(sheet):
            how = says(declarations)
            for selector in selectors.split(",") if how else ():
                match = _CLASS.fullmatch(selector.strip())
                if how and match and len(found) < _MAX_CLASSES:
                    found[match[1]] = how
    return found


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that hold always; those inside @media and the like hold sometimes."""
    sheet = _COMMENT.sub(" ", sheet)
    depth = last = 0
    selectors = ""
    for match in _BRACE.finditer(sheet):
        piece = sheet[last : match.start()]
        last = match.end()
        if match[0] == "{":
            depth += 1
            selectors = piece.rpartition(";")[2]
        else:
            if depth == 1 and "@" not in selectors:
                yield selectors, piece
            selectors, depth = "@" if depth > 1 else "", max(depth - 1, 0)
