"""Words that say that a number is as it was in the year before: “与上年持平”."""

from __future__ import annotations

import re
from dataclasses import replace

from audit.match.claims._make import make_claim
from audit.match.claims._paragraph import ParagraphState
from audit.match.claims.frames import dimensions_of, names_quantity, narrowing_words, subject
from audit.match.claims.lexicon import ClauseSpan, compile_for_search
from audit.match.claims.numbers import PrintedNumber, approximate
from audit.match.claims.scope import ScopeReader
from audit.model import Claim, Scope
from audit.patterns import regex
from audit.words import YEAR

_UNCHANGED = compile_for_search(
    rf"""
      (?:与|同|和|较|跟) (?:上一?年度?|去年|上年度?|{YEAR}年度?) (?:同期)? (?:的)? (?:[\d,]+\S{{1,2}})? (?:数量|水平|总数|总量)?
      (?: (?:基本|大体|大致|总体)? (?:保持|维持)? (?:持平|相同|一致) | 没有变化|相当(?!于) )
    | 同比 (?:基本)? 持平
    | (?P<behind> (?:基本|大体|大致|总体)? (?:保持|维持)? 持平 )
    """,
    re.VERBOSE,
)
#: None of them is without one of these.
_MAY_BE_UNCHANGED = regex("持平|相同|一致|没有变化|相当")
#: An earlier year, before words that name none themselves.
_EARLIER = regex("同比|[与较比同和](?:上一?年|去年|前一年)")
_NEARLY = regex("基本|大体|大致|总体|相当")


def may_be_unchanged(text: str) -> bool:
    """Whether a text may say that a number is as it was in the year before."""
    return _MAY_BE_UNCHANGED.search(text) is not None


def unchanged_claim(
    reader: ScopeReader, paragraph: ParagraphState, sentence: tuple[int, int], clause: ClauseSpan
) -> Claim | None:
    """The claim of a clause that says that a number is as it was in the year before: “与上年持平”."""
    text, frames = paragraph.text, paragraph.frames
    match = _UNCHANGED.search(text, clause.start, clause.end)
    if match is None or (reader.year is not None and str(reader.year) in match[0]):
        return None
    if match["behind"] and _EARLIER.search(text, sentence[0], match.start()) is None:
        return None
    first = paragraph.behind_numbers(clause.start, match.start())
    found = frames.between(text, first, match.start())
    own = dimensions_of(text, found)
    about = subject(own) if names_quantity(own) else paragraph.last_subject or paragraph.last_changed
    if about is None or (names_quantity(own) and narrowing_words(text, first, match.start(), found, own, whole=True)):
        return None
    nearly = _NEARLY.search(match[0])
    about_so = approximate("about", 0) if nearly else None
    number = PrintedNumber(match.start(), match.end(), 0, "", about_so is None, numeral=True, approximate=about_so)
    now = paragraph.scopes_before_clause.now
    scope: Scope = now.scope if now else "report"
    bound = now.bound if now else None
    claim = make_claim(paragraph, sentence, match.span(), number, subject="change.level", scope=scope, bound=bound)
    return replace(claim, about=about, role="step", narrowed_by="" if names_quantity(own) else paragraph.doubt)
