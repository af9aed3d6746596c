"""Sentences that say “none”: 未收到申请, 无行政复议、行政诉讼. Each denied quantity is 0, without a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.match._scope import Reader
from audit.match._subjects import Surroundings, left_over, topics_in
from audit.match._vocabulary import DECISIONS, DOCUMENTS, LITIGATION, Wording, full_subject
from audit.words import measures, one_of

_ONLY_APPLICATION = re.compile(r"(?:任何|形式|有关|相关|该项|此项|该类|此类|的)*申请(?:件)?(?:的?情况)?$")
_MARKS = " 。！？!?、"
_BARE = frozenset(("无", "没有", "暂无", "均无", "也无"))
#: Behind what is named: it is its costs that are denied (“未发生与诉讼有关的费用”).
_COSTS = re.compile(
    r"(?:\([^()]{0,60}\))?(?:等|案件|事项|活动|工作|应诉|代理|方面)*(?:所|而)?(?:有关|相关|产生|引发|引起|发生|支出|支付|造成)?的?"
    r"(?:有关|相关|各项|各类|任何|其他|一切)?(?:费用|律师费|诉讼费|代理费|支出|经费|开支|赔偿|损失|成本)"
)
#: Causes of suits that are the report's own, and those of information fees, which are not all of them.
_OWN_CAUSE = re.compile("公开|申请|答复|此")
_FEE_CAUSE = re.compile("收费|处理费|收取|费用")
_SINGLE = re.compile(rf"[一任](?:件|{one_of(measures('cases', 'instances'))}|何(?!形式))")
_DOCUMENT_WORDS = (
    (re.compile("现行有效|有效"), "in_force"),
    (re.compile("废止|失效"), "repealed"),
    (re.compile("制发|制定|出台|印发"), "issued"),
)


@dataclass(frozen=True, slots=True)
class Denial:
    """``subject`` is said to be 0 at characters ``start`` to ``end``; ``certain`` as for a number's words."""

    subject: str
    start: int
    end: int
    certain: bool
    channel: bool


def denials(reader: Reader, clause: str, start: int, memory: str | None, behind_it: str = "") -> Iterator[Denial]:
    """The denials of one clause that holds no number; ``start`` is its offset in the paragraph.

    ``behind_it`` is what follows the clause in its sentence.
    """
    words = reader.words
    clause = words.listed.sub(lambda found: " " * len(found[0]), clause)
    match = words.negation.search(clause)
    if match is None:
        return
    verbs = words.negation_verbs.match(clause, match.end())
    if verbs is None and match[0] not in _BARE:
        return
    before, behind = clause[: match.start()], clause[verbs.end() if verbs else match.end() :]
    channel = bool(words.scope["channel"].search(clause) and not words.scope["all_channels"].search(clause))
    if words.narrowing.search(clause) and not channel:
        return
    object_ = _SINGLE.sub("", behind)
    topics = _denied_topics(reader, before, object_, memory, channel=channel)
    if "elsewhere" in topics or _of_something_else(reader, object_, behind_it):
        return
    for topic in topics:
        subject, fixed = _subject(reader, topic, clause)
        if subject:
            rest = _rest(reader, before, object_, topics)
            yield Denial(
                subject, start + match.start(), start + len(clause.rstrip(_MARKS)), fixed and not rest, channel
            )


def _denied_topics(reader: Reader, before: str, object_: str, memory: str | None, *, channel: bool) -> list[str]:
    words = reader.words
    nouns = topics_in(words.everybody.sub("  ", object_))
    if not nouns and not object_.strip(_MARKS):
        nouns = topics_in(before)
    topics = list(dict.fromkeys(topic for topic, _, _ in nouns))
    only_application = memory == "applications" and _ONLY_APPLICATION.match(
        words.everybody.sub("", object_).rstrip(_MARKS)
    )
    if not topics and any(wording.words.search(object_) for wording in _carried(reader)):
        return ["applications"]
    if not topics and (only_application or (channel and object_.rstrip(_MARKS).endswith("申请"))):
        return ["applications"]
    # “因政府信息公开申请引发的行政复议”: what is denied is the suit, the application only its cause.
    if "applications" in topics and set(topics) & set(LITIGATION) and not _listed(object_, nouns):
        topics.remove("applications")
    if "applications" in topics and words.besides.search(before + object_):
        topics.remove("applications")
    return topics


def _of_something_else(reader: Reader, object_: str, behind_it: str) -> bool:
    """Whether what is denied is the cost of the suits named, or suits of one cause other than all information."""
    suits = [noun for noun in topics_in(object_) if noun[0] in LITIGATION]
    if suits and _COSTS.match(object_[suits[-1][2] :] + behind_it):
        return True
    cause = reader.words.scope["other_cause"].search(object_)
    said = cause["cause"] if cause and suits else ""
    return bool(said) and (not _OWN_CAUSE.search(said) or _FEE_CAUSE.search(said) is not None)


def _listed(text: str, nouns: Sequence[tuple[str, int, int]]) -> bool:
    first = next(index for index, (topic, _, _) in enumerate(nouns) if topic == "applications")
    following = nouns[first + 1] if first + 1 < len(nouns) else None
    return following is None or re.fullmatch(r"[、和与及或以\s]+", text[nouns[first][2] : following[1]]) is not None


def _subject(reader: Reader, topic: str, clause: str) -> tuple[str | None, bool]:
    if topic == "applications":
        for wording in _carried(reader):
            if wording.words.search(clause):
                return wording.subject, True
        return "applications.received.total", True
    if topic in LITIGATION:
        return full_subject(topic, "total"), True
    if topic in DECISIONS:
        return full_subject(topic, "decisions"), True
    if topic in DOCUMENTS:
        name = next((name for pattern, name in _DOCUMENT_WORDS if pattern.search(clause)), None)
        return full_subject(topic, name or "issued"), name is not None
    simple = {"fees": "disclosure.fees.amount", "information_fee": "information_fee.received"}
    return simple.get(topic), True


def _rest(reader: Reader, before: str, behind: str, topics: list[str]) -> str:
    words = reader.words
    rest = f"{before} {behind}"
    parts = [words.topic_words[topic] for topic in topics]
    parts += [pattern for pattern, _ in _DOCUMENT_WORDS] if set(topics) & DOCUMENTS else []
    parts += [wording.words for wording in _carried(reader)] if topics == ["applications"] else []
    for part in parts:
        rest = part.sub(" ", rest)
    rest = left_over(reader, Surroundings(rest, 0, ""), topics[0], None)
    return words.negation_verbs.sub("", words.denial_tail.sub("", rest))


def _carried(reader: Reader) -> list[Wording]:
    return [entry for entry in reader.words.wordings[""] if entry.subject.startswith("applications.carried")]
