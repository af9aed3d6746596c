"""报告的机关名称与文件名或名录不一致

依据：{编制}由各行政机关就本机关的工作编制年度报告；评估实务对机关名称错误、套用其他单位报告的退回重报。
核对：报告标题、引言所示机关与文件名所示机关是否为同一机关；报告所示名称与名录中的名称、别名是否相同。
不判：简称和省略地区的名称在名录中只对应一家机关的，作为相同；文件名看不出机关的，只与名录核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Details, Outcome
from audit.rules import Survey, rule
from audit.rules._survey import file_name, title_line


@rule(severity="warning", scope="corpus")
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per report whose agency was found in the roster."""
    for filing in survey.corpus.filings:
        report, said, filed = filing.report, filing.said, filing.filed
        if filing.agency is None or filing.printed is None:
            continue
        places = [*title_line(report), file_name(report)]
        if said.agency and filed.agency and said.agency != filed.agency:
            message = f"文件名所示机关为{filed.agency.name}，报告所示机关为{filing.printed}"
            details: Details = {"expected": filed.agency.name, "actual": filing.printed}
            yield survey.outcome(report, "fail", message, "agency", places, confidence=0.9, **details)
        elif filing.by == "file" and said.how != "ambiguous":
            message = f"报告所示机关“{filing.printed}”不在名录中，文件名所示机关为{filing.agency.name}"
            details = {"expected": filing.agency.name, "actual": filing.printed}
            yield survey.outcome(report, "fail", message, "agency", places, confidence=0.8, **details)
        elif survey.corpus.roster.given or filed.agency:
            short = "" if filing.printed == filing.agency.name else f"，报告写作“{filing.printed}”"
            yield survey.outcome(report, "pass", f"报告机关为{filing.agency.name}{short}", "agency", places)
