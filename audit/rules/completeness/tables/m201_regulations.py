"""无权制定规章的机关填有规章件数

依据：立法法规定规章由国务院部门，省、自治区、直辖市和设区的市、自治州的人民政府制定。
核对：名称可以确定为乡镇、街道、县级部门或县（旗、区）人民政府的机关，表二“规章”行各格是否大于0。
不判：名称看不出层级的机关，新区、开发区等功能区的机关，以及市级以上机关不核对；未填或未读取的单元格不判。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Named
from audit.patterns import regex
from audit.rules.kit import Case, Outcome, cell_evidences, organ_kind, rule, stated
from audit.text import fold
from audit.words import COUNTY_OR_DISTRICT

_COUNTY = regex(f"{COUNTY_OR_DISTRICT}人民政府$")


@rule(severity="warning", cause="cell", misread="never")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per report of such an organ that states a number there."""
    if organ_kind(case.report.agency) not in ("township", "county_department") and not _is_county(case.report.agency):
        return
    keys = [cell.key for table in case.form.tables for cell in table.cells if cell.line == "regulations"]
    values = {key: value for key in keys if (value := case.report.value(key)) is not None}
    above = tuple(key for key, value in values.items() if value > 0)
    if above:
        cells = [(Named(key, case.form.cells[key].label), values[key]) for key in above]
        found = tuple(stated("{cell}为{printed}", cell=cell, printed=value) for cell, value in cells)
        facts = stated("该机关无权制定规章，{found}", found=found)
        yield case.outcome("fail", facts, "regulations", cell_evidences(case, above), cells=above, confidence=0.9)
    elif values:
        facts = stated("表二“规章”行为0" if len(values) == len(keys) else "表二“规章”行已填写的各格为0")
        yield case.outcome("pass", facts, "regulations", cell_evidences(case, tuple(values)), cells=tuple(values))


def _is_county(agency: str | None) -> bool:
    """Whether the organ is the government of a county or of a district of a city, by its name."""
    return _COUNTY.search(fold(agency or "")) is not None
