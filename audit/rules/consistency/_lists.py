"""Lists of figures in the text: which claims are the parts of a total, or the items that a total sums up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from audit.model import Claim, Passage
from audit.rules.consistency._kinds import carried_apart, goes_on, other_end
from audit.words import NUMERAL, YEAR, measures

_THINGS = "".join(measures("papers", "issues", "cases", "others"))
_WITHIN = re.compile(r"[^。；;)）]{0,12}(?:其中|内有)|[^。；;)），,、\d]{0,4}[，,]?\s*(?:主要|具体)?(?:包括|包含)")
#: What opens a list only behind the sole number of its unit: “264条：…”, “264条，分别为…”, “264条。其中，…”.
_BEHIND_ONE = re.compile(
    r"\s*[，,：:]?\s*(?:按[^，,。；;\d]{1,6}|具体|依次|情形|原因|理由|各类?)?分别(?:为|是)|[^。；;)）\d]{0,12}[。；;]\s*其中|\s*(?P<colon>[：:])"
)
_INNER = re.compile("其中|内有|包括|包含|[，,]含")
#: An insertion that ends before the number: “乡镇（街道）35件”.
_CLOSED = re.compile(r"[（(][^（()）]*[）)]")
#: Between the last item and the number that sums the items up.
_SUM = re.compile(
    rf"""
    [{_THINGS}]? \s* [，、,]? \s*                                     # the last item's measure
    (?:以上)? (?:各项|各类)? (?:合计|共计|总计) [共为]?
    (?:主动)? (?:公开|发布|更新|刊发|收到|受理|办结|办理|答复)?          # what was done
    (?:各类|政府|政务|信息|文件|申请|依申请公开|事项)*                   # with what
    \s* [\d，,.]+ \s* \w{{0,2}} $
    """,
    re.VERBOSE,
)
#: Before a number that sums up items of a list before it, and is none itself: “部分公开9件，两项之和为14件”.
_SUBTOTAL = re.compile(
    rf"""
    (?: [{NUMERAL}] [项者类种笔] | 二者 | [，、；（(] (?: 小计|合计|共计|总计 ) )
    (?: 之和|相加|加起来|小计|合计|共计|总计|一共|共|计|为|达|是|有 )* $
    """,
    re.VERBOSE,
)
_COMPARED, _TWO_YEARS = ("base", "step", "times", "whole", "mean"), {"report", "other_year"}
_FEWEST_ITEMS = _FEWEST_GROUPS = 3
#: What is done with a thing, one step behind the other.
STEP = re.compile(
    "(?:办结|答复|回复|办理|办复|结转|审结|受理|收到|采纳|整改|满意|完成|落实|转办|更新|点击|浏览|阅读|访问|转载)(?!结果|情况)"
)
_NOT_ITEMS = re.compile(rf"其中|上年|去年|{YEAR}年|同比|[较比]上")


def is_change(claim: Claim) -> bool:
    """Whether the claim compares with another year: it stands between a total and its parts and is neither."""
    return (claim.subject or "").startswith("change") or claim.scope == "change" or claim.role in _COMPARED


def is_subtotal(passage: Passage, claim: Claim) -> bool:
    """Whether the number sums up items that stand before it, so that it is no item beside them."""
    start, end = claim.place.start or 0, claim.place.end or 0
    number = re.search(r"[\d,，.]+\D{0,3}$", passage.text[start:end])
    return _SUBTOTAL.search(passage.text, max(0, start - 12), start + (number.start() if number else 0)) is not None


def parts_of(passage: Passage, total: Claim, following: Sequence[Claim], *, alone: bool = False) -> list[Claim]:
    """The items that “其中” or “包括” behind ``total`` lists, of its unit, from the claims ``following`` it.

    ``alone`` says that no number of its unit stands before it in the sentence: a colon or “分别为” then opens a list too.
    """
    if groups := _groups(passage, total, following, alone=alone):
        return groups
    parts: list[Claim] = []
    end = _behind(passage, total)
    for claim in following:
        if (claim.place.end or 0) <= end:
            continue
        between = passage.text[end : claim.place.end or 0]
        if is_change(claim) or (claim.unit == "%" and parts) or (len(parts) > 1 and is_subtotal(passage, claim)):
            end = claim.place.end or 0
            continue
        if (
            claim.unit != total.unit
            or claim.again
            or other_end(total, claim)
            or {claim.scope, total.scope} == _TWO_YEARS
        ):
            break
        if not parts and not _opens(passage, end, claim, alone=alone):
            return []
        if parts and (_INNER.search(between) or re.search("[；;（(]", _CLOSED.sub("", between))):
            break
        if parts and (carried_apart(total, parts, claim) or goes_on(parts, claim)):
            break
        if parts and _leaves_bracket(passage.text[parts[0].place.start or 0 : claim.place.start or 0]):
            break
        parts.append(claim)
        end = claim.place.end or 0
    return [] if _is_loose(passage, total, parts, alone=alone) else parts


def parts_in_brackets(passage: Passage, total: Claim, following: Sequence[Claim]) -> list[Claim]:
    """The items, two at least, that brackets right behind ``total`` list: “264条（网站164条、微信110条）”."""
    opened = re.compile(r"\s*[（(]([^（()）]*)[）)]").match(passage.text, total.place.end or 0)
    if opened is None or _NOT_ITEMS.search(opened[1]):
        return []
    inside = [claim for claim in following if (claim.place.end or 0) <= opened.end() and claim.unit != "%"]
    alike = all(claim.unit == total.unit and not is_change(claim) for claim in inside)
    steps = {tuple(STEP.findall(words_of(passage, part, before))) for before, part in pairwise((total, *inside))}
    # “（答复16件，办结14件）”: the same things at two steps.
    return inside if alike and len(inside) > 1 and len(steps) == 1 and "；" not in opened[1] else []


def items_before(passage: Passage, earlier: Sequence[Claim], total: Claim) -> list[Claim]:
    """The items that ``total`` sums up: at least three of its unit, one behind the other, before “合计” and the number."""
    items: list[Claim] = []
    follows = total
    for claim in reversed(earlier):
        between = passage.text[claim.place.end or 0 : follows.place.end or 0]
        if follows is total and not _SUM.match(between):
            return []
        if claim.unit != total.unit or not claim.exact or is_change(claim) or re.search("[；;]|其中", between):
            break
        items.insert(0, claim)
        follows = claim
    pair = len(items) == 2 and is_proposals(passage.text, items, earlier)
    return items if len(items) >= _FEWEST_ITEMS or pair else []


def _opens(passage: Passage, end: int, first: Claim, *, alone: bool) -> re.Match[str] | None:
    """What opens a list between ``end`` and its first item."""
    stop = first.place.end or 0
    return _WITHIN.match(passage.text, end, stop) or (_BEHIND_ONE.match(passage.text, end, stop) if alone else None)


def _is_loose(passage: Passage, total: Claim, parts: Sequence[Claim], *, alone: bool) -> bool:
    """Whether a colon stands before what is no list: one number, or one greater than that before the colon."""
    opened = _opens(passage, total.place.end or 0, parts[0], alone=alone) if parts else None
    return bool(opened and opened.lastgroup) and (len(parts) < 2 or any(part.value > total.value for part in parts))


def _groups(passage: Passage, total: Claim, following: Sequence[Claim], *, alone: bool) -> list[Claim]:
    """The first number of each group of a list divided by semicolons, whose items are divided again (“内有……；”)."""
    groups: list[list[Claim]] = []
    end = _behind(passage, total)
    for claim in following:
        if groups and is_subtotal(passage, claim):
            continue
        between = passage.text[end : claim.place.start or 0]
        if not groups or re.search("[；;]", between):
            groups.append([])
        elif not _INNER.search(words_of(passage, claim, groups[-1][0])):
            return []
        groups[-1].append(claim)
        end = claim.place.end or 0
    firsts = [group[0] for group in groups]
    if len(firsts) < _FEWEST_GROUPS or any(claim.unit != total.unit or is_change(claim) for claim in firsts):
        return []
    return firsts if _opens(passage, _behind(passage, total), firsts[0], alone=alone) else []


def is_proposals(text: str, items: Sequence[Claim], earlier: Sequence[Claim]) -> bool:
    """Whether the two items are proposals of deputies and of members of the conference: there are no others."""
    if len(items) != 2:
        return False
    start = max([0, *(claim.place.end or 0 for claim in earlier if claim not in items)])
    middle = items[0].place.end or 0
    first, second = text[start:middle], text[middle : items[1].place.end or 0]
    return ("建议" in first and "提案" in second) or ("提案" in first and "建议" in second)


def words_of(passage: Passage, part: Claim, before: Claim) -> str:
    """The words between the number before and that of ``part``."""
    return passage.text[before.place.end or 0 : part.place.end or 0]


def _behind(passage: Passage, total: Claim) -> int:
    """Where the text behind ``total`` goes on: behind the brackets that follow it at once, or that it stands in."""
    end = total.place.end or 0
    if opened := re.compile(r"\s*[（(][^（()）]*[）)]").match(passage.text, end):
        return opened.end() if not opened[0].lstrip(" （(").startswith("其中") else end
    return end


def _leaves_bracket(text: str) -> bool:
    """Whether ``text`` closes a bracket opened before it: “14件（其中来信10件，网络4件），办结12件” lists two items."""
    return re.search("[）)]", _CLOSED.sub("", text)) is not None
