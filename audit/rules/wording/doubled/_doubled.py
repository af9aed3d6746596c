"""Words, clauses, sentences and paragraphs that stand twice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from audit.model import Passage
from audit.patterns import regex
from audit.rules.kit import (
    Case,
    Hit,
    data_file,
    narrative,
    repeated_paragraphs,
    wrong_words,
)
from audit.rules.wording.doubled import _characters
from audit.text import fold, widened
from audit.words import DIGIT, MYRIADS, TENS, endings
from audit.words.numbering import numbering

#: Offices within an organ, whose heads have its name before their post.
_BODIES = endings("bureau", "office", "force", "station", "desk", "party")
#: Characters on both sides of a line's end that are looked at, and the fewest of a line of running text.
_LENGTH_OF_EDGE, _SHORTEST_LINE = 22, 15
#: A clause and the same clause again, a mark between them and one behind.
_CLAUSE = regex(r"(?<![^，。；、：])(?P<clause>[^，。；、：]{6,80})[，。；、]\s?(?P=clause)(?![^，。；、：])")
#: Characters shown of a sentence that stands twice.
_CHARACTERS_SHOWN = 30
#: A sentence with the mark that ends it: what is not ended is none, and is looked through once only.
_SENTENCE = regex(r"(?P<words>[^。；]++)(?:[。；]|\Z)")
#: A sentence of fewer characters may stand twice for good reason.
_SHORTEST_SENTENCE = 25
#: Numerals, and one character repeated (“一一二二”).
_NUMERALS = regex(rf"[{DIGIT}{TENS}{MYRIADS}]+|(?P<one>.)(?P=one)+")


def doubled_words(text: str) -> Iterator[re.Match[str]]:
    """The words of ``text`` that stand twice running and should not."""
    word, allowed, rightly, posts = _patterns()
    for match in word.finditer(text):
        around = text[max(0, match.start() - 6) : match.end() + 6]
        legitimate = any(match["word"] in each for each in allowed.findall(around))
        post = match["word"].endswith(_BODIES) and posts.match(text, match.end())
        if not (legitimate or post or _NUMERALS.fullmatch(match["word"]) or rightly.fullmatch(match["word"])):
            yield match
    yield from _characters.doubled(text)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Any doubled word; those that are allowed; words that are doubled rightly; posts behind the name of an office."""
    data = data_file(__package__, "doubled")
    return (
        re.compile(f"(?P<word>[\\u4e00-\\u9fff]{{2,10}}|[{data['single']}])(?P=word)"),
        re.compile("|".join(map(re.escape, data["allowed"]))),
        re.compile(data["patterns"]),
        re.compile(data["posts"]),
    )


def doubled_across_lines(case: Case) -> Iterator[Hit]:
    """Words that end a line without a mark and begin the next one again."""
    for first, second in pairwise(narrative(case.report)):
        text = first.text.rstrip()
        running = len(text) >= _SHORTEST_LINE and "\u4e00" <= text[-1] <= "\u9fff" and numbering(second.text) is None
        if not (first.section and first.section == second.section and running):
            continue
        tail = text[-_LENGTH_OF_EDGE:]
        for match in doubled_words(tail + second.text.lstrip()[:_LENGTH_OF_EDGE]):
            if match.start() < len(tail) < match.end():
                span = (len(text) - len(tail) + match.start(), len(text))
                yield wrong_words(first, span, "{where}换行处“{found}”重复", shown=match[0], correction=match["word"])


def repeated_sentences(case: Case) -> Iterator[Hit]:
    """Clauses printed twice running, and whole sentences that stand twice in one part of the report."""
    seen: dict[tuple[int, str], tuple[Passage, int]] = {}
    again = case.once(repeated_paragraphs)
    for passage in narrative(case.report):
        text = widened(passage.text)
        if passage in again:
            whole = (0, len(passage.text))
            yield wrong_words(passage, whole, "{where}同一段出现两次：“{found}”", shown=_short(text))
            continue
        clauses = [match.span() for match in _CLAUSE.finditer(text)]
        ends = [end for _, end in clauses]
        for start, end in clauses:
            yield wrong_words(passage, (start, end), "{where}一处语句重复：“{found}”", shown=_short(text[start:end]))
        for start, end in _ended(text):
            folded = fold(text[start:end])
            at = bisect_right(ends, start)  # the first clause that ends behind the sentence's beginning
            inside = at < len(clauses) and clauses[at][0] < end
            before = seen.setdefault((passage.section, folded), (passage, start))
            if passage.section and not inside and before != (passage, start):
                yield wrong_words(
                    passage, (start, end), "{where}同一句出现两次：“{found}”", shown=_short(text[start:end])
                )


def _ended(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of ``text`` that is long enough and ends with a mark, the mark left out."""
    for match in _SENTENCE.finditer(text):
        start, end = match.span("words")
        if end - start >= _SHORTEST_SENTENCE and end < match.end():
            yield start, end


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _CHARACTERS_SHOWN else f"{text[:_CHARACTERS_SHOWN]}……"
