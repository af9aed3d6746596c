"""部分的顺序与格式不同或重复

依据：格式文件（{格式}）按总体情况、主动公开、收到和处理申请、行政复议行政诉讼、主要问题及改进、其他事项的次序列出六个部分。
核对：识别出的各部分标题按出现先后是否依次递增，有无同一部分出现两次；带序号的同一标题有无在其他部分再次印出。
不判：少于两个标题时不判；标题之前的目录、括号序号的小标题、没有序号的表题；缺少的部分由M101核对，不影响本条。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from audit.findings import FewParts, Named, Part
from audit.model import Section
from audit.rules.kit import Case, Evidence, Outcome, passage_evidence, rule, stated
from audit.text import fold
from audit.words.numbering import heading_numbering


@rule(severity="warning", matter="headings")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per report, or one failure per pair of headings out of order."""
    sections = case.report.sections
    if len(sections) < 2:
        found = {section.number for section in sections}
        absent = tuple(number for number in case.form.sections if number not in found)
        yield case.outcome("undecided", FewParts(absent), "order")
        return
    wrong = [(first, then) for first, then in pairwise(sections) if then.number <= first.number]
    for first, then in wrong:
        facts = stated("“{printed}”排在“{before}”之后，与格式的次序不同", printed=_named(then), before=_named(first))
        if any(s.number == then.number for s in sections[: sections.index(then)]):
            facts = stated("“{printed}”重复出现", printed=_named(then))
        yield case.outcome("fail", facts, f"order:{then.number}", [_evidence(then), _evidence(first)])
    again = list(islice(_again(case), len(case.form.sections)))
    yield from again
    if not wrong and not again:
        yield case.outcome("pass", stated("{number}个部分的次序与格式相同", number=len(sections)), "order")


def _again(case: Case) -> Iterator[Outcome]:
    """The lines inside a section that print a section's heading once more, numbered in the same style; a run is a list."""
    headings = {key: section for section in case.report.sections if (key := _heading(section.printed))}
    keys = (None if p.in_table else _heading(p.text) for p in case.report.passages)
    named = [headings.get(key) if key else None for key in keys]
    for passage, before, section, behind in zip(
        case.report.passages, [None, *named], named, [*named[1:], None], strict=False
    ):
        listed = any(other is not None and other is not section for other in (before, behind))
        if section is not None and not passage.heading and passage.section and not listed:
            facts = stated("“{printed}”在{where}重复出现", printed=_named(section), where=Part(passage.section))
            places = [passage_evidence(passage, label="标题"), _evidence(section)]
            yield case.outcome("fail", facts, f"again:{section.number}", places, confidence=0.8)


def _heading(text: str) -> tuple[str, str] | None:
    """The style of its number and its words, None for a line without a number or without words."""
    count = heading_numbering(text)
    words = fold(text[count.end :]).rstrip("。:") if count else ""
    return (count.style, words) if count and words else None


def _named(section: Section) -> Named:
    return Named(section.number, section.printed.strip())


def _evidence(section: Section) -> Evidence:
    return Evidence(section.place, section.printed.strip(), "标题")
