"""报告写作所查年度之后的年度

依据：{公布条}、{内容条}按年度公布上一年度的报告，所查年度之后的年度通常尚未到报送时间。所查年度按判断日期、名录的应报日期或多数机关最近一份报告的年度确定。
核对：每份报告的年度是否晚于所查年度；统计期限或文件名也是所写年度的，以及没有名录和判断日期、所查年度只是多数报告的年度的，多半确为其他年度的报告，列为提示。
不判：报告年度未能确定的不核对；所查年度之后的报告与所查年度的同样多或更多的，没有名录和判断日期、所查年度的报告不过半数的，是多年的报告一起核查，不列出；年度写错还是确为其他年度的报告，不作认定。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.corpus import Corpus, Filing
from audit.findings import Mismatch, Side
from audit.rules.kit import Outcome, Severity, Survey, file_evidence, rule, stated, title_evidence

_LATER = "报告写作{found.value}年度，所查年度为{told.value}，其余报告多为{told.value}年度；请核对年份是否写错"


@rule(severity="warning", also=("info",), scope="corpus", matter="year")
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per report of the year under review or of a later one."""
    corpus = survey.corpus
    later = {filing.report.source for filing in corpus.later()}
    for filing in corpus.filings:
        report = filing.report
        places = [*title_evidence(report), file_evidence(report)]
        if report.source in later:
            facts = Mismatch(_LATER, Side("review", "所查年度", corpus.year), Side("text", "报告", filing.year))
            severity = _severity(filing, corpus)
            yield survey.outcome(report, "fail", facts, "later_year", places, confidence=0.8, severity=severity)
        elif filing.year is not None and filing.year == corpus.year and corpus.roster.given:
            same = stated("报告为所查的{year}年度", year=corpus.year)
            yield survey.outcome(report, "pass", same, "later_year", places)


def _severity(filing: Filing, corpus: Corpus) -> Severity:
    """A slip of the pen is likely only where the year under review is given and nothing else agrees with the report's."""
    period = filing.report.period
    agreed = filing.year in (period[1].year if period else None, filing.file_year)
    given = corpus.roster.given or corpus.asof is not None
    return "info" if agreed or not given else "warning"
