"""引用的文号有误或文件当时尚未印发

依据：国办公开办函〔2021〕30号、国办函〔2020〕109号等文件的文号（清单见 documents.toml）；评估实务对文号差错扣分。
核对：与年度报告格式或信息处理费有关的语句，文号是否写成清单所列的错误写法；文号的年份是否晚于报告次年；清单内文件的印发日期是否晚于报告的公布期限。
不判：清单之外文号的真伪；没有文号的引用；同一错误写法在无关语句中出现的。
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from audit.findings import Outcome
from audit.model import Report
from audit.rules import Case, rule
from audit.rules._passages import Hit, narrative, one_per_hit, where
from audit.rules.completeness._lookup import wordings

_NUMBER = re.compile(
    r"(?P<series>[\u4e00-\u9fff]{1,12}?)\s*[〔\[(（【［﹝](?P<year>20\d\d)年?[〕\])）】］﹞]\s*第?(?P<count>\d{1,4})号"
)
_AROUND = 80
#: A report is published by the last of March; a few weeks are allowed for late ones.
_LATEST = (6, 30)


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per wrong number; one pass where all numbers cited are possible; silent where none is cited."""
    latest = _latest(case.report)
    hits, cited = [], 0
    for passage in narrative(case.report):
        for match in _NUMBER.finditer(passage.text):
            cited += 1
            near = passage.text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
            said = _fault(match, near, latest)
            if said:
                hits.append(Hit(passage, *match.span(), f"{where(passage)}{said}"))
    if cited and latest is None:
        yield case.outcome("undecided", "报告年度不明，无法核对所引文件是否已经印发", "report", severity="info")
    if hits or (cited and latest):
        yield from one_per_hit(case, hits, f"引用的{cited}处文号未见差错")


def _latest(report: Report) -> dt.date | None:
    if report.published:
        return report.published
    return dt.date(report.year + 1, *_LATEST) if report.year else None


def _fault(match: re.Match[str], near: str, latest: dt.date | None) -> str:
    for entry in wordings("documents")["documents"]:
        if not re.search(entry["about"], near):
            continue
        right = f"{match['series']}〔{match['year']}〕{match['count']}号"
        if any(right.endswith(wrong) for wrong in entry.get("wrong", ())):
            return f"的文号“{match[0]}”应为“{entry['number']}”"
        if right.endswith(entry["number"]) and latest and entry["issued"] > latest:
            day = entry["issued"]
            return f"引用的{entry['number']}于{day.year}年{day.month}月{day.day}日印发，晚于报告的公布时间"
    if latest and int(match["year"]) > latest.year:
        return f"的文号“{match[0]}”年份晚于报告的公布时间"
    return ""
