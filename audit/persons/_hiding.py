"""Text with what is private in it hidden, no character more or less."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from audit.patterns import regex
from audit.persons._names import names_to_hide
from audit.persons._numbers import END_OF_PARAGRAPH, personal_numbers
from audit.text import as_simplified, remembered, widened

#: Results of hiding that are kept: one paragraph is shown by several findings of several rules.
_REMEMBERED = 256
#: Digits of the shortest number of a person; fewer are a piece of one, of which nothing is shown.
_LEAST_DIGITS = 11
#: Ends of the names of places, which may begin as a person's name does.
_PLACE_ENDS = "省市县区州旗盟镇乡村街"
#: An address that may be a person's own; those of organs end in gov.cn.
_EMAIL = regex(
    r"""
    (?<! [\w.+-] ) [\w.+-]{1,64}+ [@＠]     # whose it is
    (?! [\w.-]{0,64} gov\.cn )              # no organ's
    [\w-]{1,64} (?: \. [\w-]{1,64} ){1,4}   # where it is
    """,
    re.ASCII | re.VERBOSE,
)
_SENTENCE = regex(rf"[^。；{END_OF_PARAGRAPH}]+[。；]?")


def masked(text: str, known: Sequence[str] = ()) -> str:
    """``text`` with its personal numbers and names hidden, no character more or less: no output repeats personal data.

    ``known`` are words that were found to be personal elsewhere in the same report (``PrivateWords.words``): a name stands by
    itself where it is repeated, and a part of a sentence does not tell whose number it holds.
    """
    if known and any(word in text for word in known):
        return hidden_at(text, private_spans(text, known))
    return _masked(text)


def masked_note(text: str, known: Sequence[str] = ()) -> str:
    """What somebody wrote on a report, hidden as in ``masked``, and each mobile number with it, whatever stands around it."""
    plain = as_simplified(text)
    mobiles = ((number.start, number.end) for number in personal_numbers(plain, in_note=True))
    return hidden_at(text, [*private_spans(text, known), *mobiles])


@remembered
@lru_cache(_REMEMBERED)
def _masked(text: str) -> str:
    return hidden_at(text, private_spans(text))


def private_spans(text: str, known: Sequence[str] = ()) -> tuple[tuple[int, int], ...]:
    """Where ``text`` holds numbers and names of private people, those that are ``known`` from elsewhere among them."""
    plain = as_simplified(text)
    found = {(number.start, number.end) for number in personal_numbers(plain)} | set(names_to_hide(plain))
    found |= _addresses_beside(plain, found)
    if known and any(word in text for word in known):
        found |= {match.span() for match in _any_of(tuple(known)).finditer(text)}
    return tuple(sorted(found))


def _addresses_beside(text: str, found: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """The e-mail addresses of sentences that hold a number or name of a private person; others may be an office's."""
    if not found or ("@" not in text and "＠" not in text):
        return set()
    starts = [start for start, _ in found]
    sentences = [match.span() for match in _SENTENCE.finditer(widened(text))]
    private = [span for span in sentences if any(span[0] <= start < span[1] for start in starts)]
    return {match.span() for span in private for match in _EMAIL.finditer(text, *span)}


@lru_cache(_REMEMBERED)
def _any_of(known: tuple[str, ...]) -> re.Pattern[str]:
    """``known`` words, the longest first, where they stand by themselves: no part of longer figures or of a place's name."""
    ordered = sorted(known, key=lambda word: (-len(word), word))
    return re.compile("|".join(_by_itself(word) for word in ordered))


def _by_itself(word: str) -> str:
    if word[0].isdigit():
        return rf"(?<!\d){re.escape(word)}(?!\d)"
    return rf"{re.escape(word)}(?![{_PLACE_ENDS}])"


def hidden_at(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with what stands at ``spans`` hidden, those that overlap as one."""
    together: list[tuple[int, int]] = []
    for span in sorted(spans):
        last = together[-1] if together else (0, 0)
        if span[0] < last[1]:
            together[-1] = last[0], max(span[1], last[1])
        else:
            together.append(span)
    if not together:
        return text
    shown = list(text)
    for start, end in together:
        shown[start:end] = _hidden(text[start:end])
    return "".join(shown)


def _hidden(words: str) -> str:
    """The first character of a name, the first three and last two of a number, the rest as “*”; of a piece of one nothing."""
    if not words[:1].isdigit():
        return words[0] + "*" * (len(words) - 1)
    if sum(char.isdigit() or char == "*" for char in words) < _LEAST_DIGITS:  # it may be hidden already
        return "*" * len(words)
    return words[:3] + "*" * (len(words) - 5) + words[-2:]
