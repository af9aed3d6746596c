"""The regions of a roster, and which of them the folders of a file stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from audit.text import fold
from audit.words import Stems, stem, stems_of


@dataclass(frozen=True)
class Regions:
    """The regions that a roster names."""

    names: frozenset[str]

    @cached_property
    def stems(self) -> Stems:
        """The bare names of the regions by their first two characters, the longest first."""
        return stems_of(self.names)

    @cached_property
    def _words(self) -> Sequence[tuple[str, str]]:
        pairs = [(word, name) for name in self.names for word in {name, stem(name)} if len(word) > 1]
        return sorted(pairs, key=lambda pair: (-len(pair[0]), pair))

    def of_folders(self, folders: Sequence[str]) -> str:
        """The region that the innermost folder naming any stands for, the last one in its name; "" for none or several."""
        for folder in reversed(folders):
            flat, found = fold(folder), []
            for word, name in self._words:
                if (at := flat.rfind(word)) >= 0:
                    found.append((at, len(word), name))
                    flat = flat.replace(word, "\0" * len(word))
            if found:
                last = max(at for at, _, _ in found)
                last_named = {name for at, _, name in found if at == last}
                ranks = {name[-1:] for _, _, name in found}
                return last_named.pop() if len(last_named) == 1 and len(ranks) == len(found) else ""
        return ""
