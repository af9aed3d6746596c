"""报送的文件无法读取

依据：条例第五十条：年度报告应当包括规定的内容；无法读取的文件不能核对其内容。
核对：每个文件能否读取；按文件名能对应机关的，列在该机关名下。
不判：无法读取不等于报告有差错，一律列为无法核对，并写明原因和处理办法。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Outcome
from audit.rules import Survey, rule
from audit.rules._survey import file_name


@rule(severity="warning", scope="corpus")
def check(survey: Survey) -> Iterator[Outcome]:
    """One undecided outcome per unreadable file."""
    for filing in survey.corpus.filings:
        if filing.report.status == "unreadable":
            about = filing.agency or filing.report
            message = f"文件“{filing.report.source}”无法读取：{filing.report.error}"
            yield survey.outcome(
                about, "undecided", message, f"file:{filing.report.source}", [file_name(filing.report)]
            )
