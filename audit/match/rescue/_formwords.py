"""Pieces of the form's printed words: what a line broken to the width of a cell may hold of them."""

from __future__ import annotations

from functools import cache

from audit.match.labels import Labels, group_keys, label_key
from audit.match.rescue._linewords import words_and_figures

#: Most characters of a line of a table.
LONGEST_LINE = 60
#: Pieces of labels at most of which a line of a table that is not put together consists.
_MOST_PIECES = 3


def consists_of_pieces(text: str, known: Labels) -> bool:
    """Whether a line prints pieces of the form's words, however many, and at most figures behind them."""
    return is_fragment("".join(words_and_figures(text)[0]), known, LONGEST_LINE)


def is_fragment(text: str, known: Labels, most_pieces: int = _MOST_PIECES) -> bool:
    """Whether ``text`` consists of at most so many pieces of the form's words; marks alone do."""
    key, printed = label_key(text), _all_words(known)
    if len(key) > LONGEST_LINE:
        return False
    for _ in range(most_pieces):
        if not key:
            break
        length = next((end for end in range(len(key), 0, -1) if key[:end] in printed), 0)
        key = key[length:]
    return not key


def is_piece_of_group(word: str) -> bool:
    """Whether ``word`` may be a piece of a group's label (“（三）不予公” and “开”)."""
    key = label_key(word)
    return bool(key) and any(key in group for group in group_keys())


def fewest_words(text: str, known: Labels) -> tuple[str, ...]:
    """``text`` as the fewest words of the form's heads and groups that it consists of, () where it does not."""
    words = _words_of_heads(known)
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(text) + 1):
        ways = [
            (*before, word)
            for word in words
            if text.endswith(word, 0, end) and (before := best[end - len(word)]) is not None
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or ()


@cache
def _words_of_heads(known: Labels) -> tuple[str, ...]:
    return tuple(sorted({*group_keys(), *(key for columns in known.columns.values() for key in columns)}))


@cache
def _all_words(known: Labels) -> str:
    """All words of the form, one a line."""
    return "\n".join((*known.lines, *_words_of_heads(known)))


@cache
def beginnings(known: Labels) -> frozenset[str]:
    """All that a label of a line begins with; a number alone, which leaves nothing, does as well."""
    return frozenset(key[:end] for key in known.lines for end in range(len(key) + 1))
