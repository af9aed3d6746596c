"""Weighs, in bits, what stands beside a figure: whether it shows that the figure should be the number of the tables.

A figure whose own words do not settle what it counts may count something narrower, and is open by itself. Figures of the
same sentence whose subjects differ from its own in one thing only (the line, the column, the result, the kind of decision)
and that agree with the tables show by which scope the sentence counts: a part of ``n`` is ``n`` itself in one of ``n`` + 1
cases, so that each of them tells log2(``n`` + 1) bits, zeros nothing and ones little. What closes the text's own arithmetic
tells as much (``_closings``). Words that narrow the figure itself are not answered by the figures beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf, log2

from audit.findings import Counted
from audit.model import JUDGED_SCOPES, BoundRule, Claim
from audit.rules.consistency.figures import figure, quantity
from audit.rules.consistency.nearby import around, near
from audit.rules.consistency.weighing._closings import closing_bits
from audit.rules.kit import Case
from audit.text import Value, minus

#: Bits that settle a doubt, by its kind; what is not listed is settled by arithmetic alone.
_BITS_BY_DOUBT: Mapping[BoundRule | None, float] = {None: 3, "unnamed": 3, "list": 6, "cases": 6, "body": 10, "part": 8}
#: Bits that settle a loose name (“其他组织”): which applicants it takes in is open, but none of the documented sums fits.
_BITS_FOR_LOOSE_NAMES = 10
#: Bits of arithmetic that settle any doubt but of those kinds that say what is not counted.
_BITS_BY_ARITHMETIC = 5
_NEVER = frozenset(("again", "torn", "excluded", "cumulative"))
#: Numbers up to this stand in any sentence.
_LARGEST_COMMON = 6


def is_corroborated(case: Case, claim: Claim, due: Counted) -> bool:
    """Whether what stands beside ``claim`` shows that it should be ``due``, which it is not."""
    rule = claim.bound.rule if claim.bound else None
    if due.value is None or rule in _NEVER or _is_stated_elsewhere(case, claim, due.value):
        return False
    if rule == "part" and claim.fully_named and not _may_be_example(claim, due.value):
        return True
    sums = closing_bits(case, claim, due.value)
    if sums >= _BITS_BY_ARITHMETIC:
        return True
    beside_it = 0.0 if claim.narrowed or claim.unknown_words else _by_siblings(case, claim)
    return bool(beside_it) and beside_it + sums >= _needed(claim)


def _needed(claim: Claim) -> float:
    """The bits that settle the doubt about ``claim``; none do where its own sentence names another body."""
    if claim.bound is None:
        return _BITS_BY_DOUBT[None]
    if claim.bound.rule == "wording" and claim.bound.words and claim.others:
        return _BITS_FOR_LOOSE_NAMES
    named = claim.bound.rule == "body" and claim.bound.reach != "paragraph"
    return inf if named else _BITS_BY_DOUBT.get(claim.bound.rule, inf)


def _may_be_example(claim: Claim, due: Value) -> bool:
    """Whether a figure among problems or other matters may be some of those counted: it says of how many it is, not of more."""
    return bool(claim.narrowed or claim.unknown_words) or 0 < claim.value < due


def is_explained(case: Case, claim: Claim, due: Counted) -> bool:
    """Whether the sentence counts what ``claim`` lacks of ``due`` by words that nobody knows: “许可112件、换证16件”.

    So it is where the sentence counts all of it by another name. What names another quantity is nobody's rest, unless it is
    said to be left out; small numbers are that by chance. For figures of the same quantity see ``is_one_of_several``.
    """
    if due.value is None or not 0 < claim.value < due.value:
        return False
    if any(_is_named_otherwise(claim, other) and other.value == due.value for other in near(case, claim)):
        return True
    rest = minus(due.value, claim.value)
    return any(
        other.value == rest
        and other.exact
        and other.unit == claim.unit
        and other.place != claim.place
        and other.scope in JUDGED_SCOPES
        and (_is_left_out(other) or (other.subject is None and (rest > _LARGEST_COMMON or other.narrowed)))
        for other in near(case, claim)
    )


def _is_named_otherwise(claim: Claim, other: Claim) -> bool:
    """Whether both count the same by different names, of which one may be a part: “科研机构6件，高校3件”."""
    return (
        claim.subject == other.subject
        and other.exact
        and not other.reference
        and set(claim.named_by) != set(other.named_by)
    )


def _is_left_out(claim: Claim) -> bool:
    return claim.bound is not None and claim.bound.rule == "excluded"


def _is_stated_elsewhere(case: Case, claim: Claim, due: Value) -> bool:
    """Whether another figure of the paragraph states what the tables give, so that this one states something else."""
    return any(other.subject == claim.subject and other.value == due for other in around(case, claim))


def _by_siblings(case: Case, claim: Claim) -> float:
    """The bits of the figures beside ``claim`` that agree with the tables; none where one of them does not."""
    agreeing: dict[str, float] = {}
    for other, value in _siblings(case, claim):
        if other.value == value:
            agreeing[other.subject or ""] = log2(value + 1)
        elif other.fully_named:
            return 0.0
    return sum(agreeing.values())


def _siblings(case: Case, claim: Claim) -> Iterator[tuple[Claim, Value]]:
    """The exact figures beside ``claim`` that differ from it in one thing, each with what the tables give.

    They stand in its sentence; where a doubt reaches over the paragraph, in the paragraph under the same doubt.
    """
    rule = claim.bound.rule if claim.bound else None
    wide = rule in ("body", "part")
    for other in around(case, claim) if wide else near(case, claim):
        if other.subject == claim.subject or not other.exact or other.role or other.reference:
            continue
        judged = other.bound == claim.bound if wide else other.scope in JUDGED_SCOPES
        if judged and _is_sibling(claim.subject or "", other.subject or ""):
            in_tables = quantity(other.subject or "", case.form)
            value = figure(case, in_tables.ways[0]).value if in_tables else None
            if value is not None:
                yield other, value


def _is_sibling(one: str, other: str) -> bool:
    """Whether two quantities stand in one line or one column of a table, or are kinds of one thing.

    >>> _is_sibling("applications.received.natural", "applications.received.business")
    True
    >>> _is_sibling("disclosure.licensing.decisions", "disclosure.penalties.decisions")
    True
    >>> _is_sibling("disclosure.licensing.decisions", "disclosure.normative_documents.issued")
    False
    """
    (row, _, column), (line, _, kind) = one.rpartition("."), other.rpartition(".")
    same_table = one.partition(".")[0] == other.partition(".")[0]
    return "+" not in f"{one}{other}" and same_table and (row == line or column == kind)
