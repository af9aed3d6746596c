"""The words by which the sections of a report are known: one look-up for readers, matching and rules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from audit.forms._load import load
from audit.patterns import regex
from audit.text import fold, remembered
from audit.words import filled

#: Longest heading of a section, and the longest that is known by what it speaks of, in characters.
LONGEST_HEADING, _LONGEST_SPOKEN = 60, 35
_MARKS = regex(r"[^\w]")
#: What the end of a heading may be; any other mark makes a sentence of it.
_SENTENCE = regex(r"[。；，：:;,!?]")
_ENDS = "。：:，,、； "


class TitleMatch(IntEnum):
    """How well words are known as a section's title; more is better."""

    SPEAKS = 1
    ASPECT = 2
    OTHER = 3
    USUAL = 4
    TITLE = 5


class NamedSection(NamedTuple):
    """The section that a heading names, and how."""

    section: int
    wording: TitleMatch


@cache
def words() -> Mapping[str, Any]:
    """The shipped ``headings.toml``: by section number ("1") the lists of wordings."""
    data: Mapping[str, Any] = tomllib.loads(filled(files("audit.forms").joinpath("headings.toml").read_text("utf-8")))
    return data


def section_named(text: str, edition: str) -> NamedSection | None:
    """The section whose heading ``text``, without its running number, is in ``edition``; None for other words.

    What only speaks of a section is no heading of it here: see ``speaks_of``.
    """
    return _named(f"{edition} {text}") if len(text) <= LONGEST_HEADING else None


def speaks_of(text: str, section: int) -> bool:
    """Whether ``text``, a short line numbered as ``section``, names what that section is about in words of its own."""
    pattern = words().get(str(section), {}).get("speaks")
    plain = len(text) <= _LONGEST_SPOKEN and not _SENTENCE.search(text.rstrip(_ENDS))
    return bool(pattern) and plain and re.search(pattern, text) is not None


def is_usual(text: str, section: int, edition: str) -> bool:
    """Whether ``text`` is the title of ``section`` in ``edition`` or one of its usual wordings."""
    key = _key(text)
    title = _key(load(edition).sections[section])
    known = (*_patterns()[section, TitleMatch.USUAL], *_patterns()[section, TitleMatch.ASPECT])
    return key == title or any(pattern.fullmatch(key) for pattern in known)


@cache
def title_patterns(edition: str) -> str:
    """One pattern, without groups of its own, for all titles and usual wordings as printed, marks inside included."""
    usual = [_loosened(pattern) for number in load(edition).sections for pattern in words()[str(number)]["titles"]]
    return "|".join([*(re.escape(title) for title in load(edition).sections.values()), *usual])


def _loosened(pattern: str) -> str:
    """``pattern``, written without marks, for text that prints 、 between two words."""
    return pattern.replace("[及和与]", "[、，,及和与]")


@remembered
def _named(query: str) -> NamedSection | None:
    edition, text = query.split(" ", 1)
    key = _key(text)
    if not key:
        return None
    for section, title in load(edition).sections.items():
        if key == _key(title):
            return NamedSection(section, TitleMatch.TITLE)
    for wording in (TitleMatch.USUAL, TitleMatch.ASPECT, TitleMatch.OTHER):
        for section in load(edition).sections:
            if any(pattern.fullmatch(key) for pattern in _patterns()[section, wording]):
                return NamedSection(section, wording)
    return None


@cache
def _patterns() -> Mapping[tuple[int, TitleMatch], tuple[re.Pattern[str], ...]]:
    lists = {TitleMatch.USUAL: "titles", TitleMatch.ASPECT: "aspects", TitleMatch.OTHER: "others"}
    before = words()["any"]["before"]
    return {
        (int(number), wording): tuple(regex(before + pattern) for pattern in entry[name])
        for number, entry in words().items()
        if number.isdigit()
        for wording, name in lists.items()
    }


@remembered
def _key(text: str) -> str:
    return _MARKS.sub("", fold(text))
