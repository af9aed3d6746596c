"""Lines that look like a section's heading but carry words that are not among the known ones."""

from __future__ import annotations

from audit.model import Passage, Report
from audit.rules.kit import Evidence, narrative, passage_evidence
from audit.words.numbering import heading_numbering, numbering

#: Characters of the longest line that is a heading.
_LONGEST_HEADING = 40


def other_heading(report: Report, number: int) -> Passage | None:
    """A short line numbered like section ``number``, standing between its neighbours, when no heading of it was found.

    None where the section was found or such a line is missing. What goes on a list inside a part (“2.” behind “1.”, where
    parts are numbered “一、”) is none.
    """
    if any(section.number == number for section in report.sections):
        return None
    parts = {count.style for section in report.sections if (count := heading_numbering(section.printed))}
    listed: set[tuple[str, int]] = set()
    for passage in narrative(report):
        text = passage.text.strip()
        count = numbering(text)
        if (
            count
            and count.style in ("section", "item")
            and count.number == number
            and passage.section == _before(report, number)
            and (count.style, number - 1) not in listed
            and count.end < len(text) <= _LONGEST_HEADING
            and not any(mark in text for mark in "。；，")
        ):
            return passage
        if count and passage.section == _before(report, number) and count.style not in parts:
            listed.add((count.style, count.number))
    return None


def heading_before(report: Report, number: int) -> list[Evidence]:
    """The heading that the missing section should follow, else the report's first paragraph."""
    before = [section for section in report.sections if section.number < number]
    if before:
        return [Evidence(before[-1].place, before[-1].printed, "应在此部分之后")]
    return [passage_evidence(passage, label="报告开头") for passage in report.passages[:1]]


def _before(report: Report, number: int) -> int:
    """The section found last before ``number``; 0 where there is none."""
    return max((s.number for s in report.sections if s.number < number), default=0)
