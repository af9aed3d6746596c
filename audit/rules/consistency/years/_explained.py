"""Whether the text explains that a number changed: it speaks of that number, and of a change in that direction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from audit.model import Report
from audit.patterns import regex
from audit.rules.kit import narrative
from audit.text import widened
from audit.words import NUMERAL, TEXT_MEASURE

#: A sentence; one that begins with the change itself (“较上年增加130件”) goes on with that before it.
_SENTENCE = regex(r"[^。；;\n]+(?:[。；;](?=同比|环比|[较比与](?:上|去|20)|为上|[增减]|上升|下降)[^。；;\n]+)*")
_CLAUSE = regex(r"[^，,。；;]+")
#: A number with its unit behind what it counts.
_NUMBER = rf"(?:[\d.{NUMERAL}]++余?(?:{TEXT_MEASURE}|[%％])?)"
#: Characters before a word of change in which what was changed stands.
_CHARACTERS_BEFORE = 60
#: Characters that may stand between a word of change and what was changed behind it.
_OBJECT = r"[^、（）()]{0,8}?"

Way = Literal["rises", "falls"]


@dataclass(frozen=True, slots=True)
class Wordings:
    """How texts speak of changes: patterns of words that say which way, give a reason, compare years, stand between."""

    rises: str
    falls: str
    reasons: str
    compared: str
    between: str
    tail: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A number by the ``noun`` of what it counts, a pattern; ``others`` are those that a clause may speak of instead."""

    noun: str
    others: tuple[str, ...]


def is_explained(report: Report, subject: Subject, way: Way, words: Wordings) -> bool:
    """Whether a sentence says that the number went this ``way``, or gives a reason and does not say the contrary."""
    sentences = (s for passage in narrative(report) for s in _SENTENCE.findall(widened(passage.text)))
    return any(_explains(s, subject, way, words) for s in sentences if re.search(subject.noun, s))


def _explains(sentence: str, subject: Subject, way: Way, words: Wordings) -> bool:
    if _says(sentence, subject, words, words.rises if way == "rises" else words.falls):
        return True
    is_counted = re.search(rf"(?:{subject.noun})(?:{words.tail}|(?:{words.between})*{_NUMBER})", sentence)
    reason = (is_counted and re.search(words.reasons, sentence)) or _says(sentence, subject, words, words.compared)
    return bool(reason) and not _says(sentence, subject, words, words.falls if way == "rises" else words.rises)


@lru_cache
def _patterns(noun: str, tail: str, between: str) -> tuple[re.Pattern[str], ...]:
    """A noun before the word of a change, a noun behind it, and what may stand between the two."""
    skipped = rf"(?:{between}|{_NUMBER})*+"
    return (
        re.compile(rf"(?:{noun})(?:{tail})?{skipped}$"),
        re.compile(rf"{_OBJECT}(?:{noun})(?:{tail}|{_NUMBER})"),
        re.compile(skipped),
    )


def _says(sentence: str, subject: Subject, words: Wordings, change: str) -> bool:
    """Whether a word of ``change`` belongs to the noun: named before it in its clause, behind it, or in a clause before."""
    before, behind, skipped = _patterns(subject.noun, words.tail, words.between)
    carried: tuple[str, ...] = ()
    for clause in _CLAUSE.findall(sentence):
        for match in re.finditer(change, clause):
            head = clause[max(0, match.start() - _CHARACTERS_BEFORE) : match.start()]
            if before.search(head) or behind.match(clause, match.end()):
                return True
            if subject.noun in carried and len(head) < _CHARACTERS_BEFORE and skipped.fullmatch(head):
                return True
        # A clause without a noun takes that of the last one before it that has any.
        carried = tuple(noun for noun in (subject.noun, *subject.others) if re.search(noun, clause)) or carried
    return False
