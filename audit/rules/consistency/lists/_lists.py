"""Lists of figures in the text: which claims are the parts of a total, or the items that a total sums up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from audit.model import Claim, Passage
from audit.patterns import regex
from audit.rules.consistency.lists._kinds import carried_apart, goes_on, kind, other_end
from audit.rules.consistency.lists._openings import (
    NUMBER,
    all_of,
    are_kinds_of,
    counts_all,
    labels,
    leaves_over,
    make_a_whole,
    opening,
    opens_with_colon,
    sentence_start,
)
from audit.rules.consistency.nearby import BRACKETS, is_aside, is_inside, leaves_bracket
from audit.text import added, distance, is_near_slip, is_slip, minus
from audit.words import NUMERAL, YEAR, measures

_THINGS = "".join(measures("papers", "issues", "cases", "others"))
#: A bracket right behind a number, with what it holds.
_BRACKET_BEHIND = regex(r"\s*[（(]([^（()）]*)[）)]")
#: Marks between two numbers that part them: a semicolon, with a bracket that opens, or with a word that divides.
_STOPS, _STOPS_OR_OPENS, _STOPS_OR_DIVIDES = regex("[；;]"), regex("[；;（(]"), regex("[；;]|其中")
#: What begins with the first item beside a total, and with each further one: a few words up to a comma.
_FIRST_ITEM, _NEXT_ITEM = regex(r"[^，,、。；;：:\d]{0,8}[，,]"), regex(r"[^，,。；;：:\d]{0,8}[，,、]")
_INNER = regex("其中|内有|包括|包含|[，,]含")
#: Between the last item and the number that sums the items up.
_SUM = regex(
    rf"""
    [{_THINGS}]? \s* [，、,]? \s*                                     # the last item's measure
    (?: (?:以上)? (?:各项|各类)? (?:合计|共计|总计) [共为]? | (?<=[，,]) 共 (?=[\d，,.]+) )
    (?:主动)? (?:公开|发布|更新|刊发|收到|受理|办结|办理|答复)?          # what was done
    (?:各类|政府|政务|信息|文件|申请|依申请公开|事项)*                   # with what
    \s* [\d，,.]+ \s* \w{{0,2}} $
    """,
    re.VERBOSE,
)
#: Before a number that sums up items of a list before it, and is none itself: “部分公开9件，两项之和为14件”.
_SUBTOTAL = regex(
    rf"""
    (?: [{NUMERAL}] [项者类种笔] | 二者 | [，、；（(] (?: 小计|合计|共计|总计 ) )
    (?: 之和|相加|加起来|小计|合计|共计|总计|一共|共|计|为|达|是|有 )* $
    """,
    re.VERBOSE,
)
#: A mere “共” sums up a row alone, that has one item after another: not “2个街道、9个乡镇各建专区1个，共11个”.
_BARE_SUM, _ROW = regex(r"[，,]\s*共[\d，,.]"), regex(r"\s*、(?![^\d]*[各每])")
#: Between the last part of a year and the number of the whole of it: “下半年46件，全年共收到104件”.
_YEAR_SUM = regex(r"[，,；;、]\s*(?:全年|本年度?|合计|共计|总计|一?共)[^，。；;\d]{0,12}[\d，,.]+\s*\w{0,2}$")
_COMPARED, _TWO_YEARS = ("base", "step", "times", "whole", "mean"), {"report", "other_year"}
_FEWEST_ITEMS = _FEWEST_GROUPS = 3
#: Numbers behind a total that are looked at: no list has more.
_MOST_NUMBERS_BEHIND = 60
#: What stands beside the items of a list and is none: “另”, “同时”.
_BESIDES = regex("另|同时|此外|还|新增|减少|增加|废止|上年|去年|较|比上")
#: What says that a number is of all.
_ALL_TOLD = regex("共|总|合计|累计")
#: Least total whose parts hardly add up by chance, and characters of the longest name of a part in a row.
_LEAST_TELLING_TOTAL, _LONGEST_LABEL = 30, 16
#: What is done with a thing, one step behind the other.
STEP = regex(
    "(?:办结|答复|回复|办理|办复|结转|审结|受理|收到|采纳|整改|满意|完成|落实|转办|更新|点击|浏览|阅读|访问|转载)(?!结果|情况)"
)
#: What counts an item among more than the total: “其中8件按申请办理，已计入新收的104件”.
_COUNTED_IN = regex("计入|纳入|并入|归入|列入")
#: What adds up kinds named before it: “重复申请、信访举报投诉两种情形共743件”.
_ADDS_UP = regex(
    rf"""
    [、和及与] [^，。；、]{{1,16}}                                         # the last of the kinds
    [{NUMERAL}] (?: 大?类 | 种 | 项 | 者 | 个 ) [^，。；、\d]{{0,6}}       # how many they are
    (?: 合计 | 共计 | 总计 | 相加 | 之和 | 共 )
    """,
    re.VERBOSE,
)
_NOT_ITEMS = regex(rf"其中|上年|去年|{YEAR}年|同比|[较比]上")


def is_change(claim: Claim) -> bool:
    """Whether the claim compares with another year: it stands between a total and its parts and is neither."""
    return (claim.subject or "").startswith("change") or claim.scope == "change" or claim.role in _COMPARED


def is_subtotal(passage: Passage, claim: Claim) -> bool:
    """Whether the number sums up items that stand before it, so that it is no item beside them."""
    start, end = claim.place.start or 0, claim.place.end or 0
    number = NUMBER.search(passage.text[start:end])
    return _SUBTOTAL.search(passage.text, max(0, start - 12), start + (number.start() if number else 0)) is not None


def parts_of(
    passage: Passage, total: Claim, following: Sequence[Claim], *, alone: bool = False, anew: bool = False
) -> list[Claim]:
    """The items that “其中” or “包括” behind ``total`` lists, of its unit, from the claims ``following`` it.

    ``alone`` says that no number of its unit stands before it in the sentence: a colon or “分别为” then opens a list too.
    ``anew`` says that the sentence of ``following`` opens the list itself: “按渠道分，”.
    """
    following = following[:_MOST_NUMBERS_BEHIND]
    end = sentence_start(passage, following[0]) if anew else _behind(passage, total)
    if groups := _groups(passage, total, following, end, alone=alone, anew=anew):
        return groups
    parts: list[Claim] = []
    for claim in following:
        inside = is_inside(passage, parts[0], claim) if parts else is_aside(passage, total, claim)
        if (claim.place.end or 0) <= end or inside:
            continue
        share = claim.unit == "%" and (parts or claim.sentence == total.sentence)
        if is_change(claim) or share or (len(parts) > 1 and is_subtotal(passage, claim)):
            end = claim.place.end or 0
            continue
        if (
            claim.unit != total.unit
            or claim.reference
            or other_end(total, claim)
            or {claim.scope, total.scope} == _TWO_YEARS
        ):
            break
        if not parts and not anew and not opening(passage.text, end, claim.place.end or 0, alone=alone):
            return []
        between = BRACKETS.sub("", passage.text[end : claim.place.end or 0]) if parts else ""
        if parts and (_INNER.search(between) or _COUNTED_IN.search(between) or _STOPS_OR_OPENS.search(between)):
            break
        if parts and (carried_apart(total, parts, claim) or goes_on(parts, claim)):
            break
        if parts and leaves_bracket(passage.text[parts[0].place.start or 0 : claim.place.start or 0]):
            break
        parts.append(claim)
        end = claim.place.end or 0
    parts = parts[: all_of(passage, total, parts) or len(parts)]
    return [] if _is_loose(passage, total, parts, alone=alone, anew=anew) else parts


def parts_beside(passage: Passage, total: Claim, following: Sequence[Claim]) -> list[Claim]:
    """The items that follow a total without a word that says that they are its parts: “共84篇，文字45篇、图文26篇、视频13篇”.

    They are such only where the words say that they are all, or where three or more alike stand in a row behind “共”, and
    they add up, one misprinted digit apart at most. What the tables hold is not read so: what came in and what was answered follow each other there.
    """
    parts: list[Claim] = []
    end = total.place.end or 0
    for claim in following[:_MOST_NUMBERS_BEHIND]:
        if is_change(claim) or claim.unit == "%" or is_inside(passage, total, claim):
            continue
        between = BRACKETS.sub("", passage.text[end : claim.place.end or 0])
        if claim.unit != total.unit or not (_NEXT_ITEM if parts else _FIRST_ITEM).match(between):
            break
        parts.append(claim)
        end = claim.place.end or 0
    kinds = {kind(one) for one in (total, *parts)} - {""}
    if len(parts) < 2 or len(kinds) > 1 or _is_greater(total, parts):
        return []
    named = labels(passage, total, parts)
    if _sums_up_others(passage, total, named):
        return []
    by_name = make_a_whole(named)
    alike = len({tuple(STEP.findall(label)) for label in named}) == 1 and not any(map(_BESIDES.search, named))
    if not (by_name or alike):
        return []
    stated = added(part.value for part in parts)
    row = len(parts) >= _FEWEST_ITEMS and total.value >= _LEAST_TELLING_TOTAL and max(map(len, named)) <= _LONGEST_LABEL
    counted_all = counts_all(passage, total, parts) or (leaves_over(named[-1]) and not kinds)
    near = is_near_slip(stated, total.value) or is_slip(stated, total.value)
    near = near or any(part.value > total.value for part in parts)
    if counted_all:
        near = near or by_name or 2 * distance(stated, total.value) <= total.value
    kinds_of_it = not kinds and are_kinds_of(total, named)
    return (
        parts if (counted_all or kinds_of_it or (row and not kinds and _ALL_TOLD.search(total.text))) and near else []
    )


def _sums_up_others(passage: Passage, total: Claim, named: Sequence[str]) -> bool:
    """Whether ``total`` adds up kinds that stand before it and that the items of these names are not."""
    before = passage.text[sentence_start(passage, total) : total.place.end or 0]
    return _ADDS_UP.search(before) is not None and not any(label and label in before for label in named)


def _is_greater(total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether an item is greater than the total, unless one misprinted digit makes it so."""
    for part in parts:
        due = minus(total.value, added(one.value for one in parts if one is not part))
        if part.value > total.value and not (due >= 0 and is_slip(part.value, due)):
            return True
    return False


def parts_in_brackets(passage: Passage, total: Claim, following: Sequence[Claim]) -> list[Claim]:
    """The items, two at least, that brackets right behind ``total`` list: “264条（网站164条、微信110条）”."""
    opened = _BRACKET_BEHIND.match(passage.text, total.place.end or 0)
    if opened is None or _NOT_ITEMS.search(opened[1]):
        return []
    inside = [claim for claim in following if (claim.place.end or 0) <= opened.end() and claim.unit != "%"]
    alike = all(claim.unit == total.unit and not is_change(claim) for claim in inside)
    steps = {tuple(STEP.findall(words_of(passage, part, before))) for before, part in pairwise((total, *inside))}
    # “（答复16件，办结14件）”: the same things at two steps.
    return inside if alike and len(inside) > 1 and len(steps) == 1 and "；" not in opened[1] else []


def items_before(passage: Passage, earlier: Sequence[Claim], total: Claim) -> list[Claim]:
    """The items before “合计” and ``total`` that it sums up: three or more in a row, or two where they are 建议 and 提案."""
    items: list[Claim] = []
    follows = total
    bare = bool(earlier) and _BARE_SUM.match(passage.text, earlier[-1].place.end or 0) is not None
    for claim in reversed(earlier):
        between = passage.text[claim.place.end or 0 : follows.place.end or 0]
        if follows is total and not _SUM.match(between):
            return []
        if claim.unit != total.unit or not claim.exact or is_change(claim) or _STOPS_OR_DIVIDES.search(between):
            break
        if bare and follows is not total and not _ROW.match(between):
            break
        items.insert(0, claim)
        follows = claim
    pair = len(items) == 2 and is_proposals(passage.text, items, earlier)
    return items if len(items) >= _FEWEST_ITEMS or pair else []


def parts_of_year(passage: Passage, earlier: Sequence[Claim], total: Claim) -> list[Claim]:
    """The numbers right before ``total`` that are those of the halves or the quarters of its year, counted alike."""
    if not earlier or not _YEAR_SUM.match(passage.text[earlier[-1].place.end or 0 : total.place.end or 0]):
        return []
    for count in (2, 4):
        items = list(earlier[-count:])
        alike = all(c.unit == total.unit and c.exact and c.scope == "part_year" for c in items)
        if len(items) < count or not alike or any(c.subject not in (None, total.subject) for c in items):
            continue
        start = sentence_start(passage, items[0]) if len(earlier) == count else (earlier[-count - 1].place.end or 0)
        before = replace(items[0], place=items[0].place._replace(start=start, end=start))
        if make_a_whole(labels(passage, before, items)):
            return items
    return []


def _is_loose(passage: Passage, total: Claim, parts: Sequence[Claim], *, alone: bool, anew: bool) -> bool:
    """Whether a colon or “从渠道看，” stands before what is no list: one number, or one greater than the total."""
    first = parts[0].place.end or 0 if parts else 0
    loose = anew or (alone and parts and opens_with_colon(passage.text, total.place.end or 0, first))
    known = any(kind(part) and (total.subject or "").startswith(kind(part)) for part in parts)
    return bool(loose) and (len(parts) < 2 or (not known and any(part.value > total.value for part in parts)))


def _groups(
    passage: Passage, total: Claim, following: Sequence[Claim], end: int, *, alone: bool, anew: bool
) -> list[Claim]:
    """The first number of each group of a list divided by semicolons, whose items are divided again (“内有……；”)."""
    if not following or not (anew or opening(passage.text, end, following[0].place.end or 0, alone=alone)):
        return []
    groups: list[list[Claim]] = []
    for claim in following:
        if groups and is_subtotal(passage, claim):
            continue
        between = passage.text[end : claim.place.start or 0]
        if not groups or _STOPS.search(between):
            groups.append([])
        elif not _INNER.search(words_of(passage, claim, groups[-1][0])):
            return []
        groups[-1].append(claim)
        end = claim.place.end or 0
    firsts = [group[0] for group in groups]
    if len(firsts) < _FEWEST_GROUPS or any(claim.unit != total.unit or is_change(claim) for claim in firsts):
        return []
    return firsts


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
    if opened := _BRACKET_BEHIND.match(passage.text, end):
        return opened.end() if not opened[0].lstrip(" （(").startswith("其中") else end
    return end
