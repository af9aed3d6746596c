"""What a number counts, by the frame around it: its subject and topic, or none where the form counts no such thing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from audit.match.claims.counting._ownclause import has_known_words
from audit.match.claims.counting.meaning._certainty import MATTERS, is_certain, may_be_decisions
from audit.match.claims.counting.meaning._topic import CASES, topic_of
from audit.match.claims.frames import Frame, unknown_words
from audit.match.claims.lexicon import DECISIONS, Topics, vocabulary
from audit.match.claims.numbers import PrintedNumber, is_money
from audit.match.claims.scope import ScopeReader
from audit.patterns import regex
from audit.words import measures

#: Units in which papers and cases are counted; “” is none printed.
_COUNTED = frozenset((*measures("papers", "cases", "others", "times", "instances"), ""))
#: Quantities of money.
_MONEY = frozenset(
    ("disclosure.fees.amount", "information_fee.charged", "information_fee.received", "information_fee.taken")
)
#: Words that only applications for information have.
_OF_INFORMATION = regex(
    """
      信息公开 | 依申请 | 公开申请 | 申请公开 | 予公开 | 部分公开 | 无法提供 | 不予处理
    | 新收 | 应办 | 办结的?申请 | 上年结转 | 结转 (?= 下 | 至 | 到 | 入 )
    | 科研机构 | 公益组织 | 法律服务
    """,
    re.VERBOSE,
)
_UNRELATED = regex("与(?:政府)?信息公开[^，。；]{0,6}无关")
#: Where reviews and suits are spoken of, “案件” are those.
_TRIED = regex("复议|诉讼|应诉")


class Meaning(NamedTuple):
    """What a number states: ``subject`` (None: unknown), its topic, whether the words leave no other meaning.

    ``unnamed`` says that they leave one only because they do not call what is counted decisions.
    ``start`` and ``end`` bound the words of the subject in the paragraph, with the number, where there are any.
    """

    subject: str | None
    topic: str | None = None
    certain: bool = False
    unnamed: bool = False
    start: int | None = None
    end: int | None = None


def meaning_of(
    reader: ScopeReader, text: str, frame: Frame, number: PrintedNumber, sentence: tuple[int, int], *, topics: Topics
) -> Meaning:
    """What ``number`` of ``text`` counts by its ``frame``; ``topics`` are what the paragraph speaks of."""
    if frame.subject is None and not frame.dimensions:
        return Meaning(None)
    subject, topic = frame.subject, topic_of(frame)
    if subject is None and set(frame.dimensions) == {"topic"} and _is_whole(reader, text, frame, number):
        subject = "applications.received.total"  # “依申请公开信息5条” says nothing of what became of them
    carried = topic in CASES and any(name.startswith("carried") for name in frame.dimensions.get("flow", ()))
    if subject is None or not _fits(subject, number) or (carried and not number.unit):
        return Meaning(None, topic)  # “结转到下年的案件为零”: neither applications nor all cases
    if (
        topic == "applications"
        and number.unit in MATTERS
        and not (
            "topic" in frame.dimensions
            or (topics.now == "applications" and has_known_words(reader, text, frame, number))
        )
    ):
        return Meaning(None, topic)
    if (
        topic == "applications"
        and (_is_of_any_kind(frame) or _is_loose(text, frame))
        and not _is_known(text, sentence, topics, subject)
    ):
        return Meaning(None)
    open_ = bool(frame.narrowed) or _is_of_others(text, topic, subject, number, sentence)
    certain = not open_ and is_certain(reader, text, frame, number, sentence)
    decisions = topic in DECISIONS and "flow" not in frame.dimensions
    unnamed = decisions and not (open_ or certain) and may_be_decisions(text, frame, number, sentence)
    return Meaning(subject, topic, certain, unnamed, *_span(text, frame, number, sentence))


def _is_of_any_kind(frame: Frame) -> bool:
    """Whether the words fit matters of any kind: petitions are received, handled and lodged by citizens as well."""
    return bool(set(frame.dimensions) & {"flow", "column"}) and "result" not in frame.dimensions


def _is_loose(text: str, frame: Frame) -> bool:
    """Whether a line of 表三 is named by words that other work has as well: files are kept, secrets are checked."""
    return any(
        tag.kind == "result" and vocabulary().loose_lines.search(text, tag.start, tag.end) for tag in frame.naming
    )


def _is_known(text: str, sentence: tuple[int, int], topics: Topics, subject: str) -> bool:
    """Whether it is sure that applications for information are spoken of: by their name, or by words of 表三."""
    return "carried_" in subject or _first_mention(text) < sentence[1] or topics.now == "applications"


@lru_cache(1)
def _first_mention(text: str) -> int:
    """Where a paragraph first speaks of applications for information; behind its end where it never does. Asked for once a number."""
    match = _OF_INFORMATION.search(text)
    return match.start() if match else len(text) + 1


def _is_of_others(text: str, topic: str | None, subject: str, number: PrintedNumber, sentence: tuple[int, int]) -> bool:
    """Whether the sentence counts other things: cases that are not over information, or cases where applications are carried over."""
    if topic in CASES and _UNRELATED.search(text, number.end, sentence[1]):
        return True
    beside = text[max(sentence[0], number.start - 12) : number.end + 6]
    if topic == "applications" and "案件" in beside and _TRIED.search(text, sentence[0], number.end):
        return True  # “复议方面，办理信息公开案件7件”
    return subject == "applications.carried_out.total" and "案件" in beside


def _fits(subject: str, number: PrintedNumber) -> bool:
    """Whether the unit of the number is one in which ``subject`` is counted: money in 元, cases in no “条”."""
    if subject.startswith("litigation.") and number.unit == "条":
        return False  # “行政诉讼案件两条路径”
    return is_money(number.unit) if subject in _MONEY else number.unit in _COUNTED


def _is_whole(reader: ScopeReader, text: str, frame: Frame, number: PrintedNumber) -> bool:
    """Whether all applications are counted that are named: “1件要求公开可研批复的申请” are some."""
    behind = next((tag for tag in frame.naming if tag.start >= number.end), None)
    some = behind is not None and unknown_words(text, number.end, behind.start, ())
    return not some and has_known_words(reader, text, frame, number)


def _span(text: str, frame: Frame, number: PrintedNumber, sentence: tuple[int, int]) -> tuple[int, int]:
    """The words of the number's own clause that say what it counts, with the number."""
    begin, end = number.start, number.end
    for tag in frame.naming:
        if tag.kind in ("court", "besides"):
            continue
        between = text[tag.end : number.start] if tag.end <= number.start else text[number.end : tag.start]
        if not any(mark in between for mark in "，；。") and sentence[0] <= tag.start < sentence[1]:
            begin, end = min(begin, tag.start), max(end, tag.end)
    return begin, end
