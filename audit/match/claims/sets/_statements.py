"""What a clause says of a set, as claims: that something is 0, and that something holds of all or of none."""

from __future__ import annotations

from collections.abc import Iterator

from audit.match.claims._make import make_claim
from audit.match.claims._paragraph import ParagraphState
from audit.match.claims.lexicon import ClauseSpan, Places
from audit.match.claims.numbers import PrintedNumber
from audit.match.claims.scope import ScopeReader
from audit.match.claims.sets._denials import Denial, read_denials
from audit.match.claims.sets._sets import Universal, read_universals
from audit.match.claims.sets._setwords import set_words
from audit.model import Bound, Claim, Scope, SetClaim

#: The section on problems and measures, whose words are mostly on parts and examples.
_PROBLEMS = 5
_MARKS = " 。！？!?，；、"


def may_speak_of_sets(text: str, start: int, end: int, places: Places) -> bool:
    """Whether a piece of ``text`` holds a word for “all” or “none”; ``places`` are where such words may stand."""
    return places.touch(start, end) and set_words().openings.search(text[start:end]) is not None


def read_set_statements(
    reader: ScopeReader, paragraph: ParagraphState, sentence: tuple[int, int], clause: ClauseSpan
) -> Iterator[Claim]:
    """The claims of a clause that something is 0; what it says of all, or of how no case ended, goes to ``paragraph.sets``."""
    for denial in read_denials(reader, paragraph, sentence, clause):
        claim = _claim_of_zero(paragraph, sentence, denial)
        if denial.outcome:
            paragraph.sets.append(_statement_on_none(paragraph, sentence, denial, claim))
        else:
            yield claim
    for found in read_universals(reader, paragraph, sentence, clause):
        paragraph.sets.append(_statement_on_all(paragraph, sentence, found))


def _claim_of_zero(paragraph: ParagraphState, sentence: tuple[int, int], denial: Denial) -> Claim:
    """The claim that what is denied is 0, with the scope in force; in doubt where its words leave it open."""
    now = paragraph.scopes.now
    scope: Scope = now.scope if now else "report"
    bound = now.bound if now else None
    if now is None and paragraph.passage.section == _PROBLEMS:
        scope, bound = "unclear", Bound("part", "", "section")
    elif now is None and (denial.channel or not denial.certain):
        scope = "channel" if denial.channel else "unclear"
        bound = Bound("channel" if denial.channel else "wording")
    zero = PrintedNumber(denial.start, denial.end, 0, "", exact=True, numeral=False)
    span = (denial.start, denial.end)
    return make_claim(
        paragraph, sentence, span, zero, subject=denial.subject, scope=scope, bound=bound, naming=denial.naming
    )


def _statement_on_none(paragraph: ParagraphState, sentence: tuple[int, int], denial: Denial, claim: Claim) -> SetClaim:
    """The statement that no case ended in some way (“无一被纠正”), with the number of these cases where the sentence gives it."""
    whole = f"{denial.subject.rpartition('.')[0]}.total"
    near = paragraph.numbers_read_in(sentence)
    numbers = tuple(item.claim for item in near if item.claim and item.claim.subject == whole)[-1:]
    words_unknown = claim.scope == "report" and not numbers and not denial.named
    return SetClaim(
        claim.text,
        claim.place,
        claim.section,
        claim.sentence,
        "unclear" if words_unknown else claim.scope,
        "outcome",
        ((whole, denial.subject),),
        none=True,
        numbers=numbers,
    )


def _statement_on_all(paragraph: ParagraphState, sentence: tuple[int, int], found: Universal) -> SetClaim:
    """The statement that something holds of all, with the scope in force, else that of the numbers that it speaks of."""
    text, passage, now = paragraph.passage.text, paragraph.passage, paragraph.scopes.now
    narrow = [claim.scope for claim in found.numbers if claim.scope != "report"]
    scope = now.scope if now else narrow[0] if narrow else "unclear" if found.vague else "report"
    stop = found.start + len(text[found.start : found.end].rstrip(_MARKS))
    return SetClaim(
        text[found.start : stop],
        passage.place.span(found.start, stop),
        passage.section,
        text[sentence[0] : sentence[1]].strip(),
        "unclear" if passage.section == _PROBLEMS and not now else scope,
        found.division,
        found.readings,
        none=found.none,
        numbers=found.numbers,
        excepted=found.excepted,
    )
