"""正文列举的分项与总数不合

依据：《政府信息公开条例》第五十条、国办公开办函〔2021〕30号（内容不准确并造成不良后果的，按《条例》第四十七条处理）。“其中”后逐项列举的数字属于同一总数，应能相加；实际报告也有不完全列举的，故列为疑点。
核对：同一句内“总数，其中……”的同单位数字（写在括号内的，到括号结束为止）：顿号连接的封闭列举或同一类分项，各项之和与总数比较；带“等”“包括”“主要”“含”的开放列举，各项不得超过总数。先逐项列出、后写“合计”“共计”的，各项之和（或紧接合计的若干项之和）与合计比较。前若干项之和等于总数、其后明确另起一类（另一动词、结转或办理结果等）的，只以前若干项判为相符。
不判：约数；只列一项且不超过总数的不判不足；两项之和小于总数、分项之和不足总数一半（可能只举其要）、分项可能交叉、其后各项可能是总数另一种分法或前项细分的只列出数字，不判不符；分项中再分“其中”的不判。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

from audit.findings import Outcome
from audit.model import Claim, Passage
from audit.rules import Case, rule
from audit.rules._compare import terms
from audit.rules.consistency._claim import by_sentence, minus, text_evidence
from audit.text import Value, show

_WITHIN = re.compile(r"[^。；;)）]{0,12}其中")
_OPEN = re.compile(r"等|包括|主要|包含|含|涉及|部分为|以上|另")
#: An insertion that ends before the number: “乡镇（街道）35件”.
_CLOSED = re.compile(r"[（(][^（()）]*[）)]")
#: Between the last item and the number that sums the items up.
_SUM = re.compile(
    r"[条件起宗份次项个篇期]?\s*[，、,]?\s*(?:以上)?(?:各项|各类)?(?:合计|共计|总计)[共为]?(?:主动)?"
    r"(?:公开|发布|更新|刊发|收到|受理|办结|办理|答复)?(?:各类|政府|政务|信息|文件|申请|依申请公开|事项)*\s*[\d，,.]+\s*\w{0,2}$"
)
_FEWEST_ITEMS = 3
_VERB = re.compile("结转|审结|办结|答复|办理|办复|收到|受理|制发")
_APPLICANTS = "applications.received."
#: What happens to applications after they were received.
_STEPS = ("applications.carried_", "applications.concluded", "applications.answered", "applications.handled")
_RESULTS = tuple(
    f"applications.{result}" for result in ("granted", "partial", "refused", "unavailable", "rejected", "other")
)


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per list in the text."""
    number = 0
    for passage, claims in by_sentence(case):
        for index, total in enumerate(claims):
            if _changes(total):
                continue
            parts = _parts(passage, total, claims[index + 1 :])
            if parts and total.unit and total.exact and all(part.exact for part in parts):
                number += 1
                outcome = _judge(case, passage, total, parts, f"list#{number}")
                if outcome is not None:
                    yield outcome
            elif (before := _summed(passage, claims[:index], total)) and total.exact:
                number += 1
                yield _judge_sum(case, total, before, f"list#{number}")


def _parts(passage: Passage, total: Claim, following: Sequence[Claim]) -> list[Claim]:
    parts: list[Claim] = []
    end = _behind(passage, total)
    for claim in following:
        if (claim.place.end or 0) <= end:
            continue
        between = passage.text[end : claim.place.end or 0]
        if _changes(claim) or (claim.unit == "%" and parts):
            end = claim.place.end or 0
            continue
        if claim.unit != total.unit or _other_end(total, claim):
            break
        if not parts and not _WITHIN.match(passage.text, end, claim.place.end or 0):
            return []
        if parts and ("其中" in between or re.search("[；;（(]", _CLOSED.sub("", between))):
            break
        if parts and (_carried_apart(total, parts, claim) or _goes_on(parts, claim)):
            break
        if parts and _leaves_bracket(passage.text[parts[0].place.start or 0 : claim.place.start or 0]):
            break
        parts.append(claim)
        end = claim.place.end or 0
    return parts


