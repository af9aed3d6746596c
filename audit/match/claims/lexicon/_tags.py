"""What the lexicon of ``tags.toml`` knows of a text: one pass, each piece of it with what it tells of a figure."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from audit.forms import editions, load
from audit.match.claims.lexicon._clauses import MAX_SENTENCE
from audit.match.claims.lexicon._search import alternatives, as_pattern, first_characters
from audit.patterns import regex
from audit.words import NUMERAL, filled

#: Names that no words of the lexicon match where the report's year is not known.
_NEVER = "(?!)"
#: How an entry names another pattern.
_PART = regex(r"\{([a-z]+)\}")
#: What stands before the name of a line: “(三)”, “9.”, “属于”.
_NUMBERING = regex(rf"^(?:\([{NUMERAL}]+\)|\d+\.|属于)+")


class Tag(NamedTuple):
    """Characters ``start`` to ``end`` tell ``kind`` (a result, a column, a case…) and which of them, ``value``.

    ``part`` says that the words name only some of what it counts: 商业秘密 of 第三方合法权益.
    """

    kind: str
    value: str
    start: int
    end: int
    part: bool = False


class TagEntry(NamedTuple):
    """What words tell: see ``Tag``; ``context`` are the words that must stand near them, None where they tell it alone."""

    kind: str
    values: tuple[str, ...]
    part: bool
    context: re.Pattern[str] | None


class _WordsByFirst(dict[str, re.Pattern[str]]):
    """A character → the words that can begin with it, compiled when a text first has it: few texts have a third of them."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        super().__init__()
        self._sources = sources

    def __missing__(self, first: str) -> re.Pattern[str]:
        compiled = self[first] = _compiled(self._sources[first])
        return compiled


class Lexicon(NamedTuple):
    """The words of ``tags.toml``: those that can begin with each character, and what the groups of these patterns tell."""

    starts: re.Pattern[str]
    words: Mapping[str, re.Pattern[str]]
    meanings: Mapping[str, TagEntry]

    def read(self, text: str, start: int, end: int) -> Iterator[Tag]:
        """The tags from ``start`` to ``end`` of ``text``: at each place the first entry of the lexicon that matches."""
        position, words, meanings = start, self.words, self.meanings
        for at in self.starts.finditer(text, start, end):
            begin = at.start()
            if begin >= position and (match := words[text[begin]].match(text, begin, end)):
                kind, values, part, context = meanings[match.lastgroup or ""]
                if context is None or context.search(text, *_nearby(text, begin, match.end())):
                    position = match.end()
                    yield Tag(kind, values[0], begin, position, part)
                    for value in values[1:]:  # counted together with it
                        yield Tag(kind, value, position, position, part)


def _nearby(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence that holds ``start`` to ``end``, and of the one before it, as far as sentences reach."""
    low, high = max(0, start - MAX_SENTENCE), min(len(text), end + MAX_SENTENCE)
    before = text.rfind("。", low, max(low, text.rfind("。", low, start)))
    after = text.find("。", end, high)
    return before + 1 if before >= 0 else low, after if after >= 0 else high


@cache
def _lexicon(year: int | None) -> Lexicon:
    """The lexicon for a report of ``year``, whose neighbours “2023年” and “2025年” name what was carried in and out."""
    text = files(__package__).joinpath("tags.toml").read_text("utf-8")
    before, after = (str(year - 1), str(year + 1)) if year else (_NEVER, _NEVER)
    data = tomllib.loads(text)
    parts = {"before": before, "after": after}
    for name, words in data["parts"].items():
        parts[name] = _PART.sub(lambda match: parts.get(match[1], match[0]), as_pattern(words))
    meanings: dict[str, TagEntry] = {}
    by_first: dict[str, dict[str, list[str]]] = {}
    for number, entry in enumerate([*data["tag"], *_labels_of_forms(data["tag"])]):
        words = _written(entry["words"], parts)
        context = regex(_written(entry["near"], parts)) if "near" in entry else None
        name = f"t{number}"
        values = (entry["value"],) if isinstance(entry["value"], str) else tuple(entry["value"])
        meanings[name] = TagEntry(entry["kind"], values, entry.get("part", False), context)
        for one in alternatives(words):
            for first in first_characters(one):
                by_first.setdefault(first, {}).setdefault(name, []).append(one)
    sources = {
        first: "|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in found.items())
        for first, found in by_first.items()
    }
    return Lexicon(re.compile(f"[{re.escape(''.join(by_first))}]"), _WordsByFirst(sources), meanings)


def _labels_of_forms(entries: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Entries for the columns and results of 表三 that some form prints and none of ``entries`` names: their labels."""
    values = [entry["value"] for entry in entries]
    known = {one for value in values for one in ([value] if isinstance(value, str) else value)}
    for table in (load(edition).applications for edition in editions()):
        labels = {key: label for key, label in table.lines[0].columns if key != table.total_column}
        results = {line.key: line.label for line in table.lines if line.group and line.key != table.total_line}
        for kind, names in (("column", labels), ("result", results)):
            for key in (key for key in names if key not in known):
                known.add(key)
                words = _NUMBERING.sub("", unicodedata.normalize("NFKC", names[key].rpartition("/")[2]))
                yield {"kind": kind, "value": key, "words": re.escape(words) + ("{who}" if kind == "column" else "")}


def _written(words: str | Sequence[str], parts: Mapping[str, str]) -> str:
    """``words`` of an entry as one pattern, with what they name by ``{…}``."""
    return filled(_PART.sub(lambda match: parts.get(match[1], match[0]), as_pattern(words)))


@cache
def _compiled(words: str) -> re.Pattern[str]:
    """``words``, compiled once for all years that they do not name."""
    return re.compile(words)


def tags(text: str, spans: Iterable[tuple[int, int]], year: int | None) -> tuple[Tag, ...]:
    """The tags in ``spans`` of ``text``, folded by ``fold_in_place``, in printed order; ``year`` is the report's."""
    lexicon = _lexicon(year)
    return tuple(tag for start, end in spans for tag in lexicon.read(text, start, end))
