"""文件名的年度与报告年度不一致

依据：{公布条}：公布上一年度的年度报告；评估实务对报错年度、沿用旧文件的退回重报。
核对：文件名（没有年度的看所在文件夹名）中唯一的年度，与报告标题、统计期限所示年度是否相同。
不判：文件名没有年度、有多个年度或只有日期的不核对；文件名与报告哪一处有误不作认定。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Mismatch, Side
from audit.rules.kit import Outcome, Survey, file_evidence, rule, stated, title_evidence


@rule(severity="warning", scope="corpus", matter="year")
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per report whose own year and file's year are both known."""
    for filing in survey.corpus.filings:
        report = filing.report
        if report.year is None or filing.file_year is None:
            continue
        places = [file_evidence(report), *title_evidence(report)]
        if report.year == filing.file_year:
            same = stated("文件名与报告均为{year}年度", year=report.year)
            yield survey.outcome(report, "pass", same, "file_year", places)
        else:
            in_name = Side("file_name", "文件名", filing.file_year, source=report.source)
            facts = Mismatch(
                "文件名的年度为{told.value}，报告的年度为{found.value}", in_name, Side("text", "报告", report.year)
            )
            yield survey.outcome(report, "fail", facts, "file_year", places, confidence=0.9)
