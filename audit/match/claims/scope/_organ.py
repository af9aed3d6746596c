"""The organ that a report is of, as its text calls it: in full, without the places in front, or for short (“县卫健局”)."""

from __future__ import annotations

import re

from audit.match.claims.lexicon import Vocabulary
from audit.match.claims.numbers import width_folded
from audit.match.claims.scope._years import NAMED_YEAR
from audit.patterns import regex
from audit.words import OWN, TOWN, ending, endings

_OWN = regex(OWN)
#: Shortest end of an organ's name that still names it.
_MIN_CHARACTERS_OF_NAME = 3
#: Longest abbreviation of a name looked for.
_MAX_CHARACTERS_OF_SHORT_NAME = 10
_GOVERNMENT = regex(ending("seat_or_street"))
_OF_GOVERNMENT = regex("(?:人民)?政府$")


class Organ:
    """The organ named ``agency``; an organ without a name where the report tells none."""

    def __init__(self, words: Vocabulary, agency: str | None) -> None:
        self._words = words
        self.name = width_folded(agency) if agency else ""
        called = dict.fromkeys((self.name, _OF_GOVERNMENT.sub("", self.name)))  # “枫桥镇收到申请7件”
        self._names = [name[at:] for name in called for at in range(max(1, len(name) - _MIN_CHARACTERS_OF_NAME + 1))]
        self._names += [short for short in (*endings("street_office"), "街道") if short in self.name]
        self._last_characters = {name[-1] for name in self._names if name}
        self._last_of_name = re.compile(re.escape(self.name[-1:]) or "(?!)")
        self.is_government = _GOVERNMENT.search(self.name) is not None

    def named_in(self, text: str) -> str:
        """The organ's name as ``text`` prints it, in full or without the places in front (“县水务局”); "" if it does not."""
        if not any(end in text for end in self._last_characters):
            return ""
        full = next((name for name in self._names if name and name in text), "")
        short = (
            text[max(0, match.end() - size) : match.end()]
            for match in self._last_of_name.finditer(text)
            for size in range(_MAX_CHARACTERS_OF_SHORT_NAME, _MIN_CHARACTERS_OF_NAME - 1, -1)
        )
        return max(full, next((name for name in short if _abbreviates(name, self.name)), ""), key=len)

    def without_region(self, text: str) -> str:
        """``text`` with words for all of the organ's own region (“全县”) blanked."""
        region = self._words.scope["region"].search(text)
        if region is None or not self.is_own_region(region[0][1:]):
            return text
        return text.replace(region[0], " " * len(region[0]))

    def is_own_region(self, level: str) -> bool:
        """Whether the whole region of ``level`` (“县” of “全县”) is the organ's own: a government's, or a town's office's."""
        return level in self.name and (self.is_government or self.name.endswith(tuple(TOWN)))

    def is_called(self, name: str) -> bool:
        """Whether ``name``, of some body, calls this organ: by its name, for short, or by words for “this organ”."""
        bare = self._words.known.sub("", NAMED_YEAR.sub("", name)).replace("年", "")
        bare = self.without_region(bare)  # “全年全县办结”
        if len(bare.strip()) < 2 or _OWN.search(name):
            return True
        return bool(self.name) and (self.name in name or _abbreviates(bare, self.name))

    def is_spoken_of_in(self, text: str) -> bool:
        """Whether ``text`` speaks of this organ: by its full name, or by words for “this organ” (“我局”)."""
        return _OWN.search(text) is not None or (self.name != "" and self.name in text)


def _abbreviates(short: str, name: str) -> bool:
    """Whether ``short`` is an everyday form of ``name``: its characters in the same order, the same last one (“县卫健局”)."""
    rest = iter(name)
    return len(short) > 1 and short[-1:] == name[-1:] and all(char in rest for char in short)
