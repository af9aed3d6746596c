"""Lists of figures in the text: which claims are the parts of a total, and whether they are meant to add up to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from audit.model import Claim, Passage
from audit.rules.consistency._kinds import APPLICANTS, OUTCOME, RESULTS, carried_apart, goes_on, kind, other_end
from audit.text import Value, added, minus
from audit.words import NUMERAL, TIMES, YEAR, measures

_THINGS = "".join(measures("papers", "issues", "cases", "others"))
_WITHIN = re.compile(r"[^。；;)）]{0,12}(?:其中|内有)|[^。；;)），,、\d]{0,4}[，,]?\s*(?:主要|具体)?(?:包括|包含)")
#: What opens a list only behind the sole number of its unit: “264条：…”, “264条，分别为…”, “264条。其中，…”.
_BEHIND_ONE = re.compile(
    r"\s*[，,：:]?\s*(?:按[^，,。；;\d]{1,6}|具体|依次|情形|原因|理由|各类?)?分别(?:为|是)|[^。；;)）\d]{0,12}[。；;]\s*其中|\s*(?P<colon>[：:])"
)
_INNER = re.compile("其中|内有|包括|包含|[，,]含")
_OPEN = re.compile(r"等|包括|主要|包含|含|涉及|部分为|以上|另")
#: An item of all that the others do not hold; “等” before its words belongs to its name.
_REST = re.compile(r"其[他它][^，,；;。\d]{0,10}[\d,，]+\w?$")
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
#: What is counted of the same things again: such an item may repeat what those before it counted.
_AGAIN = re.compile(f"同时|重复|交叉|兼|合计|共计|总计|累计|[{_THINGS}人]次|\\d次")
_STEP = re.compile(
    "(?:办结|答复|回复|办理|办复|结转|审结|受理|收到|采纳|整改|满意|完成|落实|转办|更新|点击|浏览|阅读|访问|转载)(?!结果|情况)"
)
#: How a matter is handled; beside it may stand what it is one of: “其中线上办理60件，即办件41件”.
_SERVED = re.compile("线上|网上|线下|窗口|掌上")
_WAY = re.compile(
    f"{_SERVED.pattern}|网络|网站|平台|现场|当面|信函|邮|来信|来访|电话|热线|自助|微信|微博|公众号|传真|报"
)
_NOT_ITEMS = re.compile(rf"其中|上年|去年|{YEAR}年|同比|[较比]上")
_VERB = re.compile("结转|审结|办结|答复|办理|办复|收到|受理|制发")
#: What begins a clause that says what was done with the things divided before it: “，全文公开8件”, “，转载12条”.
_DONE = re.compile("(?:全部|全文|均|已|都|并|被|主动|按期)*(公开|采用|采纳|转载|刊发|转发|满意|整改)")
_CAME = {"applications.received.total", "applications.carried_in.total"}
_STEPS_OF_ALL = re.compile("concluded|answered|carried_out")


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
    steps = {tuple(_STEP.findall(_words_of(passage, part, before))) for before, part in pairwise((total, *inside))}
    # “（答复16件，办结14件）”: the same things at two steps.
    return inside if alike and len(inside) > 1 and len(steps) == 1 and "；" not in opened[1] else []


def exceeds(passage: Passage, total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the items, more than the total together, count nothing twice by all appearance: no list may do so."""
    listed = _listed(passage, total, parts)
    first = _words_of(passage, parts[0], total)
    gaps = [_words_of(passage, right, left) for left, right in pairwise(parts)]
    named = set(_STEP.findall(first))
    apart = [gap for gap in gaps if not re.match(r"\s*、", gap)]
    steps = any(set(_STEP.findall(gap)) - named for gap in apart)
    ways = _SERVED.search(first) is not None and any(not _WAY.search(gap) for gap in apart)
    again = total.unit in TIMES or _AGAIN.search(listed) is not None
    kinds = {kind(part) for part in parts} - {""}
    outcomes = {part.subject for part in parts if OUTCOME.fullmatch(part.subject or "")}
    if len(outcomes) == len(parts) > 1 and len(kinds) == 1:
        return True  # a case ends in one way
    totals = list(accumulate(part.value for part in parts))
    if kinds == _CAME and not _STEPS_OF_ALL.search(total.subject or ""):
        return True  # what came in is new or was left from last year, never both
    return not (steps or ways or again) and len(kinds) < 2 and total.value not in totals[:-1] and len(parts) > 1


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
    pair = len(items) == 2 and _is_proposals(passage.text, items, earlier)
    return items if len(items) >= _FEWEST_ITEMS or pair else []


