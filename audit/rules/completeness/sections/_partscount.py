"""The number of parts that a report says it has, against those that it has and those that its form asks for."""

from __future__ import annotations

import re
from collections.abc import Collection

from audit.findings import CountedParts, Side
from audit.forms import Form, words
from audit.model import Report
from audit.rules.completeness.sections._headings import other_heading
from audit.rules.kit import Facts, Verdict, broken_off, stated, why_open
from audit.words import chinese_number
from audit.words.numbering import Style, numbering

#: How parts are numbered, the outer way first.
_STYLES: tuple[Style, ...] = ("part", "section")
#: Characters of the longest line that is a heading.
_LONGEST_HEADING = 40


def counted(report: Report, form: Form | None, printed: Side) -> tuple[Verdict, Facts] | None:
    """What comes of the number ``printed``; None where a report without a form does not number its parts from one on."""
    return _of_the_form(report, form, printed) if form else _before_the_form(report, printed)


def _of_the_form(report: Report, form: Form, printed: Side) -> tuple[Verdict, Facts]:
    """The number against the parts that were found; against the form's where not all may have been."""
    number = printed.value
    numbers = {section.number for section in report.sections}
    numbers |= {each for each in form.sections if numbers and other_heading(report, each)}
    if numbers and number in (len(numbers), _last_number(report)):
        return "pass", stated("引言称共“{printed}”，正文有{found}个部分", printed=printed, found=number)
    absent = tuple(part for part in form.sections if part not in numbers)
    reason = _unread(report, absent)
    if (reason or not numbers) and printed.number < len(form.sections):
        form_of_words = "引言称共“{printed}”，该年度的格式为{found}个部分"
        return "fail", stated(form_of_words, printed=printed, found=len(form.sections))
    if not numbers:
        return "undecided", stated("引言称共“{printed}”，未识别出部分标题，无法核对", printed=printed)
    return ("undecided" if reason else "fail"), CountedParts(printed, tuple(sorted(numbers)), absent, reason)


def _before_the_form(report: Report, printed: Side) -> tuple[Verdict, Facts] | None:
    """The number against the parts that a report without a form prints."""
    number = _printed_parts(report)
    if number is None:
        return None
    if number == printed.value:
        return "pass", stated("引言称共“{printed}”，正文有{found}个部分", printed=printed, found=number)
    reason = broken_off(report) or _unread(report, range(1, len(words()) + 1))
    return ("undecided" if reason else "fail"), CountedParts(printed, tuple(range(1, number + 1)), (), reason)


def _unread(report: Report, absent: Collection[int]) -> Facts | None:
    """Why a part that was not found may be there all the same; None where nothing says so."""
    return next(filter(None, (why_open(report, number) for number in absent)), None)


def _last_number(report: Report) -> int:
    """The last part's running number where all before it are printed; 0 else.

    A part that the form does not have shows in the numbers behind it: “六、下一年工作思路”, “七、其他需要报告的事项”.
    """
    last = max((chinese_number(section.numeral) or 0 for section in report.sections), default=0)
    printed = {
        found.number for passage in report.passages if (found := numbering(passage.text)) and found.style == "section"
    }
    return last if printed >= set(range(1, last + 1)) else 0


def _printed_parts(report: Report) -> int | None:
    """How many parts a report has that are numbered from one on (“一、”, “第一部分”); None where that is not certain."""
    found: dict[Style, list[int]] = {style: [] for style in _STYLES}
    for passage in report.passages:
        text = passage.text.strip()
        count = (
            None if passage.in_table or len(text) > _LONGEST_HEADING or re.search("[。；]", text) else numbering(text)
        )
        if count and count.style in found:
            found[count.style].append(count.number)
    numbers = next((each for each in found.values() if len(each) > 1), [])
    return len(numbers) if numbers and numbers == list(range(1, len(numbers) + 1)) else None
