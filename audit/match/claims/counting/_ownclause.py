"""The number’s own clause: whether it names all that is counted, and which of its words nobody knows."""

from __future__ import annotations

from audit.match.claims.frames import Frame, first_unknown_word, may_be_part, tags_name_quantity, unknown_words
from audit.match.claims.lexicon import trail_end
from audit.match.claims.numbers import PrintedNumber
from audit.match.claims.scope import ScopeReader
from audit.patterns import regex

_NUMERAL = regex("[0-9]")
#: What a bracket behind a number says of it, where that holds no number.
_BRACKET = regex(r"[(]([^()0-9]{1,60})[)]")


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
    """The words that no lexicon knows, in the number's own clause before and behind it, and in a bracket right behind."""
    end = trail_end(text, number.end, len(text))
    if another := _NUMERAL.search(text, number.end, end):
        end = another.start()
    before = [tag for tag in frame.naming if frame.start <= tag.start and tag.end <= number.start]
    behind = [tag for tag in frame.naming if number.end <= tag.start and tag.end <= end]
    found = first_unknown_word(_without_own_name(reader, text, frame, number), frame.start, number.start, before)
    bracket = _BRACKET.match(text, end)
    in_bracket = first_unknown_word(text, bracket.start(1), bracket.end(1), ()) if bracket else ""
    return found + first_unknown_word(text, number.end, end, behind) + in_bracket


def has_known_words(reader: ScopeReader, text: str, frame: Frame, number: PrintedNumber) -> bool:
    """Whether the words before the number in its own clause are known, each of them."""
    naming = [tag for tag in frame.naming if tag.end <= number.start]
    return not unknown_words(_without_own_name(reader, text, frame, number), frame.start, number.start, naming)


def _without_own_name(reader: ScopeReader, text: str, frame: Frame, number: PrintedNumber) -> str:
    """``text`` with the organ's own name blanked where it stands before the number: “县水务局收到7件”."""
    own = reader.organ.named_in(text[frame.start : number.start])
    return text.replace(own, " " * len(own)) if own else text
