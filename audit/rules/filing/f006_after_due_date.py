"""发布日期晚于名录规定的应报日期

依据：组织核查的单位在名录中规定的应报日期；法定期限见条例第四十九条，由M008核对。
核对：已知发布日期的报告，是否在名录所写应报日期当日或之前发布。
不判：名录没有写应报日期、报告没有发布日期的不核对；网页标注的日期可能是重新发布的日期，故为疑点。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.document import Place
from audit.findings import Evidence, Outcome
from audit.rules import Survey, rule
from audit.rules._survey import roster_line


@rule(severity="warning", scope="corpus")
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per report under review with both dates."""
    for filing in survey.corpus.under_review():
        published, due = filing.report.published, filing.agency.due if filing.agency else None
        if published is None or due is None or filing.agency is None:
            continue
        late = published > due
        message = f"发布日期为{published}，{'晚于' if late else '不晚于'}应报日期{due}"
        places = [Evidence(Place(), str(published), "发布日期"), *roster_line(filing.agency)]
        details = {"expected": str(due), "actual": str(published)} if late else {}
        yield survey.outcome(
            filing.report,
            "fail" if late else "pass",
            message,
            "due",
            places,
            confidence=0.8 if late else 1.0,
            **details,
        )
