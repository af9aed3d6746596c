"""同一年度报送了多份报告

依据：{公布条}、{内容条}：每个机关每年度公布一份年度报告；评估实务要求以一份为准，版本不同的退回确认。
核对：同一机关同一年度的多份报告，文件、表格数字和文字是否相同；不同的列出不同的单元格或首处不同的文字，并在其余各份名下注明另有不同的一份（为无法核对）。
不判：以哪一份为准由机关确认，本规则不作认定；文件相同或格式不同而内容相同，或只有个别字不同的，只作提示；空格、换行、标点、页码的不同不计；只在一份中读到的单元格不作相同处理；无法读取的文件不参加比较。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.corpus import Filing
from audit.model import own_path
from audit.rules.filing._versions import differing_cells, differing_versions
from audit.rules.kit import Outcome, Survey, file_evidence, rule, stated

_OTHER = "另有一份同年度的报告（{file}）与本文件不同：{difference}；以哪一份为准，请机关确认"
_VERSIONS = "{agency}{year}年度有{number}份报告：{difference}"


@rule(severity="warning", scope="corpus", also=("info",), matter="versions", misread="never")
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per agency and year that are known, one besides for each further version that differs from the first."""
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
        severity, differing = differing_versions(filed)
        whose = filing.agency.name
        facts = stated(_VERSIONS, agency=whose, year=filing.year, number=len(filed), difference=differing)
        places = [file_evidence(one.report) for one in filed]
        cells = tuple(dict.fromkeys(key for other in filed[1:] for key, _, _ in differing_cells(first, other.report)))
        yield survey.outcome(first, "fail", facts, "versions", places, severity=severity, cells=cells)
        yield from _others(survey, filed)


def _others(survey: Survey, filed: Sequence[Filing]) -> Iterator[Outcome]:
    """What is said of each version but the first that differs from it: the page of neither may look as if it were the only one."""
    first = filed[0]
    for other in filed[1:]:
        severity, difference = differing_versions((other, first))
        if severity == "warning":
            facts = stated(_OTHER, file=own_path(first.report.source).name, difference=difference)
            places = [file_evidence(other.report)]
            yield survey.outcome(other.report, "undecided", facts, "versions", places, severity="info")
