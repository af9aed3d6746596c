"""What scoring gives: every deduction with its finding, every item, the total with its range and grade."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from audit.findings import Severity, Verdict

#: How an item came to its points: from outcomes, without any that judges it, as a manual item by default,
#: by an assessor, not yet since assessors contradict each other.
State = Literal["judged", "unjudged", "default", "assessed", "disputed"]
UNRATED = "未评分"


@dataclass(frozen=True, slots=True)
class Decision:
    """What an inspector decided; it overrides the tool.

    On a finding (under its key): ``verdict`` replaces its verdict, ``points`` (0 or more) what it costs. On a cause (under
    its key): the same for all findings that it explains and that have no decision of their own; the points count once. On
    an item that is manual or that no outcome judges (under ``manual_key``): ``points`` are those awarded, None where they do
    not count, which the ``note`` then tells; those of several people who contradict each other lie ``between`` two amounts. ``who``
    decided, "" where that is not known.
    """

    verdict: Verdict | None = None
    points: Decimal | None = None
    note: str = ""
    who: str = ""
    between: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Deduction:
    """One finding and what it cost; ``points`` is 0 where it cost nothing.

    ``note`` (Chinese) says why, unless it is charged with another finding: then ``borne_by`` and ``borne_in`` say so.

    ``key`` is the outcome's; ``verdict`` is the one that was counted, after an inspector's decision. ``cause`` and
    ``cause_name`` are key and kind (Chinese) of the cause that explains it, "" without one. ``bears`` are the keys of the
    other findings that are charged with this one; ``borne_by`` is the key of the one that it is charged with and
    ``borne_in`` the name of the item where that is, both "" where it is charged itself.
    """

    key: str
    rule: str
    title: str
    message: str
    severity: Severity
    verdict: Verdict
    points: Decimal
    note: str = ""
    cause: str = ""
    cause_name: str = ""
    bears: tuple[str, ...] = ()
    borne_by: str = ""
    borne_in: str = ""


class LeftOpen(NamedTuple):
    """What stays open although its causes were found true: the name of the item that shows it, and what it says (Chinese)."""

    item: str
    message: str


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One item: ``earned`` of ``points``, and between which values it lies while something is undecided.

    ``capped`` says that a cap kept some deduction back. ``unchecked`` are the rules that would have judged an item that is
    "unjudged" although something else was found on it. ``note`` (Chinese) tells who awarded the points of an "assessed" item
    and why, of another one why points that somebody awarded do not count. ``span`` is between which points a person may settle an
    item with outcomes that stay open although all of their causes were found true, and these are ``left``; None elsewhere.
    """

    item: str
    points: Decimal
    earned: Decimal
    low: Decimal
    high: Decimal
    deductions: tuple[Deduction, ...] = ()
    capped: bool = False
    state: State = "judged"
    unchecked: tuple[str, ...] = ()
    note: str = ""
    span: tuple[Decimal, Decimal] | None = None
    left: tuple[LeftOpen, ...] = ()

    @property
    def is_given(self) -> bool:
        """Whether a person may give its points."""
        return self.state != "judged" or self.span is not None

    @property
    def is_due(self) -> bool:
        """Whether a person has still to give its points: nobody has, or those who have contradict each other."""
        return self.is_given and self.state != "assessed"

    @property
    def limits(self) -> tuple[Decimal, Decimal]:
        """The least and the most points that a person may give."""
        return self.span or (Decimal(0), self.points)


@dataclass(frozen=True, slots=True)
class VetoHit:
    """A veto with the findings that call it; ``pending`` while they are undecided, and it is not applied."""

    name: str
    keys: tuple[str, ...]
    messages: tuple[str, ...]
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """One agency's report under one rubric; ``total`` is None where no score is given, and ``reason`` says why.

    The total lies between ``low`` (all that is undecided turns out a fault) and ``high`` (none does), with the grades
    ``grade_low`` and ``grade_high``. ``open`` is set where the rubric leaves something undecided to an assessor.
    """

    agency: str | None
    year: int | None
    rubric: str
    total: Decimal | None
    low: Decimal | None
    high: Decimal | None
    grade: str
    grade_low: str
    grade_high: str
    items: tuple[ItemScore, ...] = ()
    vetoes: tuple[VetoHit, ...] = ()
    open: bool = False
    reason: str = ""

    @property
    def is_provisional(self) -> bool:
        """Whether something that is undecided can still change total or grade."""
        return self.open or self.low != self.high or self.grade_low != self.grade_high

    def points_of(self, *states: State) -> Decimal:
        """Full points of the items in one of ``states``."""
        return sum((item.points for item in self.items if item.state in states), Decimal(0))

    def earned_of(self, *states: State) -> Decimal:
        """Points earned in the items in one of ``states``."""
        return sum((item.earned for item in self.items if item.state in states), Decimal(0))

    def borne(self) -> frozenset[str]:
        """The keys of the findings that do not agree and are charged with another one of the same cause."""
        deductions = (one for item in self.items for one in item.deductions)
        return frozenset(one.key for one in deductions if one.borne_by and one.verdict == "fail")

    def deducted(self) -> dict[str, Decimal]:
        """Points deducted by finding key, with 0 for findings that are scored and cost nothing."""
        found: dict[str, Decimal] = {}
        for item in self.items:
            for deduction in item.deductions:
                found[deduction.key] = found.get(deduction.key, Decimal(0)) + deduction.points
        return found


def manual_key(agency: str | None, year: int | None, item: str) -> str:
    """The key under which the points that an assessor gives an item stand among the decisions."""
    return f"{agency or ''}|{year or ''}|{item}"
