"""Whether the words of a number leave no other meaning: decisions and not cases, all applicants and not citizens."""

from __future__ import annotations

import re

from audit.match.claims.counting._ownclause import has_known_words
from audit.match.claims.counting.meaning._topic import CASES, topic_of
from audit.match.claims.frames import Frame
from audit.match.claims.lexicon import DECISIONS, trail_end
from audit.match.claims.numbers import PrintedNumber
from audit.match.claims.scope import ScopeReader
from audit.patterns import regex
from audit.words import measures

#: Units of the matters in an application, or of something else.
MATTERS = frozenset(measures("others", "times"))
#: Units of decisions; “条” and “项” count items on a web site, or powers.
_DECIDED = frozenset((*measures("cases"), "件", ""))
#: What is said of items on a web site, not of decisions made.
_SHOWN = regex("(?:公示|公开|发布|归集|推送)(?!的|后|率|了)[^，。；]{0,12}(?:许可|处罚|强制|内容)")
#: What says that decisions are counted, and not items, cases or matters.
_MADE = regex("决定|作出|做出|下达|实施|[办处]理(?=[^，。；]{0,6}(?:许可|处罚|强制))(?![^，。；]{0,12}事项)")
#: Citizens may stand for anybody.
_CITIZENS = regex("公民(?!个人)")
#: All who are not named: which columns these are is open.
_OTHERS = regex("其[他它](?:主体|申请人|机构|类型)")
#: The organ decides reviews of others, or another one is sued.
_AS_REVIEWER = regex(
    """
      作为复议机关 | 受理(?:行政)?复议                          # it decides
    | 以 [^，。；]{0,12} 为 (?: 被申请人 | (?:共同)?被告 )      # another one is sued
    | 作为第三人 | (?: 配合 | 协助 ) [^，。；]{0,16} (?: 应诉 | 诉讼 | 复议 )
    """,
    re.VERBOSE,
)
#: How far from a number the words stand that tell whom it is of.
_CHARACTERS_AROUND = 8


def is_certain(reader: ScopeReader, text: str, frame: Frame, number: PrintedNumber, sentence: tuple[int, int]) -> bool:
    """Whether the words around the number leave no other meaning than the subject of its frame."""
    topic = topic_of(frame)
    if topic in DECISIONS:
        return _are_decisions(text, frame, number, sentence)
    if topic == "published":
        return has_known_words(reader, text, frame, number)
    if _is_unspecific(frame, topic, number):
        return False
    if any(tag.kind == "state" and text[tag.start : tag.end] == "印发" for tag in frame.naming):
        return has_known_words(reader, text, frame, number)  # what is printed is often another body’s
    return not _may_be_of_others(text, frame, topic, number, sentence)


def _is_unspecific(frame: Frame, topic: str | None, number: PrintedNumber) -> bool:
    """Whether the words name what the form counts by a general name only: documents made public, matters, “申请”."""
    kinds = frame.dimensions.keys()
    if {"document", "published"} <= kinds and "state" not in kinds:
        return True
    return (topic == "applications" and number.unit in MATTERS) or kinds == {"topic"}


def _may_be_of_others(
    text: str, frame: Frame, topic: str | None, number: PrintedNumber, sentence: tuple[int, int]
) -> bool:
    """Whether the number may count more or others than its subject: citizens, “其他申请人”, reviews decided by the organ."""
    beside = max(sentence[0], number.start - _CHARACTERS_AROUND), number.end + 6
    if "column" in frame.dimensions and _CITIZENS.search(text, *beside):
        return True
    if topic == "applications" and _OTHERS.search(text, *beside):
        return True
    if topic in CASES and _AS_REVIEWER.search(text, *sentence):
        return True
    return "completed" in frame.dimensions.get("flow", ()) or frame.subject in ("applications.carried", None)


def _are_decisions(text: str, frame: Frame, number: PrintedNumber, sentence: tuple[int, int]) -> bool:
    """Whether decisions are counted, and not items on a web site, cases or matters."""
    named = _MADE.search(text, *sentence) is not None or len(frame.dimensions["decision"]) > 1
    return named and may_be_decisions(text, frame, number, sentence)


def may_be_decisions(text: str, frame: Frame, number: PrintedNumber, sentence: tuple[int, int]) -> bool:
    """Whether nothing says that items on a web site, cases or matters are counted."""
    words, clause = text[slice(*sentence)], text[frame.start : trail_end(text, number.end, sentence[1])]
    shown = _SHOWN.search(words) is not None and "作出" not in words and "处理决定" not in words
    return number.unit in _DECIDED and "案件" not in clause and not shown
