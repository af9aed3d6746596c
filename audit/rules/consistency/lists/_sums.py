"""Decides whether the items of a list should add up to its total, or to the numbers named with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from audit.model import Claim, Passage
from audit.patterns import regex
from audit.rules.consistency.lists._kinds import APPLICANTS, OUTCOME, RESULTS, kind
from audit.rules.consistency.lists._lists import STEP, is_change, is_proposals, words_of
from audit.rules.consistency.lists._openings import divides_by, labels, names_all, opening, tells_some
from audit.rules.consistency.nearby import BRACKETS
from audit.text import Value, added, is_near_slip, is_slip, minus
from audit.words import TIMES, channels, measures, one_of

_THINGS = "".join(measures("papers", "issues", "cases", "others"))
#: Marks between items and behind them.
_ENUMERATED, _COMMA, _SEMICOLON = regex(r"\s*、"), regex("[，,]"), regex("[；;]")
_BEHIND_COMMA, _CLAUSE_END = regex(r"\s*[，,]"), regex("[。；;，,]")
#: A bracket that divides the number before it.
_BRACKET = regex(r"\s*[（(](?!其中)")
_OPEN = regex(r"等|包括|主要|包含|含|涉及|部分为|以上|另(?!行)")
#: An item of all that the others do not hold; “等” before its words belongs to its name.
_REST = regex(r"其[他它][^，,；;。\d]{0,10}[\d,，]+\w?$")
#: What is counted of the same things again: such an item may repeat what those before it counted.
_AGAIN = regex(f"同时|重复|交叉|兼|合计|共计|总计|累计|一并|另(?=[有外\\d])|此外|[{_THINGS}人]次|\\d次")
#: What says of a sentence that it counts the same things several times.
_OVERLAPS = regex(
    r"""
      (?<! [不无] ) (?<! 没有 ) (?<! 不存在 ) (?: 重复 (?! 申请 ) | 交叉 | 重叠 | 叠加 )    # they are counted twice
    | 同时 | 分别计 | 兼 (?! 顾 | 职 | 任 ) | 不止一[种个类]                              # one thing takes two forms
    | (?: 部分 | 有的 | 有些 | 个别 | 同一 ) [^，。；]{0,12} [^一单] [个种] (?: 以上 )? (?: 渠道 | 形式 | 方式 | 体裁 )
    | 多 [个种]? 渠道
    | 一 [\u4e00-\u9fff]{1,2} 多 [\u4e00-\u9fff]                                    # 一文多解, 一件多发
    """,
    re.VERBOSE,
)
#: Least total to which parts hardly come as near by chance as one misprinted digit does.
_LEAST_TELLING_TOTAL = 5_000
#: Kinds of items of which several may count the same applications.
_OF_APPLICATIONS = regex("applicants|results|applications")
_VERB = regex("结转|审结|办结|答复|办理|办复|收到|受理|制发")
#: What is taken up, and what then becomes of it.
_TAKEN = regex("受理|收件|收到|立案|登记")
_ENDED = regex("办结|审结|结案|答复|办理|作出|决定")
#: What begins a clause that says what was done with the things divided before it: “，全文公开8件”, “，转载12条”.
_DONE = regex("(?:全部|全文|均|已|都|并|被|主动|按期)*(公开|采用|采纳|转载|刊发|转发|满意|整改)")
#: How a matter is handled; beside it may stand what it is one of: “其中线上办理60件，即办件41件”.
_SERVED = regex("线上|网上|线下|窗口|掌上")
_WAY = regex(f"{_SERVED.pattern}|{one_of(channels('requests', 'publishing'))}|邮|来信|来访|热线|自助|报")
_CAME = {"applications.received.total", "applications.carried_in.total"}
_STEPS_OF_ALL = regex("concluded|answered|carried_out")


def exceeds(passage: Passage, total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the items, more than the total together, count nothing twice by all appearance: no list may do so."""
    listed = _listed(passage, total, parts)
    first = words_of(passage, parts[0], total)
    gaps = [words_of(passage, right, left) for left, right in pairwise(parts)]
    named = set(STEP.findall(first))
    parted = [gap for gap in gaps if not _ENUMERATED.match(gap)]
    steps = any(set(STEP.findall(gap)) - named for gap in parted)
    ways = _SERVED.search(first) is not None and any(not _WAY.search(gap) for gap in parted)
    again = total.unit in TIMES or _AGAIN.search(listed) is not None
    kinds = {kind(part) for part in parts} - {""}
    outcomes = {part.subject for part in parts if OUTCOME.fullmatch(part.subject or "")}
    if len(outcomes) == len(parts) > 1 and len(kinds) == 1:
        return True  # a case ends in one way
    totals = list(accumulate(part.value for part in parts))
    if kinds == _CAME and not _STEPS_OF_ALL.search(total.subject or ""):
        return True  # what came in is new or was left from last year, never both
    return not (steps or ways or again) and len(kinds) < 2 and total.value not in totals[:-1] and len(parts) > 1


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


def may_overlap(total: Claim) -> bool:
    """Whether the sentence of ``total`` says that the same things are counted several times."""
    return _OVERLAPS.search(total.sentence) is not None


