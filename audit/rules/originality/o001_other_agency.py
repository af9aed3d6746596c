"""与其他机关的报告有相同文字

依据：{雷同}；评估实务对与其他单位雷同的报告扣分。
核对：除各单位通用的表述外，与同批其他机关的报告是否有连续相同（机关名称、年份、数字不同也算相同）的段落，第一部分、第五部分是否整个部分相同（合计不足60字的除外）；列出两份报告的原文和所占比例。
不判：各单位通用的表述和文件名称不比较，表格由O004核对；只有含数字的语句相同，没有其他相同文字的，不列为雷同；机关不多时，半数以上机关（至少5家，或全部4家）共用的短表述可能是统一部署的用语，不列为雷同，另在总览列出；由谁借用谁不作认定；两份报告的机关名称没有写明地区或没有写明机关、可能是同一机关不同年度报告的，列为无法核对；上下级共同部署的工作可能使用相同文字，故为疑点。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Outcome
from audit.reuse import Copied
from audit.rules import Survey, rule
from audit.rules.originality._shared import CUT, evidence, other, said, share

#: A section shared to this degree, or so much text, makes it more than a hint.
_MUCH, _LONG = 0.3, 300


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
            besides = "，只有多数机关共用的表述" if most else ""
            message = f"与其他{reuse.agencies - 1}家机关的报告没有相同段落{besides}"
            yield survey.outcome(report, "pass", message, "peers")
        for pair in pairs:
            if survey.corpus.may_be_one(filing, survey.corpus.every[other(pair, report.source).source]):
                yield _open(survey, pair, report.source)
                continue
            group = groups.get(report.source)
            rest = f"；同样文字共有{len(group.agencies)}家机关使用" if group else ""
            yield _outcome(survey, pair, report.source, rest)


def _open(survey: Survey, pair: Copied, source: str) -> Outcome:
    """An organ may repeat itself: no copy from another where both reports may be its own."""
    there, report = other(pair, source), survey.corpus.by_source[source].report
    name = f"{there.agency}（{there.source}）" if there.agency else there.source
    message = (
        f"与{name}的{there.year or '同'}年度报告有{len(pair.passages)}段相同文字，"
        "两份报告的机关名称不能确定是否同一机关，未作雷同认定"
    )
    locus = f"peer:{there.agency or there.source}:{there.year}"
    return survey.outcome(report, "undecided", message, locus, evidence(pair, pair.passages, source), severity="info")


def _outcome(survey: Survey, pair: Copied, source: str, rest: str) -> Outcome:
    there, report = other(pair, source), survey.corpus.by_source[source].report
    much = max(share(pair, section, source) for section in pair.sections) >= _MUCH or pair.length >= _LONG
    longest = pair.passages[0]
    message = (
        f"与{there.agency or there.source}的{there.year or '同'}年度报告有{len(pair.passages)}段相同文字，"
        f"最长一段{longest.length}字，占{said(pair, pair.sections, source)}{rest}"
    )
    return survey.outcome(
        report,
        "fail",
        message,
        f"peer:{there.agency or there.source}:{there.year}",
        evidence(pair, pair.passages, source),
        severity="warning" if much else "info",
        confidence=min(1.0, round(longest.similarity, 2)),
    )
