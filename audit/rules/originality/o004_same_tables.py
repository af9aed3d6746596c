"""表格数字与其他机关的报告完全相同

依据：{雷同}。数字相同不等于照抄，故列为疑点。
核对：表二、表三、表四与同批及对照资料中其他机关的报告逐格比较，全部相同且有一定数量不同的非零数字的，或者其中一张表全部相同且数字较多、较大的，列出对方机关和相同的表。
不判：全为0、空白，或只有少量小数字的表格可能巧合，不核对；合计数和现行有效件数不计入非零数字；有单元格未能读取的表格、格式不同的报告、未识别机关的报告、名称没有写明地区而可能是同一机关的报告不比较；名录规定由一方汇总另一方的不比较；由谁借用谁不作认定。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from audit.corpus import Filing
from audit.findings import Role, SameTables, Side
from audit.forms import load
from audit.model import Report
from audit.rules.kit import Evidence, Outcome, Survey, rule, stated
from audit.rules.originality._tables import Figures, are_apart, figures, telling

#: Other agencies that are named for one report, and cells that are shown.
_AGENCIES_NAMED, _CELLS_SHOWN = 5, 4


@rule(severity="warning", scope="corpus", matter="tables")
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per report under review and agency whose tables are the same; a pass where there is none."""
    corpus = survey.corpus
    known: dict[Figures, list[Filing]] = defaultdict(list)
    compared = [f for f in (*corpus.filings, *corpus.background) if f.agency and f.report.edition]
    for filing in compared:
        for table in figures(filing):
            known[table].append(filing)
    if len({filing.agency.name for filing in compared if filing.agency}) < 2:
        return
    for filing in corpus.under_review():
        own = figures(filing) if filing.agency and corpus.counts(filing) else []
        found: dict[str, tuple[Filing, tuple[str, ...]]] = {}
        for _, tables, values in own:
            for other in known[filing.report.edition or "", tables, values]:
                if other.agency and are_apart(corpus, filing, other):
                    _, same = found.get(other.agency.name, (other, ()))
                    found[other.agency.name] = other, same or tables
        for other, tables in [found[name] for name in sorted(found)[:_AGENCIES_NAMED]]:
            yield _outcome(survey, filing, other, tables, len(found))
        if own and not found:
            yield survey.outcome(filing.report, "pass", stated("没有与其他机关完全相同的表格"), "tables")


def _outcome(survey: Survey, filing: Filing, other: Filing, tables: tuple[str, ...], agencies: int) -> Outcome:
    report, its = filing.report, other.report
    there = other.agency.name if other.agency else ""
    forms = tuple(table for table in load(report.edition or "").tables if table.number in tables)
    own = telling(filing, forms)
    sides: tuple[tuple[Report, str, Role | None], ...] = (
        (report, "本报告", None),
        (its, f"{there}{its.year or ''}年度报告", "other_report"),
    )
    places = [
        Evidence(cell.place, cell.raw, label, role)
        for key in own[:_CELLS_SHOWN]
        for side, label, role in sides
        if (cell := side.cells.get(key))
    ]
    facts = SameTables(
        tables, Side("other_report", there, None, year=its.year, source=its.source), len(own), agencies + 1
    )
    return survey.outcome(report, "fail", facts, f"tables:{there}:{its.year}", places, confidence=0.9, cells=tuple(own))
