"""报告的机关名称与文件名或名录不一致

依据：{编制}由各行政机关就本机关的工作编制年度报告；评估实务对机关名称错误、套用其他单位报告的退回重报。
核对：报告标题、引言所示机关与文件名所示机关是否为同一机关；报告所示名称与名录中的名称、别名是否相同。
不判：简称和省略地区的名称在名录中只对应一家机关的，作为相同；文件名看不出机关的，只与名录核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Mismatch, Side
from audit.rules.kit import Outcome, Survey, file_evidence, rule, stated, title_evidence

_OTHER = "文件名所示机关为{told.value}，报告所示机关为{found.value}"
_UNLISTED = "报告所示机关“{found.value}”不在名录中，文件名所示机关为{told.value}"


@rule(severity="warning", scope="corpus", matter="organ")
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per report whose agency was found in the roster."""
    for filing in survey.corpus.filings:
        report, in_text, in_name = filing.report, filing.in_text, filing.in_name
        if filing.agency is None or filing.printed is None:
            continue
        places = [*title_evidence(report), file_evidence(report)]
        found = Side("text", "报告", filing.printed)
        if in_text.agency and in_name.agency and in_text.agency != in_name.agency:
            facts = Mismatch(_OTHER, Side("file_name", "文件名", in_name.agency.name, source=report.source), found)
            yield survey.outcome(report, "fail", facts, "agency", places, confidence=0.9)
        elif filing.by == "file" and in_text.how != "ambiguous":
            facts = Mismatch(_UNLISTED, Side("file_name", "文件名", filing.agency.name, source=report.source), found)
            yield survey.outcome(report, "fail", facts, "agency", places, confidence=0.8)
        elif survey.corpus.roster.given or in_name.agency:
            own = stated("报告机关为{agency}", agency=filing.agency.name)
            if filing.printed != filing.agency.name:
                form = "报告机关为{agency}，报告写作“{printed}”"
                own = stated(form, agency=filing.agency.name, printed=filing.printed)
            yield survey.outcome(report, "pass", own, "agency", places)
