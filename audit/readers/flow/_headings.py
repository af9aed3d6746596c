"""Lines that only a report has: its title and its section headings. Used to find where a report begins and ends."""

from __future__ import annotations

import re
import unicodedata

from audit.forms import LONGEST_HEADING, TitleMatch, editions, section_named
from audit.patterns import regex
from audit.text import fold
from audit.words import ORDINAL
from audit.words.numbering import heading_numbering

#: Characters of the shortest line that is a heading, and of the longest that is the last line of a title.
_SHORTEST_HEADING, _LONGEST_TITLE_LINE = 4, 70
#: What a heading begins with; most lines of a table are told apart by this alone.
_FIRST = frozenset(f"{ORDINAL[:8]}第(（12345678１２３４５６７８")
#: Bracketed numbers are those of aspects and of groups of a table, “（1）” aside.
_ASPECTS = ("paragraph", "paragraph_half", "point")
_TITLE_END = regex(r"(?:报告|年报)(?:\([^)]{0,24}\))?")


def is_heading(text: str) -> bool:
    """Whether ``text`` is a line such as “三、收到和处理政府信息公开申请情况”, in one of its usual wordings."""
    if not _SHORTEST_HEADING <= len(text) <= LONGEST_HEADING or text.lstrip()[:1] not in _FIRST:
        return False
    count = heading_numbering(unicodedata.normalize("NFKC", text))
    if count is None or count.style in _ASPECTS:
        return False
    named = section_named(unicodedata.normalize("NFKC", text)[count.end :], editions()[-1])
    return named is not None and (named.wording != TitleMatch.ASPECT or count.style == "section")


def ends_title(text: str) -> bool:
    """Whether ``text`` may be the last line of a report's title: “…年度报告”, with nothing else behind it."""
    folded = fold(text)
    if len(folded) > _LONGEST_TITLE_LINE or re.search(r"[。;:>|]|首页|位置", folded):
        return False
    return any(match.end() == len(folded) for match in _TITLE_END.finditer(folded))


def is_title(text: str) -> bool:
    """Whether ``text``, all lines of a title joined, names a report on government information disclosure."""
    folded = fold(text)
    return "信息公开" in folded and ends_title(text)
