"""问题及改进情况与上年度相同

依据：{问题项}：年度报告应当包括政府信息公开工作存在的主要问题及改进情况；评估实务对照搬上年问题和措施的扣分。
核对：除各单位通用的表述外，第五部分与本机关上年度报告第五部分相同（年份、数字不同也算相同）的文字所占比例；达到六成的为疑点，达到三成的为提示。
不判：用不同文字说同一问题的不作认定；没有上年度报告、第五部分没有本单位自己的表述、又不是逐字相同的不核对；这样的表述不足80字的，只列出八成以上相同的。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import RepeatedText
from audit.reuse import SectionShare
from audit.rules.kit import Outcome, Survey, rule, stated
from audit.rules.originality._shared import last_year, other_side, shared, shared_evidence

_SHARE_OF_WARNING, _LEAST_SHARE = 0.6, 0.3
#: Characters of a section's own text below which a share says nothing, and how many, clauses with figures too, are enough
#: where the section is the same throughout.
_LEAST_CHARACTERS, _LEAST_CHARACTERS_OF_WHOLE, _SHARE_OF_WHOLE = 80, 16, 0.8
_PROBLEMS = 5


@rule(severity="warning", scope="corpus", also=("info",))
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per judged report, of whatever year, whose agency's report of the year before was read."""
    for report, before, pair in last_year(survey):
        if not report.section_passages(_PROBLEMS) or not before.section_passages(_PROBLEMS):
            continue
        section = pair.section(_PROBLEMS) if pair else None
        if pair is None or section is None or not _is_repeated(section):
            yield survey.outcome(report, "pass", stated("第五部分与上年度报告的文字没有大部分相同"), "problems")
            continue
        yield survey.outcome(
            report,
            "fail",
            RepeatedText(other_side(pair, report.source), shared(pair, [section], report.source), _PROBLEMS),
            "problems",
            shared_evidence(pair, section.passages, report.source),
            severity="warning" if section.share_b >= _SHARE_OF_WARNING else "info",
            confidence=0.9,
        )


def _is_repeated(section: SectionShare) -> bool:
    """Whether enough of the section is last year's; of a short one all of it must be."""
    if section.own_b < _LEAST_CHARACTERS:
        return section.said_b >= _LEAST_CHARACTERS_OF_WHOLE and section.share_b >= _SHARE_OF_WHOLE
    return section.share_b >= _LEAST_SHARE
