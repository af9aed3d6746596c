"""Figures of cells whose styles may hide, move or change them in ways that are not decided here: nobody knows what the eye sees.

What a style surely makes of text is decided in ``_styles``. Here a style that could do so in any other way, by any selector,
leaves the digits in question unread: that no wrong number is read is sure, and the rest of a page is read as ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from audit.patterns import regex
from audit.readers.web._tags import CELLS

#: Longest text of an element, in characters, that is a figure of a cell rather than an article.
_LONGEST_FIGURE = 60
#: Rules of one page that are looked at.
_MAX_RULES = 500
#: Widest screen, in pixels, for which rules are those of telephones and tablets only.
_WIDEST_SMALL_SCREEN = 1_100
_DOUBTFUL = regex(
    r"""
    (?: ^ | ; ) \s* (?:
      display \s*:\s* none | (?:content-)?visibility \s*:\s* (?:hidden|collapse) | mso-hide \s*:\s* all   # not shown
    | opacity \s*:\s* (?: 0* (?:\.0\d*)? | 0* \.0* | \d (?:\.\d+)? % ) \s* (?: ; | ! | $ )                 # seen through
    | filter \s*:\s* [^;]* opacity \( \s* [0.]
    | (?:-webkit-)? mask [\w-]* \s*:\s*+ (?! none | initial )
    | font-size \s*:\s* (?: 0* [0-2]? (?:\.\d+)? (?:px|pt) | 0* (?:\.[0-2]\d*)? (?:r?em|%)? | \d (?:\.\d+)? % ) \s* (?: ; | ! | $ )
    | font \s*:\s* (?: [^;/]* \s )? 0* [0-2] (?: px | pt )? \s* (?: / | \s )                                   # too small
    | color \s*:\s* (?: transparent | \#[\da-f]{6}0[\da-f] | \#[\da-f]{3}0 \b (?![\da-f]) )                # without ink
    | color \s*:\s* (?:rgb|hsl)a \( [^)]* , \s* 0* (?: \.0\d* )? %? \s* \)
    | color \s*:\s* rgb \( [^)]* / \s* 0* (?: \.0\d* )? %? \s* \)
    | -webkit-text-fill-color \s*:\s*+ (?! inherit | currentcolor | initial )
    | clip (?:-path)? \s*:\s*+ (?! auto | none | initial )                                                  # cut off
    | (?: transform | rotate | scale | translate ) \s*:\s*+ (?! none | initial )                            # moved
    | position \s*:\s* (?: absolute | fixed )
    | (?: left | right | top | bottom | text-indent | margin-left ) \s*:\s* (?: -\d{3,} | \d{4,} )
    | text-decoration [\w-]* \s*:\s* [^;]* line-through                                                    # struck out
    | vertical-align \s*:\s* (?: super | sub | text-top | -?[\d.]*[1-9] )                                   # raised
    | font-variant-position \s*:\s* su
    | letter-spacing \s*:\s* - (?: [3-9] | \d{2} | 0?\.[3-9]\d*em | \d em )                                # drawn over one another
    | unicode-bidi \s*:\s* [\w-]* override | flex-direction \s*:\s* [\w-]* reverse | order \s*:\s* -?\d     # in another order
    | [\w-]* \\                                                                                           # written in escapes
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: White, or nearly so, and a ground of any colour.
_WHITE = regex(r"(?:^|;)\s*color\s*:\s*(?:white|snow|ivory|#fff|#(?:f[\da-f]){3})\s*(?:;|!|$)", re.IGNORECASE)
_GROUND = regex(r"(?:^|;)\s*background", re.IGNORECASE)
_QUOTES = regex(r"[\"'\n]|style\s*=")
_NO_ROOM = regex(r"(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[01](?:px|pt|r?em|%)?\s*(?:;|!|$)", re.IGNORECASE)
_CUT_OFF = regex(r"overflow[\w-]*\s*:\s*(?:hidden|clip)", re.IGNORECASE)
#: Colours and sizes, which what stands inside may have of its own.
_HANDED_DOWN = regex(r"(?:^|;)\s*(?:-webkit-text-fill-|font|color|visibility|font-size)[\w-]*\s*:", re.IGNORECASE)
_ADDED = regex(r"(?:^|;)\s*content\s*:\s*[^;]*(?:\d|counter|attr\()", re.IGNORECASE)
_COMMENT = regex(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BEFORE_OR_AFTER = regex(r"::?(?:before|after)\s*$", re.IGNORECASE)
#: What holds only while somebody does something.
_PASSING = regex(r":(?:hover|focus|active|visited|target|checked|disabled|link)\b", re.IGNORECASE)
_PSEUDO = regex(r"::?[a-z-]+(?:\([^()]*\))?", re.IGNORECASE)
_SMALL_SCREEN = regex(r"max-(?:device-)?width\s*:\s*(\d+)", re.IGNORECASE)


def doubtful_texts(tree: LexborHTMLParser, styles: str, sheets: str) -> Iterator[int]:
    """The memory addresses of texts with digits inside cells that nobody knows to be seen as they are written.

    ``styles`` are all styles that elements state, a line each; ``sheets`` are the style sheets that are not on the page.
    """
    stated = _COMMENT.sub("", _QUOTES.sub(";", styles))
    if "&#" in stated or _DOUBTFUL.search(stated) or _NO_ROOM.search(stated):
        for node in tree.css("td[style], th[style], td [style], th [style]"):
            style = _COMMENT.sub("", node.attributes.get("style") or "")
            if _is_doubtful(style):
                yield from _digits(node, style)
    for node in tree.css('td bdo[dir="rtl" i], th bdo[dir="rtl" i]'):
        yield from _digits(node, "")
    rules = [rule for sheet in (*_sheets(tree), sheets) for rule in _rules(_COMMENT.sub(" ", sheet))]
    yield from _of_rules(tree, rules)


def _of_rules(tree: LexborHTMLParser, rules: Sequence[tuple[str, str]]) -> Iterator[int]:
    """The texts with digits that rules of style sheets may hide or change; what one adds to a text changes it as well."""
    seen = 0
    for selector, declarations in rules:
        adds = _BEFORE_OR_AFTER.search(selector) is not None
        pale = not adds and _WHITE.search(declarations) is not None
        if not (_ADDED.search(declarations) if adds else pale or _is_doubtful(declarations)):
            continue
        if _PASSING.search(selector):
            continue
        seen += 1
        if seen > _MAX_RULES:
            return
        grounds = _grounds(tree, rules) if pale and not _is_doubtful(declarations) else frozenset[int]()
        for node in _selected(tree, _BEFORE_OR_AFTER.sub("", selector)):
            if not (grounds and _stands_on(node, grounds)):
                yield from _digits(node, declarations)


def _grounds(tree: LexborHTMLParser, rules: Sequence[tuple[str, str]]) -> frozenset[int]:
    """The elements that state a ground which may be of another colour than white, by attributes or by rules."""
    found = tree.css("[bgcolor], [background], [style*=background i]")
    for selector, _ in [rule for rule in rules if _GROUND.search(rule[1])][:_MAX_RULES]:
        found += _selected(tree, selector)
    return frozenset(node.mem_id for node in found)


def _stands_on(node: LexborNode, grounds: frozenset[int]) -> bool:
    around: LexborNode | None = node
    while around is not None and around.tag not in ("body", "html"):
        if around.mem_id in grounds:
            return True
        around = around.parent
    return False


def _is_doubtful(declarations: str) -> bool:
    return _DOUBTFUL.search(declarations) is not None or (
        _NO_ROOM.search(declarations) is not None and _CUT_OFF.search(declarations) is not None
    )


def _digits(node: LexborNode, declarations: str) -> Iterator[int]:
    """The texts with digits of an element that is a cell or stands in one, and holds no more than a figure."""
    if len(node.text().strip()) > _LONGEST_FIGURE or not _is_in_cell(node):
        return
    inherited = _HANDED_DOWN.search(declarations) is not None
    for text in node.traverse(include_text=True):
        prints_digits = text.tag == "-text" and any(map(str.isdigit, text.text_content or ""))
        if prints_digits and not (inherited and _has_own_look(text, node)):
            yield text.mem_id


def _has_own_look(text: LexborNode, outer: LexborNode) -> bool:
    """Whether an element between a text and the ``outer`` one states a size or colour for it that can be seen."""
    around = text.parent
    while around is not None and around.mem_id != outer.mem_id:
        style = around.attributes.get("style") or ""
        if _HANDED_DOWN.search(style) and not _is_doubtful(style):
            return True
        around = around.parent
    return False


def _is_in_cell(node: LexborNode) -> bool:
    around: LexborNode | None = node
    while around is not None:
        if around.tag in CELLS:
            return True
        around = around.parent
    return node.tag == "tr"


def _selected(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """What ``selector`` names; where it is not understood, what it names without its conditions."""
    for form in (selector, _PSEUDO.sub("", selector)):
        try:
            return tree.css(form) if form.strip() else []
        except SelectolaxError:
            continue
    return []


def _sheets(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("style"):
        if _holds(f"@media {node.attributes.get('media') or 'all'}"):
            yield node.text()


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Each selector with its declarations, those inside conditions that a screen may meet included."""
    last, opened = 0, list[str]()
    for match in re.finditer(r"[{}]", sheet):
        piece = sheet[last : match.start()]
        last = match.end()
        if match[0] == "{":
            opened.append(piece.rpartition(";")[2].strip())
        elif opened:
            selectors = opened.pop()
            if not selectors.startswith("@") and all(map(_holds, opened)):
                for selector in re.split(r",(?![^(\[]*[)\]])", selectors):
                    yield selector.strip(), piece


def _holds(condition: str) -> bool:
    """Whether a screen may meet ``condition``: not one for printing, and none for telephones alone."""
    text = condition.lower()
    if not text.startswith("@media"):
        return not text.startswith(("@keyframes", "@-webkit-keyframes", "@font-face", "@page"))
    if "print" in text and "screen" not in text and "all" not in text and "not " not in text:
        return False
    small = _SMALL_SCREEN.search(text)
    return small is None or int(small[1]) > _WIDEST_SMALL_SCREEN
