"""What a share of the text may be a share of: named by its words, by the list it stands in, or any total of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit.findings import Counted, Side, rate, rounded_alike
from audit.model import Claim
from audit.rules import Case
from audit.rules.consistency._claim import figure, text_side
from audit.rules.consistency._rates import ALL, CONCLUDED, RECEIVED
from audit.rules.consistency._readings import Reading, quantity
from audit.text import Value

#: Beginnings of subjects, and the total that they are shares of.
_CASES = (("litigation.review.", "litigation.review.total"), ("litigation.suit", "litigation.suit.total"))
_DECISIONS = "disclosure."
#: So many other shares of a list agree by one whole that it is the whole of all.
_AGREEING = 2


def totals(case: Case, stated: Sequence[Claim]) -> list[Counted]:
    """The totals of the tables that a part of ``stated`` may be a share of, by what the text speaks of."""
    subjects = [claim.subject or "" for claim in stated]
    readings: list[Reading] = []
    if any(subject.startswith("applications.") for subject in subjects):
        readings += [RECEIVED, ALL, CONCLUDED]
    for name, total in _CASES:
        meant = quantity(total, case.form)
        if meant and any(subject.startswith(name) for subject in subjects):
            readings += [
                Reading(f"{meant.name}{reading.name}", reading.plus, reading.minus) for reading in meant.readings
            ]
    if subjects and (whole := _whole_of(subjects[0])) and (meant := quantity(whole, case.form)):
        usual = meant.readings[0]
        if all(reading.keys != usual.keys for reading in readings):
            readings.append(Reading(meant.name, usual.plus, usual.minus))
    return [figure(case, reading) for reading in readings]


def _whole_of(subject: str) -> str | None:
    """The group, line or kind that a part's subject belongs to: 重复申请 to 不予处理, 自然人 of a line to that line."""
    if subject.startswith(_DECISIONS) and subject.endswith(".decisions"):
        return "+".join(f"disclosure.{kind}.decisions" for kind in ("coercion", "licensing", "penalties"))
    if not subject.startswith("applications.") or "+" in subject:
        return None
    row, _, column = subject.rpartition(".")
    if column != "total":
        return f"{row}.total"
    group = row.rpartition(".")[0]
    return f"{group}.total" if group.count(".") == 1 else None


def named_bases(case: Case, share: Claim, stated: Iterable[Claim]) -> list[Side | Counted]:
    """What the words of a share name as its whole (“占不予公开总数的”): as the text states it, and as the tables do."""
    meant = quantity(share.base or "", case.form)
    if meant is None:
        return []
    told = [text_side(c) for c in stated if c.subject == share.base and c.exact and c.scope == "report"]
    figures = [figure(case, Reading(f"{meant.name}{way.name}", way.plus, way.minus)) for way in meant.readings]
    return [*told, *(found for found in figures if found.value)]


def by_list(claims: Sequence[Claim], share: Claim, bases: Sequence[Side | Counted]) -> Value | None:
    """The whole by which the other shares of the list agree, where it is one only; None where that is open."""
    pairs = [
        (claims[place - 1], claim)
        for place, claim in enumerate(claims)
        if place and claim.subject == "share" and claim is not share and claims[place - 1].unit != "%"
    ]
    pairs = [(p, o) for p, o in pairs if {p.scope, o.scope} == {"report"} and p.role in ("", "now")]
    pairs = [(part, other) for part, other in pairs if part.exact and other.exact and other.base is None]
    fitting = [
        one.number
        for one in bases
        if pairs and all(rounded_alike(other.value, rate(part.value, one.number)) for part, other in pairs)
    ]
    return fitting[0] if len(fitting) == 1 and len(pairs) >= _AGREEING else None
