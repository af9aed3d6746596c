"""The clause around a number, and what a paragraph speaks of."""

from __future__ import annotations

from typing import NamedTuple

from audit.match._vocabulary import LITIGATION, vocabulary
from audit.text import remembered


class Surroundings(NamedTuple):
    """The clause around a quantity: ``lead`` before it from offset ``start``, ``trail`` behind it."""

    lead: str
    start: int
    trail: str


@remembered
def topics_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """The topics that ``text`` names, in printed order, each with its place."""
    return tuple((match.lastgroup or "", match.start(), match.end()) for match in vocabulary().topics.finditer(text))


class _Sentence(NamedTuple):
    """What was said of topics in the sentence from ``start`` to ``end``; ``counts`` says whether it holds any figure."""

    said: list[Said]
    counts: bool
    start: int
    end: int


#: The characters of a clause that may name a topic, a whole sentence of them, or the topic itself as a figure told it.
Said = tuple[int, int] | _Sentence | str | None
#: Nothing names a topic.
_SILENT = ""


class Topics:
    """What a paragraph speaks of at the place up to which it was read: the topic that a clause or a figure named last.

    Few figures need it, so clauses are looked through only when it is asked for, from the last one back. A sentence that
    counts nothing, or speaks of what is done besides, leaves it as it was (“举办培训3次。”). Where cases of two kinds are
    named last, it is None: “其中复议57件、诉讼27件；尚未审结9件”.
    """

    __slots__ = ("said", "text")

    def __init__(self, text: str, first: str | None) -> None:
        self.text = text
        self.said: list[Said] = [first]

    def end_sentence(self, first: int, start: int, end: int, *, counts: bool) -> None:
        """Take in that the sentence from ``start`` to ``end`` ends, of which ``said`` holds what is behind ``first``."""
        if len(self.said) > first:
            self.said[first:] = [_Sentence(self.said[first:], counts, start, end)]

    @property
    def now(self) -> str | None:
        """The topic spoken of."""
        return self._last(self.said)

    def _last(self, said: list[Said]) -> str | None:
        for place in reversed(range(len(said))):
            found = said[place]
            if isinstance(found, _Sentence):
                found = self._of_sentence(found)
            elif isinstance(found, tuple):
                found = self._of_clause(*found)
            said[place] = found  # it is looked for once
            if found != _SILENT:
                return found
        return _SILENT

    def _of_sentence(self, sentence: _Sentence) -> str | None:
        found = self._last(sentence.said)
        if found != "elsewhere" or (sentence.counts and not _is_besides(self.text[sentence.start : sentence.end])):
            return found
        return _SILENT

    def _of_clause(self, start: int, end: int) -> str | None:
        named = topics_in(self.text[start:end])
        if not named:
            return _SILENT
        return None if len({topic for topic, _, _ in named} & LITIGATION) > 1 else named[-1][0]


def _is_besides(sentence: str) -> bool:
    """Whether what the sentence names last is something done besides, which nobody receives, handles or answers."""
    noun = topics_in(sentence)[-1:]
    return bool(noun) and vocabulary().scope["activities"].match(sentence[noun[0][1] : noun[0][2]]) is not None
