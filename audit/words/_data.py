"""The lexicon's data files, and how lists of words become patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def data(name: str) -> Mapping[str, Any]:
    """The shipped file ``name``: the room and the file’s name without ``.toml``, as “organs/regions”."""
    return tomllib.loads(files("audit.words").joinpath(f"{name}.toml").read_text("utf-8"))


def one_of(words: Iterable[str]) -> str:
    """A pattern, without a group of its own, of any of ``words``, the longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"
