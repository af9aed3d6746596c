"""部分的顺序与格式不同或重复

依据：格式文件（国办公开办函〔2021〕30号、国办公开办函〔2019〕60号）按总体情况、主动公开、收到和处理申请、行政复议行政诉讼、主要问题及改进、其他事项的次序列出六个部分。
核对：识别出的各部分标题按出现先后是否依次递增，有无同一部分出现两次。
不判：少于两个标题时不判；缺少的部分由M101核对，不影响本条。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from audit.findings import Evidence, Outcome
from audit.model import Section
from audit.rules import Case, rule


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per report, or one failure per pair of headings out of order."""
    sections = case.report.sections
    if len(sections) < 2:
        yield case.outcome("undecided", "识别出的部分标题少于两个，无法核对顺序", "order")
        return
    wrong = [(first, then) for first, then in pairwise(sections) if then.number <= first.number]
    for first, then in wrong:
        before, after = first.printed.strip(), then.printed.strip()
        repeated = any(s.number == then.number for s in sections[: sections.index(then)])
        said = f"“{after}”重复出现" if repeated else f"“{after}”排在“{before}”之后，与格式的次序不同"
        yield case.outcome("fail", said, f"order:{then.number}", [_evidence(then), _evidence(first)])
    if not wrong:
        yield case.outcome("pass", f"{len(sections)}个部分的次序与格式相同", "order")


def _evidence(section: Section) -> Evidence:
    return Evidence(section.place, section.printed.strip(), "标题")
