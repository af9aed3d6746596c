"""与上年度相比的变化幅度明显偏离同类机关

依据：评估实务将异常的数据波动列为需要说明的事项；国家未规定变化幅度的界限，界限由本工具设定。
核对：同一层级、同一类别机关中，上年度不少于10件的主要数字，本年度为上年度的倍数与同类中位数的距离；按中位数绝对偏差计超过3.5倍、与中位数相差一倍以上且本年度增减不少于30件的列出。
不判：有可比数字的同类机关不足8家的不比较；同类机关普遍变化的不列出；偏离不是差错，只作提示；正文是否说明由C904核对。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.corpus import Filing
from audit.findings import FarChange
from audit.forms import load
from audit.metrics import PeerStanding, standings
from audit.model import Report
from audit.rules.kit import Evidence, Outcome, Survey, rule, stated
from audit.rules.peers._growth import Growth, growths, is_far
from audit.rules.peers._standing import among_peers


@rule(severity="info", scope="corpus")
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per outlying change, or one pass for a report whose changes were compared."""
    corpus = survey.corpus
    chosen: dict[str, Filing] = {}
    grown: dict[str, Mapping[str, Growth]] = {}
    groups: dict[str, tuple[str, str]] = {}
    for filing in corpus.under_review():
        agency, report = filing.agency, filing.report
        if agency is None or filing.year is None or not (agency.level and agency.kind):
            continue
        before = [one for one in corpus.earlier(report) if one.year == filing.year - 1 and one.agency == report.agency]
        if before and corpus.counts(filing):
            chosen[report.source], groups[report.source] = filing, (agency.level, agency.kind)
            grown[report.source] = growths(report, before[0])
    values = {source: {key: growth.times for key, growth in found.items()} for source, found in grown.items()}
    for source, placed in standings(values, groups).items():
        found = [key for key, standing in placed.items() if is_far(grown[source][key], standing)]
        for key in found:
            facts = _facts(chosen[source].report, key, grown[source][key], placed[key], "".join(groups[source]))
            yield _outcome(survey, chosen[source].report, facts, grown[source][key])
        if placed and not found:
            same = stated("{number}项主要数字的变化幅度与同类机关相比没有明显偏离", number=len(placed))
            yield survey.outcome(chosen[source].report, "pass", same, "changes")


def _facts(report: Report, key: str, growth: Growth, standing: PeerStanding, group: str) -> FarChange:
    label = load(report.edition or "").cells[key].label
    now, last = growth.now.value or 0, growth.last.value or 0
    return FarChange(key, label, now, last, among_peers(standing, group))


def _outcome(survey: Survey, report: Report, facts: FarChange, growth: Growth) -> Outcome:
    places = [
        Evidence(growth.now.place, growth.now.raw, facts.name),
        Evidence(growth.last.place, growth.last.raw, f"上年度报告{facts.name}", "earlier_report"),
    ]
    return survey.outcome(report, "fail", facts, facts.cell, places, cells=(facts.cell,), confidence=0.8)
