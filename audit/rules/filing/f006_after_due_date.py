"""发布日期晚于名录规定的应报日期

依据：组织核查的单位在名录中规定的应报日期；法定期限由M008核对。
核对：已知发布日期（网页、文件自带，或引言处印出）的报告，没有发布日期而有落款日期的按落款日期，是否不晚于名录所写应报日期。
不判：名录没有写应报日期、报告没有发布日期和落款日期的不核对；落款早于年度结束或为年度最后一天的不核对，见M008；网页标注的日期可能是重新发布的日期，故为疑点。
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from audit.document import Place
from audit.findings import Mismatch, Side
from audit.model import Report
from audit.rules.kit import Evidence, Outcome, Survey, published_day, roster_evidence, rule, signed_day, stated

_LATE = "{found.name}为{found.value:%Y-%m-%d}，晚于应报日期{told.value:%Y-%m-%d}"
_IN_TIME = "{name}为{day:%Y-%m-%d}，不晚于应报日期{due:%Y-%m-%d}"


@rule(severity="warning", scope="corpus", matter="date")
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per report under review that bears a date and has one in the roster."""
    for filing in survey.corpus.under_review():
        dated, due = _dated(filing.report, filing.year), filing.agency.due if filing.agency else None
        if dated is None or due is None or filing.agency is None:
            continue
        name, day, printed = dated
        places = [*(printed or [Evidence(Place(), str(day), name, "page")]), *roster_evidence(filing.agency)]
        if day > due:
            facts = Mismatch(_LATE, Side("roster", "应报日期", due), Side("page", name, day))
            yield survey.outcome(filing.report, "fail", facts, "due", places, confidence=0.8)
        else:
            yield survey.outcome(filing.report, "pass", stated(_IN_TIME, name=name, day=day, due=due), "due", places)


def _dated(report: Report, year: int | None) -> tuple[str, dt.date, list[Evidence]] | None:
    """The day that the report came out as far as it shows: of publication, else of signature, with its printed place."""
    day, printed = published_day(report)
    if day is not None:
        return "发布日期", day, printed
    signed = signed_day(report)
    if signed is None or year is None or signed[0] <= dt.date(year, 12, 31):
        return None
    return "落款日期", signed[0], [signed[1]]
