"""A web page as a reader sees it: lines and data tables in reading order, each with the block that holds it."""

from __future__ import annotations

from dataclasses import dataclass, field

from audit.document import SkippedKind
from audit.readers.flow import Span, Unseen, nothing_unseen


@dataclass(frozen=True, slots=True)
class WebLine:
    """A printed line outside data tables. ``holder`` is its block element; ``linked``: nearly all of it is a link.

    ``behind`` are the kinds of what the page shows before the line, or in it, and nobody reads.
    """

    text: str
    holder: int
    linked: bool = False
    behind: tuple[SkippedKind, ...] = ()


@dataclass(frozen=True, slots=True)
class WebGrid:
    """A data table as row groups of rows of cells, not yet placed; ``holder`` is its own block element."""

    groups: tuple[tuple[tuple[Span, ...], ...], ...]
    holder: int


WebItem = WebLine | WebGrid


@dataclass(slots=True)
class WebPage:
    """A page while it is read.

    Block elements are numbered in document order, the outermost is 0: ``parents[n]`` is the block around ``n``,
    ``ends[n]`` the last block inside it; ``word_sections`` are the divisions of a Word export. ``attachments``
    are the labels of links to documents; ``unseen`` counts what is not read, by how it is printed, ``pictures`` images.
    """

    items: list[WebItem] = field(default_factory=list)
    parents: list[int] = field(default_factory=lambda: [0])
    ends: list[int] = field(default_factory=lambda: [0])
    word_sections: set[int] = field(default_factory=set)
    attachments: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    title: str = ""
    pictures: int = 0
    unseen: Unseen = field(default_factory=nothing_unseen)

    def common(self, first: int, second: int) -> int:
        """The innermost block that holds both blocks."""
        while first != second:
            if first > second:
                first = self.parents[first]
            else:
                second = self.parents[second]
        return first

    def holds(self, outer: int, inner: int) -> bool:
        """Whether block ``inner`` is ``outer`` or stands inside it."""
        return outer <= inner <= self.ends[outer]
