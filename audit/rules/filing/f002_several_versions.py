"""同一年度报送了多份报告

依据：{公布条}、{内容条}：每个机关每年度公布一份年度报告；评估实务要求以一份为准，版本不同的退回确认。
核对：同一机关同一年度的多份报告，文件、表格数字和文字是否相同；不同的列出不同的单元格或首处不同的文字。
不判：以哪一份为准由机关确认，本规则不作认定；文件相同或格式不同而内容相同，或只有个别字不同的，只作提示；空格、换行、标点、页码的不同不计；只在一份中读到的单元格不作相同处理；无法读取的文件不参加比较。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.corpus import Filing
from audit.findings import Listed, Side
from audit.forms import load
from audit.model import Report
from audit.rules.filing._texts import difference
from audit.rules.kit import Facts, Outcome, Severity, Stated, Survey, file_evidence, rule, stated

_SHOWN = 5
_VERSIONS = "{agency}{year}年度有{number}份报告：{difference}"
_CELL = "{cell}分别为“{one}”和“{other}”"


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
                single = stated("{year}年度只有一份报告", year=filing.year)
                yield survey.outcome(first, "pass", single, "versions", [file_evidence(first)])
            continue
        severity, differing = _compared(filed)
        whose = filing.agency.name
        facts = stated(_VERSIONS, agency=whose, year=filing.year, number=len(filed), difference=differing)
        places = [file_evidence(one.report) for one in filed]
        cells = tuple(dict.fromkeys(key for other in filed[1:] for key, _, _ in _cells(first, other.report)))
        yield survey.outcome(first, "fail", facts, "versions", places, severity=severity, cells=cells)


def _compared(filed: Sequence[Filing]) -> tuple[Severity, Facts]:
    """How the versions differ from the first one, and how grave that is."""
    reports = [filing.report for filing in filed if filing.report.status != "unreadable"]
    if len(reports) < len(filed):
        return "info", stated("其中有无法读取的文件，未能全部比较")
    if len({report.sha256 for report in reports}) == 1:
        return "info", stated("各文件完全相同")
    first, others = reports[0], reports[1:]
    if differing := [line for other in others for line in _cells(first, other)]:
        form = load(first.edition) if first.edition else None
        label = {key: form.cells[key].label if form and key in form.cells else key for key, _, _ in differing}
        cells = (
            stated(_CELL, cell=Side("table", label[key], None, (key,)), one=one, other=other)
            for key, one, other in differing
        )
        return "warning", stated("表格数字不同，{cells}", cells=Listed(tuple(cells), _SHOWN, "处", "；"))
    tables = next((told for other in others if (told := _not_read(first, other))), None)
    texts = [found for other in others if (found := difference(first, other, tables=not _not_read(first, other)))]
    if not texts:
        if tables:
            return "info", stated("{tables}，已读到的文字相同", tables=tables)
        return "info", stated("格式不同，表格数字和文字相同")
    worst = next((found for found in texts if not found.few), texts[0])
    severity: Severity = "info" if worst.few else "warning"
    return severity, stated(
        "{tables}，文字只有个别字不同，首处为{one}和{other}"
        if worst.few
        else "{tables}，文字不同，首处为{one}和{other}",
        tables=tables or stated("表格数字相同"),
        one=_words(worst.one),
        other=_words(worst.other),
    )


def _words(text: str) -> Stated:
    return stated("“{words}”", words=text) if text else stated("（没有文字）")


def _not_read(one: Report, other: Report) -> Stated | None:
    """Which cells could not be compared, for only one of the reports has them read; None where all are there."""
    common = len(one.cells.keys() & other.cells.keys())
    if not (alone := len(one.cells.keys() ^ other.cells.keys())):
        return None
    form = "表格分别读到{one}格和{other}格，数字未能比较"
    if not common:
        return stated(form, one=len(one.cells), other=len(other.cells))
    form = "表格分别读到{one}格和{other}格，其中{common}格数字相同，另{alone}格未能比较"
    return stated(form, one=len(one.cells), other=len(other.cells), common=common, alone=alone)


def _cells(one: Report, other: Report) -> list[tuple[str, str, str]]:
    """The cells read in both reports whose printed text differs, with both texts."""
    pairs = ((key, cell, other.cells[key]) for key, cell in one.cells.items() if key in other.cells)
    return [(key, a.raw.strip(), b.raw.strip()) for key, a, b in pairs if (a.kind, a.value) != (b.kind, b.value)]
