"""Facts of figures: sums, comparisons of the text with the tables, rates, changes, years, peers."""

from __future__ import annotations

from audit.findings.figures._approximate import may_be, rate_may_be, rounded_alike
from audit.findings.figures._balances import TextBalance
from audit.findings.figures._changes import Change, ChangeResult, Monthly, PointsMoved
from audit.findings.figures._comparisons import Agreement, Claimed, Comparison, Counted, Doubt, SaidOfAll
from audit.findings.figures._jumps import Jump, Usual
from audit.findings.figures._peers import AmongPeers, FarChange, FarRate
from audit.findings.figures._rates import Share, ShareDoubt, rate, rounded
from audit.findings.figures._statements import FeeResult, FeeStatement, Listing, ListResult, Repeated
from audit.findings.figures._sums import (
    Equation,
    NoCounts,
    NoNumber,
    NoNumbers,
    WrongTotals,
    equation_of,
    summed,
    term_of,
)
from audit.findings.figures._units import UnitsFirst, UnitsInText, UnitSum, UnitSums, filled_in
from audit.findings.figures._years import CarriedOver, InForce, YearPair

__all__ = [
    "Agreement",
    "AmongPeers",
    "CarriedOver",
    "Change",
    "ChangeResult",
    "Claimed",
    "Comparison",
    "Counted",
    "Doubt",
    "Equation",
    "FarChange",
    "FarRate",
    "FeeResult",
    "FeeStatement",
    "InForce",
    "Jump",
    "ListResult",
    "Listing",
    "Monthly",
    "NoCounts",
    "NoNumber",
    "NoNumbers",
    "PointsMoved",
    "Repeated",
    "SaidOfAll",
    "Share",
    "ShareDoubt",
    "TextBalance",
    "UnitSum",
    "UnitSums",
    "UnitsFirst",
    "UnitsInText",
    "Usual",
    "WrongTotals",
    "YearPair",
    "equation_of",
    "filled_in",
    "may_be",
    "rate",
    "rate_may_be",
    "rounded",
    "rounded_alike",
    "summed",
    "term_of",
]
