"""Facts of the parts that a report lacks, and of what stays open or does not agree for want of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from audit.findings._facts import Facts, Side, filled
from audit.findings._outcome import SECTION_NAMES
from audit.text import Value


@dataclass(frozen=True, slots=True)
class AbsentParts(Facts):
    """Parts of the report, by their numbers 1 to 6, whose headings were not found; several are a run."""

    kind: ClassVar[str] = "absent_parts"
    numbers: tuple[int, ...]

    def holds_with_parts(self, numbers: frozenset[int]) -> bool:
        """Whether none of them would be wanting any more."""
        return numbers.issuperset(self.numbers)

    def message(self) -> str:
        """“第三部分”, “第三部分至第六部分”."""
        return "至".join(dict.fromkeys((SECTION_NAMES[self.numbers[0]], SECTION_NAMES[self.numbers[-1]])))


@dataclass(frozen=True, slots=True)
class CountedParts(Facts):
    """The number of parts that the introduction names, ``printed``, is not that of the parts ``found``.

    ``absent`` are the form's parts that were not found, ``reason`` is why they may be there all the same.
    """

    kind: ClassVar[str] = "counted_parts"
    printed: Side
    found: tuple[int, ...]
    absent: tuple[int, ...]
    reason: Facts | None = None

    @property
    def expected(self) -> Value | None:
        """How many parts were found, where nothing may have been missed."""
        return None if self.reason else len(self.found)

    @property
    def actual(self) -> Value | None:
        """The number named, where nothing may have been missed."""
        return None if self.reason else self.printed.number

    def holds_with_parts(self, numbers: frozenset[int]) -> bool:
        """Whether there would be as many parts as are named."""
        return bool(numbers) and self.printed.number == len(numbers.union(self.found))

    def message(self) -> str:
        """“引言称共“六”，正文识别出5个部分”."""
        opening = filled("引言称共“{printed}”，正文识别出{found}个部分", printed=self.printed, found=len(self.found))
        return f"{opening}；{self.reason.message()}，无法核对" if self.reason else opening


@dataclass(frozen=True, slots=True)
class FewParts(Facts):
    """Too few headings were found to say anything about their order; ``absent`` are the others."""

    kind: ClassVar[str] = "few_parts"
    absent: tuple[int, ...]

    def holds_with_parts(self, numbers: frozenset[int]) -> bool:
        """Whether all of them would be there."""
        return bool(self.absent) and numbers.issuperset(self.absent)

    def message(self) -> str:
        """The sentence, which does not depend on the parts (Chinese)."""
        return "识别出的部分标题少于两个，无法核对顺序"
