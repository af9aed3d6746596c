"""与其他机关的报告有相同文字

依据：{雷同}；评估实务对与其他单位雷同的报告扣分。
核对：除各单位通用的表述外，与同批其他机关的报告是否有相同或大部分相同（机关名称、年份、数字不同也算相同，少数字句不同的只计相同的字）的段落，第一部分、第五部分是否整个部分相同（合计不足60字的除外）；列出两份报告的原文和所占比例。
不判：各单位通用的表述和文件名称不比较，表格由O004核对；只有含数字的语句相同，没有其他相同文字的，不列为雷同；机关不多时，半数以上机关（至少5家，或全部4家）共用的短表述可能是统一部署的用语，不列为雷同，另在总览列出；由谁借用谁不作认定；两份报告的机关名称没有写明地区或没有写明机关、可能是同一机关不同年度报告的，列为无法核对；上下级共同部署的工作可能使用相同文字，故为疑点。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import SharedText
from audit.model import Report
from audit.reuse import Copied
from audit.rules.kit import Outcome, Severity, Survey, rule, stated
from audit.rules.originality._shared import CUT, other, other_side, share, shared, shared_evidence

#: Share of a section, or characters of shared text, that make it more than a hint.
_SHARE_OF_WARNING, _CHARACTERS_OF_WARNING = 0.3, 300
_NONE, _BESIDES = "与其他{number}家机关的报告没有相同段落", "，只有多数机关共用的表述"


@rule(severity="warning", scope="corpus", also=("info",))
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per report under review and agency that it shares text with; a pass where there is none."""
    reuse = survey.reuse
    if reuse is None or reuse.agencies < 2:
        return
    groups = {member.source: group for group in reuse.groups if not group.majority for member in group.members}
    for filing in survey.corpus.under_review():
        report = filing.report
        if report.status == "unreadable" or not report.passages:
            continue
        found = reuse.of(report.source)
        # Of several years of one other agency the one that shares most.
        peers = {other(pair, report.source).agency or pair: pair for pair in reversed(found) if pair.kind == "peer"}
        pairs = sorted(peers.values(), key=lambda pair: -pair.length)
        if report.source in reuse.cut:
            yield survey.outcome(report, "undecided", CUT, "cut", severity="info")
        elif not pairs:
            most = any(pair.kind == "majority" for pair in found)
            none = stated(_NONE + _BESIDES if most else _NONE, number=reuse.agencies - 1)
            yield survey.outcome(report, "pass", none, "peers")
        group = groups.get(report.source)
        for pair in pairs:
            open_ = survey.corpus.may_be_one(filing, survey.corpus.every[other(pair, report.source).source])
            facts = _facts(pair, report.source, len(group.agencies) if group else 0, unsure=open_)
            yield _outcome(survey, report, pair, facts)


def _facts(pair: Copied, source: str, agencies: int, *, unsure: bool) -> SharedText:
    return SharedText(
        other_side(pair, source),
        len(pair.passages),
        pair.length,
        pair.passages[0].length,
        shared(pair, pair.sections, source),
        agencies,
        unsure,
    )


def _outcome(survey: Survey, report: Report, pair: Copied, facts: SharedText) -> Outcome:
    """A copy; an organ may repeat itself, so that it stays open where both reports may be its own."""
    there = other(pair, report.source)
    locus = f"peer:{there.agency or there.source}:{there.year}"
    places = shared_evidence(pair, pair.passages, report.source)
    if facts.unsure:
        return survey.outcome(report, "undecided", facts, locus, places, severity="info")
    much = (
        max(share(pair, section, report.source) for section in pair.sections) >= _SHARE_OF_WARNING
        or pair.length >= _CHARACTERS_OF_WARNING
    )
    confidence = min(1.0, round(pair.passages[0].similarity, 2))
    severity: Severity = "warning" if much else "info"
    return survey.outcome(report, "fail", facts, locus, places, severity=severity, confidence=confidence)
