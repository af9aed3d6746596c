"""未报送年度报告

依据：条例第四十九条：县级以上人民政府部门在每年1月31日前、县级以上人民政府在每年3月31日前公布上一年度报告；第五十四条：授权组织适用本条例。
核对：机关名录中的每家机关，是否有一份所查年度的报告。
不判：未给出机关名录的不核对；给出判断日期且未到应报日期的，只列为尚未到期；收到的文件不能确定年度的，列为无法核对；只收到无法读取的文件的，不作未报送处理；乡镇、街道的报送由地方规定，故为疑点。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.corpus import Agency, Corpus
from audit.findings import Outcome
from audit.rules import Survey, rule
from audit.rules._survey import roster_line


@rule(severity="error", scope="corpus", also=("warning",))
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per agency of a given roster."""
    corpus = survey.corpus
    if not corpus.roster.given or corpus.year is None:
        return
    absent = {agency.name for agency in corpus.missing()}
    undated = {f.agency.name: f.report.source for f in reversed(corpus.filings) if f.agency and f.year is None}
    for agency in corpus.roster.agencies:
        places, year = roster_line(agency), corpus.year
        if agency.name not in absent:
            first = corpus.filed(agency, year)[0].report
            yield survey.outcome(first, "pass", f"已报送{year}年度报告", "filed", places)
        elif agency.name in undated:
            message = f"收到{agency.name}的文件“{undated[agency.name]}”，未能确定是否为{year}年度报告"
            yield survey.outcome(agency, "undecided", message, "filed", places, severity="warning")
        elif agency.due and corpus.asof and corpus.asof <= agency.due:
            message = f"{agency.name}尚未报送{year}年度报告，应报日期为{agency.due}，截至{corpus.asof}尚未到期"
            yield survey.outcome(agency, "undecided", message, "filed", places, severity="warning")
        else:
            severity = "warning" if agency.kind == "乡镇街道" else "error"
            message = f"所给文件中没有{agency.name}的{year}年度报告{_hints(corpus, agency)}"
            yield survey.outcome(agency, "fail", message, "filed", places, severity=severity)


def _hints(corpus: Corpus, agency: Agency) -> str:
    """What was received instead, or may belong here."""
    others = sorted({f.year for f in corpus.filings if f.agency == agency and f.year and f.year != corpus.year})
    said = [f"收到的是{'、'.join(map(str, others))}年度的报告"] if others else []
    unclear = [f.report.source for f in corpus.under_review() if not f.agency and agency in f.said.candidates]
    said += [f"文件“{unclear[0]}”可能属于该机关，请核对"] if unclear else []
    wrong = [f for f in corpus.under_review() if f.filed.agency == agency and f.agency not in (agency, None)]
    said += (
        [f"文件“{wrong[0].report.source}”按文件名属于该机关，但文内机关为“{wrong[0].report.agency}”"] if wrong else []
    )
    return f"（{'；'.join(said)}）" if said else ""
