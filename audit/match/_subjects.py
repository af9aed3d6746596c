"""Which quantity a number states: the words before it, else those behind it, under the topic spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from audit.match._quantities import Quantity, is_money
from audit.match._scope import Reader
from audit.match._vocabulary import DECISIONS, LITIGATION, Vocabulary, Wording, full_subject, vocabulary
from audit.text import remembered
from audit.words import YEAR, measures

#: Units in which papers and cases are counted; “” is none printed.
COUNTED = frozenset((*measures("papers", "cases", "others", "times", "instances"), ""))
_JOIN = re.compile(r"[、和与及或以\s]+")
_YEAR_WORD = re.compile(rf"({YEAR})")
_NO_WORD = re.compile(r"[\s、，。；:;,.·\"'“”‘’《》()（）\-—]+")
#: Clauses before a number of which the wording found is kept: they recur from report to report.
_REMEMBERED = 4096
#: Said where no verb tells more: subject, and whether the bare noun fixes what was counted.
_DEFAULTS = {
    "applications": ("applications.received.total", False),
    "fees": ("disclosure.fees.amount", True),
    "published": ("published.items", True),
} | dict.fromkeys(LITIGATION, ("total", True))
_DEFAULTS |= dict.fromkeys(DECISIONS, ("decisions", False))


@dataclass(frozen=True, slots=True)
class Stated:
    """What a number states: ``subject`` (None: unknown), its topic, whether all words around it are understood.

    ``start`` and ``end`` bound the words of the subject in the paragraph, where there are any.
    """

    subject: str | None
    topic: str | None = None
    certain: bool = False
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The clause around a quantity: ``lead`` before it from offset ``start``, ``trail`` behind it, the topic so far.

    ``decided`` says whether the sentence has counted decisions (True) or what was made public (False) before, so that
    a bare “行政处罚5件” counts the same; None where it has said neither.
    """

    lead: str
    start: int
    trail: str
    memory: str | None
    decided: bool | None = None


@remembered
def topics_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """The topics that ``text`` names, in printed order, each with its place."""
    return tuple((match.lastgroup or "", match.start(), match.end()) for match in vocabulary().topics.finditer(text))


def stated(reader: Reader, around: Surroundings, quantity: Quantity) -> Stated:
    """What ``quantity`` states."""
    words = reader.words
    lead = words.everybody.sub(lambda match: " " * len(match[0]), around.lead)
    nouns = topics_in(lead)
    named = nouns or topics_in(around.trail)[:1]
    topic = (nouns[-1] if nouns else named[0])[0] if named else around.memory
    summed = not named and topic in LITIGATION and reader.words.scope["summed"].search(lead)
    if topic == "elsewhere" or "分别" in lead or summed:
        return Stated(None, topic)
    if joint := _joint(lead, nouns):
        subject = "litigation.total" if joint <= set(LITIGATION) else None
        return Stated(subject, topic, subject is not None and not left_over(reader, around, topic, None))
    found = _worded(lead, topic) or _trailing(reader, around, topic)
    if found is None:
        return _default(reader, around, topic if named else None, quantity)
    wording, behind, span = found
    subject = full_subject(topic or "", wording.subject)
    rest = left_over(reader, around, topic, wording)
    from_memory = not named and wording.topic != ""
    if (from_memory and rest) or not _fits(subject, quantity) or not _right_year(subject, span[2], reader.year):
        return Stated(None, topic)
    offset = quantity.end if behind else around.start
    return Stated(subject, topic, wording.certain and not rest, offset + span[0], offset + span[1])


def left_over(reader: Reader, around: Surroundings, topic: str | None, wording: Wording | None) -> str:
    """What the clause says besides words that neither widen nor narrow: "" where everything is understood."""
    words = reader.words
    rest = f"{around.lead} {around.trail}"
    if own := reader.own_name(rest):
        rest = rest.replace(own, " ")
    rest = reader.year_words.sub(" ", rest)
    if (region := words.scope["region"].search(rest)) and reader.is_own_region(region[0][1:]):
        rest = rest.replace(region[0], " ")
    rest = words.everybody.sub(" ", rest)
    for part in _own_words(words, topic, wording):
        rest = part.sub(" ", rest)
    return _NO_WORD.sub("", words.known.sub(" ", rest))


