"""Words that say “all”: 复议27件全部被纠正, 均由自然人提出, 其余均维持. They say of a set what a number says of a count.

What is said to hold of all stands behind the word, told by tags and joined to it by words that add nothing. What it holds
of is told by the clause's own words before it, or by the number nearest to it that can be divided so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.match.claims._paragraph import ParagraphState
from audit.match.claims.frames import dimensions_of
from audit.match.claims.lexicon import ClauseSpan, Tag
from audit.match.claims.scope import ScopeReader
from audit.match.claims.sets._setwords import set_words, tags_of, without_name, words_unknown
from audit.match.claims.sets._wholes import Predicate, divides, read_wholes, subjects_of_pair
from audit.model import Claim, Division
from audit.patterns import regex

#: Kinds of tags that may hold of all, and how they divide what they hold of.
_DIVISIONS: dict[str, Division] = {"column": "column", "result": "result", "outcome": "outcome", "case": "case"}
#: Nouns that a following verb speaks of: “全部行政复议案件均被维持”, “全部行政诉讼案件已审结”.
_NOUNS_OF_VERBS = frozenset(("case", "topic"))
#: “已审结的均维持”, “法院已判决的均驳回诉讼请求”: those that are concluded.
_CONCLUDED = regex("(?:已|经)[^，。；]{0,6}(?:判决|裁判|裁决|裁定|决定|审结|结案)[^，。；]{0,2}的")


@dataclass(frozen=True, slots=True)
class Universal:
    """A statement on all of something: fields as in ``SetClaim``; ``vague`` says that unknown words may narrow what it is on."""

    start: int
    end: int
    division: Division
    readings: tuple[tuple[str, str], ...]
    numbers: tuple[Claim, ...] = ()
    excepted: tuple[str, ...] = ()
    vague: bool = False
    none: bool = False


def read_universals(
    reader: ScopeReader, paragraph: ParagraphState, sentence: tuple[int, int], clause: ClauseSpan
) -> Iterator[Universal]:
    """What the clause says of all of something: once at most of each number in it."""
    for predicate in _predicates(reader, paragraph, clause):
        if found := _universal(reader, paragraph, sentence, clause, predicate):
            yield found


def _universal(
    reader: ScopeReader, paragraph: ParagraphState, sentence: tuple[int, int], clause: ClauseSpan, predicate: Predicate
) -> Universal | None:
    """What ``predicate`` is said of; None where that cannot be told."""
    text = paragraph.frames.text
    begin = paragraph.behind_numbers(clause.start, predicate.start)
    tags = [*tags_of(text, begin, predicate.start, reader.year), *predicate.subject]
    own = {kind: names for kind, names in dimensions_of(text, tags).items() if divides(predicate, kind)}
    if predicate.kind == "flow" and not own and any(tag.kind == "topic" for tag in tags):
        own = {"flow": ("received",)}
    left = _unknown(reader, text, (begin, predicate.start), tags, predicate)
    if any(tag.kind == "besides" for tag in tags) or (left and not (own and begin == clause.start)):
        return None
    found = read_wholes(reader, paragraph, sentence, clause, predicate=predicate, own=own, begin=begin)
    if found is None:
        return None
    spoken, items, excepted = found
    if predicate.kind == "outcome" and _CONCLUDED.search(text, begin, predicate.start):
        spoken = [{**whole, "outcome": ("concluded",)} for whole in spoken if "pending" not in predicate.names]
    readings = tuple(one for whole in spoken if (one := subjects_of_pair(whole, predicate)))
    if not readings:
        return None
    division = "flow" if predicate.kind == "flow" else _DIVISIONS[predicate.kind]
    claims = tuple(item.claim for item in items if item.claim)
    return Universal(
        predicate.start,
        predicate.end,
        division,
        readings,
        claims,
        excepted,
        vague=bool(left and own),
        none=predicate.none,
    )


def _unknown(reader: ScopeReader, text: str, place: tuple[int, int], tags: Sequence[Tag], predicate: Predicate) -> str:
    """The words before “all” that may name something else that it holds of."""
    words = set_words()
    known = (words.fillers, words.links, words.rest, words.all)
    left = words_unknown(without_name(reader, text), *place, tags, *known)
    return words.courts.sub("", left) if predicate.kind in ("outcome", "case") else left


def _predicates(reader: ScopeReader, paragraph: ParagraphState, clause: ClauseSpan) -> Iterator[Predicate]:
    """What the clause says to hold of all, once behind each number."""
    text, words = paragraph.frames.text, set_words()
    numbers = paragraph.beginning(clause.start, clause.end)
    taken: set[int] = set()
    for pattern in (words.all, words.only, words.stage):
        for match in reversed(list(pattern.finditer(text, clause.start, clause.end))):
            behind = sum(number.end <= match.start() for number in numbers)
            following = numbers[behind].start if behind < len(numbers) else None
            end = clause.end if following is None else text.rfind("、", match.end(), following)
            if behind in taken or end < 0:
                continue  # “均为自然人申请10件” states a number
            predicate = _predicate_behind(reader, text, match, end, only=pattern is words.only)
            if predicate and (pattern is not words.stage or predicate.kind == "outcome"):
                taken.add(behind)
                yield predicate


def _predicate_behind(
    reader: ScopeReader, text: str, match: re.Match[str], end: int, *, only: bool
) -> Predicate | None:
    """What holds of all, by the words behind “all”: only words that add nothing stand between, and none that is unknown behind."""
    words = set_words()
    start = match.end() - 2 if match[0].endswith("全部") and text.startswith("公开", match.end()) else match.end()
    found = [tag for tag in tags_of(text, start, end, reader.year) if tag.kind not in ("court", "topic")]
    subject = _subject_behind(text, match.end(), found)
    found = found[len(subject) :]
    if not found:
        return None
    kind, first = found[0].kind, found[0]
    if kind == "won":  # none was lost
        return Predicate("outcome", ("corrected",), match.start(), end, subject, none=True)
    link = text[subject[-1].end if subject else match.end() : first.start]
    needs_verb = kind in ("column", "case") and not only
    if words.links.sub("", link) or (needs_verb and not words.naming.search(link)):
        return None
    if kind not in (*_DIVISIONS, "flow") or (kind == "flow" and first.value != "concluded"):
        return None
    if words_unknown(text, first.end, end, found[1:], words.fillers, words.links, words.ways):
        return None
    if text.startswith("的", first.end) and kind in ("outcome", "flow"):
        return None  # “均已审结的案件”
    names = dimensions_of(text, [tag for tag in found if tag.kind == kind]).get(kind, ())
    return Predicate(kind, names, match.start(), end, subject)


def _subject_behind(text: str, position: int, found: Sequence[Tag]) -> list[Tag]:
    """The nouns right behind “all” of which the verb behind them speaks: “全部行政诉讼案件已审结”."""
    words = set_words()
    subject: list[Tag] = []
    for tag in found[:-1]:
        noun = tag.kind in _NOUNS_OF_VERBS and tag.start - position <= 1
        if not noun or words.naming.search(text, position, tag.start) or words.naming.match(text, tag.end):
            break
        subject.append(tag)
    return subject
