"""What is divided, dealt out and added up: “其中”, brackets, “118件中，”, “分别为”, “两项合计”.

The words between two numbers open a list where they say that the number before is divided; its items have in common
what that number counts (``ReadSoFar.head``) until a semicolon or the sentence ends it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.forms import Form
from audit.match.claims.frames._frame import ReadSoFar
from audit.match.claims.frames._spots import Spot
from audit.match.claims.frames.quantities import CARRIED, NOTHING, PRIMARY, Named, names_quantity
from audit.match.claims.lexicon import Tag
from audit.patterns import regex
from audit.words import NUMERAL, RESULTS

#: What adds up what stands before it.
SUMS = regex(
    rf"""
      合计 | 共计 | 总计 | 总共 | 之和 | 相加 | 加总 | 总和 | 加在一起 | 加起来 | 合起来 | 合并 | 总量
    | [{NUMERAL}] [者项类种端家] | 二者              # 两项, 三类
    | (?: ^ | [，；。、] ) 以上 | ，共
    """,
    re.VERBOSE,
)
#: What deals names out, number by number.
DEALS = regex("分别|依次(?=[为是有])")
_DIVIDES = regex(r"其中|包括|包含|[，,]即|[，,(]含|分别|依次|[:(]|(?:当中|之中|中|里)[，,]")
_ENDS_OF_LIST = regex("[；;。]")
#: What follows is of the figure before it: “结转的5件申请，已答复3件”; not where it speaks of all again.
_THEME = regex("(?:申请|案件|答复|决定|情形)*，(?![^。；]*(?:共|总|合计|累计|全年|占|恰|基数))[^。；]*")
#: … nor where the figure is itself added to another: “连同上年结转的2件，”.
_ADDED = regex("连同|加上?|含|包括|以及|另")
#: What speaks of all again, behind a part: “上年结转的2件，共办理87件”.
_ALL_TOLD = regex("共|总|合计|累计|全年")
#: Kinds of names that the items of a list have.
_ITEMS = frozenset(("result", "column", "case", "outcome", "decision", "state"))
#: Numbers in the order of the columns, which are not named: “按表三各列顺序依次为”.
_BY_COLUMNS = regex("按[^，。；]{0,8}(?:各列|列次|栏目)[^，。；]{0,4}顺序")
_EACH_HAS = regex("各(?:有|为)?$")
#: The ways in which applications end.
_ENDINGS = frozenset(result.split(".")[0] for result in RESULTS)
_CARRIED_IN, _RECEIVED = "applications.carried_in.total", "applications.received.total"
#: What has been dealt with, of which an item that says so again (“按……途径办理的2件”) is but a part.
_DEALT_WITH = frozenset(("concluded", "completed", "handled", "answered"))


def divide(so_far: ReadSoFar, between: str, *, follows: bool, outside: bool) -> None:
    """Open a list where the words between two numbers do (“其中”), or close it where a semicolon or the sentence ends."""
    if outside and _ENDS_OF_LIST.search(between):
        so_far.narrowed, so_far.column = "", ()
        if so_far.head is not NOTHING:
            so_far.last, so_far.head = so_far.head, NOTHING
        else:
            so_far.last = {kind: names for kind, names in so_far.last.items() if kind != "case"}
    theme = so_far.theme and _THEME.fullmatch(between) is not None
    if follows and so_far.last is not NOTHING and (theme or _DIVIDES.search(between)):
        so_far.head = so_far.last


def is_theme(spot: Spot) -> bool:
    """Whether the number opens its sentence as what this is about: “结转的5件申请，”."""
    return spot.lead.endswith("的") and not spot.follows and not _ADDED.search(spot.lead)


def as_item(so_far: ReadSoFar, spot: Spot, own: Named) -> tuple[Named, str]:
    """Read ``own`` as an item of the list that is open; second, the words by which it is only a part of what they count elsewhere.

    “复议75件，其中作其他处理的37件” tells a result of the cases; “部分公开的3件中，作遮蔽处理的2件” are not all handled;
    “行政复议5件（省政府受理2件、市政府受理3件）” are cases.
    """
    head = so_far.head
    if "case" in head and "result" in own and "case" not in own:
        if own["result"] == ("other",):
            return {kind: names for kind, names in own.items() if kind != "result"} | {"outcome": ("other",)}, ""
        return own, spot.between
    cases = head.get("case") or so_far.last.get("case")
    if cases and set(own) & {"flow", "topic", "result", "column", "case"} == {"flow"}:
        return own | {"case": cases}, spot.between
    flows = set(head.get("flow", ()))
    if "flow" not in own or not ("result" in head or CARRIED & flows or _DEALT_WITH & flows):
        return own, ""
    stage = set(own) & set(PRIMARY) == {"flow"} and not CARRIED & set(own["flow"])
    return own, spot.between if stage and not _ALL_TOLD.search(spot.lead) else ""


def dealt_share(so_far: ReadSoFar, spot: Spot, own: Named, naming: Sequence[Tag], forms: Sequence[Form]) -> Named:
    """Of several names that “分别” or “各” gives numbers one by one, the one of this number; ``naming`` are the tags of ``own``.

    ``forms`` are the editions that the report may print: names in the order of the columns are told where these have one.
    """
    between = spot.between
    if not own.get("column") and _BY_COLUMNS.search(between):
        orders = {form.applicants for form in forms}
        columns = orders.pop() if len(orders) == 1 else ()
        own = own | {"column": columns} if columns else own
        so_far.dealt_out = tuple({**own, "column": (column,)} for column in columns) or so_far.dealt_out
    if _is_named_behind(spot, own, naming):
        so_far.dealt_out = ()
        return own
    dealt = DEALS.search(between) is not None
    if dealt and not names_quantity(own):
        own = own | {kind: names for kind, names in so_far.last.items() if len(names) > 1}
    several = next(((kind, names) for kind, names in own.items() if kind in PRIMARY and len(names) > 1), None)
    if several and dealt:
        so_far.dealt_out = tuple({**own, several[0]: (name,)} for name in several[1])
    elif dealt and names_quantity(own) and not so_far.dealt_out:
        so_far.narrowed = so_far.narrowed or between  # what is dealt out has more names than are known
    elif several and _EACH_HAS.search(between):
        return own | {several[0]: several[1][:1]}
    if so_far.dealt_out and (several or not set(own) & set(PRIMARY) & set(so_far.dealt_out[0])):
        first, so_far.dealt_out = so_far.dealt_out[0], so_far.dealt_out[1:]
        return dict(first) if several else {**first, **own}
    if several is None:
        so_far.dealt_out = ()
    return own


def _is_named_behind(spot: Spot, own: Named, naming: Sequence[Tag]) -> bool:
    """Whether each number behind “分别为” brings its own name: “答复结果分别为：予以公开197件，部分公开733件”."""
    dealt = DEALS.search(spot.text, spot.first, spot.position)
    if dealt is None:
        return False
    at = dealt.start()
    named = {tag.kind for tag in naming if at <= tag.start and tag.end <= spot.position and tag.kind in _ITEMS}
    return bool(named) and all(len(own.get(kind, ())) == 1 for kind in named)


def sum_of_counted(counted: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The sum of the subjects before, all of them or the last of them, of which any may be meant.

    What was carried in is added to what was received, whatever divides that: “新收63件，自然人16件……上年结转4件，两项合计67件”.
    """
    sums = [
        "+".join(sorted({part for name in counted[start:] for part in name.split("+")}))
        for start in range(len(counted))
    ]
    if counted[-1] == _CARRIED_IN:
        pair = f"{_CARRIED_IN}+{_RECEIVED}"
        return (pair if _RECEIVED in counted else sums[max(0, len(sums) - 2)]), tuple(dict.fromkeys((*sums, pair)))
    like = [_family(name) == _family(counted[-1]) for name in counted]
    first = len(like) - like[::-1].index(False) if False in like else 0
    return sums[first if len(sums) - first > 1 else max(0, len(sums) - 2)], tuple(sums)


def _family(name: str) -> tuple[str, ...]:
    """The whole that quantities like ``name`` are parts of: a line whose columns they are, a result whose lines they are…"""
    table, *middle, last = name.split(".")
    if table != "applications":
        return (table, last)
    if last != "total" or not middle:
        return (table, *middle)
    return (table, "", *middle[:-1]) if middle[0] in _ENDINGS else (table, *middle, last)


def leading_column(so_far: ReadSoFar, own: Named, naming: Sequence[Tag]) -> tuple[str, ...]:
    """The applicants of whom the sentence goes on to speak, as they stand before the verb: “商业企业…新收254件、办结260件”."""
    column = next((tag for tag in naming if tag.kind == "column"), None)
    flow = next((tag for tag in naming if tag.kind == "flow"), None)
    if column and flow and column.start < flow.start:
        return own.get("column", ())
    return () if "column" in own else so_far.column
