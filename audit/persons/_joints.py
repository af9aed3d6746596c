"""What is private and stands over the joints that a document has: line and paragraph ends, cells of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from audit.persons._hiding import private_spans
from audit.persons._numbers import END_OF_PARAGRAPH

#: Between two cells, as where a line ends.
_END_OF_CELL = "\n"
#: Digits of a piece of a number that is known again elsewhere: fewer may be a figure of the report.
_LEAST_DIGITS_OF_PIECE = 6
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PrivateWords:
    """The numbers and names of private people in texts that follow one another.

    ``words`` are those that are known again wherever they stand, each once, the longest first; ``spans`` tells of each text by
    its number where in it one stands, or a piece of one that goes over the end of the text.
    """

    words: tuple[str, ...]
    spans: dict[int, tuple[Span, ...]]


def private_over_joints(texts: Sequence[str], cells: Collection[int] = ()) -> PrivateWords:
    """What is private in ``texts``, read on from one to the next; ``cells`` are the numbers of those that are cells of tables."""
    joints = [_END_OF_CELL if number in cells else END_OF_PARAGRAPH for number in range(len(texts))]
    starts = list(accumulate((len(text) + len(joint) for text, joint in zip(texts, joints, strict=True)), initial=0))
    words: set[str] = set()
    spans: dict[int, list[Span]] = {}
    whole = "".join(chain.from_iterable(zip(texts, joints, strict=True)))
    for start, end in private_spans(whole):
        first, last = (bisect_right(starts, at) - 1 for at in (start, end - 1))
        for number in range(first, last + 1):
            span = max(0, start - starts[number]), min(len(texts[number]), end - starts[number])
            piece = texts[number][slice(*span)]
            if not piece:
                continue
            spans.setdefault(number, []).append(span)
            if first == last or sum(char.isdigit() for char in piece) >= _LEAST_DIGITS_OF_PIECE:
                words.add(piece)
        if first != last:
            words.add("".join(char for char in whole[start:end] if not char.isspace()))
    ordered = tuple(sorted(words, key=lambda word: (-len(word), word)))
    return PrivateWords(ordered, {number: tuple(own) for number, own in spans.items()})
