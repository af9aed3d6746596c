"""The rate of what was concluded (办结率), of all that was in hand or of what was newly received."""

from __future__ import annotations

from dataclasses import replace

from audit.findings import Share, rate, rate_may_be
from audit.model import Claim
from audit.patterns import regex
from audit.rules.consistency.comparison import UNCLEAR_CONFIDENCE, text_evidence, text_side
from audit.rules.consistency.figures import ALL, CONCLUDED, RECEIVED, figure, is_misprinted_rate
from audit.rules.kit import Case, Outcome

#: Words before a rate that make it one of those due alone.
_DUE_ONLY = regex("当年|按时|按期|依法|答复|回复|办复")
#: What says that the rate is of everything that was to be done.
_OF_ALL = regex("[以按](?:应办|需办|办理总|受理|待办|全部)[^，。；]{0,8}(?:计算|计|为基数|为分母|测算)")
#: Characters before a rate in which its words say what it is the rate of: “当年办结率”.
_CHARACTERS_BEFORE = 4


def concluded_rate(case: Case, claim: Claim, locus: str) -> Outcome:
    """Hold “办结率” against what was concluded of all that was in hand, or of what was newly received."""
    done, bases = figure(case, CONCLUDED), [figure(case, ALL), figure(case, RECEIVED)]
    places = (text_evidence(claim),)
    if done.value is None or not bases[0].value:
        return case.outcome("undecided", Share(text_side(claim)), locus, places, confidence=UNCLEAR_CONFIDENCE)
    wholes = tuple(replace(base, name=base.name.removeprefix("表三")) for base in bases if base.value)
    facts = Share(text_side(claim), done, wholes, of_concluded=True)
    for whole in wholes:
        if rate_may_be(claim.value, claim.approximate, rate(done.value, whole.number)):
            cells = (*done.cells, *whole.cells)
            return case.outcome("pass", replace(facts, fitting=whole), locus, places, cells=cells)
    due_only = _DUE_ONLY.search(_lead(claim)) and not _OF_ALL.search(claim.sentence)
    if due_only and not any(
        is_misprinted_rate(claim.value, rate(done.value, whole.number), decimals=2) for whole in wholes
    ):
        facts = replace(facts, doubt="due_only")
        return case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE)
    return case.outcome("fail", facts, locus, places, confidence=0.8, cells=(*done.cells, *wholes[0].cells))


def _lead(claim: Claim) -> str:
    """The words of a rate with those right before them."""
    return claim.sentence[max(0, claim.start - _CHARACTERS_BEFORE) : claim.end]
