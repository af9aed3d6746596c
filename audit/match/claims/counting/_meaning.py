"""What a number counts, by the frame around it, and whether the words leave that certain."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from audit.match.claims.frames import Frame, first_unknown_word, may_be_part, tags_name_quantity, unknown_words
from audit.match.claims.lexicon import DECISIONS, Topics, trail_end
from audit.match.claims.numbers import PrintedNumber, is_money
from audit.match.claims.scope import ScopeReader
from audit.words import measures

#: Units in which papers and cases are counted; “” is none printed.
_COUNTED = frozenset((*measures("papers", "cases", "others", "times", "instances"), ""))
#: Units of the matters in an application, or of something else.
_MATTERS = frozenset(measures("others", "times"))
#: Units of decisions; “条” and “项” count items on a web site, or powers.
_DECIDED = frozenset((*measures("cases"), "件", ""))
_CASES = ("suit_direct", "suit_after_review", "suit", "review")
#: Quantities of money.
_MONEY = frozenset(
    ("disclosure.fees.amount", "information_fee.charged", "information_fee.received", "information_fee.taken")
)
#: What is said of items on a web site, not of decisions made.
_SHOWN = re.compile("(?:公示|公开|发布|归集|推送)(?!的|后|率|了)[^，。；]{0,12}(?:许可|处罚|强制|内容)")
#: What says that decisions are counted, and not items, cases or matters.
_MADE = re.compile("决定|作出|做出|下达|实施|[办处]理(?=[^，。；]{0,6}(?:许可|处罚|强制))(?![^，。；]{0,12}事项)")
#: Words that only applications for information have.
_OF_INFORMATION = re.compile(
    """
      信息公开 | 依申请 | 公开申请 | 申请公开 | 予公开 | 部分公开 | 无法提供 | 不予处理
    | 新收 | 应办 | 办结的?申请 | 上年结转 | 结转 (?= 下 | 至 | 到 | 入 )
    | 科研机构 | 公益组织 | 法律服务
    """,
    re.VERBOSE,
)
#: Names of lines of 表三 that other work has as well.
_LOOSE_LINES = re.compile(
    "执法(?:卷宗|案件卷宗|档案)|内部(?:管理|工作)|社会稳定|讨论记录|请示报告|过程稿|磋商信函|[为是系属于]信访|登记|涉密|合理范围|出版物"
)
#: Citizens may stand for anybody.
_CITIZENS = re.compile("公民(?!个人)")
#: All who are not named: which columns these are is open.
_OTHERS = re.compile("其[他它](?:主体|申请人|机构|类型)")
_UNRELATED = re.compile("与(?:政府)?信息公开[^，。；]{0,6}无关")
#: Where reviews and suits are spoken of, “案件” are those.
_TRIED = re.compile("复议|诉讼|应诉")
#: The organ decides reviews of others, or another one is sued.
_AS_REVIEWER = re.compile(
    "作为复议机关|以[^，。；]{0,12}为(?:被申请人|(?:共同)?被告)|作为第三人|(?:配合|协助)[^，。；]{0,16}(?:应诉|诉讼|复议)|受理(?:行政)?复议"
)
_NUMERAL = re.compile("[0-9]")
#: What a bracket behind a number says of it, where that holds no number.
_BRACKET = re.compile(r"[(]([^()0-9]{1,60})[)]")
#: How far from a number the words stand that tell whom it is of.
_CHARACTERS_AROUND = 8


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
    subject, topic = frame.subject, _topic(frame)
    if subject is None and set(frame.dimensions) == {"topic"} and _is_whole(reader, text, frame, number):
        subject = "applications.received.total"  # “依申请公开信息5条” says nothing of what became of them
    carried = topic in _CASES and any(name.startswith("carried") for name in frame.dimensions.get("flow", ()))
    if subject is None or not _fits(subject, number) or (carried and not number.unit):
        return Meaning(None, topic)  # “结转到下年的案件为零”: neither applications nor all cases
    if (
        topic == "applications"
        and number.unit in _MATTERS
        and not (
            "topic" in frame.dimensions
            or (topics.now == "applications" and _has_known_words(reader, text, frame, number))
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
    certain = not open_ and _is_certain(reader, text, frame, number, sentence)
    decisions = topic in DECISIONS and "flow" not in frame.dimensions
    unnamed = decisions and not (open_ or certain) and _may_be_decisions(text, frame, number, sentence)
    return Meaning(subject, topic, certain, unnamed, *_span(text, frame, number, sentence))


def _is_of_any_kind(frame: Frame) -> bool:
    """Whether the words fit matters of any kind: petitions are received, handled and lodged by citizens as well."""
    return bool(set(frame.dimensions) & {"flow", "column"}) and "result" not in frame.dimensions


def _is_loose(text: str, frame: Frame) -> bool:
    """Whether a line of 表三 is named by words that other work has as well: files are kept, secrets are checked."""
    return any(tag.kind == "result" and _LOOSE_LINES.search(text, tag.start, tag.end) for tag in frame.naming)


def _is_known(text: str, sentence: tuple[int, int], topics: Topics, subject: str) -> bool:
    """Whether it is sure that applications for information are spoken of: by their name, or by words of 表三."""
    return "carried_" in subject or _informed(text) < sentence[1] or topics.now == "applications"


@lru_cache(1)
def _informed(text: str) -> int:
    """Where a paragraph, asked for once a number, first speaks of applications for information; its end where it does not."""
    match = _OF_INFORMATION.search(text)
    return match.start() if match else len(text) + 1


def _is_of_others(text: str, topic: str | None, subject: str, number: PrintedNumber, sentence: tuple[int, int]) -> bool:
    """Whether the sentence says that its cases are not over information, or carries over cases instead of applications."""
    if topic in _CASES and _UNRELATED.search(text, number.end, sentence[1]):
        return True
    beside = text[max(sentence[0], number.start - 12) : number.end + 6]
    if topic == "applications" and "案件" in beside and _TRIED.search(text, sentence[0], number.end):
        return True  # “复议方面，办理信息公开案件7件”
    return subject == "applications.carried_out.total" and "案件" in beside


def _topic(frame: Frame) -> str | None:
    dimensions = frame.dimensions
    if "besides" in dimensions:
        return "elsewhere"
    for kind in ("decision", "document"):
        if kind in dimensions and (kind == "decision" or {"state", "published"} & set(dimensions)):
            return dimensions[kind][-1]
    for kind, topic in (
        ("fee", "fees"),
        ("handling", "information_fee"),
        ("tariff", "fees"),
        ("charge", "information_fee"),
        ("published", "published"),
    ):
        if kind in dimensions:
            return topic
    if "case" in dimensions:
        return next(case for case in _CASES if case in dimensions["case"])
    return "applications" if {"topic", "flow", "result", "column"} & set(dimensions) else None


def _fits(subject: str, number: PrintedNumber) -> bool:
    if subject.startswith("litigation.") and number.unit == "条":
        return False  # “行政诉讼案件两条路径”
    return is_money(number.unit) if subject in _MONEY else number.unit in _COUNTED


def _is_certain(reader: ScopeReader, text: str, frame: Frame, number: PrintedNumber, sentence: tuple[int, int]) -> bool:
    topic = _topic(frame)
    beside = max(sentence[0], number.start - _CHARACTERS_AROUND), number.end + 6
    if topic in DECISIONS:
        return _are_decisions(text, frame, number, sentence)
    if topic == "published":
        return _has_known_words(reader, text, frame, number)
    if "document" in frame.dimensions and "published" in frame.dimensions and "state" not in frame.dimensions:
        return False
    if topic == "applications" and number.unit in _MATTERS:
        return False
    if set(frame.dimensions) == {"topic"}:
        return False
    if any(tag.kind == "state" and text[tag.start : tag.end] == "印发" for tag in frame.naming):
        return _has_known_words(reader, text, frame, number)  # what is printed is often another body’s
    if "column" in frame.dimensions and _CITIZENS.search(text, *beside):
        return False
    if topic == "applications" and _OTHERS.search(text, *beside):
        return False
    if topic in _CASES and _AS_REVIEWER.search(text, *sentence):
        return False
    return "completed" not in frame.dimensions.get("flow", ()) and frame.subject not in ("applications.carried", None)


def is_fully_named(reader: ScopeReader, text: str, frame: Frame, number: PrintedNumber) -> bool:
    """Whether the number's own clause names by itself all that it counts, and holds no word that may narrow it."""
    if not frame.naming:
        return False
    start, end = _own_start(text, frame, number), trail_end(text, number.end, len(text))
    own = [tag for tag in frame.naming if start <= tag.start and tag.end <= end]
    before = [tag for tag in own if tag.end <= number.start]
    return tags_name_quantity(own) and not may_be_part(
        _without_own_name(reader, text, frame, number), start, number.start, before
    )


