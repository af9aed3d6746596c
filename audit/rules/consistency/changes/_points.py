"""Differences of percentages (“提高2.69个百分点”) against both percentages: as the text states them, or by the earlier report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from audit.findings import PointsMoved, Side, rounded
from audit.model import Claim
from audit.rules.consistency.changes._directions import GROWTH
from audit.rules.consistency.comparison import UNCLEAR_CONFIDENCE, text_evidence, text_side
from audit.rules.consistency.earlier import compared_year, earlier_sides
from audit.rules.consistency.shares import CONCLUDED_TOTAL, IN_HAND, bases_of
from audit.rules.kit import Case, Outcome
from audit.text import Value, distance

_SHARES = ("share", "rate.concluded")
#: Units of its last digit by which the difference may be off, since all three numbers may be rounded, and beyond which it is wrong.
_MOST_OFF, _TOO_FAR = 1, 2


def by_points(
    case: Case, claims: Sequence[Claim], index: int, *, above: Sequence[Claim], locus: str
) -> Iterator[Outcome]:
    """One outcome for the difference at ``index``, where the text states the percentage of this year before it."""
    claim = claims[index]
    shares = [c for c in claims[:index] if c.subject in _SHARES and c.unit == "%" and c.exact]
    now = next((c for c in reversed(shares) if c.scope == "report" and c.role != "base"), None)
    if now is None or not claim.exact or claim.subject not in (GROWTH, "change.decline"):
        return
    earlier = [c for c in (*above, *claims) if c.subject in _SHARES and c.scope == "other_year" and c is not now]
    alike = [c for c in earlier if c.role == "base" or (c.part, c.about) == (now.part, now.about)]
    rises = claim.subject == GROWTH
    sides = [text_side(c) for c in alike[-1:]] or _by_report(case, claim, now)
    if not sides:
        return
    facts = PointsMoved(text_side(claim), text_side(now), tuple(sides), "agrees", rises)
    step = Decimal(1).scaleb(int(Decimal(claim.value).as_tuple().exponent))
    off = [distance(replace(facts, before=(side,)).computed, claim.value) / step for side in sides]
    places = (text_evidence(claim), text_evidence(now), *(text_evidence(c) for c in alike[-1:]))
    nearest = off.index(min(off))
    facts = replace(facts, before=(sides[nearest], *sides[:nearest], *sides[nearest + 1 :]))
    if off[nearest] <= _MOST_OFF:
        yield case.outcome("pass", facts, locus, places)
    elif off[nearest] > _TOO_FAR and not now.narrowed:
        yield case.outcome("fail", replace(facts, result="differs"), locus, places, confidence=0.8)
    else:
        facts = replace(facts, result="unclear")
        yield case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE)


def _by_report(case: Case, claim: Claim, now: Claim) -> list[Side]:
    """What the earlier report gives for the percentage: the part of each whole that it may be of."""
    year, versions = compared_year(case, claim)
    if not versions:
        return []
    if now.subject == "share":
        parts = [name for name in (now.part, *now.others) if name] or [now.about or ""]
        bases = [name for name in (now.base or now.within,) if name]
        pairs = [(part, base) for part in parts for base in bases or bases_of(part)]
    else:
        pairs = [(CONCLUDED_TOTAL, base) for base in IN_HAND]
    found = []
    for part, base in pairs:
        for one in earlier_sides(case, versions, year, part)[:1]:
            for whole in earlier_sides(case, versions, year, base)[:1]:
                if whole.value:
                    value: Value = rounded(one.number, whole.number)
                    words = f"{one.name}占{whole.name}"
                    found.append(replace(one, name=words, value=value, cells=(*one.cells, *whole.cells)))
    return found
