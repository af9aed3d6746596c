"""The quantity that dimensions name, as the rules know it: “applications.granted.natural”."""

from __future__ import annotations

from collections.abc import Iterable

from audit.match.claims.frames.quantities._dimensions import CARRIED, Dimensions

#: Flows that have columns of their own in 表三, and those whose everyday word stands for one of them.
_ROWS = {"received": "received", "accepted": "received", "concluded": "concluded", "completed": "concluded"}
_ROWS |= {"handled": "concluded", "answered": "concluded", "carried_in": "carried_in", "carried_out": "carried_out"}
_TOTALS = {
    "received": "applications.received.total",
    "accepted": "applications.accepted",
    "handled": "applications.handled",
    "answered": "applications.answered",
    "concluded": "applications.concluded.total",
    "completed": "applications.concluded.total",
    "carried_in": "applications.carried_in.total",
    "carried_out": "applications.carried_out.total",
    "carried": "applications.carried",
    "in_hand": "applications.carried_in.total+applications.received.total",
}
#: Quantities over whole lines of 表三 that are no cells of it, and the line of each.
LINES = {
    "applications.accepted": "received",
    "applications.handled": "concluded",
    "applications.answered": "concluded",
    "applications.carried": "carried_out",
}
#: Quantities that are one in everyday words: what was concluded, answered or handled.
ENDED = frozenset(("applications.concluded.total", *(name for name, line in LINES.items() if line == "concluded")))
#: The two kinds of suits.
SUITS = ("suit_direct", "suit_after_review")
#: Flows that are told together as an end: “办结和结转下年度共13件”.
_FLOWS_OF_AN_END = {"concluded", "carried_out"}
_FLOWS_IN_HAND = (frozenset(("received", "carried_in")), frozenset(("received", "carried")))


def subject(dimensions: Dimensions) -> str | None:
    """The quantity that the dimensions name; None where they name none, or one that the tables do not hold."""
    if "besides" in dimensions:
        return None
    if set(dimensions) & {"fee", "charge", "handling", "tariff"} and "result" not in dimensions:
        return _of_money(dimensions)
    if "decision" in dimensions:
        return _sum(f"disclosure.{kind}.decisions" for kind in dimensions["decision"])
    if "document" in dimensions and set(dimensions) & {"state", "published"}:
        states = dimensions.get("state", ("issued",))
        return _sum(f"disclosure.{one}.{state}" for one in dimensions["document"] for state in states)
    if "published" in dimensions and "result" not in dimensions:
        return "published.items"
    if "state" in dimensions:
        return None
    if "case" in dimensions or "outcome" in dimensions or ("court" in dimensions and "result" not in dimensions):
        return _of_cases(dimensions)
    return _of_applications(dimensions)


def _of_money(dimensions: Dimensions) -> str | None:
    """The fees of 表二, or those for handling applications: the notices, what they ask for, what came in."""
    if "fee" in dimensions or ("tariff" in dimensions and "charge" in dimensions and "handling" not in dimensions):
        return "disclosure.fees.amount"
    if "handling" not in dimensions:
        return None
    noun = "notices" if "notices" in dimensions["handling"] else "received"
    charges = dimensions.get("charge", (noun,))
    return f"information_fee.{next((charge for charge in charges if charge != 'taken'), 'taken')}"


def _of_cases(dimensions: Dimensions) -> str | None:
    """The cases of 表四: routes and outcomes, added up where several are named."""
    cases = dimensions.get("case", ())
    if not cases and "court" in dimensions:  # what a court accepts are suits, how it ends may be told of any case
        cases = dimensions["court"] if "outcome" not in dimensions else ("review", "suit")
    if not cases:
        return None
    if set(SUITS) <= set(cases):
        cases = (*(case for case in cases if not case.startswith("suit")), "suit")
    elif len(cases) > 1 and "suit" in cases and set(SUITS) & set(cases):
        cases = tuple(case for case in cases if case != "suit")
    outcomes = dimensions.get("outcome", ()) or dimensions.get("lost", ())
    if len(outcomes) > 1:  # “以其他结果结案的99件”
        outcomes = tuple(outcome for outcome in outcomes if outcome != "concluded")
    outcomes = outcomes or (("concluded",) if "concluded" in dimensions.get("flow", ()) else ("total",))
    if len(cases) > 1 and outcomes == ("total",) and set(cases) == {"review", "suit"}:
        return "litigation.total"
    return _sum(f"litigation.{case}.{outcome}" for case in cases for outcome in outcomes)


def _of_applications(dimensions: Dimensions) -> str | None:
    """The applications of 表三: results, else a line with columns, else a flow as a whole."""
    columns, results, flows = (dimensions.get(kind, ()) for kind in ("column", "result", "flow"))
    if results:
        if not columns and results == ("granted", "partial"):
            return "applications.granted_or_partial"
        return _sum(f"applications.{result}.{column}" for result in results for column in columns or ("total",))
    if set(flows) in _FLOWS_IN_HAND:
        flows = ("in_hand",)
    if set(flows) == _FLOWS_OF_AN_END and not columns:
        return "applications.carried_out.total+applications.concluded.total"
    flows = tuple(sorted(flows, key=lambda flow: flow not in CARRIED))
    if columns and flows == ("carried",):
        flows = ("carried_out",)
    if columns:
        flow = next((flow for flow in flows if flow in _ROWS), "received")
        row = _ROWS[flow]
        return _sum(f"applications.{row}.{column}" for column in columns)
    return _TOTALS.get(flows[0]) if flows else None


def _sum(names: Iterable[str]) -> str:
    """The quantities joined by “+”, each once and in alphabetical order."""
    return "+".join(sorted(dict.fromkeys(names)))
