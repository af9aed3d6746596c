"""The figures that a report's text states, each with what it counts and of whom and when it speaks.

Deterministic: the words are data (``claims.toml``), a clause is understood wholly or its scope is not certain.

Subjects are keys of the form's cells, or one of these quantities (their relation to cells is the rules' business):
``applications.accepted`` (受理), ``.handled`` (办理), ``.answered`` (答复), ``.granted_or_partial``,
``.carried`` (结转, into or out of the year), ``.received.organisations``; ``.refused.total``, ``.unavailable.total``, ``.rejected.total``, ``.other.total``;
``litigation.suit.*`` (both routes), ``litigation.*.concluded``, ``litigation.total``; ``information_fee.notices``,
``.charged``, ``.received``; ``published.items``; and for percentages and changes ``rate.concluded``, ``share``,
``change.growth``, ``change.decline``, ``change.base`` (the figure that a change is measured from).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from audit.match._clauses import Clause, blanked, clauses, lead_start, sentences, trail_end
from audit.match._denials import denials
from audit.match._quantities import Quantity, flat, quantities
from audit.match._reach import Parts, scope_of
from audit.match._scope import Focus, Reader
from audit.match._subjects import Stated, Surroundings, left_over, stated, topics_in
from audit.match._vocabulary import DECISIONS, LITIGATION, vocabulary
from audit.model import Claim, Passage
from audit.words import ORDINAL

#: Claims of one report that are looked at; one of three hundred pages has some hundreds.
MAX_CLAIMS = 2_000
_HEADING_LENGTH = 30
_BEFORE = re.compile(r"(?:全年|共计|累计|总共|一共|合计|共|总计|新|已)+$")
_TRIM = re.compile(r"[\s、，；;:,]*(?:其中)?[\s、，:,]*")
#: What a number counts may stand behind it, up to the next mark: “5件被维持、1件被纠正”.
_BEHIND = re.compile(r"(?![、，；和及与或以另其含])[^、，；。:()0-9]{1,16}(?=、)")
_HEADING_MARK = re.compile(rf"^\s*[(]?(?:[{ORDINAL}]{{1,2}}|\d{{1,2}})[)、.．]")


@dataclass(slots=True)
class _Paragraph:
    """One paragraph while it is read: its text, what it has spoken of so far, the last counted subject."""

    passage: Passage
    text: str
    masked: str
    topic: str | None
    focus: Focus = field(default_factory=Focus)
    parts: Parts = field(default_factory=Parts)
    about: str | None = None
    changed: str | None = None
    decided: bool | None = None
    last_end: int = 0
    inner_end: int = 0


def claims(passages: Sequence[Passage], year: int | None, agency: str | None) -> tuple[Claim, ...]:
    """The claims of ``passages`` in printed order, ``MAX_CLAIMS`` at most; ``year`` and ``agency`` are the report's own.

    ``scope`` of a claim is "report" only where every word of its clause is understood and nothing before it speaks of
    another time or body; else "other_year", "part_year", "sub_unit", "channel", "change" or "unclear".
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
        paragraph = _Paragraph(passage, text, blanked(text), memory)
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


def _states(reader: Reader, piece: str) -> bool:
    return reader.words.negation.search(piece) is not None or any(quantities(piece))


def _sentence(reader: Reader, paragraph: _Paragraph, start: int, end: int) -> Iterator[Claim]:
    paragraph.about, paragraph.changed, paragraph.decided, paragraph.last_end = None, None, None, start
    outer: tuple[Focus, Parts, str | None] | None = None
    for clause in clauses(paragraph.text, start, end):
        if clause.inside and outer is None:
            outer = replace(paragraph.focus), replace(paragraph.parts), paragraph.topic
        elif not clause.inside and outer is not None:
            (paragraph.focus, paragraph.parts, paragraph.topic), outer = outer, None
        reader.look(paragraph.text, clause, paragraph.focus)
        paragraph.parts.enter(paragraph.text, clause)
        piece = paragraph.text[clause.start : clause.end]
        numbers = list(quantities(piece))
        for index, number in enumerate(numbers):
            last = index + 1 == len(numbers)
            claim = _claim(reader, paragraph, (start, end), clause, _moved(number, clause.start), last=last)
            if claim is not None:
                yield paragraph.parts.narrowed(claim)
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


