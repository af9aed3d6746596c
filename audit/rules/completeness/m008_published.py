"""发布日期或落款日期早于统计期末或晚于法定期限

依据：条例第四十九条：县级以上人民政府部门在每年1月31日前、县级以上人民政府在每年3月31日前公布上一年度报告。
核对：已知发布日期（网页、文件自带，或引言处印出）的，以及报告开头、结尾单独成行的落款日期，是否在报告年度结束之后，是否在法定期限之内；次年1月31日前的，各类机关均为按时。
不判：日期不明的不核对；乡镇、街道的期限由地方规定，只核对是否早于年度结束；名称看不出层级的机关，1月31日之后的，是否逾期不判；落款为年度最后一天的只列出；已有发布日期的，落款只核对是否早于年度结束；网页标注的日期可能是重新发布的日期，故为疑点。
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice

from audit.findings import Evidence, Outcome
from audit.model import Passage, Report
from audit.rules import Case, rule
from audit.rules._passages import narrative
from audit.rules.completeness._agency import kind
from audit.text import chinese_number, clean

#: Month and day by which the organ publishes, in the year behind the report's.
_DUE = {"government": (3, 31), "department": (1, 31), "county_department": (1, 31)}
#: No organ is due before this day.
_EARLIEST_DUE = (1, 31)
_SAID = re.compile(
    r"(?:发布|公布|公开|发文|生成)(?:日期|时间)\s*[:：]?\s*(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})"
)
_NUMERAL = "[0-9０-９〇○零一二三四五六七八九十]"
#: A line that holds a date and perhaps the organ that signs; the organ's name holds no digit and no mark.
_SIGNED = re.compile(
    r"\s*[（(]?\s*(?:[\u4e00-\u9fff]{2,38}(?:局|厅|委|会|办公室|府|处|镇|乡|街道|中心|院|队|所|部|分局|署|站)\s*)?"
    rf"(?P<date>(?P<y>{_NUMERAL}{{4}})\s*年\s*(?P<m>{_NUMERAL}{{1,2}})\s*月\s*(?P<d>{_NUMERAL}{{1,3}})\s*日)\s*[）)]?\s*"
)
#: Lines looked at from the report's end.
_LAST_LINES = 6
_LONGEST_LINE = 60


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome for the date of publication, where it is known, and one for the date of the signature."""
    report = case.report
    if report.year is None:
        return
    published, said = _published(report)
    if published is not None:
        yield _judge(case, published, "发布日期", said, "published")
    signed = _signed(report)
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
    last = dt.date(year + 1, *_DUE.get(organ, _EARLIEST_DUE))
    told = "" if places else "（网页或文件自带的日期）"
    if day <= dt.date(year, 12, 31):
        return case.outcome("fail", f"{name}为{shown}，早于{year}年度结束{told}", locus, places, actual=shown)
    if day <= last:
        return case.outcome("pass", f"{name}为{shown}，不晚于{_date(last)}", locus, places)
    if organ == "township":
        return case.outcome("pass", f"{name}为{shown}，在{year}年度结束之后", locus, places)
    if organ not in _DUE:
        message = f"{name}为{shown}，该机关的公布期限不能由名称确定"
        return case.outcome("undecided", message, locus, places, severity="info")
    message = f"{name}为{shown}，晚于{_date(last)}{told}"
    return case.outcome("fail", message, locus, places, expected=_date(last), actual=shown, confidence=0.8)


def _published(report: Report) -> tuple[dt.date | None, list[Evidence]]:
    """The date of publication with the place where it is printed: the document's own, else one printed above the text."""
    for passage in report.passages:
        for match in _SAID.finditer(passage.text):
            day = _real(*map(int, match.groups()))
            if day and (day == report.published or (report.published is None and passage.section == 0)):
                return day, [Evidence(passage.place.span(*match.span()), match[0], "发布日期")]
    return report.published, []


def _signed(report: Report) -> tuple[dt.date, Evidence] | None:
    """The date on a line of its own: at the report's end, else above the text."""
    lines = [passage for passage in narrative(report) if passage.text.strip()]
    last = islice(reversed(lines), _LAST_LINES)
    for passage in (*last, *(line for line in lines if line.section == 0)):
        found = _line(passage)
        if found is not None:
            return found
    return None


def _line(passage: Passage) -> tuple[dt.date, Evidence] | None:
    match = _SIGNED.fullmatch(clean(passage.text)) if len(passage.text) <= _LONGEST_LINE else None
    numbers = [_number(match[name]) for name in "ymd"] if match else [None]
    day = _real(*(number for number in numbers if number is not None)) if None not in numbers else None
    if match is None or day is None:
        return None
    return day, Evidence(passage.place.span(*match.span("date")), match["date"], "落款日期")


def _number(text: str) -> int | None:
    digits = text.translate(str.maketrans("０１２３４５６７８９○", "0123456789〇"))
    return int(digits) if digits.isdecimal() else chinese_number(digits)


def _real(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _date(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
