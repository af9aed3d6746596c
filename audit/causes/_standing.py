"""What the causes of a report, or of many, come to: the verdict that people read first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple, Protocol

from audit.causes._cause import Cause, by_outcome
from audit.findings import SEVERITY_NAMES, VERDICT_NAMES, Outcome, Severity, Verdict

#: What is due on one thing: to correct it, to verify it, or to look at it since it could not be compared.
Due = Literal["wrong", "doubtful", "open"]
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


def due(one: Graded) -> Due:
    """What is due on ``one``: what fails as an error is to be corrected, what else fails to be verified."""
    if one.verdict != "fail":
        return "open"
    return "wrong" if one.severity == "error" else "doubtful"


def level(one: Graded) -> Level:
    """How grave ``one`` is."""
    return one.severity if one.verdict == "fail" else "open"


def level_name(one: Graded) -> str:
    """The same in Chinese."""
    return SEVERITY_NAMES[one.severity] if one.verdict == "fail" else VERDICT_NAMES["undecided"]


class CauseCounts(NamedTuple):
    """How many things there are to correct, to verify, and left open; in this order the worst report has most."""

    wrong: int
    doubtful: int
    open: int

    @classmethod
    def of(cls, things: Iterable[Graded]) -> CauseCounts:
        """The counts over ``things``, each of which is one to correct, to verify or left open."""
        number = Counter(map(due, things))
        return cls(number["wrong"], number["doubtful"], number["open"])

    @classmethod
    def total(cls, each: Iterable[CauseCounts]) -> CauseCounts:
        """The sum of ``each``, number by number."""
        return cls(*map(sum, zip(cls(0, 0, 0), *each, strict=True)))

    def counts(self) -> tuple[str, str, str]:
        """Each of the three numbers with its name (Chinese); "" in place of a 0."""
        named = (self.wrong, "须更正"), (self.doubtful, "待人工核对"), (self.open, "无法核对")
        first, second, third = (f"{number}处{name}" if number else "" for number, name in named)
        return first, second, third

    def words(self) -> str:
        """The numbers that are not 0, with their names: “2处待人工核对，1处无法核对”; a sentence where all are."""
        return "，".join(filter(None, self.counts())) or _NOTHING


def verdict(outcomes: Iterable[Outcome], causes: Iterable[Cause]) -> str:
    """What the outcomes come to, as things to correct (Chinese); "" where the cause of one of them is not known."""
    gathered = list(causes)
    known = by_outcome(gathered)
    unknown = any(outcome.verdict != "pass" and id(outcome) not in known for outcome in outcomes)
    return "" if unknown else CauseCounts.of(gathered).words()
