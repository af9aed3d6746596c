"""What the causes of a report, or of many, come to: the verdict that people read first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, Protocol

from audit.causes._cause import Cause, by_outcome
from audit.findings import SEVERITY_NAMES, VERDICT_NAMES, Outcome, Severity, Verdict

#: What is due on one thing: to correct it; to put right what a person confirmed of a doubt or a hint; to verify it; or to look at it
#: since it could not be compared.
Due = Literal["wrong", "confirmed", "doubtful", "open"]
DUE_NAMES: Mapping[Due, str] = {
    "wrong": "须更正",
    "confirmed": "疑点或提示已认定属实",
    "doubtful": "待人工核对",
    "open": "无法核对",
}
#: How grave one thing is: its severity, or that it is only left open.
Level = Severity | Literal["open"]
#: What is said where there is nothing to say of.
_NOTHING = "未发现须更正或须人工核对的事项"


class Graded(Protocol):
    """One thing that does not agree or is left open: an outcome, a cause, a problem."""

    @property
    def verdict(self) -> Verdict:
        """What does not agree for certain fails; else it is undecided."""

    @property
    def severity(self) -> Severity:
        """How grave it is."""


class Decidable(Graded, Protocol):
    """One thing on which people decide: a problem, or what they added."""

    @property
    def is_confirmed(self) -> bool:
        """Whether a person found that it is a fault."""


def due(one: Decidable) -> Due:
    """What is due on ``one``: what fails as an error is to be corrected, what else fails to be verified unless a person did."""
    if one.verdict != "fail":
        return "open"
    if one.severity == "error":
        return "wrong"
    return "confirmed" if one.is_confirmed else "doubtful"


def level(one: Graded) -> Level:
    """How grave ``one`` is."""
    return one.severity if one.verdict == "fail" else "open"


def level_name(one: Graded) -> str:
    """The same in Chinese."""
    return SEVERITY_NAMES[one.severity] if one.verdict == "fail" else VERDICT_NAMES["undecided"]


class CauseCounts(NamedTuple):
    """How many things there are of which each is due, see ``Due``; in this order the worst report has most."""

    wrong: int
    confirmed: int
    doubtful: int
    open: int

    @classmethod
    def of(cls, things: Iterable[Decidable]) -> CauseCounts:
        """The counts over ``things``, of which each is counted once."""
        number = Counter(map(due, things))
        return cls(number["wrong"], number["confirmed"], number["doubtful"], number["open"])

    @classmethod
    def total(cls, each: Iterable[CauseCounts]) -> CauseCounts:
        """The sum of ``each``, number by number."""
        return cls(*map(sum, zip(cls(0, 0, 0, 0), *each, strict=True)))

    def counts(self) -> tuple[str, ...]:
        """Each of the numbers with its name (Chinese); "" in place of a 0."""
        return tuple(
            f"{number}处{name}" if number else "" for number, name in zip(self, DUE_NAMES.values(), strict=True)
        )

    def words(self) -> str:
        """The numbers that are not 0, with their names: “2处待人工核对，1处无法核对”; a sentence where all are."""
        return "，".join(filter(None, self.counts())) or _NOTHING


def is_gathered(outcomes: Iterable[Outcome], causes: Iterable[Cause]) -> bool:
    """Whether the cause of each outcome that does not pass is known."""
    known = by_outcome(causes)
    return all(outcome.verdict == "pass" or id(outcome) in known for outcome in outcomes)