def _summed(passage: Passage, earlier: Sequence[Claim], total: Claim) -> list[Claim]:
    """The items that ``total`` sums up: at least three of its unit, one behind the other, before “合计” and the number."""
    items: list[Claim] = []
    follows = total
    for claim in reversed(earlier):
        between = passage.text[claim.place.end or 0 : follows.place.end or 0]
        if follows is total and not _SUM.match(between):
            return []
        if claim.unit != total.unit or not claim.exact or _changes(claim) or re.search("[；;]|其中", between):
            break
        items.insert(0, claim)
        follows = claim
    return items if len(items) >= _FEWEST_ITEMS else []


def _judge_sum(case: Case, total: Claim, items: Sequence[Claim], locus: str) -> Outcome:
    places = (text_evidence(total), *(text_evidence(item) for item in items))
    for start in range(len(items) - 1):
        values = [item.value for item in items[start:]]
        if sum(values) == total.value:
            message = f"正文“{total.text}”，之前各项 {terms(values)} = {show(total.value)}，与合计相符"
            return case.outcome("pass", message, locus, places, expected=total.value, actual=total.value)
    values = [item.value for item in items]
    difference = minus(sum(values), total.value)
    gap = show(max(difference, minus(0, difference)))
    message = f"正文“{total.text}”，之前各项 {terms(values)} = {show(sum(values))}，与合计差 {gap}"
    details: dict[str, Any] = {"expected": total.value, "actual": sum(values), "difference": difference}
    return case.outcome("fail", message, locus, places, confidence=0.8, **details)


def _behind(passage: Passage, total: Claim) -> int:
    """Where the text behind ``total`` goes on: behind the brackets that follow it at once, or that it stands in."""
    end = total.place.end or 0
    if opened := re.compile(r"\s*[（(][^（()）]*[）)]").match(passage.text, end):
        return opened.end() if not opened[0].lstrip(" （(").startswith("其中") else end
    return end


def _carried_apart(total: Claim, parts: Sequence[Claim], claim: Claim) -> bool:
    """Whether the claim says what was carried over, beside applicants listed before or cases that were concluded."""
    carried = (claim.subject or "").partition("applications.carried_")[2]
    kinds = {_kind(part) for part in parts}
    if carried.startswith("in."):
        return kinds in ({"applicants"}, {"results"})
    concluded = (total.subject or "").startswith(("applications.concluded", "applications.answered"))
    return carried.startswith("out.") and (concluded or kinds == {"applicants"})


def _goes_on(parts: Sequence[Claim], claim: Claim) -> bool:
    """Whether the account of the applications goes on behind items of another kind: “其中涉及征地8件，上年结转1件，办结10件”."""
    return (claim.subject or "").startswith(_STEPS) and not any(part.subject for part in parts)


def _leaves_bracket(text: str) -> bool:
    """Whether ``text`` closes a bracket opened before it: “14件（其中来信10件，网络4件），办结12件” lists two items."""
    return re.search("[）)]", _CLOSED.sub("", text)) is not None


def _changes(claim: Claim) -> bool:
    """Whether the claim compares with another year: it stands between a total and its parts and is neither."""
    return (claim.subject or "").startswith("change") or claim.scope == "change"


def _other_end(total: Claim, claim: Claim) -> bool:
    """Whether the claim counts what has left the total: documents repealed are not among those in force."""
    return (total.subject or "").endswith(".in_force") and (claim.subject or "").endswith(".repealed")