def own_parts(passage: Passage, total: Claim, parts: Sequence[Claim]) -> Sequence[Claim]:
    """The items that are the total's own: fewer than all only where the rest clearly starts another list, or where items
    behind the first divide the total a second time and add up to it.
    """
    values = list(accumulate(part.value for part in parts))
    for count, value in enumerate(values[:-1], 1):
        if value == total.value and _starts_anew(passage, total, parts, count):
            return parts[:count]
    return _second_division(passage, total, parts) or parts


def divides_several(total: Claim, earlier: Sequence[Claim], parts: Sequence[Claim]) -> bool:
    """Whether the first items, two at least, add up to ``total`` and the numbers named with it right before it."""
    whole, wholes = total.value, set[Value]()
    for claim in reversed(earlier):
        if claim.unit != total.unit or is_change(claim) or not claim.exact:
            break
        whole = added((whole, claim.value))
        wholes.add(whole)
    return not wholes.isdisjoint(list(accumulate(part.value for part in parts))[1:])


def is_open(passage: Passage, total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the list is one of examples (“等”, “包括”, “主要”), or of one item: its parts may be less than the total."""
    listed = _listed(passage, total, parts)
    if _REST.search(passage.text[: parts[-1].place.end or 0]):
        listed = listed.replace("等", "")
    return bool(_OPEN.search(listed)) or len(parts) == 1


def is_complete(passage: Passage, total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the items of a list that is not open should for certain add up to the total."""
    listed, stated = _listed(passage, total, parts), added(part.value for part in parts)
    difference = minus(stated, total.value)
    row = _is_one_row(passage, parts) and (difference > 0 or len(parts) > 2) and "结转" not in listed
    kinds = {kind(part) for part in parts}
    applicants = difference > 0 and kinds == {"applicants"}
    highlights = difference < 0 and 2 * stated < total.value and (len(kinds) > 1 or kinds == {""})
    together = _is_one_kind(parts) or row or applicants or _is_proposals(passage.text, parts, [total])
    return (
        total.scope != "sub_unit"
        and together
        and not highlights
        and len(kinds - {""}) < 2
        and not _is_divided(total, parts)
    )


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
        elif not _INNER.search(_words_of(passage, claim, groups[-1][0])):
            return []
        groups[-1].append(claim)
        end = claim.place.end or 0
    firsts = [group[0] for group in groups]
    if len(firsts) < _FEWEST_GROUPS or any(claim.unit != total.unit or is_change(claim) for claim in firsts):
        return []
    return firsts if _opens(passage, _behind(passage, total), firsts[0], alone=alone) else []


def _is_proposals(text: str, items: Sequence[Claim], earlier: Sequence[Claim]) -> bool:
    """Whether the two items are proposals of deputies and of members of the conference: there are no others."""
    if len(items) != 2:
        return False
    start = max([0, *(claim.place.end or 0 for claim in earlier if claim not in items)])
    middle = items[0].place.end or 0
    first, second = text[start:middle], text[middle : items[1].place.end or 0]
    return ("建议" in first and "提案" in second) or ("提案" in first and "建议" in second)


def _words_of(passage: Passage, part: Claim, before: Claim) -> str:
    """The words between the number before and that of ``part``."""
    return passage.text[before.place.end or 0 : part.place.end or 0]


def _listed(passage: Passage, total: Claim, parts: Sequence[Claim]) -> str:
    """The text from the total to the end of the clause of the last item."""
    return passage.text[total.place.end or 0 : _clause_end(passage, parts[-1])]


def _behind(passage: Passage, total: Claim) -> int:
    """Where the text behind ``total`` goes on: behind the brackets that follow it at once, or that it stands in."""
    end = total.place.end or 0
    if opened := re.compile(r"\s*[（(][^（()）]*[）)]").match(passage.text, end):
        return opened.end() if not opened[0].lstrip(" （(").startswith("其中") else end
    return end


def _leaves_bracket(text: str) -> bool:
    """Whether ``text`` closes a bracket opened before it: “14件（其中来信10件，网络4件），办结12件” lists two items."""
    return re.search("[）)]", _CLOSED.sub("", text)) is not None


def _starts_anew(passage: Passage, total: Claim, parts: Sequence[Claim], count: int) -> bool:
    """Whether the items from the count-th on are of another kind, or of a verb the earlier items do not have."""
    own, rest = ({kind(part) for part in some} for some in (parts[:count], parts[count:]))
    if "" not in own and kind(parts[count]) and not own & rest:
        return True
    before = parts[count - 1].place.end or 0
    clause = passage.text[before : _clause_end(passage, parts[count])]
    earlier = passage.text[total.place.end or 0 : before]
    verb = _VERB.search(clause)
    done = _DONE.match(re.split("[，,]", passage.text[before : parts[count].place.end or 0])[-1].strip())
    if done and done[1] not in earlier:
        return True
    return verb is not None and verb[0] not in earlier and re.match(r"\s*[，,]", passage.text[before:]) is not None


def _second_division(passage: Passage, total: Claim, parts: Sequence[Claim]) -> Sequence[Claim]:
    """Items behind the first that add up to the total: “63件，其中线上办理60件，即办件41件，承诺件22件”.

    A comma, not “、”, parts them from the items around them, and the items are not all of one known kind.
    """
    if len({kind(part) for part in parts} - {""}) == 1 and all(map(kind, parts)):
        return ()
    if minus(added(part.value for part in parts), total.value) <= 0:
        return ()
    apart = [not re.match(r"\s*、", _words_of(passage, right, left)) for left, right in pairwise(parts)]
    for start in range(1, len(parts) - 1):
        for stop in range(start + 2, len(parts) + 1):
            bounded = apart[start - 1] and (stop == len(parts) or apart[stop - 1])
            if bounded and added(part.value for part in parts[start:stop]) == total.value:
                return parts[start:stop]
    return ()


def _is_divided(total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the first items make the total, and the rest may divide the total again or one of the first."""
    values = [part.value for part in parts]
    return any(
        added(values[:count]) == total.value
        and (
            added(values[count:]) in (total.value, *values[:count])
            or _organisations(parts[:count]) >= added(values[count:])
        )
        for count in range(1, len(values))
    )


def _organisations(parts: Sequence[Claim]) -> Value:
    """How many of the applications listed are those of organisations."""
    return added(part.value for part in parts if part.subject == f"{APPLICANTS}organisations")


def _clause_end(passage: Passage, last: Claim) -> int:
    """Where the clause ends in which ``last`` stands."""
    end = last.place.end or 0
    match = re.compile("[。；;，,]").search(passage.text, end)
    return match.start() if match else len(passage.text)


def _is_one_row(passage: Passage, parts: Sequence[Claim]) -> bool:
    """Whether nothing but “、” stands behind the items, the last one left out, or semicolons part them all."""
    gaps = [passage.text[left.place.end or 0 : right.place.start or 0] + "、" for left, right in pairwise(parts)]
    return all(re.match(r"\s*、", gap) for gap in gaps) or all(re.search("[；;]", gap) for gap in gaps)


def _is_one_kind(parts: Sequence[Claim]) -> bool:
    """Whether the items are both kinds of applicants, or several results of applications."""
    subjects = [part.subject or "" for part in parts]
    if all(s.startswith(APPLICANTS) and not s.endswith(".total") for s in subjects):
        both = {f"{APPLICANTS}natural", f"{APPLICANTS}organisations"} <= set(subjects)
        return both and len(parts) == 2
    return len(parts) > 2 and all(s.startswith(RESULTS) for s in subjects)
