"""Words that the lists of this folder call wrong, with what is usual in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from audit.model import Passage
from audit.patterns import regex
from audit.rules.kit import Hit, Severity, data_file, wrong_words
from audit.rules.wording.wrongwords._confusions import confused

_QUOTED = regex(r"《[^《》]{0,80}》|“[^“”]{0,80}”")
#: A pattern, what is usual in its place, how grave it is, and whether it is looked for in names within marks as well.
Entry = tuple[re.Pattern[str], str, Severity, bool]


def wrong_in(
    passage: Passage, entries: Sequence[Entry], right_words: re.Pattern[str]
) -> Iterator[tuple[Severity, Hit]]:
    """The wrong words of ``passage``; what one entry has found, names in marks and right words are left alone."""
    names, taken = bytearray(len(passage.text)), bytearray(len(passage.text))
    for match in _QUOTED.finditer(passage.text):
        _take(names, *match.span())
    for match in right_words.finditer(passage.text):
        _take(taken, *match.span())
    for start, end, right, severity, named in chain(_listed(passage, entries), _confused(passage)):
        if not any(taken[start:end]) and (named or not any(names[start:end])):
            _take(taken, start, end)
            yield severity, wrong_words(passage, (start, end), "{where}“{found}”宜为“{correction}”", correction=right)


def _listed(passage: Passage, entries: Sequence[Entry]) -> Iterator[tuple[int, int, str, Severity, bool]]:
    """Where the patterns of ``entries`` are found: start and end, what is right, how grave it is, whether names count."""
    for pattern, right, severity, named in entries:
        for match in pattern.finditer(passage.text):
            yield *match.span(), right, severity, named


def _confused(passage: Passage) -> Iterator[tuple[int, int, str, Severity, bool]]:
    """Where confused words are found, as ``_listed`` gives it."""
    for start, end, known in confused(passage.text):
        yield start, end, known.right, known.severity, known.in_names


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def traditional_in(passage: Passage) -> Iterator[Hit]:
    """The characters of traditional script amid simplified text, each run of them with its simplified form."""
    pattern, usual = _characters()
    for match in pattern.finditer(passage.text):
        right = match[0].translate(usual)
        yield wrong_words(passage, match.span(), "{where}夹有繁体字“{found}”，宜为“{correction}”", correction=right)


@cache
def _characters() -> tuple[re.Pattern[str], dict[int, str]]:
    pairs = data_file(__package__, "traditional")["pairs"].split()
    return re.compile(f"[{''.join(pair[0] for pair in pairs)}]+"), {ord(pair[0]): pair[1] for pair in pairs}


@cache
def entries() -> tuple[Entry, ...]:
    """The wrong words of words.toml: pattern, right word, severity, whether names in marks are looked at too."""
    return tuple(
        (re.compile(e["wrong"]), e["right"], e.get("severity", "info"), e.get("in_names", False))
        for e in data_file(__package__, "words")["words"]
    )
