"""与本机关上年度报告的文字大部分相同

依据：{雷同}；评估实务对与往年雷同的报告扣分。
核对：除各单位通用的表述外，第五部分以外各部分与本机关上年度报告相同（年份、数字不同也算相同）的文字所占比例；达到八成的为疑点，达到一半的为提示。
不判：第五部分由O003核对；没有上年度报告、没有本单位自己的表述或其字数过少、又不是逐字相同的不核对；机构职责等确实不变的内容可以相同。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import RepeatedText
from audit.reuse import SectionShare
from audit.rules.kit import Outcome, Survey, rule, stated
from audit.rules.originality._shared import CUT, last_year, other_side, shared, shared_evidence

_SHARE_OF_WARNING, _LEAST_SHARE = 0.8, 0.5
#: Characters of a section's own text below which a share says nothing; section one counts clauses with figures too, and
#: where it is the same throughout, so many are enough.
_LEAST_CHARACTERS, _LEAST_CHARACTERS_OF_FIRST, _LEAST_CHARACTERS_OF_WHOLE = 150, 80, 40
_GENERAL = 1
_PROBLEMS = 5
_NONE = "与上年度报告的文字没有大部分相同"


@rule(severity="warning", scope="corpus", also=("info",))
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per judged report, of whatever year, whose agency's report of the year before was read."""
    for report, before, pair in last_year(survey):
        if not report.passages or not before.passages:
            continue
        sections = [s for s in pair.sections if s.number != _PROBLEMS and _is_enough(s)] if pair else []
        repeated = [section for section in sections if section.share_b >= _LEAST_SHARE]
        if survey.reuse and report.source in survey.reuse.cut:
            yield survey.outcome(report, "undecided", CUT, "cut", severity="info")
        elif pair is None or not repeated:
            none = stated(_NONE)
            if pair and sections:
                found = shared(pair, sections, report.source)
                none = stated(_NONE + "（{sections}）", sections=tuple(each for each in found if each.counts))
            yield survey.outcome(report, "pass", none, "last_year")
        if pair is None or not repeated:
            continue
        most = max(section.share_b for section in repeated) >= _SHARE_OF_WARNING
        passages = [passage for section in repeated for passage in section.passages]
        yield survey.outcome(
            report,
            "fail",
            RepeatedText(other_side(pair, report.source), shared(pair, repeated, report.source)),
            "last_year",
            shared_evidence(pair, sorted(passages, key=lambda p: -p.length), report.source),
            severity="warning" if most else "info",
            confidence=0.9,
        )


def _is_enough(section: SectionShare) -> bool:
    """Whether the section has so much text of its own that its share proves something."""
    general = section.number == _GENERAL and section.said_b >= (
        _LEAST_CHARACTERS_OF_WHOLE if section.share_b >= _SHARE_OF_WARNING else _LEAST_CHARACTERS_OF_FIRST
    )
    return general or section.own_b >= _LEAST_CHARACTERS
