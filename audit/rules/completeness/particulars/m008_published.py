"""发布日期或落款日期早于统计期末或晚于法定期限

依据：{公布期限}。
核对：已知发布日期（网页、文件自带，或引言处印出）的，以及报告开头、结尾单独成行的落款日期，是否在报告年度结束之后，是否在报告年度适用的法定期限之内（2019年度起，部门为次年1月31日、政府为次年3月31日；2018年度及以前，各级行政机关均为次年3月31日）；次年1月31日前的，各类机关均为按时。
不判：日期不明的不核对；2019年度起，乡镇、街道的期限由地方规定，只核对是否早于年度结束；名称看不出层级的机关，过了最早的期限的，是否逾期不判；落款为年度最后一天的只列出；已有发布日期的，落款只核对是否早于年度结束；网页标注的日期可能是重新发布的日期，故为疑点。
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from audit.findings import differs, filled
from audit.rules.kit import Case, Evidence, Outcome, due_days, organ_kind, published_day, rule, signed_day, stated


@rule(severity="warning", needs_form=False, matter="date")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome for the date of publication, where it is known, and one for the date of the signature."""
    report = case.report
    if report.year is None:
        return
    published, places = published_day(report)
    if published is not None:
        yield _judge(case, published, "发布日期", places, "published")
    signed = signed_day(report)
    if signed is None:
        return
    day, place = signed
    if day == dt.date(report.year, 12, 31):
        facts = stated("落款日期为{printed}，即{year}年度最后一天，请人工核对", printed=day, year=report.year)
        yield case.outcome("undecided", facts, "signed", [place], severity="info")
    elif published is None or day < dt.date(report.year, 12, 31):
        yield _judge(case, day, "落款日期", [place], "signed")


def _judge(case: Case, day: dt.date, name: str, places: list[Evidence], locus: str) -> Outcome:
    year, organ = case.report.year or day.year, organ_kind(case.report.agency)
    due = due_days(year)
    # Where the name does not tell, what is in time for every organ is in time.
    last = due.get(organ, min(due.values()))
    source = "" if places else "（网页或文件自带的日期）"
    if day <= dt.date(year, 12, 31):
        early = stated("{name}为{printed}，早于{year}年度结束" + source, name=name, printed=day, year=year)
        return case.outcome("fail", early, locus, places, actual=filled("{printed}", printed=day))
    if day <= last:
        in_time = stated("{name}为{printed}，不晚于{expected}", name=name, printed=day, expected=last)
        return case.outcome("pass", in_time, locus, places)
    if organ == "township" and organ not in due:
        local = stated("{name}为{printed}，在{year}年度结束之后", name=name, printed=day, year=year)
        return case.outcome("pass", local, locus, places)
    if organ not in due:
        unsure = stated("{name}为{printed}，该机关的公布期限不能由名称确定", name=name, printed=day)
        return case.outcome("undecided", unsure, locus, places, severity="info")
    late = differs("{name}为{printed}，晚于{expected}" + source, name=name, printed=day, expected=last)
    return case.outcome("fail", late, locus, places, confidence=0.8)
