"""Traditional and simplified Chinese script: texts in the one are read as the other, character by character."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

#: A text of which so many characters, and such a share, only traditional script has is written in it.
_ENOUGH, _SHARE = 20, 0.1


@cache
def _pairs(kind: str) -> Mapping[int, str]:
    data = tomllib.loads(files("audit.text").joinpath("traditional.toml").read_text("utf-8"))
    return {ord(pair[0]): pair[1] for pair in data[kind].split()}


def certain() -> Mapping[int, str]:
    """For ``str.translate``: the characters that no simplified text writes, with their simplified forms."""
    return _pairs("own")


@cache
def _certain_character() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, certain()))}]")


@cache
def _every() -> Mapping[int, str]:
    return {**_pairs("shared"), **certain()}


def is_traditional(text: str) -> bool:
    """Whether ``text`` is written in traditional script, not just a word or a name in it."""
    own = len(_certain_character().findall(text))
    return own >= _ENOUGH and own >= _SHARE * len(text)


def as_simplified(text: str) -> str:
    """``text`` in simplified script where a single character of it is certainly traditional, else the same."""
    return simplified(text) if _certain_character().search(text) else text


def simplified(text: str) -> str:
    """``text``, which is in traditional script, in simplified: one character for each, so that places stay."""
    return text.translate(_every())
