"""What the lexicon of ``tags.toml`` knows of a text: one pass, each piece of it with what it tells of a figure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from audit.words import filled


class Tag(NamedTuple):
    """Characters ``start`` to ``end`` tell ``kind`` (a result, a column, a case…) and which of them, ``value``."""

    kind: str
    value: str
    start: int
    end: int


@cache
def _lexicon(year: int | None) -> tuple[re.Pattern[str], tuple[tuple[str, str], ...]]:
    """The pattern of all words, its groups numbered as the entries of the second item tell kind and value."""
    text = filled(
        files("audit.match").joinpath("tags.toml").read_text("utf-8").replace("{before}", "@b").replace("{after}", "@a")
    )
    before, after = (str(year - 1), str(year + 1)) if year else ("(?!)", "(?!)")
    entries = tomllib.loads(text.replace("@b", before).replace("@a", after))["tag"]
    pattern = "|".join(f"(?P<t{number}>{entry['words']})" for number, entry in enumerate(entries))
    return re.compile(pattern), tuple((entry["kind"], entry["value"]) for entry in entries)


def tags(text: str, spans: Iterable[tuple[int, int]], year: int | None) -> tuple[Tag, ...]:
    """The tags in ``spans`` of ``text``, folded by ``flat``, in printed order; ``year`` is the report's."""
    pattern, entries = _lexicon(year)
    return tuple(
        Tag(*entries[int((match.lastgroup or "t0")[1:])], match.start(), match.end())
        for start, end in spans
        for match in pattern.finditer(text, start, end)
    )
