"""标题的序号与次序不符、跳号或混用

依据：格式文件（国办公开办函〔2021〕30号、国办公开办函〔2019〕60号）六个部分的序号依次为“一、”至“六、”；公文层次序数通常依次为“一、”“（一）”“1.”“（1）”（GB/T 9704—2012）。
核对：各部分标题印出的序号是否为对应的汉字数字；各部分内段首小标题同一种序号是否连续，有无跳号、重号或两种序号混用；同一段内“一是、二是”是否连续。
不判：没有印出序号的标题（可能由文档自动编号）；原样重复的段落（由W006核对）；部分次序颠倒而序号依次印出的（由M102核对）；标题文字与格式不同的部分（由M103核对）；某一种序号不从一开始而又不与前面相接时不判；表格内的序号。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from audit.findings import Evidence, Outcome
from audit.model import Passage
from audit.rules import Case, rule
from audit.rules._passages import MOST_PLACES, Numbering, evidence, narrative, numbering, repeated, where
from audit.rules.completeness._headings import other_heading
from audit.text import chinese_number

_POINTS = re.compile(r"(?:^|(?<=[。；：，、,;:\s]))([一二三四五六七八九十]{1,2})是(?!否)")
#: An unnumbered line of so many characters without a full stop may be a sub-heading.
_LONGEST_HEAD = 30
Numbered = tuple[Passage, Numbering]


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per section heading, then one per fault of the numbering inside each section, or one pass."""
    yield from _headings(case)
    others = [other_heading(case.report, number) for number in case.form.sections] if case.report.edition else []
    others += repeated(case.report)
    for section in sorted({p.section for p in case.report.passages if p.section}):
        passages = [p for p in narrative(case.report) if p.section == section]
        numbered = [(p, count) for p in passages if p not in others and (count := numbering(p.text))]
        found = chain(_runs(case, numbered, passages), *(_points(case, p) for p in passages))
        faults = list(islice(found, MOST_PLACES))
        yield from faults
        if numbered and not faults:
            yield case.outcome("pass", f"{where(passages[0])}小标题序号连续", f"sub:{section}")


def _headings(case: Case) -> Iterator[Outcome]:
    printed = [section.numeral for section in case.report.sections]
    moved = printed == list("一二三四五六")
    for section in case.report.sections:
        locus = f"section:{section.number}"
        places = [Evidence(section.place, section.printed.strip(), "标题")]
        due = "零一二三四五六"[section.number]
        if not section.numeral:
            yield case.outcome("undecided", f"标题“{section.printed.strip()}”没有印出序号", locus, places)
        elif section.numeral == due or moved:
            yield case.outcome("pass", f"第{due}部分的序号为“{section.numeral}”", locus, places)
        else:
            message = f"第{due}部分的序号印为“{section.numeral}”，格式为“{due}、”"
            yield case.outcome("fail", message, locus, places, expected=due, actual=section.numeral)


def _runs(case: Case, numbered: Sequence[Numbered], passages: Sequence[Passage]) -> Iterator[Outcome]:
    """Faults in the running numbers of one section; every style counts by itself and may begin anew at 1."""
    last: dict[str, Numbered] = {}
    previous: Numbered | None = None
    for passage, count in numbered:
        before = last.get(count.style)
        again = before is previous and count.number == 1 and _twice_first(before, passage, passages)
        if before and (again or count.number not in (1, before[1].number + 1)):
            kind = "重号" if count.number == before[1].number else "不连续"
            yield _fault(case, f"“{before[1].printed}”之后为“{count.printed}”，序号{kind}", before, (passage, count))
        elif not before and count.number > 1:
            if previous and previous[1].number == count.number - 1:
                message = f"“{previous[1].printed}”之后为“{count.printed}”，两种序号混用"
                yield _fault(case, message, previous, (passage, count))
            else:
                yield case.outcome(
                    "undecided",
                    f"序号从“{count.printed}”开始，之前的序号未见",
                    _locus(passage, count),
                    [_shown(passage, count)],
                )
        last[count.style] = previous = (passage, count)


def _twice_first(before: Numbered | None, passage: Passage, passages: Sequence[Passage]) -> bool:
    """Whether “（一）” follows “（一）” with no line between them that could head a new list."""
    if before is None or before[1].number != 1 or before[1].style != "（一）":
        return False
    between = passages[passages.index(before[0]) + 1 : passages.index(passage)]
    return all(len(p.text.strip()) > _LONGEST_HEAD or "。" in p.text for p in between)


def _points(case: Case, passage: Passage) -> Iterator[Outcome]:
    """Faults in “一是…二是…” within one paragraph."""
    before = 0
    for match in _POINTS.finditer(passage.text):
        number = chinese_number(match[1]) or 0
        if before and number not in (1, before + 1):
            message = f"第{before}点之后为“{match[0]}”，序号不连续或重复"
            locus = f"points:{passage.section}:{passage.text[:12]}:{match[0]}"
            yield case.outcome("fail", message, locus, [evidence(passage, *match.span(), where(passage))])
        before = number


def _fault(case: Case, message: str, before: Numbered, then: Numbered) -> Outcome:
    return case.outcome("fail", f"{where(then[0])}{message}", _locus(*then), [_shown(*then), _shown(*before)])


def _locus(passage: Passage, count: Numbering) -> str:
    return f"sub:{passage.section}:{count.printed}:{passage.text[count.end : count.end + 8]}"


def _shown(passage: Passage, count: Numbering) -> Evidence:
    return evidence(passage, 0, count.end, where(passage))
