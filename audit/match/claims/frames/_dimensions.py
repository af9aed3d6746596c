"""What a figure counts, put together from tags: kind by kind, named as the quantity that the rules know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from audit.match.claims.lexicon import Tag
from audit.words import ONE_TO_NINE

#: Values of each kind that the words name, in printed order.
Dimensions = Mapping[str, tuple[str, ...]]
#: Dimensions that are being put together.
Named = dict[str, tuple[str, ...]]
NOTHING: Dimensions = MappingProxyType({})
#: Kinds that say by themselves what is counted.
PRIMARY = (
    "flow",
    "result",
    "column",
    "case",
    "outcome",
    "decision",
    "state",
    "fee",
    "handling",
    "charge",
    "published",
    "besides",
)
_PRIMARY = frozenset(PRIMARY)
#: Kinds that only name what is spoken of.
NOUNS = frozenset(("document", "handling", "tariff"))
#: What stands between two names of the same kind that are meant together.
_JOINED = re.compile(
    rf"""
      [、，]? (?: 加上? | 连同 | 以及 | 或者 | 和 | 与 | 及 | 或 | 、 | 并 | 又 )*
      (?: 申请 | 类 | 的 | 相关 | 政府 | 内容 | 事项 | 信息 | 案件 | 决定 | 要求 | 提供       # the rest of the one name
        | 因 | 按 | 属于 | 危及 | 保护 | 按“ | ” | [{ONE_TO_NINE}]类 | “ | 为由 | 而 )*                  # what opens the other
      [、，]? (?: 以及 | 或者 | 和 | 与 | 及 | 或 | 、 | 并 )?
      (?: 属于? | 因 | 按 | 涉及 | 危及 | 保护 | 要求(?:提供)? | 索要 | [{ONE_TO_NINE}]类 )*                              # what opens it behind a mark
    """,
    re.VERBOSE,
)
#: What joins what was carried in with what came in: “上年结转申请与本年新收”; not “转入2025年接续办理”.
_ADDED_TO = re.compile(r"(?:的|政府|信息|公开|申请|件)*(?:、|和|与|及|以及|加上?|连同)(?:本年度?|今年|当年|全年)?")
#: What a sum of money may be of, where only what was done with it is told.
_OF_CHARGES = frozenset(("handling", "tariff", "fee"))
#: Kinds that tell what a figure counts whatever is done besides: “检查中作出处罚5件”.
_KINDS_OF_RESULTS = frozenset(("result", "case", "outcome", "decision", "state", "published"))
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
#: Flows that are meant whatever other verb stands beside them: “继续办理的上年结转申请”.
CARRIED = frozenset(("carried_in", "carried_out", "in_hand"))
#: Flows that are told together as an end: “办结和结转下年度共13件”.
_ENDS = {"concluded", "carried_out"}
_IN_HAND = (frozenset(("received", "carried_in")), frozenset(("received", "carried")))


def dimensions_of(text: str, found: Sequence[Tag]) -> Named:
    """The dimensions that the tags of one clause state: of each kind the last, or those joined with it."""
    if not found:
        return {}
    if len(found) == 1:
        return {found[0].kind: (found[0].value,)}
    values: dict[str, list[str]] = {}
    last: dict[str, Tag] = {}
    deciding = [number for number, tag in enumerate(found) if tag.kind in _KINDS_OF_RESULTS]
    for number, tag in enumerate(found):
        if tag.kind == "besides" and tag.value == "matter" and deciding and deciding[-1] > number:
            continue
        before = last.get(tag.kind)
        joined = before is not None and _JOINED.fullmatch(text, before.end, tag.start) is not None
        if (
            before is not None
            and "." in before.value
            and before.value.startswith(f"{tag.value}.")
            and "等" in text[before.end : tag.start]
        ):
            values[tag.kind] = [tag.value]  # “重复申请等不予处理”: the lines are examples of the group
        elif tag.kind == "flow" and before is not None and before.value in CARRIED and tag.value not in CARRIED:
            if _ADDED_TO.fullmatch(text, before.end, tag.start):
                values[tag.kind].append(tag.value)
        elif before is not None and (joined or _is_of_group(tag.value, before.value)):
            values[tag.kind].append(tag.value)
        else:
            values[tag.kind] = [tag.value]
        last[tag.kind] = tag
    if "case" in values and "decision" in values:  # “因行政处罚被申请行政复议3件”
        values.pop(min(("case", "decision"), key=lambda kind: last[kind].start))
    return {kind: _specific(kind, names) for kind, names in values.items()}


def _is_of_group(one: str, other: str) -> bool:
    return (
        "." in one + other
        and one.split(".", maxsplit=1)[0] == other.split(".", maxsplit=1)[0]
        and not ("." in one and "." in other)
    )


def _specific(kind: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names without those of groups whose lines are named as well."""
    names = tuple(dict.fromkeys(names))
    if kind != "result":
        return names
    groups = {name.split(".")[0] for name in names if "." in name}
    return tuple(name for name in names if "." in name or name not in groups)


def names_quantity(dimensions: Dimensions) -> bool:
    """Whether the dimensions say by themselves what is counted."""
    return not _PRIMARY.isdisjoint(dimensions)


def tags_name_quantity(found: Iterable[Tag]) -> bool:
    """Whether the dimensions that tags state (``dimensions_of``) say by themselves what is counted."""
    return any(tag.kind in _PRIMARY for tag in found)


def adds(own: Dimensions, kind: str) -> bool:
    """Whether words behind a number tell of ``kind`` what those before it leave open."""
    if kind in own:
        return False
    if not names_quantity(own):
        return True
    if kind in ("outcome", "lost"):
        return "case" in own
    if kind == "case":
        return "outcome" in own or "flow" in own
    if kind == "column":
        return bool({"result", "flow"} & set(own))
    if kind == "result":
        return "column" in own
    if kind in ("handling", "tariff"):
        return "charge" in own
    return kind == "document"


def refines(own: Dimensions, kind: str, names: tuple[str, ...]) -> bool:
    """Whether words of a clause before tell what a number's own clause leaves open."""
    if kind == "result" and len(own.get("result", ())) == 1 and "." not in own["result"][0]:
        return all(name.startswith(f"{own['result'][0]}.") for name in names)
    if kind in own:
        return False
    if not names_quantity(own):
        return True
    if kind in ("case", "court"):
        return "outcome" in own
    if kind in ("flow", "result"):
        return "column" in own and not {"flow", "result"} & set(own)
    if kind == "column":
        return bool({"flow", "result"} & set(own))
    return (kind == "document" and "state" in own) or (kind in _OF_CHARGES and "charge" in own)


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
    columns, results, flows = (dimensions.get(kind, ()) for kind in ("column", "result", "flow"))
    if results:
        if not columns and results == ("granted", "partial"):
            return "applications.granted_or_partial"
        return _sum(f"applications.{result}.{column}" for result in results for column in columns or ("total",))
    if set(flows) in _IN_HAND:
        flows = ("in_hand",)
    if set(flows) == _ENDS and not columns:
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
    return "+".join(sorted(dict.fromkeys(names)))