def _own_start(text: str, frame: Frame, number: PrintedNumber) -> int:
    """Where the number's own clause begins; a name and a colon right before the number are of it: “行政诉讼：5件”."""
    named = [tag.start for tag in frame.naming if tag.end == frame.start - 1]
    alone = text[frame.start - 1 : frame.start] == ":" and not text[frame.start : number.start].strip()
    return named[0] if named and alone else frame.start


def unknown_words_around(reader: ScopeReader, text: str, frame: Frame, number: PrintedNumber) -> str:
    """The words of the number's own clause, before and behind it, that nobody knows, a bracket behind it among them."""
    end = trail_end(text, number.end, len(text))
    if another := _NUMERAL.search(text, number.end, end):
        end = another.start()
    before = [tag for tag in frame.naming if frame.start <= tag.start and tag.end <= number.start]
    behind = [tag for tag in frame.naming if number.end <= tag.start and tag.end <= end]
    found = first_unknown_word(_without_own_name(reader, text, frame, number), frame.start, number.start, before)
    bracket = _BRACKET.match(text, end)
    in_bracket = first_unknown_word(text, bracket.start(1), bracket.end(1), ()) if bracket else ""
    return found + first_unknown_word(text, number.end, end, behind) + in_bracket


def _has_known_words(reader: ScopeReader, text: str, frame: Frame, number: PrintedNumber) -> bool:
    """Whether the words before the number in its own clause are known, each of them."""
    naming = [tag for tag in frame.naming if tag.end <= number.start]
    return not unknown_words(_without_own_name(reader, text, frame, number), frame.start, number.start, naming)


