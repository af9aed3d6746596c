"""Shares that the text states with the fraction they come from: “公开率37.0%（20/54）”."""

from __future__ import annotations

import re
from dataclasses import replace

from audit.findings import Share, rate, rate_may_be
from audit.model import Claim, Passage
from audit.patterns import regex
from audit.rules.consistency.comparison import text_evidence, text_side
from audit.rules.kit import Case, Outcome

_FRACTION = regex(
    r"""
    \s? [（(] \s? (?: 即 | 为 )? \s?
    (?P<part> \d[\d,]* ) \s? [/／÷] \s? (?P<whole> \d[\d,]* ) \s?
    (?: × \s? 100 \s? [%％] )? \s? [）)]
    """,
    re.VERBOSE,
)


def of_fraction(case: Case, passage: Passage, share: Claim, locus: str) -> Outcome | None:
    """Hold a share against the fraction in the bracket right behind it; None where there is none."""
    found = _FRACTION.match(passage.text, share.place.end or 0)
    if found is None:
        return None
    part, whole = (int(found[name].replace(",", "")) for name in ("part", "whole"))
    if not whole:
        return None
    side = text_side(share)
    facts = Share(
        side,
        replace(side, value=part, words=found["part"], unit=""),
        (replace(side, value=whole, words=found["whole"], unit=""),),
    )
    fits = rate_may_be(share.value, share.approximate, rate(part, whole))
    if fits is None:
        return None
    facts = replace(facts, fitting=facts.wholes[0]) if fits else facts
    return case.outcome("pass" if fits else "fail", facts, locus, (text_evidence(share),), confidence=0.8)
