"""The figures that a report's text states, each with what it counts and of whom and when it speaks.

Deterministic: the words are data (``claims.toml``, ``tags.toml``). What a number counts is told by the frame around it
(``_frames``); only words that narrow make its scope uncertain, words that nobody knows do not.

Subjects are keys of the form's cells, a line or group of lines in one column (``applications.refused.natural``), several
of them added up (joined by “+”), or one of these quantities (their relation to cells is the rules' business):
``applications.accepted`` (受理), ``.handled`` (办理), ``.answered`` (答复), ``.granted_or_partial``,
``.carried`` (结转, into or out of the year), ``.received.organisations``; ``.refused.total``, ``.unavailable.total``, ``.rejected.total``, ``.other.total``;
``litigation.suit.*`` (both routes), ``litigation.*.concluded``, ``litigation.total``; ``information_fee.notices``,
``.charged``, ``.received``, ``.taken`` (金额, 总额: either of these); ``published.items``; and for percentages and changes ``rate.concluded``, ``share``,
``change.growth``, ``change.decline``, ``change.ratio`` (是上年的2倍), ``change.level`` (持平), ``change.base`` (the figure that a
change is measured from), ``mean.monthly`` (月均).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audit.forms import form_of
from audit.match.claims._again import said_again
from audit.match.claims._paragraph import Item, Paragraph, Spoken, bounds_of, make
from audit.match.claims._percentages import level, levels, rate
from audit.match.claims.counting import (
    Parts,
    counted,
    loosely_counted,
    loosely_named,
    names_plainly,
    of_the_form,
    possible,
    scope_of,
    unknown_around,
)
from audit.match.claims.frames import Frame, Frames, is_aside, is_filler, is_next_step
from audit.match.claims.lexicon import (
    Clause,
    Places,
    Surroundings,
    Topics,
    blanked,
    clauses,
    lead_start,
    sentences,
    tags,
    topics_in,
    trail_end,
    vocabulary,
)
from audit.match.claims.numbers import Quantity, flat, quantities
from audit.match.claims.scope import HEADING_MARK, Headings, Reader, Scopes
from audit.match.claims.sets import said_of_sets, set_words, speaks_of_sets
from audit.model import Bound, Claim, Passage, Role, SetClaim

#: Claims of one report that are looked at; one of three hundred pages has some hundreds.
MAX_CLAIMS = 2_000
_HEADING_LENGTH = 30
#: What a number counts may stand behind it, up to the next mark: “5件被维持、1件被纠正”.
_BEHIND = re.compile(r"(?![、，；和及与或以另其含])[^、，；。:()0-9]{1,16}(?=、)")


#: Where a sentence begins and ends in its paragraph.
Span = tuple[int, int]


class Reading(NamedTuple):
    """What a text says in printed order: the figures that it states, and what it says of all or of none."""

    claims: tuple[Claim, ...]
    sets: tuple[SetClaim, ...]


def claims(passages: Sequence[Passage], year: int | None, agency: str | None) -> tuple[Claim, ...]:
    """The claims of ``passages`` in printed order, ``MAX_CLAIMS`` at most; ``year`` and ``agency`` are the report's own.

    ``scope`` of a claim is "report" where no word narrows what it counts and nothing before it speaks of another time or
    body; else "other_year", "part_year", "sub_unit", "channel", "change" or "unclear".
    """
    return read_claims(passages, year, agency).claims


def read_claims(passages: Sequence[Passage], year: int | None, agency: str | None) -> Reading:
    """The claims of ``passages``, as for ``claims``, and what they say of all or of none."""
    reader = Reader(vocabulary(), year, agency)
    found: list[Claim] = []
    sets: list[SetClaim] = []
    headings = Headings()
    heading: str | None = None
    section = 0
    for passage in passages:
        text = flat(passage.text)
        if passage.heading or passage.section != section:
            heading, headings, section = None, Headings(), passage.section
        if passage.heading:
            continue
        numbers = list(quantities(text))
        if len(text) <= _HEADING_LENGTH and not numbers and (mark := HEADING_MARK.match(text)):
            named = topics_in(text, year)
            heading = named[-1][0] if named else None
            headings.enter(reader, text, mark)
        cut = tuple(sentences(text))
        sets_in = Places(set_words().anywhere, text, len(text))
        stating = _stating(reader, text, cut, numbers, headings.scopes, sets=sets_in)
        if not stating:
            continue
        memory = heading or ("applications" if passage.section == 3 else None)
        plain = reader.words.everybody.sub(lambda match: " " * len(match[0]), text)
        frames = Frames(plain, tags(plain, _counting(cut, numbers), year), numbers, year)
        spoken = Spoken(Places(reader.words.scoping, text, stating[-1][1]), sets_in, levels(text))
        topics = Topics(text, memory, year)
        paragraph = Paragraph(passage, text, blanked(text), topics, numbers, frames, spoken, scopes=headings.scopes)
        for start, end in stating:
            found += _sentence(reader, paragraph, start, end)
        sets += paragraph.sets
        headings.scopes = paragraph.scopes.ended("clause", "item", "sentence", "paragraph")
        if len(found) >= MAX_CLAIMS:
            break
    return Reading(tuple(found[:MAX_CLAIMS]), tuple(sets[:MAX_CLAIMS]))


def _stating(
    reader: Reader, text: str, cut: Sequence[Span], numbers: Sequence[Quantity], scopes: Scopes, *, sets: Places
) -> Sequence[Span]:
    """Of the sentences ``cut`` those up to the last that holds a number or says something of a set: others change nothing.

    All of them where the paragraph announces something or stands under an announcement.
    """
    last = numbers[-1].start if numbers else -1
    stating = len(cut)
    while stating and cut[stating - 1][0] > last and not speaks_of_sets(text, *cut[stating - 1], sets):
        stating -= 1
    return cut if stating == len(cut) or scopes.now or reader.announces(text) else cut[:stating]


def _counting(cut: Sequence[Span], numbers: Sequence[Quantity]) -> Iterator[Span]:
    """The sentences that state a number: no others are looked through for what they count."""
    starts = [number.start for number in numbers]
    for start, end in cut if numbers else ():
        if bisect_left(starts, start) < bisect_left(starts, end):
            yield start, end


def _sentence(reader: Reader, paragraph: Paragraph, start: int, end: int) -> list[Claim]:
    paragraph.about, paragraph.changed, paragraph.last_end = None, None, start
    paragraph.based, paragraph.shared = False, None
    outer: tuple[Scopes, Parts, int] | None = None
    topics, first = paragraph.topics, paragraph.read
    before = len(topics.said)
    told: list[Claim] = []
    for clause in clauses(paragraph.text, start, end):
        if clause.inside and outer is None:
            outer = paragraph.scopes, paragraph.parts.copied(), len(topics.said)
        elif not clause.inside and outer is not None:
            _leave(paragraph, *outer)
            outer = None
        told += _clause(reader, paragraph, (start, end), clause)
    if outer is not None:
        _leave(paragraph, *outer)
    counts = paragraph.counts(range(first, paragraph.read))
    topics.end_sentence(before, start, end, counts=counts)
    paragraph.scopes = paragraph.scopes.behind_sentence(told, counts=counts, start=start)
    paragraph.parts.next_sentence()
    return told


def _leave(paragraph: Paragraph, scopes: Scopes, parts: Parts, topics: int) -> None:
    """Leave a bracket: what was said in it is over."""
    paragraph.scopes, paragraph.parts = scopes, parts
    del paragraph.topics.said[topics:]


def _clause(reader: Reader, paragraph: Paragraph, sentence: tuple[int, int], clause: Clause) -> Iterator[Claim]:
    text, numbers, time, spoken = paragraph.text, paragraph.within(clause), paragraph.scopes.time, paragraph.spoken
    paragraph.before = paragraph.scopes
    paragraph.scopes = reader.look(
        text,
        clause,
        paragraph.scopes,
        sentence,
        counts=paragraph.counts(numbers),
        said=spoken.scopes.touch(clause.start, clause.end),
    )
    if paragraph.parts.last is not None:
        paragraph.parts.enter(text, clause, sentence[0])
    for index in numbers:
        last = index + 1 == numbers.stop
        claim = _claim(reader, paragraph, sentence, clause, index, last=last)
        if claim is not None:
            claim = said_again(paragraph, index, sentence, claim)
            paragraph.said.append(paragraph.parts.narrowed(claim))
            claim = paragraph.said[-1]
            yield claim
        paragraph.counted.append(Item(paragraph.numbers[index], paragraph.frame, claim))
    if spoken.levels and (levelled := level(reader, paragraph, sentence, clause)) is not None:
        yield levelled
    if len(numbers) == 1 and is_aside(text, paragraph.numbers[numbers.start], sentence[0], reader.year):
        # “去年为69件” is said beside: what follows speaks of the same year as before.
        paragraph.scopes = Scopes(time, paragraph.scopes.body)
    if speaks_of_sets(text, clause.start, clause.end, spoken.sets):
        yield from said_of_sets(reader, paragraph, sentence, clause)
    paragraph.topics.said.append((clause.start, clause.end))


def _around(
    paragraph: Paragraph, clause: Clause, sentence: tuple[int, int], number: Quantity, frame: Frame, *, last: bool
) -> Surroundings:
    text = paragraph.text if clause.inside else paragraph.masked
    first = max(clause.start, paragraph.inner_end) if clause.inside else max(sentence[0], paragraph.last_end)
    begin = lead_start(text, first, number.start)
    trail = text[number.end : trail_end(paragraph.text, number.end, clause.end)] if last else _behind(text, number)
    told = trail or any(begin <= tag.start < number.start for tag in frame.told)
    if begin > first and not told and is_filler(text[begin : number.start]):
        # “收到政府信息公开申请，共7件”: the clause before says what is counted.
        begin = lead_start(text, first, begin - 1)
    return Surroundings(text[begin : number.start].replace("，", " "), begin, trail)


def _claim(
    reader: Reader,
    paragraph: Paragraph,
    sentence: tuple[int, int],
    clause: Clause,
    index: int,
    *,
    last: bool,
) -> Claim | None:
    number = paragraph.numbers[index]
    frame = paragraph.frame = paragraph.frames.read(index, sentence)
    around = _around(paragraph, clause, sentence, number, frame, last=last)
    taken = number.end + (0 if last else len(around.trail))
    if clause.inside:
        paragraph.inner_end = taken
    else:
        paragraph.last_end = taken
    part = frame.role or _dealt_role(paragraph, index, sentence[0])
    changed = reader.words.scope["change"].search(around.lead)
    if (
        number.unit in ("%", "倍", "个百分点")
        or part in ("step", "times", "mean")
        or (changed and part != "now" and not (part == "base" and frame.subject))
    ):
        named = frame.subject if part in ("step", "times", "mean") else None
        return rate(reader, paragraph, sentence, around, index, named=named, part=part)
    what = counted(reader, paragraph.text, frame, number, sentence, topics=paragraph.topics)
    what = of_the_form(reader, paragraph.text[slice(*sentence)], number.start - sentence[0], around, what)
    if what.subject is None and (number.numeral or not number.unit):
        return None
    begin, end = bounds_of(paragraph.text, around, number, what)
    scope, bound = scope_of(
        reader,
        paragraph.scopes.now,
        around,
        what,
        passage=paragraph.passage,
        text=paragraph.text,
        sentence=sentence,
        zero=number.value == 0,
    )
    if number.torn and scope == "report":
        scope, bound = "unclear", Bound("torn", paragraph.text[number.start : number.end])
    paragraph.based = paragraph.based or part == "base"
    now = paragraph.scopes.now
    earlier = now is not None and now.start < sentence[0]
    if part == "base" or (part == "now" and paragraph.based and scope == "other_year" and not earlier):
        scope, bound = ("other_year", Bound("compared")) if part == "base" else ("report", None)
    if part == "base" and what.subject is None and paragraph.about:
        what = what._replace(subject="change.base")
    else:
        paragraph.about = what.subject or (paragraph.about if clause.inside else None)
        paragraph.changed = None if part == "" and not clause.inside else paragraph.changed
    if what.topic or what.subject:
        of_applications = (what.subject or "").startswith("applications.")
        paragraph.topics.said.append("applications" if of_applications else what.topic)
    same = what.subject == frame.subject
    loose: tuple[str, ...] = ()
    open_words = ""
    if same and what.subject:
        loose, open_words = loosely_named(paragraph.text, frame, paragraph.columns, form_of(paragraph.frames.year))
    if open_words and scope == "report":
        scope, bound = "unclear", Bound("wording", open_words)
    return make(
        paragraph,
        sentence,
        (begin, end),
        number,
        subject=what.subject,
        scope=scope,
        bound=bound,
        role=part,
        others=(*frame.others, *loose, *loosely_counted(paragraph.text, frame, number.start)) if same else (),
        possible=possible(what.subject, paragraph.named(sentence[1])) if what.subject else (),
        narrowed_by=frame.narrowed if same else "",
        plain=same and names_plainly(reader, paragraph.text, frame, number),
        unknown=unknown_around(reader, paragraph.text, frame, number) if what.subject else "",
        told=frame.told if same else (),
    )


def _dealt_role(paragraph: Paragraph, index: int, start: int) -> Role:
    """The role of a number without words of its own behind a step of several: “分别增加31件、27件”."""
    before = paragraph.counted[-1:]
    if not before or before[0].number is not paragraph.numbers[index - 1] or not before[0].claim:
        return ""
    stepped = before[0].claim.role == "step"
    return "step" if stepped and is_next_step(paragraph.text, before[0].number, paragraph.numbers[index], start) else ""


def _behind(text: str, number: Quantity) -> str:
    match = _BEHIND.match(text, number.end)
    return match[0] if match else ""