def _judge(case: Case, passage: Passage, total: Claim, parts: Sequence[Claim], locus: str) -> Outcome | None:
    parts = parts[: _own(passage, total, parts)]
    values = [part.value for part in parts]
    listed = passage.text[total.place.end or 0 : _sentence_end(passage, parts[-1])]
    message = f"正文“{total.text}”，其中各项 {terms(values)} = {show(sum(values))}"
    places = (text_evidence(total), *(text_evidence(part) for part in parts))
    details: dict[str, Any] = {"expected": total.value, "actual": sum(values)}
    if any(value > total.value for value in values):
        return case.outcome("fail", f"{message}，有一项大于总数", locus, places, confidence=0.9, **details)
    if total.value == sum(values):
        return case.outcome("pass", f"{message}，与总数相符", locus, places, **details)
    difference = minus(sum(values), total.value)
    if _OPEN.search(listed) or len(parts) == 1:
        if difference <= 0:
            return case.outcome("pass", f"{message}，未超过总数", locus, places, **details)
        message += f"，超过总数 {show(difference)}；分项可能交叉，请人工核对"
        return case.outcome("undecided", message, locus, places, confidence=0.5, **details)
    gap = show(max(difference, minus(0, difference)))
    row = _one_row(passage, parts) and (difference > 0 or len(parts) > 2) and "结转" not in listed
    kinds = {_kind(part) for part in parts}
    applicants = difference > 0 and kinds == {"applicants"}
    highlights = difference < 0 and 2 * sum(values) < total.value and not kinds - {""}
    if (
        not highlights
        and (_one_kind(parts) or row or applicants)
        and len(kinds - {""}) < 2
        and not _divided(total, parts)
    ):
        message += f"，与总数差 {gap}"
        return case.outcome("fail", message, locus, places, confidence=0.8, difference=difference, **details)
    message += f"，与总数差 {gap}；是否逐项列全不能确定，请人工核对"
    return case.outcome("undecided", message, locus, places, confidence=0.5, **details)


def _own(passage: Passage, total: Claim, parts: Sequence[Claim]) -> int:
    """How many of the items are the total's own: fewer than all only where the rest clearly starts another list."""
    values = list(accumulate(part.value for part in parts))
    for count, value in enumerate(values[:-1], 1):
        if value == total.value and _starts_anew(passage, total, parts, count):
            return count
    return len(parts)


def _starts_anew(passage: Passage, total: Claim, parts: Sequence[Claim], count: int) -> bool:
    """Whether the items from the count-th on are of another kind, or of a verb the earlier items do not have."""
    own, rest = ({_kind(part) for part in some} for some in (parts[:count], parts[count:]))
    if "" not in own and _kind(parts[count]) and not own & rest:
        return True
    before = parts[count - 1].place.end or 0
    clause = passage.text[before : _sentence_end(passage, parts[count])]
    earlier = passage.text[total.place.end or 0 : before]
    verb = _VERB.search(clause)
    return verb is not None and verb[0] not in earlier and re.match(r"\s*[，,]", passage.text[before:]) is not None


def _kind(part: Claim) -> str:
    subject = part.subject or ""
    if subject.startswith(_APPLICANTS) and not subject.endswith(".total"):
        return "applicants"
    return "results" if subject.startswith(_RESULTS) else subject


def _divided(total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the first items make the total, and the rest may divide the total again or one of the first."""
    values = [part.value for part in parts]
    return any(
        sum(values[:count]) == total.value
        and (
            sum(values[count:]) in (total.value, *values[:count])
            or _organisations(parts[:count]) >= sum(values[count:])
        )
        for count in range(1, len(values))
    )


def _organisations(parts: Sequence[Claim]) -> Value:
    return sum(part.value for part in parts if part.subject == f"{_APPLICANTS}organisations")


def _sentence_end(passage: Passage, last: Claim) -> int:
    end = last.place.end or 0
    match = re.compile("[。；;，,]").search(passage.text, end)
    return match.start() if match else len(passage.text)


def _one_row(passage: Passage, parts: Sequence[Claim]) -> bool:
    gaps = pairwise(parts)
    return all(
        re.match(r"\s*、", passage.text[left.place.end or 0 : right.place.start or 0] + "、") for left, right in gaps
    )


def _one_kind(parts: Sequence[Claim]) -> bool:
    subjects = [part.subject or "" for part in parts]
    if all(s.startswith(_APPLICANTS) and not s.endswith(".total") for s in subjects):
        both = {f"{_APPLICANTS}natural", f"{_APPLICANTS}organisations"} <= set(subjects)
        return both and len(parts) == 2
    return len(parts) > 2 and all(s.startswith(_RESULTS) for s in subjects)
