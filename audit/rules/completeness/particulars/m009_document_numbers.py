"""引用的文号有误或文件当时尚未印发

依据：国务院办公厅等印发的有关文件的文号（清单见 documents.toml）；评估实务对文号差错扣分。
核对：与年度报告格式或信息处理费有关的语句，文号是否写成清单所列的错误写法；清单内文件的全称之后所注的文号是否为该文件的文号；清单内的文号之前书名号内的名称是否为该文件的名称（可以省略字词）；文号的年份是否晚于报告次年；清单内文件的印发日期是否晚于报告的公布期限；2021年度起的报告是否写明按照2019年的格式文件编制（引言引用的即视为所依据的格式文件），引言所引同一系列、同一年份的文号是否为格式文件的文号；2019年度起的报告，《政府信息公开条例》（含“新修订的”）前后所注的国务院令是否为第711号。
不判：清单之外文号的真伪；同一句引用几个文号，或者说到废止、修订、往年、其他年度的，不判断格式是否过时；没有文号的引用；转发、贯彻、学习清单内文件的文件名称；“函”写成“涵”的由W007核对；同一错误写法在无关语句中出现的。
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from audit.model import Report
from audit.rules.completeness.particulars._documents import citations
from audit.rules.kit import Case, Hit, Outcome, narrative, one_per_hit, rule, stated

#: A report is published by the last of March; a few weeks are allowed for late ones.
_LATEST = (6, 30)
_NO_YEAR = stated("报告年度不明，无法核对所引文件是否已经印发")


@rule(severity="warning", needs_form=False, matter="citation")
def check(case: Case) -> Iterator[Outcome]:
    """One failure per wrong number; one pass where all numbers cited are possible; silent where none is cited."""
    latest = _latest(case.report)
    cited = [
        (passage, citation)
        for passage in narrative(case.report)
        for citation in citations(passage, case.report.year, latest)
    ]
    hits = [Hit(passage, citation.start, citation.end, citation.fault) for passage, citation in cited if citation.fault]
    if cited and latest is None:
        yield case.outcome("undecided", _NO_YEAR, "report", severity="info")
    if hits or (cited and latest):
        yield from one_per_hit(case, hits, stated("引用的{number}处文号未见差错", number=len(cited)))


def _latest(report: Report) -> dt.date | None:
    """The day on which the report was published at the latest; None where neither that day nor its year is known."""
    if report.published:
        return report.published
    return dt.date(report.year + 1, *_LATEST) if report.year else None
