"""Which quantity a number states: the words before it, else those behind it, under the topic spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.match._scope import Reader
from audit.match._vocabulary import DECISIONS, LITIGATION, Vocabulary, Wording, vocabulary
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
class Surroundings:
    """The clause around a quantity: ``lead`` before it from offset ``start``, ``trail`` behind it."""

    lead: str
    start: int
    trail: str


@remembered
def topics_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """The topics that ``text`` names, in printed order, each with its place."""
    return tuple((match.lastgroup or "", match.start(), match.end()) for match in vocabulary().topics.finditer(text))


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
