"""One number of the text: the words around it, what they say that it counts, of whom and of when, and the claim it makes."""

from __future__ import annotations

from audit.match.claims._make import bounds_of, make_claim
from audit.match.claims._paragraph import ParagraphState, ReadNumber
from audit.match.claims.counting import (
    Meaning,
    is_fully_named,
    loosely_counted,
    loosely_named,
    meaning_in_form,
    meaning_of,
    possible_parts,
    scope_of,
    unknown_words_around,
)
from audit.match.claims.frames import Frame, is_filler, is_next_step
from audit.match.claims.lexicon import ClauseSpan, Surroundings, lead_start, trail_end
from audit.match.claims.numbers import PrintedNumber
from audit.match.claims.rates import read_rate
from audit.match.claims.scope import ScopeReader
from audit.model import Bound, Claim, Role, Scope
from audit.patterns import regex

#: What a number counts may stand behind it, up to the next mark: “5件被维持、1件被纠正”.
_WORDS_BEHIND = regex(r"(?![、，；和及与或以另其含])[^、，；。:()0-9]{1,16}(?=、)")
_UNITS_OF_RATES = ("%", "倍", "个百分点")
_ROLES_OF_RATES = ("step", "times", "mean")


def read_number(
    reader: ScopeReader,
    paragraph: ParagraphState,
    sentence: tuple[int, int],
    clause: ClauseSpan,
    index: int,
    *,
    last: bool,
) -> ReadNumber:
    """Read the number at ``index`` of the paragraph, which is the ``last`` of its clause or not."""
    number = paragraph.numbers[index]
    frame = paragraph.frames.read(index, sentence)
    around = _surroundings(paragraph, clause, sentence, number, frame, last=last)
    paragraph.take_words(number.end + (0 if last else len(around.trail)), inside=clause.inside)
    role = frame.role or _dealt_role(paragraph, index, sentence[0])
    if _is_rate(reader, number, frame, around, role):
        named = frame.subject if role in _ROLES_OF_RATES else None
        claim = read_rate(reader, paragraph, sentence, around, index, named=named, role=role)
    else:
        claim = _count(reader, paragraph, sentence, clause, number, frame=frame, around=around, role=role)
    return ReadNumber(number, frame, claim)


def _surroundings(
    paragraph: ParagraphState,
    clause: ClauseSpan,
    sentence: tuple[int, int],
    number: PrintedNumber,
    frame: Frame,
    *,
    last: bool,
) -> Surroundings:
    """The words before and behind the number that no other number took."""
    text = paragraph.text if clause.inside else paragraph.masked
    first = max(clause.start, paragraph.taken_in_brackets) if clause.inside else max(sentence[0], paragraph.taken)
    begin = lead_start(text, first, number.start)
    if last:
        trail = text[number.end : trail_end(paragraph.text, number.end, clause.end)]
    else:
        match = _WORDS_BEHIND.match(text, number.end)
        trail = match[0] if match else ""
    named = trail or any(begin <= tag.start < number.start for tag in frame.naming)
    if begin > first and not named and is_filler(text[begin : number.start]):
        # “收到政府信息公开申请，共7件”: the clause before says what is counted.
        begin = lead_start(text, first, begin - 1)
    return Surroundings(text[begin : number.start].replace("，", " "), begin, trail)


def _dealt_role(paragraph: ParagraphState, index: int, start: int) -> Role:
    """The role of a number without words of its own behind a step of several: “分别增加31件、27件”."""
    before = paragraph.numbers_read[-1:]
    if not before or before[0].number is not paragraph.numbers[index - 1] or not before[0].claim:
        return ""
    stepped = before[0].claim.role == "step"
    return "step" if stepped and is_next_step(paragraph.text, before[0].number, paragraph.numbers[index], start) else ""


