"""Facts of why something is left open: it is shown and was not read, the tables lost their grid, the file ends early."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from audit.document import SkippedKind
from audit.findings._facts import Facts
from audit.findings._outcome import SECTION_NAMES

#: What people call things that are shown and not read.
SKIPPED_NAMES: dict[SkippedKind, str] = {
    "picture": "图片",
    "object": "内嵌对象",
    "external": "外部内容",
    "page": "页面",
    "attachment": "附件",
    "text_table": "以文字排列的表格",
}


@dataclass(frozen=True, slots=True)
class NotRead(Facts):
    """Things that a part of the report shows and that were not read, in printed order; the part 0 has no heading yet."""

    kind: ClassVar[str] = "not_read"
    part: int
    things: tuple[SkippedKind, ...]

    def message(self) -> str:
        """“第二部分有2处图片、1处页面未能读取”."""
        where = SECTION_NAMES[self.part] if self.part else "第一个标题之前"
        listed = "、".join(f"{self.things.count(kind)}处{SKIPPED_NAMES[kind]}" for kind in dict.fromkeys(self.things))
        return f"{where}有{listed}未能读取"


@dataclass(frozen=True, slots=True)
class Shattered(Facts):
    """The file’s tables have no grid, or lost it."""

    kind: ClassVar[str] = "shattered"

    def message(self) -> str:
        """The sentence, which does not depend on the report (Chinese)."""
        return "文件中的表格没有框线，或已被打散成零散的行"


@dataclass(frozen=True, slots=True)
class TooMuch(Facts):
    """The report has more in it than a rule looks at: only the first ``figures`` of its text, or all of it too long to work on (0)."""

    kind: ClassVar[str] = "too_much"
    figures: int = 0

    def message(self) -> str:
        """“正文中的数字多于4,000处，其后的没有核对。…”, with what to do."""
        cut = f"正文中的数字多于{self.figures:,}处，其后的没有核对"
        opening = cut if self.figures else "本规则在该报告上的计算量超出上限，没有核对完"
        return (
            f"{opening}。报告的文字或表格远多于一般的年度报告，请只保留年度报告部分、恢复正常的段落后再核查，或人工核对"
        )


@dataclass(frozen=True, slots=True)
class BrokenOff(Facts):
    """The file ends in the midst of the report: behind the part ``after``, or at ``words``, or else in a table."""

    kind: ClassVar[str] = "broken_off"
    after: int | None = None
    words: str = ""

    def message(self) -> str:
        """“文件似不完整，止于第三部分”."""
        if self.after:
            return f"文件似不完整，止于{SECTION_NAMES[self.after]}"
        return f"文件似不完整，在“{self.words}”处中断" if self.words else "文件似不完整，在表格中间中断"
