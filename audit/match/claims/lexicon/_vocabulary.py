"""The words of ``claims.toml`` and ``scopes.toml``, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from audit.match.claims.lexicon._places import compile_for_whole_text
from audit.match.claims.lexicon._search import as_pattern, compile_for_search
from audit.patterns import regex
from audit.words import OWN, filled

#: Topics of cases of 表四, and of decisions of 表二.
LITIGATION = frozenset(("review", "suit", "suit_direct", "suit_after_review"))
DECISIONS = frozenset(("licensing", "penalties", "coercion"))

#: Words of scopes that are looked for in every clause and that a search would try at every character of it, since they begin
#: with what must not stand before them.
_SOUGHT_EVERYWHERE = frozenset(("part", "past", "cumulative", "whole_year", "sub_unit", "announcing", "change"))

#: The lists of words that neither name nor narrow what is counted, looked for in one pass.
_NEUTRAL = ("known", "litigation", "neutral")
_BODIES = ("whole_body", "left_out", "sub_unit", "region", "own_level", "own_office")
_TIMES = ("part", "past", "cumulative", "this_year", "whole_year")
#: What the words of ``_TIMES`` and other times have that are told by numbers.
_DATES = "[年月]"


@dataclass(frozen=True, slots=True)
class RateWords:
    """One entry of ``rates``: the words that state ``subject``."""

    subject: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything of ``claims.toml``; ``scope`` holds the words of ``scopes.toml`` as well.

    ``partial`` and ``besides`` make a figure a part of what its noun counts; ``narrowing_in_text`` finds where words may do
    that before which no name stands. ``loose_lines`` are names of lines of 表三 that other work has as well.
    ``bodies`` finds any of the words for bodies, this organ among them; those that are named are told by ``scope["body"]``.
    ``scopes_in_text`` finds in a whole text where words of scopes may stand.
    """

    known: re.Pattern[str]
    litigation: re.Pattern[str]
    neutral: re.Pattern[str]
    everybody: re.Pattern[str]
    partial: re.Pattern[str]
    besides: re.Pattern[str]
    narrowing_in_text: re.Pattern[str]
    loose_lines: re.Pattern[str]
    rates: Sequence[RateWords]
    further_changes: Sequence[RateWords]
    listed: re.Pattern[str]
    scope: Mapping[str, re.Pattern[str]]
    bodies: re.Pattern[str]
    scopes_in_text: re.Pattern[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read and compiled at first use."""
    data = _data("claims.toml")
    scopes = {name: as_pattern(words) for name, words in _data("scopes.toml").items()}
    own = {name: as_pattern(words) for name, words in data["scope"].items()}
    parts = {name: as_pattern(words) for name, words in data["parts"].items()}
    return Vocabulary(
        known=_any_of(data["words"]["known"]),
        litigation=_any_of(data["words"]["litigation"]),
        neutral=_any_of([word for name in _NEUTRAL for word in data["words"][name]]),
        everybody=compile_for_search(as_pattern(data["words"]["everybody"])),
        partial=regex(parts["partial"]),
        besides=regex(parts["besides"]),
        narrowing_in_text=compile_for_whole_text((parts["partial"], parts["besides"], parts["of"])),
        loose_lines=regex(parts["loose_lines"]),
        rates=[_rate_words(entry) for entry in data["rates"]],
        further_changes=[_rate_words(entry) for entry in data["further_changes"]],
        listed=compile_for_search(as_pattern(data["denials"]["listed"])),
        scope={
            name: (compile_for_search if name in _SOUGHT_EVERYWHERE else regex)(words)
            for name, words in (own | scopes).items()
        },
        bodies=compile_for_search("|".join((OWN, *(scopes[name] for name in _BODIES)))),
        scopes_in_text=compile_for_whole_text(
            (_DATES, OWN, *(scopes[name] for name in (*_TIMES, *_BODIES, "announcing")))
        ),
    )


def _data(name: str) -> dict[str, Any]:
    """A data file of this room, with the words of ``audit.words`` that it asks for."""
    return tomllib.loads(filled(files(__package__).joinpath(name).read_text("utf-8")))


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern that finds any of ``words``, the longest of them first."""
    # One pass with the longest alternative first takes each character once: no backtracking over a whole clause.
    ordered = sorted(map(as_pattern, words), key=lambda word: -len(word))
    return regex("|".join(f"(?:{word})" for word in ordered))


def _rate_words(entry: Mapping[str, str]) -> RateWords:
    """One entry of ``rates`` or ``further_changes``, compiled."""
    return RateWords(entry["subject"], regex(as_pattern(entry["words"])))