def _moved(number: Quantity, offset: int) -> Quantity:
    return number._replace(start=number.start + offset, end=number.end + offset)


def _around(
    reader: Reader, paragraph: _Paragraph, clause: Clause, sentence: tuple[int, int], number: Quantity, *, last: bool
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
    paragraph: _Paragraph,
    sentence: tuple[int, int],
    clause: Clause,
    number: Quantity,
    *,
    last: bool,
) -> Claim | None:
    around = _around(reader, paragraph, clause, sentence, number, last=last)
    taken = number.end + (0 if last else len(around.trail))
    if clause.inside:
        paragraph.inner_end = taken
    else:
        paragraph.last_end = taken
    changed = reader.words.scope["change"].search(around.lead)
    if number.unit == "%" or changed:
        return _rate(reader, paragraph, sentence, around, number)
    what = stated(reader, around, number)
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
    paragraph.about = what.subject or (paragraph.about if clause.inside else None)
    if what.topic in DECISIONS:
        published = reader.words.scope["publishing"].search(around.lead)  # cases handled say nothing of the next item
        paragraph.decided = True if what.certain else False if published else paragraph.decided
    if what.topic or what.subject:
        paragraph.topic = "applications" if (what.subject or "").startswith("applications.") else what.topic
    return _make(paragraph, sentence, (begin, end), number, subject=what.subject, scope=scope)


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
    return _trimmed(text, begin, number.start), end


def _trimmed(text: str, begin: int, stop: int) -> int:
    match = _TRIM.match(text, begin, stop)
    return match.end() if match else begin


def _rate(
    reader: Reader, paragraph: _Paragraph, sentence: tuple[int, int], around: Surroundings, number: Quantity
) -> Claim | None:
    if number.numeral and number.unit != "%":
        return None
    best, subject, begin = -1, None, around.start
    further = reader.words.further_changes if paragraph.changed else ()
    for wording in (*reader.words.rates, *further):
        for match in wording.words.finditer(around.lead):
            if match.end() > best:
                best, subject, begin = match.end(), wording.subject, around.start + match.start()
    named = topics_in(around.lead)
    if subject == "rate.concluded" and (named[-1][0] if named else paragraph.topic) != "applications":
        subject = None
    focus = paragraph.focus
    scope = focus.era or focus.body or ("report" if subject else "change" if number.unit != "%" else "unclear")
    begin = _trimmed(paragraph.text, begin, number.start)
    again = paragraph.about is None and (subject or "").startswith("change.")
    paragraph.about = paragraph.changed if again else paragraph.about
    claim = _make(paragraph, sentence, (begin, number.end), number, subject=subject, scope=scope)
    paragraph.changed, paragraph.about = claim.about, None
    return claim


def _denied(
    reader: Reader, paragraph: _Paragraph, sentence: tuple[int, int], clause: Clause, piece: str
) -> Iterator[Claim]:
    for denial in denials(reader, piece, clause.start, paragraph.topic, paragraph.text[clause.end : sentence[1]]):
        focus = paragraph.focus
        scope = focus.era or focus.body
        if not scope:
            scope = "channel" if denial.channel else "report" if denial.certain else "unclear"
            if paragraph.passage.section == 5:
                scope = "unclear"
        zero = Quantity(denial.start, denial.end, 0, "", exact=True, numeral=False)
        yield _make(paragraph, sentence, (denial.start, denial.end), zero, subject=denial.subject, scope=scope)


def _make(
    paragraph: _Paragraph,
    sentence: tuple[int, int],
    span: tuple[int, int],
    number: Quantity,
    *,
    subject: str | None,
    scope: str,
) -> Claim:
    text = paragraph.passage.text
    return Claim(
        text=text[span[0] : span[1]],
        value=number.value,
        unit=number.unit,
        subject=subject,
        place=paragraph.passage.place.span(*span),
        section=paragraph.passage.section,
        exact=number.exact,
        scope=scope,
        sentence=text[sentence[0] : sentence[1]].strip(),
        about=paragraph.about if subject and subject.split(".")[0] in ("share", "change") else None,
    )
