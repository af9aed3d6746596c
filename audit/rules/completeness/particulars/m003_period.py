"""统计期限不是报告年度的1月1日至12月31日

依据：{公布条}、{内容条}按年度报告；格式文件按“本年”统计；DB51/T 2660—2019等地方规范写明统计期限为1月1日至12月31日。
核对：引言中印出的统计期限，起止是否为同一年的1月1日和12月31日，年份是否为报告年度。
不判：没有写统计期限的不作为差错（法律和格式未要求）；期限文字不能识别为两个日期，或报告年度不明时不判年份（与标题的年份不同的，列为无法核对）；标题写明按学年编制（学校）的，只注明统计期限。
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from audit.document import Place
from audit.findings import Period, differs, lacks
from audit.rules.kit import Case, Evidence, Outcome, rule, stated
from audit.text import fold
from audit.words import year_in

#: Days between the first and the last of a whole year.
_YEAR_OF_DAYS = (364, 365)


@rule(severity="warning", needs_form=False, matter="period")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per report."""
    report = case.report
    if report.period_text is None:
        yield case.outcome("undecided", lacks("未见{missing}", missing="统计期限"), "period", severity="info")
        return
    raw, place = report.period_text
    places = [Evidence(place, raw, "统计期限")]
    if report.period is None:
        facts = stated("统计期限“{printed}”不能识别为起止日期", printed=raw)
        yield case.outcome("undecided", facts, "period", places)
        return
    printed = Period(*report.period)
    year = report.year or printed.first.year
    expected = Period(dt.date(year, 1, 1), dt.date(year, 12, 31))
    if printed == expected and report.year is None and not _titled(report.title, year):
        facts = stated("统计期限为{printed}，与标题的年份不同，报告年度未能确定", printed=printed)
        yield case.outcome("undecided", facts, "period", places)
    elif printed == expected:
        yield case.outcome("pass", stated("统计期限为{printed}", printed=printed), "period", places)
    elif report.title and "学年" in fold(report.title[0]) and (printed.last - printed.first).days in _YEAR_OF_DAYS:
        facts = stated("报告按学年编制，统计期限为{printed}", printed=printed)
        yield case.outcome("undecided", facts, "period", places, severity="info")
    else:
        form = "统计期限印为{printed}，{year}年度应为{expected}"
        yield case.outcome("fail", differs(form, printed=printed, expected=expected, year=year), "period", places)


def _titled(title: tuple[str, Place] | None, year: int) -> bool:
    """Whether the title names no year but ``year``; one without a year does."""
    named = year_in(title[0]) if title else None
    return named in (None, year)
