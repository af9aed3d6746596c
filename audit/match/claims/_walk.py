"""Reads a text from its paragraphs down to its numbers, always in printed order.

::

    read_claims       each paragraph: its characters folded, its numbers found, its words tagged (``tags.toml``)
      _read_sentence    begins anew what holds within one sentence only; at its end scopes and lists close
        _read_clause      opens and closes scopes (“2023年”, “各镇街”) and lists (“其中”), then, in the clause:
          read_number       each number: what it counts, of whom and when, as a claim (``_number``)
          link_to_earlier   … which may repeat a figure before it: “上述19件申请” (``_repeats``)
          OpenList.narrowed … or be a part of the number that is being divided (``counting``)
          unchanged_claim   words that say that a number stayed as it was: “与上年持平” (``rates``)
          read_set_statements  words on all or on none: “均按时办结”, “未收到复议” (``sets``)

What is read in a bracket ends with it (``_brackets``). The rooms are used from right to left of this picture: ``lexicon`` (words),
``numbers``, ``frames`` (which words tell of which number) and ``scope``, ``counting`` and ``shares``, then these.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audit.forms import Form, editions, load
from audit.match.claims._brackets import follow_brackets
from audit.match.claims._number import read_number
from audit.match.claims._paragraph import ParagraphState, PlacesToLook
from audit.match.claims._repeats import link_to_earlier
from audit.match.claims.frames import Frames, is_aside
from audit.match.claims.lexicon import (
    ClauseSpan,
    Places,
    Topics,
    blanked,
    clause_spans,
    sentences,
    tags,
    vocabulary,
)
from audit.match.claims.numbers import PrintedNumber, fold_in_place, printed_numbers
from audit.match.claims.rates import may_be_unchanged, unchanged_claim
from audit.match.claims.scope import HEADING_MARK, Headings, ScopeReader, Scopes
from audit.match.claims.sets import may_speak_of_sets, places_of_set_words, read_set_statements
from audit.model import Claim, Passage, SetClaim

#: Claims of one report that are looked at; one of three hundred pages has some hundreds.
MAX_CLAIMS = 2_000
#: A line without a number that is longer than this is no sub-heading.
_MAX_CHARACTERS_OF_HEADING = 30
#: The section on applications, whose words need not name them.
_ON_APPLICATIONS = 3

#: Where a sentence begins and ends in its paragraph.
Span = tuple[int, int]


class TextClaims(NamedTuple):
    """What a text states, in printed order: its figures, and what it says of all or of none."""

    claims: tuple[Claim, ...]
    sets: tuple[SetClaim, ...]


def read_claims(
    passages: Sequence[Passage], year: int | None, agency: str | None, form: Form | None = None
) -> TextClaims:
    """Read what ``passages`` state, ``MAX_CLAIMS`` of each kind at most; ``year`` and ``agency`` are the report's own.

    ``form`` is the edition that the report prints: which kinds of applicants there are, and in what order. Without it
    (None) what is not the same in every edition is left open.

    ``scope`` of a claim is "report" where no word narrows what it counts and nothing before it speaks of another time or
    body; else "other_year", "part_year", "sub_unit", "channel", "change" or "unclear".
    """
    forms = (form,) if form else tuple(map(load, editions()))
    reader = ScopeReader(vocabulary(), year, agency, forms)
    found: list[Claim] = []
    sets: list[SetClaim] = []
    headings = Headings()
    section = 0
    for passage in passages:
        if passage.heading or passage.section != section:
            headings, section = Headings(), passage.section
        if passage.heading:
            continue
        text = fold_in_place(passage.text)
        numbers = list(printed_numbers(text))
        if len(text) <= _MAX_CHARACTERS_OF_HEADING and not numbers and (mark := HEADING_MARK.match(text)):
            headings.enter(reader, text, mark)
        cut, sets_in = tuple(sentences(text)), places_of_set_words(text)
        stating = _stating(reader, text, cut, numbers, headings.scopes, sets=sets_in)
        if not stating:
            continue
        places = PlacesToLook(
            Places(reader.words.scopes_in_text, text, stating[-1][1]), sets_in, may_be_unchanged(text)
        )
        paragraph = _begin_paragraph(reader, passage, text, cut, numbers, forms=forms, places=places, headings=headings)
        for sentence in stating:
            found += _read_sentence(reader, paragraph, sentence)
        sets += paragraph.sets
        headings.scopes = paragraph.scopes.without("clause", "item", "sentence", "paragraph")
        if len(found) >= MAX_CLAIMS:
            break
    return TextClaims(tuple(found[:MAX_CLAIMS]), tuple(sets[:MAX_CLAIMS]))


def _begin_paragraph(
    reader: ScopeReader,
    passage: Passage,
    text: str,
    cut: Sequence[Span],
    numbers: Sequence[PrintedNumber],
    *,
    forms: Sequence[Form],
    places: PlacesToLook,
    headings: Headings,
) -> ParagraphState:
    """A paragraph that is about to be read, its words tagged; ``cut`` are its sentences."""
    # “公民、法人和其他组织” says “anybody”; it names no applicants.
    without_everybody = reader.words.everybody.sub(lambda match: " " * len(match[0]), text)
    found = tags(without_everybody, _counting(cut, numbers), reader.year)
    frames = Frames(without_everybody, found, numbers, forms, reader.year)
    topic = headings.topic or ("applications" if passage.section == _ON_APPLICATIONS else None)
    topics = Topics(text, topic, reader.year)
    return ParagraphState(passage, text, blanked(text), topics, numbers, frames, places, scopes=headings.scopes)


def _stating(
    reader: ScopeReader,
    text: str,
    cut: Sequence[Span],
    numbers: Sequence[PrintedNumber],
    scopes: Scopes,
    *,
    sets: Places,
) -> Sequence[Span]:
    """Of the sentences ``cut`` those up to the last that holds a number or says something of a set: others change nothing.

    All of them where the paragraph announces something or stands under an announcement.
    """
    last = numbers[-1].start if numbers else -1
    stating = len(cut)
    while stating and cut[stating - 1][0] > last and not may_speak_of_sets(text, *cut[stating - 1], sets):
        stating -= 1
    return cut if stating == len(cut) or scopes.now or reader.announces(text) else cut[:stating]


def _counting(cut: Sequence[Span], numbers: Sequence[PrintedNumber]) -> Iterator[Span]:
    """The sentences that state a number: no others are looked through for what they count."""
    starts = [number.start for number in numbers]
    for start, end in cut if numbers else ():
        if bisect_left(starts, start) < bisect_left(starts, end):
            yield start, end


def _read_sentence(reader: ScopeReader, paragraph: ParagraphState, sentence: Span) -> list[Claim]:
    """Read one sentence: its clauses, then what of its scopes, topics and lists goes on behind it."""
    start, end = sentence
    paragraph.begin_sentence(start)
    topics, first = paragraph.topics, paragraph.numbers_passed
    before = len(topics.mentions)
    found: list[Claim] = []
    for clause in clause_spans(paragraph.text, start, end):
        follow_brackets(paragraph, clause.brackets, start)
        found += _read_clause(reader, paragraph, sentence, clause)
    follow_brackets(paragraph, (), start)
    counts = paragraph.counts(range(first, paragraph.numbers_passed))
    topics.end_sentence(before, start, end, counts=counts)
    paragraph.scopes = paragraph.scopes.after_sentence(found, counts=counts, start=start)
    paragraph.open_list.end_sentence()
    return found


def _read_clause(reader: ScopeReader, paragraph: ParagraphState, sentence: Span, clause: ClauseSpan) -> Iterator[Claim]:
    """Read one clause: the scopes and the list that it opens, its numbers, and its words without a number."""
    text, numbers, places = paragraph.text, paragraph.within(clause), paragraph.places
    before = paragraph.scopes_before_clause = paragraph.scopes
    paragraph.scopes = reader.scopes_after(
        text,
        clause,
        before,
        sentence,
        counts=paragraph.counts(numbers),
        may_open=places.scopes.touch(clause.start, clause.end),
    )
    if paragraph.open_list.last is not None:
        paragraph.open_list.enter(text, clause, sentence[0])
    for index in numbers:
        read = read_number(reader, paragraph, sentence, clause, index, last=index + 1 == numbers.stop)
        if read.claim is not None:
            claim = paragraph.open_list.narrowed(link_to_earlier(paragraph, index, sentence, read.claim))
            read = read._replace(claim=claim)
            paragraph.claims_so_far.append(claim)
            yield claim
        paragraph.numbers_read.append(read)
    if places.unchanged and (unchanged := unchanged_claim(reader, paragraph, sentence, clause)) is not None:
        yield unchanged
    if len(numbers) == 1 and is_aside(text, paragraph.numbers[numbers.start], sentence[0], reader.year):
        # “去年为69件” is said beside: what follows speaks of the same year as before.
        paragraph.scopes = Scopes(before.time, paragraph.scopes.body)
    if may_speak_of_sets(text, clause.start, clause.end, places.sets):
        yield from read_set_statements(reader, paragraph, sentence, clause)
    paragraph.topics.mentions.append((clause.start, clause.end))
