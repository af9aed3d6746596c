"""Insertions of a text: what stands in brackets of any form or between a pair of dashes, one within another."""

from __future__ import annotations

import re
from typing import NamedTuple

from audit.patterns import regex

#: Brackets around words; those around the year of a document’s number (“〔2024〕15号”) are a part of that.
_MARKS = regex(r"[（(〔［\[]|[）)〕］\]]")
_OPENS = "（(〔［["
_ROUND = "（(）)"
_FORMS = {mark: form for form, marks in enumerate((_ROUND, "〔〕", "［[］]")) for mark in marks}
_YEAR_OF_DOCUMENT = regex(r"[〔［\[]\s*(?:19|20)\d\d\s*[〕］\]]")
#: A pair of dashes within one sentence; what stands at its beginning numbers an item, and dates are joined by dashes too.
_DASHED = regex(
    r"""
    (?<! [。；！？;!?\s—―─] ) (?<! ^ )
    (?! (?<= [年月日号\d] ) [—―─]{2} \s* \d )       # “2022年——2024年”
    [—―─]{2} (?= [^—―─] )
    (?P<inside> [^—―─。；！？!?]{2,200} )
    [—―─]{2} (?! [—―─] )
    """,
    re.VERBOSE,
)
_OTHER_FORMS = regex("[〔［\\[—―─]")
#: No insertion is longer; deeper ones count as a part of that around them.
_MAX_CHARACTERS, _MAX_DEPTH = 200, 4


class Bracket(NamedTuple):
    """Characters ``start`` to ``end`` of a text, the marks included; ``outer`` is the index of the bracket around it, -1 where none is.

    ``depth`` is 1 for a bracket that stands in no other.
    """

    start: int
    end: int
    outer: int
    depth: int


def brackets(text: str) -> tuple[Bracket, ...]:
    """The closed round brackets of ``text`` in the order in which they open; for other forms see ``with_round_brackets``."""
    if "(" not in text and "（" not in text:
        return ()
    opened: list[int] = []
    spans: list[tuple[int, int]] = []
    for match in re.finditer("[（(）)]", text):
        if match[0] in "（(":
            opened.append(match.start())
        elif opened and match.end() - (start := opened.pop()) <= _MAX_CHARACTERS + 2:
            spans.append((start, match.end()))
    found: list[Bracket] = []
    around: list[int] = []
    for start, end in sorted(spans):
        while around and found[around[-1]].end <= start:
            around.pop()
        if len(around) < _MAX_DEPTH:
            found.append(Bracket(start, end, around[-1] if around else -1, len(around) + 1))
            around.append(len(found) - 1)
    return tuple(found)


def with_round_brackets(text: str) -> str:
    """``text`` with “（” and “）” for brackets of other forms and for pairs of dashes around an insertion; offsets stay.

    >>> with_round_brackets("新收3件——自然人2件、企业1件——，按〔2021〕30号文件办结")
    '新收3件（ 自然人2件、企业1件 ），按〔2021〕30号文件办结'
    """
    if _OTHER_FORMS.search(text) is None:
        return text
    text = _DASHED.sub(lambda match: f"（ {match['inside']} ）", text)
    kept = {at for match in _YEAR_OF_DOCUMENT.finditer(text) for at in (match.start(), match.end() - 1)}
    chars = list(text)
    opened: list[int] = []
    for match in _MARKS.finditer(text):
        at = match.start()
        if at in kept:
            continue
        if match[0] in _OPENS:
            opened.append(at)
        elif opened and _FORMS[text[opened[-1]]] == _FORMS[match[0]]:
            start = opened.pop()
            if match[0] not in _ROUND:
                chars[start], chars[at] = "（", "）"
    return "".join(chars)
