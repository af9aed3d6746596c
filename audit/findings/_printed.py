"""Facts of what is printed in a report’s text: where it stands, and what was found there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from audit.findings._facts import Facts
from audit.findings._outcome import SECTION_NAMES

#: Findings in recognised text that are told in words.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Part(Facts):
    """A part of the report by its number: 1 to 6, 0 for what stands before the first heading."""

    kind: ClassVar[str] = "part"
    number: int

    def message(self) -> str:
        """“第一部分”."""
        return SECTION_NAMES[self.number] if self.number else "标题和引言"


@dataclass(frozen=True, slots=True)
class Recognised(Facts):
    """What was found in text that was recognised in pictures, all of it: the slips may be the reader’s."""

    kind: ClassVar[str] = "recognised"
    found: tuple[Facts, ...]

    def message(self) -> str:
        """The first of it, how much there is, and what to do."""
        told = [facts.message() for facts in self.found[:_TOLD]]
        more = [f"等{len(self.found)}处"] if len(self.found) > _TOLD else []
        return f"{'；'.join((*told, *more))}。文字由图像识别取得，可能是识别差错，请对照原件核对"
