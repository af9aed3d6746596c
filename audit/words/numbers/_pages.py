"""How a line of a document prints the number of its page."""

from __future__ import annotations

import re

from audit.patterns import regex
from audit.words.numbers._numerals import ORDINAL

_RULE = r"[-—–－─·~|\s]"
_NUMBER = rf"(?:\d{{1,3}}|[{ORDINAL}]{{1,3}})"

#: “- 3 -”: between dashes, and so no figure of the text.
DASHED_PAGE = regex(r"\s*+[-—–]\s*+\d{1,3}\s*+[-—–]\s*+")

#: A whole line: “3”, “- 3 -”, “第3页”, “第三页 共12页”, “3/12”.
PAGE_NUMBER = regex(
    rf"""
    {_RULE}*+
    (?: 第\s*+{_NUMBER}\s*+页? | \d{{1,3}}\s*+页? )               # the page's own number
    (?: \s*+[,，/／]?\s*+共\s*+{_NUMBER}\s*+页?                    # of how many
      | \s*+[,，/／]\s*+\d{{1,3}}\s*+页?
    )?
    {_RULE}*+
    """,
    re.VERBOSE,
)
