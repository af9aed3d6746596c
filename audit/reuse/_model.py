"""The results: pairs of reports, the shares of their sections, the passages side by side.

Lengths are normalised characters: without blanks and punctuation, a run of digits and a name counted as one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from audit.document import Place

Kind = Literal["peer", "majority", "last_year"]
#: Characters of a text, and whether they stand in the other text too.
SamePiece = tuple[str, bool]
#: Characters of one report that are compared at most.
MAX_COMPARED_CHARACTERS = 60_000


@dataclass(frozen=True, slots=True, order=True)
class ReportSource:
    """A report: its agency ("" where not known), year (0 where not known) and path as given."""

    agency: str
    year: int
    source: str


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """A part of one paragraph: its place, narrowed to the characters shown, and the text as printed."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage that two reports share, as printed in each; a passage may run over several paragraphs.

    ``length`` is the number of matching normalised characters; ``own`` are those of them that not everybody writes and that
    stand in no clause with a figure and no title of a document. ``exact`` says that the normalised passages are the same
    throughout; ``similarity`` (0 to 1) compares them.
    """

    section_a: int
    section_b: int
    a: tuple[PassageSpan, ...]
    b: tuple[PassageSpan, ...]
    length: int
    own: int
    exact: bool
    similarity: float

    @property
    def text_a(self) -> str:
        """The passage in the first report, one paragraph a line."""
        return "\n".join(span.text for span in self.a)

    @property
    def text_b(self) -> str:
        """The passage in the second report, one paragraph a line."""
        return "\n".join(span.text for span in self.b)


@dataclass(frozen=True, slots=True)
class SectionShare:
    """How much of section ``number`` of either report is shared with the other, in characters that not everybody writes.

    ``said_a`` and ``said_b`` count all such characters of the section, ``own_a`` and ``own_b`` those outside clauses with
    figures. ``passages`` are the shared ones that stand in section ``number`` of either report, longest first.
    """

    number: int
    shared_a: int
    said_a: int
    own_a: int
    shared_b: int
    said_b: int
    own_b: int
    passages: tuple[Shared, ...]

    @property
    def share_a(self) -> float:
        """Share of the first report's section, 0 to 1; 0 where the section says nothing of its own."""
        return self.shared_a / self.said_a if self.said_a else 0.0

    @property
    def share_b(self) -> float:
        """Share of the second report's section, 0 to 1; 0 where the section says nothing of its own."""
        return self.shared_b / self.said_b if self.said_b else 0.0


@dataclass(frozen=True)
class Copied:
    """Two reports that share text.

    ``a`` is the earlier report, or the first by name where the year is the same: that says nothing about who copied.
    ``kind`` is "last_year" for two reports of one agency, "majority" for reports of two that share only what most
    agencies of a small corpus write, else "peer". ``sections`` are those with a shared passage.
    """

    kind: Kind
    a: ReportSource
    b: ReportSource
    sections: tuple[SectionShare, ...]

    @cached_property
    def passages(self) -> tuple[Shared, ...]:
        """All shared passages, longest first."""
        found = {id(passage): passage for section in self.sections for passage in section.passages}
        return tuple(sorted(found.values(), key=lambda passage: -passage.length))

    @property
    def length(self) -> int:
        """Matching characters of all passages."""
        return sum(passage.length for passage in self.passages)

    def section(self, number: int) -> SectionShare | None:
        """The share of section ``number``, or None where it shares nothing."""
        return next((section for section in self.sections if section.number == number), None)


@dataclass(frozen=True, slots=True)
class SharingGroup:
    """Reports of three or more agencies joined by shared text; ``example`` is the longest passage between any two.

    ``majority`` says that it is no more than what most agencies of a small corpus write.
    """

    members: tuple[ReportSource, ...]
    example: Shared
    majority: bool = False

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies, each once."""
        return tuple(sorted({member.agency or member.source for member in self.members}))


@dataclass(frozen=True)
class Reuse:
    """What ``find`` found. ``pairs`` are sorted by names; ``groups`` from the largest.

    ``compared`` counts the reports with text, ``learned`` the shingles taken as common to all because more than
    ``threshold`` of the ``agencies`` write them (0 where the corpus is too small to learn from). ``cut`` are the reports
    that were compared in part, since they are longer than any.
    """

    pairs: tuple[Copied, ...]
    groups: tuple[SharingGroup, ...]
    compared: int
    agencies: int
    threshold: int
    learned: int
    cut: frozenset[str] = frozenset()

    def of(self, source: str) -> tuple[Copied, ...]:
        """The pairs with the report at ``source``, most shared text first."""
        return self._by_source.get(source, ())

    def about(self, sources: Collection[str]) -> Reuse:
        """The same without pairs and groups that none of ``sources`` has a part in."""
        pairs = tuple(pair for pair in self.pairs if pair.a.source in sources or pair.b.source in sources)
        groups = tuple(group for group in self.groups if any(member.source in sources for member in group.members))
        return replace(self, pairs=pairs, groups=groups)

    @cached_property
    def _by_source(self) -> dict[str, tuple[Copied, ...]]:
        found: dict[str, list[Copied]] = {}
        for pair in self.pairs:
            for source in {pair.a.source, pair.b.source}:
                found.setdefault(source, []).append(pair)
        return {source: tuple(sorted(pairs, key=lambda pair: -pair.length)) for source, pairs in found.items()}
