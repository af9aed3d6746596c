"""标题的序号与次序不符、跳号或混用

依据：格式文件（{格式}）六个部分的序号依次为“一、”至“六、”；公文层次序数通常依次为“一、”“（一）”“1.”“（1）”（GB/T 9704—2012）。
核对：各部分标题印出的序号是否为对应的汉字数字；各部分内段首小标题同一种序号是否连续，有无跳号、重号或两种序号混用；同一段内“一是、二是”是否连续。
不判：没有印出序号的标题（可能由文档自动编号）；原样重复的段落（由W006核对）；部分次序颠倒而序号依次印出的（由M102核对）；标题文字与格式不同的部分（由M103核对）；某一种序号不从一开始而又不与前面相接时不判；附件之内的序号，以及表格被打散的报告，只提示人工核对；表格内的序号。
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain, islice

from audit.findings import PART_NUMERALS, Facts, Named, Part, Parts, Shattered, differs
from audit.model import Passage, Section
from audit.rules.completeness.sections._headings import other_heading
from audit.rules.completeness.sections._sequence import Break, breaks_in_list, breaks_in_points, in_annex
from audit.rules.kit import MOST_PLACES, Case, Evidence, Outcome, narrative, repeated_paragraphs, rule, stated
from audit.words import chinese_number
from audit.words.numbering import heading_numbering, numbering


@rule(severity="warning", matter="headings")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per section heading, then one per fault of the numbering inside each section, or one pass."""
    yield from _headings(case)
    others = {other_heading(case.report, number) for number in case.form.sections} if case.report.edition else set()
    others |= case.once(repeated_paragraphs).keys()
    headings = {section.number: heading_numbering(section.printed.strip()) for section in case.report.sections}
    for section in sorted({p.section for p in case.report.passages if p.section}):
        passages = [p for p in narrative(case.report) if p.section == section]
        numbered = [(p, count) for p in passages if p not in others and (count := numbering(p.text))]
        found = chain(
            breaks_in_list(numbered, passages, headings.get(section)), *(breaks_in_points(p) for p in passages)
        )
        faults = list(islice(found, MOST_PLACES))
        annex = in_annex(passages)
        for fault in faults:
            reason = _why_open(case, fault, annex) if fault.certain else None
            facts = stated("{found}；{reason}，请人工核对", found=fault.facts, reason=reason) if reason else fault.facts
            certain = fault.certain and not reason
            yield case.outcome("fail" if certain else "undecided", facts, fault.locus, fault.places)
        if numbered and not faults:
            facts = stated("{where}小标题序号连续", where=Part(section))
            yield case.outcome("pass", facts, f"sub:{section}")


def _why_open(case: Case, fault: Break, annex: Collection[Passage]) -> Facts | None:
    """Why the numbers may be in order all the same: the lines around may be pieces of a table, or belong to an annex."""
    if fault.passage is None:
        return None
    if case.report.shattered:
        return Shattered()
    return stated("附件的序号可能自成一套") if fault.passage in annex else None


def _headings(case: Case) -> Iterator[Outcome]:
    """One outcome per section heading; one for headings whose numbers are all shifted alike.

    Where all six are printed in order, the sections themselves were moved.
    """
    printed = [section.numeral for section in case.report.sections]
    moved = printed == list(PART_NUMERALS[1:])
    shifts: dict[tuple[int, int], list[Section]] = {}
    for section in case.report.sections:
        locus = f"section:{section.number}"
        places = [_heading(section)]
        if not section.numeral:
            bare = stated("标题“{printed}”没有印出序号", printed=Named(section.number, section.printed.strip()))
            yield case.outcome("undecided", bare, locus, places)
        elif section.numeral == PART_NUMERALS[section.number] or moved:
            right = stated("{part}的序号为“{printed}”", part=Part(section.number), printed=section.numeral)
            yield case.outcome("pass", right, locus, places)
        else:
            # A figure in place of 三 is a fault of its own; numbers behind a part of the organ's own are one.
            shift = (chinese_number(section.numeral) or 0) - section.number
            shifts.setdefault((shift, section.numeral.isdigit() and section.number), []).append(section)
    for sections in shifts.values():
        facts = differs(
            "{parts}的序号印为“{printed}”，格式为“{expected}”",
            printed=tuple(section.numeral for section in sections),
            expected=tuple(PART_NUMERALS[section.number] for section in sections),
            parts=Parts(tuple(section.number for section in sections)),
        )
        yield case.outcome("fail", facts, f"section:{sections[0].number}", list(map(_heading, sections)))


def _heading(section: Section) -> Evidence:
    return Evidence(section.place, section.printed.strip(), "标题")
