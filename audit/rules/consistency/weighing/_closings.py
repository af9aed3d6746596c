"""The text's own arithmetic: what closes with the number of the tables and not with the one that the text states.

Where the numbers beside a figure add up to another, make up a share or a difference, with the number of the tables in its
place, that number is meant. What is found so by chance is counted in bits: a number ``n`` is hit by one in ``n`` + 1 trials.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import log2
from typing import NamedTuple

from audit.findings import rate, rate_may_be
from audit.model import JUDGED_SCOPES, Claim
from audit.rules.consistency.nearby import around, near
from audit.rules.kit import Case
from audit.text import Value, added, distance, minus

#: Numbers on each side of a figure among which a sum is looked for.
_MOST_ITEMS = 8
#: Lines of 表三 whose applications came in, and those that they went to.
_CAME, _WENT = ("received", "carried_in"), ("concluded", "carried_out")
_HUNDREDTHS = 100


class Trial(NamedTuple):
    """One equation that a figure may stand in: whether a number in its place closes it, and how rarely chance does, 1 in ``odds``."""

    closes: Callable[[Value], bool]
    odds: float


def closing_bits(case: Case, claim: Claim, due: Value) -> float:
    """How many bits show that ``claim`` should be ``due``: those of the rarest equation that closes with ``due`` alone.

    Below 0 where one closes with the stated number alone: the text agrees with itself then.
    """
    tried = [list(trials) for trials in _trials(case, claim)]
    return _bits_of(tried, due, claim.value) - _bits_of(tried, claim.value, due)


def _bits_of(tried: Sequence[Sequence[Trial]], value: Value, other: Value) -> float:
    """The most bits of one equation that closes with ``value`` and not with ``other``; the more of its kind were tried, the fewer."""
    found = [
        log2(trial.odds) - log2(len(trials))
        for trials in tried
        for trial in trials
        if trial.closes(value) and not trial.closes(other)
    ]
    return max(0.0, *found) if found else 0.0


def _trials(case: Case, claim: Claim) -> Iterator[Iterator[Trial]]:
    """The equations of each kind that the figure may stand in."""
    sentence = near(case, claim)
    counted = [other for other in sentence if _is_alike(claim, other)]
    at = next((n for n, other in enumerate(counted) if other.place == claim.place), None)
    if at is not None:
        yield _sums(counted, at)
        yield _differences(sentence, counted, at)
        yield _shares(sentence, counted, at)
        yield _in_force(sentence, claim)
    yield _balances(around(case, claim), claim)


def _is_alike(claim: Claim, other: Claim) -> bool:
    """Whether both count things of one kind in one year: only such numbers add up."""
    return other.exact and other.unit == claim.unit and other.role in ("", "now", "whole") and not other.reference


def _sums(counted: Sequence[Claim], at: int) -> Iterator[Trial]:
    """Numbers side by side that add up to the one before or behind them, the figure among them or their sum."""
    values = [claim.value for claim in counted]
    first, last = max(0, at - _MOST_ITEMS), min(len(values), at + _MOST_ITEMS + 1)
    for start in range(first, last):
        for stop in range(start + 2, min(last, start + _MOST_ITEMS) + 1):
            for total in (start - 1, stop):
                if first <= total < last and (start <= at < stop or total == at):
                    yield _sum(values, range(start, stop), total, at)


def _sum(values: Sequence[Value], items: range, total: int, at: int) -> Trial:
    others = added(values[n] for n in items if n != at)
    if total == at:
        return Trial(lambda value: value == others, float(others) + 1)
    whole = values[total]
    return Trial(lambda value: added((others, value)) == whole, float(whole) + 1)


def _differences(sentence: Sequence[Claim], counted: Sequence[Claim], at: int) -> Iterator[Trial]:
    """“处罚30354件，强制30146件，比处罚少208件”: a difference that is stated between the figure and one beside it."""
    for step in sentence:
        if step.role == "step" and step.unit == counted[at].unit and step.value and step.exact:
            for other in (*counted[:at], *counted[at + 1 :]):
                yield Trial(_is_apart(other.value, step.value), float(step.value) + 1)


def _is_apart(other: Value, step: Value) -> Callable[[Value], bool]:
    return lambda value: distance(value, other) == step


def _shares(sentence: Sequence[Claim], counted: Sequence[Claim], at: int) -> Iterator[Trial]:
    """A share right behind the figure, of which it is the part, and every number of its sentence that may be the whole."""
    behind = next((two for one, two in pairwise(sentence) if one is counted[at]), None)
    if behind is None or (behind.unit, behind.subject) != ("%", "share") or behind.role not in ("", "now"):
        return
    if behind.scope not in JUDGED_SCOPES:  # “上年占20.5%” is a share of other numbers
        return
    decimals = len(str(behind.value).partition(".")[2]) if behind.approximate is None else -1
    for whole in (*counted[:at], *counted[at + 1 :]):
        if whole.value:
            yield Trial(_is_share(behind, whole.value), _HUNDREDTHS * 10.0**decimals)


def _is_share(share: Claim, whole: Value) -> Callable[[Value], bool]:
    return lambda value: value <= whole and rate_may_be(share.value, share.approximate, rate(value, whole)) is True


def _in_force(sentence: Sequence[Claim], claim: Claim) -> Iterator[Trial]:
    """“制发1件、废止2件，现行有效由17件变为16件”: what was in force with what was issued, without what was repealed."""
    kind, _, state = (claim.subject or "").rpartition(".")
    stated = {other.subject: other.value for other in sentence if other.subject != claim.subject and other.exact}
    issued, repealed = stated.get(f"{kind}.issued"), stated.get(f"{kind}.repealed")
    if state == "in_force" and issued is not None and repealed is not None:
        for other in sentence:
            if other.subject == claim.subject and other.role == "base" and other.exact:
                now = minus(added((other.value, issued)), repealed)
                yield Trial(_is(now), float(now) + 1)


def _is(number: Value) -> Callable[[Value], bool]:
    return lambda value: value == number


def _balances(paragraph: Sequence[Claim], claim: Claim) -> Iterator[Trial]:
    """What came in and was left over is what was concluded and goes on, of the applications of one column."""
    line, _, column = (claim.subject or "").removeprefix("applications.").rpartition(".")
    sides = _CAME, _WENT
    if line not in (*_CAME, *_WENT):
        return
    stated: dict[str, Value] = {}
    for other in paragraph:
        if other.subject and other.exact and other.scope in JUDGED_SCOPES and not other.role:
            stated.setdefault(other.subject, other.value)
    own, opposite = sides if line in _CAME else sides[::-1]
    beside_it = [stated.get(f"applications.{name}.{column}") for name in own if name != line]
    facing = [stated.get(f"applications.{name}.{column}") for name in opposite]
    known = [value for value in (*beside_it, *facing) if value is not None]
    if len(known) == len(beside_it) + len(facing):
        whole, rest = added(known[1:]), known[0]
        yield Trial(lambda value: added((value, rest)) == whole, float(whole) + 1)
