"""Monthly means that the text states (“月均10件”) against the number of the whole year, of the text or of the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from audit.findings import Counted, Monthly, Side, rate_may_be
from audit.model import Claim
from audit.rules.consistency.comparison import UNCLEAR_CONFIDENCE, text_evidence, text_side
from audit.rules.consistency.figures import figure, quantity
from audit.rules.kit import Case, Outcome

_MONTHS = 12


def monthly_outcomes(case: Case, claims: Sequence[Claim], index: int, locus: str) -> Iterator[Outcome]:
    """One outcome for the mean at ``index`` where it is known what it is of."""
    claim = claims[index]
    in_tables = quantity(claim.about or "", case.form)
    if in_tables is None or claim.narrowed:
        return
    in_text = [text_side(c) for c in claims if c.subject == claim.about and c.exact and c.scope == "report"]
    figures = [found for way in in_tables.ways if (found := figure(case, way)).value is not None]
    years: list[Side | Counted] = [*in_text, *figures]
    results = [rate_may_be(claim.value, claim.approximate, Decimal(year.number) / _MONTHS) for year in years]
    places = (text_evidence(claim),)
    fitting = next((year for year, result in zip(years, results, strict=True) if result), None)
    if fitting is not None:
        yield case.outcome("pass", Monthly(text_side(claim), fitting, agrees=True), locus, places)
    elif years:
        facts = Monthly(text_side(claim), years[0], agrees=False)
        if None in results:
            yield case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE)
        else:
            yield case.outcome("fail", facts, locus, places, confidence=0.7)
