"""Words by which a figure is one of a part of the year: a month, a day or a holiday, but not the year's own bounds."""

from __future__ import annotations

import re

from audit.patterns import regex
from audit.words import NUMERAL, YEAR

#: The whole year told by its first and last month or day, which is no part of it.
_WHOLE = regex(
    rf"""
      (?:{YEAR}年)? 1月份?(?:1日)? (?:起|零时)? [至到—–~-]+ (?:{YEAR}年)? 12月 (?:份|31日|[底末])?
    | (?<!\d) 1 [至到—–~-]+ 12 月 份?
    | 截[至止]到? (?:{YEAR}年)? (?:12|十二)月 (?:31日|三十一日|[底末])?
    | (?<![月日份]) [至到] (?:{YEAR}年)? 12月 (?:31日|[底末])
    | (?<![十{NUMERAL}\d]) 一月份?(?:一日)? (?:起|零时)? [至到—–~-]+ (?:[^，。；年]{{4}}年)? 十二月 (?:份|三十一日|[底末])?
    """,
    re.VERBOSE,
)
#: Days that bound a part of the year: “截至11月30日”, “11月1日至12月31日”.
_UNTIL = regex(
    rf"""
      截[至止]到? (?:{YEAR}年)? (?:[1-9]|1[01]) 月
    | (?<!\d) (?:[2-9]|1[0-2]) 月 \d{{1,2}} 日 [至到~—-]
    | (?<!\d) 1月1日 [至到~—-] (?! (?:{YEAR}年)? 12月31日 ) (?=.{{0,5}}\d)
    """,
    re.VERBOSE,
)


def part_of_year(piece: str, words: re.Pattern[str]) -> re.Match[str] | None:
    """What in ``piece`` says a part of the year, by ``words`` of ``scopes.toml`` or by days that bound it; None where nothing does."""
    if "月" not in piece:
        return words.search(piece)
    return words.search(_WHOLE.sub(lambda found: " " * len(found[0]), piece)) or _UNTIL.search(piece)
