"""上年结转与上一年度报告的结转下年度不衔接

依据：{格式}表三“上年结转政府信息公开申请数量”“结转下年度继续办理”两栏。两年衔接由栏目含义推得，通知未另作规定，故列为疑点。
核对：本年表三“上年结转政府信息公开申请数量”七列，与提供的同一机关上一年度报告“结转下年度继续办理”各列逐列比较；有出入的各列合为一项列出。两年采用不同版本格式的，该两栏相同，照常比较。
不判：没有提供以往年度报告，或提供的都是其他机关的，不判（总览和核查页列出）；有上一年度报告的机关名称与本机关相近、不能确定是否同一机关的，以及提供了本机关的以往年度报告而没有上一年度的、报告未能读取、或提供的几份上一年度报告数字互不相同的，列为无法核对；2019年度以前没有统一表格，不判。以机关名称相同、统计范围未变为前提，机构改革、职能划转、汇总范围调整和上一年度报告公布后更正的，不一致可能有正当理由。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.findings import CarriedOver, Facts
from audit.forms import form_for_year
from audit.history import by_year, last_year
from audit.model import Report
from audit.rules.consistency.earlier import confidence, file_name
from audit.rules.consistency.years._carried import all_blank, carried_in, columns
from audit.rules.kit import Case, Outcome, Stated, rule, stated

_LOCUS = "carried_in"
#: Reports that may be the organ's, named in a message.
_REPORTS_NAMED = 3
_UNNAMED = "本报告的机关名称未能读取，无法确定哪一份是上一年度报告，上年结转无法核对"
_UNDATED = "本报告的年度未能读取，无法确定哪一份是上一年度报告，上年结转无法核对"
_DOUBTFUL = "（{reports}可能是本机关，但名称没有写明地区或与几家机关相符，未作认定）"


@rule(severity="warning", cause="carried")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome for all columns."""
    report = case.report
    if not (case.previous or case.sought.doubtful):
        return
    if report.year is not None and form_for_year(report.year - 1) is None:
        return
    before = last_year(report, case.previous)
    if not before and report.agency and report.year and not _own(case):
        return
    yield _compared(case, before) if before else _unborne(case, _missing(case))


def _own(case: Case) -> bool:
    """Whether any of the earlier reports is the organ's, or may be that of the year before."""
    report = case.report
    unnamed = any(not other.agency and other.year == (report.year or 0) - 1 for other in case.previous)
    return unnamed or bool(case.sought.doubtful or by_year(report, case.previous))


def _missing(case: Case) -> Stated:
    report = case.report
    if report.agency is None or report.year is None:
        return stated(_UNNAMED if report.agency is None else _UNDATED)
    unnamed = sum(not other.agency and other.year == report.year - 1 for other in case.previous)
    doubtful = tuple(
        stated("“{organ}”（{file}）", organ=one.agency, file=file_name(one))
        for one in case.sought.doubtful[:_REPORTS_NAMED]
    )
    return stated(
        "提供的以往年度报告中没有可以确认为{organ}{year}年度的报告{unnamed}{doubtful}，上年结转无法核对",
        organ=report.agency,
        year=report.year - 1,
        unnamed=stated("（其中{number}份该年度报告未读出机关名称）", number=unnamed) if unnamed else None,
        doubtful=stated(_DOUBTFUL, reports=doubtful) if doubtful else None,
    )


def _unborne(case: Case, facts: Facts) -> Outcome:
    """The numbers of the report, beside which nothing can be put."""
    own = carried_in(case)
    places = [printed.evidence for _, printed in own]
    return case.outcome("undecided", facts, _LOCUS, places, cells=tuple(key for key, _ in own))


def _compared(case: Case, before: Sequence[Report]) -> Outcome:
    both, troubles = columns(case, before)
    sources, pairs = tuple(map(file_name, before)), tuple(column.pair for column in both)
    facts = CarriedOver(before[0].year or 0, sources, pairs, tuple(troubles), all_blank(both))
    if not both:
        return _unborne(case, facts)
    shown = [column for column in both if column.pair.differs] or both
    places = tuple(place for column in shown for place in (column.now.evidence, column.then.evidence))
    cells = tuple(column.key for column in shown)
    if facts.open:
        return case.outcome("undecided", facts, _LOCUS, places, cells=cells)
    sure = confidence(printed for column in shown for printed in (column.now, column.then))
    return case.outcome("fail" if facts.wrong else "pass", facts, _LOCUS, places, confidence=sure, cells=cells)
