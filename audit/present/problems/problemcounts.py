"""How many problems a report has, and where that puts it in every list of reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from audit.causes import Graded
from audit.findings import GRAVEST_FIRST, SEVERITY_NAMES, VERDICT_NAMES, Severity

_NO_PROBLEM = "未发现问题"


class ProblemCounts(NamedTuple):
    """How many problems there are by their severity, and left open; in this order the worst report has most."""

    errors: int
    doubts: int
    hints: int
    open: int

    @classmethod
    def of(cls, problems: Iterable[Graded]) -> ProblemCounts:
        """The counts over ``problems``."""
        number = Counter(one.severity if one.verdict == "fail" else "open" for one in problems)
        return cls(number["error"], number["warning"], number["info"], number["open"])

    @classmethod
    def total(cls, each: Iterable[ProblemCounts]) -> ProblemCounts:
        """The sum of ``each``, number by number."""
        return cls(*map(sum, zip(cls(0, 0, 0, 0), *each, strict=True)))

    @property
    def gravest(self) -> str:
        """The name of the first number that is not 0, "" where all are."""
        return next((name for name, number in self._asdict().items() if number), "")

    def words(self) -> str:
        """The numbers that are not 0, with their names: “错误2处、无法核对1处” (Chinese); a word where all are."""
        names = (*SEVERITY_NAMES.values(), VERDICT_NAMES["undecided"])
        return "、".join(f"{name}{number}处" for name, number in zip(names, self, strict=True) if number) or _NO_PROBLEM


#: What became of an agency's report: checked, handed in and not checked, not handed in, and not known or not due.
FilingState = Literal["checked", "unread", "missing", "open"]
_BEHIND: Mapping[FilingState, int] = {"checked": 0, "unread": 1, "open": 2}


def worst_first(
    state: FilingState,
    counts: ProblemCounts | None,
    *,
    is_listed: bool,
    is_failed: bool,
    absence: Severity | None,
    name: str,
    year: int | None,
    source: str = "",
) -> tuple[Any, ...]:
    """What every list of reports is sorted by: the list's own first (``is_listed``), of these the worst, then by name, year and source.

    The worst has not filed, and is worse where that is a fault than where it is a doubt (``absence``); then come those of the
    lowest grade (``is_failed``), then those with most to correct, to verify, left open. What was not
    checked, of which ``counts`` say nothing or are None, comes after what was; what could not be read, or is not known, last.
    """
    bad = 0 if state == "missing" else 1 if is_failed else 2
    numbers = None if state != "checked" else counts
    grave = GRAVEST_FIRST[absence] if absence and state == "missing" else 0
    worst = bad, grave, _BEHIND.get(state, 0), numbers is None, tuple(-number for number in numbers or ())
    return not is_listed, *worst, name, year or 0, source
