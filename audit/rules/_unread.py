"""Why what a report seems to lack may be there all the same: it was shown and not read, or the file ends early."""

from __future__ import annotations

from audit.findings import SECTION_NAMES, Evidence
from audit.model import Passage, Report
from audit.text import clean

_KINDS = {"picture": "图片", "object": "内嵌对象", "external": "外部内容", "page": "页面", "attachment": "附件"}
#: Characters shown of the line at which a file ends.
_SHOWN = 20
SHATTERED = "文件中的表格没有框线，或已被打散成零散的行"


def why_open(report: Report, section: int) -> str:
    """Why nothing can be said of what ``section`` lacks (Chinese); "" where it was read as a whole.

    A section that was not found would stand behind the last one that was found before it.
    """
    found = [one.number for one in report.sections if one.number <= section]
    holder = max(found, default=0)
    kinds = [_KINDS[item.kind] for item in report.unread if holder in item.sections]
    if kinds:
        where = SECTION_NAMES[holder] if holder else "第一个标题之前"
        listed = "、".join(f"{kinds.count(kind)}处{kind}" for kind in dict.fromkeys(kinds))
        return f"{where}有{listed}未能读取"
    if report.shattered:
        return SHATTERED
    return broken_off(report) if is_behind(report, section) else ""


def is_behind(report: Report, section: int) -> bool:
    """Whether the file ends before ``section`` is complete."""
    early = report.broken_off is not None or report.ends_after is not None
    return early and section >= max((one.number for one in report.sections), default=0)


def broken_off(report: Report) -> str:
    """That the file ends in the midst of the report, and where (Chinese); "" where it does not."""
    if report.broken_off is None:
        return f"文件似不完整，止于{SECTION_NAMES[report.ends_after]}" if report.ends_after else ""
    last = last_words(report)
    return f"文件似不完整，在“{last.raw[-_SHOWN:]}”处中断" if last else "文件似不完整，在表格中间中断"


def is_cut(report: Report, passage: Passage) -> bool:
    """Whether the file ends within ``passage``."""
    return report.broken_off is not None and passage.place._replace(start=None, end=None) == report.broken_off


def last_words(report: Report) -> Evidence | None:
    """The line at which the file ends, None where that is no text."""
    own = [passage for passage in report.passages if is_cut(report, passage)]
    return Evidence(own[-1].place, clean(own[-1].raw()).strip(), "文件结尾") if own else None
