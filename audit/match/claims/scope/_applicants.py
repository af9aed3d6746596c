"""Kinds of applicants that end as organs do (村民委员会): whose applications are counted, not a body that counts its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audit.forms import Form
from audit.match.claims.lexicon import Vocabulary
from audit.match.claims.numbers import width_folded


class Applicants:
    """The kinds of applicants that ``forms`` print, each under a column of 表三."""

    def __init__(self, words: Vocabulary, forms: Iterable[Form]) -> None:
        self._words = words
        labels = {
            width_folded(label.rpartition("/")[2])
            for form in forms
            for key, label in form.applications.lines[0].columns
            if key in form.applicants
        }
        ordered = sorted(labels, key=lambda label: (-len(label), label))
        self._labels = re.compile("|".join(map(re.escape, ordered)) or "(?!)")

    def body_in(self, pattern: re.Pattern[str], piece: str, group: str | int = 0) -> re.Match[str] | None:
        """The first match of ``pattern`` in ``piece`` whose ``group``, words for a body, names no applicants; None without."""
        found = pattern.finditer(piece)
        return next((match for match in found if not self._are_named_at(piece, *match.span(group))), None)

    def _are_named_at(self, piece: str, start: int, end: int) -> bool:
        """Whether the words from ``start`` to ``end`` are a column's label, or a part of it.

        Not with a name in front (“马桥村民委员会申请3件”), nor where they do what an organ does (“村民委员会收到申请3件”).
        """
        return any(
            label.start() < end <= label.end()
            and not self._words.neutral.sub("", piece[start : label.start()]).strip()
            and not self._words.scope["acting"].match(piece, label.end())
            for label in self._labels.finditer(piece)
        )
