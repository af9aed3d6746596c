"""The words that are confused in official writing, as ``confusions.toml`` lists them, and where they stand in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import add
from typing import NamedTuple

from audit.patterns import regex
from audit.rules.kit import Severity, data_file

#: A wrong form and the right words that it may stand in.
_FORM = regex(r"(?P<wrong>[^\s（）]+)(?:（(?P<inside>[^（）]+)）)?")
#: Characters by which a wrong form is looked up: its first two.
_LENGTH_OF_KEY = 2


@dataclass(frozen=True, slots=True)
class Confusion:
    """A wrong form, what is right in its place, and the right words ``inside`` of which the form is none.

    ``kind`` and ``norm`` name the kind of slip and what tells the right form; with ``in_names`` names in marks are looked at too.
    """

    wrong: str
    right: str
    inside: tuple[str, ...]
    kind: str
    norm: str
    severity: Severity
    in_names: bool

    def stands_at(self, text: str, start: int) -> bool:
        """Whether the wrong form begins at ``start`` of ``text`` and is no part of a right word there."""
        if not text.startswith(self.wrong, start):
            return False
        return not any(
            text.startswith(word, start - before) for word in self.inside if (before := word.index(self.wrong)) <= start
        )


@cache
def confusions() -> tuple[Confusion, ...]:
    """All that are listed, in the order of the data."""
    return tuple(
        Confusion(
            form["wrong"],
            right,
            tuple(form["inside"].split("、")) if form["inside"] else (),
            kind["name"],
            kind["norm"],
            kind["severity"],
            kind["in_names"],
        )
        for kind in data_file(__package__, "confusions")["kinds"]
        for right, _, forms in (line.partition(" ") for line in kind["words"].strip().splitlines())
        for form in _FORM.finditer(forms)
    )


def confused(text: str) -> Iterator[tuple[int, int, Confusion]]:
    """Where wrong forms stand in ``text``, from left to right; of two that overlap the first, of two at a place the longer."""
    known, end = _by_beginning(), 0
    for start, key in enumerate(map(add, text, text[1:])):
        if key not in known or start < end or not text.startswith(known[key].wrong, start):
            continue
        for confusion in known[key].confusions:
            if confusion.stands_at(text, start):
                end = start + len(confusion.wrong)
                yield start, end, confusion
                break


class _Beginning(NamedTuple):
    """The confusions whose wrong forms begin alike, the longest first, and these forms."""

    confusions: tuple[Confusion, ...]
    wrong: tuple[str, ...]


@cache
def _by_beginning() -> Mapping[str, _Beginning]:
    known: defaultdict[str, list[Confusion]] = defaultdict(list)
    for confusion in sorted(confusions(), key=lambda each: -len(each.wrong)):
        known[confusion.wrong[:_LENGTH_OF_KEY]].append(confusion)
    return {key: _Beginning(tuple(alike), tuple(each.wrong for each in alike)) for key, alike in known.items()}
