"""What came in for a review: files, agencies that have filed and have not, and which reports its numbers count."""

from __future__ import annotations

from typing import NamedTuple

#: Why numbers over a review leave a report out (Chinese).
OF_OTHER_YEAR, BESIDES = "其他年度的报告", "同一年度的另一份报告"


class Tally(NamedTuple):
    """What came in and what became of it: files received, of which reports checked, other documents, files not read.

    ``nowhere`` counts the paths at which no file stands; they are no files received.
    """

    reports: int = 0
    others: int = 0
    unread: int = 0
    nowhere: int = 0

    @property
    def files(self) -> int:
        """All files received."""
        return self.reports + self.others + self.unread

    def words(self) -> str:
        """The counts as terminal and overview print them (Chinese)."""
        parts = [f"收到{self.files}个文件，核查{self.reports}份报告"]
        parts += [f"{self.others}个不是年度报告"] if self.others else []
        parts += [f"{self.unread}个未能读取"] if self.unread else []
        parts += [f"另有{self.nowhere}条路径没有文件"] if self.nowhere else []
        return "，".join(parts)


class Intake(NamedTuple):
    """How many agencies of the roster are due and have not filed, and how many reports the numbers of a review count.

    ``due`` is None without a roster; of the ``unsettled`` it is not known whether they have filed, or it is not due yet. ``counted``
    are the reports of ``year``, or of none that is known, that are the ones to go by; numbers leave out those ``of_other_years``
    and the further ones of an agency and year, ``besides``. Of those counted, the year of the ``undated`` is not known.
    """

    year: int | None
    due: int | None
    missing: int
    unsettled: int
    counted: int
    of_other_years: int
    besides: int
    undated: int

    @property
    def filed(self) -> int | None:
        """How many agencies have filed; None without a roster."""
        return None if self.due is None else self.due - self.missing - self.unsettled

    @property
    def reports(self) -> int:
        """How many reports were checked."""
        return self.counted + self.of_other_years + self.besides

    def agencies(self) -> str:
        """Who has filed and who has not (Chinese), “应报31家，已报29家，2家未报”; "" without a roster."""
        if self.due is None:
            return ""
        parts = [f"应报{self.due}家", f"已报{self.filed}家"]
        parts += [f"{self.missing}家未报"] if self.missing else []
        parts += [f"{self.unsettled}家未能确定或未到期"] if self.unsettled else []
        return "，".join(parts)

    def counting(self) -> str:
        """Which of the reports count and which do not (Chinese), “计入2024年度29份，其他年度的报告16份、同一年度的另一份报告1份不计入”."""
        left = self.left_out()
        undated = f"、年度未能确定的{self.undated}份" if self.year and self.undated else ""
        own = f"{self.year}年度{self.counted - self.undated}份{undated}" if self.year else f"各数{self.counted}份"
        return f"计入{own}{f'，{left}不计入' if left else ''}"

    def left_out(self) -> str:
        """Which do not (Chinese), “其他年度的报告16份、同一年度的另一份报告1份”; "" where all count."""
        parts = [f"{OF_OTHER_YEAR}{self.of_other_years}份"] if self.of_other_years else []
        parts += [f"{BESIDES}{self.besides}份"] if self.besides else []
        return "、".join(parts)

    def words(self) -> str:
        """All of that in one sentence (Chinese)."""
        reports = f"核查{self.reports}份报告，{self.counting()}"
        return "；".join(filter(None, (self.agencies(), reports)))