def _is_rate(reader: ScopeReader, number: PrintedNumber, frame: Frame, around: Surroundings, role: Role) -> bool:
    """Whether the number is a percentage, a multiple or a change rather than a count."""
    if number.unit in _UNITS_OF_RATES or role in _ROLES_OF_RATES:
        return True
    changed = reader.words.scope["change"].search(around.lead) is not None
    return changed and role != "now" and not (role == "base" and frame.subject)


def _count(
    reader: ScopeReader,
    paragraph: ParagraphState,
    sentence: tuple[int, int],
    clause: ClauseSpan,
    number: PrintedNumber,
    *,
    frame: Frame,
    around: Surroundings,
    role: Role,
) -> Claim | None:
    """The claim of a number that counts something; None where it has neither a known meaning nor a unit of its own."""
    text = paragraph.text
    what = meaning_of(reader, text, frame, number, sentence, topics=paragraph.topics)
    what = meaning_in_form(reader, text[slice(*sentence)], number.start - sentence[0], around, what)
    if what.subject is None and (number.numeral or not number.unit):
        return None
    span = bounds_of(text, around, number, what)
    scope, bound = _scope(reader, paragraph, sentence, number, around, what=what, role=role)
    subject = _remember(paragraph, clause, what, role)
    framed = subject == frame.subject
    loose: tuple[str, ...] = ()
    open_words = ""
    if framed and subject:
        loose, open_words = loosely_named(text, frame, paragraph.columns, paragraph.frames.forms)
    if open_words and scope == "report":
        scope, bound = "unclear", Bound("wording", open_words)
    return make_claim(
        paragraph,
        sentence,
        span,
        number,
        subject=subject,
        scope=scope,
        bound=bound,
        role=role,
        others=(*frame.others, *loose, *loosely_counted(text, frame, number.start)) if framed else (),
        possible=possible_parts(subject, paragraph.named(sentence[1])) if subject else (),
        narrowed_by=frame.narrowed if framed else "",
        fully_named=framed and is_fully_named(reader, text, frame, number),
        unknown_words=unknown_words_around(reader, text, frame, number) if subject else "",
        naming=frame.naming if framed else (),
    )


def _scope(
    reader: ScopeReader,
    paragraph: ParagraphState,
    sentence: tuple[int, int],
    number: PrintedNumber,
    around: Surroundings,
    *,
    what: Meaning,
    role: Role,
) -> tuple[Scope, Bound | None]:
    """Of whom and of when the number speaks, by the scopes that are open, then by its part in a comparison of years."""
    now = paragraph.scopes.now
    scope, bound = scope_of(
        reader,
        now,
        around,
        what,
        passage=paragraph.passage,
        text=paragraph.text,
        sentence=sentence,
        zero=number.value == 0,
    )
    if number.torn and scope == "report":
        scope, bound = "unclear", Bound("torn", paragraph.text[number.start : number.end])
    if role == "base":
        paragraph.has_base = True
        return "other_year", Bound("compared")
    earlier = now is not None and now.start < sentence[0]
    if role == "now" and paragraph.has_base and scope == "other_year" and not earlier:
        return "report", None  # “由去年的49件增至69件”: the year named is that of the number before
    return scope, bound


def _remember(paragraph: ParagraphState, clause: ClauseSpan, what: Meaning, role: Role) -> str | None:
    """What the number counts, kept for the changes and shares behind it; “change.base” for an unnamed earlier number."""
    subject = what.subject
    if role == "base" and subject is None and paragraph.last_subject:
        subject = "change.base"
    else:
        paragraph.last_subject = subject or (paragraph.last_subject if clause.inside else None)
        paragraph.doubt = paragraph.doubt if clause.inside and not subject else ""
        paragraph.last_changed = None if role == "" and not clause.inside else paragraph.last_changed
    if what.topic or subject:
        of_applications = (subject or "").startswith("applications.")
        paragraph.topics.mentions.append("applications" if of_applications else what.topic)
    return subject
