"""Which ways of counting the words of a figure leave open: what says “new” leaves out what was carried in."""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Claim
from audit.patterns import regex
from audit.rules.consistency.earlier import compared_year, earlier_sides
from audit.rules.consistency.figures import TableQuantity, WayOfCounting
from audit.rules.consistency.nearby import around, beside
from audit.rules.kit import Case
from audit.text import added, fold

_RECEIVED, _CARRIED_IN = "applications.received.total", "applications.carried_in.total"
#: What says that only the year's own applications are counted, or that everything in hand is.
NEW = regex("新(?:收|增|接|提[出交]|受理)|本年新")
#: What says of a column that it is of those received.
_CAME_IN = regex(f"{NEW.pattern}|收到|接到|接收")
_ALL_TOLD = regex("共|总|合计|累计|办理|处理|受理")
#: Between what was received and what was carried in: a mark alone, or with a word that adds it.
_APART = regex("[,，、;；](?:另有|另|还有|加上)?")
#: Between the two where the one contains the other.
_WITHIN = regex("[,，、(（]?(?:其中[,，:：]?(?:包括|包含|含)?|包括|包含|含)|[(（]")


def open_ways(case: Case, claim: Claim, in_tables: TableQuantity) -> Sequence[WayOfCounting]:
    """The ways of counting what was received: without what was carried in where the words say “new”, or where it is stated apart."""
    ways = _ways_of_base(case, claim)
    if ways:
        return [way for way in in_tables.ways if way.name in ways] or in_tables.ways
    if claim.subject != _RECEIVED:
        return [way for way in in_tables.ways if _is_open(case, claim, way)]
    near = beside(case, claim)
    once = sum(c.subject == _RECEIVED for c in near) == 1 and not _ALL_TOLD.search(claim.text)
    stated_apart = once and any(c.subject == _CARRIED_IN and c.value and _is_apart(claim, c) for c in near)
    within = any(c.subject == _CARRIED_IN and c is not claim and _is_within(claim, c) for c in near)
    if within or (not stated_apart and not NEW.search(claim.text)):
        return in_tables.ways
    return [way for way in in_tables.ways if not any("carried_in" in key for key in way.keys)]


def _is_open(case: Case, claim: Claim, way: WayOfCounting) -> bool:
    """Whether a way of counting is possible beside what the sentence says: “新收120件，其中自然人86件” divides those received."""
    subject = claim.subject or ""
    if subject.startswith("applications.received."):
        return all("received" in key for key in way.keys) or not _is_of_received(case, claim)
    if subject.startswith("applications.concluded.") and any("received" in key for key in way.keys):
        # “本年办理109件，其中自然人67件” divides all in hand where what was handled is all of that.
        both = added((case.report.value(_RECEIVED) or 0, case.report.value(_CARRIED_IN) or 0))
        return any(c.subject == "applications.handled" and c.value == both for c in beside(case, claim))
    if subject.startswith("litigation.") and subject.endswith(".total") and way.minus:
        pending = subject.removesuffix("total").replace("litigation.", "") + "pending"
        return not any((c.subject or "").endswith(pending.lstrip(".")) and c.value for c in beside(case, claim))
    return True


def _ways_of_base(case: Case, claim: Claim) -> set[str]:
    """The ways of counting in which the earlier number of “由4件增加到12件” is true: the later one is counted alike."""
    if claim.role != "now":
        return set()
    bases = (c for c in beside(case, claim) if c.role == "base" and c.exact)
    base = next((c for c in bases if c.subject == claim.subject), None)
    if base is None:
        return set()
    year, versions = compared_year(case, base)
    earlier = earlier_sides(case, versions, year, claim.subject or "")
    return {side.name for side in earlier if side.value == base.value}


def _is_of_received(case: Case, claim: Claim) -> bool:
    """Whether a column is one of those newly received: by its own words, or by the total beside it.

    Where the paragraph states a total with what was carried in, columns may be of that.
    """
    near = beside(case, claim)
    new, carried = case.report.value(_RECEIVED), case.report.value(_CARRIED_IN)
    totals = [c for c in near if c.subject == _RECEIVED]
    received = [c for c in around(case, claim) if c.subject == _RECEIVED]
    if any(NEW.search(c.text) for c in totals):
        return True
    both = added((new or 0, carried or 0))
    if any(c.value == both != new for c in received) or any(
        c.subject == _CARRIED_IN and c is not claim and any(_is_within(total, c) for total in totals) for c in near
    ):
        return False
    divided = any(c.value == new != both for c in totals)
    return divided or _CAME_IN.search(claim.text) is not None


def _is_apart(claim: Claim, carried: Claim) -> bool:
    """Whether ``carried`` follows ``claim`` right behind a comma: in brackets or behind “其中”, “含” it would be a part."""
    return _APART.fullmatch(_text_between(claim, carried)) is not None


def _is_within(claim: Claim, carried: Claim) -> bool:
    """Whether ``carried`` follows as a part of ``claim``: “新收8件（其中上年结转1件）”."""
    return _WITHIN.fullmatch(_text_between(claim, carried) or "-") is not None


def _text_between(claim: Claim, other: Claim) -> str:
    return fold(claim.words_to(other) or "")
