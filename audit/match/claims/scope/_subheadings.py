"""The sub-headings that a place of the text stands under, and the scopes that they open."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile

from audit.match.claims.lexicon import topics_in
from audit.match.claims.scope._opened import Scopes
from audit.match.claims.scope._scope import ScopeReader
from audit.patterns import regex
from audit.words import ORDINAL

#: The number that opens a sub-heading, with the mark behind it; both tell which kind of sub-heading it is.
HEADING_MARK = regex(rf"\s*(?P<open>[(]?)(?:(?P<han>[{ORDINAL}]{{1,2}})|\d{{1,2}})(?P<close>[)、.．])")


@dataclass(slots=True)
class Headings:
    """What a place of the text stands under: the scopes open between paragraphs, and the topic that a sub-heading names.

    ``above`` holds what was open before each of the sub-headings.
    """

    scopes: Scopes = field(default_factory=Scopes)
    topic: str | None = None
    above: dict[tuple[str, bool, str], Scopes] = field(default_factory=dict)

    def enter(self, reader: ScopeReader, text: str, mark: re.Match[str]) -> None:
        """Go under the sub-heading ``text``, which ``mark`` opens: what the one before of its kind opened is closed."""
        kind = (mark["open"], mark["han"] is not None, mark["close"])
        if kind in self.above:
            self.scopes = self.above[kind]
            self.above = dict(takewhile(lambda item: item[0] != kind, self.above.items()))
        self.above[kind] = self.scopes
        self.scopes = reader.under_heading(text, self.scopes)
        named = topics_in(text, reader.year)
        self.topic = named[-1][0] if named else None
