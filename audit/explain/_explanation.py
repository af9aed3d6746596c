"""How a report was read, as a whole: its headings, its tables, the figures of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from audit.coverage import Coverage, coverage
from audit.document import Layout, PageLayout
from audit.explain._figures import ReadSentence, read_sentences
from audit.explain._pages import page_json
from audit.explain._tables import ReadTables, read_tables
from audit.findings import SECTION_NAMES, Outcome
from audit.match import Stages
from audit.model import Report, Section

_GATHERED = "表格没有框线，各行由相邻的文字行拼成，空白和分页处不能确定的不读取。"


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a report was read: the lines taken for headings of its sections, its tables, the sentences that state figures.

    ``pages`` are those of a format that draws rulings, as they were taken apart; none of any other. ``gathered`` says that its tables had lost their grid and that their rows were put together from lines of text.
    ``coverage`` tells how many sentences were decided.
    """

    source: str
    pages: tuple[PageLayout, ...]
    headings: tuple[Section, ...]
    tables: ReadTables
    gathered: bool
    sentences: tuple[ReadSentence, ...]
    coverage: Coverage

    def as_json(self) -> dict[str, Any]:
        """The object that the contract promises for it (docs/contract)."""
        return {
            "source": self.source,
            "pages": [page_json(page) for page in self.pages],
            "headings": [
                {"section": each.number, "text": each.printed, "place": each.place.as_dict()} for each in self.headings
            ],
            "gathered": self.gathered,
            "rows": [row.as_json() for row in self.tables.rows],
            "unread": [line.as_json() for line in self.tables.unread],
            "coverage": self.coverage.as_json(),
            "sentences": [sentence.as_json() for sentence in self.sentences],
        }

    def of_pages(self) -> list[str]:
        """How each page was taken apart, a line each (Chinese)."""
        return [page.words() for page in self.pages]

    def of_headings(self) -> str:
        """Which lines were taken for headings (Chinese)."""
        found = "；".join(
            f"{SECTION_NAMES[each.number]}：{each.place.describe()}“{each.printed}”" for each in self.headings
        )
        numbers = {each.number for each in self.headings}
        missing = "、".join(name for number, name in SECTION_NAMES.items() if number and number not in numbers)
        lacks = f"没有找到{missing}的标题。" if missing else ""
        return f"取作各部分标题的有{len(self.headings)}行：{found}。{lacks}" if found else lacks

    def of_tables(self) -> list[str]:
        """How the tables were read, a line each (Chinese)."""
        return [*((_GATHERED,) if self.gathered else ()), *self.tables.words()]


def explained(report: Report, stages: Stages, outcomes: Sequence[Outcome], layout: Layout | None = None) -> Explanation:
    """How ``report``, which ``stages`` of the match found and on which ``outcomes`` were found, was read.

    ``layout`` shows its pages, None where its format draws no rulings.
    """
    return Explanation(
        report.source,
        layout.pages if layout else (),
        report.sections,
        read_tables(stages),
        stages.reading.gathered.origin.may_lack_blanks,
        read_sentences(report, outcomes),
        coverage(report, outcomes),
    )
