"""正文列举的分项与总数不合

依据：{内容条}、{不准确}。“其中”后逐项列举的数字属于同一总数，应能相加；实际报告也有不完全列举的，故列为疑点。
核对：“总数，其中……”的同单位数字（“其中”写在下一句开头、总数后紧接括号、冒号、“分别为”“依次为”“分为”“即”“按渠道分”“从栏目看”“包括”“内有”的亦同；写在括号内的，到括号结束为止）：顿号或分号连接的封闭列举或同一类分项，写明项数（“两个渠道”“三类”）、末项为其余、分上下半年或各季度、各项名称已在总数之前并列的，各项之和与总数比较；带“等”“包括”“主要”“含”“最多”的开放列举，以及是否列全不能确定的列举，各项之和不得超过总数；总数和所列各项分别与表格相应各格相同的，属于择要列举，亦同。没有“其中”等词的，写明项数、分上下半年、末项为剩余，或者“共”之后逐项列出、各项之和与总数接近的，亦与总数比较。先逐项列出、后写“合计”“共计”的，各项之和（或紧接合计的若干项之和）与合计比较；先写上下半年或各季度、后写全年的，先列出三项以上、紧接“共几件”的，亦同。“各1件”按其前名称的个数计入。前若干项之和等于总数、其后明确另起一类（另一动词、结转或办理结果等）的，只以前若干项判为相符；其后以逗号隔开的若干项另作一种分法、恰等于总数的，亦判为相符。
不判：约数；只列一项且不超过总数的不判不足；分项可能重复计算（次数、同时、分别计数、另一办理环节等）的不判超过；两项之和小于总数（建议、提案两项和写明项数等可知列全的除外）、分项之和不足总数一半（可能只举其要）、分项可能交叉、其后各项可能是总数另一种分法或前项细分的只列出数字，不判不符；分项中再分“其中”的、各项等于前面并列几个总数之和的不判。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.document import whole
from audit.findings import Listing, ListResult
from audit.model import Claim, Passage
from audit.rules.consistency.comparison import text_evidence, text_side
from audit.rules.consistency.lists import (
    completed,
    dealt,
    divides_anew,
    divides_several,
    exceeds,
    follow_on,
    is_change,
    is_complete,
    is_of_each,
    is_open,
    is_selection,
    items_before,
    may_overlap,
    own_parts,
    parts_beside,
    parts_in_brackets,
    parts_of,
    parts_of_year,
    plain,
)
from audit.rules.consistency.nearby import by_sentence
from audit.rules.kit import Case, Outcome, Verdict, rule
from audit.text import added

#: The verdict on each result that is not open.
_VERDICTS: dict[ListResult, Verdict] = {
    "agrees": "pass",
    "below": "pass",
    "one_greater": "fail",
    "exceeds": "fail",
    "differs": "fail",
}


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per list in the text."""
    number = 0
    last: list[Claim] = []
    for printed, claims in by_sentence(case):
        passage = plain(printed)
        if last and whole(last[-1].place) != whole(claims[0].place):
            last = []
        carried = _divided_before(passage, last, claims)
        if carried is not None:
            number += 1
            yield _judge(case, passage, *carried, f"list#{number}")
        # “按渠道分，……。按主题分，……。”: what is divided again is the same.
        last = [carried[0]] if carried and divides_anew(passage, claims[0]) else claims
        for index, total in enumerate(claims):
            if is_change(total) or is_of_each(passage, total):
                continue
            following = claims[index + 1 :]
            alone = _is_alone(total, claims[:index]) and not (carried and total in carried[1])
            parts = parts_of(passage, total, following, alone=alone) or parts_in_brackets(passage, total, following)
            beside = parts_beside(passage, total, following) if alone and not parts else []
            if _is_exact(total, beside):
                number += 1
                yield _judge(case, passage, total, beside, f"list#{number}", whole=True)
                continue
            if _is_exact(total, parts):
                if not _is_of_several(total, claims[:index], parts):
                    number += 1
                    yield _judge(case, passage, total, _read_on(passage, total, parts, following), f"list#{number}")
            elif total.exact and (before := _before(passage, claims[:index], total)):
                number += 1
                yield _judge_sum(case, total, before, f"list#{number}")


def _before(passage: Passage, earlier: Sequence[Claim], total: Claim) -> list[Claim]:
    """The numbers that ``total`` sums up: parts of its year, or the items of a list."""
    return parts_of_year(passage, earlier, total) or items_before(passage, earlier, total)


