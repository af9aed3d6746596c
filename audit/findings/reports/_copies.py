"""Facts of what two reports share: text with another agency's report or with last year's, tables with another's."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from audit.findings._facts import Facts, Side
from audit.findings._outcome import SECTION_NAMES

#: Smaller shares of a section are not named.
_MIN_NAMED_SHARE = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class SharedSection(Facts):
    """How much of one section of the report the other one has too: ``shared`` of its ``characters``.

    Counted are normalised characters that not everybody writes. ``section`` is its number, 0 for the introduction.
    """

    kind: ClassVar[str] = "shared_section"
    section: int
    shared: int
    characters: int

    @property
    def share(self) -> Fraction:
        """The share, 0 to 1; 0 where the section says nothing of its own."""
        return Fraction(self.shared, self.characters) if self.characters else Fraction(0)

    @property
    def counts(self) -> bool:
        """Whether the share is large enough to be named."""
        return self.share >= _MIN_NAMED_SHARE

    def message(self) -> str:
        """“第一部分约45%”."""
        return f"{SECTION_NAMES.get(self.section, '其他')}约{float(self.share):.0%}"


@dataclass(frozen=True, slots=True)
class SharedText(Facts):
    """Text that the report shares with that of another agency.

    ``other`` is the other report: its agency's name, else its path, its year and path. ``passages`` counts the passages;
    ``characters`` are those of all, ``longest`` those of the longest. ``agencies`` counts those that use the same text,
    0 where there are no more than the two. ``unsure`` says that both reports may be one organ's.
    """

    kind: ClassVar[str] = "shared_text"
    other: Side
    passages: int
    characters: int
    longest: int
    sections: tuple[SharedSection, ...]
    agencies: int = 0
    unsure: bool = False

    def message(self) -> str:
        """“与乙县教育局的2024年度报告有3段文字相同或大部分相同，最长一段相同210字，占第一部分约45%”."""
        name, year, source = self.other.name, self.other.year or "同", self.other.source
        if self.unsure:
            name = name if name == source else f"{name}（{source}）"
            open_ = "两份报告的机关名称不能确定是否同一机关，未作雷同认定"
            return f"与{name}的{year}年度报告有{self.passages}段文字相同或大部分相同，{open_}"
        rest = f"；同样文字共有{self.agencies}家机关使用" if self.agencies else ""
        longest = f"最长一段相同{self.longest}字，占{_listed(self.sections)}"
        return f"与{name}的{year}年度报告有{self.passages}段文字相同或大部分相同，{longest}{rest}"


@dataclass(frozen=True, slots=True)
class RepeatedText(Facts):
    """Text that the report shares with that of the same agency for the year before, ``earlier``.

    ``section`` is the section that the rule is about, 0 where it is about the report.
    """

    kind: ClassVar[str] = "repeated_text"
    earlier: Side
    sections: tuple[SharedSection, ...]
    section: int = 0

    def message(self) -> str:
        """“与2023年度报告相同的文字占第一部分约90%”."""
        where = SECTION_NAMES[self.section] if self.section else ""
        return f"{where}与{self.earlier.year}年度报告相同的文字占{_listed(self.sections)}"


@dataclass(frozen=True, slots=True)
class SameTables(Facts):
    """Tables whose cells all print what those of another agency's report, ``other``, print.

    ``figures`` counts the numbers among them that are not 0, totals aside; ``agencies`` the agencies whose tables are the
    same, this one among them.
    """

    kind: ClassVar[str] = "same_tables"
    tables: tuple[str, ...]
    other: Side
    figures: int
    agencies: int = 2

    def message(self) -> str:
        """“表二、表三各格数字与乙县教育局的2024年度报告完全相同，其中非零数字（不含合计）20个，请核实”."""
        tables = "、".join(f"表{number}" for number in self.tables)
        rest = f"；数字相同的机关共有{self.agencies}家" if self.agencies > 2 else ""
        return (
            f"{tables}各格数字与{self.other.name}的{self.other.year or '同'}年度报告完全相同，"
            f"其中非零数字（不含合计）{self.figures}个，请核实{rest}"
        )


def _listed(sections: tuple[SharedSection, ...]) -> str:
    return "、".join(section.message() for section in sections if section.counts)
