"""Earlier numbers that the text states (“上年为108件”) against the report of that year."""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Claim, Passage
from audit.patterns import regex
from audit.rules.consistency.comparison import UNCLEAR_CONFIDENCE, text_evidence, text_side
from audit.rules.consistency.earlier import compared_year, earlier_places, earlier_sides
from audit.rules.consistency.figures import quantity
from audit.rules.consistency.nearby import enclosed, outside, without_brackets
from audit.rules.kit import Case, Outcome, stated
from audit.words import YEAR

_STATED = "正文“{text.words}”，{year}年度报告“{earlier.name}”为 {earlier.value}，"
_AGREES, _DIFFERS = _STATED + "相符", _STATED + "不合"
#: Characters between a number and the earlier one right behind it, at most.
_MOST_BETWEEN = 2
#: What points to a part that was named before.
_SUCH = regex("[此该这同]类")
#: Words that only compare.
_COMPARES = regex("年|由|从|去|同期")
#: Words that name the year before the report's.
_YEAR_SAID = regex(rf"上一?年|去年|{YEAR}年")


def base_outcome(case: Case, passage: Passage, claims: Sequence[Claim], index: int, locus: str) -> Outcome | None:
    """Hold the earlier number that the text states (“上年为108件”) against the report of that year.

    It is of the figure before it, or before the brackets that close between both; where it is exactly what a figure in
    these was, it may be of that.
    """
    claim, bracketed = claims[index], enclosed(passage, claims, index)
    claims, index = outside(passage, claims, index)
    if claim.narrowed and (_SUCH.search(claim.narrowed_by) or not _COMPARES.search(claim.narrowed_by)):
        return None  # “此类答复由上年的795件”, “被申请复议的其他案件由88件”
    if claim.subject == "change.base" and not _is_adjacent(passage, claims, index):
        return None
    subject = claim.about if claim.subject == "change.base" else claim.subject
    named = claim.role == "base" and _YEAR_SAID.search(claim.sentence[: claim.end])
    in_tables = quantity(subject or "", case.form)
    year, versions = compared_year(case, claim)
    if (
        not named
        or in_tables is None
        or not versions
        or not claim.exact
        or claim.unit == "%"
        or claim.unit.endswith("元")
    ):
        return None
    found = earlier_sides(case, versions, year, subject or "")
    if not found:
        return None
    counted = claims[index - 1] if claim.subject == "change.base" and index else claim
    wider = [side for other in counted.others for side in earlier_sides(case, versions, year, other)]
    fitting = next((one for one in (*found, *wider) if one.value == claim.value), None)
    if fitting is None and wider:
        return None  # what the number before counts is open itself
    narrower = (side for part in counted.possible for side in earlier_sides(case, versions, year, part))
    inside = (side for one in bracketed for side in earlier_sides(case, versions, year, one.subject or ""))
    if fitting is None and any(one.value == claim.value for one in (*narrower, *inside)):
        return None  # it is exactly what a part was that the paragraph names
    held = fitting or found[0]
    places = (text_evidence(claim), *earlier_places(versions[0], (held,)))
    facts = stated(_AGREES if fitting else _DIFFERS, text=text_side(claim), year=year, earlier=held)
    if len({one.value for one in found}) > 1 and fitting is None and len(versions) > 1:
        return case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE)
    return case.outcome("pass" if fitting else "fail", facts, locus, places, confidence=0.8)


def _is_adjacent(passage: Passage, claims: Sequence[Claim], index: int) -> bool:
    """Whether the number stands right behind the one that it is compared with, so that both count the same."""
    claim, before = claims[index], claims[index - 1] if index else None
    if before is None or before.subject != claim.about or "分别" in claim.sentence[: claim.end]:
        return False
    between = without_brackets(passage.text[before.place.end or 0 : claim.place.start or 0])
    return len(between) <= _MOST_BETWEEN
