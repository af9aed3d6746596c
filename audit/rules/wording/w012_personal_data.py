"""正文含有个人信息

依据：{个人信息}。
核对：标题、引言、正文和表格内文字中的居民身份证号码（校验码和出生日期均成立，数字之间有无空格不论）、银行卡号（疑点）；叙述申请、投诉、案件的句子中的手机号码和姓名（含“姓名诉某机关……案”的案名），与身份证、银行卡、残疾、补助等写在一起的姓名。结果中的号码和姓名一律遮盖。
不判：没有写明为身份证号码、校验码或省级代码不成立的十八位数字，只遮盖（写明的为无法核对）；联系方式语句中的手机号码；“李某”等已作处理的姓名；叙述之外的手机号码为无法核对。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.findings import Data, Part, PersonalData
from audit.model import Passage
from audit.patterns import regex
from audit.persons import hidden_at, names, personal_numbers
from audit.rules.kit import MOST_PLACES, Case, Evidence, Outcome, part_name, rule, stated
from audit.text import widened

_NUMBERS: dict[str, Data] = {
    "identity": "identity",
    "identity?": "called_identity",
    "card": "card",
    "mobile": "telephone",
    "mobile?": "unclear_telephone",
}
#: Data that may be a name or number of something else; then it is only likely that they are a person's.
_LIKELY = ("name", "card")
_SENTENCE = regex(r"[^。；]+[。；]?")


@rule(severity="error", also=("warning",), needs_form=False, matter="personal")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per number or name; one pass where there is none. No outcome repeats what it found."""
    found = 0
    for passage in case.report.passages:
        sentences = _SENTENCE.finditer(widened(passage.text))
        spans = dict.fromkeys(span for sentence in sentences for span in _spans(passage, sentence))
        shown = hidden_at(passage.shown(), [(start, end) for start, end, _ in spans]) if spans else ""
        for start, end, data in spans:
            found += 1
            if found > MOST_PLACES:
                yield case.outcome("fail", stated("个人信息超过{limit}处，其余不再列出", limit=MOST_PLACES), "rest")
                return
            place = Evidence(passage.place.span(start, end), shown[max(0, start - 8) : end], part_name(passage))
            yield _outcome(case, PersonalData(Part(passage.section), data, shown[start:end]), place, found)
    if not found:
        yield case.outcome("pass", stated("未见身份证号码、当事人手机号码和姓名"), "report")


def _spans(passage: Passage, sentence: re.Match[str]) -> Iterator[tuple[int, int, Data]]:
    text, offset = sentence[0], sentence.start()
    for number in personal_numbers(text):
        # Before the first part stands how to reach the office, in whatever words.
        if number.kind in _NUMBERS and (passage.section or number.kind != "mobile?"):
            yield offset + number.start, offset + number.end, _NUMBERS[number.kind]
    for start, end in names(text):
        yield offset + start, offset + end, "name"


def _outcome(case: Case, facts: PersonalData, place: Evidence, count: int) -> Outcome:
    locus = f"{facts.name}:{count}"
    if facts.unsure:
        return case.outcome("undecided", facts, locus, [place], severity="warning")
    if facts.data in _LIKELY:
        return case.outcome("fail", facts, locus, [place], severity="warning", confidence=0.7)
    return case.outcome("fail", facts, locus, [place])
