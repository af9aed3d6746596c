"""The figures that a report's text states, each with what it counts and of whom and when it speaks.

Deterministic: the words are data (``claims.toml``, ``tags.toml``). What a number counts is told by the frame around it
(``_frames``); only words that narrow make its scope uncertain, words that nobody knows do not.

Subjects are keys of the form's cells, a line or group of lines in one column (``applications.refused.natural``), several
of them added up (joined by “+”), or one of these quantities (their relation to cells is the rules' business):
``applications.accepted`` (受理), ``.handled`` (办理), ``.answered`` (答复), ``.granted_or_partial``,
``.carried`` (结转, into or out of the year), ``.received.organisations``; ``.refused.total``, ``.unavailable.total``, ``.rejected.total``, ``.other.total``;
``litigation.suit.*`` (both routes), ``litigation.*.concluded``, ``litigation.total``; ``information_fee.notices``,
``.charged``, ``.received``; ``published.items``; and for percentages and changes ``rate.concluded``, ``share``,
``change.growth``, ``change.decline``, ``change.base`` (the figure that a change is measured from).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit.match._clauses import Clause, blanked, clauses, lead_start, sentences, trail_end
from audit.match._compared import Role, is_aside, role
from audit.match._counted import counted
from audit.match._denials import denials
from audit.match._frames import Frames
from audit.match._paragraph import Paragraph, make, trimmed
from audit.match._percentages import rate
from audit.match._quantities import Quantity, flat, quantities
from audit.match._reach import Parts, scope_of
from audit.match._scope import Focus, Reader
from audit.match._shareof import share_of
from audit.match._subjects import Stated, Surroundings, left_over, stated, topics_in
from audit.match._tags import tags
from audit.match._vocabulary import DECISIONS, LITIGATION, vocabulary
from audit.model import Claim, Passage, Told
from audit.words import ORDINAL

#: Claims of one report that are looked at; one of three hundred pages has some hundreds.
MAX_CLAIMS = 2_000
_HEADING_LENGTH = 30
_BEFORE = re.compile(r"(?:全年|共计|累计|总共|一共|合计|共|总计|新|已)+$")
#: What a number counts may stand behind it, up to the next mark: “5件被维持、1件被纠正”.
_BEHIND = re.compile(r"(?![、，；和及与或以另其含])[^、，；。:()0-9]{1,16}(?=、)")
_HEADING_MARK = re.compile(rf"^\s*[(]?(?:[{ORDINAL}]{{1,2}}|\d{{1,2}})[)、.．]")


def claims(passages: Sequence[Passage], year: int | None, agency: str | None) -> tuple[Claim, ...]:
    """The claims of ``passages`` in printed order, ``MAX_CLAIMS`` at most; ``year`` and ``agency`` are the report's own.

    ``scope`` of a claim is "report" where no word narrows what it counts and nothing before it speaks of another time or
    body; else "other_year", "part_year", "sub_unit", "channel", "change" or "unclear".
    """
    reader = Reader(vocabulary(), year, agency)
    found: list[Claim] = []
    heading: str | None = None
    for passage in passages:
        text = flat(passage.text)
        if passage.heading:
            heading = None
            continue
        if len(text) <= _HEADING_LENGTH and not any(quantities(text)) and _HEADING_MARK.match(text):
            named = topics_in(text)
            heading = named[-1][0] if named else None
        memory = heading or ("applications" if passage.section == 3 else None)
        numbers = list(quantities(text))
        plain = reader.words.everybody.sub(lambda match: " " * len(match[0]), text)
        frames = Frames(plain, tags(plain, _counting(text, numbers), year), numbers, year)
        paragraph = Paragraph(passage, text, blanked(text), memory, numbers, frames)
        for start, end in _stating(reader, text):
            found += _sentence(reader, paragraph, start, end)
        if len(found) >= MAX_CLAIMS:
            break
    return tuple(found[:MAX_CLAIMS])


def _stating(reader: Reader, text: str) -> list[tuple[int, int]]:
    """The sentences of ``text`` up to the last that holds a number or a denial: those behind it change nothing."""
    found = list(sentences(text))
    while found and not any(_states(reader, text[c.start : c.end]) for c in clauses(text, *found[-1])):
        found.pop()
    return found


def _counting(text: str, numbers: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    """The sentences that state a number: no others are looked through for what they count."""
    starts = [number.start for number in numbers]
    for start, end in sentences(text) if numbers else ():
        if bisect_left(starts, start) < bisect_left(starts, end):
            yield start, end


def _states(reader: Reader, piece: str) -> bool:
    return reader.words.negation.search(piece) is not None or any(quantities(piece))


def _sentence(reader: Reader, paragraph: Paragraph, start: int, end: int) -> Iterator[Claim]:
    paragraph.about, paragraph.changed, paragraph.decided, paragraph.last_end = None, None, None, start
    paragraph.based = False
    outer: tuple[Focus, Parts, str | None] | None = None
    for clause in clauses(paragraph.text, start, end):
        if clause.inside and outer is None:
            outer = replace(paragraph.focus), replace(paragraph.parts), paragraph.topic
        elif not clause.inside and outer is not None:
            (paragraph.focus, paragraph.parts, paragraph.topic), outer = outer, None
        era = paragraph.focus.era
        reader.look(paragraph.text, clause, paragraph.focus)
        paragraph.parts.enter(paragraph.text, clause)
        piece = paragraph.text[clause.start : clause.end]
        numbers = paragraph.within(clause)
        for index in numbers:
            last = index + 1 == numbers.stop
            claim = _claim(reader, paragraph, (start, end), clause, index, last=last)
            if claim is not None:
                yield paragraph.parts.narrowed(claim)
        if len(numbers) == 1 and is_aside(paragraph.text, paragraph.numbers[numbers.start], start, reader.year):
            paragraph.focus.era = era  # “去年为69件” is an aside: what follows speaks of the same year as before
        if not numbers:
            yield from _denied(reader, paragraph, (start, end), clause, piece)
        if nouns := topics_in(piece):
            # “其中复议57件、诉讼27件；尚未审结9件”: what follows may speak of both.
            both = len({noun[0] for noun in nouns} & set(LITIGATION)) > 1
            paragraph.topic = None if both else nouns[-1][0]
    if outer is not None:
        paragraph.focus, paragraph.parts, paragraph.topic = outer
    paragraph.focus.next_sentence()
    paragraph.parts.next_sentence()


def _around(
    reader: Reader, paragraph: Paragraph, clause: Clause, sentence: tuple[int, int], number: Quantity, *, last: bool
) -> Surroundings:
    text = paragraph.text if clause.inside else paragraph.masked
    first = max(clause.start, paragraph.inner_end) if clause.inside else max(sentence[0], paragraph.last_end)
    begin = lead_start(text, first, number.start)
    decided = paragraph.decided
    if decided is None and reader.words.scope["publishing"].search(text, sentence[0], begin):
        decided = False
    trail = text[number.end : trail_end(paragraph.text, number.end, clause.end)] if last else _behind(text, number)
    around = Surroundings(text[begin : number.start], begin, trail, paragraph.topic, decided)
    further = not trail and begin > first
    if further and not topics_in(around.lead) and not left_over(reader, around, None, None):
        # “收到政府信息公开申请，共7件”: the clause before says what is counted.
        begin = lead_start(text, first, begin - 1)
        around = Surroundings(
            text[begin : number.start].replace("，", " "), begin, trail, paragraph.topic, paragraph.decided
        )
    return around


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
    frame = paragraph.frames.read(index, sentence)
    around = _around(reader, paragraph, clause, sentence, number, last=last)
    taken = number.end + (0 if last else len(around.trail))
    if clause.inside:
        paragraph.inner_end = taken
    else:
        paragraph.last_end = taken
    part = role(paragraph.text, number, sentence[0], reader.year)
    changed = reader.words.scope["change"].search(around.lead)
    if (
        number.unit == "%"
        or part in ("step", "times")
        or (changed and part != "now" and not (part == "base" and frame.subject))
    ):
        claim = rate(
            reader, paragraph, sentence, around, number, named=frame.subject if part == "step" else None, part=part
        )
        if claim is None:
            return None
        return _of_share(paragraph, index, sentence, claim, part)
    plain = stated(reader, around, number)
    what = counted(paragraph.text, frame, plain, number, sentence, memory=paragraph.topic)
    told = paragraph.text[sentence[0] : sentence[1]]
    if _of_other_things(reader, told, number.start - sentence[0], around, what):
        what = Stated(None, "elsewhere")
    if what.subject is None and (number.numeral or not number.unit):
        return None
    begin, end = _bounds(paragraph.text, around, number, what)
    scope = scope_of(
        reader,
        paragraph.focus,
        around,
        what,
        passage=paragraph.passage,
        text=paragraph.text,
        sentence=sentence,
        zero=number.value == 0,
    )
    paragraph.based = paragraph.based or part == "base"
    if part == "base" or (part == "now" and paragraph.based and scope == "other_year"):
        scope = "other_year" if part == "base" else "report"
    if part == "base" and what.subject is None and paragraph.about:
        what = replace(what, subject="change.base")
    else:
        paragraph.about = what.subject or (paragraph.about if clause.inside else None)
    if what.topic in DECISIONS:
        published = reader.words.scope["publishing"].search(around.lead)  # cases handled say nothing of the next item
        paragraph.decided = True if what.certain else False if published else paragraph.decided
    if what.topic or what.subject:
        paragraph.topic = "applications" if (what.subject or "").startswith("applications.") else what.topic
    claim = make(paragraph, sentence, (begin, end), number, subject=what.subject, scope=scope)
    same = what.subject == frame.subject
    return replace(
        claim,
        role=part,
        others=frame.others if same else (),
        narrowed_by=frame.narrowed if same and plain.subject is None else "",
        told=tuple(Told(tag.kind, paragraph.text[tag.start : tag.end]) for tag in frame.told) if same else (),
    )


def _of_share(paragraph: Paragraph, index: int, sentence: tuple[int, int], claim: Claim, part: Role) -> Claim:
    """The claim with what it says to be a share of, and of what part, where it is a share."""
    base, of = share_of(paragraph.frames, index, sentence) if claim.subject == "share" else (None, None)
    return replace(claim, role="part" if of else part, base=base, about=of or claim.about)


def _behind(text: str, number: Quantity) -> str:
    match = _BEHIND.match(text, number.end)
    return match[0] if match else ""


def _of_other_things(reader: Reader, told: str, position: int, around: Surroundings, what: Stated) -> bool:
    """Whether the number counts documents by how they may be made public, copies of one, or suits over something else."""
    scope = reader.words.scope
    if what.topic in LITIGATION:
        cause = scope["other_cause"].search(around.lead)
        other = cause is not None and not scope["own_cause"].search(cause["cause"])
        return other or scope["unrelated"].match(told, position) is not None
    counted = (what.subject or "").startswith(("applications.", "published."))
    titled = around.lead.rstrip().endswith("》")  # “《答复书》1份” counts copies of that paper
    return counted and (titled or scope["attributes"].search(told, 0, position) is not None)


def _bounds(text: str, around: Surroundings, number: Quantity, what: Stated) -> tuple[int, int]:
    begin, end = around.start, number.end
    if what.start is not None and what.end is not None:
        begin, end = min(what.start, number.start), max(what.end, number.end)
        if match := _BEFORE.search(text, around.start, begin):
            begin = match.start()
    return trimmed(text, begin, number.start), end


def _denied(
    reader: Reader, paragraph: Paragraph, sentence: tuple[int, int], clause: Clause, piece: str
) -> Iterator[Claim]:
    for denial in denials(reader, piece, clause.start, paragraph.topic, paragraph.text[clause.end : sentence[1]]):
        focus = paragraph.focus
        scope = focus.era or focus.body
        if not scope:
            scope = "channel" if denial.channel else "report" if denial.certain else "unclear"
            if paragraph.passage.section == 5:
                scope = "unclear"
        zero = Quantity(denial.start, denial.end, 0, "", exact=True, numeral=False)
        yield make(paragraph, sentence, (denial.start, denial.end), zero, subject=denial.subject, scope=scope)
