"""Finds a character doubled by a slip (“进一步加加强”, “公开开了”), and leaves two words that meet (“工作作风”) alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from audit.patterns import regex
from audit.rules.kit import data_file

_TWICE = regex(r"(?P<word>[\u4e00-\u9fff])(?P=word)")


class _Around(NamedTuple):
    """What words a character begins and ends: each a string of the characters beside it.

    ``opening`` stand behind it in frequent words, ``closing`` in front of it; ``ends`` stand in front of it in any word that
    ends with it, ``begins`` behind it in any word that begins with it.
    """

    opening: str
    closing: str
    ends: str
    begins: str


def doubled(text: str) -> Iterator[re.Match[str]]:
    """The characters of ``text`` that stand twice running and should not, as group “word”.

    A frequent word begins with the second and no word ends with the first, or the other way round; a particle is doubled
    wherever neither is so. “高高兴兴”, “试一试试”, “一张张” are no slips.
    """
    particles, known = _known()
    for match in _TWICE.finditer(text):
        start, end = match.span()
        before, behind = text[max(0, start - 1) : start], text[end : end + 1]
        if _is_rhythm(text, start, end):
            continue
        particle = particles.get(match["word"])
        if particle is not None:
            if not (_in(before, particle.ends) or _in(behind, particle.begins)):
                yield match
        elif around := known.get(match["word"]):
            begun = _in(behind, around.opening) and not _in(before, around.ends)
            ended = _in(before, around.closing) and not _in(behind, around.begins)
            if begun or ended:
                yield match


def _is_rhythm(text: str, start: int, end: int) -> bool:
    """Whether more is doubled around, as in “实实在在”, “清清楚楚”, or a unit is counted out: “一张张”."""
    char, before, behind = text[start], text[max(0, start - 2) : start], text[end : end + 2]
    pairs = (before, behind)
    return char in (before[-1:], behind[:1]) or before[-1:] == "一" or any(len(p) == 2 and p[0] == p[1] for p in pairs)


def _in(char: str, among: str) -> bool:
    return bool(char) and char in among


@cache
def _known() -> tuple[Mapping[str, _Around], Mapping[str, _Around]]:
    """Particles, and characters of words, each with what stands beside it."""
    data = data_file(__package__, "doubled_characters")
    particles = {char: _Around("", "", *beside) for char, beside in data["particles"].items()}
    return particles, {char: _Around(*beside) for char, beside in data["words"].items()}
