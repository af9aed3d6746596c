"""Says why something that a report seems to lack may be there all the same: it was not read, or the file ends early."""

from __future__ import annotations

from audit.findings import BrokenOff, Evidence, Facts, NotRead, Shattered
from audit.forms import Form
from audit.model import Passage, Report
from audit.text import clean

#: Characters shown of the line at which a file ends.
_CHARACTERS_SHOWN = 20


def why_open(report: Report, section: int) -> Facts | None:
    """The reason why nothing can be said of what ``section`` (1 to 6) lacks; None where all of it was read.

    A section that was not found would stand behind the last one that was found before it.
    """
    holder = max((one.number for one in report.sections if one.number <= section), default=0)
    if things := tuple(item.kind for item in report.unread if holder in item.sections):
        return NotRead(holder, things)
    if report.shattered:
        return Shattered()
    return broken_off(report) if is_behind(report, section) else None


def why_tables_open(report: Report, form: Form) -> Facts | None:
    """The reason, for the first table that has one, why nothing can be said of what the tables of ``form`` lack."""
    return next(filter(None, (why_open(report, table.section) for table in form.tables)), None)


def is_behind(report: Report, section: int) -> bool:
    """Whether the file ends before the section of that number is complete."""
    early = report.broken_off is not None or report.ends_after is not None
    return early and section >= max((one.number for one in report.sections), default=0)


def broken_off(report: Report) -> BrokenOff | None:
    """Says that the file ends in the middle of the report, and where; None where it does not."""
    if report.broken_off is None:
        return BrokenOff(report.ends_after) if report.ends_after else None
    last = last_words(report)
    return BrokenOff(words=last.raw[-_CHARACTERS_SHOWN:] if last else "")


def is_cut(report: Report, passage: Passage) -> bool:
    """Whether the file ends in the middle of this paragraph."""
    return report.broken_off is not None and passage.place._replace(start=None, end=None) == report.broken_off


def last_words(report: Report) -> Evidence | None:
    """The line at which the file ends, as evidence; None where the file is whole or does not end in text."""
    own = [passage for passage in report.passages if is_cut(report, passage)]
    return Evidence(own[-1].place, clean(own[-1].raw()).strip(), "文件结尾") if own else None
