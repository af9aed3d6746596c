"""Figures that repeat what stands before them: “上述19件申请”, “结转的125件均已办理”, “对781件不予处理的申请逐一回访”.

What such a figure repeats is looked for among the figures of its paragraph: one that counts what its own noun phrase
names (``_phrase``), or, where that names only applications, cases or documents, any that counts these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from audit.match.claims._paragraph import ParagraphState
from audit.match.claims._phrase import EACH, Phrase, read_phrase
from audit.match.claims.numbers import PrintedNumber
from audit.model import JUDGED_SCOPES, Bound, Claim
from audit.text import is_slip
from audit.words import measures

_PAPERS = frozenset(measures("papers", "cases"))
_COUNTED = _PAPERS | frozenset(measures("issues", "others"))
#: No figure points back to one that stands farther before it than this; no report's paragraph states as many.
_MAX_FIGURES_BACK = 200
#: Figures before one that points back that may be added up, at most.
_MAX_FIGURES_OF_SUM = 8


def link_to_earlier(paragraph: ParagraphState, index: int, sentence: tuple[int, int], claim: Claim) -> Claim:
    """Add to ``claim``, made of the number at ``index``, the figures before it in the paragraph that it should repeat.

    Where it points back and agrees with one of them, it counts the same as that one.
    """
    frames = paragraph.frames
    number = frames.numbers[index]
    units = _PAPERS if number.unit in _PAPERS else {number.unit} & _COUNTED
    if not units or not number.exact or number.torn or claim.role:
        return claim
    opens = number.start == sentence[0] or frames.text[number.start - 1] in "，；"
    if opens and EACH.match(frames.text, number.end):
        return _of_each(paragraph, number, claim)
    phrase = read_phrase(frames, number, sentence) if paragraph.claims_so_far else None
    if phrase is None:
        return claim
    known = [one for one in _before(paragraph) if one.unit in units and one.exact and one.role not in ("step", "times")]
    known = _of_item(paragraph, known, frames.text.rfind("；", sentence[0], number.start)) or known
    candidates = _candidates(phrase, known, claim, number)
    if not candidates:
        return claim
    same = next((one for one in reversed(candidates) if one.value == number.value), None)
    claim = replace(claim, reference=phrase.way, refers_to=(same,) if same else tuple(candidates))
    if phrase.way != "back":
        less = phrase.part and all(
            number.value < one.value and not is_slip(number.value, one.value) for one in candidates
        )
        return _doubted(claim) if less else claim
    claim = _with_phrase(paragraph, claim, phrase)
    if same is not None:
        return _counting_same(claim, same)
    stated = {one.value for one in frames.numbers[max(0, index - _MAX_FIGURES_BACK) : index] if one.unit in units}
    if number.value in stated or _is_sum(number, known):
        # Several of them together, or one that no lexicon knows: the words behind the number do not tell which.
        return _doubted(replace(claim, narrowed_by=claim.narrowed_by or claim.text))
    subjects = {one.subject for one in candidates}
    return _doubted(replace(claim, subject=subjects.pop() if len(subjects) == 1 else None, others=()))


def _before(paragraph: ParagraphState) -> Sequence[Claim]:
    """The figures before the place that is read, as far back as one may point."""
    return paragraph.claims_so_far[-_MAX_FIGURES_BACK:]


def _of_item(paragraph: ParagraphState, known: Sequence[Claim], mark: int) -> list[Claim]:
    """Those of ``known`` behind the semicolon at ``mark``: in an item with figures of its own, “上述” points to these."""
    before = paragraph.passage.place.start or 0
    return [one for one in known if one.subject and (one.place.start or 0) - before > mark] if mark >= 0 else []


def _candidates(phrase: Phrase, known: Sequence[Claim], claim: Claim, number: PrintedNumber) -> Sequence[Claim]:
    """Those of ``known`` that the phrase may speak of; where it does not point back, only those of the same scope.

    A phrase that points back and finds none may be a misprint of the figure right before it.
    """
    found = [one for one in known if phrase.may_mean(one)]
    if phrase.way != "back":
        return [one for one in found if phrase.is_specific and _same_scope(one, claim)]
    if not found and known[-1].subject is None and is_slip(number.value, known[-1].value):
        return known[-1:]  # whatever it counts, its misprint points to it
    return found


def _same_scope(one: Claim, other: Claim) -> bool:
    """Whether both are of the same year and body, as far as these are certain."""
    return one.scope == other.scope or {one.scope, other.scope} == JUDGED_SCOPES


def _with_phrase(paragraph: ParagraphState, claim: Claim, phrase: Phrase) -> Claim:
    """The claim with the words of the phrase among its own."""
    passage = paragraph.passage
    before = passage.place.start or 0
    first = (claim.place.start or 0) - before
    begin, end = min(first, phrase.start), max((claim.place.end or 0) - before, phrase.end)
    words, place = passage.text[begin:end], passage.place.span(begin, end)
    return replace(claim, text=words, place=place, start=claim.start + begin - first)


def _is_sum(number: PrintedNumber, known: Sequence[Claim]) -> bool:
    """Whether the number is the sum of some of the last of ``known`` in a row."""
    values = [one.value for one in known[-_MAX_FIGURES_OF_SUM:]]
    return any(number.value in accumulate(values[first:]) for first in range(len(values)))


def _of_each(paragraph: ParagraphState, number: PrintedNumber, claim: Claim) -> Claim:
    """The claim of a number that opens its sentence, where something is said of each of those it counts: “两件均已答复”.

    It counts the same as the last figure before it with this number; which things it counts is in doubt where there is none.
    """
    same = [one for one in _before(paragraph) if one.exact and one.value == number.value and one.unit == number.unit]
    return _counting_same(claim, same[-1]) if same else _doubted(claim)


def _counting_same(claim: Claim, other: Claim) -> Claim:
    """The claim as of what ``other`` counts, of whom and of when."""
    return replace(
        claim,
        subject=other.subject,
        others=other.others,
        narrowed_by=other.narrowed_by,
        scope=other.scope,
        bound=other.bound,
    )


def _doubted(claim: Claim) -> Claim:
    """The claim, of which the words before it leave open whether it counts what the tables do."""
    return replace(claim, scope="unclear", bound=Bound("again", claim.text)) if claim.scope == "report" else claim
