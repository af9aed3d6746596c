"""What a number counts, by the frame around it, and whether the words leave that certain."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from audit.match._levels import Frame
from audit.match._quantities import Quantity, is_money
from audit.match._subjects import COUNTED, Stated
from audit.match._vocabulary import DECISIONS
from audit.words import measures

_CASES = ("suit_direct", "suit_after_review", "suit", "review")
#: Units of decisions; “条” and “项” count items on a web site, or powers.
#: What is said of items on a web site, not of decisions made.
_SHOWN = re.compile("(?:公示|公开|发布|归集|推送)(?!的|后|率|了)[^，。；]{0,12}(?:许可|处罚|强制|内容)")
#: Words that only applications for information have.
_OF_INFORMATION = re.compile(
    "信息公开|依申请|公开申请|申请公开|新收|应办|办结的?申请|上年结转|结转(?=下|至|到|入)|予公开|部分公开|无法提供|不予处理|科研机构|公益组织|法律服务"
)
#: Units of the matters in an application, or of something else.
_MATTERS = frozenset(measures("others", "times"))
#: Citizens may stand for anybody.
_CITIZENS = re.compile("公民(?!个人)")
#: All who are not named: which columns these are is open.
_OTHERS = re.compile("其[他它](?:主体|申请人|机构|类型)")
#: The organ decides reviews of others.
_UNRELATED = re.compile("与(?:政府)?信息公开[^，。；]{0,6}无关")
_AS_REVIEWER = re.compile("作为复议机关|以[^，。；]{0,12}为被申请人|受理(?:行政)?复议")
_DECIDED = frozenset((*measures("cases"), "件", ""))


def counted(
    text: str, frame: Frame, plain: Stated, number: Quantity, sentence: tuple[int, int], *, memory: str | None
) -> Stated:
    """What ``number`` counts: by its ``frame``, or as its clause alone states it (``plain``)."""
    subject = frame.subject
    if (
        subject is None
        or not number.unit
        or not _fits(subject, number)
        or plain.topic in ("information_fee", "published")
    ):
        return plain
    if plain.topic == "elsewhere" and not {"topic", "result", "case", "decision", "column"} & set(frame.dimensions):
        return plain
    topic = _topic(frame)
    if (
        topic == "applications"
        and set(frame.dimensions) & {"flow", "column"}
        and "result" not in frame.dimensions
        and not _is_known(text, sentence, memory, subject)
    ):
        return plain if plain.subject is None else replace(plain, certain=False)
    if topic == "applications" and number.unit in _MATTERS:
        return plain if plain.subject is None else replace(plain, certain=False)
    begin, end = _span(text, frame, number, sentence)
    if plain.subject == subject and plain.start is not None and plain.end is not None:
        begin, end = min(begin, plain.start), max(end, plain.end)
    if subject == plain.subject and plain.certain and not frame.narrowed:
        return plain if not _is_of_others(text, topic, subject, number, sentence) else replace(plain, certain=False)
    of_others = _is_of_others(text, topic, subject, number, sentence)
    certain = not frame.narrowed and not of_others and _is_certain(text, frame, number, sentence)
    return Stated(subject, topic, certain, begin, end)


def _is_known(text: str, sentence: tuple[int, int], memory: str | None, subject: str) -> bool:
    """Whether it is sure that applications for information are spoken of: by their name, or by words of 表三."""
    return memory == "applications" or "carried_" in subject or _informed(text) < sentence[1]


@lru_cache(1)
def _informed(text: str) -> int:
    """Where a paragraph, asked for once a number, first speaks of applications for information; its end where it does not."""
    match = _OF_INFORMATION.search(text)
    return match.start() if match else len(text) + 1


def _is_of_others(text: str, topic: str, subject: str, number: Quantity, sentence: tuple[int, int]) -> bool:
    """Whether the sentence says that its cases are not over information, or carries over cases instead of applications."""
    if topic in _CASES and _UNRELATED.search(text, number.end, sentence[1]):
        return True
    near = text[max(sentence[0], number.start - 12) : number.end + 6]
    return subject == "applications.carried_out.total" and "案件" in near


def _topic(frame: Frame) -> str:
    dimensions = frame.dimensions
    if "decision" in dimensions:
        return dimensions["decision"][-1]
    if "fee" in dimensions:
        return "fees"
    if "state" in dimensions:
        return dimensions["document"][-1]
    if "case" in dimensions:
        return next(case for case in _CASES if case in dimensions["case"])
    return "applications"


def _fits(subject: str, number: Quantity) -> bool:
    return is_money(number.unit) if subject.startswith("disclosure.fees") else number.unit in COUNTED


def _is_certain(text: str, frame: Frame, number: Quantity, sentence: tuple[int, int]) -> bool:
    topic = _topic(frame)
    if topic in DECISIONS:
        told = text[sentence[0] : sentence[1]]
        shown = _SHOWN.search(told) is not None and "作出" not in told and "处理决定" not in told
        named = "决定" in told or len(frame.dimensions["decision"]) > 1
        return number.unit in _DECIDED and named and "案件" not in told and not shown
    if "column" in frame.dimensions and _CITIZENS.search(text, max(sentence[0], number.start - 8), number.end + 6):
        return False
    if _OTHERS.search(text, max(sentence[0], number.start - 8), number.end + 6):
        return False
    if topic in _CASES and _AS_REVIEWER.search(text, *sentence):
        return False
    return frame.subject != "applications.carried"


def _span(text: str, frame: Frame, number: Quantity, sentence: tuple[int, int]) -> tuple[int, int]:
    """The words of the number's own clause that say what it counts, with the number."""
    begin, end = number.start, number.end
    for tag in frame.told:
        if tag.kind == "court":
            continue
        between = text[tag.end : number.start] if tag.end <= number.start else text[number.end : tag.start]
        if not any(mark in between for mark in "，；。") and sentence[0] <= tag.start < sentence[1]:
            begin, end = min(begin, tag.start), max(end, tag.end)
    return begin, end
