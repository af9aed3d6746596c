"""What a web page's styles hide, strike out or raise: the attributes of its elements and the simple rules of its style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from audit.patterns import regex
from audit.readers.flow import Print
from audit.readers.web._tags import BLOCKS, TABLE_PARTS
from audit.readers.web.styles._doubtful import doubtful_texts

#: What styles hold that hide, strike or raise; looked for only where a page has it, as in the two tuples below.
_STYLE_MARKS = ("display", "hid", "line-through", "text-raise", ":super", ": super", ":sub", ": sub")
#: What styles hold that make text of a table too small, too pale or too far off to be seen.
_FAINT_MARKS = (
    *("font-size:0", "font-size: 0", "font-size:1p", "font-size: 1p", "font-size:1.0p", "opacity:0", "opacity: 0"),
    *(
        "transparent",
        "scale(0",
        "-999",
        "clip",
        "visibility:collapse",
        "visibility: collapse",
        "width:0",
        "width: 0",
        "height:0",
    ),
)
_WHITE_MARKS = ("white", "#f", "rgb(24", "rgb(25", "rgb( 24", "rgb( 25", "rgba(24", "rgba(25")
_FAINT = regex(
    r"""
    font-size \s* : \s* (?: 0*[01](?:\.0*)?(?:px|pt) | 0 ) \s* (?: ; | ! | $ )           # of one pixel or point at most
    | (?:^|[;\s]) opacity \s* : \s* 0*\.?0* \s* (?: ; | ! | $ )                          # seen through
    | (?:^|[;\s]) color \s* : \s* (?: transparent | rgba\([^)]*,\s*0\s*\) )
    | scale\( 0 \s* [,)]                                                                 # shrunk to nothing
    | visibility \s* : \s* collapse
    | (?: left | top | text-indent | margin-left ) \s* : \s* -\d{3,}                     # far off the page
    | clip \s* : \s* rect\( \s* 0\w*[ ,]+0\w*[ ,]+0\w*[ ,]+0                            # cut to nothing
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NO_ROOM = regex(r"(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$)", re.IGNORECASE)
_CUT_OFF = regex(r"overflow[\w-]*\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_WHITE_COLOUR = r"""(?:
      white | \#fff | \#(?:f[\da-f]){3}                                               # by name, by its hex digits
    | rgba? \( \s* (?: 2 (?: 4\d | 5[0-5] ) \s* [,)\s] \s* ){3} (?: [^)]* \) )?      # each of its three parts from 240 on
)"""
_WHITE_VALUE = _WHITE_COLOUR + r" \s* (?: ; | ! | $ )"
_WHITE = regex(rf"(?: ^ | [;\s] ) color \s* : \s* {_WHITE_VALUE}", re.IGNORECASE | re.VERBOSE)
_COLOURED = regex(
    rf"""
    background[\w-]*+ \s*+ : \s*+
    (?! (?: none | transparent | inherit | initial | {_WHITE_VALUE} ) )  # paper itself
    [^;]* [\w\#(]                                                       # a colour or a picture
    """,
    re.IGNORECASE | re.VERBOSE,
)
_GONE = regex(r"display\s*:\s*none", re.IGNORECASE)
_INVISIBLE = regex(r"visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_LINE_THROUGH = regex(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_OFF_LINE = regex(r"vertical-align\s*:\s*(?:super|sub)\b|mso-text-raise\s*:\s*-?[\d.]*[1-9]", re.IGNORECASE)
_STYLE = regex(rb"""style\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""")
_COLOUR = regex(rb"""\bcolor\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""")
_BRACE = regex(r"[{}]")
_COMMENT = regex(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
#: “.name” or “span.name”; what depends on more than one element is left alone.
_CLASS = regex(r"[a-zA-Z]*\.(-?[A-Za-z_][\w-]*)")
#: Classes of one page that hide or raise anything.
_MAX_CLASSES = 200


def element_prints(tree: LexborHTMLParser, html: str, sheets: str = "") -> dict[int, Print]:
    """How the elements are printed that print nothing or not on the line, by memory address.

    TINY is looked for within tables, and so is WHITE, which holds where no attribute colours the ground. ``html`` is the page's
    source, ``sheets`` are style sheets besides those in the page. Classes count only within table cells, where no script folds
    and unfolds parts of the page.
    """
    found: dict[int, Print] = {}
    stated = _stated(html)
    styles = [f'[style*="{mark}" i]' for mark in _holding(_STYLE_MARKS, stated)]
    for node in tree.css(", ".join(("[hidden]", *styles))):
        attributes = node.attributes
        how = Print.HIDDEN if "hidden" in attributes else style_print(attributes.get("style") or "")
        if how and (how != Print.SHIFTED or _inline(node)):
            found.setdefault(node.mem_id, how)
    _add_classes(found, tree, sheets)
    for node in _marked(tree, stated, _FAINT_MARKS):
        if _inline(node) and _is_faint(node):
            found.setdefault(node.mem_id, Print.TINY)
    for node in _marked(tree, stated, _WHITE_MARKS):
        if _inline(node) and _is_white(node):
            found.setdefault(node.mem_id, Print.WHITE)
    doubtful = dict.fromkeys(doubtful_texts(tree, stated.decode("utf-8", "replace"), sheets), Print.UNSURE)
    return doubtful | found


def _add_classes(found: dict[int, Print], tree: LexborHTMLParser, sheets: str) -> None:
    """Add what simple rules of style sheets make of elements inside cells."""
    for name, how in _classes(tree, sheets).items():
        for node in tree.css(f"td .{name}, th .{name}"):
            if _inline(node) and (how != Print.TINY or len(node.css("*")) <= 1):
                found.setdefault(node.mem_id, how)


def _stated(html: str) -> bytes:
    """All styles and colours that the tags of ``html`` state, each once, in lower case."""
    # Bytes: to turn a long text with Chinese characters into lower case takes longer than all the rest.
    small = html.encode("utf-8", "replace").lower()
    return b"\n".join({*_STYLE.findall(small), *_COLOUR.findall(small)})


def _holding(marks: tuple[str, ...], stated: bytes) -> list[str]:
    """Those of ``marks`` that any style holds; all of them where one is written with numbers for letters."""
    return [mark for mark in marks if mark.encode() in stated or b"&#" in stated]


def _marked(tree: LexborHTMLParser, stated: bytes, marks: tuple[str, ...]) -> list[LexborNode]:
    """The elements inside cells whose style or colour holds one of ``marks``, if the page holds it at all."""
    present = _holding(marks, stated)
    return tree.css(", ".join(f'td [style*="{m}" i], td [color*="{m}" i]' for m in present)) if present else []


def _is_faint(node: LexborNode) -> bool:
    """Whether nobody sees the text of an element; what it holds may have a size of its own."""
    style = node.attributes.get("style") or ""
    if not (_FAINT.search(style) or (_NO_ROOM.search(style) and _CUT_OFF.search(style))):
        return False
    return "font-size" not in style.lower() or len(node.css('[style*="font-size" i]')) <= 1


def _is_white(node: LexborNode) -> bool:
    """Whether an element prints in white, and nothing around it in its table states a background."""
    attributes = node.attributes
    own = attributes.get("style") or ""
    colour = (attributes.get("color") or "").lower()
    if not (_WHITE.search(own) or re.fullmatch(_WHITE_COLOUR, colour, re.VERBOSE)):
        return False
    if len(node.css('[style*="color" i], [color]')) > 1:
        return False
    around: LexborNode | None = node
    while around is not None and around.tag not in ("body", "html"):
        attributes = around.attributes
        if attributes.get("bgcolor") or _COLOURED.search(attributes.get("style") or ""):
            return False
        around = around.parent
    return True


def style_print(style: str) -> Print | None:
    """What the declarations of ``style`` make of an element's text; None for nothing that matters here."""
    if _GONE.search(style):
        return Print.HIDDEN
    if _INVISIBLE.search(style):
        return Print.KEPT_BLANK
    if _LINE_THROUGH.search(style):
        return Print.STRUCK
    return Print.SHIFTED if _OFF_LINE.search(style) else None


def _inline(node: LexborNode) -> bool:
    return node.tag not in BLOCKS and node.tag not in TABLE_PARTS


def _classes(tree: LexborHTMLParser, sheets: str) -> dict[str, Print]:
    found: dict[str, Print] = {}
    for sheet in (*(node.text() for node in tree.css("style")), sheets):
        for selectors, declarations in _rules(sheet):
            how = style_print(declarations) or (Print.TINY if _FAINT.search(declarations) else None)
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
