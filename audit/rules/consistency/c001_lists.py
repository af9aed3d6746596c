"""正文列举的分项与总数不合

依据：《政府信息公开条例》第五十条、国办公开办函〔2021〕30号（内容不准确并造成不良后果的，按《条例》第四十七条处理）。“其中”后逐项列举的数字属于同一总数，应能相加；实际报告也有不完全列举的，故列为疑点。
核对：同一句内“总数，其中……”的同单位数字（写在括号内的，到括号结束为止）：顿号连接的封闭列举或同一类分项，各项之和与总数比较；带“等”“包括”“主要”“含”的开放列举，各项不得超过总数。先逐项列出、后写“合计”“共计”的，各项之和（或紧接合计的若干项之和）与合计比较。前若干项之和等于总数、其后明确另起一类（另一动词、结转或办理结果等）的，只以前若干项判为相符。
不判：约数；只列一项且不超过总数的不判不足；两项之和小于总数、分项之和不足总数一半（可能只举其要）、分项可能交叉、其后各项可能是总数另一种分法或前项细分的只列出数字，不判不符；分项中再分“其中”的不判。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from audit.findings import Outcome
from audit.model import Claim, Passage
from audit.rules import Case, rule
from audit.rules._compare import terms
from audit.rules.consistency._claim import by_sentence, minus, text_evidence
from audit.rules.consistency._lists import is_change, is_complete, is_open, items_before, own_parts, parts_of
from audit.text import show


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per list in the text."""
    number = 0
    for passage, claims in by_sentence(case):
        for index, total in enumerate(claims):
            if is_change(total):
                continue
            parts = parts_of(passage, total, claims[index + 1 :])
            if parts and total.unit and total.exact and all(part.exact for part in parts):
                number += 1
                yield _judge(case, passage, total, parts, f"list#{number}")
            elif (before := items_before(passage, claims[:index], total)) and total.exact:
                number += 1
                yield _judge_sum(case, total, before, f"list#{number}")


def _judge(case: Case, passage: Passage, total: Claim, parts: Sequence[Claim], locus: str) -> Outcome:
    """Hold the items that “其中” lists against their total."""
    parts = own_parts(passage, total, parts)
    values = [part.value for part in parts]
    message = f"正文“{total.text}”，其中各项 {terms(values)} = {show(sum(values))}"
    places = (text_evidence(total), *(text_evidence(part) for part in parts))
    details: dict[str, Any] = {"expected": total.value, "actual": sum(values)}
    if any(value > total.value for value in values):
        return case.outcome("fail", f"{message}，有一项大于总数", locus, places, confidence=0.9, **details)
    if total.value == sum(values):
        return case.outcome("pass", f"{message}，与总数相符", locus, places, **details)
    difference = minus(sum(values), total.value)
    if is_open(passage, total, parts):
        if difference <= 0:
            return case.outcome("pass", f"{message}，未超过总数", locus, places, **details)
        message += f"，超过总数 {show(difference)}；分项可能交叉，请人工核对"
        return case.outcome("undecided", message, locus, places, confidence=0.5, **details)
    gap = show(max(difference, minus(0, difference)))
    if is_complete(passage, total, parts):
        message += f"，与总数差 {gap}"
        return case.outcome("fail", message, locus, places, confidence=0.8, difference=difference, **details)
    message += f"，与总数差 {gap}；是否逐项列全不能确定，请人工核对"
    return case.outcome("undecided", message, locus, places, confidence=0.5, **details)


def _judge_sum(case: Case, total: Claim, items: Sequence[Claim], locus: str) -> Outcome:
    """Hold “合计” against the items before it, all of them or those right before it."""
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