def _divided_before(
    passage: Passage, last: Sequence[Claim], claims: Sequence[Claim]
) -> tuple[Claim, Sequence[Claim]] | None:
    """The number of the sentence before, ``last``, that the list which opens this one divides, and the list's items."""
    if not last:
        return None
    if divides_anew(passage, claims[0]):
        same = [claim for claim in last if claim.unit == claims[0].unit and not is_change(claim)]
        if len(same) != 1:
            return None
        total, parts = same[0], parts_of(passage, same[0], claims, anew=True)
    else:
        total, parts = last[-1], parts_of(passage, last[-1], claims, alone=_is_alone(last[-1], last[:-1]))
    return (total, _read_on(passage, total, parts, claims)) if _is_exact(total, parts) else None


def _is_exact(total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether there is a list whose total and items are all exact numbers."""
    certain = all(one.exact and not (one.bound and one.bound.rule == "torn") for one in (total, *parts))
    return bool(parts) and total.unit not in ("", "%") and certain


def _read_on(passage: Passage, total: Claim, parts: Sequence[Claim], following: Sequence[Claim]) -> Sequence[Claim]:
    """The items, read on where they are less than the total and those behind them make it up exactly."""
    short = added(part.value for part in parts) < total.value
    return (completed(passage, total, parts, following) if short else []) or parts


def _is_alone(total: Claim, earlier: Sequence[Claim]) -> bool:
    """Whether no number of its unit stands before ``total`` in the sentence, so that what follows divides it alone."""
    return not is_change(total) and all(claim.unit != total.unit for claim in earlier)


def _is_of_several(total: Claim, earlier: Sequence[Claim], parts: Sequence[Claim]) -> bool:
    """Whether the items, too many for ``total``, may be of the numbers before it as well: “制发2件，废止1件，其中代拟3件”."""
    if divides_several(total, earlier, parts):
        return True
    stated = added(part.value for part in parts)
    route = (total.subject or "").startswith("litigation.suit_")
    others = (claim for claim in earlier if claim.unit == total.unit and not is_change(claim))
    # Suits of all kinds are not divided beside those of one kind, which are among them.
    together = added(claim.value for claim in others if not (route and claim.subject == "litigation.suit.total"))
    known = (total.subject or "").startswith("applications.")
    return not known and total.value < stated <= total.value + together


def _judge(
    case: Case, passage: Passage, total: Claim, parts: Sequence[Claim], locus: str, *, whole: bool = False
) -> Outcome:
    """Hold the items that “其中” lists against their total; ``whole`` says that they are surely all."""
    parts = own_parts(passage, total, dealt(passage, total, parts))
    places = (text_evidence(total), *map(text_evidence, dict.fromkeys(parts)))
    result, sure = _result(passage, total, parts, whole=whole)
    if result in ("differs", "unlisted") and not whole and added(part.value for part in parts) < total.value:
        result, sure = ("below", 1.0) if is_selection(case, (total, *parts)) else (result, sure)
    facts = Listing(text_side(total), tuple(map(text_side, parts)), result)
    return case.outcome(_VERDICTS.get(result, "undecided"), facts, locus, places, confidence=sure)


def _result(passage: Passage, total: Claim, parts: Sequence[Claim], *, whole: bool) -> tuple[ListResult, float]:
    """What comes of the list, and how sure that is."""
    together = added(part.value for part in parts)
    if any(part.value > total.value for part in parts):
        return "one_greater", 0.9
    if total.value == together:
        return "agrees", 1.0
    if together > total.value and (may_overlap(total) or follow_on(passage, total, parts)):
        return "may_cross", 0.5
    if whole:
        return "differs", 0.7
    if is_open(passage, total, parts):
        if together <= total.value:
            return "below", 1.0
        return ("exceeds", 0.7) if exceeds(passage, total, parts) else ("may_cross", 0.5)
    if is_complete(passage, total, parts):
        return "differs", 0.8
    if together < total.value:
        return "unlisted", 0.5
    return ("differs", 0.7) if exceeds(passage, total, parts) else ("differs_crossing", 0.5)


def _judge_sum(case: Case, total: Claim, items: Sequence[Claim], locus: str) -> Outcome:
    """Hold “合计” against the items before it, all of them or those right before it."""
    places = (text_evidence(total), *(text_evidence(item) for item in items))
    for start in range(len(items) - 1):
        if added(item.value for item in items[start:]) == total.value:
            facts = Listing(text_side(total), tuple(map(text_side, items[start:])), "agrees", before=True)
            return case.outcome("pass", facts, locus, places)
    facts = Listing(text_side(total), tuple(map(text_side, items)), "differs", before=True)
    return case.outcome("fail", facts, locus, places, confidence=0.8)
