"""What the lexicon of ``tags.toml`` knows of a text: one pass, each piece of it with what it tells of a figure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from audit.match._heads import heads
from audit.words import filled

#: Names that no words of the lexicon match where the report's year is not known.
_NEVER = "(?!)"


class Tag(NamedTuple):
    """Characters ``start`` to ``end`` tell ``kind`` (a result, a column, a case…) and which of them, ``value``."""

    kind: str
    value: str
    start: int
    end: int


class Lexicon(NamedTuple):
    """The words of ``tags.toml``: those that can begin with each character, and what the groups of these patterns tell."""

    starts: re.Pattern[str]
    words: Mapping[str, re.Pattern[str]]
    told: Mapping[str, tuple[str, str]]

    def read(self, text: str, start: int, end: int) -> Iterator[Tag]:
        """The tags from ``start`` to ``end`` of ``text``: at each place the first entry of the lexicon that matches."""
        position, words, told = start, self.words, self.told
        for at in self.starts.finditer(text, start, end):
            begin = at.start()
            if begin >= position and (match := words[text[begin]].match(text, begin, end)):
                position = match.end()
                yield Tag(*told[match.lastgroup or ""], begin, position)


@cache
def _lexicon(year: int | None) -> Lexicon:
    text = files("audit.match").joinpath("tags.toml").read_text("utf-8")
    before, after = (str(year - 1), str(year + 1)) if year else (_NEVER, _NEVER)
    entries = tomllib.loads(filled(text.replace("{before}", before).replace("{after}", after)))["tag"]
    by_head: dict[str, list[str]] = {}
    for number, entry in enumerate(entries):
        for head in heads(entry["words"]):
            by_head.setdefault(head, []).append(f"(?P<t{number}>{entry['words']})")
    words = {head: _compiled("|".join(found)) for head, found in by_head.items()}
    told = {f"t{number}": (entry["kind"], entry["value"]) for number, entry in enumerate(entries)}
    return Lexicon(re.compile(f"[{re.escape(''.join(by_head))}]"), words, told)


@cache
def _compiled(words: str) -> re.Pattern[str]:
    """``words``, compiled once for all years that they do not name."""
    return re.compile(words)


def tags(text: str, spans: Iterable[tuple[int, int]], year: int | None) -> tuple[Tag, ...]:
    """The tags in ``spans`` of ``text``, folded by ``flat``, in printed order; ``year`` is the report's."""
    lexicon = _lexicon(year)
    return tuple(tag for start, end in spans for tag in lexicon.read(text, start, end))
