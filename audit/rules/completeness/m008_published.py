"""发布日期早于统计期末或晚于法定期限

依据：条例第四十九条：县级以上人民政府部门在每年1月31日前、县级以上人民政府在每年3月31日前公布上一年度报告。
核对：已知发布日期（网页或文件自带）的，是否在报告年度结束之后，是否在法定期限之内。
不判：发布日期不明的不核对；乡镇、街道的期限由地方规定，名称看不出层级的机关，均只核对是否早于年度结束；网页标注的日期可能是重新发布的日期，故为疑点。
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from audit.findings import Evidence, Outcome
from audit.rules import Case, rule
from audit.rules.completeness._agency import kind

#: Month and day by which the organ publishes, in the year behind the report's.
_DUE = {"government": (3, 31), "department": (1, 31), "county_department": (1, 31)}


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome where the date of publication is known."""
    report = case.report
    if report.published is None or report.year is None:
        return
    shown, title = _date(report.published), report.title
    places = [Evidence(title[1], title[0], "标题")] if title else []
    due = _DUE.get(kind(report.agency))
    last = dt.date(report.year + 1, *due) if due else None
    if report.published <= dt.date(report.year, 12, 31):
        message = f"发布日期为{shown}，早于{report.year}年度结束"
        yield case.outcome("fail", message, "published", places, actual=shown)
    elif last is None:
        message = f"发布日期为{shown}，该机关的公布期限不能由名称确定"
        yield case.outcome("undecided", message, "published", places, severity="info")
    elif report.published > last:
        message = f"发布日期为{shown}，晚于{_date(last)}"
        yield case.outcome("fail", message, "published", places, expected=_date(last), actual=shown, confidence=0.8)
    else:
        yield case.outcome("pass", f"发布日期为{shown}，不晚于{_date(last)}", "published", places)


def _date(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
