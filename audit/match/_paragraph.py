"""One paragraph while its figures are read, and the claims made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.match._clauses import Clause
from audit.match._frames import Frames
from audit.match._quantities import Quantity
from audit.match._reach import Parts
from audit.match._scope import Focus
from audit.model import Claim, Passage

_TRIM = re.compile(r"[\s、，；;:,]*(?:其中)?[\s、，:,]*")


@dataclass(slots=True)
class Paragraph:
    """One paragraph while it is read: its text, what it has spoken of so far, the last counted subject."""

    passage: Passage
    text: str
    masked: str
    topic: str | None
    numbers: Sequence[Quantity]
    frames: Frames
    read: int = 0
    focus: Focus = field(default_factory=Focus)
    parts: Parts = field(default_factory=Parts)
    about: str | None = None
    changed: str | None = None
    decided: bool | None = None
    based: bool = False
    last_end: int = 0
    inner_end: int = 0

    def within(self, clause: Clause) -> range:
        """The numbers of ``clause``, by their index; clauses are asked for in printed order."""
        first = last = self.read
        while first < len(self.numbers) and self.numbers[first].start < clause.start:
            first += 1
        last = first
        while last < len(self.numbers) and self.numbers[last].end <= clause.end:
            last += 1
        self.read = last
        return range(first, last)


def make(
    paragraph: Paragraph,
    sentence: tuple[int, int],
    span: tuple[int, int],
    number: Quantity,
    *,
    subject: str | None,
    scope: str,
) -> Claim:
    """The claim that ``number`` states in the words at ``span`` of the paragraph."""
    text = paragraph.passage.text
    return Claim(
        text=text[span[0] : span[1]],
        value=number.value,
        unit=number.unit,
        subject=subject,
        place=paragraph.passage.place.span(*span),
        section=paragraph.passage.section,
        exact=number.exact,
        scope=scope,
        sentence=text[sentence[0] : sentence[1]].strip(),
        about=paragraph.about if subject and subject.split(".")[0] in ("share", "change") else None,
    )


def trimmed(text: str, begin: int, stop: int) -> int:
    """``begin`` moved behind marks and “其中”."""
    match = _TRIM.match(text, begin, stop)
    return match.end() if match else begin
