"""发布日期早于统计期末或晚于法定期限

依据：条例第四十九条：县级以上人民政府部门在每年1月31日前、县级以上人民政府在每年3月31日前公布上一年度报告。
核对：已知发布日期（网页或文件自带）的，是否在报告年度结束之后，是否在法定期限之内；次年1月31日前发布的，各类机关均为按时。
不判：发布日期不明的不核对；乡镇、街道的期限由地方规定，只核对是否早于年度结束；名称看不出层级的机关，1月31日之后发布的，是否逾期不判；网页标注的日期可能是重新发布的日期，故为疑点。
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from audit.findings import Evidence, Outcome
from audit.model import Report
from audit.rules import Case, rule
from audit.rules.completeness._agency import kind

#: Month and day by which the organ publishes, in the year behind the report's.
_DUE = {"government": (3, 31), "department": (1, 31), "county_department": (1, 31)}
#: No organ is due before this day.
_EARLIEST_DUE = (1, 31)
_SAID = re.compile(
    r"(?:发布|公布|公开|发文|生成)(?:日期|时间)\s*[:：]?\s*(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})"
)


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome where the date of publication is known."""
    report = case.report
    if report.published is None or report.year is None:
        return
    shown, places, organ = _date(report.published), _places(report, report.published), kind(report.agency)
    last = dt.date(report.year + 1, *_DUE.get(organ, _EARLIEST_DUE))
    if report.published <= dt.date(report.year, 12, 31):
        message = f"发布日期为{shown}，早于{report.year}年度结束"
        yield case.outcome("fail", message, "published", places, actual=shown)
    elif report.published <= last:
        yield case.outcome("pass", f"发布日期为{shown}，不晚于{_date(last)}", "published", places)
    elif organ == "township":
        message = f"发布日期为{shown}，在{report.year}年度结束之后"
        yield case.outcome("pass", message, "published", places)
    elif organ not in _DUE:
        message = f"发布日期为{shown}，该机关的公布期限不能由名称确定"
        yield case.outcome("undecided", message, "published", places, severity="info")
    else:
        message = f"发布日期为{shown}，晚于{_date(last)}"
        yield case.outcome("fail", message, "published", places, expected=_date(last), actual=shown, confidence=0.8)


def _places(report: Report, day: dt.date) -> list[Evidence]:
    """Where the document prints the date of publication; nothing where only the page's metadata state it."""
    for passage in report.passages:
        for match in _SAID.finditer(passage.text):
            if tuple(map(int, match.groups())) == (day.year, day.month, day.day):
                return [Evidence(passage.place.span(*match.span()), match[0], "发布日期")]
    return []


def _date(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
