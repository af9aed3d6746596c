"""报送的文件无法读取，或大部分内容未能读取

依据：{内容条}：年度报告应当包括规定的内容；没有读取到的内容不能核对。
核对：每个文件能否读取，是否读取到各部分的标题和一半以上的表格单元格；按文件名能对应机关的，列在该机关名下。
不判：未能读取不等于报告有差错，一律列为无法核对，写明原因和处理办法，不据以评分；没有统一格式的年度不要求表格。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audit.corpus import Agency
from audit.forms import load
from audit.model import Report
from audit.rules.kit import Outcome, Stated, Survey, file_evidence, rule, stated, why_tables_open

_OTHER = "文件“{file}”已读取，未核查：{reason}"
_FAILED = "文件“{file}”未能核查：{reason}"
_UNREADABLE = "文件“{file}”无法读取：{reason}"
_NO_PARTS = "没有读取到任何部分的标题，请核对原文件，或改用文字版文件（如.docx）再核查"
_FEW_CELLS = "三张统计表的{expected}个单元格只读取到{found}个，请核对原文件，或改用文字版文件（如.docx）再核查"


@rule(severity="warning", scope="corpus", matter="file")
def check(survey: Survey) -> Iterator[Outcome]:
    """One undecided outcome per file that was not read, or of which little was read.

    A file of another year says nothing on the report of the year under review, nor on whether there is one; nor does
    one that lies beside a report of the agency that was read.
    """
    for filing in survey.corpus.filings:
        report = filing.report
        if report.status == "unreadable":
            form = _OTHER if report.absence == "other" else _FAILED if report.failure else _UNREADABLE
            facts = stated(form, file=report.source, reason=report.error)
            about: Report | Agency = filing.agency or report
            readable = filing.agency and survey.corpus.report(filing.agency, filing.year or survey.corpus.year or 0)
            if filing.agency and (readable or filing.year not in (survey.corpus.year, None)):
                about = replace(report, agency=filing.agency.name, year=filing.year)
        elif lacking := _lacking(report):
            facts, about = lacking, report
        else:
            continue
        yield survey.outcome(about, "undecided", facts, f"file:{report.source}", [file_evidence(report)])


def _lacking(report: Report) -> Stated | None:
    """What was not read of a readable report; None where most of it was."""
    if not report.sections:
        return stated(_NO_PARTS)
    form = load(report.edition) if report.edition else None
    if form and 2 * len(report.cells) < len(form.cells):
        counts = {"expected": len(form.cells), "found": len(report.cells)}
        reason = why_tables_open(report, form)
        return stated(f"{{reason}}，{_FEW_CELLS}", **counts, reason=reason) if reason else stated(_FEW_CELLS, **counts)
    return None
