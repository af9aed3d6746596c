"""The clause around a number, and what a paragraph speaks of."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from audit.match.claims.lexicon._tags import tags
from audit.match.claims.lexicon._vocabulary import LITIGATION, vocabulary

#: Kinds of tags that name a topic by their value, those that stand for one topic, and an application of any kind.
_NAMED = frozenset(("topic", "case", "document", "decision"))
_TOPIC_OF_KIND = {"handling": "information_fee", "fee": "fees", "published": "published", "besides": "elsewhere"}
_ANY = "any"


class Surroundings(NamedTuple):
    """The clause around a quantity: ``lead`` before it from offset ``start``, ``trail`` behind it."""

    lead: str
    start: int
    trail: str


@lru_cache(4096)
def topics_in(text: str, year: int | None) -> tuple[tuple[str, str], ...]:
    """The topics that ``text`` names, in printed order, each with its words; ``year`` is the report's.

    An application is one for information only where its words say so.
    """
    named = []
    for tag in tags(text, [(0, len(text))], year):
        topic = tag.value if tag.kind in _NAMED else _TOPIC_OF_KIND.get(tag.kind)
        if topic and topic != _ANY:
            named.append((topic, text[tag.start : tag.end]))
    return tuple(named)


class _SentenceTopics(NamedTuple):
    """What was said of topics in the sentence from ``start`` to ``end``; ``counts`` says whether it holds any figure."""

    mentions: list[Mention]
    counts: bool
    start: int
    end: int


#: The characters of a clause that may name a topic, a whole sentence of them, or the topic itself as a figure told it.
Mention = tuple[int, int] | _SentenceTopics | str | None
#: Nothing names a topic.
_NO_TOPIC = ""


class Topics:
    """The topic that a clause or a figure named last, at the place up to which the paragraph was read.

    Few figures need it, so clauses are looked through only when it is asked for, from the last one back. A sentence that
    counts nothing, or speaks of what is done besides, leaves it as it was (“举办培训3次。”). Where cases of two kinds are
    named last, it is None: “其中复议57件、诉讼27件；尚未审结9件”.
    """

    __slots__ = ("mentions", "text", "year")

    def __init__(self, text: str, first: str | None, year: int | None) -> None:
        self.text, self.year = text, year
        self.mentions: list[Mention] = [first]

    def end_sentence(self, first: int, start: int, end: int, *, counts: bool) -> None:
        """Take in that the sentence from ``start`` to ``end`` ends, of which ``mentions`` holds what is behind ``first``."""
        if len(self.mentions) > first:
            self.mentions[first:] = [_SentenceTopics(self.mentions[first:], counts, start, end)]

    @property
    def now(self) -> str | None:
        """The topic spoken of."""
        return self._last(self.mentions)

    def _last(self, mentions: list[Mention]) -> str | None:
        """The topic of the last of ``mentions`` that names one; each is looked through once."""
        for place in reversed(range(len(mentions))):
            found = mentions[place]
            if isinstance(found, _SentenceTopics):
                found = self._of_sentence(found)
            elif isinstance(found, tuple):
                found = self._of_clause(*found)
            mentions[place] = found  # it is looked for once
            if found != _NO_TOPIC:
                mentions[-1] = found  # what was passed over is not passed over again for the next figure
                return found
        return _NO_TOPIC

    def _of_sentence(self, sentence: _SentenceTopics) -> str | None:
        """The topic that a sentence leaves behind; none where it speaks only of what is done besides."""
        found = self._last(sentence.mentions)
        if found != "elsewhere" or (sentence.counts and not self._is_besides(sentence)):
            return found
        return _NO_TOPIC

    def _of_clause(self, start: int, end: int) -> str | None:
        """The topic that a clause names last; None where it names cases of two kinds."""
        named = topics_in(self.text[start:end], self.year)
        if not named:
            return _NO_TOPIC
        return None if len({topic for topic, _ in named} & LITIGATION) > 1 else named[-1][0]

    def _is_besides(self, sentence: _SentenceTopics) -> bool:
        """Whether what the sentence names last is something done besides, which nobody receives, handles or answers."""
        named = topics_in(self.text[sentence.start : sentence.end], self.year)
        return bool(named) and vocabulary().scope["activities"].match(named[-1][1]) is not None