def _own_words(words: Vocabulary, topic: str | None, wording: Wording | None) -> list[re.Pattern[str]]:
    # Nouns before verbs: “处罚决定” is one word, “决定” only a part of it.
    parts = [words.topic_words[topic]] if topic else []
    if topic in LITIGATION:
        parts += [words.litigation, *(words.topic_words[name] for name in LITIGATION)]
    else:
        parts.append(words.topic_words["applications"])
    if wording:
        same = [entry for entry in words.family(topic) if entry.subject == wording.subject]
        parts += [entry.words for entry in same] + [entry.also for entry in same if entry.also]
    return parts


def _joint(lead: str, nouns: Sequence[tuple[str, int, int]]) -> set[str]:
    joined: set[str] = set()
    for (left, _, end), (right, start, _) in pairwise(nouns):
        if left != right and _JOIN.fullmatch(lead, end, start):
            joined |= {left, right}
    return joined


@lru_cache(_REMEMBERED)
def _worded(lead: str, topic: str | None) -> tuple[Wording, bool, tuple[int, int, str]] | None:
    # The words nearest to the number state what it counts; of two that end together, the longer one.
    best: tuple[int, int] = (-1, -1)
    chosen = None
    for wording in vocabulary().family(topic):
        for match in wording.words.finditer(lead):
            rank = (match.end(), match.end() - match.start())
            if rank > best:
                best, chosen = rank, (wording, False, (match.start(), match.end(), match[0]))
    return chosen


def _trailing(
    reader: Reader, around: Surroundings, topic: str | None
) -> tuple[Wording, bool, tuple[int, int, str]] | None:
    if not around.trail or left_over(reader, Surroundings(around.lead, 0, "", None), topic, None):
        return None
    best: tuple[int, int] | None = None
    chosen = None
    for wording in reader.words.family(topic):
        if match := wording.words.search(around.trail):
            rank = (match.start(), -match.end())
            if best is None or rank < best:
                best, chosen = rank, (wording, True, (match.start(), match.end(), match[0]))
    return chosen


def _default(reader: Reader, around: Surroundings, topic: str | None, quantity: Quantity) -> Stated:
    if topic == "information_fee":
        subject = "information_fee.received" if is_money(quantity.unit) else "information_fee.notices"
        return Stated(subject, topic)
    behind_only = topic in LITIGATION and not topics_in(around.lead)
    if topic not in _DEFAULTS or (behind_only and left_over(reader, around, topic, None)):
        return Stated(None, topic)
    name, certain = _DEFAULTS[topic]
    subject = full_subject(topic, name)
    if not _fits(subject, quantity):
        return Stated(None, topic)
    # “2起复议案件、1起诉讼案件均未审结”: without a verb before it, a number may be a part.
    certain = certain and not (behind_only and not around.lead.strip(" ，、"))
    rest = left_over(reader, around, topic, None)
    if topic == "published" and rest:
        return Stated(None, topic)
    if topic in DECISIONS:
        # “行政处罚信息30条” may be items on a web site; “行政处罚决定30件” are decisions.
        said = around.lead + around.trail
        certain = "信息" not in said and (around.decided is True or ("决定" in said and around.decided is None))
    return Stated(subject, topic, certain and not rest)


def _fits(subject: str, quantity: Quantity) -> bool:
    money = subject in ("disclosure.fees.amount", "information_fee.charged", "information_fee.received")
    return is_money(quantity.unit) if money else quantity.unit in COUNTED


def _right_year(subject: str, words: str, year: int | None) -> bool:
    match = _YEAR_WORD.search(words)
    if not match:
        return True
    wanted = {"applications.carried_in.total": -1, "applications.carried_out.total": 1}.get(subject)
    return wanted is not None and year is not None and int(match[1]) == year + wanted
