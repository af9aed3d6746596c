"""The words of ``sets.toml``, compiled once, and the tags of a piece of text in which they stand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audit.match.claims.lexicon import (
    Places,
    Tag,
    as_pattern,
    compile_for_search,
    compile_for_whole_text,
    tags,
    vocabulary,
)
from audit.match.claims.scope import ScopeReader
from audit.patterns import regex
from audit.words import OWN, filled

_OWN = regex(OWN)
_MARKS = regex(r"[\s。！？!?，；、:()“”□]")


@dataclass(frozen=True, slots=True)
class SetWords:
    """Everything of ``sets.toml``; ``openings`` finds any of the words with which a statement on a set begins.

    ``openings_in_text`` finds in a whole text where these may stand.
    """

    none: re.Pattern[str]
    fillers: re.Pattern[str]
    others: re.Pattern[str]
    all: re.Pattern[str]
    only: re.Pattern[str]
    rest: re.Pattern[str]
    excepted: re.Pattern[str]
    stage: re.Pattern[str]
    links: re.Pattern[str]
    naming: re.Pattern[str]
    ways: re.Pattern[str]
    courts: re.Pattern[str]
    costs: re.Pattern[str]
    letter: re.Pattern[str]
    some: re.Pattern[str]
    such: re.Pattern[str]
    led_to: re.Pattern[str]
    own_cause: re.Pattern[str]
    fee_cause: re.Pattern[str]
    openings: re.Pattern[str]
    openings_in_text: re.Pattern[str]


@cache
def set_words() -> SetWords:
    """The words, read and compiled at first use."""
    data = tomllib.loads(filled(files(__package__).joinpath("sets.toml").read_text("utf-8")))
    words = {name: as_pattern(written) for name, written in data.items()}
    openings = [words[name] for name in ("none", "all", "only", "stage")]
    return SetWords(
        **{name: regex(pattern) for name, pattern in words.items()},
        openings=compile_for_search("|".join(openings)),
        openings_in_text=compile_for_whole_text(openings),
    )


def places_of_set_words(text: str) -> Places:
    """Where in ``text`` words may stand with which a statement on a set begins."""
    return Places(set_words().openings_in_text, text, len(text))


def tags_of(text: str, start: int, end: int, year: int | None) -> list[Tag]:
    """The tags in a piece of ``text`` read by itself: a “未” before it is no part of it."""
    return [
        tag._replace(start=tag.start + start, end=tag.end + start)
        for tag in tags(text[start:end], [(0, end - start)], year)
    ]


def without_name(reader: ScopeReader, text: str) -> str:
    """``text`` with what calls the organ itself, and with the report's year, blanked."""
    if own := reader.organ.named_in(text):
        text = text.replace(own, " " * len(own))
    for pattern in (_OWN, reader.year_words):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return reader.organ.without_region(text) if reader.organ.is_government else text


def words_unknown(text: str, start: int, end: int, found: Sequence[Tag], *known: re.Pattern[str]) -> str:
    """The words of a piece of ``text`` that neither ``found`` nor any lexicon knows, "" where they name nothing."""
    rest = around(text, start, end, found)
    words = vocabulary()
    for pattern in (words.everybody, *known, words.litigation, words.known, _MARKS):
        if not rest:
            break
        rest = pattern.sub("", rest)
    return rest


def around(text: str, start: int, end: int, found: Sequence[Tag]) -> str:
    """The words of a piece of ``text`` that no tag of ``found`` covers."""
    pieces, position = [], start
    for tag in found:
        if tag.end > position:
            pieces.append(text[position : max(position, tag.start)])
            position = tag.end
    return "□".join((*pieces, text[position:end]))
