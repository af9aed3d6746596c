"""同一年度报送了多份报告

依据：{公布条}、{内容条}：每个机关每年度公布一份年度报告；评估实务要求以一份为准，版本不同的退回确认。
核对：同一机关同一年度的多份报告，文件、表格数字和文字是否相同；不同的列出不同的单元格或首处不同的文字。
不判：以哪一份为准由机关确认，本规则不作认定；文件相同或格式不同而内容相同，或只有个别字不同的，只作提示；空格、换行、标点、页码的不同不计；只在一份中读到的单元格不作相同处理；无法读取的文件不参加比较。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.corpus import Filing
from audit.findings import Outcome, Severity
from audit.forms import load
from audit.model import Report
from audit.rules import Survey, rule
from audit.rules._survey import file_name
from audit.rules.filing._texts import difference

_SHOWN = 5


@rule(severity="warning", scope="corpus", also=("info",))
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per agency and year that are known."""
    seen: set[tuple[str, int]] = set()
    for filing in survey.corpus.filings:
        if filing.agency is None or filing.year is None or (filing.agency.name, filing.year) in seen:
            continue
        seen.add((filing.agency.name, filing.year))
        filed = survey.corpus.filed(filing.agency, filing.year)
        first = filed[0].report
        if len(filed) == 1:
            if survey.corpus.roster.given:
                yield survey.outcome(first, "pass", f"{filing.year}年度只有一份报告", "versions", [file_name(first)])
            continue
        severity, difference = _compared(filed)
        message = f"{filing.agency.name}{filing.year}年度有{len(filed)}份报告：{difference}"
        places = [file_name(one.report) for one in filed]
        cells = tuple(dict.fromkeys(key for other in filed[1:] for key, _, _ in _cells(first, other.report)))
        yield survey.outcome(first, "fail", message, "versions", places, severity=severity, cells=cells)


def _compared(filed: Sequence[Filing]) -> tuple[Severity, str]:
    """How the versions differ from the first one, and how grave that is."""
    reports = [filing.report for filing in filed if filing.report.status != "unreadable"]
    if len(reports) < len(filed):
        return "info", "其中有无法读取的文件，未能全部比较"
    if len({report.sha256 for report in reports}) == 1:
        return "info", "各文件完全相同"
    first = reports[0]
    differing = [line for other in reports[1:] for line in _cells(first, other)]
    if differing:
        form = load(first.edition) if first.edition else None
        shown = "；".join(
            f"{form.cells[key].label if form and key in form.cells else key}分别为“{one}”和“{other}”"
            for key, one, other in differing[:_SHOWN]
        )
        rest = f"等{len(differing)}处" if len(differing) > _SHOWN else ""
        return "warning", f"表格数字不同，{shown}{rest}"
    others = reports[1:]
    tables = next((told for other in others if (told := _not_read(first, other))), "")
    texts = [found for other in others if (found := difference(first, other, tables=not _not_read(first, other)))]
    numbers = tables or "表格数字相同"
    if not texts:
        return "info", f"{tables}，已读到的文字相同" if tables else "格式不同，表格数字和文字相同"
    worst = next((found for found in texts if not found.few), texts[0])
    quoted = f"首处为{_said(worst.one)}和{_said(worst.other)}"
    if worst.few:
        return "info", f"{numbers}，文字只有个别字不同，{quoted}"
    return "warning", f"{numbers}，文字不同，{quoted}"


def _said(text: str) -> str:
    return f"“{text}”" if text else "（没有文字）"


def _not_read(one: Report, other: Report) -> str:
    """Which cells could not be compared, for only one of the reports has them read; "" where all are there."""
    common = len(one.cells.keys() & other.cells.keys())
    alone = len(one.cells.keys() ^ other.cells.keys())
    if not alone:
        return ""
    counts = f"分别读到{len(one.cells)}格和{len(other.cells)}格"
    return f"表格{counts}，其中{common}格数字相同，另{alone}格未能比较" if common else f"表格{counts}，数字未能比较"


def _cells(one: Report, other: Report) -> list[tuple[str, str, str]]:
    """The cells read in both reports whose printed text differs, with both texts."""
    pairs = ((key, cell, other.cells[key]) for key, cell in one.cells.items() if key in other.cells)
    return [(key, a.raw.strip(), b.raw.strip()) for key, a, b in pairs if (a.kind, a.value) != (b.kind, b.value)]
