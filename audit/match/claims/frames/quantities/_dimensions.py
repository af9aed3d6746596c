"""What a figure counts, kind by kind, as the tags around it tell: its flow, result, column, case…"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from audit.match.claims.lexicon import Tag
from audit.patterns import regex
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
_JOINED = regex(
    rf"""
      [、，]? (?: 加上? | 连同 | 以及 | 或者 | 和 | 与 | 及 | 或 | 、 | 并 | 又 )*
      (?: 申请 | 类 | 的 | 相关 | 政府 | 内容 | 事项 | 信息 | 案件 | 决定 | 要求 | 提供       # the rest of the one name
        | 因 | 按 | 属于 | 危及 | 保护 | 按“ | ” | [{ONE_TO_NINE}]类 | “ | 为由 | 而 )*                  # what opens the other
      [、，]? (?: 以及 | 或者 | 和 | 与 | 及 | 或 | 、 | 并 )?
      (?: 属于? | 因 | 按 | 涉及 | 危及 | 保护 | 要求(?:提供)? | 索要 | [{ONE_TO_NINE}]类 )*                              # what opens it behind a mark
    """,
    re.VERBOSE,
)
#: Flows that are meant whatever other verb stands beside them: “继续办理的上年结转申请”.
CARRIED = frozenset(("carried_in", "carried_out", "in_hand"))
#: What joins what was carried in with what came in: “上年结转申请与本年新收”; not “转入2025年接续办理”.
_ADDED_TO = regex(r"(?:的|政府|信息|公开|申请|件)*(?:、|和|与|及|以及|加上?|连同)(?:本年度?|今年|当年|全年)?")
#: What a sum of money may be of, where only what was done with it is told.
_OF_CHARGES = frozenset(("handling", "tariff", "fee"))
#: Kinds that tell what a figure counts whatever is done besides: “检查中作出处罚5件”.
_KINDS_OF_RESULTS = frozenset(("result", "case", "outcome", "decision", "state", "published"))


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
        values[tag.kind] = [tag.value] if before is None else _together_with(text, values[tag.kind], before, tag)
        last[tag.kind] = tag
    if "case" in values and "decision" in values:  # “因行政处罚被申请行政复议3件”
        values.pop(min(("case", "decision"), key=lambda kind: last[kind].start))
    return {kind: _specific(kind, names) for kind, names in values.items()}


def _together_with(text: str, values: list[str], before: Tag, tag: Tag) -> list[str]:
    """The ``values`` of a kind, of which ``before`` is the last tag, once ``tag`` of this kind follows.

    Both are meant where they are joined (“公开和部分公开”); else the later one alone, but of flows what is carried over.
    """
    examples = "." in before.value and before.value.startswith(f"{tag.value}.")
    if examples and "等" in text[before.end : tag.start]:
        return [tag.value]  # “重复申请等不予处理”: the lines are examples of the group
    if tag.kind == "flow" and before.value in CARRIED and tag.value not in CARRIED:
        return [*values, tag.value] if _ADDED_TO.fullmatch(text, before.end, tag.start) else values
    if _is_of_group(tag.value, before.value) or _JOINED.fullmatch(text, before.end, tag.start):
        return [*values, tag.value]
    return [tag.value]


def _is_of_group(one: str, other: str) -> bool:
    """Whether one of two results is a group and the other one a line of it: “不予公开” and “国家秘密”."""
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