def follow_on(passage: Passage, total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a later item is what became of an earlier one: “收件16930件，其中受理16721件、办结16443件”."""
    named = labels(passage, total, parts)
    first = next((at for at, label in enumerate(named) if _TAKEN.search(label)), None)
    return first is not None and any(map(_ENDED.search, named[first + 1 :]))


def is_open(passage: Passage, total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the list is one of examples (“等”, “包括”, “主要”), or of one item: its parts may be less than the total."""
    if names_all(passage, total, parts):
        return False
    if tells_some(passage, total, parts):
        return True
    start, end = parts[0].place.start or 0, _clause_end(passage, parts[-1])
    listed = passage.text[total.place.end or 0 : start] + BRACKETS.sub("", passage.text[start:end])
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
    whole = names_all(passage, total, parts) or _is_dealt_out(passage, total, parts, stated)
    highlights = highlights and not whole and not is_slip(total.value, stated)
    whole = whole or (total.value >= _LEAST_TELLING_TOTAL and is_near_slip(stated, total.value))
    together = _is_one_kind(parts) or row or applicants or whole or is_proposals(passage.text, parts, [total])
    return (
        (whole or total.scope != "sub_unit")
        and together
        and not highlights
        and (len(kinds - {""}) < 2 or (whole and not any(map(_OF_APPLICATIONS.match, kinds))))
        and not _is_divided(total, parts)
    )


def _is_dealt_out(passage: Passage, total: Claim, parts: Sequence[Claim], stated: Value) -> bool:
    """Whether a colon, “分别为”, “按渠道分，” or a bracket deals the total out to items named alike, three at least or near to it."""
    start, stop = total.place.end or 0, parts[0].place.end or 0
    bracket = _BRACKET.match(passage.text[start:stop]) is not None
    named = labels(passage, total, parts)
    alike = len({tuple(STEP.findall(label)) for label in named[1:]} | {tuple(STEP.findall(named[0]))}) == 1
    anew = divides_by(passage, total, parts[0])
    divided = anew or bracket or opening(passage.text, start, stop, alone=True) == "divided"
    goes_on = _goes_on(total.unit).match(passage.text, parts[-1].place.end or 0)
    gaps = {passage.text[left.place.end or 0 : right.place.end or 0].lstrip()[:1] for left, right in pairwise(parts)}
    near = is_near_slip(stated, total.value) or is_slip(stated, total.value)
    return divided and (alike or anew) and not goes_on and (len(parts) > 2 or near) and len(gaps - {"", *"和及与"}) == 1


@lru_cache
def _goes_on(unit: str) -> re.Pattern[str]:
    """What counts more in the same ``unit`` behind a semicolon of the same sentence."""
    return re.compile(rf"[^。]*；[^。；]*\d{re.escape(unit)}")


def _listed(passage: Passage, total: Claim, parts: Sequence[Claim]) -> str:
    """The text from the total to the end of the clause of the last item."""
    return passage.text[total.place.end or 0 : _clause_end(passage, parts[-1])]


def _clause_end(passage: Passage, last: Claim) -> int:
    """Where the clause ends in which ``last`` stands."""
    end = last.place.end or 0
    match = _CLAUSE_END.search(passage.text, end)
    return match.start() if match else len(passage.text)


def _starts_anew(passage: Passage, total: Claim, parts: Sequence[Claim], count: int) -> bool:
    """Whether the items from the count-th on are of another kind, or of a verb the earlier items do not have."""
    own, rest = ({kind(part) for part in some} for some in (parts[:count], parts[count:]))
    if "" not in own and kind(parts[count]) and not own & rest:
        return True
    before = parts[count - 1].place.end or 0
    clause = passage.text[before : _clause_end(passage, parts[count])]
    earlier = passage.text[total.place.end or 0 : before]
    verb = _VERB.search(clause)
    done = _DONE.match(_COMMA.split(passage.text[before : parts[count].place.end or 0])[-1].strip())
    if done and done[1] not in earlier:
        return True
    return verb is not None and verb[0] not in earlier and _BEHIND_COMMA.match(passage.text[before:]) is not None


def _second_division(passage: Passage, total: Claim, parts: Sequence[Claim]) -> Sequence[Claim]:
    """Items behind the first that add up to the total: “63件，其中线上办理60件，即办件41件，承诺件22件”.

    A comma, not “、”, parts them from the items around them, and the items are not all of one known kind.
    """
    if len({kind(part) for part in parts} - {""}) == 1 and all(map(kind, parts)):
        return ()
    if minus(added(part.value for part in parts), total.value) <= 0:
        return ()
    parted = [not _ENUMERATED.match(words_of(passage, right, left)) for left, right in pairwise(parts)]
    for start in range(1, len(parts) - 1):
        for stop in range(start + 2, len(parts) + 1):
            bounded = parted[start - 1] and (stop == len(parts) or parted[stop - 1])
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


def _is_one_row(passage: Passage, parts: Sequence[Claim]) -> bool:
    """Whether nothing but “、” stands behind the items, the last one left out, or semicolons part them all."""
    gaps = [passage.text[left.place.end or 0 : right.place.start or 0] + "、" for left, right in pairwise(parts)]
    return all(map(_ENUMERATED.match, gaps)) or all(map(_SEMICOLON.search, gaps))


def _is_one_kind(parts: Sequence[Claim]) -> bool:
    """Whether the items are both kinds of applicants, or several results of applications."""
    subjects = [part.subject or "" for part in parts]
    if all(s.startswith(APPLICANTS) and not s.endswith(".total") for s in subjects):
        both = {f"{APPLICANTS}natural", f"{APPLICANTS}organisations"} <= set(subjects)
        return both and len(parts) == 2
    return len(parts) > 2 and all(s.startswith(RESULTS) for s in subjects)
