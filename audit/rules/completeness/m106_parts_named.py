"""引言所称的部分与正文不一致

依据：引言自称的部分数目、名称应与正文一致；评估实务按文字差错扣分。
核对：引言中“共六个部分”一类的数目与正文识别出的部分数是否相同；引言逐一列出部分名称的，有无重复或遗漏。
不判：引言没有写数目的不核对；没有识别出部分标题时不判；未识别出的部分可能在未能读取的图片、页面中，或文件中断、表格被打散的，为无法核对；列举以“等”结尾的不判遗漏；名称措辞不比较，只按关键词识别。
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from audit.findings import CountedParts, Facts, Named, Outcome, Side, lacks, stated
from audit.forms import words
from audit.model import Passage, Report
from audit.numbering import numbering
from audit.rules import Case, rule
from audit.rules._passages import evidence
from audit.rules._unread import why_open
from audit.rules.completeness._headings import other_heading
from audit.text import fold, widened
from audit.words import ORDINAL, chinese_number, whole_number

#: “共六个部分”, “分为6个方面”.
_COUNT = re.compile(
    rf"""
    (?: 共 | 等 | 由 | 分为? | 包括 | 以下 | 事项 | 情况 ) [^。；]{{0,8}}?
    (?P<n> [两{ORDINAL}]{{1,2}} | \d{{1,2}} ) [个大]? (?:部分|方面)
    """,
    re.VERBOSE,
)


@rule(severity="warning", cause="part")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome for the number named and one for the list; nothing where the preamble names neither."""
    report = case.report
    numbers = {section.number for section in report.sections}
    numbers |= {number for number in case.form.sections if numbers and other_heading(report, number)}
    last = _last_number(report)
    for passage in case.report.passages:
        match = _COUNT.search(widened(passage.text)) if passage.section == 0 else None
        if match is None:
            continue
        places = [evidence(passage, *match.span(), "引言")]
        number = whole_number(match["n"])
        printed = Side("text", "引言所称部分的数目", number, words=passage.text[match.start("n") : match.end()])
        if not numbers:
            facts = stated("引言称共“{printed}”，未识别出部分标题，无法核对", printed=printed)
            yield case.outcome("undecided", facts, "count", places)
        elif number in (len(numbers), last):
            facts = stated("引言称共“{printed}”，正文有{found}个部分", printed=printed, found=number)
            yield case.outcome("pass", facts, "count", places)
        else:
            absent = tuple(part for part in case.form.sections if part not in numbers)
            counted = CountedParts(printed, tuple(sorted(numbers)), absent, _unread(case, numbers))
            yield case.outcome("undecided" if counted.reason else "fail", counted, "count", places)
        yield from _listed(case, passage, match)
        return


def _unread(case: Case, numbers: Collection[int]) -> Facts | None:
    """Why a part that was not found may be there all the same; None where that is told of none."""
    reasons = (why_open(case.report, number) for number in case.form.sections if number not in numbers)
    return next(filter(None, reasons), None)


def _last_number(report: Report) -> int:
    """The last part's running number where all before it are printed; 0 else.

    A part that the form does not have shows in the numbers behind it: “六、下一年工作思路”, “七、其他需要报告的事项”.
    """
    last = max((chinese_number(section.numeral) or 0 for section in report.sections), default=0)
    printed = {
        found.number for passage in report.passages if (found := numbering(passage.text)) and found.style == "section"
    }
    return last if printed >= set(range(1, last + 1)) else 0


def _listed(case: Case, passage: Passage, match: re.Match[str]) -> Iterator[Outcome]:
    """The names that stand before the number, in the same sentence, or behind it."""
    start = passage.text.rfind("。", 0, match.start()) + 1
    end = passage.text.find("。", match.end())
    sentence = fold(passage.text[start : end if end >= 0 else len(passage.text)])
    counts = {number: len(re.findall(words()[str(number)]["named"], sentence)) for number in case.form.sections}
    if sum(map(bool, counts.values())) < 3:
        return
    places = [evidence(passage, start, match.end(), "引言")]
    titles = {number: Named(number, title) for number, title in case.form.sections.items()}
    twice = tuple(titles[number] for number, count in counts.items() if count > 1)
    missing = tuple(titles[number] for number, count in counts.items() if not count)
    if twice:
        facts = stated("引言列举的部分有重复：{found}", found=twice)
        yield case.outcome("fail", facts, "list", places, confidence=0.8)
    elif missing and "等" not in sentence:
        facts = lacks("引言列举的部分缺少：{missing}", missing=missing)
        yield case.outcome("fail", facts, "list", places, confidence=0.8)
    elif not missing:
        yield case.outcome("pass", stated("引言列举的六个部分齐全"), "list", places)
