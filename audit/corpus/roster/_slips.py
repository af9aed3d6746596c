"""Words of a roster that are one character off a known one: named, never silently taken or dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from audit.corpus.roster._likeness import is_one_off
from audit.text import clean, fold

#: Of a shorter head one character says too little.
_MIN_HEAD_CHARACTERS = 3


def nearest_known(word: str, known: Iterable[str], shortest: int = _MIN_HEAD_CHARACTERS) -> str | None:
    """The known word that ``word`` misses by one character, the first of several; None where it is known, or none is."""
    flat = fold(clean(word))
    folded = {fold(name): name for name in known}
    if len(flat) < shortest or flat in folded:
        return None
    near = (name for key, name in folded.items() if len(key) >= shortest and is_one_off(flat, key))
    return next(near, None)


def unknown_heads(given: Iterable[str], fields: Iterable[str], known: Mapping[str, Iterable[str]]) -> list[str]:
    """A note on each head that is used for nothing and may be meant for a field that has no column."""
    used = set(fields)
    free = {name: field for field, names in known.items() if field not in used for name in names}
    every = {fold(name) for names in known.values() for name in names}
    unknown = [head for head in (clean(one).strip() for one in given) if fold(head) not in every]
    return [
        f"列名“{head}”不认识，该列没有使用，是否为“{name}”？" for head in unknown if (name := nearest_known(head, free))
    ]