def _is_whole(reader: ScopeReader, text: str, frame: Frame, number: PrintedNumber) -> bool:
    """Whether all applications are counted that are named: “1件要求公开可研批复的申请” are some."""
    behind = next((tag for tag in frame.naming if tag.start >= number.end), None)
    some = behind is not None and unknown_words(text, number.end, behind.start, ())
    return not some and _has_known_words(reader, text, frame, number)


def _without_own_name(reader: ScopeReader, text: str, frame: Frame, number: PrintedNumber) -> str:
    own = reader.own_name(text[frame.start : number.start])
    return text.replace(own, " " * len(own)) if own else text


def _are_decisions(text: str, frame: Frame, number: PrintedNumber, sentence: tuple[int, int]) -> bool:
    """Whether decisions are counted, and not items on a web site, cases or matters."""
    named = _MADE.search(text, *sentence) is not None or len(frame.dimensions["decision"]) > 1
    return named and _may_be_decisions(text, frame, number, sentence)


def _may_be_decisions(text: str, frame: Frame, number: PrintedNumber, sentence: tuple[int, int]) -> bool:
    """Whether nothing says that items on a web site, cases or matters are counted."""
    words, clause = text[slice(*sentence)], text[frame.start : trail_end(text, number.end, sentence[1])]
    shown = _SHOWN.search(words) is not None and "作出" not in words and "处理决定" not in words
    return number.unit in _DECIDED and "案件" not in clause and not shown


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
