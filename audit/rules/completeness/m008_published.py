"""发布日期或落款日期早于统计期末或晚于法定期限

依据：{公布期限}。
核对：已知发布日期（网页、文件自带，或引言处印出）的，以及报告开头、结尾单独成行的落款日期，是否在报告年度结束之后，是否在报告年度适用的法定期限之内（2019年度起，部门为次年1月31日、政府为次年3月31日；2018年度及以前，各级行政机关均为次年3月31日）；次年1月31日前的，各类机关均为按时。
不判：日期不明的不核对；2019年度起，乡镇、街道的期限由地方规定，只核对是否早于年度结束；名称看不出层级的机关，过了最早的期限的，是否逾期不判；落款为年度最后一天的只列出；已有发布日期的，落款只核对是否早于年度结束；网页标注的日期可能是重新发布的日期，故为疑点。
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from audit.findings import Evidence, Outcome
from audit.rules import Case, rule
from audit.rules._agency import kind
from audit.rules._dates import published_day, signed_day
from audit.rules._due import due_days


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome for the date of publication, where it is known, and one for the date of the signature."""
    report = case.report
    if report.year is None:
        return
    published, said = published_day(report)
    if published is not None:
        yield _judge(case, published, "发布日期", said, "published")
    signed = signed_day(report)
    if signed is None:
        return
    day, place = signed
    if day == dt.date(report.year, 12, 31):
        message = f"落款日期为{_date(day)}，即{report.year}年度最后一天，请人工核对"
        yield case.outcome("undecided", message, "signed", [place], severity="info")
    elif published is None or day < dt.date(report.year, 12, 31):
        yield _judge(case, day, "落款日期", [place], "signed")


def _judge(case: Case, day: dt.date, name: str, places: list[Evidence], locus: str) -> Outcome:
    year = case.report.year or day.year
    shown, organ = _date(day), kind(case.report.agency)
    due = due_days(year)
    # Where the name does not tell, what is in time for every organ is in time.
    last = due.get(organ, min(due.values()))
    told = "" if places else "（网页或文件自带的日期）"
    if day <= dt.date(year, 12, 31):
        return case.outcome("fail", f"{name}为{shown}，早于{year}年度结束{told}", locus, places, actual=shown)
    if day <= last:
        return case.outcome("pass", f"{name}为{shown}，不晚于{_date(last)}", locus, places)
    if organ == "township" and organ not in due:
        return case.outcome("pass", f"{name}为{shown}，在{year}年度结束之后", locus, places)
    if organ not in due:
        message = f"{name}为{shown}，该机关的公布期限不能由名称确定"
        return case.outcome("undecided", message, locus, places, severity="info")
    message = f"{name}为{shown}，晚于{_date(last)}{told}"
    return case.outcome("fail", message, locus, places, expected=_date(last), actual=shown, confidence=0.8)


def _date(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
