"""报告机关无法与名录对应

依据：{编制}由各行政机关就本机关的工作编制年度报告；名录由组织核查的单位提供。
核对：每份报告所示机关，能否与名录中的一家机关对应；不能的列出名称相近的机关。
不判：只核对名称，不推断报告属于哪家机关；未给出名录的，只列出没有写明机关的报告。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.corpus import Naming
from audit.findings import Listed, lacks
from audit.model import Report
from audit.rules.kit import Outcome, Stated, Survey, file_evidence, rule, stated, title_evidence

_WHY = {
    "ambiguous": "名录中有多家机关与之相符",
    "similar": "名录中没有该机关，名称相近的有",
    "unknown": "名录中没有该机关",
}
#: Agencies that a message names.
_AGENCIES_NAMED = 5


@rule(severity="warning", scope="corpus", matter="roster")
def check(survey: Survey) -> Iterator[Outcome]:
    """One undecided outcome per readable report that has no agency; a pass for those that have one, with a roster."""
    for filing in survey.corpus.filings:
        report = filing.report
        if report.status == "unreadable":
            continue
        places = [*title_evidence(report), file_evidence(report)]
        if filing.agency:
            if survey.corpus.roster.given:
                own = stated("对应名录中的{agency}", agency=filing.agency.name)
                yield survey.outcome(report, "pass", own, "roster", places)
            continue
        yield survey.outcome(report, "undecided", _open(report, filing.in_text), "roster", places)


def _open(report: Report, naming: Naming) -> Stated:
    """Why the report is nobody's of the roster."""
    if not report.agency:
        return lacks("报告和文件名都没有写明{missing}", missing="机关名称")
    why = stated(_WHY[naming.how])
    if naming.candidates:
        names = Listed(tuple(agency.name for agency in naming.candidates), _AGENCIES_NAMED, "家")
        why = stated(_WHY[naming.how] + "：{candidates}", candidates=names)
    return stated("报告所示机关为“{printed}”，{why}", printed=report.agency, why=why)
